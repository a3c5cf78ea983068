"""A deck may name who sits at the tables; nothing is asked of the others, and nobody gets a seat for them."""

from pathlib import Path

import pytest

from injects.checks import every_problem
from injects.load import load_world
from server.admission import complete
from tests.support.decks import OPENING, DeckFolder

SEATS = "seats: [dod/as, allies/japan]\n"


@pytest.fixture
def folder(tmp_path: Path) -> DeckFolder:
    made = DeckFolder(tmp_path)
    made.change("deck/deck.yaml", "unheld: hold\n", f"unheld: hold\n{SEATS}")
    return made


def test_of_those_without_a_seat_neither_brief_nor_decision_is_asked(folder: DeckFolder) -> None:
    text = folder.file("deck/organisations.yaml").read_text(encoding="utf-8")
    kept = [part for part in text.split("  - organisation: ")[1:] if part.startswith(("dod/as", "allies/japan"))]
    folder.write("deck/organisations.yaml", "briefs:\n" + "".join(f"  - organisation: {part}" for part in kept))

    said = [one.message for one in every_problem(folder.loaded())]
    assert not any("has no brief" in one for one in said)
    assert {one.split("`")[1] for one in said if "has nothing to decide" in one} == {"dod/as", "allies/japan"}


def test_an_inject_that_nobody_at_a_table_must_answer_is_named(folder: DeckFolder) -> None:
    place = folder.change("deck/injects.yaml", "to: [nsc/staff]", "to: [nsc/state]")

    named = [one for one in folder.problems() if "addressed to nobody who has a seat" in one.message]
    assert place.line in {one.line for one in named}
    assert all(one.severity == "warning" for one in named)


def test_a_seat_is_made_for_each_of_them_and_for_control(folder: DeckFolder) -> None:
    seats = complete(load_world(folder.deck, baseline=folder.baseline), ())

    assert [seat.organisations for seat in seats] == [(), ("allies/japan",), ("dod/as",)]


def test_without_seats_everybody_has_one() -> None:
    world = load_world(OPENING / "deck", baseline=OPENING / "baseline")

    assert world.seated == tuple(world.organisations)


def test_a_seat_of_nobody_is_named(folder: DeckFolder) -> None:
    place = folder.change("deck/deck.yaml", "[dod/as, allies", "[dod/az, allies")

    assert any(one.line == place.line and "did you mean `dod/as`?" in one.mend for one in folder.problems())
