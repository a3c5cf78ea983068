"""What a computed rating is, as screens show it: its mark, and what was measured. Nothing here computes one."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputedTask:
    """What an objective asks for: whether it is met, None where evaluators must say; what was measured, with entries."""

    asks: str
    met: bool | None
    measures: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputedRating:
    """P, S, M or U; empty where evaluators must say."""

    mark: str
    tasks: tuple[ComputedTask, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputedRatings:
    """Every objective, as it stood after an entry."""

    log: str
    """The identity of the log that they were computed from."""
    entry: int
    ended: bool
    """Whether the exercise had ended; before that they are what it has come to so far."""
    of: Mapping[str, ComputedRating]
