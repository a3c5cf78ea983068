"""Long work in a process of its own, with progress: whoever waits for it can go on with something else, or stop it."""

import os
from collections.abc import Callable
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection
from typing import Any, TypeVar

Argument = TypeVar("Argument")
Result = TypeVar("Result")
Said = TypeVar("Said")
LOOK_EACH = 0.2
"""Seconds between two looks whether the work is still wanted."""
NICE = 5
"""How much the work stands back behind whoever waits for it."""


class ApartError(Exception):
    """The work came to no result; the message says why."""


def make_ready() -> None:
    """To be called before a terminal application takes the place of standard error: no process could begin then."""
    resource_tracker.ensure_running()


def apart(
    work: Callable[[Argument, Callable[[Said], None]], Result],
    argument: Argument,
    *,
    progress: Callable[[Said], None],
    wanted: Callable[[], bool] = lambda: True,
) -> Result | None:
    """`work(argument, progress)` of a process that is begun afresh; `work` stands at the top of a module.

    `progress` is given whatever the work says on its way. None where it is not wanted any more: the process is ended.
    Raises ApartError.
    """
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(there, work, argument), daemon=True)
    process.start()
    there.close()
    try:
        while True:
            if not wanted():
                return None
            if not here.poll(LOOK_EACH):
                continue
            kind, what = here.recv()
            if kind == "done":
                result: Result = what
                return result
            if kind == "failed":
                raise ApartError(what)
            progress(what)
    except EOFError:
        raise ApartError("the process that worked it out has ended before it was done") from None
    finally:
        process.terminate()
        process.join()
        here.close()


def _work(there: Connection, work: Callable[[Any, Callable[[Any], None]], Any], argument: Any) -> None:
    try:
        os.nice(NICE)
        there.send(("done", work(argument, lambda said: there.send(("said", said)))))
    except BrokenPipeError:
        return
    except Exception as error:  # whatever it is, it is told where somebody waits
        there.send(("failed", str(error) or type(error).__name__))
