"""What the plan of the Taiwan blockade promises: its sixteen first injects, its dates, its decisions and its two starts."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

import pytest

from engine import effects as f
from engine import events as e
from engine.apply_stocks import OnStocks
from engine.baseline import REAR
from engine.conditions import AllOf, WeekReached
from engine.deck import Inject, ReleaseOnCondition
from engine.ids import SystemId, TheatreId
from engine.stocks import Stocks
from engine.units import THOUSAND
from engine.week.chance import Expected
from engine.week.kernel import Steered, run_weeks, stocks_at_start
from engine.world import World
from injects.checks.load import MOST_DECISIONS, MOST_INJECTS, load_table
from injects.load import load_world, read_deck

BLOCKADE = "taiwan-blockade"
PLANNED = [f"BK-{number:02}" for number in range(1, 17)]
WHOLE = read_deck(BLOCKADE).world
STARTS = [start.id for start in WHOLE.deck.starts]
ADVERSARIES = {one.id for one in WHOLE.baseline.adversaries}
FIRST_CONVOY = (SystemId("SM6"), TheatreId("western-pacific"), -120)
"""What the first convoy fight takes, beyond what the weeks need."""


def inject(reference: str) -> Inject:
    return next(one for one in WHOLE.deck.injects if one.reference == reference)


def test_the_sixteen_planned_injects_are_there_at_every_pace() -> None:
    planned = [inject(reference) for reference in PLANNED]

    assert [one.paces for one in planned] == [()] * len(PLANNED)
    assert [one.starts for one in planned[1:]] == [()] * (len(PLANNED) - 1)


def test_every_objective_is_tested_by_an_inject_of_every_start() -> None:
    for start in STARTS:
        deck = load_world(BLOCKADE, start=start).deck

        assert {one.objective for one in deck.injects} == {f"O{number}" for number in range(1, 11)}


@pytest.mark.parametrize("start", STARTS)
def test_every_organisation_has_a_decision_in_every_turn_of_every_pace_and_never_too_many(start: str) -> None:
    rows = [row for row in load_table(WHOLE) if row.start == start and row.organisation not in ADVERSARIES]

    assert {row.pace for row in rows} == {"half-day", "day", "two-days", "distributed"}
    assert min(row.ways for row in rows) >= 2
    assert min(row.levers for row in rows) >= 1
    assert max(row.injects for row in rows) <= MOST_INJECTS
    assert max(row.decisions for row in rows) <= MOST_DECISIONS


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


def test_every_inject_bears_the_real_marking_of_the_deck_and_a_fictional_level_of_its_own() -> None:
    assert {one.marking for one in WHOLE.deck.injects} == {WHOLE.deck.marking}
    assert [one.id for one in WHOLE.deck.injects if not one.fictional_level or "//" in one.fictional_level] == []


def test_choices_of_an_inject_lead_to_states_of_their_own() -> None:
    for one in WHOLE.deck.injects:
        outcomes = [choice.effects for choice in one.choices]

        assert len(outcomes) == len(set(map(repr, outcomes))), one.id


def test_no_choice_lowers_what_is_needed() -> None:
    """Need is demand before rationing: nobody closes a shortage by not shooting."""
    chosen = [effect for one in WHOLE.deck.injects for choice in one.choices for effect in choice.effects]

    assert [effect for effect in chosen if isinstance(effect, f.DemandEffect) and effect.permille < THOUSAND] == []


def test_red_has_a_standing_action_for_each_adversary_and_can_pay_for_what_it_would_do_in_a_year() -> None:
    budgets = {one.id: one.campaign_budget.value + 4 * one.budget_per_quarter.value for one in WHOLE.baseline.adversaries}
    by_adversary = {
        adversary: sum(action.cost for action in actions)
        for adversary, actions in groupby(sorted(WHOLE.deck.red, key=lambda one: one.by), key=lambda one: one.by)
    }

    assert set(by_adversary) == ADVERSARIES
    assert all(cost <= budgets[adversary] for adversary, cost in by_adversary.items())


def zone(_: Stocks) -> Iterator[OnStocks]:
    """What the zone does to lift: the effects of BK-04 that the weeks before the war feel."""
    for effect in inject("BK-04").effects:
        if isinstance(effect, f.TransitEffect):
            yield e.TransitChanged(theatre=TheatreId(effect.theatre), permille=effect.permille, until=0, cause="zone")


def drawn(world: World, weeks: int) -> Sequence[f.StockEffect]:
    """What so many weeks without any order leave, at expected need: whole units by system and place, those under way too."""
    opening = stocks_at_start(world)
    course = run_weeks(
        world,
        opening,
        range(1, weeks + 1),
        Expected(),
        steered={1: Steered(confidence=50)},
        due={14: [zone]},
    )
    taken: list[tuple[SystemId, str, int]] = []
    for system in world.systems:
        for theatre in world.theatres:
            under_way = sum(one.units for one in course.stocks.transit if (one.theatre, one.system) == (theatre, system))
            left = course.stocks.theatre[theatre][system] + under_way - opening.theatre[theatre][system]
            fought = FIRST_CONVOY[2] if FIRST_CONVOY[:2] == (system, theatre) else 0
            taken.append((system, theatre, left // THOUSAND + fought))
        taken.append((system, REAR, (course.stocks.rear[system] - opening.rear[system]) // THOUSAND))
    return [f.StockEffect(effect="stock", system=system, theatre=at, units=units) for system, at, units in taken if units]


def test_the_start_at_war_finds_what_seventeen_weeks_without_an_order_leave() -> None:
    start = next(one for one in WHOLE.deck.starts if one.id == "protracted")

    prelude = [effect for effect in start.effects if isinstance(effect, f.StockEffect)]

    assert start.week == WHOLE.deck.shooting_week
    assert prelude == drawn(load_world(BLOCKADE, start="warning"), start.week - 1)
