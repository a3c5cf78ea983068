"""Works that are done one after the other, on threads that many share: a room needs no thread of its own."""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any


class Threads:
    """What the rooms of one server share. A long reading holds up no writer: each kind has its own."""

    def __init__(self, writing: int = 4, reading: int = 2) -> None:
        self._writing = ThreadPoolExecutor(writing, "writing")
        self._reading = ThreadPoolExecutor(reading, "reading")

    def writing(self) -> "Lane":
        """For one room's rules."""
        return Lane(self._writing)

    def reading(self) -> "Lane":
        """For what one room reads from its log."""
        return Lane(self._reading)

    def close(self) -> None:
        """Let go of the threads once they have nothing more to do."""
        self._writing.shutdown(wait=False)
        self._reading.shutdown(wait=False)


class Lane(Executor):
    """One work at a time, in the order of submission; after each the other lanes have their turn."""

    def __init__(self, threads: Executor) -> None:
        self._threads = threads
        self._works: deque[tuple[Future[Any], Callable[[], Any]]] = deque()
        self._busy = False
        self._lock = threading.Lock()

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **more: Any) -> Future[Any]:
        """As any executor does."""
        future: Future[Any] = Future()
        with self._lock:
            self._works.append((future, lambda: work(*arguments, **more)))
            begins, self._busy = not self._busy, True
        if begins:
            self._threads.submit(self._next)
        return future

    def _next(self) -> None:
        future, work = self._works.popleft()
        if future.set_running_or_notify_cancel():
            try:
                future.set_result(work())
            except BaseException as error:  # it belongs to whoever waits for the result
                future.set_exception(error)
        with self._lock:
            self._busy = bool(self._works)
        if self._busy:
            self._threads.submit(self._next)
