"""The clock of an exercise: which order it gives next, from the state alone. It neither waits nor gives the order."""

from engine.exercise import Exercise
from engine.ids import OrderId
from engine.orders import AdvancePhase, Order, Phase, ResolveWeek


def next_order(exercise: Exercise) -> tuple[OrderId, Order] | None:
    """Every week of the turn that is being resolved, one by one, then the picture; nothing in a pause or another phase.

    The id follows from the state, so that a clock which starts again gives the same order under the same id.
    """
    if exercise.phase is not Phase.RESOLVE or exercise.paused:
        return None
    prefix = f"practice-{exercise.practices}-" if exercise.practice else ""
    _, last = exercise.world.turn_weeks(exercise.pace, exercise.turn)
    if exercise.week <= last:
        return OrderId(f"{prefix}week-{exercise.week}"), ResolveWeek(week=exercise.week)
    return OrderId(f"{prefix}picture-{exercise.turn}"), AdvancePhase(to=Phase.PICTURE)
