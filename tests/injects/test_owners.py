"""An effect that would change nothing in play, since nobody has what it takes, is named before play with who has."""

import shutil
from pathlib import Path

from injects.check import check
from injects.making import TEMPLATE
from injects.problems import Problem
from tests.support.decks import DeckFolder


def changed(tmp_path: Path, effect: str) -> list[Problem]:
    """What is said of the template where its first effect of a choice is another."""
    deck = Path(shutil.copytree(TEMPLATE, tmp_path / "deck"))
    file = deck / "injects" / "2-war.yaml"
    text = file.read_text(encoding="utf-8")
    first = next(line for line in text.splitlines() if "{effect: index" in line)
    file.write_text(text.replace(first, f"          - {effect}", 1), encoding="utf-8")
    return [one for one in check(deck).problems if "nothing would" in one.message]


def test_a_lender_without_a_reserve_is_named_with_those_who_have_one(tmp_path: Path) -> None:
    (problem,) = changed(tmp_path, "{effect: stock, system: SM6, theatre: western-pacific, units: 10, owner: allies/uk}")

    assert problem.severity == "warning"
    assert "`allies/uk` holds no reserve of `SM6`" in problem.message
    assert "name one of allies/japan, " in problem.mend
    assert "add to systems/SM6/reserves" in problem.mend


def test_a_lender_with_a_reserve_is_none(tmp_path: Path) -> None:
    assert changed(tmp_path, "{effect: stock, system: PAC3MSE, theatre: western-pacific, units: 10, owner: allies/japan}") == []


def test_a_yard_that_nobody_has_is_named_with_those_who_have_one(tmp_path: Path) -> None:
    (problem,) = changed(tmp_path, "{effect: repair, repair: MRO_SHIP, operator: allies/uk}")

    assert "`allies/uk` has no yard for `MRO_SHIP`" in problem.message
    assert "add to repairs/MRO_SHIP/yards" in problem.mend


def test_a_theatre_of_the_baseline_in_which_the_deck_does_not_fight_is_named_so(folder: DeckFolder) -> None:
    folder.change("deck/deck.yaml", "theatres: [western-pacific]", "theatres: [western-pacfic]")

    said = {f"{one.message}: {one.mend}" for one in folder.problems()}

    assert any("no theatre `western-pacfic`: did you mean `western-pacific`?" in one for one in said)
    assert any("does not fight in `western-pacific`: add it to `theatres` in deck.yaml" in one for one in said)


def test_a_slip_at_the_top_of_the_deck_hides_no_slip_in_the_calendar(folder: DeckFolder) -> None:
    folder.change("deck/deck.yaml", "baseline: start-2026", "baseline: start-2026\nunheld: aprove")
    folder.change("deck/calendar.yaml", "turns: [13, 30, 126]", "turns: [13, 30, 127]")

    said = [one.message for one in folder.problems()]

    assert any("`unheld` cannot be `aprove`" in one for one in said)
    assert any("have 170 weeks, and the exercise has 169" in one for one in said)


def test_a_slip_in_the_name_of_a_field_that_stands_there_already_is_named_with_it(folder: DeckFolder) -> None:
    folder.change("deck/injects.yaml", "    objective: O3\n", "    objective: O3\n    objectiv: O3\n")

    assert any("did you mean `objective`?" in one.mend for one in folder.problems() if "`objectiv`" in one.message)
