"""How the engine's titles and sentences read on every screen."""

import pytest

from engine.titles import amounts_in_words, choices_of, parameter_title, readable
from tests.support.decks import main_world, opening_world
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
        ("corrected from $5,500K to $0K", "corrected from $5.5 million to $0 thousand"),
        ("a $5K75 drone", "a $5K75 drone"),
    ],
)
def test_amounts_in_titles_are_words(title: str, read: str) -> None:
    world = opening_world()

    assert amounts_in_words(title) == read
    assert with_titles(world, title) == read
    assert readable(world, title.replace("250000", "{amount}"), {"amount": "250000"}) == read


def test_sums_in_forms_read_as_in_titles() -> None:
    world = main_world("taiwan-blockade")
    kind = world.playbook["reprogramme"]
    plants = next(one for one in kind.parameters if one.id == "plants")

    assert parameter_title(kind, plants) == "Dollars for plants"
    assert choices_of(world, kind, plants, ("50000", "500000")) == (("50000", "$50 million"), ("500000", "$500 million"))
