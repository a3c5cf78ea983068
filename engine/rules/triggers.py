"""Chapter 12: when a condition is true of an exercise, and what was read to say so. Nothing is changed here."""

from collections.abc import Callable

from engine.conditions import (
    AgreementBroken,
    AgreementReached,
    AllOf,
    AnyOf,
    AuthorityInForce,
    ChanceOf,
    ComponentBinds,
    Condition,
    DaysOfSupply,
    IndexAtLeast,
    IndexBelow,
    InitiativeStands,
    InjectAnswered,
    Not,
    Once,
    OrderGiven,
    RateAtLeast,
    ShortFor,
    StockBelow,
    TurnReached,
    WeekReached,
)
from engine.dice import draw
from engine.exercise import Exercise, Initiative
from engine.ids import ComponentId, SystemId, TheatreId
from engine.rules.agreements import broken, reached
from engine.units import THOUSAND
from engine.week.plan import system_base

Values = dict[str, int]
"""What a test read, by the name of what was read: recorded when a trigger fires."""


def holds(condition: Condition, exercise: Exercise, values: Values) -> bool:
    """Rule 12.2: whether a condition is true of the exercise; what it read is written into `values`."""
    match condition:
        case AllOf():
            return all([holds(part, exercise, values) for part in condition.of])  # noqa: C419 - every part is read, so that a firing records all its values
        case AnyOf():
            return any([holds(part, exercise, values) for part in condition.of])  # noqa: C419
        case Not():
            return not holds(condition.of, exercise, values)
        case Once():
            first = exercise.world.once[condition] not in exercise.conditions_held
            return holds(condition.of, exercise, values) and first
        case InitiativeStands():
            return _stands(condition, exercise, values)
        case InjectAnswered():
            return _answered(condition, exercise, values)
        case _:
            return _measured(condition, exercise, values)


def _measured(condition: Condition, exercise: Exercise, values: Values) -> bool:
    name, read, test = _measure(condition, exercise)
    values[name] = read
    return test(read)


def _measure(condition: Condition, exercise: Exercise) -> tuple[str, int, Callable[[int], bool]]:
    match condition:
        case WeekReached(at_least=least):
            return "week", exercise.week, lambda read: read >= least
        case TurnReached(at_least=least):
            return "turn", exercise.turn, lambda read: read >= least
        case IndexBelow(index=index, below=below):
            return f"index {index}", exercise.indices[index], lambda read: read < below
        case AuthorityInForce(authority=authority, in_force=wanted):
            in_force = int(authority in exercise.authorities)
            return f"authority {authority}", in_force, lambda read: bool(read) == wanted
        case OrderGiven(kind=kind, by=by):
            given = sum(_is_order(one, kind, by) for one in exercise.orders_taken)
            return f"orders {kind} {by}".strip(), given, lambda read: read > 0
        case AgreementBroken(party=party, by=by):
            name = " ".join(("agreements broken", *([party] if party else []), *(["by", by] if by else [])))
            return name, broken(exercise, party=party, by=by), lambda read: read > 0
        case AgreementReached(parties=parties):
            return f"agreements of {', '.join(parties)}", reached(exercise, parties), lambda read: read > 0
        case ChanceOf(permille=permille, about=about):
            drawn = draw(exercise.seed, "condition", about, week=exercise.week)
            return f"chance {about}", drawn, lambda read: read < permille
        case IndexAtLeast(index=index, at_least=least):
            return f"index {index}", exercise.indices[index], lambda read: read >= least
        case _:
            return _measure_stocks(condition, exercise)


def _measure_stocks(condition: Condition, exercise: Exercise) -> tuple[str, int, Callable[[int], bool]]:
    stocks = exercise.stocks
    match condition:
        case StockBelow(system=system, theatre=theatre, below=below):
            stock = stocks.theatre[TheatreId(theatre)][SystemId(system)]
            return f"stock {theatre} {system}", stock, lambda read: read < below * THOUSAND
        case DaysOfSupply(system=system, theatre=theatre, below=below):
            days = exercise.days_of_supply(TheatreId(theatre), SystemId(system))
            return f"days-of-supply {theatre} {system}", days, lambda read: read < below
        case ShortFor(system=system, theatre=theatre, weeks=weeks):
            name = f"{theatre} {system}"
            return f"weeks short {name}", stocks.short_weeks.get(name, 0), lambda read: read >= weeks
        case RateAtLeast(system=system, percent=percent):
            made = sum(line.finished for key, line in stocks.lines.items() if exercise.world.lines[key].system == system)
            base = system_base(exercise.world, SystemId(system))
            return f"rate {system}", made * 100 // base if base else 0, lambda read: read >= percent
        case ComponentBinds(component=component):
            bound = sum(line.binding == component for line in stocks.lines.values())
            return f"lines bound by {ComponentId(component)}", bound, lambda read: read > 0
        case _:
            raise TypeError(f"a condition that combines others is not measured: {condition!r}")


def _stands(condition: InitiativeStands, exercise: Exercise, values: Values) -> bool:
    of_type = [
        initiative
        for initiative in exercise.initiatives.values()
        if initiative.type == condition.type
        and condition.proposer in ("", initiative.proposer)
        and (not condition.parameter or initiative.parameters.get(condition.parameter) == condition.value)
    ]
    counted = [one for one in of_type if _has_come(one, condition.state)]
    value = f" {condition.value}" if condition.parameter else ""
    values[f"initiatives {condition.type}{value} {condition.state}"] = len(counted)
    return not counted if condition.state == "none" else bool(counted)


def _has_come(initiative: Initiative, state: str) -> bool:
    match state:
        case "done":
            return initiative.done_week is not None
        case "declined":
            return initiative.stopped == "declined"
        case _:
            return True


def _answered(condition: InjectAnswered, exercise: Exercise, values: Values) -> bool:
    answers = [
        answer.choice
        for answer in exercise.answers.values()
        if answer.inject == condition.inject
        and condition.choice in ("", answer.choice)
        and condition.by in ("", answer.organisation)
    ]
    values[f"answers to {condition.inject}{f' by {condition.by}' if condition.by else ''}"] = len(answers)
    return bool(answers)


def _is_order(taken: str, kind: str, by: str) -> bool:
    given, _, organisation = taken.partition(" ")
    return given == kind and by in ("", organisation)
