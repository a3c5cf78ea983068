"""From an order to its verdict: dispatch only. Who may ask, in which phase, and which rule decides."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import assert_never, get_args

from engine import orders as o
from engine.actors import Actor, Clock, Control
from engine.decide_actions import GIVERS_OF_ACTIONS, PHASES_OF_ACTIONS, decide_action
from engine.decide_talk import GIVERS_OF_TALK, PHASES_OF_TALK, decide_talk
from engine.decide_timers import GIVERS_OF_TIMERS, PHASES_OF_TIMERS, decide_timers
from engine.events import Event
from engine.exercise import Exercise
from engine.ids import HolderId, OrganisationId
from engine.phases import Phase
from engine.refusals import Refusal, RefusalCode
from engine.rules import (
    adversary,
    control,
    corrections,
    curtain,
    estimates,
    initiatives,
    inject_plan,
    injects,
    lifecycle,
    policies,
    returns,
    standing,
    turn,
)
from engine.rules.remembered import taken
from engine.steering import steers
from engine.versions import ON_THE_PRESENT, BasedOn, changed_since

Verdict = tuple[Event, ...] | Refusal
LONGEST_TEXT = 2_000
"""Rule 3.8: characters that one field of an order may hold."""

_ORDERS = (Phase.ORDERS,)
_SEALED_IN = (Phase.LOCKED, Phase.ADJUDICATE)
_TURNS = (Phase.BRIEF, Phase.ORDERS, *_SEALED_IN, Phase.RESOLVE, Phase.PICTURE)
_BEFORE = (Phase.SETUP, Phase.CHECK_IN)
_AFTER = (Phase.CURTAIN, Phase.HOT_WASH)
_ALWAYS = (*_BEFORE, *_TURNS, *_AFTER)

PHASES: Mapping[type, tuple[Phase, ...]] = {
    o.ProposeInitiative: _ORDERS,
    o.ApproveStep: _ORDERS,
    o.DeclineStep: _ORDERS,
    o.WithdrawInitiative: _ORDERS,
    o.TakeBack: _ORDERS,
    o.SetIntent: (*_BEFORE, Phase.BRIEF, Phase.ORDERS, Phase.PICTURE),
    o.SetRanking: _ORDERS,
    o.SetPolicy: _ORDERS,
    o.ReturnStep: _ORDERS,
    o.AmendInitiative: _ORDERS,
    o.SealEstimate: _ORDERS,
    o.AnswerInject: (Phase.BRIEF, Phase.ORDERS),
    o.MarkReady: (Phase.BRIEF, Phase.ORDERS),
    o.MoveRed: _ORDERS,
    o.SetAutopilot: (*_BEFORE, Phase.BRIEF, Phase.ORDERS, Phase.PICTURE),
    o.GiveHotWash: (Phase.HOT_WASH,),
    o.TakeSeat: _ALWAYS,
    o.StartPractice: (Phase.CHECK_IN,),
    o.EndPractice: _TURNS,
    o.StartExercise: _BEFORE,
    o.AdvancePhase: (*_TURNS, Phase.CURTAIN),
    o.ResolveWeek: (Phase.RESOLVE,),
    o.ReleaseInject: _TURNS,
    o.HoldInject: (*_BEFORE, *_TURNS),
    o.SkipInject: (*_BEFORE, *_TURNS),
    o.DelayInject: (*_BEFORE, *_TURNS),
    o.EditInject: (*_BEFORE, *_TURNS),
    o.WriteInject: (*_BEFORE, *_TURNS),
    o.Correct: _TURNS,
    o.AcceptLate: _SEALED_IN,
    o.ActFor: _ALWAYS,
    o.PauseExercise: _ALWAYS,
    o.EndExercise: _TURNS,
    **PHASES_OF_TALK,
    o.OpenSecret: _AFTER,
    o.SealExercise: _AFTER,
    **PHASES_OF_ACTIONS,
    **PHASES_OF_TIMERS,
}
"""Rule 3.1: the phases in which each order is taken."""

CLOCKS_OWN = (o.TakeSeat, o.ResolveWeek, o.SetTimer, o.HoldTimer)
CLOCKS_TOO = (o.AdvancePhase, o.EndExercise, o.PauseExercise)


def decide(exercise: Exercise, by: Actor, order: o.Order, based_on: BasedOn = ON_THE_PRESENT) -> Verdict:
    """Rule 3.1: the events that follow from an order, or why nothing does."""
    untimely = _untimely(exercise, by, order) or changed_since(exercise, by, based_on)
    if untimely is not None:
        return untimely
    verdict = _decide(exercise, by, order)
    if isinstance(verdict, Refusal):
        return verdict
    more = tuple(taken(exercise, by, order.kind))
    return bad_text(order) or ((*verdict, *more) if more else verdict)


def _untimely(exercise: Exercise, by: Actor, order: o.Order) -> Refusal | None:
    """Rules 2.5 and 3.1: whether this is the phase for it, and nobody has stopped the exercise."""
    if exercise.phase not in PHASES[type(order)]:
        return Refusal(RefusalCode.NOT_IN_THIS_PHASE, _phase_sentence(exercise, by, order))
    if exercise.real_world_stop and not isinstance(order, o.TakeSeat | o.PauseExercise | o.HoldTimer):
        return Refusal(RefusalCode.NOT_IN_THIS_PHASE, "This is a real-world stop: nothing is taken until control ends it.")
    if exercise.paused and (isinstance(by, str) or isinstance(order, o.ResolveWeek)):
        return Refusal(RefusalCode.NOT_IN_THIS_PHASE, "The exercise is paused; your draft is kept.")
    return None


def givers(order: type) -> tuple[str, ...]:
    """Rule 1.5: who may give an order of this kind."""
    if order in GIVERS_OF_TALK:
        return GIVERS_OF_TALK[order]
    if order in GIVERS_OF_ACTIONS:
        return GIVERS_OF_ACTIONS[order]
    if order in GIVERS_OF_TIMERS:
        return GIVERS_OF_TIMERS[order]
    if order in CLOCKS_OWN:
        return ("clock",)
    if order in CLOCKS_TOO:
        return ("control", "clock")
    return ("organisation",) if order in get_args(o.PlayerOrder) else ("control",)


def bad_text(order: object) -> Refusal | None:
    """Rule 3.8: what somebody else's terminal will show is neither too long nor able to steer it."""
    for text in _texts(order):
        if len(text) > LONGEST_TEXT:
            return Refusal(RefusalCode.TOO_LONG)
        if not text.isprintable() and any(steers(sign) for sign in text):
            return Refusal(RefusalCode.BAD_TEXT)
    return None


