"""Control's orders as they read once they are done: in toasts, among the messages, and in the log."""

from collections.abc import Mapping, Sequence

from engine.exercise import Exercise
from engine.ids import CONTROL_PARTY, InjectId, OrganisationId
from engine.orders import (
    AcceptLate,
    ActFor,
    AdvancePhase,
    ChangeTimer,
    Correct,
    DelayInject,
    EditInject,
    EndExercise,
    EndPractice,
    HoldInject,
    MakeRequest,
    OpenSecret,
    Order,
    OverrideAction,
    PauseExercise,
    ReleaseInject,
    RollAction,
    RuleAction,
    RuleAgreement,
    SealExercise,
    SendMessage,
    SetOdds,
    SetPacing,
    SkipInject,
    StartExercise,
    StartPractice,
    StopTimer,
    WriteInject,
)
from tui.addressees import addressees
from tui.sheets.control.corrections import path_words
from tui.sheets.control.curtain import KIND_WORDS, secret_title
from tui.sheets.control.held import Held
from tui.words import kind_words, phase_name, plural, short_name, with_titles

RULINGS = {"yes": "yes", "yes-but": "yes, but", "no": "no", "later": "another turn"}
"""How control's word on a free action reads."""


AT_ONCE: Mapping[type, str] = {
    StartExercise: "Exercise started",
    EndExercise: "Exercise ended",
    StartPractice: "Practice begun",
    EndPractice: "Practice ended and forgotten",
    SealExercise: "Log sealed",
    StopTimer: "Timer stopped",
}
"""Orders that say all by their kind."""


def done_words(exercise: Exercise, order: Order) -> str:
    """What happened by this order."""
    known = AT_ONCE.get(type(order)) or _conduct(order) or _injects(exercise, order) or _rulings(exercise, order)
    return known or _by_hand(exercise, order)


def _conduct(order: Order) -> str:
    """Clock and phases."""
    match order:
        case PauseExercise(paused=True, real_world=stop, reason=reason):
            done = "Real-world stop" if stop else "Exercise paused"
            return f"{done}: {reason}" if reason else done
        case PauseExercise(paused=False):
            return "Exercise goes on"
        case AdvancePhase(to=phase):
            return f"Phase: {phase_name(phase)}"
        case ChangeTimer(by=by):
            return f"{_time_words(abs(by))} {'more' if by > 0 else 'less'} for this phase"
        case SetPacing(by=who):
            return "The clock goes on from phase to phase" if who == "clock" else "Control goes on from phase to phase"
        case _:
            return ""


def _injects(exercise: Exercise, order: Order) -> str:
    match order:
        case ReleaseInject(inject=inject):
            return f"Inject released: {inject_title(exercise, inject)}"
        case HoldInject(inject=inject, held=held):
            return f"Inject {'held' if held else 'let go'}: {inject_title(exercise, inject)}"
        case SkipInject(inject=inject):
            return f"Inject skipped: {inject_title(exercise, inject)}"
        case DelayInject(inject=inject):
            return f"Inject delayed: {inject_title(exercise, inject)}"
        case WriteInject(title=title):
            return f"Inject written: {title}"
        case EditInject(inject=inject):
            return f"Inject edited: {inject_title(exercise, inject)}"
        case _:
            return ""


def _rulings(exercise: Exercise, order: Order) -> str:
    """Free actions and agreements."""
    match order:
        case RuleAction(ruling=ruling):
            return f"Ruled on a free action: {RULINGS.get(ruling, ruling)}"
        case OverrideAction(ruling=ruling):
            return f"Ruling on a free action overridden: {RULINGS.get(ruling, ruling)}"
        case RollAction(action=action):
            rolled = exercise.actions.get(action)
            return f"The die is rolled: {rolled.title}" if rolled else "The die is rolled"
        case SetOdds(odds=odds):
            return f"Odds of a free action set: {odds}"
        case RuleAgreement(verdict=verdict):
            return f"Ruled on an agreement: {verdict}"
        case _:
            return ""


def _by_hand(exercise: Exercise, order: Order) -> str:
    """What control says, opens, sets right, or gives in the place of somebody; else the kind of the order."""
    match order:
        case (
            ActFor(organisation=organisation, order=given, slip=slip)
            | AcceptLate(organisation=organisation, order=given, slip=slip)
        ):
            written = f", slip {slip}" if slip else ""
            return f"{kind_words(given.kind)} for {short_name(exercise.world, organisation)}{written}"
        case SendMessage(to=to):
            return f"Message to {_names(exercise, to)}"
        case MakeRequest(to=to):
            return f"Request to {_names(exercise, to)}"
        case OpenSecret(secret=secret, subject=subject):
            title = with_titles(exercise.world, secret_title(Held(exercise), secret, subject))
            return f"Opened to everybody: {KIND_WORDS[secret]}, {title}"
        case Correct(path=path):
            return f"Corrected: {path_words(Held(exercise), path)}"
        case _:
            return kind_words(order.kind)


def _names(exercise: Exercise, organisations: Sequence[OrganisationId]) -> str:
    return addressees(exercise.world, CONTROL_PARTY, organisations)


def _time_words(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return plural(minutes, "minute") if not rest else f"{minutes}:{rest:02} minutes"


def inject_title(exercise: Exercise, inject: str) -> str:
    """The title of an inject; its id where the deck has none."""
    found = exercise.injects.get(InjectId(inject))
    return found.title if found else inject
