"""Who gets scarce components: a floor for every line, then ratings, the ranking, and all others in proportion (rule 5.6)."""

from collections.abc import Sequence
from typing import NamedTuple

from engine.units import THOUSAND, share_out
from engine.week.plan import Plan, Table
from engine.week.steering import Steering

ROUNDS = 2
"""Rule 5.6: what one line cannot use for want of another part is offered once more to the others."""
Rows = dict[int, list[tuple[int, int]]]
"""By line: the scarce components that it takes, and thousandths of each for a unit."""


class Shared(NamedTuple):
    """What each line starts, the component that held it up where one did, and what is built in of each component."""

    started: Table
    short_of: dict[int, int]
    built_in: Table
    scarce: tuple[int, ...]
    """The components of which lines asked for more than there was."""


def share_components(plan: Plan, steering: Steering, wish: Table, available: Table) -> Shared:
    """Rule 5.6: who gets what there is."""
    claims = built_into(plan, wish)
    scarce = tuple(component for component, claim in enumerate(claims) if claim > available[component])
    if not scarce:
        return Shared(wish, {}, claims, scarce)
    rows: Rows = {}
    for line, units in enumerate(wish):
        taken = [one for one in plan.materials[line] if one[0] in scarce]
        if units and taken:
            rows[line] = taken
    started = [0 if line in rows else units for line, units in enumerate(wish)]
    left = {component: available[component] for component in scarce}
    short_of: dict[int, int] = {}
    _share(rows, {line: min(wish[line], plan.floor[line]) for line in rows}, started, left, short_of)
    for group in steering.groups:
        _share(rows, {line: wish[line] for line in group if line in rows}, started, left, short_of)
    return Shared(started, short_of, built_into(plan, started), scarce)


def built_into(plan: Plan, started: Sequence[int]) -> Table:
    """Thousandths of each component that go into what lines start; part of a thousandth counts as a whole one."""
    total = [0] * len(plan.components)
    for units, materials in zip(started, plan.materials, strict=True):
        if units:
            for component, each in materials:
                total[component] += -(-units * each // THOUSAND)
    return total


def _share(rows: Rows, targets: dict[int, int], started: Table, left: dict[int, int], short_of: dict[int, int]) -> None:
    """Give these lines what they still lack of their targets, in proportion where a component does not suffice."""
    for _ in range(ROUNDS):
        missing = {line: target - started[line] for line, target in targets.items() if target > started[line]}
        if not missing:
            return
        claims: dict[int, list[tuple[int, int, int]]] = {}
        for line, units in missing.items():
            for component, each in rows[line]:
                claims.setdefault(component, []).append((line, each, -(-units * each // THOUSAND)))
        for component, claimed in claims.items():
            shares = [claim for _, _, claim in claimed]
            if sum(shares) <= left[component]:
                continue
            granted = share_out(left[component], shares)
            for (line, each, _), share in zip(claimed, granted, strict=True):
                limit = share * THOUSAND // each
                if limit < missing[line]:
                    missing[line] = limit
                    short_of[line] = component
        for line, units in missing.items():
            started[line] += units
            for component, each in rows[line]:
                left[component] -= -(-units * each // THOUSAND)
