"""Pictures of screens as text, kept beside the tests: what changed is read as a difference of rows. Not how they behave."""

import difflib
import hashlib
import os
from pathlib import Path

import pytest

from tests.support.screens import text_of
from tui.app import SurgexApp

FOLDER = Path(__file__).parent.parent / "tui" / "snapshots"
ANEW = "UPDATE_SNAPSHOTS"
"""Set, a screen that differs is written down as it is now."""


def picture(app: SurgexApp, name: str) -> str:
    """The screen row by row, below a line with its size and a digest of its colours and weights."""
    width, height = app.size
    return f"{name}, {width}x{height}, styles {_styles(app)}\n{text_of(app)}\n"


def check_picture(app: SurgexApp, name: str, drawn: Path) -> None:
    """The screen is as it was written down; else the test fails with the rows that differ, and `drawn` gets an SVG."""
    width, height = app.size
    file = FOLDER / f"{name}-{width}x{height}.txt"
    now = picture(app, name)
    if os.environ.get(ANEW):
        file.parent.mkdir(exist_ok=True)
        file.write_text(now, encoding="utf-8")
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    if now != before:
        svg = drawn / f"{file.stem}.svg"
        svg.write_text(app.export_screenshot(), encoding="utf-8")
        pytest.fail(f"{difference(before, now, file.name)}\ndrawn in {svg}\nif it is meant: make snapshots", pytrace=False)


def difference(before: str, now: str, name: str) -> str:
    """The rows that differ; where it is only colours or weights, that."""
    rows, after = before.splitlines(), now.splitlines()
    if rows[1:] == after[1:]:
        return f"{name}: only colours or weights differ"
    shown = difflib.unified_diff(rows, after, f"{name} as it was", f"{name} as it is", lineterm="", n=1)
    return "\n".join(shown)


def _styles(app: SurgexApp) -> str:
    strips = app.screen._compositor.render_strips()
    said = "\n".join(f"{segment.text}\x1f{segment.style}" for strip in strips for segment in strip)
    return hashlib.sha256(said.encode()).hexdigest()[:8]
