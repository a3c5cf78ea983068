"""Chapter 10: how moods fade, what deterrence is measured from, and what an announced line in Taiwan may do."""

from collections.abc import Collection

from engine import events as e
from engine.dice import draw
from engine.exercise import Exercise
from engine.ids import InitiativeId, OrganisationId, SystemId, TheatreId
from engine.rules.adversary import open_sites
from engine.rules.outcomes import moved
from engine.unfolding import Unfolding
from engine.units import THOUSAND, weekly_rate

FADES_EVERY = 13
"""Rule 10.2: weeks in which a mood moves one point back towards where it began."""
FADING = ("confidence", "politics-", "trust-", "escalation")
STOCK_POINTS = 20
RATE_POINTS = 30
SITE_POINTS = 1
MOST_POINTS = 30
"""Rule 10.3: points for all of the weighted stock of StartEx, for a doubling of the weighted rate, for an open site, and
the most that each may add or take."""
TAIWAN = OrganisationId("allies/taiwan")
WINDOW_POINTS = 5
"""Rule 10.4: the most by which an announced line in Taiwan moves escalation and deterrence, in either direction."""


def fade(unfolding: Unfolding) -> None:
    """Rule 10.2: every quarter confidence, politics, trust and escalation move one point towards where they began."""
    exercise = unfolding.exercise
    if exercise.week % FADES_EVERY:
        return
    for key, kind in exercise.world.index_kinds.items():
        value = exercise.indices.get(key, kind.start.value)
        away = value - kind.start.value
        if away and key.startswith(FADING):
            by = -1 if away > 0 else 1
            unfolding.happen(moved(exercise, key, by, "fading"))


def measure_deterrence(unfolding: Unfolding) -> None:
    """Rule 10.3: deterrence moves with the visible stock, the visible rate and the number of open sites.

    stock = 20 x (weighted theatre stock / that of StartEx - 1), rate = 30 x (weighted output / that of StartEx - 1),
    sites = 1 each; each at most 30 either way, in whole points. Announced shortages and signals are effects of their own.
    """
    exercise = unfolding.exercise
    if "deterrence" not in exercise.indices:
        return
    stock = _points(STOCK_POINTS, *_weighted_stock(exercise))
    rate = _points(RATE_POINTS, *_weighted_rate(exercise))
    dispersion = min(MOST_POINTS, SITE_POINTS * len(open_sites(exercise)))
    before = exercise.deterrence_measured
    measured = e.DeterrenceMeasured(week=exercise.week, stock=stock, rate=rate, dispersion=dispersion)
    by = stock + rate + dispersion - before
    if by:
        unfolding.happen(measured)
        unfolding.happen(moved(unfolding.exercise, "deterrence", by, "measured"))


def _points(worth: int, now: int, at_start: int) -> int:
    if at_start <= 0:
        return 0
    points = worth * (now - at_start) // at_start if now >= at_start else -(worth * (at_start - now) // at_start)
    return max(-MOST_POINTS, min(MOST_POINTS, points))


def _weighted_stock(exercise: Exercise) -> tuple[int, int]:
    now = at_start = 0
    for key, system in exercise.world.systems.items():
        worth = system.unit_cost.value * system.weight.value
        for holding in system.holdings:
            if holding.theatre in exercise.world.theatres:
                at_start += holding.units.value * THOUSAND * worth
                now += exercise.stocks.theatre[TheatreId(holding.theatre)][key] * worth
    return now, at_start


def _weighted_rate(exercise: Exercise) -> tuple[int, int]:
    now = at_start = 0
    for key, line in exercise.world.lines.items():
        system = exercise.world.systems[SystemId(line.system)]
        worth = system.unit_cost.value * system.weight.value
        at_start += (weekly_rate(line.rate.value) if line.open else 0) * worth
        now += exercise.stocks.lines[key].finished * worth
    return now, at_start


def open_windows(unfolding: Unfolding, done: Collection[InitiativeId]) -> None:
    """Rule 10.4: a line in Taiwan that comes about moves escalation and deterrence by a drawn sign and size.

    Two readings of the same editorial are public, and the model chooses neither: -5 to 5 points, keyed by the line.
    """
    exercise = unfolding.exercise
    for identity, line in open_sites(exercise) if done else ():
        if identity not in done or exercise.world.lines[line].country != TAIWAN:
            continue
        for index in ("escalation", "deterrence"):
            if index in exercise.indices:
                by = draw(exercise.seed, "window", line, index, week=0, sides=2 * WINDOW_POINTS + 1) - WINDOW_POINTS
                unfolding.happen(moved(unfolding.exercise, index, by, f"a line at {line}"))
