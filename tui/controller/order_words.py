"""Control's orders as they read once they are done: in toasts, among the messages, and in the log."""

from engine.ids import InjectId
from engine.orders import (
    AdvancePhase,
    ChangeTimer,
    EndExercise,
    EndPractice,
    HoldInject,
    Order,
    PauseExercise,
    ReleaseInject,
    RuleAction,
    SealExercise,
    SetPacing,
    StartExercise,
    StartPractice,
    StopTimer,
)
from engine.world import World
from tui.words import kind_words, phase_name


def done_words(world: World, order: Order) -> str:
    """What happened by this order."""
    match order:
        case StartExercise():
            return "Exercise started"
        case EndExercise():
            return "Exercise ended"
        case StartPractice():
            return "Practice begun"
        case EndPractice():
            return "Practice ended and forgotten"
        case SealExercise():
            return "Log sealed"
        case PauseExercise(paused=True, real_world=True):
            return "Real-world stop"
        case PauseExercise(paused=paused):
            return "Exercise paused" if paused else "Exercise goes on"
        case AdvancePhase(to=phase):
            return f"Phase: {phase_name(phase)}"
        case ReleaseInject(inject=inject):
            return f"Inject released: {inject_title(world, inject)}"
        case HoldInject(inject=inject, held=held):
            return f"Inject {'held' if held else 'let go'}: {inject_title(world, inject)}"
        case ChangeTimer(by=by):
            return f"{abs(by) // 60} minutes {'more' if by > 0 else 'less'} for this phase"
        case StopTimer():
            return "Timer stopped"
        case SetPacing(by=who):
            return "The clock goes on from phase to phase" if who == "clock" else "Control goes on from phase to phase"
        case RuleAction(ruling=ruling):
            return f"Ruled on a free action: {ruling}"
        case _:
            return kind_words(order.kind)


def inject_title(world: World, inject: str) -> str:
    """The title of an inject; its id where the deck has none."""
    found = world.injects.get(InjectId(inject))
    return found.title if found else inject
