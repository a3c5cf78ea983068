"""What a group of candidates says, by what its detector is about: title, sides, chain, kind (rules 15.2 and 15.5)."""

from collections.abc import Iterable, Iterator

from aar.answer import Answer
from aar.attribution import BoundaryWorth
from aar.chain import Wait, proposed_in
from aar.findings.grouping import Group, step_of
from aar.findings.telling_wider import about_organisations, about_supply
from aar.findings.weighing import Told
from aar.links import bound_links, chain_of_step, chain_of_systems
from aar.models import Link
from aar.reading import Played, step_key
from aar.wording import initiative_words, listed, units
from aar.worlds.change import boundary_of
from aar.worlds.course import step_title
from engine.baseline import Component
from engine.exercise import Initiative, StepState
from engine.ids import ComponentId, InitiativeId, LineId, StepId, SystemId, TheatreId
from engine.titles import blank_title, plural
from engine.units import THOUSAND, WEEKS_IN_YEAR
from engine.week.production import TOOLING, WORKFORCE

NO_UNIT = ", and that cost no unit of anything"
"""What is said of a wait that the worlds price at less than a unit of every system."""


DECLARED = (0,)
"""The entry that holds the declared world."""


def told_of(played: Played, answer: Answer, group: Group) -> Told:
    match group.detector.about:
        case "line":
            return _about_line(played, answer, group)
        case "component":
            return _about_component(played, answer, group)
        case "place" if group.detector.id == "stock-out":
            return _about_system(played, answer, group)
        case "estimate":
            return _about_system(played, answer, group)
        case "step":
            return _about_steps(played, answer, group)
        case "type":
            return _about_type(played, answer, group)
        case "yard":
            return _about_yard(played, group)
        case "place" | "system" | "holding" | "site":
            return about_supply(played, answer, group)
        case "between" | "authority" | "index" | "theatre":
            return about_organisations(played, answer, group)


def _about_line(played: Played, answer: Answer, group: Group) -> Told:
    line = played.start.world.lines[LineId(group.subjects[0])]
    system = SystemId(line.system)
    chain = [*chain_of_systems(answer, [system]), *bound_links(answer, [system], line=line.id)]
    weeks = sum(one.weeks for one in answer.of(system).bound if one.line == line.id and one.constraint in (TOOLING, WORKFORCE))
    return Told(
        title=f"{line.title}: {group.detector.title.lower()}",
        weeks=weeks if group.detector.id == "assembly-capacity-binds" else 0,
        organisations={line.operator, group.detector.owner},
        systems=[system],
        chain=chain,
        kind=group.detector.kind,
    )


def _about_component(played: Played, answer: Answer, group: Group) -> Told:
    component = played.start.world.components[ComponentId(group.subjects[0])]
    systems = [one.system for one in answer.systems if any(bound.constraint == component.id for bound in one.bound)]
    chain = [
        *chain_of_systems(answer, systems),
        *bound_links(answer, systems, constraint=component.id),
        Link(link="constraint", subject=component.id, says=_made_in(component), entries=DECLARED),
    ]
    claim = f" It held up {', '.join(systems)}." if systems else ""
    return Told(
        title=f"{component.title}: {group.detector.title.lower()}.{claim}",
        weeks=max((one.weeks for s in systems for one in answer.of(s).bound if one.constraint == component.id), default=0),
        organisations={component.operator, group.detector.owner},
        systems=systems,
        chain=chain,
        kind=group.detector.kind,
    )


def _made_in(component: Component) -> str:
    return f"{component.title}, made in {component.place or 'one place'}"


