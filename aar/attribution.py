"""What the waits on each boundary are worth: no boundary is blamed alone by a naive difference (rule 15.3)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from math import factorial, isqrt

from aar.reading import Played
from aar.worlds.change import Boundary, Change
from aar.worlds.course import boundaries_with_waits
from aar.worlds.courses import courses_of
from aar.worlds.distinct import Distinct
from aar.worlds.physics import Shortfall
from engine.dice import draw
from engine.ids import SystemId
from engine.units import THOUSAND

EXACT_UP_TO = 10
"""Rule 15.3: boundaries up to which every subset is played again; above, orders of removal are sampled."""
SAMPLED_ORDERS = 12
"""Rule 15.3: so many orders of removal are drawn at the most, and each is also gone through backwards."""
FEWEST_ORDERS = 2
SAMPLED_WORLDS = 160
"""Rule 15.3: fewer orders are drawn where more worlds than this would have to be played for them."""
PAIRS_UP_TO = 12
"""Rule 15.3: of so many joint boundaries each pair is played; of more, each is named with all others."""
BATCH = 256
"""Worlds that are played side by side: what they share is lived through once, and they are in memory together."""
SAID_EACH = 8
"""Worlds between two words about how far it is: about half a second."""

Members = frozenset[int]
Progress = Callable[[int, int], None]
Systems = dict[SystemId, int]


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
    joint_with: tuple[Boundary, ...]
    """With which others it is to be read together; empty where it stands alone."""
    sampled: bool
    error: Mapping[SystemId, int]
    """Standard error of a sampled share, in thousandths; 0 where it is exact."""


def worth_of_boundaries(
    played: Played, progress: Progress = lambda done, of: None, *, seed: str = "", exact_up_to: int = EXACT_UP_TO
) -> tuple[list[BoundaryWorth], Shortfall]:
    """Every boundary with waits and its worth, and the shortfall of the world `prompt`; another seed redraws chance."""
    boundaries = boundaries_with_waits(played)
    value = _Values(played, boundaries, progress, seed)
    everybody = frozenset(range(len(boundaries)))
    alone, last = _alone_and_last(value)
    exact = len(boundaries) <= exact_up_to
    moving = everybody if exact else everybody - _idle(value, alone, last)
    if exact:
        shares = _exact(value, sorted(moving))
        errors: dict[int, Systems] = {}
    else:
        few_enough = SAMPLED_WORLDS // (2 * max(1, len(moving)))
        orders = max(FEWEST_ORDERS, min(SAMPLED_ORDERS, few_enough))
        shares, errors = _sampled(played, value, sorted(moving), orders)
    joint = _joint(value, alone, last)
    nothing = dict.fromkeys(played.start.world.systems, 0)
    worth = [
        BoundaryWorth(
            boundary=boundary,
            share=shares.get(i, nothing),
            first_in=alone[i],
            last_in=last[i],
            joint_with=tuple(boundaries[j] for j in joint.get(i, ())),
            sampled=not exact,
            error=errors.get(i, nothing),
        )
        for i, boundary in enumerate(boundaries)
    ]
    return worth, value.short(everybody)


class _Values:
    """Shortfalls of worlds, each played once; courses that come to the same thing are lived through once."""

    def __init__(self, played: Played, boundaries: Sequence[Boundary], progress: Progress, seed: str) -> None:
        self.played = played
        self.boundaries = boundaries
        self.progress = progress
        self.seed = seed
        self.distinct = Distinct(played, Change(seed=seed))
        self.known: dict[Members, Shortfall] = {}

    def prepare(self, wanted: Iterable[Members]) -> None:
        """Play these worlds, as far as they are new, many side by side."""
        new = list(dict.fromkeys(one for one in wanted if one not in self.known))
        for start in range(0, len(new), BATCH):
            self.progress(start, len(new))
            batch = new[start : start + BATCH]
            said = partial(self._courses_known, start, len(new))
            courses = courses_of(self.played, [self._change(members) for members in batch], said)
            self.known.update(zip(batch, (one.short for one in self.distinct.outcomes(courses)), strict=True))
        if new:
            self.progress(len(new), len(new))

    def _courses_known(self, before: int, of: int, known: int) -> None:
        """Said now and then; the last of them counts once its weeks were lived through."""
        if known % SAID_EACH == 0 and before + known < of:
            self.progress(before + known, of)

    def _change(self, members: Members) -> Change:
        names = {self.boundaries[i] for i in members}
        return Change(drops=names.__contains__, seed=self.seed)

    def short(self, dropped: Members) -> Shortfall:
        if dropped not in self.known:
            self.prepare((dropped,))
        return self.known[dropped]

    def saved(self, dropped: Members) -> Systems:
        return _less(self.short(frozenset()), self.short(dropped))


def _less(a: Mapping[SystemId, int], b: Mapping[SystemId, int]) -> Systems:
    return {system: a[system] - b[system] for system in a}


def _alone_and_last(value: _Values) -> tuple[list[Systems], list[Systems]]:
    count = len(value.boundaries)
    everybody = frozenset(range(count))
    value.prepare([frozenset(), everybody, *(frozenset((i,)) for i in range(count)), *(everybody - {i} for i in range(count))])
    alone = [value.saved(frozenset((i,))) for i in range(count)]
    return alone, [_less(value.saved(everybody), value.saved(everybody - {i})) for i in range(count)]


def _idle(value: _Values, alone: Sequence[Systems], last: Sequence[Systems]) -> Members:
    """Rule 15.3: those that change nothing alone, nothing last, and nothing together, before all others or after them."""
    idle = frozenset(i for i in range(len(alone)) if not any(alone[i].values()) and not any(last[i].values()))
    everybody = frozenset(range(len(alone)))
    changed = any(value.saved(idle).values()) or value.short(everybody) != value.short(everybody - idle)
    return frozenset() if changed else idle


def _exact(value: _Values, members: Sequence[int]) -> dict[int, Systems]:
    """Rule 15.3: the mean over all orders of removal; what rounding leaves goes to the boundaries in their order."""
    count = len(members)
    value.prepare(frozenset(subset) for size in range(count + 1) for subset in combinations(members, size))
    totals = {i: dict.fromkeys(value.short(frozenset()), 0) for i in members}
    for i in members:
        others = [j for j in members if j != i]
        for size in range(count):
            weight = factorial(size) * factorial(count - size - 1)
            for subset in combinations(others, size):
                before = frozenset(subset)
                for system, gain in _less(value.short(before), value.short(before | {i})).items():
                    totals[i][system] += weight * gain
    return _divided(totals, factorial(count), value)


def _sampled(
    played: Played, value: _Values, members: Sequence[int], orders: int
) -> tuple[dict[int, Systems], dict[int, Systems]]:
    """Rule 15.3: the mean over drawn orders of removal and their reverses, and the standard error of each mean."""
    paths = []
    for sample in range(orders):
        names = {i: "|".join(value.boundaries[i]) for i in members}
        keys = {i: draw(played.start.seed, "orders of removal", names[i], week=0, occurrence=sample) for i in members}
        path = sorted(members, key=lambda one: (keys[one], one))
        paths += [path, path[::-1]]
    value.prepare(frozenset(path[:size]) for path in paths for size in range(len(path) + 1))
    gains: dict[int, list[Systems]] = {i: [] for i in members}
    for path in paths:
        for at, i in enumerate(path):
            before = frozenset(path[:at])
            gains[i].append(_less(value.short(before), value.short(before | {i})))
    systems = list(value.short(frozenset()))
    totals = {i: {system: sum(one[system] for one in gains[i]) for system in systems} for i in members}
    errors = {i: {system: _error([one[system] for one in gains[i]]) for system in systems} for i in members}
    return _divided(totals, len(paths), value), errors


def _error(sample: Sequence[int]) -> int:
    """The standard error of a mean: the root of the variance of the sample, divided by how many there are."""
    count = len(sample)
    spread = count * sum(one * one for one in sample) - sum(sample) ** 2
    return isqrt(spread // (count * count * max(1, count - 1)))


def _divided(totals: dict[int, Systems], by: int, value: _Values) -> dict[int, Systems]:
    """The shares, so that they sum exactly to the seam: largest remainder, ties in the order of the boundaries."""
    if not totals:
        return {}
    seam = value.saved(frozenset(range(len(value.boundaries))))
    shares = {i: {system: total // by for system, total in one.items()} for i, one in totals.items()}
    for system, whole in seam.items():
        left = whole - sum(share[system] for share in shares.values())
        by_remainder = sorted(totals, key=lambda i: (-(totals[i][system] % by), i))
        for i in by_remainder[:left]:
            shares[i][system] += 1
    return shares


def _joint(value: _Values, alone: Sequence[Systems], last: Sequence[Systems]) -> dict[int, tuple[int, ...]]:
    """Rule 15.3: for each joint boundary those joint ones that are worth more or less together than apart."""
    joint = [i for i in range(len(alone)) if is_joint(alone[i], last[i])]
    if len(joint) > PAIRS_UP_TO:
        return {i: tuple(j for j in joint if j != i) for i in joint}
    value.prepare(frozenset(pair) for pair in combinations(joint, 2))
    found = {}
    for i in joint:
        others = tuple(j for j in joint if j != i)
        found[i] = tuple(j for j in others if _interplay(value.saved(frozenset((i, j))), alone[i], alone[j])) or others
    return found


def _interplay(together: Systems, one: Systems, other: Systems) -> bool:
    return any(abs(together[system] - one[system] - other[system]) >= THOUSAND for system in together)


def is_joint(first: Mapping[SystemId, int], last: Mapping[SystemId, int]) -> bool:
    """Rule 15.3: whether, for any system, worth alone and worth last differ in sign or by more than half, a unit at least."""
    for system, alone in first.items():
        at_last = last[system]
        most = max(abs(alone), abs(at_last))
        if most >= THOUSAND and (alone * at_last < 0 or 2 * abs(alone - at_last) > most):
            return True
    return False
