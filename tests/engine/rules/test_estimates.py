from typing import Any

import pytest

from engine import events as e
from engine import orders as o
from engine.estimates import EstimateRow
from engine.ids import OrganisationId
from engine.refusals import RefusalCode
from engine.rules.estimates import occasion_of
from tests.support.exercises import ESTIMATE, done, estimate_row, given, in_orders, refused, turns_passed
from tests.support.worlds import AS, STATE

ROWS = ESTIMATE.rows


@pytest.mark.parametrize(("turns", "occasions"), [(13, {1, 7, 13}), (4, {1, 2, 4}), (3, {1, 2, 3}), (2, {1, 2}), (1, {1})])
def test_16_1_estimates_are_sealed_in_the_first_the_middle_and_the_last_turn(turns: int, occasions: set[int]) -> None:
    assert {turn for turn in range(1, turns + 1) if occasion_of(turn, turns)} == occasions


def test_16_1_an_estimate_goes_on_record_for_its_occasion() -> None:
    (event,) = given(in_orders(), AS, o.SealEstimate(rows=ROWS))

    assert event == e.EstimateSealed(organisation=AS, occasion="StartEx", rows=ROWS, week=1)


def test_16_1_once_sealed_it_stays() -> None:
    exercise = done(in_orders(pace="quarters"), AS, o.SealEstimate(rows=ROWS))

    again = refused(exercise, AS, o.SealEstimate(rows=ROWS))
    later = done(turns_passed(exercise, 1), AS, o.SealEstimate(rows=ROWS))

    assert again is RefusalCode.ALREADY_SEALED
    assert set(done(exercise, STATE, o.SealEstimate(rows=ROWS)).estimates) == {f"StartEx {AS}", f"StartEx {STATE}"}
    assert set(later.estimates) == {f"StartEx {AS}", f"mid-point {AS}"}


def test_16_1_in_any_other_turn_none_is_taken() -> None:
    exercise = turns_passed(in_orders(pace="quarters"), 2)

    assert exercise.turn == 3
    assert refused(exercise, AS, o.SealEstimate(rows=ROWS)) is RefusalCode.NOT_IN_THIS_PHASE


@pytest.mark.parametrize(
    "rows", [(), ROWS[:2], (*ROWS, estimate_row(6)), (*ROWS, estimate_row(18)), (*ROWS, estimate_row(6, system="TORPEDO"))]
)
def test_16_1_there_is_one_row_for_every_priority_system_and_month(rows: tuple[EstimateRow, ...]) -> None:
    assert refused(in_orders(), AS, o.SealEstimate(rows=rows)) is RefusalCode.INCOMPLETE


@pytest.mark.parametrize("wrong", [{"low": 61}, {"high": 59}, {"low": -1}, {"first_mover": OrganisationId("red/prc")}])
def test_16_1_low_expected_and_high_rise_and_somebody_must_act_first(wrong: dict[str, Any]) -> None:
    rows = (estimate_row(6, **wrong), *ROWS[1:])

    assert refused(in_orders(), AS, o.SealEstimate(rows=rows)) is RefusalCode.BAD_PARAMETER
