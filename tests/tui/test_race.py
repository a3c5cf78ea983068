"""The race, in the situation: what is published of how fast adversaries build."""

from pathlib import Path

from tests.support.decks import main_world
from tests.support.screens import JAPAN, Table
from tui.glyphs import UNICODE
from tui.participant.situation import NO_OUTLOOK, situation

DECK = Path(__file__).parents[2] / "injects" / "decks" / "taiwan-blockade"


def test_the_situation_says_how_fast_each_adversary_builds_and_that_this_is_notional() -> None:
    view = Table(main_world("taiwan-blockade")).seat(JAPAN).views[JAPAN]

    page = situation(view, NO_OUTLOOK, UNICODE, named=False).plain

    for one in view.world.baseline.adversaries:
        mark = " n" if one.growth_months.notional else ""
        assert f"{one.title}: once mobilised, its output doubles in {one.growth_months.value} months{mark}\n" in page
    assert "The race" in page
