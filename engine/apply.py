"""What an event does to the state: pure, total, and without rules. Everything that was decided stands in the event."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, assert_never, get_args

from engine import events as e
from engine.apply_actions import apply_to_actions
from engine.apply_adversary import OnAdversary, apply_to_adversary
from engine.apply_control import OnControl, apply_to_control
from engine.apply_initiatives import OnInitiative, apply_to_initiatives
from engine.apply_law import apply_to_law
from engine.apply_stocks import OnStocks, apply_to_stocks
from engine.apply_talk import apply_to_talk
from engine.apply_timers import apply_to_timers
from engine.changing import replace
from engine.exercise import Answer, Exercise, Intent, put
from engine.phases import Phase
from engine.versions import with_changes


def apply(exercise: Exercise, event: e.Event) -> Exercise:
    """The exercise after the event. Raises KeyError only where a log does not belong to this exercise."""
    return with_changes(_WAYS[type(event)](exercise, event), event)


def apply_all(exercise: Exercise, events: tuple[e.Event, ...]) -> Exercise:
    """The exercise after all of the events, in their order."""
    for event in events:
        exercise = apply(exercise, event)
    return exercise


_Conduct = (
    e.SeatTaken
    | e.ExerciseStarted
    | e.BriefGiven
    | e.PhaseChanged
    | e.ExercisePaused
    | e.ExerciseEnded
    | e.ReadyMarked
    | e.TakenBack
    | e.MergerTold
    | e.MoneyArrived
    | e.IndexMoved
    | e.CapacityRevealed
    | e.InjectReleased
    | e.InjectHeld
    | e.InjectAnswered
    | e.AnswerBrought
    | e.IntentSet
    | e.EstimateSealed
    | e.WeekPassed
    | e.CandidateFound
    | e.OpenAtLock
)


def _apply_to_conduct(exercise: Exercise, event: _Conduct) -> Exercise:
    match event:
        case e.SeatTaken():
            return replace(exercise, holders=put(exercise.holders, event.organisation, event.holder))
        case e.PhaseChanged():
            return _change_phase(exercise, event)
        case e.ExercisePaused():
            return replace(exercise, paused=event.paused, real_world_stop=event.paused and event.real_world)
        case e.ExerciseEnded():
            return replace(exercise, phase=Phase.CURTAIN, timer=None)
        case e.ReadyMarked():
            return replace(exercise, ready=put(exercise.ready, event.organisation, event.ready))
        case e.TakenBack():
            return _take_back_answer(exercise, event)
        case e.MoneyArrived():
            return _pay_in(exercise, event)
        case e.IndexMoved():
            return replace(exercise, indices=put(exercise.indices, event.index, event.value))
        case e.InjectReleased():
            return _release(exercise, event)
        case e.InjectHeld():
            return _hold(exercise, event)
        case e.InjectAnswered():
            return _answer(exercise, event)
        case e.IntentSet():
            return _intend(exercise, event)
        case e.EstimateSealed():
            key = f"{event.occasion} {event.organisation}"
            return replace(exercise, estimates=put(exercise.estimates, key, event.rows))
        case e.WeekPassed():
            return replace(exercise, week=event.week + 1, effects_due=event.effects_due, streaks=event.streaks)
        case e.CandidateFound():
            found = f"turn {exercise.turn}: {event.detector} {event.subject}"
            return replace(exercise, candidates=(*exercise.candidates, found))
        case e.MergerTold():
            return replace(exercise, mergers=tuple(one for one in exercise.mergers if one[0] != event.initiative))
        case e.CapacityRevealed():
            told = f"{event.component} {event.organisation}"
            return exercise if told in exercise.revealed else replace(exercise, revealed=(*exercise.revealed, told))
        case e.ExerciseStarted() | e.BriefGiven() | e.OpenAtLock() | e.AnswerBrought():
            return exercise
        case _:
            assert_never(event)


def _pay_in(exercise: Exercise, event: e.MoneyArrived) -> Exercise:
    balance = exercise.balances.get(event.account, 0) + event.amount
    paid: Exercise = replace(exercise, balances=put(exercise.balances, event.account, balance))
    brought = exercise.requested.get(event.account, 0) + event.amount
    return replace(paid, requested=put(exercise.requested, event.account, brought)) if event.requested else paid


def _release(exercise: Exercise, event: e.InjectReleased) -> Exercise:
    due = (*exercise.effects_due, f"inject {event.inject}")
    waiting = {inject: week for inject, week in exercise.injects_due.items() if inject != event.inject}
    released = put(exercise.released, event.inject, event.turn)
    return replace(exercise, released=released, effects_due=due, injects_due=waiting)


def _hold(exercise: Exercise, event: e.InjectHeld) -> Exercise:
    held = {inject: why for inject, why in exercise.held_injects.items() if inject != event.inject}
    return replace(exercise, held_injects=put(held, event.inject, event.reason) if event.held else held)


def _intend(exercise: Exercise, event: e.IntentSet) -> Exercise:
    intent = Intent(
        stance=event.stance,
        price_ceiling=event.price_ceiling,
        risk_ceiling=event.risk_ceiling,
        reason=event.reason,
        after_weeks=event.after_weeks,
    )
    return replace(exercise, intents=put(exercise.intents, event.organisation, intent))


def _change_phase(exercise: Exercise, event: e.PhaseChanged) -> Exercise:
    ready = {} if event.phase in (Phase.BRIEF, Phase.ORDERS) else exercise.ready
    changed: Exercise = replace(exercise, phase=event.phase, turn=event.turn, ready=ready, timer=None)
    if event.phase is Phase.ORDERS:
        return replace(changed, holders_at_orders=tuple(sorted(exercise.holders)))
    if event.phase is not Phase.LOCKED:
        return changed
    return replace(
        changed,
        slots_spent_at_lock=exercise.slots_spent,
        balances_at_lock=exercise.balances,
        authorities_at_lock=exercise.authorities,
    )


def _answer(exercise: Exercise, event: e.InjectAnswered) -> Exercise:
    key = f"{event.inject} {event.organisation}"
    answer = Answer(inject=event.inject, organisation=event.organisation, choice=event.choice, turn=event.turn)
    due = (*(cause for cause in exercise.effects_due if cause != f"choice {key}"), f"choice {key}")
    return replace(exercise, answers=put(exercise.answers, key, answer), effects_due=due)


def _take_back_answer(exercise: Exercise, event: e.TakenBack) -> Exercise:
    if event.inject is None:
        return exercise
    key = f"{event.inject} {event.organisation}"
    answers = {other: answer for other, answer in exercise.answers.items() if other != key}
    due = tuple(cause for cause in exercise.effects_due if cause != f"choice {key}")
    return replace(exercise, answers=answers, effects_due=due)


def _apply_to_exercise_stocks(exercise: Exercise, event: OnStocks) -> Exercise:
    changed: Exercise = replace(exercise, stocks=apply_to_stocks(exercise.stocks, event))
    return changed


def _apply_to_exercise_talk(exercise: Exercise, event: e.TalkEvent) -> Exercise:
    changed: Exercise = replace(exercise, talk=apply_to_talk(exercise.talk, event))
    return changed


_GROUPS: tuple[tuple[Any, Callable[[Exercise, Any], Exercise]], ...] = (
    (OnInitiative, apply_to_initiatives),
    (OnStocks, _apply_to_exercise_stocks),
    (e.TalkEvent, _apply_to_exercise_talk),
    (OnControl, apply_to_control),
    (e.ActionEvent, apply_to_actions),
    (e.LawEvent, apply_to_law),
    (e.TimerEvent, apply_to_timers),
    (OnAdversary, apply_to_adversary),
    (_Conduct, _apply_to_conduct),
)
_WAYS: Mapping[type, Callable[[Exercise, Any], Exercise]] = {kind: way for group, way in _GROUPS for kind in get_args(group)}

if TYPE_CHECKING:
    _Grouped = (
        OnInitiative | OnStocks | e.TalkEvent | OnControl | e.ActionEvent | e.LawEvent | e.TimerEvent | OnAdversary | _Conduct
    )

    def _every_event_is_in_a_group(event: e.Event) -> _Grouped:
        return event  # an event that nobody applies is a type error here
