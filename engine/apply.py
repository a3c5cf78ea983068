"""What an event does to the state: pure, total, and without rules. Everything that was decided stands in the event."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar, assert_never

from engine import events as e
from engine.exercise import (
    Answer,
    ComponentState,
    Exercise,
    Initiative,
    Intent,
    LineState,
    StepState,
    Stocks,
    Tranche,
    Transit,
)
from engine.ids import InitiativeId, StepId, SystemId
from engine.orders import Phase

K = TypeVar("K")
V = TypeVar("V")


def apply(exercise: Exercise, event: e.Event) -> Exercise:
    """The exercise after the event. Raises KeyError only where a log does not belong to this exercise."""
    match event:
        case (
            e.InitiativeProposed()
            | e.StepOpened()
            | e.StepApproved()
            | e.StepDeclined()
            | e.InitiativeWithdrawn()
            | e.StepReopened()
            | e.StepClosed()
            | e.InitiativeVanished()
            | e.InitiativeMerged()
            | e.WaitCharged()
            | e.InitiativeDone()
        ):
            return _apply_to_initiatives(exercise, event)
        case (
            e.ContractRaised()
            | e.ToolingBegun()
            | e.ComponentExpansionBegun()
            | e.StockChanged()
            | e.TransitChanged()
            | e.StockReported()
            | e.LineReported()
            | e.ComponentReported()
            | e.Shipped()
            | e.RankingSet()
        ):
            return replace(exercise, stocks=apply_to_stocks(exercise.stocks, event))
        case _:
            return _apply_to_conduct(exercise, event)


def apply_all(exercise: Exercise, events: tuple[e.Event, ...]) -> Exercise:
    """The exercise after all of the events, in their order."""
    for event in events:
        exercise = apply(exercise, event)
    return exercise


def _put(mapping: Mapping[K, V], key: K, value: V) -> Mapping[K, V]:
    return {**mapping, key: value}


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
            return replace(exercise, holders=_put(exercise.holders, event.organisation, event.holder))
        case e.PhaseChanged():
            return _change_phase(exercise, event)
        case e.ExercisePaused():
            return replace(exercise, paused=event.paused)
        case e.ExerciseEnded():
            return replace(exercise, phase=Phase.ENDED)
        case e.ReadyMarked():
            return replace(exercise, ready=_put(exercise.ready, event.organisation, event.ready))
        case e.TakenBack():
            return _take_back_answer(exercise, event)
        case e.MoneyArrived():
            balance = exercise.balances.get(event.account, 0) + event.amount
            return replace(exercise, balances=_put(exercise.balances, event.account, balance))
        case e.IndexMoved():
            return replace(exercise, indices=_put(exercise.indices, event.index, event.value))
        case e.InjectReleased():
            due = (*exercise.effects_due, f"inject {event.inject}")
            return replace(exercise, released=_put(exercise.released, event.inject, event.turn), effects_due=due)
        case e.InjectHeld():
            held = {inject: why for inject, why in exercise.held_injects.items() if inject != event.inject}
            return replace(exercise, held_injects=_put(held, event.inject, event.reason) if event.held else held)
        case e.InjectAnswered():
            return _answer(exercise, event)
        case e.IntentSet():
            intent = Intent(
                stance=event.stance,
                price_ceiling=event.price_ceiling,
                risk_ceiling=event.risk_ceiling,
                reason=event.reason,
            )
            return replace(exercise, intents=_put(exercise.intents, event.organisation, intent))
        case e.EstimateSealed():
            key = f"{event.occasion} {event.organisation}"
            return replace(exercise, estimates=_put(exercise.estimates, key, event.rows))
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
    return replace(exercise, answers=_put(exercise.answers, key, answer), effects_due=due)


def _take_back_answer(exercise: Exercise, event: e.TakenBack) -> Exercise:
    if event.inject is None:
        return exercise
    key = f"{event.inject} {event.organisation}"
    answers = {other: answer for other, answer in exercise.answers.items() if other != key}
    due = tuple(cause for cause in exercise.effects_due if cause != f"choice {key}")
    return replace(exercise, answers=answers, effects_due=due)


_OnInitiative = (
    e.InitiativeProposed
    | e.StepOpened
    | e.StepApproved
    | e.StepDeclined
    | e.InitiativeWithdrawn
    | e.StepReopened
    | e.StepClosed
    | e.InitiativeVanished
    | e.InitiativeMerged
    | e.WaitCharged
    | e.InitiativeDone
)


def _apply_to_initiatives(exercise: Exercise, event: _OnInitiative) -> Exercise:
    match event:
        case e.InitiativeProposed():
            begun = Initiative(
                id=event.initiative,
                type=event.type,
                parameters=event.parameters,
                proposer=event.proposer,
                week=event.week,
                turn=event.turn,
            )
            return _with(exercise, begun)
        case e.StepOpened():
            return _with_step(exercise, event.initiative, event.step, _opened(exercise, event))
        case e.StepApproved():
            return _approve(exercise, event)
        case e.StepDeclined():
            return _decline(exercise, event)
        case e.InitiativeWithdrawn():
            return _with(exercise, replace(exercise.initiatives[event.initiative], stopped="withdrawn"))
        case e.StepReopened():
            return _reopen(exercise, event)
        case e.StepClosed():
            return _close(exercise, event)
        case e.InitiativeVanished():
            kept = {key: one for key, one in exercise.initiatives.items() if key != event.initiative}
            return replace(exercise, initiatives=kept)
        case e.InitiativeMerged():
            return _merge(exercise, event)
        case e.WaitCharged():
            return _charge(exercise, event)
        case e.InitiativeDone():
            return _with(exercise, replace(exercise.initiatives[event.initiative], done_week=event.since))
        case _:
            assert_never(event)


def _with(exercise: Exercise, initiative: Initiative) -> Exercise:
    return replace(exercise, initiatives=_put(exercise.initiatives, initiative.id, initiative))


def _with_step(exercise: Exercise, initiative: InitiativeId, step: StepId, state: StepState) -> Exercise:
    changed = exercise.initiatives[initiative]
    return _with(exercise, replace(changed, steps=_put(changed.steps, step, state)))


def _opened(exercise: Exercise, event: e.StepOpened) -> StepState:
    return StepState(
        by=event.by,
        after=event.after,
        kind=event.step_kind,
        opened=event.opened,
        processing=event.processing,
        spends=event.spends,
        price=event.price,
        account=event.account,
        first_whole_turn=exercise.turn + 1,
    )


def _approve(exercise: Exercise, event: e.StepApproved) -> Exercise:
    initiative = exercise.initiatives[event.initiative]
    answered = replace(
        initiative.steps[event.step],
        verdict="approved",
        through=event.through,
        decided=event.decided,
        present=event.present,
        price=event.price,
        asked_price=initiative.steps[event.step].price,
        waited_for_turn=event.waited_for_turn,
        answered_turn=exercise.turn,
        reduced_from={name: initiative.parameters[name] for name in event.granted},
    )
    changed = replace(
        initiative,
        steps=_put(initiative.steps, event.step, answered),
        parameters={**initiative.parameters, **event.granted},
    )
    return _spend(_with(exercise, changed), answered, sign=1)


def _decline(exercise: Exercise, event: e.StepDeclined) -> Exercise:
    initiative = exercise.initiatives[event.initiative]
    answered = replace(
        initiative.steps[event.step],
        verdict="declined",
        through=event.through,
        decided=event.week,
        present=event.week,
        answered_turn=exercise.turn,
    )
    stopped = replace(initiative, steps=_put(initiative.steps, event.step, answered), stopped="declined")
    due = (*exercise.effects_due, f"decline {event.initiative}")
    return replace(_with(exercise, stopped), effects_due=due)


def _spend(exercise: Exercise, step: StepState, *, sign: int) -> Exercise:
    spent = dict(exercise.slots_spent)
    for kind, amount in step.spends.items():
        key = f"{step.by} {kind}"
        spent[key] = spent.get(key, 0) + sign * amount
    if not step.account:
        return replace(exercise, slots_spent=spent)
    balance = exercise.balances.get(step.account, 0) - sign * step.price
    return replace(exercise, slots_spent=spent, balances=_put(exercise.balances, step.account, balance))


def _reopen(exercise: Exercise, event: e.StepReopened) -> Exercise:
    changed = exercise.initiatives[event.initiative]
    answered = changed.steps[event.step]
    waiting = replace(
        answered,
        verdict="",
        through="",
        decided=0,
        present=0,
        answered_turn=0,
        waited_for_turn=0,
        price=answered.asked_price if answered.verdict == "approved" else answered.price,
        asked_price=0,
        reduced_from={},
    )
    returned = _spend(exercise, answered, sign=-1) if answered.verdict == "approved" else exercise
    return _undone(returned, replace(changed, steps=_put(changed.steps, event.step, waiting), parameters=event.parameters))


def _close(exercise: Exercise, event: e.StepClosed) -> Exercise:
    changed = exercise.initiatives[event.initiative]
    closed = changed.steps[event.step]
    kept = {other: state for other, state in changed.steps.items() if other != event.step}
    returned = _spend(exercise, closed, sign=-1) if closed.verdict == "approved" else exercise
    return _undone(returned, replace(changed, steps=kept, parameters=event.parameters))


def _undone(exercise: Exercise, initiative: Initiative) -> Exercise:
    """Where a decline was undone the initiative runs again; where another one stands it stays stopped."""
    if any(step.verdict == "declined" for step in initiative.steps.values()):
        return _with(exercise, initiative)
    due = tuple(cause for cause in exercise.effects_due if cause != f"decline {initiative.id}")
    return replace(_with(exercise, replace(initiative, stopped="")), effects_due=due)


def _merge(exercise: Exercise, event: e.InitiativeMerged) -> Exercise:
    merged = exercise.initiatives[event.initiative]
    told = tuple(sorted({merged.proposer, *(step.by for step in merged.steps.values())}))
    for step in merged.steps.values():
        if step.verdict == "approved":
            exercise = _spend(exercise, step, sign=-1)
    exercise = _with(exercise, replace(merged, stopped="merged"))
    return replace(exercise, mergers=(*exercise.mergers, (event.initiative, told)))


def _charge(exercise: Exercise, event: e.WaitCharged) -> Exercise:
    step = exercise.initiatives[event.initiative].steps[event.step]
    match event.waited_for:
        case "organisation":
            step = replace(step, waited_by_organisation=step.waited_by_organisation + event.weeks)
        case "slots":
            step = replace(step, waited_for_slots=step.waited_for_slots + event.weeks)
        case "unheld":
            step = replace(step, waited_unheld=step.waited_unheld + event.weeks)
    return _with_step(exercise, event.initiative, event.step, step)


OnStocks = (
    e.ContractRaised
    | e.ToolingBegun
    | e.ComponentExpansionBegun
    | e.StockChanged
    | e.TransitChanged
    | e.StockReported
    | e.LineReported
    | e.ComponentReported
    | e.Shipped
    | e.RankingSet
)


def apply_to_stocks(stocks: Stocks, event: OnStocks) -> Stocks:
    """The physical world after an event about it; views fold their beliefs with the same function."""
    match event:
        case e.ContractRaised():
            line = stocks.lines[event.line]
            shifts = event.since if line.shifts_since is None else min(line.shifts_since, event.since)
            return _with_line(stocks, event.line, replace(line, book=line.book + event.units, shifts_since=shifts))
        case e.ToolingBegun():
            line = stocks.lines[event.line]
            tranche = Tranche(since=event.since, weeks=event.weeks, add=event.add)
            return _with_line(stocks, event.line, replace(line, tooling=(*line.tooling, tranche)))
        case e.ComponentExpansionBegun():
            component = stocks.components[event.component]
            tranche = Tranche(since=event.since, weeks=event.weeks, add=event.add)
            grown: ComponentState = replace(component, growth=(*component.growth, tranche))
            return replace(stocks, components=_put(stocks.components, event.component, grown))
        case e.StockChanged():
            return replace(stocks, theatre=_put(stocks.theatre, event.system, event.stock))
        case e.TransitChanged():
            return replace(stocks, sea_permille=event.permille)
        case e.StockReported():
            return _report_stock(stocks, event)
        case e.LineReported():
            return _report_line(stocks, event)
        case e.ComponentReported():
            component = stocks.components[event.component]
            return replace(stocks, components=_put(stocks.components, event.component, replace(component, stock=event.stock)))
        case e.Shipped():
            return _ship(stocks, event)
        case e.RankingSet():
            return replace(stocks, ranking=tuple(event.systems))
        case _:
            assert_never(event)


def _with_line(stocks: Stocks, line: str, state: LineState) -> Stocks:
    return replace(stocks, lines={key: state if key == line else kept for key, kept in stocks.lines.items()})


def _report_stock(stocks: Stocks, event: e.StockReported) -> Stocks:
    transit = tuple(t for t in stocks.transit if t.system != event.system or t.arrives > event.week)
    return replace(stocks, theatre=_put(stocks.theatre, event.system, event.stock), transit=transit)


def _report_line(stocks: Stocks, event: e.LineReported) -> Stocks:
    line = stocks.lines[event.line]
    worked = replace(
        line,
        workforce=event.workforce,
        book=event.book,
        wip=(*line.wip[1:], event.started),
        binding=event.binding,
    )
    return replace(_with_line(stocks, event.line, worked), rear=_put(stocks.rear, event.system, event.rear))


def _ship(stocks: Stocks, event: e.Shipped) -> Stocks:
    arriving = Transit(system=SystemId(event.system), arrives=event.arrives, units=event.sent - event.lost)
    return replace(stocks, rear=_put(stocks.rear, event.system, event.rear), transit=(*stocks.transit, arriving))
