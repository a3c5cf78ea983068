from dataclasses import replace

import pytest

from engine.baseline import Material
from engine.ids import LineId, SystemId
from engine.stocks import ComponentState, Damage, LineState, Stocks, Tranche
from engine.week.kernel import stocks_at_start
from engine.week.production import capacity, line_at_start, shift_gain
from engine.world import World
from tests.support.weeks import lived
from tests.support.worlds import (
    COMPONENTS,
    LINES,
    MISSILE,
    MISSILE_JP,
    MISSILE_US,
    SEEKER,
    TORPEDO,
    TORPEDO_US,
    changed,
    figure,
    small_world,
)

WORLD = small_world()
US = WORLD.lines[MISSILE_US]


def state() -> LineState:
    """The main line with 104 units on contract since week 1."""
    return replace(line_at_start(US), book=104_000, shifts_since=1)


def with_line(line: LineId, changed_line: LineState, world: World = WORLD) -> Stocks:
    stocks = stocks_at_start(world)
    return replace(stocks, lines={**stocks.lines, line: changed_line})


def with_seekers(rate: int, stock: int = 0, ranking: tuple[SystemId, ...] = ()) -> Stocks:
    components = {SEEKER: ComponentState(rate=rate, stock=stock)}
    return replace(stocks_at_start(WORLD), components=components, ranking=ranking)


def started(stocks: Stocks, world: World = WORLD, **policies: int) -> list[int]:
    week = lived(world, stocks, policies={name.replace("_", " "): value for name, value in policies.items()})
    return [week.line(line).started for line in (MISSILE_US, MISSILE_JP, TORPEDO_US)]


def test_5_2_at_startex_a_line_has_105_percent_in_workforce_and_110_in_tooling() -> None:
    line = line_at_start(US)

    assert (line.workforce, capacity(US, line, 1), line.book) == (12_600, 13_200, 0)
    assert line.wip == (12_000,) * 4


def test_5_2_without_orders_above_its_level_schedule_a_line_makes_its_rate_and_no_more() -> None:
    week = lived(WORLD, stocks_at_start(WORLD))

    assert started(stocks_at_start(WORLD)) == [12_000, 3_000, 6_000]
    assert {week.line(line).binding for line in (MISSILE_US, MISSILE_JP, TORPEDO_US)} == {"contract"}


def test_5_2_a_line_that_is_not_open_makes_nothing() -> None:
    world = small_world(lines=changed(LINES, MISSILE_JP, open=False))

    row = lived(world, stocks_at_start(world)).line(MISSILE_JP)

    assert (row.started, row.binding) == (0, "closed")


def test_5_3_with_units_on_contract_a_line_runs_above_its_level_schedule_until_they_are_made() -> None:
    row = lived(WORLD, with_line(MISSILE_US, state())).line(MISSILE_US)
    last = lived(WORLD, with_line(MISSILE_US, replace(state(), book=200))).line(MISSILE_US)

    assert (row.started, row.binding) == (12_600, "workforce")
    assert row.book == 104_000 - 600
    assert (last.started, last.binding, last.book) == (12_200, "contract", 0)


def test_5_3_tooling_is_the_limit_once_there_are_workers_enough() -> None:
    row = lived(WORLD, with_line(MISSILE_US, replace(state(), workforce=20_000))).line(MISSILE_US)

    assert (row.started, row.binding) == (13_200, "tooling")


@pytest.mark.parametrize(("week", "gain"), [(1, 0), (40, 0), (41, 6), (66, 175), (92, 350), (200, 350)])
def test_5_3_more_shifts_add_nothing_for_39_weeks_and_35_percent_after_52_more(week: int, gain: int) -> None:
    assert shift_gain(1, week) == gain
    assert shift_gain(None, week) == 0


def test_5_3_shifts_gain_on_all_tooling_that_runs() -> None:
    tooled = replace(state(), tooling=(Tranche(since=1, weeks=52, add=1_000),))

    assert capacity(US, state(), 66) == 15_510  # 13,200 and 17.5 %
    assert capacity(US, state(), 92) == 17_820
    assert capacity(US, tooled, 53) == 14_891  # 13,200 and half of 1,000, and 350 x 13 / 52 permille: 87


