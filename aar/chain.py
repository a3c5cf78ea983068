"""From a shortfall back to a boundary: the line that could have made it, what bound it, who was waited for (rule 15.5)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aar.reading import Played, entries_of_weeks, step_key
from aar.wording import initiative_words, limits_told
from aar.worlds.change import Boundary, boundary_of
from aar.worlds.course import step_title
from engine.effects import CapacityEffect, ComponentEffect, ContractEffect, SiteEffect
from engine.exercise import Initiative
from engine.ids import InitiativeId, LineId, StepId, SystemId
from engine.rules.outcomes import bound
from engine.titles import named
from engine.week.production import CONTRACT, TOOLING, WORKFORCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortage:
    """The first link: what was short of a system, from when to when; thousandths."""

    system: SystemId
    units: int
    need: int
    first_week: int | None
    last_week: int | None
    entries: tuple[int, ...]
    """The entries of the first and the last week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """The second link: a line that could have made it, and what bound it in how many of the weeks that mattered."""

    line: LineId
    constraint: str
    line_title: str
    title: str
    """Of the constraint: a component's, else the constraint as it stands."""
    weeks: int
    of_weeks: int
    entries: tuple[int, ...]
    """The entries of the weeks in which it bound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """The last links: an initiative that would have lifted a constraint, and a step where it waited."""

    system: SystemId
    initiative: InitiativeId
    title: str
    lifts: tuple[str, ...]
    """Limits of the system's lines that its effects lift."""
    lifts_told: str
    """The same, in words."""
    bound_in_play: tuple[str, ...]
    """Those of them that did bind in the weeks that mattered; the others would have come next."""
    step: StepId
    step_title: str
    by: str
    after: str
    weeks: int
    since: int
    answered: bool
    boundary: Boundary
    entries: tuple[int, ...]
    proposed: tuple[int, ...]
    """The entry that proposed the initiative."""


def shortage_of(played: Played, system: SystemId) -> Shortage:
    """What was needed and not there, over the whole exercise."""
    reports = [report for report in played.stocks if report.row.system == system]
    short = sorted({report.week for report in reports if report.row.short})
    weeks = (short[0], short[-1]) if short else ()
    return Shortage(
        system=system,
        units=sum(report.row.short for report in reports),
        need=sum(report.row.need for report in reports),
        first_week=short[0] if short else None,
        last_week=short[-1] if short else None,
        entries=tuple(number for week in weeks for number in played.evidence[f"week {week}"]),
    )


def bound_lines(played: Played, system: SystemId, shortage: Shortage) -> list[Bound]:
    """Rule 15.5: what bound each line of the system in the weeks in which it could still have made what was short."""
    if shortage.last_week is None:
        return []
    world = played.start.world
    found = []
    for key, line in world.lines.items():
        if line.system != system:
            continue
        by_sea = min(theatre.sea_weeks for theatre in world.theatres.values())
        delay = line.flow_weeks + (line.delivery_weeks if line.delivers_to in world.theatres else by_sea)
        last = shortage.last_week - delay
        bound_in: dict[str, list[int]] = {}
        for week, row in played.lines:
            if row.line == key and week <= last:
                bound_in.setdefault(row.binding, []).append(week)
        total = sum(map(len, bound_in.values()))
        found += [
            Bound(
                line=key,
                constraint=constraint,
                line_title=line.title,
                title=named(world, constraint),
                weeks=len(weeks),
                of_weeks=total,
                entries=entries_of_weeks(played, weeks),
            )
            for constraint, weeks in sorted(bound_in.items(), key=lambda item: (-len(item[1]), item[0]))
        ]
    return found


def lifted_by(played: Played, initiative: Initiative) -> Mapping[SystemId, tuple[str, ...]]:
    """Which constraints an initiative's effects lift, by the systems whose lines they hold up."""
    world = played.start.world
    lifted: dict[SystemId, list[str]] = {}
    for effect in played.exercise.type_of(initiative).effects:
        match bound(effect, initiative.parameters):
            case ContractEffect(system=system):
                lifted.setdefault(SystemId(system), []).extend((CONTRACT, TOOLING, WORKFORCE))
            case CapacityEffect(line=line):
                lifted.setdefault(SystemId(world.lines[LineId(line)].system), []).extend((CONTRACT, TOOLING))
            case SiteEffect(line=line, rung=rung, component=component):
                more = (component,) if rung == "components" else ()
                lifted.setdefault(SystemId(world.lines[LineId(line)].system), []).extend((CONTRACT, TOOLING, *more))
            case ComponentEffect(component=component):
                for key, declared in world.systems.items():
                    if any(one.component == component for one in declared.materials):
                        lifted.setdefault(key, []).append(component)
            case _:
                continue
    return {system: tuple(constraints) for system, constraints in lifted.items()}


def waits_on_the_way(played: Played, system: SystemId, bound_lines_by: set[str]) -> list[Wait]:
    """Steps that waited by their organisation, of initiatives that would have lifted a limit of the system's lines."""
    return _waits(played, system, bound_lines_by, lambda initiative: lifted_by(played, initiative).get(system, ()))


def other_waits(played: Played) -> list[Wait]:
    """Steps that waited by their organisation, of initiatives that lift no line: stock, repair, law, trust."""
    return [
        one
        for one in _waits(played, SystemId(""), set(), lambda initiative: ("",))
        if not lifted_by(played, played.exercise.initiatives[one.initiative])
    ]


def _waits(
    played: Played, system: SystemId, bound_lines_by: set[str], lifting: Callable[[Initiative], tuple[str, ...]]
) -> list[Wait]:
    found = []
    for initiative in played.exercise.initiatives.values():
        lifts = lifting(initiative)
        if not lifts or initiative.stopped == "merged":
            continue
        for step_id, step in initiative.steps.items():
            if step.waited_by_organisation:
                found.append(
                    Wait(
                        system=system,
                        initiative=initiative.id,
                        title=initiative_words(played.exercise, initiative),
                        lifts=lifts,
                        lifts_told=limits_told(played.start.world, lifts),
                        bound_in_play=tuple(one for one in lifts if one in bound_lines_by),
                        step=step_id,
                        step_title=step_title(played, initiative.id, step_id),
                        by=step.by,
                        after=step.after,
                        weeks=step.waited_by_organisation,
                        since=step.opened,
                        answered=not step.waits,
                        boundary=boundary_of(step),
                        entries=tuple(played.evidence[step_key(initiative.id, step_id)]),
                        proposed=proposed_in(played, initiative.id),
                    )
                )
    return sorted(found, key=lambda wait: (-wait.weeks, wait.initiative, wait.step))


def proposed_in(played: Played, initiative: str) -> tuple[int, ...]:
    """The entry that proposed an initiative; none of one that StartEx brought."""
    return tuple(played.evidence.get(f"initiative {initiative}", ())[:1])
