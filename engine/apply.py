"""What an event does to the state: pure, total, and without rules. Everything that was decided stands in the event."""

from dataclasses import replace
from typing import assert_never

from engine import events as e
from engine.apply_initiatives import OnInitiative, apply_to_initiatives
from engine.apply_stocks import OnStocks, apply_to_stocks
from engine.exercise import Answer, Exercise, Intent, put
from engine.orders import Phase


def apply(exercise: Exercise, event: e.Event) -> Exercise:
    """The exercise after the event. Raises KeyError only where a log does not belong to this exercise."""
    if isinstance(event, OnInitiative):
        return apply_to_initiatives(exercise, event)
    if isinstance(event, OnStocks):
        return replace(exercise, stocks=apply_to_stocks(exercise.stocks, event))
    return _apply_to_conduct(exercise, event)


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
    | e.IntentSet
    | e.EstimateSealed
    | e.WeekPassed
    | e.CandidateFound
)


def _apply_to_conduct(exercise: Exercise, event: _Conduct) -> Exercise:
    match event:
        case e.SeatTaken():
            return replace(exercise, holders=put(exercise.holders, event.organisation, event.holder))
        case e.PhaseChanged():
            return _change_phase(exercise, event)
        case e.ExercisePaused():
            return replace(exercise, paused=event.paused)
        case e.ExerciseEnded():
            return replace(exercise, phase=Phase.ENDED)
        case e.ReadyMarked():
            return replace(exercise, ready=put(exercise.ready, event.organisation, event.ready))
        case e.TakenBack():
            return _take_back_answer(exercise, event)
        case e.MoneyArrived():
            balance = exercise.balances.get(event.account, 0) + event.amount
            return replace(exercise, balances=put(exercise.balances, event.account, balance))
        case e.IndexMoved():
            return replace(exercise, indices=put(exercise.indices, event.index, event.value))
        case e.InjectReleased():
            due = (*exercise.effects_due, f"inject {event.inject}")
            return replace(exercise, released=put(exercise.released, event.inject, event.turn), effects_due=due)
        case e.InjectHeld():
            held = {inject: why for inject, why in exercise.held_injects.items() if inject != event.inject}
            return replace(exercise, held_injects=put(held, event.inject, event.reason) if event.held else held)
        case e.InjectAnswered():
            return _answer(exercise, event)
        case e.IntentSet():
            intent = Intent(
                stance=event.stance,
                price_ceiling=event.price_ceiling,
                risk_ceiling=event.risk_ceiling,
                reason=event.reason,
            )
            return replace(exercise, intents=put(exercise.intents, event.organisation, intent))
        case e.EstimateSealed():
            key = f"{event.occasion} {event.organisation}"
            return replace(exercise, estimates=put(exercise.estimates, key, event.rows))
        case e.WeekPassed():
            return replace(exercise, week=event.week + 1, effects_due=event.effects_due, streaks=event.streaks)
        case e.CandidateFound():
            return replace(exercise, candidates=(*exercise.candidates, f"{event.detector} {event.subject}"))
        case e.MergerTold():
            return replace(exercise, mergers=tuple(one for one in exercise.mergers if one[0] != event.initiative))
        case e.ExerciseStarted() | e.BriefGiven() | e.CapacityRevealed():
            return exercise
        case _:
            assert_never(event)


def _change_phase(exercise: Exercise, event: e.PhaseChanged) -> Exercise:
    ready = {} if event.phase in (Phase.BRIEF, Phase.ORDERS) else exercise.ready
    changed: Exercise = replace(exercise, phase=event.phase, turn=event.turn, ready=ready)
    if event.phase is Phase.ORDERS:
        return replace(changed, holders_at_orders=tuple(sorted(exercise.holders)))
    if event.phase is not Phase.LOCKED:
        return changed
    return replace(changed, slots_spent_at_lock=exercise.slots_spent, balances_at_lock=exercise.balances)


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
