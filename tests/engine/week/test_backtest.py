"""155 mm shells from 2022 to 2025 as the rules would have them: the one ramp of the past to which they were fitted."""

from aar.backtest import CHARGE, LOAD_LINE, MONTHS, RATE_2022, TARGET, due, error, rates, shell_world
from engine.apply_stocks import apply_to_stocks
from engine.week.chance import Expected
from engine.week.kernel import run_week, stocks_at_start

WORLD = shell_world()


def test_5_3_the_ramp_of_155_mm_shells_is_met_within_ten_percent() -> None:
    assert error() <= 0.10


def test_5_3_nothing_grew_in_the_first_year() -> None:
    assert rates()[11] < RATE_2022 * 12 // 10


def test_5_3_the_announced_hundred_thousand_a_month_is_missed_by_far() -> None:
    assert rates()[40] < TARGET // 2


def test_5_6_propelling_charges_are_what_binds_in_2024() -> None:
    stocks, bound = stocks_at_start(WORLD), {}
    for week in range(1, 52 * MONTHS // 12 + 1):
        for bring in due().get(week, ()):
            for event in bring(stocks):
                stocks = apply_to_stocks(stocks, event)
        for report in run_week(WORLD, stocks, week, Expected(), confidence=50):
            stocks = apply_to_stocks(stocks, report)
        bound[week] = stocks.lines[LOAD_LINE].binding

    in_2024 = [binding for week, binding in bound.items() if 100 < week <= 152]
    assert in_2024.count(CHARGE) > len(in_2024) // 2
    assert CHARGE not in [binding for week, binding in bound.items() if week <= 87]
