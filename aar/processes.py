"""The same work on many things, in one process or in several: the results are the same, in the order of the things."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from signal import SIG_DFL, SIG_IGN, SIGINT, signal
from threading import current_thread, main_thread
from typing import Any, TypeVar

Shared = TypeVar("Shared")
Item = TypeVar("Item")
Result = TypeVar("Result")


def each(work: Callable[[Shared, Item], Result], shared: Shared, items: Sequence[Item], workers: int) -> Iterator[Result]:
    """`work(shared, item)` of every item. `work` stands at the top of a module; `shared` is sent to each process once."""
    if workers <= 1:
        yield from (work(shared, item) for item in items)
        return
    # a process that is begun afresh carries no thread or lock of this one over
    with ProcessPoolExecutor(workers, get_context("spawn"), _begin, (work, shared)) as pool:
        try:
            with _deaf_to_interrupts():
                results = pool.map(_in_a_process, items)
            yield from results
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


@contextmanager
def beside(work: Callable[[Shared], Result], shared: Shared, workers: int) -> Iterator[Callable[[], Result]]:
    """`work(shared)`, begun at once in a process of its own where there may be two; what is yielded waits for its result.

    Where there may be one process alone, it is done when it is asked for. `work` stands at the top of a module, unless so.
    """
    if workers <= 1:
        yield lambda: work(shared)
        return
    # what is shared is written down as the process begins, before it can change here
    with ProcessPoolExecutor(1, get_context("spawn"), _begin, (_only, (work, shared))) as pool:
        with _deaf_to_interrupts():
            begun = pool.submit(_in_a_process, None)
        yield begun.result


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Processes that are begun here are deaf until they stand: an interrupt at the keyboard leaves none of their lines."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal(SIGINT, SIG_IGN)
    try:
        yield
    finally:
        signal(SIGINT, before)


_given: list[tuple[Callable[[Any, Any], Any], Any]] = []


def _only(given: tuple[Callable[[Any], Any], Any], item: None) -> Any:
    work, shared = given
    return work(shared)


def _begin(work: Callable[[Any, Any], Any], shared: object) -> None:
    signal(SIGINT, SIG_DFL)  # an interrupt ends it without a word
    _given.append((work, shared))


def _in_a_process(item: object) -> Any:
    work, shared = _given[0]
    return work(shared, item)
