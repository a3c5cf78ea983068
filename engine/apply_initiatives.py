"""What an event does to initiatives and their steps, and to what was spent on them. No rule runs here."""

from typing import assert_never

from engine import events as e
from engine.changing import replace
from engine.exercise import Exercise, Initiative, StepState, put
from engine.ids import InitiativeId, StepId

OnInitiative = (
    e.InitiativeProposed
    | e.StepOpened
    | e.StepApproved
    | e.StepDeclined
    | e.StepReturned
    | e.StepAmended
    | e.StepOvertaken
    | e.InitiativeWithdrawn
    | e.StepReopened
    | e.StepClosed
    | e.InitiativeVanished
    | e.InitiativeMerged
    | e.WaitCharged
    | e.InitiativeDone
    | e.InitiativeRevealed
)


def apply_to_initiatives(exercise: Exercise, event: OnInitiative) -> Exercise:
    """The exercise after an event about an initiative."""
    match event:
        case e.InitiativeProposed():
            begun = Initiative(
                id=event.initiative,
                type=event.type,
                parameters=event.parameters,
                proposer=event.proposer,
                week=event.week,
                turn=event.turn,
                note=event.note,
            )
            return _with(exercise, begun)
        case e.StepOpened():
            return _with_step(exercise, event.initiative, event.step, _opened(exercise, event))
        case e.StepApproved():
            return _approve(exercise, event)
        case e.StepDeclined():
            return _decline(exercise, event)
        case e.StepReturned():
            return _return(exercise, event)
        case e.StepAmended():
            return _amend(exercise, event)
        case e.StepOvertaken():
            step = replace(exercise.initiatives[event.initiative].steps[event.step], verdict="overtaken")
            return _with_step(exercise, event.initiative, event.step, step)
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
        case e.InitiativeRevealed():
            return exercise
        case e.InitiativeDone():
            return _with(exercise, replace(exercise.initiatives[event.initiative], done_week=event.since))
        case _:
            assert_never(event)


def _with(exercise: Exercise, initiative: Initiative) -> Exercise:
    return replace(exercise, initiatives=put(exercise.initiatives, initiative.id, initiative))


def _with_step(exercise: Exercise, initiative: InitiativeId, step: StepId, state: StepState) -> Exercise:
    changed = exercise.initiatives[initiative]
    return _with(exercise, replace(changed, steps=put(changed.steps, step, state)))


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
        may_hold=event.may_hold,
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
        steps=put(initiative.steps, event.step, answered),
        parameters={**initiative.parameters, **event.granted},
    )
    spent = _spend(_with(exercise, changed), answered, sign=1)
    return _lapse(spent, event)


def _lapse(exercise: Exercise, event: e.StepApproved) -> Exercise:
    """Rule 3.2: what lay above the cap of a slot is lost once some of it is spent."""
    spent = dict(exercise.slots_spent)
    for kind, amount in event.lapsed.items():
        spent[f"{event.by} {kind}"] += amount
    return replace(exercise, slots_spent=spent) if event.lapsed else exercise


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
    changed = replace(initiative, steps=put(initiative.steps, event.step, answered))
    if not event.stops:
        return _with(exercise, changed)
    due = (*exercise.effects_due, f"decline {event.initiative}")
    return replace(_with(exercise, replace(changed, stopped="declined")), effects_due=due)


def _return(exercise: Exercise, event: e.StepReturned) -> Exercise:
    step = exercise.initiatives[event.initiative].steps[event.step]
    returned = replace(
        step,
        verdict="returned",
        through="order",
        answered_turn=exercise.turn,
        waited_returned=step.waited_returned + event.weeks,
    )
    return _with_step(exercise, event.initiative, event.step, returned)


def _amend(exercise: Exercise, event: e.StepAmended) -> Exercise:
    changed = exercise.initiatives[event.initiative]
    step = changed.steps[event.step]
    waiting = replace(
        step,
        verdict="",
        through="",
        answered_turn=0,
        price=event.price,
        first_whole_turn=exercise.turn + 1,
        amended_from={**{name: changed.parameters[name] for name in event.reduced}, **step.amended_from},
    )
    parameters = {**changed.parameters, **event.reduced}
    return _with(exercise, replace(changed, steps=put(changed.steps, event.step, waiting), parameters=parameters))


def _spend(exercise: Exercise, step: StepState, *, sign: int) -> Exercise:
    spent = dict(exercise.slots_spent)
    for kind, amount in step.spends.items():
        key = f"{step.by} {kind}"
        spent[key] = spent.get(key, 0) + sign * amount
    if not step.account:
        return replace(exercise, slots_spent=spent)
    balance = exercise.balances.get(step.account, 0) - sign * step.price
    return replace(exercise, slots_spent=spent, balances=put(exercise.balances, step.account, balance))


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
        waited_returned=answered.waited_returned - event.returned,
    )
    returned = _spend(exercise, answered, sign=-1) if answered.verdict == "approved" else exercise
    again = replace(changed, steps=put(changed.steps, event.step, waiting), parameters=event.parameters)
    return _undone(returned, replace(again, stopped=event.stopped))


def _close(exercise: Exercise, event: e.StepClosed) -> Exercise:
    changed = exercise.initiatives[event.initiative]
    closed = changed.steps[event.step]
    kept = {other: state for other, state in changed.steps.items() if other != event.step}
    returned = _spend(exercise, closed, sign=-1) if closed.verdict == "approved" else exercise
    return _undone(returned, replace(changed, steps=kept, parameters=event.parameters, stopped=event.stopped))


def _undone(exercise: Exercise, initiative: Initiative) -> Exercise:
    """Where the decline that stopped an initiative was undone, its effects do not come."""
    due = exercise.effects_due
    if not initiative.stopped:
        due = tuple(cause for cause in due if cause != f"decline {initiative.id}")
    return replace(_with(exercise, initiative), effects_due=due)


def _merge(exercise: Exercise, event: e.InitiativeMerged) -> Exercise:
    merged = exercise.initiatives[event.initiative]
    told = tuple(sorted({merged.proposer, *(one for step in merged.steps.values() for one in (step.by, *step.may_hold))}))
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
        case "authority":
            step = replace(step, waited_for_authority=step.waited_for_authority + event.weeks)
        case "returned":
            step = replace(step, waited_returned=step.waited_returned + event.weeks)
    return _with_step(exercise, event.initiative, event.step, step)
