"""Builders for tests of the log: a ledger without a server around it, and orders to put through it."""

from pathlib import Path

from engine.ids import HolderId, OrderId, OrganisationId, SeatId
from engine.orders import Order
from engine.recording import Submission
from server.ledger import Ledger
from server.logs import logger_to
from server.store import Store


def ledger_of(store: Store, exercise: str, folder: Path) -> Ledger:
    log = (folder / "ledger.log").open("a")
    return Ledger(store, exercise, logger_to(log))


def ordered(*orders: Order, seat: str = "seat-control", organisation: str | None = None, first: int = 0) -> list[Submission]:
    return [
        Submission(
            order_id=OrderId(f"order-{first + index}"),
            seat=SeatId(seat),
            holder=HolderId("person-1"),
            organisation=OrganisationId(organisation) if organisation else None,
            order=order,
        )
        for index, order in enumerate(orders)
    ]
