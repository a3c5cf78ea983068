"""What is shown where a terminal has too few rows or columns to play in."""

from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

COLUMNS, ROWS = 60, 20


def is_too_small(size: Size) -> bool:
    """Whether nothing sensible fits."""
    return size.width < COLUMNS or size.height < ROWS


class TooSmall(ModalScreen[None]):
    """It goes away by itself when the terminal grows."""

    def compose(self) -> ComposeResult:
        """What is wrong, and the mend."""
        yield Static("", markup=False, id="too-small")

    def on_mount(self) -> None:
        """Say the size that is there."""
        self.on_resize()

    def on_resize(self) -> None:
        """Say the size that is there now."""
        width, height = self.app.size
        said = f"This window is {width}×{height}.\nsurgex needs {COLUMNS}×{ROWS}, and is at ease in 80×24.\nMake it larger; nothing is lost."
        self.query_one("#too-small", Static).update(Content(said))
