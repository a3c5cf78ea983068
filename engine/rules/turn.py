"""Chapters 1 and 2: seats, phases, the clock, and what one passing week brings."""

from engine import events as e
from engine.actors import Clock, Control
from engine.exercise import Exercise
from engine.findings.detect import detect_at_picture
from engine.ids import PUBLIC, OrganisationId
from engine.orders import AdvancePhase, MarkReady, PauseExercise, ResolveWeek, TakeSeat
from engine.phases import Phase
from engine.refusals import Refusal, RefusalCode
from engine.rules.adjudication import still_to_rule
from engine.rules.adversary import campaigns
from engine.rules.agreements import agreements_due
from engine.rules.injects import due_in_brief
from engine.rules.lifecycle import CHECK_IN, forgotten, open_accounts
from engine.rules.silence import left_open_at_lock
from engine.rules.standing import settle_duplicates
from engine.rules.talk import lapsed_requests
from engine.rules.waits import charge_turn
from engine.rules.weeks import pass_week
from engine.unfolding import Unfolding

NEXT_PHASE = {
    Phase.BRIEF: Phase.ORDERS,
    Phase.ORDERS: Phase.LOCKED,
    Phase.LOCKED: Phase.ADJUDICATE,
    Phase.ADJUDICATE: Phase.RESOLVE,
    Phase.RESOLVE: Phase.PICTURE,
    Phase.PICTURE: Phase.BRIEF,
    Phase.CURTAIN: Phase.HOT_WASH,
}
"""Rule 2.1: the phases of a turn, in their order; the picture of one turn is followed by the brief of the next.
Rule 1.9: the curtain is followed by the hot wash."""


def take_seat(exercise: Exercise, order: TakeSeat) -> tuple[e.Event, ...] | Refusal:
    """Rule 1.1: from the moment that somebody speaks for an organisation, its silence counts."""
    if order.organisation not in exercise.world.organisations:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "This exercise has no such organisation.")
    if exercise.holders.get(order.organisation) == order.holder:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "This holder has the seat already.")
    taken = e.SeatTaken(organisation=order.organisation, holder=order.holder)
    return (taken, CHECK_IN) if exercise.phase is Phase.SETUP else (taken,)


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
    open_accounts(unfolding)
    _tell_indices(unfolding)
    for campaign in campaigns(exercise):
        unfolding.happen(campaign)
    _begin_turn(unfolding, 1)
    return unfolding.outcome()


def _tell_indices(unfolding: Unfolding) -> None:
    """Rule 10.1: where an index that is not public stands is told at StartEx to those who will learn of its changes."""
    for key, kind in unfolding.exercise.world.index_kinds.items():
        if kind.told and PUBLIC not in kind.told:
            value = unfolding.exercise.indices[key]
            unfolding.happen(e.IndexMoved(index=key, by=0, value=value, told=kind.told, cause="StartEx"))


def advance_phase(exercise: Exercise, order: AdvancePhase) -> tuple[e.Event, ...] | Refusal:
    """Rule 2.1: one phase follows the other; the order names the next one, so that nobody advances twice."""
    if NEXT_PHASE.get(exercise.phase) is not order.to:
        return Refusal(
            RefusalCode.NOT_POSSIBLE_NOW, f"From {exercise.phase} the next phase is {NEXT_PHASE.get(exercise.phase)}."
        )
    _, last = exercise.world.turn_weeks(exercise.pace, exercise.turn)
    unfolding = Unfolding(exercise)
    match order.to:
        case Phase.BRIEF if exercise.practice:
            return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "Practice is one turn: end the practice.")
        case Phase.BRIEF if exercise.turn == exercise.turns:
            return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "This was the last turn: end the exercise.")
        case Phase.BRIEF:
            _begin_turn(unfolding, exercise.turn + 1)
        case Phase.RESOLVE if (waiting := still_to_rule(exercise)) is not None:
            return waiting
        case Phase.LOCKED:
            _change(unfolding, order.to)
            for merged in list(settle_duplicates(exercise)):
                unfolding.happen(merged)
            for left_open in list(left_open_at_lock(unfolding.exercise)):
                unfolding.happen(left_open)
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
    for candidate in list(detect_at_picture(unfolding.exercise)):
        unfolding.happen(candidate)
    for overdue in (*lapsed_requests(unfolding.exercise), *agreements_due(unfolding.exercise)):
        unfolding.happen(overdue)
    _change(unfolding, Phase.PICTURE)


def resolve_week(exercise: Exercise, order: ResolveWeek) -> tuple[e.Event, ...] | Refusal:
    """Rule 2.3: one week passes, in the order of rule 5.1."""
    _, last = exercise.world.turn_weeks(exercise.pace, exercise.turn)
    if order.week != exercise.week or order.week > last:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW, f"The week to resolve is {exercise.week}, up to {last}.")
    return pass_week(exercise)


def mark_ready(exercise: Exercise, by: OrganisationId, order: MarkReady) -> tuple[e.Event, ...] | Refusal:
    """Rule 2.2: an organisation says that it is done; that changes nothing but what control sees."""
    return (e.ReadyMarked(organisation=by, ready=order.ready),)


def pause_exercise(exercise: Exercise, by: Control | Clock, order: PauseExercise) -> tuple[e.Event, ...] | Refusal:
    """Rule 2.5: PauseEx stops everything but control's own orders; a real-world stop stops those as well.

    In a pause or a stop control may say a word for the room, or another. Rule 2.15: the clock may pause play with a reason;
    going on is control's.
    """
    by_clock = isinstance(by, Clock)
    if by_clock and (not order.paused or order.real_world or not order.reason):
        return Refusal(RefusalCode.NOT_YOURS, "The clock pauses play with a reason; only control ends a pause.")
    if exercise.paused == order.paused and not (_stops_a_pause(exercise, order) or _says_a_word(exercise, order, by)):
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "It is so already.")
    real_world = order.paused and order.real_world
    return (e.ExercisePaused(paused=order.paused, reason=order.reason, real_world=real_world, by_clock=by_clock),)


def _stops_a_pause(exercise: Exercise, order: PauseExercise) -> bool:
    return order.paused and order.real_world and not exercise.real_world_stop


def _says_a_word(exercise: Exercise, order: PauseExercise, by: Control | Clock) -> bool:
    said = order.paused and bool(order.reason) and isinstance(by, Control)
    return said and order.real_world == exercise.real_world_stop


def end_exercise(exercise: Exercise) -> tuple[e.Event, ...] | Refusal:
    """Rule 2.6: EndEx ends play, reveals the seed and its salt, and opens the curtain."""
    refusal = forgotten(exercise)
    if refusal is not None:
        return refusal
    return (e.ExerciseEnded(week=exercise.week, seed=exercise.seed, seed_salt=exercise.seed_salt),)
