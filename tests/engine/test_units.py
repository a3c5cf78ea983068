import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.units import (
    between,
    month_of_week,
    monthly_rate,
    s_curve,
    share_out,
    weekly_rate,
    weeks_of_months,
)


@pytest.mark.parametrize(
    ("percent", "permille"),
    [(0, 0), (25, 20), (50, 100), (75, 250), (100, 500), (125, 750), (150, 900), (200, 1_000), (300, 1_000)],
)
def test_5_4_the_s_curve_runs_through_its_points(percent: int, permille: int) -> None:
    assert s_curve(percent, 100) == permille


@pytest.mark.parametrize(("elapsed", "permille"), [(10, 8), (37, 58), (90, 400), (160, 920)])
def test_5_4_between_its_points_the_s_curve_is_straight(elapsed: int, permille: int) -> None:
    assert s_curve(elapsed, 100) == permille


def test_5_4_nothing_runs_before_an_expansion_begins_and_at_once_where_it_takes_no_time() -> None:
    assert (s_curve(-5, 52), s_curve(0, 52), s_curve(1, 0), s_curve(0, 0)) == (0, 0, 1_000, 0)


def test_a_month_is_a_twelfth_of_52_weeks() -> None:
    assert (weekly_rate(52_000), monthly_rate(12_000), weeks_of_months(12), weeks_of_months(24)) == (12_000, 52_000, 52, 104)
    assert [month_of_week(week) for week in (1, 4, 5, 26, 27, 52, 53)] == [1, 1, 2, 6, 7, 12, 13]


def test_what_is_shared_out_goes_by_the_largest_remainder_and_ties_go_to_the_earlier_place() -> None:
    assert share_out(10_000, [8_400, 2_100, 4_200]) == [5_714, 1_429, 2_857]
    assert share_out(1, [1, 1]) == [1, 0]
    assert share_out(5, [0, 0]) == [0, 0]


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**6), max_size=8))
def test_sharing_out_loses_nothing(total: int, weights: list[int]) -> None:
    shares = share_out(total, weights)

    assert sum(shares) == (total if sum(weights) else 0)
    assert all(share >= 0 for share in shares)
    assert all(share == 0 for share, weight in zip(shares, weights, strict=True) if not weight)


def test_a_three_point_range_is_walked_from_low_over_the_mode_to_high() -> None:
    assert [between(10, 20, 40, permille) for permille in (0, 250, 500, 750, 999)] == [10, 15, 20, 30, 39]
