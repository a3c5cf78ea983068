"""Chapter 2, control's hands: an order given for an organisation, and one that is taken although it came late."""

from collections.abc import Callable

from engine import events as e
from engine.changing import replace
from engine.exercise import Exercise
from engine.ids import OrganisationId
from engine.orders import AcceptLate, ActFor, Order, Phase, TakeBack
from engine.refusals import Refusal, RefusalCode
from engine.rules.standing import settle_duplicates
from engine.unfolding import Unfolding

Decide = Callable[[Exercise, OrganisationId, Order], tuple[e.Event, ...] | Refusal]
"""How an organisation's order is decided."""


def act_for(exercise: Exercise, order: ActFor, decide: Decide) -> tuple[e.Event, ...] | Refusal:
    """Rule 2.7: control may give any order in an organisation's place; the organisation does not count as held by it."""
    refusal = _no_such(exercise, order.organisation)
    if refusal is not None:
        return refusal
    verdict = decide(replace(exercise, paused=False), order.organisation, order.order)
    if isinstance(verdict, Refusal):
        return verdict
    return (e.ActedFor(organisation=order.organisation, order=order.order.kind), *verdict)


def accept_late(exercise: Exercise, order: AcceptLate, decide: Decide) -> tuple[e.Event, ...] | Refusal:
    """Rule 2.8: until the weeks are resolved, an order that came after the lock may be decided as if before it."""
    refusal = _no_such(exercise, order.organisation)
    if refusal is not None:
        return refusal
    if isinstance(order.order, TakeBack):
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "What was sealed at the lock is not taken back.")
    verdict = decide(replace(exercise, phase=Phase.ORDERS, paused=False), order.organisation, order.order)
    if isinstance(verdict, Refusal):
        return verdict
    unfolding = Unfolding(exercise)
    for event in verdict:
        unfolding.happen(event)
    for merged in list(settle_duplicates(unfolding.exercise)):
        unfolding.happen(merged)
    unfolding.happen(e.LateAccepted(organisation=order.organisation, order=order.order.kind))
    return unfolding.outcome()


def _no_such(exercise: Exercise, organisation: OrganisationId) -> Refusal | None:
    if organisation in exercise.world.organisations:
        return None
    return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "This exercise has no such organisation.")
