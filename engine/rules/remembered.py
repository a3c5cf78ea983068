"""Chapter 12: what an exercise remembers because a condition of its deck asks for it: orders given, and what held once."""

from collections.abc import Iterator

from engine import events as e
from engine.actors import Actor
from engine.exercise import Exercise
from engine.rules.triggers import Values, holds


def taken(exercise: Exercise, by: Actor, kind: str) -> Iterator[e.OrderTaken]:
    """Rule 12.2: that an organisation gave an order of this kind, the first time, where a condition asks for that."""
    if isinstance(by, str) and kind in exercise.world.asked_orders and f"{kind} {by}" not in exercise.orders_taken:
        yield e.OrderTaken(order=kind, organisation=by)


def held_once(exercise: Exercise) -> Iterator[e.ConditionHeld]:
    """Rule 12.2: conditions that count only once and hold in this week; from the next on they do not."""
    for condition, name in exercise.world.once.items():
        values: Values = {}
        if name not in exercise.conditions_held and holds(condition.of, exercise, values):
            yield e.ConditionHeld(condition=name, week=exercise.week)
