"""Control's seat played by a program: it starts when everybody is there and goes on when everybody is ready."""

from bots.roster import at_the_tables
from engine.exercise import Exercise
from engine.orders import AdvancePhase, EndExercise, EndPractice, Order, RuleAction, SealExercise, StartExercise
from engine.phases import Phase
from engine.rules.adjudication import unruled
from engine.rules.turn import NEXT_PHASE


def next_order(exercise: Exercise) -> Order | None:
    """What control gives now; None while somebody or the clock is waited for."""
    if exercise.paused:
        return None
    match exercise.phase:
        case Phase.SETUP | Phase.CHECK_IN:
            everybody = all(one in exercise.holders for one in at_the_tables(exercise.world))
            return StartExercise() if everybody else None
        case Phase.ORDERS:
            ready = all(exercise.ready.get(one, False) for one in exercise.holders)
            return AdvancePhase(to=Phase.LOCKED) if ready else None
        case Phase.ADJUDICATE if put_off := rulings_put_off(exercise):
            return put_off[0]
        case Phase.PICTURE if exercise.practice:
            return EndPractice()
        case Phase.RESOLVE | Phase.SEALED:
            return None
        case Phase.CURTAIN | Phase.HOT_WASH:
            return SealExercise()
        case Phase.PICTURE if exercise.turn == exercise.turns:
            return EndExercise()
        case _:
            return AdvancePhase(to=NEXT_PHASE[exercise.phase])


def rulings_put_off(exercise: Exercise) -> tuple[RuleAction, ...]:
    """A program judges no free actions: the rulings that put each of them off, so that the exercise goes on."""
    reason = "Nobody was there to rule on it."
    return tuple(RuleAction(action=one.id, ruling="later", reason=reason) for one in unruled(exercise))
