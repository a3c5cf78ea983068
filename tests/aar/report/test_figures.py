"""Every figure of the report can be counted again from the entries that it names, and from nothing else."""

import json
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from aar.models_of_report import FigureShape
from aar.report.as_data import report_data
from aar.report.building import report
from aar.report.figures import WHATS
from aar.results import json_text
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


OTHER_WORLDS = ("findings.systems", "findings.boundaries", "findings.red_reactions", "findings.thorough")
"""What is told of other worlds rests on the whole log."""
SUMMED = "systems"
"""Quantities that are summed over the entries in `weeks`."""
COUNTERS = ("", "findings")
"""The format, and how many entries and redraws there are."""


def unproven(told: Any, path: str = "") -> Iterator[str]:
    """Where a figure stands without entries; one of nothing (0, or null) rests on none."""
    if isinstance(told, list):
        for one in told:
            yield from unproven(one, path)
    elif isinstance(told, dict):
        proof = told.get("entries", told.get("evidence"))
        if isinstance(proof, list):
            if not proof and told.get("value", 1):
                yield f"{path}: {told}"
            return
        figures = [name for name, value in told.items() if type(value) is int]
        if figures and path not in COUNTERS:
            yield f"{path}: {figures}"
        for name, value in told.items():
            where = f"{path}.{name}".lstrip(".")
            if where not in (*OTHER_WORLDS, SUMMED):
                yield from unproven(value, where)


def links_without_entries(told: Any) -> list[str]:
    return [link["says"] for one in told["findings"]["findings"] for link in one["chain"] if not link["entries"]]


def test_every_figure_in_the_data_names_the_entries_it_rests_on() -> None:
    material = report_of_small()
    report(material)
    told = json.loads(json_text(report_data(material)))

    assert list(unproven(told)) == []
    assert links_without_entries(told) == []
    assert len(told["weeks"]) == material.answer.weeks
    said = [row for one in told["systems"].values() for by in one["said"].values() for rows in by.values() for row in rows]
    assert said
    assert all(row["entries"] for row in said)
