"""Chapter 15: the published logs of the main decks, played again with nothing taken away, are those logs week by week."""

from functools import cache
from pathlib import Path

import pytest

from aar.log_file import read_log
from aar.other_rules import by_other_rules
from aar.reading import Played, read
from aar.worlds.change import PLAYED
from aar.worlds.physics import Outcome, outcome_of
from engine.exercise import Exercise, Initiative
from injects.load import shipped_decks

SAMPLES = Path(__file__).parents[2] / "docs" / "sample"


@cache
def again(deck: str) -> tuple[Played, Outcome]:
    played = read(read_log(SAMPLES / deck / "exercise.jsonl.gz"))
    return played, outcome_of(played, PLAYED)


@pytest.mark.parametrize("deck", shipped_decks())
def test_15_1_every_system_in_every_theatre_needs_lacks_and_keeps_in_every_week_what_the_log_says(deck: str) -> None:
    played, outcome = again(deck)
    weeks = outcome.weeks

    for week, row in played.stocks:
        at = week - weeks.first_week
        lived = [each(row.system, row.theatre)[at] for each in (weeks.need, weeks.short, weeks.stock)]
        assert lived == [row.need, row.short, row.stock], (week, row.theatre, row.system)


@pytest.mark.parametrize("deck", shipped_decks())
def test_15_1_every_step_opens_and_is_decided_in_the_weeks_of_the_log(deck: str) -> None:
    played, outcome = again(deck)
    lived = outcome.course.exercise
    assert lived is not None

    assert {"intent", "order", "clock", "work", "waiver"} <= {
        step.through for one in _all(played) for step in one.steps.values()
    }
    assert [_weeks_of(one) for one in _all(played)] == [_weeks_of(lived.initiatives[one.id]) for one in _all(played)]
    assert _means(lived) == _means(played.exercise)


@pytest.mark.parametrize("deck", shipped_decks())
def test_a_sample_is_of_the_rules_that_it_is_published_with(deck: str) -> None:
    played, outcome = again(deck)

    assert by_other_rules(played, outcome.short) == ""


def _all(played: Played) -> list[Initiative]:
    return [one for one in played.exercise.initiatives.values() if one.stopped != "merged"]


def _weeks_of(initiative: Initiative) -> object:
    """When it ended, what was granted, and of each step when it opened, counted and was answered, and what it waited."""
    steps = {
        key: (step.opened, step.verdict, step.decided, step.present, step.waited if step.verdict == "approved" else 0)
        for key, step in initiative.steps.items()
    }
    return initiative.id, initiative.stopped, initiative.done_week, dict(initiative.parameters), steps


def _means(exercise: Exercise) -> object:
    """Money, law and moods, but for deterrence, which follows from stocks and is measured where red reacts."""
    moods = {key: value for key, value in exercise.indices.items() if key != "deterrence"}
    return exercise.balances, exercise.authorities, exercise.mechanism_since, moods
