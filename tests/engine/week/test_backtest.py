"""155 mm shells from 2022 to 2025 as the rules would have them: the one ramp of the past to which they were fitted."""

from collections.abc import Iterable
from functools import cache
from math import sqrt

from engine import effects as f
from engine.apply_stocks import OnStocks, apply_to_stocks
from engine.rules.causes import Cause
from engine.rules.outcomes_physical import carry_out_physical
from engine.stocks import Stocks
from engine.units import THOUSAND
from engine.week.chance import Expected
from engine.week.kernel import Due, Steered, run_week, run_weeks, stocks_at_start
from tests.support.shells import CHARGE, LOAD_LINE, MONTHS, RATE_2022, SHELL, TARGET, shell_world

SEEN = {0: 14_500, 20: 28_000, 25: 36_000, 31: 40_000, 40: 40_000}
"""Shells a month by month since February 2022 (AUSA, October 2025; Defense One, June 2025)."""
FEBRUARY_2022, OCTOBER_2022 = 1, 35
WORLD = shell_world()
ORDERS = f.ContractEffect(effect="contract", system=SHELL, units=4_000_000)
PLANTS = f.CapacityEffect(effect="capacity", line=LOAD_LINE, percent=TARGET * 100 // RATE_2022 - 110, weeks=104)
"""Money for plants up to the announced target followed the orders by eight months."""


def due() -> dict[int, tuple[Due, ...]]:
    """Orders at once, plants eight months later."""

    def brought(effect: f.ContractEffect | f.CapacityEffect, week: int) -> Due:
        def bring(stocks: Stocks) -> Iterable[OnStocks]:
            return carry_out_physical(WORLD, stocks, week, effect, Cause(name="history", since=week))

        return bring

    return {FEBRUARY_2022: (brought(ORDERS, FEBRUARY_2022),), OCTOBER_2022: (brought(PLANTS, OCTOBER_2022),)}


@cache
def rates() -> dict[int, int]:
    """Shells a month by month, each the mean of the four weeks before its end."""
    weeks = range(1, 52 * MONTHS // 12 + 1)
    made = run_weeks(WORLD, stocks_at_start(WORLD), weeks, Expected(), steered={1: Steered(confidence=50)}, due=due())
    finished = made.made(SHELL)
    ends = {month: max(4, 52 * month // 12) for month in range(MONTHS + 1)}
    return {month: sum(finished[end - 4 : end]) * 52 // (4 * 12 * THOUSAND) for month, end in ends.items()}


def test_5_3_the_ramp_of_155_mm_shells_is_met_within_ten_percent() -> None:
    errors = [rates()[month] / seen - 1 for month, seen in SEEN.items()]

    assert sqrt(sum(error * error for error in errors) / len(errors)) <= 0.10


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
