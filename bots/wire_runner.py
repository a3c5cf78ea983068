"""Bots at a server: the policies of `bots/roster.py` over a real connection, as any other client. No rule lives here."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress

from bots.facilitator import next_order
from bots.policy import Policy
from engine.ids import OrganisationId
from engine.orders import Order
from engine.phases import Phase
from engine.stored import canonical, plain_of
from engine.views import View
from server.client import LinkState, NotAnsweredError, SeatClient
from server.wire import Verdict, WireCode

CLIENT = "surgex-bot/0.1.0"
TOO_MANY_PAUSE = 1.0
"""Seconds after which an order is given again that was one too many at once."""


class WireBot:
    """One seat with a policy. `run` ends at EndEx (control's when the log is sealed), or when the server refuses the seat."""

    def __init__(
        self,
        url: str,
        token: str,
        policy: Policy,
        *,
        thinking: float = 0.0,
        trouble: Callable[[str], None] = lambda why: None,
    ) -> None:
        """`trouble` is called with a sentence whenever the link is lost or cannot be had."""
        self.client = SeatClient(url, token, on_change=self._changed, client=CLIENT)
        self.policy = policy
        self.thinking = thinking
        self.trouble = trouble
        self._news = asyncio.Event()
        self._checked_in: set[OrganisationId] = set()
        self._refused: set[tuple[str, bytes]] = set()

    def _changed(self, kind: str) -> None:
        if kind == "link" and self.client.why and self.client.state not in (LinkState.REFUSED, LinkState.CLOSED):
            self.trouble(self.client.why)
        self._news.set()

    async def run(self) -> None:
        """Play until the exercise has ended. Raises ConnectionRefusedError where the seat is refused."""
        following = asyncio.create_task(self.client.run())
        try:
            while not following.done() and not self._over():
                self._news.clear()
                if not await self._act():
                    await self._wait_for_news(following)
        finally:
            self.client.close()
            with suppress(asyncio.CancelledError):
                await following
        if self.client.state is LinkState.REFUSED:
            raise ConnectionRefusedError(self.client.why)

    async def _wait_for_news(self, following: asyncio.Task[None]) -> None:
        news = asyncio.create_task(self._news.wait())
        await asyncio.wait((news, following), return_when=asyncio.FIRST_COMPLETED)
        news.cancel()

    def _over(self) -> bool:
        exercise = self.client.exercise
        if exercise is not None:
            return exercise.phase is Phase.SEALED
        views = self.client.views
        return bool(views) and all(view.phase.over for view in views.values())

    async def _act(self) -> bool:
        """Give what there is to give now; whether anything was taken."""
        if self.client.exercise is not None:
            order = next_order(self.client.exercise)
            return order is not None and await self._give_all(None, (order,), "")
        moved = False
        for organisation, view in list(self.client.views.items()):
            if organisation not in self._checked_in and view.phase.before_start:
                self._checked_in.add(organisation)
                moved |= await self._give_all(organisation, self.policy.at_check_in(view), _turn_of(view))
            elif view.phase is Phase.ORDERS and not view.paused:
                moved |= await self._give_all(organisation, self.policy.orders(view), _turn_of(view))
        return moved

    async def _give_all(self, organisation: OrganisationId | None, orders: Iterable[Order], turn: str) -> bool:
        """What was refused once in a turn is not asked again in it."""
        moved = False
        for order in list(orders):
            key = (turn, canonical([organisation, plain_of(order)]))
            if key in self._refused:
                continue
            await asyncio.sleep(self.thinking)
            try:
                verdict = await self._verdict_on(order, organisation)
            except NotAnsweredError:
                return False
            if verdict.accepted:
                moved = True
            elif organisation is not None:
                self._refused.add(key)
        return moved

    async def _verdict_on(self, order: Order, organisation: OrganisationId | None) -> Verdict:
        """An order that was one too many at once is given again. Raises NotAnsweredError."""
        verdict = await self.client.answered(self.client.give(order, organisation))
        if verdict.code != WireCode.TOO_MANY:
            return verdict
        await asyncio.sleep(TOO_MANY_PAUSE)
        return await self._verdict_on(order, organisation)


def _turn_of(view: View) -> str:
    return f"practice {view.turn}" if view.practice else str(view.turn)
