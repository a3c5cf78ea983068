"""From candidates and worlds to findings: what each is, whose it is, how severe, and the chain that proves it (chapter 15)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from aar.answer import DOUBLED, RATE_WEEKS, Answer, Choice, monthly_rates
from aar.attribution import BoundaryWorth
from aar.chain import Wait
from aar.links import bound_links, chain_of_step, chain_of_systems, in_order
from aar.models import Finding, Kind, Link
from aar.reading import Played, step_key
from aar.severity import severity
from aar.wording import count, units
from aar.worlds.change import boundary_of
from engine.events import CandidateFound
from engine.exercise import Initiative, StepState
from engine.findings.catalogue import CATALOGUE, Detector
from engine.findings.funding import STOPGAP
from engine.ids import ComponentId, InitiativeId, LineId, StepId, SystemId
from engine.rules.initiatives import title_of
from engine.units import WEEKS_IN_YEAR
from engine.week.production import TOOLING, WORKFORCE

WITHHELD = "withheld-concurrence"
"""A choice: found by the worlds and no detector."""
STRENGTH = "surge-reached"
"""A strength: a system doubled by the month in which somebody had first assumed it."""


@dataclass(slots=True)
class Group:
    """Candidates of one detector with one root: they become one finding."""

    detector: Detector
    candidates: list[CandidateFound] = field(default_factory=list)

    @property
    def subjects(self) -> list[str]:
        """Each once, in the order in which they were first found."""
        return list(dict.fromkeys(one.subject for one in self.candidates))

    @property
    def weeks(self) -> int:
        """The longest that any of it lasted, as the detector counted it."""
        counts = ("weeks in a row", "weeks waited", "weeks waited for the law")
        return max((one.evidence.get(name, 0) for one in self.candidates for name in counts), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What a finding says before it is weighed."""

    title: str
    organisations: Iterable[str]
    systems: Iterable[SystemId]
    chain: Iterable[Link]
    kind: Kind
    computed: bool = False
    saved: Mapping[SystemId, int] = field(default_factory=dict)
    """What the worlds say that it cost; where empty, all that was short of its systems counts."""
    weeks: int = 0
    """For how long it mattered, where that is more than the detector could count."""


def findings_in(played: Played, answer: Answer) -> list[Finding]:
    """Every finding, the most severe first; symptoms are told with their roots."""
    groups = _grouped(played, answer)
    found = [_weighed(played, answer, group, _told(played, answer, group)) for group in _without_symptoms(answer, groups)]
    found += _choices(played, answer)
    found += _strengths(played, answer)
    rank = {"computed": 0, "confirmed": 0, "candidate": 1}
    return sorted(found, key=lambda one: (-one.severity, rank[one.status], one.week, one.code, one.title))


def _grouped(played: Played, answer: Answer) -> list[Group]:
    groups: dict[tuple[str, str], Group] = {}
    for candidate in answer.candidates:
        detector = CATALOGUE.get(candidate.detector)
        if detector is not None:
            root = _root(played, detector, candidate.subject)
            groups.setdefault((detector.id, root), Group(detector)).candidates.append(candidate)
    return list(groups.values())


def _root(played: Played, detector: Detector, subject: str) -> str:
    """What candidates have in common that are one finding: a system, a boundary, a purse, a law, or the subject itself."""
    if detector.about in ("place", "estimate"):
        return subject.rpartition(" ")[2]
    if detector.about == "yard":
        return subject.partition(" ")[0]
    if detector.id == "continuing-resolution":
        return STOPGAP
    if detector.about == "step":
        _, step = _step(played, subject)
        if detector.id == "split-concurrence":
            return " ".join(boundary_of(step))
        if detector.id == "order-unfunded":
            return step.account
    return subject


def _step(played: Played, subject: str) -> tuple[Initiative, StepState]:
    identity, _, step = subject.rpartition(" ")
    initiative = played.exercise.initiatives[InitiativeId(identity)]
    return initiative, initiative.steps[StepId(step)]


