"""Whole-number arithmetic: thousandths of a unit, cents, weeks, permille, and the one law of rounding. No floats."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

THOUSAND = 1_000
WEEKS_IN_YEAR = 52
CENTS_IN_THOUSAND_DOLLARS = 100_000
S_CURVE = ((0, 0), (250, 20), (500, 100), (750, 250), (1_000, 500), (1_250, 750), (1_500, 900), (2_000, 1_000))
"""Rule 5.4: elapsed time in permille of the expansion time, and the permille of the new capacity that runs then."""


def weekly_rate(units_per_month_thousandths: int) -> int:
    """Thousandths per week for thousandths per month: twelve months are 52 weeks."""
    return units_per_month_thousandths * 12 // WEEKS_IN_YEAR


def monthly_rate(thousandths_per_week: int) -> int:
    """Thousandths per month for thousandths per week."""
    return thousandths_per_week * WEEKS_IN_YEAR // 12


def weeks_of_months(months: int) -> int:
    """Whole weeks of so many months, rounded to the nearest."""
    return (months * WEEKS_IN_YEAR + 6) // 12


def month_of_week(week: int) -> int:
    """The exercise month that a week belongs to: ceil(12 x week / 52)."""
    return -(-12 * week // WEEKS_IN_YEAR)


@lru_cache(maxsize=1 << 14)
def s_curve(elapsed_weeks: int, duration_weeks: int) -> int:
    """Permille of an expansion that runs `elapsed_weeks` after its start, linear between the points of `S_CURVE`."""
    if elapsed_weeks <= 0 or duration_weeks <= 0:
        return 0 if elapsed_weeks <= 0 else THOUSAND
    permille = elapsed_weeks * THOUSAND // duration_weeks
    for (x0, y0), (x1, y1) in pairwise(S_CURVE):
        if permille < x1:
            return y0 + (y1 - y0) * (permille - x0) // (x1 - x0)
    return THOUSAND


def share_out(total: int, weights: Sequence[int]) -> list[int]:
    """Divide `total` by `weights` without losing a thousandth: largest remainder, ties to the earlier place."""
    whole = sum(weights)
    if whole <= 0 or total <= 0:
        return [0] * len(weights)
    shares = [total * weight // whole for weight in weights]
    left = total - sum(shares)
    if left:
        by_remainder = sorted([(-(total * weight % whole), i) for i, weight in enumerate(weights)])
        for _, i in by_remainder[:left]:
            shares[i] += 1
    return shares


def between(low: int, mode: int, high: int, permille: int) -> int:
    """The point of a three-point range at `permille` of the way: 0 is low, 500 the mode, 1000 high."""
    if permille < 500:
        return low + (mode - low) * permille // 500
    return mode + (high - mode) * (permille - 500) // 500
