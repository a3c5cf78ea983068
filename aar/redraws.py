"""Redraws of chance: the worlds once more under other dice, orders as recorded, for how far the figures reach (rule 15.11)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from aar.attribution import worth_of_boundaries
from aar.kept import NOTHING_KEPT, Kept, each_kept
from aar.reading import Played
from aar.worlds.change import Added, Boundary
from aar.worlds.ladder import KEYS, ladder_of
from aar.worlds.physics import forget_dice
from engine.ids import SystemId

FOR_BOUNDARIES = 20
"""Rule 15.11: the worth of boundaries is drawn again so many times at the most."""
LOW, MIDDLE, HIGH = 50, 500, 950
"""Rule 15.11: what is told of the redraws, in permille of them."""

Progress = Callable[[int, int], None]
Split = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How far a figure reaches over the redraws: 5 percent of them lie at or below `p5`, 5 percent at or above `p95`."""

    median: int
    p5: int
    p95: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Redraw:
    """One redraw: thousandths short by system, how that divides, and what each boundary's waits cost."""

    short: Mapping[SystemId, int]
    split: Mapping[SystemId, Split]
    share: Mapping[Boundary, Mapping[SystemId, int]] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Redrawn:
    """All redraws, figure by figure; thousandths."""

    count: int
    for_boundaries: int
    short: Mapping[SystemId, Spread]
    split: Mapping[SystemId, Mapping[str, Spread]]
    share: Mapping[Boundary, Mapping[SystemId, Spread]]


def redrawn(
    played: Played,
    added: tuple[Added, ...],
    *,
    count: int,
    workers: int = 1,
    progress: Progress = lambda done, of: None,
    kept: Kept = NOTHING_KEPT,
) -> Redrawn:
    """Rule 15.11: so many redraws; the same whatever the number of processes. `added` is what the planner proposed."""
    drawn = []
    redraws = each_kept(kept, Redraw, range(1, count + 1), "redraw {}".format, _redraw, lambda: (played, added), workers)
    for done, one in enumerate(redraws, start=1):
        drawn.append(one)
        progress(done, count)
    shares = [one.share for one in drawn if one.share is not None]
    systems = list(played.start.world.systems)
    return Redrawn(
        count=count,
        for_boundaries=len(shares),
        short={system: spread_of([one.short[system] for one in drawn]) for system in systems},
        split={system: {key: spread_of([one.split[system][key] for one in drawn]) for key in KEYS} for system in systems},
        share={
            boundary: {system: spread_of([share[boundary][system] for share in shares]) for system in systems}
            for boundary in (shares[0] if shares else ())
        },
    )


def spread_of(values: Sequence[int]) -> Spread:
    """Rule 15.11: each is a value that was drawn, the one whose rank is nearest."""
    ordered = sorted(values)

    def at(permille: int) -> int:
        return ordered[((len(ordered) - 1) * permille + 500) // 1_000]

    return Spread(median=at(MIDDLE), p5=at(LOW), p95=at(HIGH))


def redraw(played: Played, added: tuple[Added, ...], number: int) -> Redraw:
    """Rule 15.11: every world of the ladder under another seed, the same for all of them."""
    seed = f"{played.start.seed} redrawn {number}"
    split = ladder_of(played, seed=seed, added=added).split()
    by_system: dict[SystemId, dict[str, int]] = {}
    for (_, system), shares in split.items():
        total = by_system.setdefault(system, dict.fromkeys(KEYS, 0))
        for key, units in shares.items():
            total[key] += units
    share = None
    if number <= FOR_BOUNDARIES:
        worth, _ = worth_of_boundaries(played, seed=seed)
        share = {one.boundary: one.share for one in worth}
    forget_dice(played.start.world, seed)
    return Redraw(short={system: sum(one.values()) for system, one in by_system.items()}, split=by_system, share=share)


def _redraw(given: tuple[Played, tuple[Added, ...]], number: int) -> Redraw:
    return redraw(*given, number)
