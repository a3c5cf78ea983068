"""Carries out the words of `engine/effects.py`: from a declared effect to the events that make it so (rule 12.3)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, assert_never

from engine import effects as f
from engine import events as e
from engine.exercise import Exercise, Stocks
from engine.ids import AccountId, ComponentId, InitiativeId, LineId, OrganisationId, SystemId
from engine.playbook import fill
from engine.rules.money import main_line, tooling_add
from engine.units import CENTS_IN_THOUSAND_DOLLARS, THOUSAND, weekly_rate, weeks_of_months
from engine.week.production import base_rate
from engine.world import World

SITE_BOOK_WEEKS = 104
"""Rule 5.7: an expanded allied line has orders above its level schedule for so many weeks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What brings an effect about, and since when it stands."""

    name: str
    since: int
    initiative: InitiativeId | None = None
    parties: tuple[OrganisationId, ...] = ()


def bound(effect: f.Effect, parameters: Mapping[str, str]) -> f.Effect:
    """The effect with an initiative's parameters in the place of their `{names}`."""
    filled: dict[str, Any] = {}
    for one in fields(effect):
        value = getattr(effect, one.name)
        if isinstance(value, str):
            text = fill(value, parameters)
            filled[one.name] = int(text) if one.name in ("units", "percent") else text
    return replace(effect, **filled)


def carry_out(exercise: Exercise, effect: f.Effect, cause: Cause) -> Iterator[e.Event]:
    """Rule 12.3: what happens when this effect comes about."""
    match effect:
        case f.ContractEffect() | f.ComponentEffect() | f.SiteEffect():
            yield from on_lines(exercise.world, effect, cause)
        case f.StockEffect():
            yield _stock(exercise.stocks, effect, cause)
        case f.MoneyEffect():
            account = exercise.world.accounts[effect.account]
            amount = effect.thousand_dollars * CENTS_IN_THOUSAND_DOLLARS
            yield e.MoneyArrived(
                account=AccountId(account.id),
                owner=OrganisationId(account.owner),
                amount=max(amount, -exercise.balances.get(account.id, 0)),  # rule 7.1: never overdrawn
                week=exercise.week,
                cause=cause.name,
            )
        case f.IndexEffect():  # rule 10.1: an index never leaves 0 to 100
            value = max(0, min(100, exercise.indices[effect.index] + effect.by))
            by = value - exercise.indices[effect.index]
            yield e.IndexMoved(index=effect.index, by=by, value=value, cause=cause.name)
        case f.TransitEffect():
            yield e.TransitChanged(permille=effect.permille, cause=cause.name)
        case f.RevealEffect():
            component = ComponentId(effect.component)
            spare = exercise.world.components[component].spare.value
            yield e.CapacityRevealed(organisation=OrganisationId(effect.to), component=component, spare=spare)
        case _:
            assert_never(effect)


def on_lines(
    world: World, effect: f.ContractEffect | f.ComponentEffect | f.SiteEffect, cause: Cause
) -> Iterator[e.ContractRaised | e.ToolingBegun | e.ComponentExpansionBegun]:
    """The effects that make more: on a true or on a believed world alike."""
    match effect:
        case f.ContractEffect():
            yield from _contract(world, SystemId(effect.system), int(effect.units), cause)
        case f.ComponentEffect():
            component = ComponentId(effect.component)
            weeks = weeks_of_months(world.components[component].expand_months.value)
            yield _expansion(world, component, int(effect.percent), weeks, cause)
        case f.SiteEffect():
            yield from _site(world, effect, cause)


def _contract(world: World, system: SystemId, units: int, cause: Cause) -> Iterator[e.ContractRaised | e.ToolingBegun]:
    """Rule 5.3: units on the book of the main line, shifts, and the tooling that the price has paid for."""
    line = main_line(world, system)
    operator = OrganisationId(line.operator)
    parties = tuple(sorted({*cause.parties, operator}))
    yield e.ContractRaised(
        line=LineId(line.id), units=units * THOUSAND, since=cause.since, initiative=cause.initiative, parties=parties
    )
    yield e.ToolingBegun(
        line=LineId(line.id),
        add=tooling_add(world, system, units),
        weeks=weeks_of_months(world.systems[system].expand_months.value),
        since=cause.since,
        initiative=cause.initiative,
        parties=parties,
    )


def _expansion(world: World, component: ComponentId, percent: int, weeks: int, cause: Cause) -> e.ComponentExpansionBegun:
    operator = OrganisationId(world.components[component].operator)
    return e.ComponentExpansionBegun(
        component=component,
        add=world.component_base[component] * percent // 100,
        weeks=weeks,
        since=cause.since,
        initiative=cause.initiative,
        parties=tuple(sorted({*cause.parties, operator})),
    )


def _site(
    world: World, effect: f.SiteEffect, cause: Cause
) -> Iterator[e.ContractRaised | e.ToolingBegun | e.ComponentExpansionBegun]:
    """Rule 5.7: an allied line reaches its declared target; on the rung `components` a second source opens as well."""
    lines = world.lines.values()
    line = next(one for one in lines if one.system == effect.system and one.country == effect.country)
    add = max(0, weekly_rate(line.target.value) - base_rate(line))
    parties = tuple(sorted({*cause.parties, OrganisationId(line.operator)}))
    yield e.ContractRaised(
        line=LineId(line.id),
        units=add * SITE_BOOK_WEEKS,
        since=cause.since,
        initiative=cause.initiative,
        parties=parties,
    )
    yield e.ToolingBegun(
        line=LineId(line.id),
        add=add,
        weeks=effect.weeks,
        since=cause.since,
        initiative=cause.initiative,
        parties=parties,
    )
    if effect.rung == "components":
        component = ComponentId(effect.component)
        yield _expansion(world, component, effect.component_percent, effect.component_weeks, cause)


def _stock(stocks: Stocks, effect: f.StockEffect, cause: Cause) -> e.StockChanged:
    system = SystemId(effect.system)
    stock = max(0, stocks.theatre[system] + effect.units * THOUSAND)
    return e.StockChanged(system=system, by=stock - stocks.theatre[system], stock=stock, cause=cause.name)
