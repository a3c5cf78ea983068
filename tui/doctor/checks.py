"""What a look at something came to: fine, worth knowing, or in the way; and how to look without ever hanging."""

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

Result = TypeVar("Result")


class Level(StrEnum):
    """OK is fine, WARN is worth knowing, FAIL is in the way of playing."""

    OK = "OK"
    WARN = "WARN"
    FAIL = "FAIL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at. `mend` says what to do, and is empty where all is well."""

    area: str
    name: str
    level: Level
    says: str
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """Makes the checks of one area."""

    name: str

    def ok(self, name: str, says: str) -> Check:
        """All is well."""
        return Check(area=self.name, name=name, level=Level.OK, says=says)

    def warn(self, name: str, says: str, mend: str) -> Check:
        """Worth knowing before the day."""
        return Check(area=self.name, name=name, level=Level.WARN, says=says, mend=mend)

    def fail(self, name: str, says: str, mend: str) -> Check:
        """In the way of playing."""
        return Check(area=self.name, name=name, level=Level.FAIL, says=says, mend=mend)


def looked(area: Area, name: str, look: Callable[[], Iterable[Check]]) -> Iterator[Check]:
    """The checks of one look; where the look itself goes wrong, that is said instead."""
    try:
        yield from list(look())
    except Exception as error:  # whatever is strange about a machine, the doctor goes on with the next
        yield area.warn(name, f"could not be looked at: {type(error).__name__}: {error}", "tell whoever runs the exercise")


def bounded(work: Callable[[], Result], seconds: float) -> Result:
    """What the work gives. Raises TimeoutError when it takes longer; it is then left behind on a thread that ends with us."""
    given: list[Result] = []
    raised: list[BaseException] = []

    def run() -> None:
        try:
            given.append(work())
        except BaseException as error:
            raised.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if raised:
        raise raised[0]
    if not given:
        raise TimeoutError(f"no answer within {seconds:.0f} s")
    return given[0]