def _without_symptoms(answer: Answer, groups: list[Group]) -> Iterator[Group]:
    """Rule 15.5: that a theatre ran out is told with what held up the system's lines, where a detector found that."""
    held_up = {one.subject for group in groups if group.detector.about in ("line", "component") for one in group.candidates}
    for group in groups:
        if group.detector.about == "place":
            system = SystemId(group.subjects[0].rpartition(" ")[2])
            bound = answer.of(system).bound
            if any(one.line in held_up or one.constraint in held_up for one in bound):
                continue
        yield group


def _told(played: Played, answer: Answer, group: Group) -> _Told:
    match group.detector.about:
        case "line":
            return _about_line(played, answer, group)
        case "component":
            return _about_component(played, answer, group)
        case "place" | "estimate":
            return _about_system(played, answer, group)
        case "step":
            return _about_steps(played, answer, group)
        case "type":
            return _about_type(played, answer, group)
        case "yard":
            return _about_yard(played, group)


def _about_line(played: Played, answer: Answer, group: Group) -> _Told:
    line = played.start.world.lines[LineId(group.subjects[0])]
    system = SystemId(line.system)
    chain = [*chain_of_systems(answer, [system]), *bound_links(answer, [system], line=line.id)]
    weeks = sum(one.weeks for one in answer.of(system).bound if one.line == line.id and one.constraint in (TOOLING, WORKFORCE))
    return _Told(
        title=f"{line.title}: {group.detector.title.lower()}",
        weeks=weeks if group.detector.id == "assembly-capacity-binds" else 0,
        organisations={line.operator, group.detector.owner},
        systems=[system],
        chain=chain,
        kind=group.detector.kind,
    )


def _about_component(played: Played, answer: Answer, group: Group) -> _Told:
    component = played.start.world.components[ComponentId(group.subjects[0])]
    systems = [one.system for one in answer.systems if any(bound.constraint == component.id for bound in one.bound)]
    chain = [
        *chain_of_systems(answer, systems),
        *bound_links(answer, systems, constraint=component.id),
        Link(link="constraint", subject=component.id, says=f"{component.title}, made in {component.place or 'one place'}"),
    ]
    claim = f" It held up {', '.join(systems)}." if systems else ""
    return _Told(
        title=f"{component.title}: {group.detector.title.lower()}.{claim}",
        weeks=max((one.weeks for s in systems for one in answer.of(s).bound if one.constraint == component.id), default=0),
        organisations={component.operator, group.detector.owner},
        systems=systems,
        chain=chain,
        kind=group.detector.kind,
    )


