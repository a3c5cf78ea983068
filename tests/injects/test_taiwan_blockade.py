"""What the plan of the Taiwan blockade promises: its sixteen first injects, its dates, its decisions and its two starts."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from engine import effects as f
from engine import events as e
from engine.apply_stocks import OnStocks
from engine.conditions import AllOf, WeekReached
from engine.deck import Inject, ReleaseOnCondition
from engine.ids import TheatreId
from engine.stocks import Stocks
from tests.support.decks import main_world, whole_deck
from tests.support.prelude import drawn

BLOCKADE = "taiwan-blockade"
PLANNED = [f"BK-{number:02}" for number in range(1, 17)]
WHOLE = whole_deck(BLOCKADE)
STARTS = [start.id for start in WHOLE.deck.starts]
ADVERSARIES = {one.id for one in WHOLE.baseline.adversaries}
FIRST_CONVOY = {("SM6", "western-pacific"): -120}
"""What the first convoy fight takes, beyond what the weeks need."""


def inject(reference: str) -> Inject:
    return next(one for one in WHOLE.deck.injects if one.reference == reference)


def test_the_sixteen_planned_injects_are_there_at_every_pace() -> None:
    planned = [inject(reference) for reference in PLANNED]

    assert [one.paces for one in planned] == [()] * len(PLANNED)
    assert [one.starts for one in planned[1:]] == [()] * (len(PLANNED) - 1)


def changing_the_law(*, in_force: bool) -> list[Inject]:
    """Injects that bring an authority into force, or end it."""
    return [
        one
        for one in WHOLE.deck.injects
        if any(isinstance(effect, f.AuthorityEffect) and effect.in_force is in_force for effect in one.effects)
    ]


def test_a_stopgap_comes_into_force_in_the_week_of_every_october_the_first() -> None:
    releases = [one.release.week if one.release.by == "week" else 18 for one in changing_the_law(in_force=False)]
    first_day = date.fromisoformat(WHOLE.deck.start_date)
    octobers = [
        week
        for week in range(1, WHOLE.deck.weeks + 1)
        for day in range(7)
        if (first_day + timedelta(days=7 * (week - 1) + day)).strftime("%d %m") == "01 10"
    ]

    assert [week + 1 for week in releases] == octobers
    zone_declared = first_day + timedelta(weeks=13)
    assert zone_declared + timedelta(days=35) == date(2026, 10, 1)


@pytest.mark.parametrize(("year", "late"), list(enumerate(changing_the_law(in_force=True))))
def test_a_stopgap_that_nobody_ends_lasts_as_long_as_the_last_one_before_the_exercise(year: int, late: Inject) -> None:
    """The act of 3 February 2026 came 125 days into its fiscal year."""
    last = (date(2026, 2, 3) - date(2025, 10, 1)).days // 7 + 1
    released = WeekReached(condition="week", at_least=18 + 52 * year + last)

    assert isinstance(late.release, ReleaseOnCondition)
    assert isinstance(late.release.when, AllOf)
    assert released in late.release.when.of


def test_the_ceasefire_feeler_is_read_by_the_staff_and_red_alone() -> None:
    feeler = inject("BK-16")

    assert (feeler.to, feeler.seen_by) == (("nsc/staff",), ("red/prc",))
    asked = {effect.inject for choice in feeler.choices for effect in choice.effects if isinstance(effect, f.InjectEffect)}
    assert [one.release.by for one in WHOLE.deck.injects if one.id in asked] == ["control"]


def zone(_: Stocks) -> Iterator[OnStocks]:
    """What the zone does to lift: the effects of BK-04 that the weeks before the war feel."""
    for effect in inject("BK-04").effects:
        if isinstance(effect, f.TransitEffect):
            yield e.TransitChanged(theatre=TheatreId(effect.theatre), permille=effect.permille, until=0, cause="zone")


def test_the_start_at_war_finds_what_seventeen_weeks_without_an_order_leave() -> None:
    start = next(one for one in WHOLE.deck.starts if one.id == "protracted")

    prelude = [effect for effect in start.effects if isinstance(effect, f.StockEffect)]

    assert start.week == WHOLE.deck.shooting_week
    assert prelude == drawn(main_world(BLOCKADE, start="warning"), start.week - 1, FIRST_CONVOY, {14: [zone]})
