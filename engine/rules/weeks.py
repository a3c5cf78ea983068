"""What one passing week brings (rule 5.1), in three parts: what happens before it, the physical week, what it ends with."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from engine import events as e
from engine.exercise import Exercise
from engine.findings.detect import detect_in_week
from engine.ids import AccountId, InitiativeId, InjectId, OrganisationId
from engine.rules.adversary import bring_leaks, red_moves
from engine.rules.industry import lose_suppliers
from engine.rules.injects import bring_effects, due_in_week, named_in_week
from engine.rules.law import lapses
from engine.rules.politics import fade, measure_deterrence, open_windows
from engine.rules.remembered import held_once
from engine.rules.sharing import shared
from engine.rules.standing import answer_by_intent, wait_for_means
from engine.rules.steps import complete, open_steps, run_down
from engine.unfolding import Unfolding
from engine.units import CENTS_IN_THOUSAND_DOLLARS
from engine.week.chance import Dice
from engine.week.kernel import run_week


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """A week that is lived through again in another world: what came of itself then, and comes again (rule 15.1)."""

    injects: tuple[InjectId, ...] = ()
    red: tuple[str, ...] | None = ()
    """Actions of red; None where red reacts to this world."""


def pass_week(exercise: Exercise) -> tuple[e.Event, ...]:
    """Rule 5.1: what a week brings, whatever the phase."""
    unfolding = Unfolding(exercise)
    due_before = open_week(unfolding, None)
    running = [key for key, one in unfolding.exercise.initiatives.items() if one.running]
    move_initiatives(unfolding, running)
    live_week(unfolding)
    streaks, found = detect_in_week(unfolding.exercise, unfolding.events)
    for candidate in found:
        unfolding.happen(candidate)
    measure_deterrence(unfolding)
    close_week(unfolding, None, streaks=streaks, due_before=due_before)
    return unfolding.outcome()


def open_week(unfolding: Unfolding, again: Again | None) -> int:
    """Effects that are due, money, red, leaks, suppliers and moods: all that does not look at what the week will make.

    How many effects were due is what `close_week` needs to know which of them came since.
    """
    due_before = len(unfolding.exercise.effects_due)
    bring_effects(unfolding)
    _grants(unfolding)
    red_moves(unfolding, again.red if again else None)
    bring_leaks(unfolding)
    lose_suppliers(unfolding)
    fade(unfolding)
    return due_before


ByIntent = Callable[[Unfolding, Sequence[InitiativeId]], None]
"""How standing intents answer the open steps of initiatives."""


def move_initiatives(unfolding: Unfolding, identities: Iterable[InitiativeId], by_intent: ByIntent = answer_by_intent) -> None:
    """Chapter 4: work ends, steps open, standing intents answer, and what is decided takes effect.

    In another world (15.1) intents answer as they did in play.
    """
    moving = tuple(identities)
    for initiative in moving:
        run_down(unfolding, initiative)
        open_steps(unfolding, initiative)
    by_intent(unfolding, moving)
    wait_for_means(unfolding, moving)
    done = []
    for initiative in moving:
        complete(unfolding, initiative)
        if unfolding.exercise.initiatives[initiative].done_week is not None:
            done.append(initiative)
    open_windows(unfolding, done)


def live_week(unfolding: Unfolding) -> tuple[e.Event, ...]:
    """The physical week; its events."""
    now = unfolding.exercise
    confidence = now.indices.get("confidence", 50)
    happened = run_week(now.world, now.stocks, now.week, Dice(now.seed), confidence=confidence, policies=now.policies)
    happened = shared(now, happened)
    for event in happened:
        unfolding.happen(event)
    return happened


def close_week(unfolding: Unfolding, again: Again | None, *, streaks: Mapping[str, int], due_before: int) -> None:
    """Laws that lapse, injects that come out, and the week is over. Its first `due_before` effects have happened."""
    for lapse in list(lapses(unfolding.exercise)):
        unfolding.happen(lapse)
    come = due_in_week(unfolding.exercise) if again is None else named_in_week(unfolding.exercise, again.injects)
    for inject in list(come):
        unfolding.happen(inject)
    for once in list(held_once(unfolding.exercise)):
        unfolding.happen(once)
    due = unfolding.exercise.effects_due[due_before:]
    unfolding.happen(e.WeekPassed(week=unfolding.exercise.week, streaks=streaks, effects_due=due))


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
