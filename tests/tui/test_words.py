"""How the engine's titles and sentences read on every screen."""

import pytest

from engine.titles import amounts_in_words, readable
from tests.support.decks import opening_world
from tui.words import with_titles


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("Appropriate $250000K for inducements", "Appropriate $250 million for inducements"),
        (
            "Supplemental: $5500000K for munitions, $75K for plants",
            "Supplemental: $5.5 billion for munitions, $75 thousand for plants",
        ),
        ("Pay $1050K", "Pay $1.05 million"),
        ("a $5K75 drone", "a $5K75 drone"),
    ],
)
def test_amounts_in_titles_are_words(title: str, read: str) -> None:
    world = opening_world()

    assert amounts_in_words(title) == read
    assert with_titles(world, title) == read
    assert readable(world, title.replace("250000", "{amount}"), {"amount": "250000"}) == read
