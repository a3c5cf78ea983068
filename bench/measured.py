"""Rounds of one measurement, in processor time, and what they say: median, range, whether a goal is met."""

import cProfile
import gc
import pstats
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

PARTS = 6
"""So many places are named where the time goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One figure. `goal` is None where none was set; `least` says that less is better."""

    what: str
    unit: str
    rounds: tuple[float, ...]
    goal: float | None = None
    least: bool = False
    note: str = ""
    where: tuple[str, ...] = ()
    """Where the time goes, for a goal that is missed."""

    @property
    def median(self) -> float:
        """The figure that counts."""
        return median(self.rounds)

    @property
    def met(self) -> bool | None:
        """Whether the goal is met by the median."""
        if self.goal is None:
            return None
        return self.median <= self.goal if self.least else self.median >= self.goal


def processor_seconds(work: Callable[[], object]) -> float:
    """What one run of the work takes of one core; garbage of what came before it is collected first."""
    gc.collect()
    begun = time.process_time()
    work()
    return time.process_time() - begun


def rounds_of(work: Callable[[], object], rounds: int) -> tuple[float, ...]:
    """Processor seconds of several runs, after one that warms up."""
    work()
    return tuple(processor_seconds(work) for _ in range(rounds))


def explained(figure: Measured, work: Callable[[], object]) -> Measured:
    """With where the time goes, if its goal is missed."""
    return replace(figure, where=where_it_goes(work)) if figure.met is False else figure


def where_it_goes(work: Callable[[], object]) -> tuple[str, ...]:
    """The files in which the work spends most of its own time, with their parts of the whole; under a profiler."""
    profile = cProfile.Profile()
    profile.runcall(work)
    spent: dict[str, float] = {}
    total = 0.0
    for (file, _, name), row in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        place = _place(file, name)
        spent[place] = spent.get(place, 0.0) + row[2]
        total += row[2]
    most = sorted(spent, key=lambda one: (-spent[one], one))[:PARTS]
    return tuple(f"{place} {100 * spent[place] / total:.0f} %" for place in most)


def _place(file: str, name: str) -> str:
    """A file of ours by its path in the repository, a package by its name, a built-in by what it does."""
    ours = Path(__file__).parent.parent
    path = Path(file)
    if path.is_relative_to(ours) and "site-packages" not in path.parts:
        return path.relative_to(ours).as_posix()
    if file == "~":
        return "pydantic" if "pydantic" in name else "built-in functions"
    return path.parent.name if path.name.startswith("__init__") or path.parent.name == "json" else path.name
