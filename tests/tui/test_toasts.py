"""What is said in passing: for how long, what of it is kept, and what it says when the connection is lost."""

from pathlib import Path

from server.client import LinkState
from tests.support.screens import DOD, NSC, Table, client_of, settled, text_of


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


async def test_control_copies_a_pane_and_writes_it_into_a_file_each_sentence_whole(tmp_path: Path) -> None:
    table = Table()
    table.start()
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("2", "Y", "F")
        await settled(pilot)

    (written,) = _written(tmp_path)
    assert app.clipboard == written
    assert "n LOCKS the turn: orders are sealed and duplicates settled; this cannot be undone" in written


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


async def test_nothing_covers_who_you_are_while_it_is_read_and_what_came_meanwhile_waits_behind_it(tmp_path: Path) -> None:
    table = Table()
    table.start()
    app, seats = client_of(table, NSC, folder=tmp_path)

    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        first_page = text_of(app)
        seats[0].tamper(NSC, notices=("Your intent approved it for $3M.",))
        await settled(pilot)
        meanwhile = _toasts(app)
        await pilot.press("enter")
        await settled(pilot)
        behind = text_of(app)
        seats[0].tamper(NSC, notices=("Your intent approved it for $3M.", "And this for $4M."))
        await settled(pilot)
        afterwards = _toasts(app)

    assert "What you want" in first_page
    assert meanwhile == []
    assert "5 Orders (+1)" in behind
    assert [one for one in afterwards if "And this for $4M." in one]


async def test_what_comes_in_while_a_form_is_open_covers_nothing_and_is_said_once_it_is_closed(tmp_path: Path) -> None:
    table = Table()
    table.start()
    app, seats = client_of(table, NSC, folder=tmp_path)

    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("enter", "i")
        await settled(pilot)
        seats[0].tamper(NSC, notices=("A supplier has left.",))
        await settled(pilot)
        meanwhile, form = _toasts(app), text_of(app)
        await pilot.press("escape")
        app._count_down()
        await settled(pilot)
        afterwards = _toasts(app)

    assert [one for one in meanwhile if "supplier" in one] == []
    assert "1 notice waits" in form
    assert [one for one in afterwards if "A supplier has left." in one]


async def test_a_disk_that_takes_no_draft_is_said_once_and_not_only_at_the_beginning(tmp_path: Path) -> None:
    table = Table()
    table.start()
    app, _ = client_of(table, DOD, folder=tmp_path / "gone")
    (tmp_path / "gone").write_text("a file where the folder should be", encoding="utf-8")

    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("enter", "o", "enter", "tab", "7", "7")
        for _ in range(2):
            app._count_down()
            await settled(pilot)
        said = [one for one in _toasts(app) if "Drafts cannot be kept" in one]

    assert len(said) == 1
    assert str(tmp_path / "gone") in said[0]


async def test_whoever_loses_the_seat_in_play_reads_why_and_what_to_do(tmp_path: Path) -> None:
    table = Table()
    table.start()
    app, seats = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        seats[0].why = "This token was replaced by a new one. Ask control for it."
        seats[0].go(LinkState.REFUSED)
        await settled(pilot)
        said = _toasts(app)
        await pilot.press("enter", "m")
        await settled(pilot)
        kept = text_of(app)

    assert len([one for one in said if "This token was replaced" in one and "join again" in one]) == 1
    assert "This token was replaced" in kept
