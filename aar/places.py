"""The part of the page that names places: boundaries with their worth, chain and entries; then findings, and choices."""

from collections.abc import Iterator, Sequence

from aar.answer import Answer, Choice
from aar.attribution import BoundaryWorth
from aar.chain import Wait
from aar.models import Finding
from aar.wording import bullet, count, fitted, indented, units
from aar.worlds.change import Boundary

MOST_PLACES = 5
MOST_FINDINGS = 7
MOST_CHOICES = 4
MOST_ENTRIES = 6


def places(answer: Answer, findings: Sequence[Finding]) -> Iterator[str]:
    """The few places that mattered, as lines."""
    yield "THE FEW PLACES THAT MATTERED"
    if not answer.boundaries:
        yield "  No step waited for its organisation: there was no seam."
    worth = [one for one in answer.boundaries if told_worth(one)]
    for number, one in enumerate(worth[:MOST_PLACES], start=1):
        yield from _place(answer, number, one)
    without = len(answer.boundaries) - len(worth)
    if answer.boundaries and not worth:
        where = "one boundary" if without == 1 else f"{without} boundaries"
        yield from indented(f"Steps waited on {where}, and that cost no unit.", 2)
    elif len(worth) > MOST_PLACES or without:
        more = max(0, len(worth) - MOST_PLACES)
        rest = "one other" if without == 1 else f"{without} others"
        yield from indented(f"{more} more cost units; on {rest} a step waited, and that cost none.", 2)
    yield ""
    yield from _findings(findings)
    yield from _choices(answer)


def told_worth(worth: BoundaryWorth) -> str:
    """What a boundary's waits cost, system by system; empty where it is less than a unit of each."""
    saved = {system: units(value) for system, value in worth.share.items()}
    return ", ".join(f"{system} {value}" for system, value in saved.items() if value not in ("0", "-0"))


def _place(answer: Answer, number: int, worth: BoundaryWorth) -> Iterator[str]:
    yield f"  {number}. {_between(worth.boundary)}"
    cost = f"Cost in units: {told_worth(worth)}."
    if worth.joint_with:
        others = ", ".join(_between(one) for one in worth.joint_with[:3])
        more = f" and {len(worth.joint_with) - 3} more" if len(worth.joint_with) > 3 else ""
        cost += f" To be read together with {others}{more}: without them it would have cost more or less."
    yield from indented(cost, 5)
    for wait in waits_on(answer, worth)[:2]:
        end = "then answered" if wait.answered else "never answered"
        entries = ", ".join(map(str, wait.entries[:MOST_ENTRIES]))
        weeks = count(wait.weeks, "week")
        text = (
            f"{wait.after} had done its part; {wait.by} was waited for {weeks}, asked in week {wait.since}, {end}: "
            f"{wait.step_title} ({wait.title}). {_lifts(wait)} Entries {entries}."
        )
        yield from indented(text, 5)


def _lifts(wait: Wait) -> str:
    if not wait.system:
        return "It lifts no line: it brings stock, repair, law or trust."
    later = [one for one in wait.lifts if one not in wait.bound_in_play]
    if not wait.bound_in_play:
        return f"What it lifts did not bind in play; it binds once more is made: {', '.join(later)}."
    also = f", and next {', '.join(later)}" if later else ""
    return f"It would have lifted what bound: {', '.join(wait.bound_in_play)}{also}."


def waits_on(answer: Answer, worth: BoundaryWorth) -> list[Wait]:
    """The waits on a boundary, longest first, each step once."""
    found: dict[tuple[str, str], Wait] = {}
    for wait in (*(wait for one in answer.systems for wait in one.waits), *answer.other_waits):
        if wait.boundary == worth.boundary:
            found.setdefault((wait.initiative, wait.step), wait)
    return sorted(found.values(), key=lambda wait: (not wait.system, -wait.weeks, wait.initiative, wait.step))


def _between(boundary: Boundary) -> str:
    first, second = boundary
    return f"within {first}" if first == second else f"{first} ↔ {second}"


def _findings(findings: Sequence[Finding]) -> Iterator[str]:
    shown = [one for one in findings if one.kind != "withheld" and not (one.kind == "seam" and one.status == "computed")]
    if not shown:
        return
    yield "WHAT THE DETECTORS FOUND BESIDE, with its severity of 5"
    for one in _of_every_kind(shown)[:MOST_FINDINGS]:
        entries = ", ".join(map(str, one.evidence[:MOST_ENTRIES]))
        more = " …" if len(one.evidence) > MOST_ENTRIES else ""
        told = f"{one.code} {one.kind}, {one.status}: {one.title.rstrip('.')}. Owner {one.owner}. Entries {entries}{more}"
        yield from bullet(told, str(one.severity))
    left = len(shown) - MOST_FINDINGS
    if left > 0:
        yield f"    and {left} more: `surgex findings LOG --json`"
    yield ""


def _of_every_kind(findings: Sequence[Finding]) -> list[Finding]:
    """The severest of each detector before the second of any."""
    told: dict[str, int] = {}
    ranked = []
    for at, one in enumerate(findings):
        ranked.append((told.get(one.code, 0), at, one))
        told[one.code] = told.get(one.code, 0) + 1
    return [one for _, _, one in sorted(ranked, key=lambda row: row[:2])]


def _choices(answer: Answer) -> Iterator[str]:
    told = [one for one in answer.choices if one.lifts]
    if not told:
        return
    yield "CHOICES THAT WITHHELD SUPPLY, with their reasons"
    for one in told[:MOST_CHOICES]:
        yield from bullet(_choice(one))
    left = len(told) - MOST_CHOICES
    if left > 0:
        yield f"    and {left} more"
    yield ""


def _choice(one: Choice) -> str:
    verb = "returned" if one.returned else "declined"
    entries = ", ".join(map(str, one.entries[-2:]))
    systems = fitted(", ".join(one.lifts), 40)
    return f"{one.by} {verb}, week {one.week}: {one.title} ({systems}). “{one.reason}” Entries {entries}."
