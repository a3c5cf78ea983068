import asyncio
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.ids import OrganisationId
from engine.orders import AdvancePhase, SendMessage, StartExercise
from engine.phases import Phase
from engine.stored import Plain
from server.client import LinkState, SeatClient
from server.issuing import find_seat, pass_on
from tests.support.screens import CONGRESS, DOD, NSC, Table, client_of, settled, text_of, until
from tests.support.server import hosting
from tui.app import LOADED_LATER, SurgexApp
from tui.controller.workspace import ControlScreen
from tui.drafts import Drafts
from tui.help_screen import bindings_of
from tui.participant.workspace import ParticipantScreen
from tui.settings import ClientConfig
from tui.widgets.form_screen import FormScreen


@pytest.fixture
def table() -> Table:
    table = Table()
    table.start()
    return table


@pytest.mark.parametrize(
    ("size", "panes"), [((80, 24), {1}), ((100, 30), {1, 4}), ((140, 40), {1, 2, 4}), ((139, 60), {1, 4}), ((60, 20), {1})]
)
async def test_so_many_panes_are_shown_as_fit(table: Table, tmp_path: Path, size: tuple[int, int], panes: set[int]) -> None:
    app, _ = client_of(table, NSC, folder=tmp_path)

    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, ParticipantScreen)
        shown = {pane.number for pane in screen.panes if pane.display}
        rows = text_of(app).splitlines()

    assert shown == panes
    assert "online" in rows[-2]
    assert "Palette" in rows[-1]
    assert all(len(row) <= size[0] for row in rows)


async def test_the_first_picture_says_where_the_client_goes_and_what_is_loaded_behind_it_opens_then(
    table: Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, LOADED_LATER)
    client, _ = client_of(table, NSC, folder=tmp_path)
    client.url = "ws://table"

    async with client.run_test(size=(80, 24)) as pilot:
        first = text_of(client)
        await until(pilot, lambda: "You are" in text_of(client))
        await settled(pilot)
        then = text_of(client)

    assert "connecting  ws://table" in first
    assert "You are National Security Council staff" in then


async def test_a_window_that_is_too_small_says_so_until_it_grows(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, NSC, folder=tmp_path)

    async with app.run_test(size=(59, 19)) as pilot:
        await settled(pilot)
        small = text_of(app)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        large = text_of(app)

    assert "This window is 59×19." in small
    assert "Make it larger" in small
    assert "You are National Security Council staff" in large


@pytest.mark.parametrize("organisations", [(NSC,), ()])
async def test_help_lists_every_key_of_the_workspace_and_where_files_live(
    table: Table, tmp_path: Path, organisations: tuple[OrganisationId, ...]
) -> None:
    app, _ = client_of(table, *organisations, folder=tmp_path)

    async with app.run_test(size=(140, 120)) as pilot:
        await settled(pilot)
        await pilot.press("escape")
        await pilot.press("question_mark")
        await settled(pilot)
        page = text_of(app)

    workspace = ParticipantScreen if organisations else ControlScreen
    hidden = {"closing"}
    missing = [
        one.description for one in bindings_of(workspace, SurgexApp) if one.action not in hidden and one.description not in page
    ]
    assert missing == []
    assert str(tmp_path)[:30] in page


@pytest.mark.parametrize("workspace", [ParticipantScreen, ControlScreen])
def test_the_footer_holds_at_most_five_keys_and_every_key_has_a_name_of_its_own(workspace: type) -> None:
    bindings = bindings_of(workspace)

    shown = [one for one in bindings if one.show]

    assert len(shown) <= 5
    assert len({one.id for one in bindings}) == len(bindings)
    assert not {key for one in bindings for key in one.key.split(",")} & {"ctrl+s", "ctrl+h", "ctrl+i", "ctrl+m", "ctrl+j"}


