"""The few places that mattered, merged by root: seams by boundary, choices by who decided, gaps by what held the lines up."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from aar.answer import Answer, SystemAnswer
from aar.attribution import BoundaryWorth
from aar.chain import Wait
from aar.models import Finding
from aar.models_of_objectives import ObjectiveShape
from aar.wording import indented, packed, units
from aar.worlds.change import Boundary
from engine.ids import SystemId
from engine.titles import plural
from engine.units import THOUSAND
from engine.week.production import CLOSED, CONTRACT, CUT_OFF, DAMAGE, TOOLING, WORKFORCE

MOST = 7
FEWEST = 3
"""So many are told even where the page is full."""
MOST_SEAMS, MOST_CHOICES, MOST_OTHERS = 3, 2, 1
MOST_ENTRIES = 4
MOST_SYSTEMS = 5
NOTABLE = 3
"""Severity from which a finding that no world priced may stand on the front."""
LIMITS = {
    CONTRACT: "nobody had ordered more",
    TOOLING: "machines of their lines",
    WORKFORCE: "people on their lines",
    CLOSED: "lines that could make them were never opened",
    CUT_OFF: "lines cut off by the blockade",
    DAMAGE: "damage to their lines",
}
"""What binds a line, in words; anything else is a component, by its title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One root, told in a paragraph."""

    heading: str
    text: str


def places(answer: Answer, findings: Sequence[Finding], rated: Sequence[ObjectiveShape] = (), *, lines: int) -> Iterator[str]:
    """As many as `lines` hold, seven at the most; then strengths."""
    strong = list(_strengths(strengths_in(answer, findings, rated)))
    told = places_in(answer, findings, lines - len(strong) - 3)
    yield "THE FEW PLACES THAT MATTERED"
    if not answer.boundaries:
        yield "  No step waited for its organisation: there was no seam."
    elif not any(costs(one) for one in answer.boundaries):
        yield from indented(f"Steps waited on {plural(len(answer.boundaries), 'seam')}, and that cost no unit.", 2)
    for number, one in enumerate(told, start=1):
        yield from _numbered(number, one)
    yield from strong
    yield ""


def places_in(answer: Answer, findings: Sequence[Finding], lines: int | None = None) -> list[Place]:
    """Seven at the most, by kind and in each the costliest first; no more than fit so many lines, where that is asked."""
    seams = [_seam(answer, one) for one in answer.boundaries if costs(one)][:MOST_SEAMS]
    kinds = (
        seams,
        list(_choices(findings))[:MOST_CHOICES],
        list(_gaps(answer, findings)),
        list(_others(findings))[:MOST_OTHERS],
    )
    ranked = [one for one in chain.from_iterable(zip_longest(*kinds)) if one is not None]
    kept: list[Place] = []
    for one in ranked[:MOST]:
        needed = len(list(_numbered(1, one)))
        if lines is not None and len(kept) >= FEWEST and needed > lines:
            continue
        kept.append(one)
        lines = None if lines is None else lines - needed
    return [one for kind in kinds for one in kind if one in kept]


def _numbered(number: int, one: Place) -> Iterator[str]:
    first, *rest = indented(f"{number}. {one.heading} {one.text}", 2, hanging=3)
    yield first
    yield from rest


def costs(worth: BoundaryWorth) -> bool:
    """Whether its waits cost a unit of any system."""
    return any(value >= THOUSAND // 2 for value in worth.share.values())


def told_costs(worth: BoundaryWorth) -> str:
    """What a boundary's waits cost, system by system, and what they happened to save."""
    lost = [f"{system} {units(value)}" for system, value in _most(worth, 1)]
    saved = [f"{system} {units(-value)}" for system, value in _most(worth, -1)]
    told = f"Waiting cost {', '.join(lost)} units" if lost else "Waiting cost no unit"
    if saved:
        told += f"; without it more would have been short of {', '.join(saved)}"
    return told + "."


