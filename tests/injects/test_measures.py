"""What an objective asks for can be measured as it is written, or the planner hears what is missing, and where."""

import pytest

from tests.support.decks import DeckFolder


@pytest.mark.parametrize(
    ("measure", "said", "mend"),
    [
        ("measure: week-of-agreement, at_most: 14", "does not say between whom", "add `parties: ["),
        ("measure: week-of-agreement, parties: [dod/as], at_most: 14", "does not say between whom", "add `parties: ["),
        ("measure: week-of-agreement, parties: [dod/as, allies/japam]", "no organisation `allies/japam`", "`allies/japan`?"),
        ("measure: weeks-to-mechanism, at_most: 14", "does not say which level", "add `level: 1`"),
        ("measure: leaks, parties: [dod/as, allies/japan]", "`leaks` takes no `parties`", "it belongs to `week-of-agreement`"),
        ("measure: leaks, level: 2, at_most: 0", "`leaks` takes no `level`", "it belongs to `weeks-to-mechanism`"),
        ("measure: leaks, at_least: 3, at_most: 2", "cannot be at least 3 and at most 2", "exchange them"),
        ("measure: week-of-agrement, at_most: 14", "`measure` cannot be `week-of-agrement`", "`week-of-agreement`?"),
    ],
)
def test_a_measure_that_cannot_be_taken_is_named_with_a_mend(folder: DeckFolder, measure: str, said: str, mend: str) -> None:
    place = folder.change("deck/deck.yaml", "    target:", f"    criteria: [{{asks: It, any: [{{{measure}}}]}}]\n    target:")

    (problem,) = [one for one in folder.problems() if one.file == place.file]

    assert said in problem.message
    assert mend in f"{problem.message} {problem.mend}"
    assert problem.line == place.line


def test_a_criterion_that_nothing_measures_is_named(folder: DeckFolder) -> None:
    folder.change("deck/deck.yaml", "    target:", "    criteria: [{asks: A ruling, any: []}]\n    target:")

    assert [one.message for one in folder.problems() if "measures" in one.message] == ['nothing measures "A ruling"']


def test_an_agreement_between_two_by_a_week_is_a_measure(folder: DeckFolder) -> None:
    asked = "{measure: week-of-agreement, parties: [dod/as, allies/japan], at_most: 14}"
    folder.change("deck/deck.yaml", "    target:", f"    criteria: [{{asks: It, any: [{asked}]}}]\n    target:")

    assert folder.problems() == ()
