"""Chapter 2, control's hands: an order given for an organisation or entered from its paper, and one taken late."""

from collections.abc import Callable

from engine import events as e
from engine.changing import replace
from engine.exercise import Exercise
from engine.ids import OrganisationId
from engine.orders import AcceptLate, ActFor, Order, TakeBack
from engine.phases import Phase
from engine.refusals import Refusal, RefusalCode
from engine.rules.standing import settle_duplicates
from engine.unfolding import Unfolding

HIGHEST_SLIP = 9_999
"""Rule 2.12: the highest number of a paper slip."""
Decide = Callable[[Exercise, OrganisationId, Order], tuple[e.Event, ...] | Refusal]
"""How an organisation's order is decided."""


def act_for(exercise: Exercise, order: ActFor, decide: Decide) -> tuple[e.Event, ...] | Refusal:
    """Rule 2.7: control may give any order in an organisation's place; the organisation does not count as held by it."""
    refusal = _no_such(exercise, order.organisation) or _slip_refused(exercise, order)
    if refusal is not None:
        return refusal
    verdict = decide(replace(exercise, paused=False), order.organisation, order.order)
    if isinstance(verdict, Refusal):
        return verdict
    return (e.ActedFor(organisation=order.organisation, order=order.order.kind, slip=order.slip), *verdict)


def accept_late(exercise: Exercise, order: AcceptLate, decide: Decide) -> tuple[e.Event, ...] | Refusal:
    """Rule 2.8: until the weeks are resolved, an order that came after the lock may be decided as if before it."""
    refusal = _no_such(exercise, order.organisation) or _slip_refused(exercise, order)
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
    unfolding.happen(e.LateAccepted(organisation=order.organisation, order=order.order.kind, slip=order.slip))
    return unfolding.outcome()


def _no_such(exercise: Exercise, organisation: OrganisationId) -> Refusal | None:
    if organisation in exercise.world.organisations:
        return None
    return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "This exercise has no such organisation.")


def _slip_refused(exercise: Exercise, order: ActFor | AcceptLate) -> Refusal | None:
    """Rule 2.12: a paper slip of an organisation is entered once; one whose order was refused may be entered again."""
    if not 0 <= order.slip <= HIGHEST_SLIP:
        return Refusal(RefusalCode.BAD_PARAMETER, f"A slip has a number from 1 to {HIGHEST_SLIP:,}.")
    if order.slip in exercise.slips.get(order.organisation, ()):
        return Refusal(RefusalCode.SLIP_ENTERED, f"Slip {order.slip} was entered already.")
    return None
