"""What is shown where a terminal has too few rows or columns to play in."""

from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.inking import lines

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
        here = f"This window is {width}×{height}."
        needs = f"surgex needs {COLUMNS}×{ROWS}, and is at ease in 80×24."
        said = lines([here, needs, "Make it larger; nothing is lost."])
        self.query_one("#too-small", Static).update(said)
