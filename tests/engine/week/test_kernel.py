from dataclasses import replace

from engine import events as e
from engine import orders as o
from engine.apply_stocks import apply_to_stocks
from engine.exercise import Transit
from engine.orders import Phase
from engine.week.chance import Expected
from engine.week.kernel import run_week, stocks_at_start
from tests.support.exercises import ORDER_OF_MISSILES, approved, done, given, in_orders, missiles_ordered, turns_passed, until
from tests.support.worlds import CONGRESS, MISSILE, MISSILE_JP, MISSILE_US, STORM, TORPEDO, small_world

WORLD = small_world()


def test_5_1_the_physical_week_goes_from_use_over_components_and_lines_to_shipments() -> None:
    events = run_week(WORLD, stocks_at_start(WORLD), 1, Expected(), confidence=50)

    by_lines = [one for one in events if isinstance(one, e.Shipped) and one.by == "line"]
    kinds = list(dict.fromkeys(one.kind for one in events if one not in by_lines))
    assert kinds == ["stock-reported", "component-reported", "line-reported", "shipped"]


def test_5_1_what_arrives_can_be_used_in_its_week() -> None:
    transit = (Transit(system=MISSILE, arrives=1, units=7_000), Transit(system=MISSILE, arrives=2, units=1))
    stocks = replace(stocks_at_start(WORLD), theatre={MISSILE: 0, TORPEDO: 0}, transit=transit)

    report, *_ = run_week(WORLD, stocks, 1, Expected(), confidence=50)

    assert isinstance(report, e.StockReported)
    assert (report.arrived, report.used, report.short) == (7_000, 7_000, 3_000)
    assert [one.units for one in apply_to_stocks(stocks, report).transit] == [1]


def test_5_1_what_a_line_finishes_can_be_shipped_in_its_week() -> None:
    stocks = replace(stocks_at_start(WORLD), theatre={MISSILE: 0, TORPEDO: 0}, rear={MISSILE: 30_000, TORPEDO: 0})

    events = run_week(WORLD, stocks, 1, Expected(), confidence=50)

    shipped = [one for one in events if isinstance(one, e.Shipped) and one.system == MISSILE and one.by != "line"]
    assert sum(one.sent for one in shipped) == 12_000  # the rear's reserve of 30 stays


def test_5_1_a_line_finishes_what_it_started_its_flow_weeks_before() -> None:
    stocks = stocks_at_start(WORLD)
    stocks = replace(stocks, lines={**stocks.lines, MISSILE_US: replace(stocks.lines[MISSILE_US], wip=(1, 2, 3, 4))})

    finished = []
    for week in range(1, 6):
        for event in run_week(WORLD, stocks, week, Expected(), confidence=50):
            stocks = apply_to_stocks(stocks, event)
            if isinstance(event, e.LineReported) and event.line == MISSILE_US:
                finished.append(event.finished)

    assert finished == [1, 2, 3, 4, 12_000]


def test_5_1_a_line_may_deliver_straight_to_the_theatre() -> None:
    events = run_week(WORLD, stocks_at_start(WORLD), 1, Expected(), confidence=50)

    (by_line,) = [one for one in events if isinstance(one, e.Shipped) and one.by == "line"]
    (report,) = [one for one in events if isinstance(one, e.LineReported) and one.line == MISSILE_JP]
    assert (by_line.sent, by_line.arrives, by_line.lost, by_line.rear) == (3_000, 3, 0, report.rear)


def test_5_1_effects_money_and_hand_offs_come_before_the_physical_week_and_injects_after_it() -> None:
    exercise = turns_passed(approved(missiles_ordered(in_orders()), ORDER_OF_MISSILES, "rank"), 1)
    exercise = approved(exercise, ORDER_OF_MISSILES, "fund", "accept")
    exercise = done(exercise, None, o.ReleaseInject(inject=STORM))

    events = given(until(exercise, Phase.RESOLVE), None, o.ResolveWeek(week=5))

    kinds = list(dict.fromkeys(one.kind for one in events))
    assert kinds[:4] == ["transit-changed", "initiative-done", "contract-raised", "tooling-begun"]
    assert kinds[4] == "stock-reported"
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
