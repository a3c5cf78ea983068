from collections import Counter
from dataclasses import replace

from engine import events as e
from engine import orders as o
from engine.apply_stocks import apply_to_stocks
from engine.phases import Phase
from engine.stocks import Stocks, Transit
from engine.week.chance import Dice, Expected
from engine.week.kernel import Steered, run_week, run_weeks, stocks_at_start
from tests.support.exercises import ORDER_OF_MISSILES, approved, done, given, in_orders, missiles_ordered, turns_passed, until
from tests.support.weeks import lived
from tests.support.worlds import CONGRESS, MISSILE, MISSILE_JP, MISSILE_US, STORM, STRAIT, TORPEDO, small_world

WORLD = small_world()


def arrivals(stocks: Stocks) -> Counter[tuple[str, str, int]]:
    """What is under way, by theatre, system and week of arrival."""
    coming: Counter[tuple[str, str, int]] = Counter()
    for theatre, system, arrives, units in stocks.transit:
        coming[theatre, system, arrives] += units
    return coming


def test_5_1_the_physical_week_goes_from_use_over_components_and_lines_to_shipments() -> None:
    stocks = replace(stocks_at_start(WORLD), theatre={STRAIT: {MISSILE: 0, TORPEDO: 0}})

    week = lived(WORLD, stocks)

    kinds = list(dict.fromkeys(one.kind for one in week.events))
    assert kinds == ["stocks-reported", "lines-reported", "components-reported", "rear-reported", "shipped"]
    assert set(week.shipments(MISSILE)) == {"line", "air", "sea"}


def test_5_1_what_arrives_can_be_used_in_its_week() -> None:
    transit = (Transit(STRAIT, MISSILE, 1, 7_000), Transit(STRAIT, MISSILE, 2, 1))
    stocks = replace(stocks_at_start(WORLD), theatre={STRAIT: {MISSILE: 0, TORPEDO: 0}}, transit=transit)

    week = lived(WORLD, stocks)

    report = week.stock(MISSILE)
    assert (report.arrived, report.used, report.short) == (7_000, 7_000, 3_000)
    assert transit[0] not in week.after.transit
    assert transit[1] in week.after.transit


def test_5_1_what_a_line_finishes_can_be_shipped_in_its_week() -> None:
    at_start = stocks_at_start(WORLD)
    stocks = replace(at_start, theatre={STRAIT: {MISSILE: 0, TORPEDO: 0}}, rear={MISSILE: 30_000, TORPEDO: 0})

    week = lived(WORLD, stocks)

    assert sum(week.sent(MISSILE).values()) == 12_000  # the rear's reserve of 30 stays


def test_5_1_a_line_finishes_what_it_started_its_flow_weeks_before() -> None:
    stocks = stocks_at_start(WORLD)
    stocks = replace(stocks, lines={**stocks.lines, MISSILE_US: replace(stocks.lines[MISSILE_US], wip=(1, 2, 3, 4))})

    finished = []
    for number in range(1, 6):
        week = lived(WORLD, stocks, number)
        stocks = week.after
        finished.append(week.line(MISSILE_US).finished)

    assert finished == [1, 2, 3, 4, 12_000]


def test_5_1_a_line_may_deliver_straight_to_the_theatre() -> None:
    week = lived(WORLD, stocks_at_start(WORLD))

    by_line = week.shipments(MISSILE)["line"]
    assert (by_line.sent, by_line.arrives, by_line.lost) == (3_000, 3, 0)
    assert week.rear(MISSILE).received == 12_000  # of the other line alone
    assert week.line(MISSILE_JP).finished == 3_000


def test_5_1_effects_money_and_hand_offs_come_before_the_physical_week_and_injects_after_it() -> None:
    exercise = turns_passed(approved(missiles_ordered(in_orders()), ORDER_OF_MISSILES, "rank"), 1)
    exercise = approved(exercise, ORDER_OF_MISSILES, "fund", "accept")
    exercise = done(exercise, None, o.ReleaseInject(inject=STORM))

    events = given(until(exercise, Phase.RESOLVE), None, o.ResolveWeek(week=5))

    kinds = list(dict.fromkeys(one.kind for one in events))
    assert kinds[:4] == ["transit-changed", "initiative-done", "contract-raised", "tooling-begun"]
    assert kinds[4] == "stocks-reported"
    assert kinds[-1] == "week-passed"


def test_5_1_money_arrives_before_standing_intents_spend_it() -> None:
    exercise = turns_passed(missiles_ordered(in_orders(held=()), 200), 1)
    large = next(iter(exercise.initiatives))
    exercise = done(approved(exercise, large, "rank"), CONGRESS, o.SetIntent(stance="approve"))
    resolving = until(exercise, Phase.RESOLVE)
    for week in (5, 6):
        resolving = done(resolving, None, o.ResolveWeek(week=week))

    kinds = [one.kind for one in given(resolving, None, o.ResolveWeek(week=7))]

    assert kinds[:3] == ["money-arrived", "step-approved", "step-opened"]


def test_5_1_injects_come_last_and_read_the_week_that_has_just_passed() -> None:
    resolving = until(in_orders(), Phase.RESOLVE)

    kinds = [one.kind for one in given(done(resolving, None, o.ResolveWeek(week=1)), None, o.ResolveWeek(week=2))]

    assert kinds[-2:] == ["inject-released", "week-passed"]


def test_5_1_many_weeks_at_once_are_the_same_weeks_one_by_one() -> None:
    raised = e.ContractRaised(line=MISSILE_US, units=400_000, since=9, initiative=None, parties=())
    stocks, dice = stocks_at_start(WORLD), Dice("seed")
    need, short, made = 0, 0, 0
    for week in range(1, 53):
        stocks = apply_to_stocks(stocks, raised) if week == 10 else stocks
        confidence = 50 if week < 20 else 80
        for event in run_week(WORLD, stocks, week, Dice("seed"), confidence=confidence, policies={"cover MISSILE": 3}):
            stocks = apply_to_stocks(stocks, event)
            if isinstance(event, e.StocksReported):
                need += sum(row.need for row in event.rows if row.system == MISSILE)
                short += sum(row.short for row in event.rows if row.system == MISSILE)
        made += sum(line.finished for key, line in stocks.lines.items() if WORLD.lines[key].system == MISSILE)

    policies = {"cover MISSILE": 3}
    course = run_weeks(
        WORLD,
        stocks_at_start(WORLD),
        range(1, 53),
        dice,
        steered={1: Steered(confidence=50, policies=policies), 20: Steered(confidence=80, policies=policies)},
        due={10: (lambda _: (raised,),)},
    )

    assert (sum(course.need(MISSILE)), sum(course.short(MISSILE)), sum(course.made(MISSILE))) == (need, short, made)
    assert short > 0
    assert replace(course.stocks, transit=()) == replace(stocks, transit=())
    assert arrivals(course.stocks) == arrivals(stocks)


def test_5_1_a_projection_of_one_week_is_that_week_with_expected_values() -> None:
    week = lived(WORLD, stocks_at_start(WORLD))

    course = run_weeks(WORLD, stocks_at_start(WORLD), range(1, 2), Expected(), steered={1: Steered(confidence=50)})

    assert course.stock(MISSILE, STRAIT) == (week.stock(MISSILE).stock,)
    assert course.short(MISSILE) == (0,)
