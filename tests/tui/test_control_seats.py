"""Control manages seats from its workspace, at a real server: a token is shown once, and an old one opens nothing."""

import re
from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot

from engine.stored import Plain
from server.client import LinkState, SeatClient
from tests.support.screens import DOD, JAPAN, Table, client_of, settled, text_of, until
from tests.support.server import Follower, hosting
from tui.app import SurgexApp
from tui.desk import SeatLink
from tui.settings import ClientConfig


def _client(url: str, token: str, folder: Path) -> SurgexApp:
    def connect(on_change: Callable[[str], object], pending: Plain | None) -> SeatLink:
        return SeatClient(url, token, on_change=on_change, pending=pending)

    return SurgexApp(connect, token=token, config=ClientConfig(folder=folder))


async def _until(app: SurgexApp, pilot: Pilot[int], words: str) -> str:
    """The screen, once it shows these words."""
    await until(pilot, lambda: words in text_of(app))
    return text_of(app)


async def test_control_lists_reissues_revokes_and_makes_seats(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, created):
        tokens = {one.organisations[0] if one.organisations else one.role: one.token for one in created.seats}
        app = _client(host.url, tokens["control"], tmp_path / "drafts")
        async with app.run_test(size=(100, 30)) as pilot, Follower(host.url, tokens[JAPAN]) as japan:
            await _until(app, pilot, "[1] Run of show")
            await pilot.press("S")
            listed = await _until(app, pilot, "A further seat")
            await pilot.press("enter")
            page = await _until(app, pilot, "Token anew")
            await pilot.press("t")
            refused = await _until(app, pilot, "[1] Run of show")
            await pilot.press("ctrl+a", "S")
            await _until(app, pilot, "A further seat")
            await pilot.press("end", "enter")
            await _until(app, pilot, "what for?")
            await pilot.press("enter")
            await _until(app, pilot, "For which organisation?")
            await pilot.press("enter")
            shown = await _until(app, pilot, "This is shown once")
            token = re.search(r"SURGEX_TOKEN=(\S+)", shown)
            assert token is not None
            async with Follower(host.url, token.group(1)) as further:
                state, organisations = further.client.state, further.client.organisations
            still = japan.client.state

    assert "Government of Japan" in listed
    assert "connected" in listed
    assert "held by" in page
    assert "read-only" in refused
    assert state is LinkState.ONLINE
    assert organisations == (JAPAN,)
    assert still is LinkState.ONLINE


async def test_a_revoked_seat_is_sent_away_after_a_question_that_names_it(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, created):
        tokens = {one.organisations[0] if one.organisations else one.role: one.token for one in created.seats}
        app = _client(host.url, tokens["control"], tmp_path / "drafts")
        async with app.run_test(size=(100, 30)) as pilot:
            await _until(app, pilot, "[1] Run of show")
            async with Follower(host.url, tokens[DOD]) as dod:
                await pilot.press("ctrl+a", "S")
                listed = await _until(app, pilot, "A further seat")
                rows = [line for line in listed.splitlines() if "connected" in line or "revoked" in line]
                at = next(number for number, line in enumerate(rows) if "Acquisition and Sustainment" in line)
                await pilot.press(*["down"] * at, "enter")
                await _until(app, pilot, "Token anew")
                await pilot.press("x")
                question = await _until(app, pilot, "Revoke its token?")
                await pilot.press("y")
                after = await _until(app, pilot, "revoked")
                await dod.until(lambda client: client.state is LinkState.REFUSED)

    assert "It touches: Acquisition and Sustainment" in question
    assert "1 connected there now: sent away at once." in question
    assert "Acquisition and Sustainment" in after


async def test_what_the_server_refuses_about_seats_is_said(tmp_path: Path) -> None:
    table = Table()
    table.start()
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("S")
        page = await _until(app, pilot, "There is no server here")

    assert "[1] Run of show" in page
