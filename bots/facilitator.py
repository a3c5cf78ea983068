"""Control's seat played by a program: it starts when everybody is there and goes on when everybody is ready."""

from engine.exercise import Exercise
from engine.orders import AdvancePhase, EndExercise, Order, Phase, StartExercise
from engine.rules.turn import NEXT_PHASE


def next_order(exercise: Exercise) -> Order | None:
    """What control gives now; None while somebody or the clock is waited for."""
    if exercise.paused:
        return None
    match exercise.phase:
        case Phase.SETUP:
            everybody = all(one in exercise.holders for one in exercise.world.organisations)
            return StartExercise() if everybody else None
        case Phase.ORDERS:
            ready = all(exercise.ready.get(one, False) for one in exercise.holders)
            return AdvancePhase(to=Phase.LOCKED) if ready else None
        case Phase.RESOLVE | Phase.ENDED:
            return None
        case Phase.PICTURE if exercise.turn == exercise.turns:
            return EndExercise()
        case _:
            return AdvancePhase(to=NEXT_PHASE[exercise.phase])
