"""Standing policies and the ranking: how typical organisations steer the weeks between turns, from their own view."""

from collections.abc import Iterable, Iterator, Mapping

from bots.reading import at_war, days_left, limits, ranking, weeks_short
from engine.orders import Order, SetPolicy, SetRanking
from engine.policies import POLICIES, policy_key, subjects_of
from engine.views import View

RANKING = ("PAC3MSE", "LRASM", "SM6", "JASSMER", "TLAM", "AMRAAM", "SM3", "THAAD", "ASM", "GMLRS")
"""The order in which systems are ranked that are short for equally long: what guards bases and ships comes first, then what
sinks ships (notional)."""
RANKED_BEFORE_WAR = 4
"""Weeks before the shooting from which the staff ranks (notional: with the zone declared)."""
RATIONED, RATIONED_BELOW = 800, 7
"""Long-range missiles are rationed to so many permille of need below so many days of supply (notional: late and too little)."""
LONG_RANGE = ("LRASM", "JASSMER", "TLAM")
COVER = 8
"""Weeks of need that are requisitioned ahead once there is a war; the standing requisition asks for 6 (notional)."""
RESERVE_AT_WAR = 100
"""Permille of the rear stock that stays where it is, for systems that have run short (notional; 300 before)."""
TAIWAN_WEIGHT = 600
"""Of 1,000: how heavily the claim of a theatre behind a blockade counts (notional: what is sent there may not arrive)."""
RATED_HIGHEST = 3
"""So many systems are rated DX, all other priority systems DO (notional; in BK-08 everybody is DX)."""
SHARED: Mapping[str, int] = {
    "allies/japan": 1,
    "allies/south-korea": 1,
    "allies/australia": 2,
    "allies/taiwan": 1,
    "allies/uk": 2,
    "allies/nato-europe": 1,
}
"""What allies tell the department of their lines each week, by level: one below what their agreements with the United States
would bear (notional; the partners' levels of sharing are too). Who is not named shares nothing."""


def due_ranking(view: View) -> Iterable[SetRanking]:
    """The NSC staff ranks systems when a war is near, and anew when other systems are short."""
    near = view.week + RANKED_BEFORE_WAR >= view.world.deck.shooting_week
    if view.organisation != "nsc/staff" or not near:
        return
    known = [one for one in RANKING if one in view.world.systems]
    systems = tuple(sorted(known, key=lambda one: -weeks_short(view, one)))
    if systems != ranking(view):
        yield SetRanking(systems=systems)


def due_policies(view: View) -> Iterable[Order]:
    """Every standing policy that this organisation wants to stand elsewhere than it does."""
    for policy, subject, value in _wanted(view):
        declared = POLICIES[policy]
        key = policy_key(policy, subject, view.organisation)
        standing = view.policies.get(key, declared.default)
        if standing != value and subject in subjects_of(view.world, declared, view.organisation):
            yield SetPolicy(policy=policy, subject=subject, value=value)


def _wanted(view: View) -> Iterator[tuple[str, str, int]]:
    match view.organisation:
        case "dod/indopacom":
            yield from _command(view)
        case "nsc/staff":
            yield from _staff(view)
        case "dod/as" if "dpa-ratings" in view.authorities:
            yield from _ratings(view)
        case "industry/primes":
            yield from ((policy, line, 1) for policy, line in _shifts(view))
        case ally if ally in SHARED:
            yield "sharing", "dod/as", SHARED[ally]
        case _:
            return


def _command(view: View) -> Iterator[tuple[str, str, int]]:
    if not at_war(view):
        return
    for system in view.world.systems:
        yield "cover", system, COVER
        if weeks_short(view, system):
            yield "reserve-floor", system, RESERVE_AT_WAR
        left = days_left(view, system)
        if system in LONG_RANGE and left is not None:
            yield "ration", system, RATIONED if left < RATIONED_BELOW else 1_000


def _staff(view: View) -> Iterator[tuple[str, str, int]]:
    if view.week + RANKED_BEFORE_WAR >= view.world.deck.shooting_week and len(view.world.theatres) > 1:
        yield "theatre-share", "taiwan", TAIWAN_WEIGHT


def _ratings(view: View) -> Iterator[tuple[str, str, int]]:
    """Once the act is renewed: what is short for longest DX, all else that has priority DO."""
    systems = sorted(view.world.deck.priority_systems, key=lambda one: -weeks_short(view, one))
    for place, system in enumerate(systems):
        yield "rating", system, 2 if place < RATED_HIGHEST else 1


def _shifts(view: View) -> Iterator[tuple[str, str]]:
    """More shifts where people are what holds a line up."""
    if at_war(view):
        yield from (("shifts", line) for line, limit in limits(view).items() if limit == "workforce")
