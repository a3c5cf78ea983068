"""Orders of one client that are given and not yet answered, and the verdicts that came. Not how they travel."""

import asyncio
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from engine.ids import OrderId
from engine.stored import Plain
from server.wire import Annotate, Give, Verdict, WireCode, WireError


class NotAnsweredError(Exception):
    """The order will not be answered on this link; the message says why."""


class PendingOrders:
    """Keeps an order from the moment that it is given until its verdict is there, whatever the connection does."""

    def __init__(self, saved: Mapping[str, Any] | None) -> None:
        """`saved` is what `plain` gave in an earlier run. Raises WireError where it is not."""
        orders, annotations, self.log = _loaded(saved) if saved is not None else ((), (), "")
        self.orders: dict[OrderId, Give] = {give.order_id: give for give in orders}
        self.annotations: dict[OrderId, Annotate] = {one.annotation_id: one for one in annotations}
        """Annotations wait for their verdicts in the same way."""
        self.stale: list[Give] = []
        self.verdicts: dict[OrderId, Verdict] = {}
        self._waiting: dict[OrderId, asyncio.Future[Verdict]] = {}

    def plain(self) -> Plain:
        """The unanswered orders, and the log on which they were given; stale ones are not among them."""
        plain: Plain = {"log": self.log, "orders": [give.model_dump(mode="json") for give in self.orders.values()]}
        if self.annotations:
            plain["annotations"] = [one.model_dump(mode="json") for one in self.annotations.values()]
        return plain

    def follow(self, log: str) -> int:
        """The server has this log: orders that were given on another become stale. How many did."""
        found = 0
        if self.log and self.log != log:
            found = len(self.orders) + len(self.annotations)
            self.stale.extend(self.orders.values())
            self.orders.clear()
            self.annotations.clear()
            self.give_up("the order was given on another log")
        self.log = log
        return found

    def take_up(self, saved: Mapping[str, Any]) -> tuple[Give | Annotate, ...]:
        """What was kept in an earlier run on this log and is not known here, to be sent. Raises WireError."""
        orders, annotations, log = _loaded(saved)
        if log != self.log:
            return ()
        new = [one for one in orders if one.order_id not in {**self.orders, **self.verdicts}]
        noted = [one for one in annotations if one.annotation_id not in {**self.annotations, **self.verdicts}]
        self.orders |= {one.order_id: one for one in new}
        self.annotations |= {one.annotation_id: one for one in noted}
        return (*new, *noted)

    def answer(self, verdict: Verdict) -> None:
        """The verdict on an order is here."""
        self.orders.pop(verdict.order_id, None)
        self.annotations.pop(verdict.order_id, None)
        self.verdicts[verdict.order_id] = verdict
        future = self._waiting.pop(verdict.order_id, None)
        if future is not None and not future.done():
            future.set_result(verdict)

    def give_up(self, why: str) -> None:
        """No verdict will come over this link; whoever waits for one is told."""
        for future in self._waiting.values():
            if not future.done():
                future.set_exception(NotAnsweredError(why))
                future.exception()  # seen, so that nothing is printed where nobody waits any more
        self._waiting.clear()

    async def answered(self, order_id: OrderId) -> Verdict:
        """The verdict, once it is here. Raises NotAnsweredError when none will come, KeyError for an id that was not given."""
        if order_id in self.verdicts:
            return self.verdicts[order_id]
        if any(give.order_id == order_id for give in self.stale):
            raise NotAnsweredError("the order was given on another log")
        if order_id not in self.orders and order_id not in self.annotations:
            raise KeyError(order_id)
        if order_id not in self._waiting:
            self._waiting[order_id] = asyncio.get_running_loop().create_future()
        return await asyncio.shield(self._waiting[order_id])


def _loaded(saved: Mapping[str, Any]) -> tuple[tuple[Give, ...], tuple[Annotate, ...], str]:
    try:
        orders = tuple(Give.model_validate(one) for one in saved["orders"])
        annotations = tuple(Annotate.model_validate(one) for one in saved.get("annotations", ()))
        return orders, annotations, str(saved["log"])
    except (KeyError, TypeError, ValidationError) as error:
        raise WireError(WireCode.BAD_FRAME, f"these are no saved orders: {error}") from None
