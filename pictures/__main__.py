"""`make pictures` writes docs/pictures: every screen as SVG, and the one-page answer as text; a minute or two."""

import asyncio
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from textual.widgets import Input

from engine.ids import OrganisationId
from pictures.scene import AS, JAPAN, adjudicated, in_orders
from server.wire import Role
from tests.support.screens import Table, client_of, settled

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
LARGEST = 200_000
"""Bytes of one picture."""
FONT_FILES = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""Where the exporter would have fonts fetched from; nothing here comes from elsewhere."""
FONTS = ("Fira Code, monospace", "Fira Code, Menlo, Consolas, DejaVu Sans Mono, monospace")
"""What the exporter names, and what most machines have one of."""
ANSWER = ("play", "taiwan-blockade", "--seed", "2")
"""The command whose page is kept as text."""
SURGE_ORDER = ("enter", "o", "down", "enter", *["right"] * 6, "tab", "end", "ctrl+u", "4", "0", "0")
"""Order 400 more LRASM at surge rate."""
SMALL, MIDDLE, LARGE = (80, 24), (100, 30), (140, 40)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One screen: who sits there, how large it is, and the keys that lead to it."""

    name: str
    role: Role
    size: tuple[int, int]
    keys: Sequence[str] = ()
    of: tuple[OrganisationId, ...] = ()
    ruling: bool = False
    """Whether the turn is being adjudicated."""


PICTURES: Sequence[Picture] = (
    Picture(name="participant-opening", role="participant", of=(JAPAN,), size=SMALL),
    *(
        Picture(name=f"participant-{size[0]}x{size[1]}", role="participant", of=(JAPAN,), size=size, keys=("enter",))
        for size in (SMALL, MIDDLE, LARGE)
    ),
    Picture(name="order-form", role="participant", of=(AS,), size=MIDDLE, keys=SURGE_ORDER),
    Picture(name="map", role="participant", of=(JAPAN,), size=MIDDLE, keys=("enter", "p")),
    Picture(name="talk", role="participant", of=(JAPAN,), size=MIDDLE, keys=("enter", "6")),
    *(Picture(name=f"controller-{size[0]}x{size[1]}", role="control", size=size) for size in (SMALL, MIDDLE, LARGE)),
    Picture(name="controller-queue", role="control", size=MIDDLE, keys=("ctrl+a", "v"), ruling=True),
    Picture(name="evaluator", role="evaluator", size=LARGE),
    Picture(name="wall", role="spectator", size=LARGE),
)


async def drawn(picture: Picture, table: Table, folder: Path) -> str:
    """One screen as SVG."""
    app, _ = client_of(table.again(), *picture.of, folder=folder, role=picture.role, zone="UTC")
    async with app.run_test(size=picture.size) as pilot:
        await settled(pilot)
        for key in picture.keys:
            await pilot.press(key)
            await settled(pilot)
        app.clear_notifications()
        for one in app.screen.query(Input):
            one.cursor_blink = False  # it would be there or not, as it happens
        await settled(pilot)
        return FONT_FILES.sub("", app.export_screenshot(title="surgex", simplify=True)).replace(*FONTS)


async def main() -> None:
    """Draw those that are named, or all."""
    FOLDER.mkdir(exist_ok=True)
    table = in_orders()
    tables = {False: table, True: adjudicated(table)}
    for picture in PICTURES:
        if sys.argv[1:] and picture.name not in sys.argv[1:]:
            continue
        with tempfile.TemporaryDirectory() as folder:
            svg = await drawn(picture, tables[picture.ruling], Path(folder))
        if len(svg) > LARGEST:
            raise ValueError(f"{picture.name} has {len(svg)} bytes, and {LARGEST} is enough")
        (FOLDER / f"{picture.name}.svg").write_text(svg, encoding="utf-8")
        print(f"{picture.name}: {len(svg):,} bytes")


if __name__ == "__main__":
    asyncio.run(main())
    if not sys.argv[1:] or "answer" in sys.argv[1:]:
        ran = subprocess.run([sys.executable, "-m", "cli", *ANSWER], check=True, stdout=subprocess.PIPE)
        (FOLDER / "answer.txt").write_bytes(ran.stdout)