def test_5_3_a_policy_may_order_shifts_before_any_contract_or_forbid_them() -> None:
    able = replace(state(), workforce=20_000)
    ordered = lived(WORLD, stocks_at_start(WORLD), 7, policies={f"shifts {MISSILE_US}": 1})

    shifted = lived(WORLD, with_line(MISSILE_US, able), 92).line(MISSILE_US)
    forbidden = lived(WORLD, with_line(MISSILE_US, able), 92, policies={f"shifts {MISSILE_US}": 0}).line(MISSILE_US)

    assert ordered.line(MISSILE_US).shifts_since == 7
    assert (shifted.started, forbidden.started) == (17_820, 13_200)


def test_5_4_new_tooling_grows_along_the_s_curve() -> None:
    line = replace(line_at_start(US), tooling=(Tranche(since=1, weeks=52, add=1_000),))

    assert [capacity(US, line, week) for week in (1, 14, 27, 53, 105)] == [13_200, 13_220, 13_300, 13_700, 14_200]


def test_5_4_an_expansion_that_was_paid_for_before_play_begins_at_startex() -> None:
    world = small_world(components=changed(COMPONENTS, SEEKER, in_work=figure(50)))

    grown = stocks_at_start(world).components[SEEKER]

    assert grown.growth == (Tranche(since=0, weeks=52, add=10_500),)
    empty = replace(stocks_at_start(world), components={SEEKER: replace(grown, stock=0)})
    assert lived(world, empty, 52).component(SEEKER).made == 25_200 + 5_250


@pytest.mark.parametrize(("confidence", "workforce"), [(50, 12_790), (100, 12_979), (0, 12_601), (25, 12_695)])
def test_5_5_a_line_with_orders_hires_15_permille_a_week_in_proportion_to_confidence(confidence: int, workforce: int) -> None:
    row = lived(WORLD, with_line(MISSILE_US, state()), confidence=confidence).line(MISSILE_US)

    assert row.workforce == workforce  # 12,600 x 15 permille are 189; part of a unit is hired as a whole one


def test_5_5_it_hires_15_permille_of_half_of_what_it_could_tool_for_if_that_is_more() -> None:
    begun = Tranche(since=-110, weeks=52, add=20_000)
    small = LineState(workforce=3_150, book=312_000, wip=(3_000,) * 4, tooling=(begun,), shifts_since=1)

    row = lived(WORLD, with_line(MISSILE_JP, small)).line(MISSILE_JP)

    assert row.workforce == 3_150 + 174 + 1  # half of 23,300 is 11,650


def test_5_5_it_hires_no_more_than_its_tooling_takes() -> None:
    row = lived(WORLD, with_line(MISSILE_US, replace(state(), workforce=13_150))).line(MISSILE_US)

    assert row.workforce == 13_200


@pytest.mark.parametrize(("workforce", "left"), [(15_000, 14_850), (12_650, 12_600), (12_600, 12_600)])
def test_5_5_a_line_without_orders_loses_10_permille_a_week_down_to_its_105_percent(workforce: int, left: int) -> None:
    idle = replace(line_at_start(US), workforce=workforce)

    row = lived(WORLD, with_line(MISSILE_US, idle)).line(MISSILE_US)

    assert row.workforce == left


def test_5_6_every_line_first_gets_components_for_70_percent_of_its_rate() -> None:
    assert started(with_seekers(14_700)) == [8_400, 2_100, 4_200]
    assert started(with_seekers(14_700, ranking=(TORPEDO,))) == [8_400, 2_100, 4_200]
    assert started(with_seekers(14_700), rating_TORPEDO=2) == [8_400, 2_100, 4_200]


def test_5_6_where_even_the_floor_is_too_much_it_is_shared_in_proportion_by_the_largest_remainder() -> None:
    assert started(with_seekers(10_000)) == [5_714, 1_429, 2_857]


def test_5_6_then_the_ranked_systems_get_what_they_ask_one_after_the_other() -> None:
    assert started(with_seekers(17_000, ranking=(TORPEDO,))) == [8_800, 2_200, 6_000]
    assert started(with_seekers(17_000, ranking=(MISSILE, TORPEDO))) == [10_240, 2_560, 4_200]
    assert started(with_seekers(20_000, ranking=(MISSILE, TORPEDO))) == [12_000, 3_000, 5_000]


def test_5_6_a_rating_comes_before_the_ranking_and_dx_before_do() -> None:
    ranked = with_seekers(17_000, ranking=(MISSILE, TORPEDO))

    assert started(ranked, rating_TORPEDO=1) == [8_800, 2_200, 6_000]
    assert started(ranked, rating_TORPEDO=1, rating_MISSILE=1) == [10_240, 2_560, 4_200]
    assert started(ranked, rating_TORPEDO=2, rating_MISSILE=1) == [8_800, 2_200, 6_000]


