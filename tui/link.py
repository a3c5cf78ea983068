"""Runs a seat's connection beside the screens and posts what changed, so many times a second at the most."""

import asyncio
import time
from typing import TYPE_CHECKING

from textual.app import App
from textual.message import Message

if TYPE_CHECKING:
    from engine.stored import Plain
    from tui.desk import Connect, SeatLink


class LinkNews(Message):
    """What changed since the last news: any of `link`, `told`, `verdict` and `notice`."""

    def __init__(self, kinds: frozenset[str]) -> None:
        super().__init__()
        self.kinds = kinds


BREATH = 2
"""The pause is so many times as long as showing the last news took of the processor, if that is more: for keys."""


class Batch:
    """Gathers changes, and posts them together once the last ones are shown and the pause after them is over."""

    def __init__(self, app: App[int], updates: int) -> None:
        self._app = app
        self._pause = 1 / updates
        self._kinds: set[str] = set()
        self._posted = 0.0
        self._next = 0.0
        self._planned = False

    def changed(self, kind: str) -> None:
        """Something changed; the news follows at once, or with what else changes meanwhile."""
        self._kinds.add(kind)
        if self._planned:
            return
        self._planned = True
        pause = self._next - time.monotonic()
        if pause <= 0:
            self._app.call_later(self._post)
        else:
            asyncio.get_running_loop().call_later(pause, self._post)  # a Timer of Textual that starts late never goes off

    def _post(self) -> None:
        kinds, self._kinds = frozenset(self._kinds), set()
        self._posted = time.thread_time()
        self._app.post_message(LinkNews(kinds))
        self._app.call_later(self._shown)

    def _shown(self) -> None:
        """The news was handled: what came meanwhile follows after the pause, however much it is."""
        took = time.thread_time() - self._posted
        self._planned, self._next = False, time.monotonic() + max(self._pause, BREATH * took)
        for kind in tuple(self._kinds):
            self.changed(kind)


def follow(app: App[int], connect: "Connect", pending: "Plain | None", updates: int) -> "SeatLink":
    """Make the link and keep it running as long as the client does; screens hear of it `updates` times a second at the most."""
    link = connect(Batch(app, updates).changed, pending)
    app.run_worker(link.run(), group="link", exclusive=True, exit_on_error=True)
    return link
