"""A running exercise is saved as a deck by whoever holds control's token, and by nobody else."""

from pathlib import Path

import pytest

from aar.saved_deck import START, saved_deck
from cli.databases import ServingError
from cli.deck_saved import from_server
from injects.making import write_deck
from tests.support.server import hosting


async def test_control_saves_what_the_server_holds(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, created):
        stands = await from_server(host.url, created.control.token)

    deck = saved_deck(stands, "saved", "Saved")
    write_deck(tmp_path / "saved", deck.files, deck.world)
    assert [one.id for one in deck.world.deck.starts] == [START]
    assert (tmp_path / "saved" / "deck.yaml").is_file()


async def test_a_participant_saves_nothing(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, created):
        with pytest.raises(ServingError, match="control's token"):
            await from_server(host.url, created.seat_of("allies/japan").token)
