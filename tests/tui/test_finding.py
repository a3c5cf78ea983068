"""Searching in a pane, and taking it along."""

from pathlib import Path

from engine.orders import SendMessage
from tests.support.screens import DOD, STATE, Table, client_of, settled
from tui.widgets.rows import Rows


def _written(folder: Path) -> str:
    [file] = folder.glob("*.talk-turn-1.txt")
    return file.read_text(encoding="utf-8")


async def test_a_word_is_found_in_a_pane_and_the_pane_is_written_into_a_file(tmp_path: Path) -> None:
    table = Table()
    table.start()
    for text in ("seekers first", "nothing of it", "seekers again", "the end"):
        table.give(SendMessage(to=(DOD,), text=text), STATE)
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "6", "slash", *"seekers", "enter")
        await settled(pilot)
        rows = app.screen_stack[-2].query_one("#rows-6", Rows)
        first = rows.text
        await pilot.press("n")
        second = rows.text
        await pilot.press("N")
        back = rows.text
        await pilot.press("escape", "W")
        await settled(pilot)

    assert ["seekers first" in first, "seekers again" in second, "seekers first" in back] == [True] * 3
    assert "the end" in _written(tmp_path)
