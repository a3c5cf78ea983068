"""Chapter 1, before StartEx and after EndEx: check-in, practice, hot wash and the end of the log."""

from engine import events as e
from engine.exercise import Exercise
from engine.ids import AccountId, OrganisationId
from engine.orders import GiveHotWash
from engine.phases import Phase
from engine.refusals import Refusal, RefusalCode
from engine.unfolding import Unfolding
from engine.units import CENTS_IN_THOUSAND_DOLLARS

CHECK_IN = e.PhaseChanged(phase=Phase.CHECK_IN, turn=0, first_week=1, last_week=1)
"""Rule 1.6: check-in begins with the first seat that is taken."""


def open_accounts(unfolding: Unfolding) -> None:
    """Rule 1.2: accounts open with their declared balances, and their owners hear it."""
    exercise = unfolding.exercise
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


def start_practice(exercise: Exercise) -> tuple[e.Event, ...] | Refusal:
    """Rule 1.7: one turn on a copy, with its own chance, without briefs and injects: practice gives nothing away."""
    first, last = exercise.world.turn_weeks(exercise.pace, 1)
    seed = f"{exercise.seed} practice {exercise.practices + 1}"
    unfolding = Unfolding(exercise)
    unfolding.happen(e.PracticeBegan(title=exercise.world.deck.title, turns=exercise.turns, seed=seed))
    open_accounts(unfolding)
    unfolding.happen(e.PhaseChanged(phase=Phase.BRIEF, turn=1, first_week=first, last_week=last))
    return unfolding.outcome()


def end_practice(exercise: Exercise) -> tuple[e.Event, ...] | Refusal:
    """Rule 1.7: practice may end at any moment; the exercise stands as at check-in."""
    if not exercise.practice:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "This is no practice: it counts.")
    return (e.PracticeEnded(),)


def forgotten(exercise: Exercise) -> Refusal | None:
    """Rule 1.7: what control would do for the exercise itself is not taken in practice, where it would be forgotten."""
    if not exercise.practice:
        return None
    return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "This is practice, which is forgotten at its end: end the practice first.")


def give_hot_wash(exercise: Exercise, by: OrganisationId, order: GiveHotWash) -> tuple[e.Event, ...] | Refusal:
    """Rule 1.9: an organisation answers what it will of the five questions; control reads it, the last answer counts."""
    answers = (order.assumed, order.unanswered, order.knew, order.law, order.not_sharing)
    if not any(answer.strip() for answer in answers):
        return Refusal(RefusalCode.INCOMPLETE, "Answer at least one of the five questions.")
    return (
        e.HotWashGiven(
            organisation=by,
            assumed=order.assumed,
            unanswered=order.unanswered,
            knew=order.knew,
            law=order.law,
            not_sharing=order.not_sharing,
        ),
    )


def seal_exercise(exercise: Exercise) -> tuple[e.Event, ...] | Refusal:
    """Rule 1.10: the play log is closed; nothing is taken after it."""
    return (e.ExerciseSealed(week=exercise.week),)
