"""From an order to its verdict: dispatch only. Who may ask, in which phase, and which rule decides."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import assert_never

from engine import orders as o
from engine.events import Event
from engine.exercise import Exercise
from engine.ids import OrganisationId
from engine.orders import Phase
from engine.refusals import Refusal, RefusalCode
from engine.rules import estimates, initiatives, injects, standing, turn

Verdict = tuple[Event, ...] | Refusal
LONGEST_TEXT = 2_000
"""Rule 3.8: characters that one field of an order may hold."""

_ORDERS = (Phase.ORDERS,)
_TURNS = (Phase.BRIEF, Phase.ORDERS, Phase.LOCKED, Phase.ADJUDICATE, Phase.RESOLVE, Phase.PICTURE)
_BEFORE_AND_BETWEEN = (Phase.SETUP, Phase.BRIEF, Phase.ORDERS, Phase.PICTURE)

PHASES: Mapping[type, tuple[Phase, ...]] = {
    o.ProposeInitiative: _ORDERS,
    o.ApproveStep: _ORDERS,
    o.DeclineStep: _ORDERS,
    o.WithdrawInitiative: _ORDERS,
    o.TakeBack: _ORDERS,
    o.SetIntent: _BEFORE_AND_BETWEEN,
    o.SetRanking: _ORDERS,
    o.SealEstimate: _ORDERS,
    o.AnswerInject: (Phase.BRIEF, Phase.ORDERS),
    o.MarkReady: (Phase.BRIEF, Phase.ORDERS),
    o.TakeSeat: (Phase.SETUP, *_TURNS),
    o.StartExercise: (Phase.SETUP,),
    o.AdvancePhase: _TURNS,
    o.ResolveWeek: (Phase.RESOLVE,),
    o.ReleaseInject: _TURNS,
    o.HoldInject: (Phase.SETUP, *_TURNS),
    o.PauseExercise: _TURNS,
    o.EndExercise: _TURNS,
}
"""Rule 3.1: the phases in which each order is taken."""


def decide(exercise: Exercise, by: OrganisationId | None, order: o.Order) -> Verdict:
    """Rule 3.1: the events that follow from an order, or why nothing does. `by` is None for control and the clock."""
    if exercise.phase not in PHASES[type(order)]:
        return Refusal(RefusalCode.NOT_IN_THIS_PHASE, _phase_sentence(exercise, order))
    if exercise.paused and (by is not None or isinstance(order, o.ResolveWeek)):
        return Refusal(RefusalCode.NOT_IN_THIS_PHASE, "The exercise is paused; your draft is kept.")
    verdict = _decide_control(exercise, order) if by is None else _decide_player(exercise, by, order)
    return verdict if isinstance(verdict, Refusal) else _bad_text(order) or verdict


def _bad_text(order: o.Order) -> Refusal | None:
    """Rule 3.8: what somebody else's terminal will show is neither too long nor able to steer it."""
    for text in _texts(order):
        if len(text) > LONGEST_TEXT:
            return Refusal(RefusalCode.TOO_LONG)
        if any(steers(sign) for sign in text):
            return Refusal(RefusalCode.BAD_TEXT)
    return None


def steers(sign: str) -> bool:
    """Whether a character steers a terminal or the direction of text instead of being shown; line breaks do not."""
    return sign not in "\n\t\u200c\u200d" and unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _texts(value: object) -> Iterator[str]:
    """Every text in an order, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, one in value.items():
            yield from (*_texts(name), *_texts(one))
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def _phase_sentence(exercise: Exercise, order: o.Order) -> str:
    phases = " or ".join(PHASES[type(order)])
    return f"The phase is {exercise.phase}; orders of this kind are taken in: {phases}."


def _decide_player(exercise: Exercise, by: OrganisationId, order: o.Order) -> Verdict:
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
        case o.SealEstimate():
            return estimates.seal_estimate(exercise, by, order)
        case o.AnswerInject():
            return injects.answer_inject(exercise, by, order)
        case o.MarkReady():
            return turn.mark_ready(exercise, by, order)
        case _:
            return Refusal(RefusalCode.NOT_YOURS)


def _decide_control(exercise: Exercise, order: o.Order) -> Verdict:
    match order:
        case o.TakeSeat():
            return turn.take_seat(exercise, order)
        case o.StartExercise():
            return turn.start_exercise(exercise)
        case o.AdvancePhase():
            return turn.advance_phase(exercise, order)
        case o.ResolveWeek():
            return turn.resolve_week(exercise, order)
        case o.ReleaseInject():
            return injects.release_inject(exercise, order)
        case o.HoldInject():
            return injects.hold_inject(exercise, order)
        case o.PauseExercise():
            return turn.pause_exercise(exercise, order)
        case o.EndExercise():
            return turn.end_exercise(exercise)
        case (
            o.ProposeInitiative()
            | o.ApproveStep()
            | o.DeclineStep()
            | o.WithdrawInitiative()
            | o.TakeBack()
            | o.SetIntent()
            | o.SetRanking()
            | o.SealEstimate()
            | o.AnswerInject()
            | o.MarkReady()
        ):
            return Refusal(RefusalCode.NOT_YOURS, "Control acts by its own orders, not for an organisation.")
        case _:
            assert_never(order)