async def test_a_half_written_form_is_there_again_after_a_kill(table: Table, tmp_path: Path) -> None:
    first, _ = client_of(table, DOD, folder=tmp_path)
    async with first.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await pilot.press("o", "enter", "tab", "7", "7")
        await settled(pilot)

    second, _ = client_of(table, DOD, folder=tmp_path)
    async with second.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "G")
        await settled(pilot)
        inbox = text_of(second)
        await pilot.press("enter")
        await settled(pilot)
        form = second.screen
        assert isinstance(form, FormScreen)
        values = dict(form.values)

    assert "Unfinished: New order" in inbox
    assert "1 draft" in inbox
    assert values["units"] == "77"


async def test_an_order_given_offline_goes_out_after_a_kill(table: Table, tmp_path: Path) -> None:
    first, _ = client_of(table, DOD, folder=tmp_path, state=LinkState.RECONNECTING)
    async with first.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await pilot.press("o", "enter", "f2")
        await settled(pilot)

    second, _ = client_of(table, DOD, folder=tmp_path)
    async with second.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "5")
        await settled(pilot)
        page = text_of(second)

    assert len(table.exercise.initiatives) == 1
    assert "Propose: Order 50 more LRASM" in page
    assert "0 drafts" in page


async def test_leaving_asks_only_with_orders_that_have_no_answer(table: Table, tmp_path: Path) -> None:
    app, seats = client_of(table, CONGRESS, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "i", "f2")
        await settled(pilot)
        seats[0].go(LinkState.RECONNECTING)
        await pilot.press("i", "f2")
        await settled(pilot)
        await pilot.press("ctrl+q")
        await settled(pilot)
        asked = text_of(app)
        seats[0].go(LinkState.ONLINE)
        await pilot.press("n", "ctrl+q")
        await pilot.pause()

    assert "Leave with orders not sent?" in asked
    assert app.return_value == 0


async def test_the_theme_that_was_chosen_is_there_the_next_time(table: Table, tmp_path: Path) -> None:
    first, _ = client_of(table, DOD, folder=tmp_path)
    async with first.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+t")

    second, _ = client_of(table, DOD, folder=tmp_path)
    async with second.run_test(size=(80, 24)) as pilot:
        await settled(pilot)

    assert second.theme == "light"


def test_drafts_name_no_token_and_a_broken_file_is_said(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path, "very-secret-token")
    drafts.belongs_to("one", "seat-1", "person-1")
    drafts.keep_form("k", "title", "dod/as", {"a": "b"})
    written = drafts.path.read_text(encoding="utf-8")
    drafts.path.write_text("{", encoding="utf-8")

    broken = Drafts(tmp_path, "very-secret-token")

    assert "secret" not in written + drafts.path.name
    assert "could not be read" in broken.problem


def test_drafts_of_another_exercise_are_set_aside_and_not_lost(tmp_path: Path) -> None:
    first = Drafts(tmp_path, "token")
    first.belongs_to("one", "seat-1", "person-1")
    first.keep_form("k", "title", "dod/as", {"a": "b"})

    second = Drafts(tmp_path, "token")
    belongs = second.belongs_to("two", "seat-2", "person-1")

    assert not belongs
    assert second.forms == {}
    assert len(list(tmp_path.glob("*.other-exercise.json"))) == 1


def test_a_token_issued_anew_finds_the_drafts_of_the_seat_and_whoever_gets_the_seat_after_does_not(tmp_path: Path) -> None:
    first = Drafts(tmp_path, "token")
    first.belongs_to("one", "seat-1", "person-1")
    first.keep_form("k", "title", "dod/as", {"a": "b"})

    anew, successor, again = Drafts(tmp_path, "another"), Drafts(tmp_path, "third"), Drafts(tmp_path, "another")
    anew.belongs_to("one", "seat-1", "person-1")
    successor.belongs_to("one", "seat-1", "person-2")
    again = Drafts(tmp_path, "another")

    assert anew.values("k") == {"a": "b"}
    assert again.values("k") == {"a": "b"}
    assert successor.forms == {}
    assert "token" not in "".join(one.read_text(encoding="utf-8") for one in tmp_path.iterdir())


