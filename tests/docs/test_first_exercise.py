"""Commands that planners are told to type are commands, with options that they have."""

import re
from pathlib import Path
from typing import Any

import pytest
import typer

from cli.main import app
from injects.load import shipped_decks
from injects.making import TEMPLATE
from tests.support.decks import whole_deck

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("first-exercise.md", "writing-decks.md")
TEXT = (DOCS / "first-exercise.md").read_text(encoding="utf-8")


def told(page: str) -> list[str]:
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(r"^\$ surgex (.+)$", text, re.MULTILINE)


def command_of(words: list[str]) -> Any:
    found: Any = typer.main.get_command(app)
    while words and hasattr(found, "commands") and words[0] in found.commands:
        found = found.commands[words.pop(0)]
    return found


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_the_page_is_one_and_has_these_options(page: str) -> None:
    assert told(page)
    for line in told(page):
        words = re.findall(r'"[^"]*"|\S+', line)
        command = command_of(words)
        assert not hasattr(command, "commands"), line
        options = {name for one in command.params for name in (*one.opts, *one.secondary_opts)}
        assert {word for word in words if word.startswith("--")} <= options, line


def test_the_paces_of_the_agendas_are_those_of_the_shipped_decks() -> None:
    named = set(re.findall(r"`--pace ([\w-]+)`", TEXT))

    assert named == {"half-day", "day", "two-days", "distributed"}
    for deck in shipped_decks():
        assert named <= {one.id for one in whole_deck(deck).deck.paces}


def test_the_template_is_as_large_as_the_page_says() -> None:
    deck = whole_deck(TEMPLATE).deck

    assert (len(deck.seats), len(deck.injects), len(deck.paces[0].turns)) == (6, 10, 3)
    (times,) = deck.paces[0].times
    assert times.brief + times.orders + times.locked + times.adjudicate + times.picture == 70
