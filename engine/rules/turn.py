"""Chapters 1 and 2: seats, phases, the clock, and what one passing week brings."""

from engine import events as e
from engine.exercise import Exercise
from engine.findings.detect import candidates, streaks_after
from engine.ids import AccountId, InjectId, OrganisationId
from engine.orders import AdvancePhase, MarkReady, PauseExercise, Phase, ResolveWeek, TakeSeat
from engine.refusals import Refusal, RefusalCode
from engine.rules.initiatives import complete, finish_work, open_steps
from engine.rules.injects import bring_effects, due_in_brief, due_in_week, named_in_week
from engine.rules.standing import answer_by_intent, settle_duplicates, wait_for_slots
from engine.rules.waits import charge_turn
from engine.unfolding import Unfolding
from engine.units import CENTS_IN_THOUSAND_DOLLARS
from engine.week.chance import Dice
from engine.week.kernel import run_week

NEXT_PHASE = {
    Phase.BRIEF: Phase.ORDERS,
    Phase.ORDERS: Phase.LOCKED,
    Phase.LOCKED: Phase.ADJUDICATE,
    Phase.ADJUDICATE: Phase.RESOLVE,
    Phase.RESOLVE: Phase.PICTURE,
    Phase.PICTURE: Phase.BRIEF,
}
"""Rule 2.1: the phases of a turn, in their order; the picture of one turn is followed by the brief of the next."""


def take_seat(exercise: Exercise, order: TakeSeat) -> tuple[e.Event, ...] | Refusal:
    """Rule 1.1: from the moment that somebody speaks for an organisation, its silence counts."""
    if order.organisation not in exercise.world.organisations:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "This exercise has no such organisation.")
    if exercise.holders.get(order.organisation) == order.holder:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "This holder has the seat already.")
    return (e.SeatTaken(organisation=order.organisation, holder=order.holder),)


def start_exercise(exercise: Exercise) -> tuple[e.Event, ...] | Refusal:
    """Rule 1.2: StartEx gives every organisation its brief, and reads out the first turn's injects."""
    deck = exercise.world.deck
    unfolding = Unfolding(exercise)
    unfolding.happen(e.ExerciseStarted(title=deck.title, turns=exercise.turns))
    for organisation, brief in sorted(exercise.world.briefs.items()):
        spare = {key: exercise.world.components[key].spare.value for key in exercise.world.components}
        unfolding.happen(
            e.BriefGiven(
                organisation=organisation,
                who=brief.who,
                aim=brief.aim,
                private_fact=brief.private_fact,
                leverage=brief.leverage,
                spare={key: value for key, value in spare.items() if key in brief.reveals},
            )
        )
    for account in exercise.world.baseline.accounts:
        unfolding.happen(
            e.MoneyArrived(
                account=AccountId(account.id),
                owner=OrganisationId(account.owner),
                amount=account.opening.value * CENTS_IN_THOUSAND_DOLLARS,
                week=exercise.week,
                cause="opening balance",
            )
        )
    _begin_turn(unfolding, 1)
    return unfolding.outcome()


def advance_phase(exercise: Exercise, order: AdvancePhase) -> tuple[e.Event, ...] | Refusal:
    """Rule 2.1: one phase follows the other; the order names the next one, so that nobody advances twice."""
    if NEXT_PHASE.get(exercise.phase) is not order.to:
        return Refusal(
            RefusalCode.NOT_POSSIBLE_NOW, f"From {exercise.phase} the next phase is {NEXT_PHASE.get(exercise.phase)}."
        )
    _, last = exercise.world.turn_weeks(exercise.pace, exercise.turn)
    unfolding = Unfolding(exercise)
    match order.to:
        case Phase.BRIEF if exercise.turn == exercise.turns:
            return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "This was the last turn: end the exercise.")
        case Phase.BRIEF:
            _begin_turn(unfolding, exercise.turn + 1)
        case Phase.LOCKED:
            _change(unfolding, order.to)
            for merged in list(settle_duplicates(exercise)):
                unfolding.happen(merged)
        case Phase.PICTURE if exercise.week <= last:
            return Refusal(RefusalCode.NOT_POSSIBLE_NOW, f"Week {exercise.week} of {last} is still to be resolved.")
        case Phase.PICTURE:
            _take_stock_of_turn(unfolding)
        case _:
            _change(unfolding, order.to)
    return unfolding.outcome()


