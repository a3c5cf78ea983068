"""What an order meets before any rule: whether the seat may speak at all, for whom, and whether it is an order."""

from collections.abc import Mapping

from engine.recording import Submission
from engine.stored import StoredError, order_of
from server.admission import AdmittedSeat
from server.wire import Give, Role, Verdict, WireCode

LOOKERS: Mapping[Role, str] = {
    "evaluator": "An evaluator's seat sees everything and gives no orders.",
    "observer": "An observer's seat sees what its organisations see and gives no orders.",
    "spectator": "A spectator's seat sees what is public and gives no orders.",
}
"""Roles that give no orders, and what they are told."""


def at_the_door(seat: AdmittedSeat, give: Give) -> Submission | Verdict:
    """The order as the seat may give it, or why it is not even asked for: that is not recorded."""
    turned_away = _turned_away_for(seat, give)
    if turned_away is not None:
        return Verdict(order_id=give.order_id, accepted=False, code=str(turned_away[0]), sentence=turned_away[1])
    try:
        order = order_of(give.order)
    except StoredError as error:
        return Verdict(order_id=give.order_id, accepted=False, code=str(WireCode.NOT_AN_ORDER), sentence=str(error)[:500])
    return Submission(
        order_id=give.order_id,
        seat=seat.seat,
        holder=seat.holder,
        organisation=give.organisation,
        order=order,
        based_on=give.based_on,
    )


def _turned_away_for(seat: AdmittedSeat, give: Give) -> tuple[WireCode, str] | None:
    if seat.role == "control":
        if give.organisation is not None:
            return WireCode.NOT_YOUR_ORGANISATION, "Control gives its own orders for nobody; to act for one, give act-for."
        return None
    if seat.role in LOOKERS:
        return WireCode.ONLY_LOOKS, LOOKERS[seat.role]
    if give.organisation not in seat.organisations:
        return WireCode.NOT_YOUR_ORGANISATION, "Your seat does not speak for this organisation."
    return None
