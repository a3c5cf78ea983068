"""The rule book at a terminal: it is shipped, read, and searched."""

import tomllib
from pathlib import Path

from tests.support.screens import DOD, Table, client_of, settled, text_of
from tui.plain.pages import shown
from tui.rulebook import book

ROOT = Path(__file__).parents[2]


async def test_the_rule_book_is_searched_from_rule_to_rule(tmp_path: Path) -> None:
    app, _ = client_of(Table(), DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "R")
        await settled(pilot)
        first = text_of(app)
        await pilot.press("slash", *"practice", "enter")
        await settled(pilot)
        found = text_of(app)
        await pilot.press("n")
        await settled(pilot)
        again = text_of(app)
        await pilot.press("slash", *"unicorn", "enter")
        await settled(pilot)
        nothing = text_of(app)

    assert "Rule book" in first
    assert "practice: 1 of" in found
    assert "practice: 2 of" in again
    assert "nothing says unicorn" in nothing


def test_a_word_finds_the_rules_that_say_it_below_their_chapter() -> None:
    page = shown(book.found("hot wash"), 80)

    assert "1. Exercise, organisations and cells" in page
    assert "1.9 Hot wash." in page
    assert "2.3" not in page


def test_the_book_begins_with_what_a_player_does_and_shows_no_marks() -> None:
    page = shown(book.page(), 80)

    assert page.index("You play one organisation") < page.index("Every rule has a number")
    assert "\nThis is a game about" in page
    assert "*" not in page.partition("1. Exercise")[0]


def test_a_wheel_holds_the_rule_book_where_the_client_looks_for_it() -> None:
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]

    assert wheel["force-include"] == {"rules.md": str(book.SHIPPED.relative_to(ROOT))}


def test_tables_read_as_lines_and_what_serves_developers_is_left_out() -> None:
    page = shown(book.page(), 80)
    names = shown(book.page((("dod/indopacom", "INDOPACOM"),)), 80)

    assert "|" not in page
    assert "<!--" not in page
    assert "a slot holds at most 2 quarters' worth: rule 3.2; tag N" in page
    assert "step-opened" not in page
    assert "Annex E: standing policies" in page
    assert "injects/baseline" not in page
    assert "Seam. What is short because one organisation waited" in page
    assert "dod/indopacom" not in names
    assert "set by INDOPACOM" in names


def test_a_rules_number_finds_the_rule_before_what_speaks_of_it() -> None:
    page = shown(book.found("7.3"), 80)

    assert page.lstrip().startswith("7.3 ")


async def test_searching_for_a_rules_number_lands_on_the_rule(tmp_path: Path) -> None:
    app, _ = client_of(Table(), DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "R")
        await settled(pilot)
        await pilot.press("slash", *"7.3", "enter")
        await settled(pilot)
        first = text_of(app).splitlines()

    assert any(line.strip("│┃║ ▕▏|").startswith("7.3 ") for line in first[:4])
