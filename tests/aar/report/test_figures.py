"""Every figure of the report can be counted again from the entries that it names, and from nothing else."""

from random import Random

import pytest

from aar.models_of_report import FigureShape
from aar.report.as_data import report_data
from aar.report.building import report
from aar.report.figures import WHATS
from tests.support.recounting import Recount
from tests.support.reports import lines_of, report_of_small, small_entries

DRAWN = 50


@pytest.fixture(scope="module")
def figures() -> tuple[FigureShape, ...]:
    material = report_of_small()
    report(material)
    return report_data(material).figures


def test_fifty_figures_drawn_at_random_are_what_the_log_says_and_follow_from_the_entries_they_name(
    figures: tuple[FigureShape, ...],
) -> None:
    lines = lines_of(small_entries())
    drawn = Random("fifty").sample(figures, DRAWN)

    whole = Recount(lines)
    for one in drawn:
        assert whole.value(one.what, one.of) == one.value, one
        assert Recount(lines, one.entries).value(one.what, one.of) == one.value, one


def test_every_kind_of_figure_that_the_report_can_hold_is_counted_again_somewhere() -> None:
    recounted = {name.removeprefix("_").replace("_", "-") for name in dir(Recount)}

    assert set(WHATS) <= recounted


def test_a_figure_that_names_entries_is_lost_without_them(figures: tuple[FigureShape, ...]) -> None:
    lines = lines_of(small_entries())
    needing = [one for one in figures if one.value and one.what in ("need", "short", "weeks-waited", "orders")]

    assert len(needing) > 5
    for one in needing:
        others = set(range(len(lines))) - set(one.entries)
        assert Recount(lines, others).value(one.what, one.of) == 0
