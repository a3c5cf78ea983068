"""With --ascii no sign of ours is beyond ASCII: on control's screens, the wall, forms, footers, and in the line client."""

from pathlib import Path

import pytest

from engine.orders import ProposeInitiative
from server.wire import Role
from tests.support.screens import DOD, Table, client_of, settled, text_of
from tui.glyphs import ASCII, UNICODE
from tui.inking import harmless, write_with

SURGE = ProposeInitiative(type="surge-order", parameters={"system": "LRASM", "units": "300"})


@pytest.mark.parametrize(
    ("role", "keys"),
    [
        (
            "control",
            (("2",), ("3", "enter"), ("escape", "4"), ("5", "enter"), ("escape", "1", "enter"), ("escape", "ctrl+a", "w")),
        ),
        ("spectator", (("question_mark",),)),
        ("participant", (("l",), ("escape", "t"), ("enter",), ("escape", "m"))),
    ],
)
async def test_every_screen_is_drawn_in_ascii_where_that_is_asked_for(
    tmp_path: Path, role: Role, keys: tuple[tuple[str, ...], ...]
) -> None:
    table = Table()
    table.start()
    table.give(SURGE, DOD)
    organisations = (DOD,) if role == "participant" else ()
    app, _ = client_of(table, *organisations, folder=tmp_path, ascii_only=True, role=role)
    pages: dict[str, str] = {}

    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        pages["first"] = text_of(app)
        if role == "participant":
            await pilot.press("enter")
        for pressed in keys:
            await pilot.press(*pressed)
            await settled(pilot)
            pages[" ".join(pressed)] = text_of(app)
    write_with(UNICODE)

    found = {where: {one for one in page if ord(one) >= 128} for where, page in pages.items()}
    assert {where: signs for where, signs in found.items() if signs} == {}


def test_letters_of_others_are_kept_as_near_as_ascii_comes() -> None:
    write_with(ASCII)
    shown = harmless("Żółć – naïve 日本")
    write_with(UNICODE)

    assert shown.isascii()
    assert shown.startswith("Zo")
