"""Every workspace at three sizes, as it was written down in snapshots/. `make snapshots` writes them anew."""

from pathlib import Path

import pytest

from engine.ids import OrganisationId
from engine.orders import MarkReady, SendMessage
from server.wire import Role
from tests.support.screens import DOD, JAPAN, NSC, Table, client_of, settled
from tests.support.snapshots import check_picture, difference

SIZES = ((140, 40), (100, 30), (80, 24))
WORKSPACES: dict[str, tuple[Role, tuple[OrganisationId, ...], tuple[str, ...]]] = {
    "participant": ("participant", (NSC,), ("enter",)),
    "controller": ("control", (), ()),
    "evaluator": ("evaluator", (), ()),
    "observer": ("observer", (JAPAN,), ("enter",)),
    "wall": ("spectator", (), ()),
}
"""By workspace: its role, for whom it looks, and the keys to it from the first page."""


@pytest.fixture(scope="module")
def table() -> Table:
    table = Table()
    table.start()
    table.give(SendMessage(to=(NSC, JAPAN), text="The seeker line is short of two fitters until week 20."), DOD)
    table.give(MarkReady(ready=True), DOD)
    return table


@pytest.mark.parametrize("name", WORKSPACES)
async def test_a_workspace_looks_as_it_did(table: Table, tmp_path: Path, name: str) -> None:
    role, organisations, keys = WORKSPACES[name]
    app, _ = client_of(table.again(), *organisations, folder=tmp_path, role=role, zone="UTC")

    async with app.run_test(size=SIZES[0]) as pilot:
        await settled(pilot)
        await pilot.press(*keys)
        app.clear_notifications()
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await settled(pilot)
            check_picture(app, name, tmp_path)


def test_a_difference_shows_the_rows_and_says_where_it_is_only_colours() -> None:
    before = "wall, 4x2, styles aa\nx\ny\n"

    assert "+z" in difference(before, "wall, 4x2, styles aa\nx\nz\n", "wall")
    assert "only colours" in difference(before, "wall, 4x2, styles bb\nx\ny\n", "wall")