def test_drafts_that_an_earlier_version_kept_under_the_token_move_to_the_seat(tmp_path: Path) -> None:
    old = Drafts(tmp_path, "token")
    old.exercise = "one"
    old.keep_form("k", "title", "dod/as", {"a": "b"})

    moved = Drafts(tmp_path, "token")
    before = moved.path
    belongs = moved.belongs_to("one", "seat-1", "person-1")
    anew = Drafts(tmp_path, "another")
    anew.belongs_to("one", "seat-1", "person-1")

    assert belongs
    assert before != moved.path
    assert Drafts(tmp_path, "token").values("k") == anew.values("k") == {"a": "b"}
    assert "a" not in json.loads(before.read_text(encoding="utf-8")).get("forms", {})


async def test_a_seat_that_is_refused_reads_why_and_the_client_ends_with_1(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, _):
        app = _over_the_wire(host.url, "no-such-token", tmp_path)
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: app.desk.link.state is LinkState.REFUSED)
            page = text_of(app)
            await pilot.press("ctrl+q")
            await pilot.pause()

    assert "Not admitted" in page
    assert app.return_value == 1


async def test_a_player_and_control_play_a_first_move_over_a_real_server(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made):
        control = SeatClient(host.url, made.control.token, on_change=lambda _: None)
        running = asyncio.create_task(control.run())
        app = _over_the_wire(host.url, made.seat_of(DOD).token, tmp_path)
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: app.desk.link.role is not None)
            await until(pilot, lambda: control.exercise is not None)
            await settled(pilot)
            await pilot.press("enter")
            for order in (StartExercise(), _orders_open()):
                await control.answered(control.give(order, None))
            await until(pilot, lambda: app.desk.view(DOD).phase is Phase.ORDERS)
            await settled(pilot)
            brief = text_of(app)
            await pilot.press("enter", "o", "enter")
            await settled(pilot)
            await pilot.press("f2")
            await until(pilot, lambda: bool(app.desk.view(DOD).initiatives))
            await settled(pilot)
            await pilot.press("3")
            await settled(pilot)
            page = text_of(app)
        control.close()
        await running

    assert "What only you know" in brief
    assert "● prioritise" in page


async def test_a_seat_that_was_passed_on_opens_with_what_came_in_between(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), SeatClient(host.url, made.control.token) as control:
        for order in (StartExercise(), _orders_open()):
            await control.answered(control.give(order, None))
        async with SeatClient(host.url, made.seat_of(DOD).token) as first:
            await first.until(lambda: first.views)
        seat = find_seat(host.store, made.id, DOD)
        await control.until(lambda: control.presence and not control.presence[seat.seat].connections)
        await control.answered(control.give(SendMessage(to=(DOD,), text="The committee calls at nine."), None))
        passed = pass_on(host.store, made.id, seat, name="Successor")
        app = _over_the_wire(host.url, passed.token, tmp_path)
        async with app.run_test(size=(100, 60)) as pilot:
            await until(pilot, lambda: app.desk.link.packet is not None)
            await settled(pilot)
            for _ in range(3):  # the brief came first, where the packet was a moment later
                if "Taking over" not in text_of(app):
                    await pilot.press("enter")
                    await settled(pilot)
            page = text_of(app)

    assert "You take this seat over." in page
    assert "The committee calls at nine." in page


def _orders_open() -> AdvancePhase:
    return AdvancePhase(to=Phase.ORDERS)


def _over_the_wire(url: str, token: str, folder: Path) -> SurgexApp:
    def connect(on_change: Callable[[str], object], pending: Plain | None) -> SeatClient:
        return SeatClient(url, token, on_change=on_change, pending=pending)

    return SurgexApp(connect, token=token, config=ClientConfig(folder=folder))