def _most(worth: BoundaryWorth, sign: int) -> list[tuple[SystemId, int]]:
    """The shares of one sign that come to a unit, the largest first, as many as stand on a line."""
    found = [(system, value) for system, value in worth.share.items() if sign * value >= THOUSAND // 2]
    return sorted(found, key=lambda one: (-abs(one[1]), one[0]))[:MOST_SYSTEMS]


def between(boundary: Boundary) -> str:
    """Both sides."""
    first, second = boundary
    return f"within {first}" if first == second else f"{first} ↔ {second}"


def waits_on(answer: Answer, worth: BoundaryWorth) -> list[Wait]:
    """The waits on a boundary, longest first, each step once; those that would have lifted a line before the others."""
    found = [wait for wait in answer.steps_that_waited() if wait.boundary == worth.boundary]
    return sorted(found, key=lambda wait: (not wait.system, -wait.weeks, wait.initiative, wait.step))


def _seam(answer: Answer, worth: BoundaryWorth) -> Place:
    text = told_costs(worth)
    waits = waits_on(answer, worth)
    if waits:
        wait = waits[0]
        longest = "Longest wait" if len(waits) > 1 else "The wait"
        end = "" if wait.answered else ", and never came"
        more = f"; {plural(len(waits) - 1, 'more step')} waited" if len(waits) > 1 else ""
        asked = wait.step_title[:1].lower() + wait.step_title[1:]
        text += (
            f" {longest}: {plural(wait.weeks, 'week')} from week {wait.since} on for {wait.by} to {asked}{end}{more}. "
            f"{_entries(wait.entries)}"
        )
    if worth.joint_with:
        text += f" Joint with {plural(len(worth.joint_with), 'other seam')}."
    return Place(heading=f"SEAM {between(worth.boundary)}.", text=text)


def _choices(findings: Iterable[Finding]) -> Iterator[Place]:
    by_owner: dict[str, list[Finding]] = {}
    for one in findings:
        if one.kind == "withheld" and one.status == "computed":
            by_owner.setdefault(one.owner, []).append(one)
    for several in by_owner.values():
        more = f" And {plural(len(several) - 1, 'more answer')} like it." if len(several) > 1 else ""
        text = f"{several[0].title.rstrip('.')}.{more} {_evidence(several)}"
        yield Place(heading="CHOICE.", text=text)


def _gaps(answer: Answer, findings: Sequence[Finding]) -> Iterator[Place]:
    by_limit: dict[str, list[SystemAnswer]] = {}
    titles = {bound.constraint: bound.title for one in answer.systems for bound in one.bound}
    for one in answer.systems:
        if one.split["gap"] > 0 and one.bound:
            weeks: dict[str, int] = {}
            for bound in one.bound:
                weeks[bound.constraint] = weeks.get(bound.constraint, 0) + bound.weeks
            most = min(weeks, key=lambda name: (-weeks[name], name))
            by_limit.setdefault(most, []).append(one)
    ranked = sorted(by_limit, key=lambda limit: (-sum(one.weighted_short for one in by_limit[limit]), limit))
    for limit in ranked:
        systems = sorted(by_limit[limit], key=lambda one: (-one.weighted_short, one.system))
        names = {one.system for one in systems}
        noticed = _noticed(findings, names)
        shares = [f"{one.system} {packed(one.shortage.units, one.shortage.need)}" for one in systems[:MOST_SYSTEMS]]
        more = f" and {len(systems) - MOST_SYSTEMS} more" if len(systems) > MOST_SYSTEMS else ""
        mends = f" For {noticed[0].owner} to mend." if noticed and noticed[0].class_ == "capacity" else ""
        seen = f"{mends} {_evidence(noticed)}" if noticed else ""
        text = f"Of the need unmet: {', '.join(shares)}{more}.{seen}"
        yield Place(heading=f"GAP {LIMITS.get(limit) or titles[limit]}.", text=text)


def _noticed(findings: Iterable[Finding], systems: set[SystemId]) -> list[Finding]:
    """What detectors found of these systems, those about capacity first: whoever owns that can lift a limit."""
    found = [one for one in findings if one.kind == "gap" and one.severity > 1]
    found = [one for one in found if any(link.subject in systems for link in one.chain)]
    return sorted(found, key=lambda one: one.class_ != "capacity")


def _others(findings: Iterable[Finding]) -> Iterator[Place]:
    by_code: dict[str, list[Finding]] = {}
    for one in findings:
        if one.kind == "seam" and one.status == "candidate" and one.severity >= NOTABLE:
            by_code.setdefault(one.code, []).append(one)
    for several in by_code.values():
        more = f" And {len(several) - 1} more like it." if len(several) > 1 else ""
        text = f"{several[0].title.rstrip('.')}.{more} For {several[0].owner} to mend. {_evidence(several)}"
        yield Place(heading="SEEN, not priced.", text=text)


def strengths_in(answer: Answer, findings: Sequence[Finding], rated: Sequence[ObjectiveShape] = ()) -> list[str]:
    """What went well, each in a phrase."""
    told = [one.title for one in findings if one.kind == "strength"]
    never = [one.system for one in answer.systems if not one.shortage.units and one.shortage.need]
    if never:
        told.append(f"needed and never short: {', '.join(never)}")
    met = [f"{one.id} {one.title[:1].lower()}{one.title[1:]}" for one in rated if one.rating == "P"]
    if met:
        told.append(f"performed without challenges, as computed: {', '.join(met)}")
    return told


def _strengths(told: Sequence[str]) -> Iterator[str]:
    if told:
        yield from indented(f"Strengths: {'; '.join(told)}.", 2, hanging=3)


def _evidence(findings: Sequence[Finding]) -> str:
    return _entries(sorted({entry for one in findings for entry in one.evidence}))


def _entries(numbers: Sequence[int]) -> str:
    more = " …" if len(numbers) > MOST_ENTRIES else ""
    return f"Entries {', '.join(map(str, numbers[:MOST_ENTRIES]))}{more}." if numbers else ""