def test_5_6_then_all_others_in_proportion_to_what_they_ask() -> None:
    assert started(with_seekers(17_000)) == [9_714, 2_429, 4_857]  # 2,300 left for 3,600, 900 and 1,800


def test_5_6_a_line_that_was_held_up_names_the_component() -> None:
    week = lived(WORLD, with_seekers(10_000))

    assert {week.line(line).binding for line in (MISSILE_US, MISSILE_JP, TORPEDO_US)} == {SEEKER}
    assert week.component(SEEKER)[1:] == (10_000, 10_000, 0)


def test_5_6_what_is_left_fills_a_buffer_of_the_declared_weeks_and_then_no_more_is_made_than_is_built_in() -> None:
    half_full = lived(WORLD, stocks_at_start(WORLD)).component(SEEKER)
    full = lived(WORLD, with_seekers(25_200, stock=100_000)).component(SEEKER)
    piled_up = lived(WORLD, with_seekers(25_200, stock=900_000)).component(SEEKER)

    assert half_full[1:] == (25_200, 21_000, 50_400 + 25_200 - 21_000)
    assert full[1:] == (4 * 25_200 - 100_000 + 21_000, 21_000, 4 * 25_200)
    assert piled_up[1:] == (0, 21_000, 879_000)


def test_5_6_a_line_with_parts_of_its_own_leaves_the_shared_ones_to_others() -> None:
    world = small_world(lines=changed(LINES, MISSILE_JP, materials=()))
    half = small_world(lines=changed(LINES, MISSILE_JP, materials=(Material(component=SEEKER, per_unit=500, tag="N"),)))

    apart, sparing = (lived(one, stocks_at_start(one)).component(SEEKER).used for one in (world, half))

    assert (apart, sparing) == (18_000, 19_500)


def test_5_7_an_allied_line_still_takes_components_from_the_same_source() -> None:
    begun = Tranche(since=-110, weeks=52, add=3_000)
    grown = LineState(workforce=6_000, book=312_000, wip=(3_000,) * 4, tooling=(begun,), shifts_since=1)

    assert lived(WORLD, with_line(MISSILE_JP, grown)).component(SEEKER).used == 12_000 + 6_000 + 6_000


def test_11_4_damage_takes_a_part_of_what_a_line_or_a_component_can_make_until_it_ends() -> None:
    line = replace(with_line(MISSILE_US, state()), damage=(Damage(MISSILE_US, 300, 4), Damage(MISSILE_US, 200, 0)))
    part = replace(with_seekers(10_000), damage=(Damage(SEEKER, 400, 4),))

    hit, mended, ended = (lived(WORLD, line, week).line(MISSILE_US) for week in (4, 5, 6))

    assert (hit.started, hit.binding) == (6_300, "damage")  # half of the 12,600 that its people could make
    assert mended.started == ended.started == 10_080
    assert [lived(WORLD, part, week).component(SEEKER).made for week in (4, 5)] == [6_000, 10_000]


def test_11_4_damages_never_take_more_than_there_is() -> None:
    ruined = replace(stocks_at_start(WORLD), damage=(Damage(MISSILE_US, 700, 0), Damage(MISSILE_US, 700, 0)))

    row = lived(WORLD, ruined).line(MISSILE_US)

    assert (row.started, row.binding) == (0, "damage")


def test_11_4_a_line_whose_orders_need_less_than_what_is_left_is_not_held_up_by_damage() -> None:
    scratched = replace(stocks_at_start(WORLD), damage=(Damage(MISSILE_US, 40, 0),))

    row = lived(WORLD, scratched).line(MISSILE_US)

    assert (row.started, row.binding) == (12_000, "contract")


def test_5_8_a_line_that_is_cut_off_makes_20_percent_from_the_first_week_of_need_on() -> None:
    needs = tuple(replace(one, first_week=max(one.first_week, 5)) for one in WORLD.deck.need)
    world = small_world(lines=changed(LINES, MISSILE_JP, cut_off=True), need=needs)

    before, after = (lived(world, stocks_at_start(world), week).line(MISSILE_JP) for week in (4, 5))

    assert (before.started, before.binding) == (3_000, "contract")
    assert (after.started, after.binding) == (630, "cut-off")  # of the 3,150 that its people could make
