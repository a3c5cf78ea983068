"""What README.md says of the shipped deck, held against the deck."""

from pathlib import Path

from tests.support.decks import main_world
from tests.support.shipped_games import shipped_world

TEXT = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_the_readme_says_where_the_command_is_before_it_is_typed() -> None:
    assert TEXT.index(". .venv/bin/activate") < TEXT.index("$ surgex ")


def test_the_readme_counts_what_is_in_the_shipped_deck() -> None:
    world = shipped_world()
    theatres = " and ".join(f"{'the ' if ' ' in one.title else ''}{one.title}" for one in world.theatres.values())

    assert f"{world.deck.weeks} weeks" in TEXT
    assert f"**{len(world.organisations)} organisations**" in TEXT
    assert f"bots in the other {len(world.organisations)} seats" in TEXT
    assert f"**{len(world.systems)} weapon systems** on {len(world.lines)} lines" in TEXT
    assert f"share {len(world.components)} components" in TEXT
    assert f"two theatres: {theatres}." in TEXT
    second = [one.title for key, one in main_world("two-front-war").theatres.items() if key not in world.theatres]
    assert f"The second deck adds the {' and '.join(second)}." in TEXT
    assert f"**{len(world.playbook)} levers**" in TEXT
