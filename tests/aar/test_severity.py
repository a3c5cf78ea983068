"""Rule 15.7: how severe a finding is."""

import pytest

from aar.severity import log2_of, severity


@pytest.mark.parametrize(("weeks", "expected"), [(0, 1), (11, 1), (12, 2), (20, 3), (36, 5), (500, 5)])
def test_15_7_eight_weeks_are_a_step_and_five_is_the_most(weeks: int, expected: int) -> None:
    assert severity(short=0, need=100, weight=1_000, weeks=weeks, recurs=False) == expected


@pytest.mark.parametrize(("short", "weight", "expected"), [(100, 1_000, 1), (100, 2_000, 2), (100, 3_000, 3), (41, 3_000, 1)])
def test_15_7_what_was_short_counts_by_the_weight_of_the_system(short: int, weight: int, expected: int) -> None:
    assert severity(short=short, need=100, weight=weight, weeks=0, recurs=False) == expected


def test_15_7_what_recurs_is_one_step_more_severe() -> None:
    assert severity(short=0, need=0, weight=0, weeks=16, recurs=True) == 3


def test_15_7_the_table_follows_the_logarithm_to_three_thousandths() -> None:
    for part in range(1_001):
        power = log2_of(part)

        assert 2 ** ((power - 3) / 1_000) <= 1 + part / 1_000 <= 2 ** ((power + 3) / 1_000)
