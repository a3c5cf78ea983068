"""What the waits on each boundary are worth: no boundary is blamed alone by a naive difference (rule 15.3)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import factorial

from aar.reading import Played
from aar.worlds import Boundary, Shortfall, boundaries_with_waits, shortfall_in
from engine.dice import draw
from engine.ids import SystemId

EXACT_UP_TO = 6
"""Boundaries up to which every subset is played again; above, orders of removal are sampled."""
SAMPLED_ORDERS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryWorth:
    """What one boundary's waits cost, in thousandths by system; negative where their absence costs more."""

    boundary: Boundary
    share: Mapping[SystemId, int]
    """Shapley value; the shares of all boundaries sum to the seam."""
    first_in: Mapping[SystemId, int]
    """What taking this boundary's waits away alone would save."""
    last_in: Mapping[SystemId, int]
    """What it would save when all others are taken away already."""
    sampled: bool


def worth_of_boundaries(
    played: Played, progress: Callable[[int, int], None] = lambda done, of: None
) -> tuple[list[BoundaryWorth], Shortfall]:
    """Every boundary with waits and its worth, and the shortfall of the world `prompt`."""
    boundaries = boundaries_with_waits(played)
    value = _Values(played, boundaries, progress)
    shares = _exact(value) if len(boundaries) <= EXACT_UP_TO else _sampled(played, value)
    everything = frozenset(range(len(boundaries)))
    worth = [
        BoundaryWorth(
            boundary=boundary,
            share=shares[i],
            first_in=value.saved(frozenset((i,))),
            last_in=_less(value.saved(everything), value.saved(everything - {i})),
            sampled=len(boundaries) > EXACT_UP_TO,
        )
        for i, boundary in enumerate(boundaries)
    ]
    return worth, value.short(everything)


class _Values:
    """Shortfalls of worlds, each played once."""

    def __init__(self, played: Played, boundaries: Sequence[Boundary], progress: Callable[[int, int], None]) -> None:
        self.played = played
        self.boundaries = boundaries
        self.progress = progress
        self.known: dict[frozenset[int], Shortfall] = {}
        exact = len(boundaries) <= EXACT_UP_TO
        self.at_most = 2 ** len(boundaries) if exact else SAMPLED_ORDERS * len(boundaries)

    def short(self, dropped: frozenset[int]) -> Shortfall:
        if dropped not in self.known:
            names = {self.boundaries[i] for i in dropped}
            self.known[dropped] = shortfall_in(self.played, names.__contains__)
            self.progress(len(self.known), self.at_most)
        return self.known[dropped]

    def saved(self, dropped: frozenset[int]) -> dict[SystemId, int]:
        return _less(self.short(frozenset()), self.short(dropped))


def _less(a: Mapping[SystemId, int], b: Mapping[SystemId, int]) -> dict[SystemId, int]:
    return {system: a[system] - b[system] for system in a}


def _exact(value: _Values) -> list[dict[SystemId, int]]:
    """Rule 15.3: the mean over all orders of removal; what rounding leaves goes to the boundaries in their order."""
    count = len(value.boundaries)
    totals = [dict.fromkeys(value.short(frozenset()), 0) for _ in range(count)]
    for i in range(count):
        others = [j for j in range(count) if j != i]
        for size in range(count):
            weight = factorial(size) * factorial(count - size - 1)
            for subset in combinations(others, size):
                before = frozenset(subset)
                for system, gain in _less(value.short(before), value.short(before | {i})).items():
                    totals[i][system] += weight * gain
    return _divided(totals, factorial(count), value)


def _sampled(played: Played, value: _Values) -> list[dict[SystemId, int]]:
    count = len(value.boundaries)
    totals = [dict.fromkeys(value.short(frozenset()), 0) for _ in range(count)]
    for sample in range(SAMPLED_ORDERS):
        names = ["|".join(boundary) for boundary in value.boundaries]
        keys = [draw(played.start.seed, "orders of removal", name, week=0, occurrence=sample) for name in names]
        before: frozenset[int] = frozenset()
        for i in sorted(range(count), key=lambda one: (keys[one], one)):
            for system, gain in _less(value.short(before), value.short(before | {i})).items():
                totals[i][system] += gain
            before |= {i}
    return _divided(totals, SAMPLED_ORDERS, value)


def _divided(totals: list[dict[SystemId, int]], by: int, value: _Values) -> list[dict[SystemId, int]]:
    if not totals:
        return []
    seam = value.saved(frozenset(range(len(totals))))
    shares = [{system: total // by for system, total in one.items()} for one in totals]
    for system, whole in seam.items():
        left = whole - sum(share[system] for share in shares)
        by_remainder = sorted(range(len(totals)), key=lambda i: (-(totals[i][system] % by), i))
        for i in by_remainder[:left]:
            shares[i][system] += 1
    return shares