def _about_system(played: Played, answer: Answer, group: Group) -> _Told:
    system = SystemId(group.subjects[0].rpartition(" ")[2])
    names = [subject.rpartition(" ")[0] for subject in group.subjects]
    title = played.start.world.systems[system].title
    if group.detector.about == "place":
        said = f"{title} ran out in {', '.join(names)}"
        weeks = len({one.week for one in played.stocks if one.row.system == system and one.row.short})
    else:
        first = min(one.evidence["month assumed"] for one in group.candidates)
        said = f"{title} did not double, which {count(len(names), 'organisation')} had assumed, the first for month {first}"
        weeks = max(0, answer.weeks - first * WEEKS_IN_YEAR // 12)
    return _Told(
        title=said,
        weeks=weeks,
        organisations=set(names) if group.detector.about == "estimate" else {group.detector.owner},
        systems=[system],
        chain=[*chain_of_systems(answer, [system]), *bound_links(answer, [system])],
        kind=group.detector.kind,
    )


def _about_steps(played: Played, answer: Answer, group: Group) -> _Told:
    """Rule 15.2: a step is a seam where the worlds say that its wait cost units, a choice where it was declined, else a gap."""
    steps = [_step(played, subject) for subject in group.subjects]
    waits = [one for subject in group.subjects for one in _waits(answer, subject)]
    systems = list(dict.fromkeys(one.system for one in waits))
    organisations = {by for _, step in steps for by in (step.by, step.after)}
    worth = _worth(answer, steps[0][1])
    saved = dict(worth.share) if worth is not None and group.detector.id == "split-concurrence" else {}
    costs = any(value > 0 for value in saved.values())
    declined = any(step.verdict == "declined" for _, step in steps)
    chain = chain_of_step(answer, waits) if waits else tuple(_bare_chain(played, group.subjects))
    return _Told(
        title=_title_of_steps(played, group, steps),
        organisations=organisations,
        systems=[system for system in saved if saved[system] > 0] or systems,
        chain=chain,
        kind="seam" if costs else "withheld" if declined else "gap",
        computed=costs,
        saved=saved if costs else {},
    )


def _title_of_steps(played: Played, group: Group, steps: list[tuple[Initiative, StepState]]) -> str:
    initiative, step = steps[0]
    named = title_of(played.exercise.type_of(initiative), initiative.parameters)
    more = f" and {len(steps) - 1} more" if len(steps) > 1 else ""
    match group.detector.id:
        case "split-concurrence":
            first, second = boundary_of(step)
            weeks = sum(one.waited_by_organisation for _, one in steps)
            return f"Between {first} and {second}, {count(len(steps), 'step')} waited {count(weeks, 'week')} in all"
        case "order-unfunded":
            return f"{played.start.world.accounts[step.account].title} could not pay for {named}{more}"
        case "continuing-resolution":
            return f"A stopgap budget held up {named}{more}, and nobody asked for an exception"
        case _:
            return f"{named}: {group.detector.title.lower()}{more}"


def _about_type(played: Played, answer: Answer, group: Group) -> _Told:
    kind = played.start.world.playbook[group.subjects[0]]
    evidence = group.candidates[-1].evidence
    of_type = [one for one in played.exercise.initiatives.values() if one.type == kind.id]
    organisations = {step.by for one in of_type for step in one.steps.values() if step.kind in ("decide", "pay")}
    in_a_row, beside = evidence["approvals in a row"], evidence["side by side"]
    link = Link(link="initiative", subject=kind.id, says=f"{count(len(of_type), 'initiative')} of this type in play")
    return _Told(
        title=f"Every `{kind.id}`: {in_a_row} approvals in a row, {beside} if the interagency mechanism stood higher",
        organisations=organisations,
        systems=(),
        chain=[link],
        kind=group.detector.kind,
    )


def _about_yard(played: Played, group: Group) -> _Told:
    repair = group.subjects[0].partition(" ")[0]
    operators = [one.partition(" ")[2] for one in group.subjects]
    free = f"a yard of {operators[0]} was" if len(operators) == 1 else f"yards of {', '.join(operators)} were"
    title = next(one.title for key, one in played.start.world.repairs.items() if key == repair)
    waiting = max(one.evidence["repairs waiting"] for one in group.candidates)
    return _Told(
        title=f"{title}: up to {waiting} waited while {free} free",
        organisations={*operators, group.detector.owner},
        systems=(),
        chain=[Link(link="constraint", subject=repair, says=f"{title}: {free} not tasked")],
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
        initiative, step = _step(played, subject)
        named = title_of(played.exercise.type_of(initiative), initiative.parameters)
        identity, _, step_id = subject.rpartition(" ")
        entries = tuple(played.evidence[step_key(InitiativeId(identity), StepId(step_id))])
        says = f"{named}: {step_id} open since week {step.opened}, waited {count(step.waited, 'week')}"
        yield Link(link="step", subject=step_id, says=says, entries=entries)


def _weighed(played: Played, answer: Answer, group: Group, told: _Told) -> Finding:
    noticed = {entry for subject in group.subjects for entry in played.evidence[f"candidate {group.detector.id} {subject}"]}
    found_again = len(group.candidates) > len(group.subjects)  # a subject is found once a turn
    return _finding(
        played,
        answer,
        told,
        code=group.detector.code,
        class_=group.detector.finding_class,
        dotmlpf=group.detector.dotmlpf,
        owner=group.detector.owner,
        objectives=group.detector.objectives,
        weeks=max(group.weeks, told.weeks),
        recurs=found_again,
        week=group.candidates[0].week,
        noticed=noticed,
    )


def _finding(
    played: Played,
    answer: Answer,
    told: _Told,
    *,
    code: str,
    class_: str,
    dotmlpf: Iterable[str],
    owner: str,
    objectives: Iterable[str],
    weeks: int,
    recurs: bool,
    week: int,
    noticed: Iterable[int],
) -> Finding:
    world = played.start.world
    systems = list(told.systems)
    chain = in_order(told.chain)
    evidence = sorted({*noticed, *(entry for link in chain for entry in link.entries)})
    rows = [(told.saved.get(one, answer.of(one).shortage.units), answer.of(one).shortage.need, one) for one in systems]
    severest = max(
        (severity(short=s, need=n, weight=world.systems[one].weight.value, weeks=weeks, recurs=recurs) for s, n, one in rows),
        default=severity(short=0, need=0, weight=0, weeks=weeks, recurs=recurs),
    )
    return Finding(
        code=code,
        kind=told.kind,
        class_=class_,
        status="computed" if told.computed else "candidate",
        organisations=tuple(sorted(one for one in told.organisations if one in world.organisations)),
        severity=severest,
        title=told.title,
        chain=chain,
        evidence=tuple(evidence),
        dotmlpf=tuple(dotmlpf),  # type: ignore[arg-type]
        owner=owner,
        objectives=tuple(objectives),
        week=week,
        notional=any(_notional(played, one) for one in systems),
        control_inputs=tuple(entry for entry in evidence if entry in played.control_inputs),
    )


def _notional(played: Played, system: SystemId) -> bool:
    """Whether a value that the figures of a system rest on is notional."""
    world = played.start.world
    declared = world.systems[system]
    figures = [declared.stock_world, *(one.units for one in declared.holdings)]
    figures += [line.rate for line in world.lines.values() if line.system == system]
    needs = any(need.tag == "N" for need in world.deck.need if need.system == system)
    return needs or any(one.notional for one in figures)


def _choices(played: Played, answer: Answer) -> Iterator[Finding]:
    """Rule 15.2: a refusal of what would have lifted something short is a choice, with its reason."""
    for choice in answer.choices:
        cost = {system: answer.of(system).split["withheld"] for system in choice.lifts}
        lost = {system: value for system, value in cost.items() if value > 0}
        if not lost:
            continue
        yield _finding(
            played,
            answer,
            _told_of_choice(answer, choice, lost),
            code=WITHHELD,
            class_="choice",
            dotmlpf=("leadership", "policy"),
            owner=choice.by,
            objectives=(),
            weeks=0,
            recurs=False,
            week=choice.week,
            noticed=choice.entries,
        )


def _told_of_choice(answer: Answer, choice: Choice, lost: Mapping[SystemId, int]) -> _Told:
    verb = "returned" if choice.returned else "declined"
    chain = [
        *chain_of_systems(answer, list(lost)),
        Link(link="initiative", subject=choice.initiative, says=f"{choice.title} would have helped {', '.join(lost)}"),
        Link(
            link="step", subject=choice.step, says=f"{choice.step_title}: {verb} in week {choice.week}", entries=choice.entries
        ),
    ]
    return _Told(
        title=f"{choice.by} {verb} {choice.title}: {choice.reason}",
        organisations={choice.by, choice.proposer},
        systems=list(lost),
        chain=chain,
        kind="withheld",
        computed=True,
        saved=lost,
    )


def _strengths(played: Played, answer: Answer) -> Iterator[Finding]:
    """Rule 15.2: where a priority system doubled by the month in which the boldest had said that it would."""
    for system in answer.priority:
        one = answer.of(system)
        assumed = [said.month for said in answer.said if said.system == system and said.expected * 1_000 >= 2 * one.start_rate]
        if one.doubled_month is None or not assumed or one.doubled_month > min(assumed):
            continue
        week = next(week for week, rate in monthly_rates(played, system) if rate >= DOUBLED * one.start_rate)
        link = Link(
            link="line",
            subject=system,
            says=f"{units(one.start_rate)} a month at StartEx, at best {units(one.best_rate)}",
            entries=tuple(entry for back in range(RATE_WEEKS) for entry in played.evidence[f"week {week - back}"]),
        )
        title = f"{system} doubled its rate in month {one.doubled_month}, by month {min(assumed)} as the boldest had said"
        told = _Told(title=title, organisations=(), systems=(), chain=[link], kind="strength", computed=True)
        yield _finding(
            played,
            answer,
            told,
            code=STRENGTH,
            class_="capacity",
            dotmlpf=("materiel",),
            owner="dod/as",
            objectives=("O1",),
            weeks=0,
            recurs=False,
            week=week,
            noticed=(),
        )