def _begin_turn(unfolding: Unfolding, turn: int) -> None:
    exercise = unfolding.exercise
    first, last = exercise.world.turn_weeks(exercise.pace, turn)
    unfolding.happen(e.PhaseChanged(phase=Phase.BRIEF, turn=turn, first_week=first, last_week=last))
    for inject in list(due_in_brief(unfolding.exercise)):
        unfolding.happen(inject)


def _change(unfolding: Unfolding, phase: Phase) -> None:
    exercise = unfolding.exercise
    first, last = exercise.world.turn_weeks(exercise.pace, exercise.turn)
    unfolding.happen(e.PhaseChanged(phase=phase, turn=exercise.turn, first_week=first, last_week=last))


def _take_stock_of_turn(unfolding: Unfolding) -> None:
    """The picture: what waited is charged, what lost at lock is told, and the detectors look once more."""
    for charged in list(charge_turn(unfolding.exercise)):
        unfolding.happen(charged)
    for initiative, told in unfolding.exercise.mergers:
        unfolding.happen(e.MergerTold(initiative=initiative, told=told))
    for candidate in candidates(unfolding.exercise, {}):
        unfolding.happen(candidate)
    _change(unfolding, Phase.PICTURE)


def resolve_week(exercise: Exercise, order: ResolveWeek) -> tuple[e.Event, ...] | Refusal:
    """Rule 2.3: one week passes, in the order of rule 5.1. `fires` names the injects that come out in it."""
    _, last = exercise.world.turn_weeks(exercise.pace, exercise.turn)
    if order.week != exercise.week or order.week > last:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW, f"The week to resolve is {exercise.week}, up to {last}.")
    return pass_week(exercise, order.fires)


def pass_week(exercise: Exercise, fires: tuple[InjectId, ...] | None) -> tuple[e.Event, ...]:
    """Rule 5.1: what a week brings, whatever the phase: effects, money, initiatives, the physical week, injects."""
    unfolding = Unfolding(exercise)
    bring_effects(unfolding)
    _grants(unfolding)
    for initiative in list(unfolding.exercise.initiatives):
        finish_work(unfolding, initiative)
        open_steps(unfolding, initiative)
    answer_by_intent(unfolding)
    wait_for_slots(unfolding)
    for initiative in list(unfolding.exercise.initiatives):
        complete(unfolding, initiative)
    now = unfolding.exercise
    week_events = run_week(now.world, now.stocks, now.week, Dice(now.seed), confidence=now.indices.get("confidence", 50))
    for event in week_events:
        unfolding.happen(event)
    streaks = streaks_after(unfolding.exercise, week_events)
    for candidate in candidates(unfolding.exercise, streaks):
        unfolding.happen(candidate)
    come = due_in_week(unfolding.exercise) if fires is None else named_in_week(unfolding.exercise, fires)
    for inject in list(come):
        unfolding.happen(inject)
    due = unfolding.exercise.effects_due[len(exercise.effects_due) :]
    unfolding.happen(e.WeekPassed(week=now.week, streaks=streaks, effects_due=due))
    return unfolding.outcome()


def _grants(unfolding: Unfolding) -> None:
    """Rule 7.4: money that the deck has arriving in this week."""
    week = unfolding.exercise.week
    for account in unfolding.exercise.world.baseline.accounts:
        for grant in account.grants:
            if grant.week == week:
                unfolding.happen(
                    e.MoneyArrived(
                        account=AccountId(account.id),
                        owner=OrganisationId(account.owner),
                        amount=grant.amount.value * CENTS_IN_THOUSAND_DOLLARS,
                        week=week,
                        cause="grant",
                    )
                )


def mark_ready(exercise: Exercise, by: OrganisationId, order: MarkReady) -> tuple[e.Event, ...] | Refusal:
    """Rule 2.2: an organisation says that it is done; that changes nothing but what control sees."""
    return (e.ReadyMarked(organisation=by, ready=order.ready),)


def pause_exercise(exercise: Exercise, order: PauseExercise) -> tuple[e.Event, ...] | Refusal:
    """Rule 2.5: PauseEx stops everything but control's own orders, until it is ended."""
    if exercise.paused == order.paused:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "It is so already.")
    return (e.ExercisePaused(paused=order.paused, reason=order.reason),)


def end_exercise(exercise: Exercise) -> tuple[e.Event, ...] | Refusal:
    """Rule 2.6: EndEx seals the play log and reveals the seed and its salt."""
    return (e.ExerciseEnded(week=exercise.week, seed=exercise.seed, seed_salt=exercise.seed_salt),)
