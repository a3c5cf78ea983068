"""What is said in passing: for how long, what of it is kept, and what it says when the connection is lost."""

from pathlib import Path

from server.client import LinkState
from tests.support.screens import DOD, Table, client_of, settled, text_of


def _toasts(app: object) -> list[str]:
    return [one.message for one in app._notifications]  # type: ignore[attr-defined]


def _written(folder: Path) -> list[str]:
    return [one.read_text(encoding="utf-8") for one in folder.glob("*clock-and-seats-turn-1.txt")]


async def test_a_lost_connection_says_what_happens_next_and_one_that_is_back_says_so_once(tmp_path: Path) -> None:
    table = Table()
    table.start()
    app, seats = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        first = _toasts(app)
        seats[0].go(LinkState.RECONNECTING)
        await settled(pilot)
        seats[0].on_change("link")
        await settled(pilot)
        lost = _toasts(app)
        seats[0].go(LinkState.ONLINE)
        await settled(pilot)
        back = _toasts(app)
        await pilot.press("m")
        await settled(pilot)
        kept = text_of(app)

    assert [one for one in first if "connection" in one] == []
    assert len([one for one in lost if "kept on disk" in one]) == 1
    assert len([one for one in back if "is back; what waited" in one]) == 1
    assert "connection is lost" in kept
    assert "connection is back" in kept


async def test_control_copies_a_pane_and_writes_it_into_a_file(tmp_path: Path) -> None:
    table = Table()
    table.start()
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("2", "Y", "F")
        await settled(pilot)

    (written,) = _written(tmp_path)
    assert "Turn" in written
    assert app.clipboard == written


async def test_two_toasts_at_the_most_inform_at_a_time_and_an_error_stays(tmp_path: Path) -> None:
    table = Table()
    table.start()
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        app.clear_notifications()
        app.notify("It is broken.", severity="error", timeout=60)
        for word in ("One.", "Two.", "Three."):
            app.notify(word, timeout=60)
        await settled(pilot)

    assert _toasts(app) == ["It is broken.", "Three."]
