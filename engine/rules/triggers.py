"""Chapter 12: when a condition is true of an exercise, and what was read to say so. Nothing is changed here."""

from collections.abc import Callable

from engine.conditions import (
    AllOf,
    AnyOf,
    ComponentBinds,
    Condition,
    DaysOfSupply,
    IndexAtLeast,
    InitiativeStands,
    InjectAnswered,
    Not,
    StockBelow,
    TurnReached,
    WeekReached,
)
from engine.exercise import Exercise
from engine.ids import ComponentId, SystemId

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
        case IndexAtLeast(index=index, at_least=least):
            return f"index {index}", exercise.indices[index], lambda read: read >= least
        case StockBelow(system=system, below=below):
            stock = exercise.stocks.theatre[SystemId(system)]
            return f"stock {system}", stock, lambda read: read < below * 1000
        case DaysOfSupply(system=system, below=below):
            return f"days-of-supply {system}", exercise.days_of_supply(SystemId(system)), lambda read: read < below
        case ComponentBinds(component=component):
            bound = sum(line.binding == component for line in exercise.stocks.lines.values())
            return f"lines bound by {ComponentId(component)}", bound, lambda read: read > 0
        case _:
            raise TypeError(f"a condition that combines others is not measured: {condition!r}")


def _stands(condition: InitiativeStands, exercise: Exercise, values: Values) -> bool:
    of_type = [
        initiative
        for initiative in exercise.initiatives.values()
        if initiative.type == condition.type and condition.proposer in ("", initiative.proposer)
    ]
    counted = [one for one in of_type if condition.state != "done" or one.done_week is not None]
    values[f"initiatives {condition.type} {condition.state}"] = len(counted)
    return not counted if condition.state == "none" else bool(counted)


def _answered(condition: InjectAnswered, exercise: Exercise, values: Values) -> bool:
    answers = [
        answer.choice
        for answer in exercise.answers.values()
        if answer.inject == condition.inject and condition.choice in ("", answer.choice)
    ]
    values[f"answers to {condition.inject}"] = len(answers)
    return bool(answers)
