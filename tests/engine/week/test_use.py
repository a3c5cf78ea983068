"""What limits use in a theatre: rations, surviving platforms, repairs that wait, and stock; and why a system was short."""

from dataclasses import replace

import pytest

from engine.baseline import Repair, Yard
from engine.deck import Need, Survival
from engine.ids import OrganisationId, RepairId
from engine.stocks import LaunchLoss, RepairState, Stocks, Transit
from engine.week.chance import Dice
from engine.week.kernel import stocks_at_start
from engine.world import World
from tests.support.weeks import lived
from tests.support.worlds import JAPAN, MISSILE, PRIMES, STRAIT, SYSTEMS, TORPEDO, changed, figure, need, small_world

WORLD = small_world()
SHIPS = RepairId("SHIPS")
OVERHAUL = Repair(
    id=SHIPS,
    title="Ships",
    operator=PRIMES,
    platform="naval",
    rate=figure(4_333),
    launch_permille=figure(50),
    yards=(Yard(operator=JAPAN, place="Yokosuka", slots=figure(8_667)),),
)
"""One repair a week; Japan could give two more."""
BREAKDOWNS = Need(system=SHIPS, theatre=STRAIT, first_week=1, last_week=52, low=3_000, mode=3_000, high=3_000, tag="N")


def standing(missiles: int, rear: int = 0, transit: tuple[Transit, ...] = (), world: World = WORLD) -> Stocks:
    """So many missiles in the strait and in the rear, and nothing in the work."""
    at_start = stocks_at_start(world)
    return replace(
        at_start,
        theatre={STRAIT: {MISSILE: missiles, TORPEDO: 100_000}},
        rear={MISSILE: rear, TORPEDO: 0},
        lines={key: replace(line, wip=(0,) * 4) for key, line in at_start.lines.items()},
        transit=transit,
    )


def surviving(permille: int, platform: str = "naval") -> World:
    left = Survival(platform=platform, theatre=STRAIT, first_week=1, last_week=1, permille=permille, tag="N")  # type: ignore[arg-type]
    return small_world(survival=(left,))


def harbour(waiting: int = 0, yards: dict[OrganisationId, int] | None = None) -> tuple[World, Stocks]:
    world = small_world(repairs=(OVERHAUL,), need=(BREAKDOWNS, need(MISSILE, 1, 52, 10, 10, 10)))
    queue = RepairState(waiting={STRAIT: waiting}, yards=yards or {})
    return world, replace(standing(100_000, world=world), repairs={SHIPS: queue})


@pytest.mark.parametrize(("permille", "used"), [(1_000, 10_000), (500, 5_000), (300, 3_000), (0, 3_000)])
def test_6_2_a_ration_limits_use_to_no_less_than_30_percent_and_leaves_the_need_as_it_is(permille: int, used: int) -> None:
    row = lived(WORLD, standing(100_000), policies={f"ration {MISSILE}": permille}).stock(MISSILE)

    assert (row.need, row.allowed, row.used) == (10_000, used, used)
    assert row.stock == 100_000 - used


def test_6_2_platforms_that_are_lost_limit_use_and_leave_the_need_as_it_is() -> None:
    row = lived(surviving(600), standing(100_000)).stock(MISSILE)
    other_kind = lived(surviving(600, "air"), standing(100_000)).stock(MISSILE)
    later = lived(surviving(600), standing(100_000), 2).stock(MISSILE)

    assert (row.need, row.used, row.why) == (10_000, 6_000, "platforms")
    assert other_kind.used == later.used == 10_000


def test_6_2_platforms_that_an_effect_takes_away_come_on_top_of_those_declared_and_come_back() -> None:
    losses = (LaunchLoss(STRAIT, "naval", 500, 2), LaunchLoss(STRAIT, "air", 100, 0))
    struck = replace(standing(100_000), launch_losses=losses)

    assert lived(WORLD, struck).stock(MISSILE).used == 5_000
    assert lived(surviving(600), struck).stock(MISSILE)[3:] == (10_000, 3_000, 3_000, 97_000, "platforms")
    assert lived(WORLD, struck, 3).stock(MISSILE).used == 10_000


def test_6_2_of_a_ration_and_lost_platforms_the_narrower_counts() -> None:
    rations = {f"ration {MISSILE}": 500}

    assert lived(surviving(600), standing(100_000), policies=rations).stock(MISSILE).why == "rationed"
    assert lived(surviving(400), standing(100_000), policies=rations).stock(MISSILE)[5:] == (4_000, 96_000, "platforms")


def test_6_8_what_breaks_waits_for_slots() -> None:
    world, stocks = harbour(waiting=2_000)

    row = lived(world, stocks).repair(SHIPS)

    assert (row.came, row.done, row.waiting) == (3_000, 999, 4_001)


def test_6_8_a_tasked_yard_reaches_its_slots_in_13_weeks() -> None:
    world, stocks = harbour(waiting=50_000, yards={JAPAN: 4})

    done = [lived(world, stocks, week).repair(SHIPS).done for week in (4, 5, 17, 40)]

    assert done == [999, 999 + 153, 999 + 2_000, 999 + 2_000]


def test_6_8_each_repair_that_waits_takes_of_the_launch_capacity_of_its_kind() -> None:
    world, stocks = harbour(waiting=8_000)

    row = lived(world, stocks).stock(MISSILE)

    assert (row.used, row.why) == (6_000, "platforms")  # eight times 50 permille


def test_6_8_more_that_waits_than_can_launch_leaves_nothing() -> None:
    world, stocks = harbour(waiting=99_000)

    assert lived(world, stocks).stock(MISSILE).used == 0


def test_6_8_what_breaks_is_drawn_like_any_need() -> None:
    world, stocks = harbour()
    wide = replace(BREAKDOWNS, low=0, high=9_000)
    world = World(baseline=world.baseline, deck=replace(world.deck, need=(wide,)))

    came = {lived(world, stocks, week, chance=Dice("seed")).repair(SHIPS).came for week in range(1, 9)}

    assert len(came) > 4
    assert all(0 <= one <= 9_000 for one in came)


@pytest.mark.parametrize(
    ("rear", "coming", "why"),
    [(0, 0, "lines"), (0, 6_000, "transport"), (36_000, 0, "transport"), (30_000, 0, "reserve"), (2_000, 1_000, "lines")],
)
def test_6_9_a_shortage_names_what_it_wanted_for(rear: int, coming: int, why: str) -> None:
    under_way = (Transit(STRAIT, MISSILE, 3, coming),) if coming else ()

    row = lived(WORLD, standing(4_000, rear, under_way)).stock(MISSILE)

    assert (row.short, row.why) == (6_000, why)  # 30 is the reserve of the rear


def test_6_9_where_there_is_enough_nothing_is_named() -> None:
    assert lived(WORLD, standing(10_000)).stock(MISSILE).why == ""


def test_11_5_more_of_a_compromised_system_is_needed() -> None:
    leaked = replace(standing(100_000), leaks={MISSILE: 90})

    week = lived(WORLD, leaked)

    assert (week.stock(MISSILE).need, week.stock(TORPEDO).need) == (10_900, 5_000)
    assert changed(SYSTEMS, MISSILE) == SYSTEMS
