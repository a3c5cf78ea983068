"""The same work on many things, in one process or in several: the results are the same, in the order of the things."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
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
            yield from pool.map(_in_a_process, items)
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
        yield pool.submit(_in_a_process, None).result


_given: list[tuple[Callable[[Any, Any], Any], Any]] = []


def _only(given: tuple[Callable[[Any], Any], Any], item: None) -> Any:
    work, shared = given
    return work(shared)


def _begin(work: Callable[[Any, Any], Any], shared: object) -> None:
    _given.append((work, shared))


def _in_a_process(item: object) -> Any:
    work, shared = _given[0]
    return work(shared, item)
