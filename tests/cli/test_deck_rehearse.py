"""Rehearsing a deck in the making: it begins at the turn that is asked for, and says what the last edits changed."""

from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.choices import known_hands
from cli.deck_rehearse import FILES, PROBLEMS, changes, played_to
from cli.demo import created
from cli.main import app
from engine.ids import OrganisationId
from engine.phases import Phase
from tests.support.decks import opening_world


@pytest.fixture(autouse=True)
def kept_in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def test_bots_bring_it_to_the_brief_of_the_turn_that_is_asked_for() -> None:
    table = played_to(opening_world(), "half-day", 2, seed="1", policy="idle")

    assert (table.exercise.turn, table.exercise.phase, table.exercise.week) == (2, Phase.BRIEF, 14)


def test_an_exercise_goes_on_from_there_with_a_seat_for_whom_the_planner_plays() -> None:
    world = opening_world()
    table = played_to(world, "half-day", 2, seed="1", policy="idle")

    database, made = created(world, "half-day", "1", (OrganisationId("allies/japan"),), table.entries)

    assert database.is_file()
    assert made.seat_of("allies/japan").token
    assert {one.organisations for one in made.seats if one.role == "participant"} == {(one,) for one in world.organisations}


def test_nobody_sits_for_those_without_a_seat_unless_the_deck_wants_bots_there() -> None:
    world = opening_world()
    few = replace(world, deck=replace(world.deck, seats=("dod/as",)))
    bots = replace(few, deck=replace(few.deck, unheld="bot"))

    mine = (OrganisationId("nsc/staff"),)

    assert set(played_to(few, "half-day", 2, seed="1", policy="idle", mine=mine).exercise.holders) == {"dod/as", *mine}
    assert set(played_to(bots, "half-day", 2, seed="1", policy="idle").exercise.holders) == set(world.organisations)


def test_what_was_mended_and_what_is_new_is_told_apart() -> None:
    before = {FILES: {"deck.yaml": "1", "red.yaml": "1"}, PROBLEMS: ["error: a", "warning: b"]}

    said = changes(before, {"deck.yaml": "2", "red.yaml": "1", "demand.yaml": "1"}, ["warning: b", "error: c"])

    assert said == [
        "changed since the last rehearsal: deck.yaml, demand.yaml",
        "mended: error: a",
        "warning: b",
        "new: error: c",
    ]


def test_a_mistake_made_since_the_last_time_is_named_and_nothing_begins(tmp_path: Path) -> None:
    deck = tmp_path / "harbour"
    runner = CliRunner()
    runner.invoke(app, ["decks", "new", str(deck)])
    first = runner.invoke(app, ["decks", "rehearse", str(deck), "--as", "allies/japan"])
    msel = deck / "injects" / "1-warning.yaml"
    msel.write_text(msel.read_text(encoding="utf-8").replace("objective: O3", "objective: O9"), encoding="utf-8")
    second = runner.invoke(app, ["decks", "rehearse", str(deck), "--as", "allies/japan"])

    assert (first.exit_code, second.exit_code) == (0, 2)
    assert "turn 1 of 3" in first.stderr
    assert "changed since the last rehearsal: injects/1-warning.yaml" in second.stderr
    assert "new: error:" in second.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--turn", "4"], "give --turn a number from 1 to 3"),
        (["--as", "allies/japn"], "did you mean `allies/japan`?"),
        (["--policy", "typcal"], "did you mean `typical`?"),
    ],
)
def test_what_cannot_be_is_told(tmp_path: Path, arguments: list[str], said: str) -> None:
    deck = tmp_path / "harbour"
    CliRunner().invoke(app, ["decks", "new", str(deck)])

    result = CliRunner().invoke(app, ["decks", "rehearse", str(deck), *arguments])

    assert result.exit_code == 2
    assert said in result.stderr


def test_somebody_may_play_a_whole_cell_from_one_seat() -> None:
    world = opening_world()

    mine = known_hands(world, "nsc")
    _, made = created(world, "half-day", "1", mine)

    assert mine == ("nsc/staff", "nsc/state")
    assert [one.organisations for one in made.seats if len(one.organisations) > 1] == [mine]
    assert sorted(str(one) for seat in made.seats for one in seat.organisations) == sorted(world.organisations)
    assert known_hands(world, "control") == ()
