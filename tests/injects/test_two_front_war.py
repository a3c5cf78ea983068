"""What the plan of the two-front war promises: fifteen injects, Korea's need and share, branches, a start with both wars on."""

from datetime import date, timedelta

import pytest

from bots.table import Table
from engine import effects as f
from engine import events as e
from engine.deck import Inject
from engine.ids import SystemId, TheatreId
from engine.phases import Phase
from engine.units import THOUSAND
from engine.week.chance import Expected
from engine.week.kernel import Steered, run_weeks, stocks_at_start
from tests.support.decks import main_world, whole_deck
from tests.support.main_games import BRANCHES, branching_game, events_of, main_game, released
from tests.support.prelude import drawn

TWO_FRONTS = "two-front-war"
PLANNED = [f"TF-{number:02}" for number in range(1, 16)]
WHOLE = whole_deck(TWO_FRONTS)
WORLD = main_world(TWO_FRONTS)
KOREA = "korea"
BATTERIES = {
    ("PAC3MSE", KOREA): -40,
    ("PAC3MSE", "western-pacific"): 40,
    ("THAAD", KOREA): -12,
    ("THAAD", "western-pacific"): 12,
}
"""What TF-01 moves, beyond what the weeks need."""
UNRANKED = "motor-line-churns-two-wars"


def inject(reference: str) -> Inject:
    return next(one for one in WHOLE.deck.injects if one.reference == reference)


def unmet(table: Table) -> dict[tuple[str, str], int]:
    """Thousandths short, by theatre and system."""
    found: dict[tuple[str, str], int] = {}
    for event in events_of(table):
        if isinstance(event, e.StocksReported):
            for row in event.rows:
                found[row.theatre, row.system] = found.get((row.theatre, row.system), 0) + row.short
    return found


def test_the_fifteen_planned_injects_are_there_at_every_pace_and_from_every_start_that_they_are_not_over_at() -> None:
    planned = [inject(reference) for reference in PLANNED]
    later = {one.reference for one in main_world(TWO_FRONTS, start="both-fronts").deck.injects}

    assert [one.paces for one in planned] == [()] * len(PLANNED)
    assert [one.starts for one in planned] == [()] * len(PLANNED)
    assert set(PLANNED) - later == {"TF-01", "TF-02", "TF-03"}


def test_the_weeks_of_the_plan_follow_the_rule_of_its_calendar() -> None:
    weeks = {one.reference: one.release.week for one in WHOLE.deck.injects if one.release.by == "brief"}

    days = {"TF-02": 6, "TF-04": 22, "TF-07": 40, "TF-09": 60, "TF-11": 110, "TF-13": 213, "TF-15": 609}
    assert {key: weeks[key] for key in days} == {key: 14 + day // 7 for key, day in days.items()}
    assert WHOLE.deck.shooting_week == 14
    first_day = date.fromisoformat(WHOLE.deck.start_date)
    assert (first_day + timedelta(weeks=13, days=35)).strftime("%d %m") == "01 10"


def test_korea_needs_nothing_before_its_war_and_everything_but_lrasm_from_then_on() -> None:
    rows = [one for one in WORLD.deck.need if one.theatre == KOREA]
    first = {one.system: min(row.first_week for row in rows if row.system == one.system) for one in rows}

    assert set(first.values()) == {17}
    assert set(first) == {one.system for one in WORLD.deck.need} - {"LRASM"}
    assert all(one.tag == "N" for one in rows)


def test_what_stands_in_korea_is_taken_out_of_the_pacific() -> None:
    before = {one.id: one for one in WHOLE.baseline.systems}

    for system in WORLD.baseline.systems:
        assert system.stock_world.value == before[system.id].stock_world.value
        held = sum(one.units.value for one in system.holdings)
        assert held == sum(one.units.value for one in before[system.id].holdings)


def short_of_interceptors(theatre: str, policies: dict[str, int]) -> int:
    steered = {1: Steered(confidence=50, policies=policies)}
    course = run_weeks(WORLD, stocks_at_start(WORLD), range(1, 53), Expected(), steered=steered)
    return sum(course.short(SystemId("PAC3MSE"), TheatreId(theatre)))


def test_the_weights_between_the_theatres_decide_who_is_short_of_interceptors() -> None:
    pacific_first, korea_first = {"theatre-share korea": 100}, {"theatre-share western-pacific": 100}

    for theatre, first, second in ((KOREA, korea_first, pacific_first), ("western-pacific", pacific_first, korea_first)):
        assert short_of_interceptors(theatre, first) < short_of_interceptors(theatre, {})
        assert short_of_interceptors(theatre, {}) < short_of_interceptors(theatre, second)


@pytest.mark.parametrize("name", ["typical", "prompt"])
def test_bots_play_it_to_the_end_without_a_refused_order_and_both_wars_lack_interceptors(name: str) -> None:
    table = main_game(TWO_FRONTS, "half-day", name, "1")

    assert table.exercise.phase is Phase.SEALED
    assert table.exercise.week == WORLD.deck.weeks + 1
    short = unmet(table)
    for theatre in ("western-pacific", KOREA):
        assert short[theatre, "PAC3MSE"] > 500 * THOUSAND
    assert short[KOREA, "ART155"] > 0


def test_a_motor_line_churns_only_where_nobody_ranks() -> None:
    assert UNRANKED not in released(main_game(TWO_FRONTS, "half-day", "prompt", "1"))
    assert UNRANKED in released(branching_game(TWO_FRONTS))


def test_red_moves_on_both_fronts_and_in_every_turn_of_a_game_of_ten() -> None:
    moved = [event for event in events_of(branching_game(TWO_FRONTS)) if isinstance(event, e.RedMoved)]
    pace = WORLD.deck.pace("distributed")
    starts = [1 + sum(pace.turns[:turn]) for turn in range(len(pace.turns))]

    assert {event.by for event in moved} == {one.id for one in WORLD.baseline.adversaries}
    turns = {sum(event.week >= start for start in starts) for event in moved}
    assert turns == set(range(1, len(pace.turns) + 1))


def test_a_branch_comes_only_behind_the_choice_that_brings_it() -> None:
    brought = {
        effect.inject
        for one in WHOLE.deck.injects
        for choice in one.choices
        for effect in choice.effects
        if isinstance(effect, f.InjectEffect)
    }

    waiting = {one.id for one in WHOLE.deck.injects if one.release.by == "control"}
    assert waiting == brought
    assert len(brought) == len(BRANCHES[TWO_FRONTS])


def test_the_start_with_both_wars_finds_what_sixteen_weeks_without_an_order_leave() -> None:
    opening, start = WHOLE.deck.starts
    stocks = [effect for effect in start.effects if isinstance(effect, f.StockEffect)]

    assert start.week == 17
    assert stocks[: len(opening.effects)] == list(opening.effects)
    assert stocks[len(opening.effects) :] == drawn(WORLD, start.week - 1, BATTERIES)
