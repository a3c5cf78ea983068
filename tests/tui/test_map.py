"""The map: what is on the way, what is held up, and which sites work, as far as an organisation knows."""

import re
from pathlib import Path
from typing import Any

from engine.changing import replace
from engine.ids import TheatreId
from engine.stocks import Damage, SeaLift
from tests.support.screens import DOD, JAPAN, Table, client_of, settled, text_of
from tui.glyphs import UNICODE
from tui.participant.theatre_map import theatre_map
from tui.plain.pages import shown


def _page(table: Table, **changes: Any) -> str:
    """The map of the department, where its stocks differ so."""
    view = table.seat(DOD).views[DOD]
    view = replace(view, settled_stocks=replace(view.settled_stocks, **changes), unsettled=(), worked_out=[])
    return shown(theatre_map(view, UNICODE, named=False), 80)


def test_a_route_that_is_interdicted_or_closed_says_so_and_until_when() -> None:
    table = Table()
    table.start()
    theatre = TheatreId(next(iter(table.exercise.world.theatres)))

    assert "✓ open" in _page(table)
    assert "interdicted: 30% sails until week 20" in _page(table, sea={theatre: SeaLift(300, 20)})
    assert "closed at sea" in _page(table, sea={theatre: SeaLift(0, 0)})


def test_a_damaged_site_shows_how_much_is_left() -> None:
    table = Table()
    table.start()
    line = next(iter(table.exercise.world.lines))

    assert "damaged: 60% left" in _page(table, damage=(Damage(line, 400, 0),))


def test_a_long_amount_does_not_run_into_the_next_system() -> None:
    table = Table()
    table.start()
    theatre = TheatreId(next(iter(table.exercise.world.theatres)))
    stocks = table.seat(DOD).views[DOD].settled_stocks
    much = dict.fromkeys(stocks.theatre[theatre], 10**18)

    page = _page(table, theatre={**stocks.theatre, theatre: much})

    assert page.count("1,000,000,000,000,000") == len(much)
    assert not re.search(r"(?:days|000| n)[A-Z]", page)


async def test_the_map_is_opened_with_a_key_and_is_plain_where_that_is_asked_for(tmp_path: Path) -> None:
    table = Table()
    table.start()
    table.play_turn()
    app, _ = client_of(table, JAPAN, folder=tmp_path, ascii_only=True)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "p")
        await settled(pilot)
        page = text_of(app)

    assert "United States, the rear" in page
    assert "on the way: " in page
    assert page.isascii()
