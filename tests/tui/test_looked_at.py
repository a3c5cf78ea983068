"""What nobody has looked at is still marked when a client starts again; losing the file loses the marks alone."""

from pathlib import Path

from textual.pilot import Pilot

from engine.ids import HolderId
from engine.orders import EndPractice, MakeRequest, SendMessage, StartPractice, TakeSeat
from tests.support.screens import DOD, STATE, Table, client_of, settled, text_of
from tui.looked_at import LookedAt
from tui.news import News

SECRET = "The seeker is late."


def _table() -> Table:
    table = Table()
    table.give(TakeSeat(organisation=DOD, holder=HolderId("person")))
    return table


def _files(folder: Path) -> list[Path]:
    return list(folder.glob("looked-at-*"))


async def _tabs(pilot: Pilot[int], *keys: str) -> str:
    await settled(pilot)
    await pilot.press("enter", "escape", *keys)
    await settled(pilot)
    return text_of(pilot.app).splitlines()[2]


async def _sat_down(table: Table, folder: Path, *keys: str) -> str:
    """The line of panes of a client that starts, after these keys; then it is left."""
    app, _ = client_of(table, DOD, folder=folder)
    async with app.run_test(size=(100, 24)) as pilot:
        return await _tabs(pilot, *keys)


async def test_what_came_while_nobody_sat_here_is_marked_until_it_is_looked_at(tmp_path: Path) -> None:
    table = _table()
    first = await _sat_down(table, tmp_path)
    table.start()
    table.give(SendMessage(to=(DOD,), text=SECRET), STATE)
    table.give(MakeRequest(to=(DOD,), text="May we?", due_turn=1), STATE)

    unread = await _sat_down(table, tmp_path)
    again = await _sat_down(table, tmp_path, "6", "1")
    read = await _sat_down(table, tmp_path)

    assert "(+" not in first
    assert "Talk (+2)" in unread
    assert "Injects (+2)" in unread
    assert "Talk (+" not in again
    assert "Talk (+" not in read
    assert "Injects (+2)" in read
    assert all(SECRET not in one.read_text(encoding="utf-8") for one in _files(tmp_path))


async def test_losing_the_file_loses_the_marks_and_nothing_else(tmp_path: Path) -> None:
    table = _table()
    await _sat_down(table, tmp_path)
    table.start()
    (kept,) = _files(tmp_path)

    for spoilt in ("", "[]", '{"dod/as": {"injects": 3, "notices": [], "talk": {}}}'):
        kept.write_text(spoilt, encoding="utf-8")
        assert "(+" not in await _sat_down(table, tmp_path)


def test_1_7_what_was_looked_at_in_a_practice_is_not_kept(tmp_path: Path) -> None:
    table = _table()
    seat = table.seat(DOD)

    def looking() -> News:
        news = News(file=LookedAt(tmp_path, seat.exercise_id, (DOD,)))
        news.look([seat.views[DOD]])
        return news

    looking()
    table.give(StartPractice())
    table.give(SendMessage(to=(DOD,), text="A drill."), STATE)
    practising = looking()
    practising.talk_was_seen()
    table.give(EndPractice())
    table.give(SendMessage(to=(DOD,), text="For good."), STATE)

    assert looking().unread_messages == [(DOD, "1.1")]


def test_one_message_that_was_opened_by_itself_is_read_the_next_time(tmp_path: Path) -> None:
    table = _table()
    seat = table.seat(DOD)

    def looking() -> News:
        news = News(file=LookedAt(tmp_path, seat.exercise_id, (DOD,)))
        news.look([seat.views[DOD]])
        return news

    looking()
    for text in ("One.", "Two."):
        table.give(SendMessage(to=(DOD,), text=text), STATE)
    first, second = (place for _, place in looking().unread_messages)
    looking().message_was_read(DOD, first)

    assert looking().unread_messages == [(DOD, second)]
    assert looking().unread_talk == 1
