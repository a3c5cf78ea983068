"""A deck before play: what is printed fits a terminal, and nobody is shown what another organisation alone is told."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import app
from injects.making import TEMPLATE
from injects.preview import preview_of
from tests.support.decks import opening_world

RUNNER = CliRunner()


def printed(*arguments: str) -> str:
    result = RUNNER.invoke(app, ["decks", "preview", str(TEMPLATE), *arguments])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize("arguments", [[], ["--format", "timeline"], ["--as", "nsc/staff"], ["--as", "allies/uk"]])
def test_every_line_fits_eighty_columns(arguments: list[str]) -> None:
    assert max(len(line) for line in printed(*arguments).splitlines()) <= 80


def test_the_run_of_show_has_every_inject_in_the_order_in_which_it_comes() -> None:
    told = json.loads(printed("--json"))

    turns = [row["turn"] for row in told["run_of_show"]]
    assert [row["inject"]["reference"] for row in told["run_of_show"]][:2] == ["EX-01", "EX-02"]
    assert turns == sorted(turns, key=lambda turn: turn or 99)
    assert len(turns) == 10


def test_the_timeline_puts_an_inject_into_the_turn_that_holds_its_week() -> None:
    lines = {line[:5]: line[31:] for line in printed("--format", "timeline").splitlines()}

    assert lines["EX-01"].startswith("B")
    assert lines["EX-03"].index("B") == lines["EX-01"].index("|")
    assert lines["EX-08"].endswith(">")


@pytest.mark.parametrize("form", ["table", "html"])
def test_an_organisation_is_shown_its_own_brief_and_no_other(form: str) -> None:
    said = printed("--as", "allies/japan", "--format", form)

    assert "second shift" in said
    assert "for sixty days" not in " ".join(said.split())
    assert "Note the first step that costs" not in " ".join(said.split())


def test_an_inject_that_it_does_not_read_is_not_shown_to_an_organisation() -> None:
    said = printed("--as", "allies/japan")

    assert "A zone is declared" in said
    assert "A report of warning" not in said


def test_texts_of_a_deck_are_no_markup_of_the_page(tmp_path: Path) -> None:
    deck = tmp_path / "harbour"
    assert RUNNER.invoke(app, ["decks", "new", str(deck), "--title", "<script>alert(1)</script>"]).exit_code == 0

    page = RUNNER.invoke(app, ["decks", "preview", str(deck), "--format", "html"]).output
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_a_lever_is_named_with_the_turns_in_which_it_can_be_paid() -> None:
    world = opening_world()
    seen = preview_of(world, "half-day")

    for desk in seen.desks:
        assert all(turn in (1, 2, 3) for lever in desk.levers for turn in lever.turns)
        assert {lever.id for lever in desk.levers} <= set(world.playbook)
    assert any(lever.turns for desk in seen.desks for lever in desk.levers)


def test_what_an_inject_waits_for_is_told_to_planners_and_to_no_organisation(tmp_path: Path) -> None:
    deck = tmp_path / "deck"
    RUNNER.invoke(app, ["decks", "new", str(deck)])
    file = deck / "injects" / "1-warning.yaml"
    choice = "- {effect: index, index: trust-japan, by: 2}"
    added = choice + "\n          - {effect: inject, inject: a-journalist-asks, weeks: 3}"
    file.write_text(file.read_text(encoding="utf-8").replace(choice, added, 1), encoding="utf-8")

    told = " ".join(RUNNER.invoke(app, ["decks", "preview", str(deck)]).output.split())
    alone = RUNNER.invoke(app, ["decks", "preview", str(deck), "--as", "allies/japan"]).output

    assert (
        "EX-04 The magazines run low: when LRASM in Western Pacific lasts fewer than 14 days; at the latest in week 12" in told
    )
    assert 'EX-08 A journalist asks: 3 weeks after EX-02 is answered with "Put the question to the other government' in told
    assert "WAIT FOR" not in alone
