"""Orders about free actions for tests, with an exercise in every phase in which each has something to be about."""

from typing import Any

from engine import orders as o
from engine.effects import Effect, IndexEffect
from engine.exercise import Exercise
from engine.ids import ActionId, OrganisationId
from engine.orders import Order
from engine.phases import Phase
from tests.support.exercises import before_check_in, done, in_orders, until
from tests.support.worlds import AS, JAPAN, STATE

ACTION = ActionId("action:dod-as:1")
WARNED = IndexEffect(effect="index", index="warning", by=5)
"""What most rulings in tests bring."""
CALMED = IndexEffect(effect="index", index="warning", by=-3)


def action(*shown_to: OrganisationId, **more: Any) -> o.TakeAction:
    """An action that these may read."""
    words = {"title": "Ship by rail", "text": "We buy every wagon.", "shown_to": shown_to}
    return o.TakeAction(**{**words, **more})


def argument(side: Any = "for", text: str = "It worked before.", action: ActionId = ACTION) -> o.ArgueAction:
    """An argument about an action, the first of `dod/as` if none is named."""
    return o.ArgueAction(action=action, side=side, text=text)


def odds(word: Any = "even", *effects: Effect, because: str = "We know no better.") -> o.SetOdds:
    """The odds of `dod/as`'s first action, with what success brings."""
    return o.SetOdds(action=ACTION, odds=word, because=because, effects=effects)


def ruling(word: Any, *effects: Effect, reason: str = "So we think.") -> o.RuleAction:
    """A ruling on `dod/as`'s first action, with what it brings."""
    return o.RuleAction(action=ACTION, ruling=word, reason=reason, effects=effects)


def override(word: Any, *effects: Effect, reason: str = "On second thought.") -> o.OverrideAction:
    """Another ruling on it."""
    return o.OverrideAction(action=ACTION, ruling=word, reason=reason, effects=effects)


ROLL = o.RollAction(action=ACTION)
DISSENT = o.DissentAction(action=ACTION, text="That is not how it goes.")


def acted(exercise: Exercise, *shown_to: OrganisationId) -> Exercise:
    """`dod/as` has acted in turn 1: `ACTION`."""
    return done(exercise, AS, action(*shown_to))


def adjudicating(*shown_to: OrganisationId, **more: Any) -> Exercise:
    """The adjudication of turn 1, in which `ACTION` waits for a ruling."""
    return until(acted(in_orders(**more), *shown_to), Phase.ADJUDICATE)


TALKING = {Phase.BRIEF, Phase.ORDERS, Phase.LOCKED, Phase.ADJUDICATE, Phase.PICTURE}
RULING = {Phase.LOCKED, Phase.ADJUDICATE}
LATER = ActionId("action:nsc-state:1")
"""Taken in turn 1, and not ruled on yet."""
ACTION_CASES: dict[str, tuple[OrganisationId | None, Order, set[Phase]]] = {
    "action": (JAPAN, action(), {Phase.ORDERS}),
    "argument": (STATE, argument(action=LATER), TALKING),
    "dissent": (AS, DISSENT, TALKING),
    "opening": (None, o.OpenAction(action=LATER, to=(JAPAN,)), TALKING),
    "odds": (None, o.SetOdds(action=LATER, odds="even", because="So."), RULING),
    "die": (None, o.RollAction(action=LATER), RULING),
    "ruling on an action": (None, o.RuleAction(action=LATER, ruling="no", reason="So."), RULING),
    "override": (None, override("no"), TALKING),
}
"""By name: who gives which order, and the phases in which it is taken."""


def action_stages() -> dict[Phase, Exercise]:
    """One exercise in each phase: an action that was ruled on in turn 1, and another that waits with its odds set."""
    taken = done(acted(in_orders(pace="uneven")), STATE, action())
    ruled = done(until(taken, Phase.ADJUDICATE), None, ruling("yes"))
    waits = o.RuleAction(action=LATER, ruling="later", reason="Not enough is known.")
    ready = done(ruled, None, waits, o.SetOdds(action=LATER, odds="even", because="So."))
    orders = until(ready, Phase.ORDERS)
    phases = {Phase.SETUP: before_check_in(pace="uneven"), Phase.ORDERS: orders}
    for phase in (Phase.LOCKED, Phase.ADJUDICATE):
        phases[phase] = until(orders, phase)
    decided = done(phases[Phase.ADJUDICATE], None, waits)
    for phase in (Phase.RESOLVE, Phase.PICTURE, Phase.BRIEF):
        phases[phase] = until(decided, phase)
    return {**phases, Phase.CURTAIN: done(orders, None, o.EndExercise())}