def _texts(value: object) -> Iterator[str]:
    """Every text in an order, however deep, in the order in which they stand there."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, tuple):
            waiting.extend(reversed(one))
        elif isinstance(one, Mapping):
            waiting.extend(reversed([part for pair in one.items() for part in pair]))
        else:
            waiting.extend(getattr(one, name) for name in _names_backwards(type(one)))  # type: ignore[arg-type]


@cache
def _names_backwards(kind: type) -> tuple[str, ...]:
    """The fields of a record, the last first; none for anything else."""
    return tuple(field.name for field in reversed(fields(kind))) if is_dataclass(kind) else ()


def _phase_sentence(exercise: Exercise, by: Actor, order: o.Order) -> str:
    taken = PHASES[type(order)]
    if isinstance(by, str) and Phase.ORDERS in taken and exercise.phase in _SEALED_IN:
        return "The turn is locked. Your order is kept: ask control, who may still accept it until the weeks are resolved."
    return f"The phase is {exercise.phase}; orders of this kind are taken in: {' or '.join(taken)}."


def _decide(exercise: Exercise, by: Actor, order: o.Order) -> Verdict:
    """Rule 1.5: everybody gives orders of their own kind; control acts for an organisation by an order that says so."""
    if isinstance(order, o.TalkOrder):
        return Refusal(RefusalCode.NOT_YOURS) if isinstance(by, Clock) else decide_talk(exercise, by, order)
    if isinstance(order, o.ActionOrder):
        return Refusal(RefusalCode.NOT_YOURS) if isinstance(by, Clock) else decide_action(exercise, by, order)
    if isinstance(order, o.TimerOrder):
        return decide_timers(exercise, by, order)
    if isinstance(order, o.PlayerOrder):
        if isinstance(by, Control | Clock):
            return Refusal(RefusalCode.NOT_YOURS, "Control acts by its own orders, and for an organisation by act-for.")
        return _decide_player(exercise, by, order)
    if isinstance(by, Clock) and "clock" not in givers(type(order)):
        return Refusal(RefusalCode.NOT_YOURS)
    if isinstance(by, Control) and "control" not in givers(type(order)):
        return Refusal(RefusalCode.NOT_YOURS, "Only the clock gives this order.")
    if isinstance(by, Control | Clock):
        return _decide_control(exercise, by, order)
    return Refusal(RefusalCode.NOT_YOURS)


def _decide_player(exercise: Exercise, by: OrganisationId, order: o.PlayerOrder) -> Verdict:
    match order:
        case o.ProposeInitiative():
            return initiatives.propose_initiative(exercise, by, order)
        case o.ApproveStep():
            return initiatives.approve_step(exercise, by, order)
        case o.DeclineStep():
            return initiatives.decline_step(exercise, by, order)
        case o.WithdrawInitiative():
            return initiatives.withdraw_initiative(exercise, by, order)
        case o.TakeBack():
            return standing.take_back(exercise, by, order)
        case o.SetIntent():
            return standing.set_intent(exercise, by, order)
        case o.SetRanking():
            return standing.set_ranking(exercise, by, order)
        case o.SetPolicy():
            return policies.set_policy(exercise, by, order)
        case o.ReturnStep():
            return returns.return_step(exercise, by, order)
        case o.AmendInitiative():
            return returns.amend_initiative(exercise, by, order)
        case o.SealEstimate():
            return estimates.seal_estimate(exercise, by, order)
        case o.AnswerInject():
            return injects.answer_inject(exercise, by, order)
        case o.MarkReady():
            return turn.mark_ready(exercise, by, order)
        case o.MoveRed():
            return adversary.move_red(exercise, by, order)
        case o.SetAutopilot():
            return adversary.set_autopilot(exercise, by, order)
        case o.GiveHotWash():
            return lifecycle.give_hot_wash(exercise, by, order)
        case _:
            assert_never(order)


def _decide_control(exercise: Exercise, by: Control | Clock, order: o.ControlOrder) -> Verdict:
    match order:
        case o.TakeSeat():
            return turn.take_seat(exercise, order)
        case o.StartPractice():
            return lifecycle.start_practice(exercise)
        case o.EndPractice():
            return lifecycle.end_practice(exercise)
        case o.StartExercise():
            return turn.start_exercise(exercise)
        case o.AdvancePhase():
            return turn.advance_phase(exercise, order)
        case o.ResolveWeek():
            return turn.resolve_week(exercise, order)
        case o.Correct():
            return corrections.correct(exercise, order)
        case o.AcceptLate():
            return control.accept_late(exercise, order, decide)
        case o.ActFor():
            return control.act_for(exercise, order, decide)
        case o.PauseExercise():
            return turn.pause_exercise(exercise, by, order)
        case o.EndExercise():
            return turn.end_exercise(exercise)
        case o.OpenSecret():
            return curtain.open_secret(exercise, order)
        case o.SealExercise():
            return lifecycle.seal_exercise(exercise)
        case o.ReleaseInject() | o.HoldInject() | o.SkipInject() | o.DelayInject() | o.EditInject() | o.WriteInject():
            return _decide_inject(exercise, by, order)
        case _:
            assert_never(order)


def _decide_inject(
    exercise: Exercise,
    by: Control | Clock,
    order: o.ReleaseInject | o.HoldInject | o.SkipInject | o.DelayInject | o.EditInject | o.WriteInject,
) -> Verdict:
    match order:
        case o.ReleaseInject():
            return injects.release_inject(exercise, order)
        case o.HoldInject():
            return injects.hold_inject(exercise, order)
        case o.SkipInject():
            return inject_plan.skip_inject(exercise, order)
        case o.DelayInject():
            return inject_plan.delay_inject(exercise, order)
        case o.EditInject():
            return inject_plan.edit_inject(exercise, _holder(by), order)
        case o.WriteInject():
            return inject_plan.write_inject(exercise, _holder(by), order)
        case _:
            assert_never(order)


def _holder(by: Control | Clock) -> HolderId:
    return by.holder if isinstance(by, Control) else HolderId("clock")