def _about_system(played: Played, answer: Answer, group: Group) -> Told:
    system = SystemId(group.subjects[0].rpartition(" ")[2])
    names = [subject.rpartition(" ")[0] for subject in group.subjects]
    title = played.start.world.systems[system].title
    if group.detector.about == "place":
        theatres = played.start.world.theatres
        said = f"{title} ran out in {listed([theatres[TheatreId(one)].title for one in names])}"
        weeks = len({one.week for one in played.stocks if one.row.system == system and one.row.short})
    else:
        first = min(one.evidence["month assumed"] for one in group.candidates)
        said = f"{title} did not double, which {plural(len(names), 'organisation')} had assumed, the first for month {first}"
        weeks = max(0, answer.weeks - first * WEEKS_IN_YEAR // 12)
    rated = [_rate_link(played, answer, system, names)] if group.detector.about == "estimate" else []
    return Told(
        title=said,
        weeks=weeks,
        organisations=set(names) if group.detector.about == "estimate" else {group.detector.owner},
        systems=[system],
        chain=[
            *chain_of_systems(answer, [system]),
            *rated,
            *bound_links(answer, [system]),
        ],
        kind=group.detector.kind,
        also=[entry for link in rated for entry in link.entries],
    )


def _rate_link(played: Played, answer: Answer, system: SystemId, names: Iterable[str]) -> Link:
    """What its rate came to beside what was said: of a system that was never short this is all the chain there is."""
    one = answer.of(system)
    sealed = {entry for name in names for entry in played.evidence[f"estimate StartEx {name}"]}
    best = f"at best {units(one.best_rate)} in {plural(answer.weeks, 'week')}"
    return Link(
        link="line",
        subject=system,
        says=f"{system} made {units(one.start_rate)} a month at StartEx and {best}; twice its rate had been expected",
        entries=tuple(sorted(sealed)),
    )


def _about_steps(played: Played, answer: Answer, group: Group) -> Told:
    """Rule 15.2: a step is a seam where the worlds say that its wait cost units, a choice where it was declined, else a gap."""
    steps = [step_of(played, subject) for subject in group.subjects]
    waits = [one for subject in group.subjects for one in _waits(answer, subject)]
    systems = list(dict.fromkeys(one.system for one in waits))
    organisations = {by for _, step in steps for by in (step.by, step.after)}
    worth = _worth(answer, steps[0][1]) if group.detector.id == "split-concurrence" else None
    saved = {system: value for system, value in worth.share.items() if value >= THOUSAND} if worth is not None else {}
    costs = bool(saved)
    costless = worth is not None and not costs
    declined = any(step.verdict == "declined" for _, step in steps)
    chain = chain_of_step(answer, waits) if waits else tuple(_bare_chain(played, group.subjects))
    return Told(
        title=_title_of_steps(played, group, steps) + (NO_UNIT if costless else ""),
        organisations=organisations,
        systems=list(saved) or systems,
        chain=chain,
        kind="seam" if costs else "withheld" if declined else "gap",
        computed=costs,
        saved=saved,
        costless=costless,
    )


def _title_of_steps(played: Played, group: Group, steps: list[tuple[Initiative, StepState]]) -> str:
    initiative, step = steps[0]
    named = initiative_words(played.exercise, initiative)
    more = f" and {len(steps) - 1} more" if len(steps) > 1 else ""
    match group.detector.id:
        case "split-concurrence":
            first, second = boundary_of(step)
            weeks = sum(one.waited_by_organisation for _, one in steps)
            return f"Between {first} and {second}, {plural(len(steps), 'step')} waited {plural(weeks, 'week')} in all"
        case "order-unfunded":
            return f"{played.start.world.accounts[step.account].title} could not pay for {named}{more}"
        case "continuing-resolution":
            return f"A stopgap budget held up {named}{more}, and nobody asked for an exception"
        case _:
            return f"{named}{more}: {group.detector.title[:1].lower()}{group.detector.title[1:]} ({step.by})"


def _about_type(played: Played, answer: Answer, group: Group) -> Told:
    kind = played.start.world.playbook[group.subjects[0]]
    evidence = group.candidates[-1].evidence
    of_type = [one for one in played.exercise.initiatives.values() if one.type == kind.id]
    organisations = {step.by for one in of_type for step in one.steps.values() if step.kind in ("decide", "pay")}
    in_a_row, beside = evidence["approvals in a row"], evidence["side by side"]
    proposed = tuple(sorted(entry for one in of_type for entry in proposed_in(played, one.id)))
    told = f"{plural(len(of_type), 'initiative')} of this type in play"
    link = Link(link="initiative", subject=kind.id, says=told, entries=proposed or DECLARED)
    return Told(
        title=f"{blank_title(kind)}: {in_a_row} approvals in a row each time, {beside} with a stronger interagency mechanism",
        organisations=organisations,
        systems=(),
        chain=[link],
        kind=group.detector.kind,
    )


def _about_yard(played: Played, group: Group) -> Told:
    repair = group.subjects[0].partition(" ")[0]
    operators = [one.partition(" ")[2] for one in group.subjects]
    free = f"a yard of {operators[0]} was" if len(operators) == 1 else f"yards of {', '.join(operators)} were"
    title = next(one.title for key, one in played.start.world.repairs.items() if key == repair)
    noticed = tuple(
        sorted({entry for one in group.subjects for entry in played.evidence[f"candidate {group.detector.id} {one}"]})
    )
    waiting = max(one.evidence["repairs waiting"] for one in group.candidates)
    return Told(
        title=f"{title}: up to {waiting} waited while {free} free",
        organisations={*operators, group.detector.owner},
        systems=(),
        chain=[Link(link="constraint", subject=repair, says=f"{title}: {free} not tasked", entries=noticed)],
        kind=group.detector.kind,
    )


def _waits(answer: Answer, subject: str) -> list[Wait]:
    identity, _, step = subject.rpartition(" ")
    return [wait for one in answer.systems for wait in one.waits if (wait.initiative, wait.step) == (identity, step)]


def _worth(answer: Answer, step: StepState) -> BoundaryWorth | None:
    return next((one for one in answer.boundaries if one.boundary == boundary_of(step)), None)


def _bare_chain(played: Played, subjects: Iterable[str]) -> Iterator[Link]:
    """The end of a chain that leads to no shortage."""
    for subject in subjects:
        initiative, step = step_of(played, subject)
        named = initiative_words(played.exercise, initiative)
        identity, _, step_id = subject.rpartition(" ")
        entries = tuple(played.evidence[step_key(InitiativeId(identity), StepId(step_id))])
        waited = f"waited {plural(step.waited, 'week')}" if step.waited else "no whole week of it a wait"
        until = f" to week {step.decided}" if step.verdict else ", still open"
        titled = step_title(played, InitiativeId(identity), StepId(step_id))
        says = f"{named}: {titled[:1].lower()}{titled[1:]}, open from week {step.opened}{until}, {waited}"
        yield Link(link="step", subject=step_id, says=says, entries=entries)
