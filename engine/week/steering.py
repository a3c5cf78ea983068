"""How people steer the week: rankings, ratings and policies, in the shape that the kernel reads. Chapter 5 and 6."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from engine.ids import SystemId
from engine.units import THOUSAND
from engine.week.plan import Plan

Policies = Mapping[str, int]
"""By `policy subject`: `ration LRASM`, `shifts lrasm-troy`, `theatre-share korea`, `reserve-floor SM6`, `cover SM6`,
`rating SM6`. What is not in it stands at its default."""
NO_POLICIES: Policies = MappingProxyType({})

RATION, SHIFTS, SHARE, RESERVE, COVER, RATING = "ration", "shifts", "theatre-share", "reserve-floor", "cover", "rating"
COVER_WEEKS = 6
"""Rule 6.3: the standing requisition fills a theatre up to so many weeks of expected need."""
RESERVE_PERMILLE = 300
"""Rule 6.4: part of the rear stock of StartEx that no requisition touches."""
LOWEST_RATION = 300
"""Rule 6.2: no policy lets a theatre use less than so many permille of what it needs."""


@dataclass(slots=True)
class Steering:
    """Policies and ranking, by the places of a plan."""

    policies: Policies
    ranking: Sequence[SystemId]
    ration: list[int]
    cover: list[int]
    reserve: list[int]
    """Thousandths that stay in the rear, by system."""
    share: list[int]
    """Weights of the theatres."""
    shifts: list[int | None]
    """By line: ordered, forbidden, or left to the contract."""
    groups: list[list[int]]
    """Rule 5.6: lines in the order in which scarce components go to them; those of one group share."""


def steering_of(plan: Plan, policies: Policies, ranking: Sequence[SystemId]) -> Steering:
    """The steering of a week; the last one is kept, since it seldom changes."""
    known = plan.world.kept.get("steering")
    if isinstance(known, Steering) and known.ranking == ranking and known.policies == policies:
        return known
    steering = _steering(plan, policies, ranking)
    plan.world.kept["steering"] = steering
    return steering


def _steering(plan: Plan, policies: Policies, ranking: Sequence[SystemId]) -> Steering:
    reserve = [policies.get(f"{RESERVE} {one}", RESERVE_PERMILLE) for one in plan.systems]
    return Steering(
        policies=policies,
        ranking=ranking,
        ration=[max(LOWEST_RATION, policies.get(f"{RATION} {one}", THOUSAND)) for one in plan.systems],
        cover=[policies.get(f"{COVER} {one}", COVER_WEEKS) for one in plan.systems],
        reserve=[start * part // THOUSAND for start, part in zip(plan.rear_at_start, reserve, strict=True)],
        share=[policies.get(f"{SHARE} {one}", THOUSAND) for one in plan.theatre_ids],
        shifts=[policies.get(f"{SHIFTS} {one}") for one in plan.lines],
        groups=_groups(plan, policies, ranking),
    )


def _groups(plan: Plan, policies: Policies, ranking: Sequence[SystemId]) -> list[list[int]]:
    """DX before DO before what is not rated; among equals the ranked ones one after the other, then the rest together."""
    order: dict[tuple[int, int], list[int]] = {}
    for line, system in enumerate(plan.line_system):
        name = plan.systems[system]
        place = ranking.index(name) if name in ranking else len(ranking)
        order.setdefault((-policies.get(f"{RATING} {name}", 0), place), []).append(line)
    return [order[key] for key in sorted(order)]
