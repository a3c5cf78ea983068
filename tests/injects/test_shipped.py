from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from math import ceil

import pytest

from engine.apply_stocks import apply_to_stocks
from engine.declared import Figure
from engine.events import StockReported
from engine.week.chance import Expected
from engine.week.kernel import run_week, stocks_at_start
from engine.world import World, published
from injects.check import check
from injects.load import load_world, shipped_decks, shipped_variants

EVERY = [(deck, variant) for deck in shipped_decks() for variant in shipped_variants()]


def figures(value: object) -> Iterator[Figure]:
    """Every figure inside a declared value."""
    if isinstance(value, Figure):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from figures(getattr(value, field.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from figures(part)


def played(world: World) -> tuple[Counter[str], Counter[str], dict[str, int]]:
    """Need and shortage in units over the whole exercise without any order, and the week in which each first ran short."""
    stocks, need, short = stocks_at_start(world), Counter[str](), Counter[str]()
    first: dict[str, int] = {}
    for week in range(1, world.deck.weeks + 1):
        for event in run_week(world, stocks, week, Expected(), confidence=50):
            stocks = apply_to_stocks(stocks, event)
            if isinstance(event, StockReported):
                need[event.system] += event.need
                short[event.system] += event.short
                if event.short:
                    first.setdefault(event.system, week)
    whole = [Counter({key: units // 1000 for key, units in total.items()}) for total in (need, short)]
    return whole[0], whole[1], first


@pytest.mark.parametrize(("deck", "variant"), EVERY)
def test_every_shipped_deck_is_clean_on_every_variant(deck: str, variant: str) -> None:
    report = check(deck, variant)

    assert report.problems == ()
    assert load_world(deck, variant).baseline.id == variant


@pytest.mark.parametrize(("deck", "variant"), EVERY)
def test_every_figure_of_a_shipped_world_has_a_source(deck: str, variant: str) -> None:
    world = load_world(deck, variant)

    without = [figure for figure in figures(world.baseline) if not figure.source]
    assert without == []
    assert all(need.source for need in world.deck.need)
    steps = [step for lever in world.baseline.playbook for step in lever.steps]
    assert [step.id for step in steps if not (step.duration.source if step.duration else step.source)] == []
    assert world.baseline.theatre.source


@pytest.mark.parametrize(("deck", "variant"), EVERY)
def test_every_stock_is_notional(deck: str, variant: str) -> None:
    world = load_world(deck, variant)

    assert all(one.stock_world.notional and one.stock_theatre.notional for one in world.baseline.systems)


@pytest.mark.parametrize(("deck", "variant"), EVERY)
def test_a_published_world_tells_no_secret(deck: str, variant: str) -> None:
    world = published(load_world(deck, variant))

    assert (world.deck.injects, world.deck.briefs) == ((), ())
    assert all(one.spare == one.public_spare for one in world.baseline.components)


def test_the_weeks_of_the_blockade_follow_the_rule_of_its_calendar() -> None:
    def week_of(day: int) -> int:
        return 14 + day // 7 if day >= 0 else ceil((day + 91) / 7)

    world = load_world("taiwan-blockade")

    weeks = {one.reference: one.release.week for one in world.deck.injects if one.release.by == "brief"}
    assert [week_of(day) for day in (-90, -1, 0, 28)] == [1, 13, 14, world.deck.shooting_week]
    assert weeks == {"BK-01": week_of(-60), "BK-02": week_of(-45), "BK-04": week_of(0), "BK-07": week_of(10)}


def test_the_blockade_needs_and_lacks_about_what_the_calibration_found() -> None:
    need, short, first = played(load_world("taiwan-blockade"))

    assert need == {"LRASM": 2346, "PAC3MSE": 6716}
    assert first == {"LRASM": 18, "PAC3MSE": 18}
    assert 1400 <= short["LRASM"] <= 1600
    assert 3200 <= short["PAC3MSE"] <= 4600


def test_a_depleted_start_is_short_of_more_interceptors_and_of_as_many_other_missiles() -> None:
    _, start, _ = played(load_world("taiwan-blockade", "start-2026"))
    _, mid, _ = played(load_world("taiwan-blockade", "mid-2026"))

    assert mid["PAC3MSE"] > start["PAC3MSE"]
    assert mid["LRASM"] == start["LRASM"]


def test_every_organisation_of_the_blockade_has_a_brief_a_lever_and_a_decision() -> None:
    world = load_world("taiwan-blockade")

    assert set(world.briefs) == set(world.organisations)
    deciders = {step.by.replace("{country}", "allies/japan") for one in world.baseline.playbook for step in one.steps}
    assert deciders == set(world.organisations)
    assert {who for one in world.baseline.playbook for who in one.proposers} == set(world.organisations)
    assert [one.organisation for one in world.deck.briefs if one.reveals] == ["industry/primes"]
