"""When an application of the tests is at rest: known from its queues, where Textual's pilot guesses from processor time."""

import asyncio
from typing import Any

from textual._context import active_app
from textual.app import App
from textual.message_pump import MessagePump

from tui.link import Batch

CALM = 3
"""Turns of the loop in a row in which nobody has a message."""
SPINS = 200
"""Turns of the loop after which somebody is waited for who waits: a moment each."""
MOMENT = 0.002
SHORT = 0.5
"""Seconds: a timer that goes off once and as soon as this belongs to what is under way."""
PATIENCE = 300.0
"""Seconds after which a handler that does not come back fails the test."""


async def at_rest(*_: float) -> None:
    """What a pilot waits for after each key: nobody has a message, or is handling one, and what is due is laid out."""
    app = active_app.get()
    await rest(app)
    if app.is_running and app.screen_stack:
        app.screen._on_timer_update()
        await rest(app)


async def rest(app: App[Any]) -> None:
    """Until nobody in this application has a message, or is handling one."""
    calm = spins = 0
    async with asyncio.timeout(PATIENCE):
        while calm < CALM:
            await asyncio.sleep(0 if spins < SPINS else MOMENT)
            spins += 1
            calm = calm + 1 if all(_rests(one) for one in _pumps(app)) else 0


def is_waiting(app: App[Any]) -> bool:
    """Whether something goes off by itself in a moment: a short timer of a widget, or news that the link holds back."""
    if any(_is_news(handle) for handle in asyncio.get_running_loop()._scheduled):  # type: ignore[attr-defined]
        return True
    timers = [timer for pump in _pumps(app) for timer in pump._timers]
    return any(one._repeat == 0 and one._interval <= SHORT and one._task and not one._task.done() for one in timers)


def _is_news(handle: Any) -> bool:
    return not handle.cancelled() and isinstance(getattr(handle._callback, "__self__", None), Batch)


def _pumps(app: App[Any]) -> list[MessagePump]:
    return [one for one in (app, *app._registry) if one.is_running and not one._closing]


def _rests(pump: MessagePump) -> bool:
    """Whether it stands at its empty queue and waits for the next message."""
    queue: Any = pump._message_queue
    return not queue.values and pump._pending_message is None and bool(queue.ready_event._waiters)
