"""The first line of a workspace: what this is, and its real marking."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from tui.inking import inked, joined, strong


class Heading(Horizontal):
    """What this is, and its real marking."""

    def compose(self) -> ComposeResult:
        """Title to the left, marking to the right."""
        yield Static("", markup=False, id="heading-title")
        yield Static("", markup=False, id="heading-marking")

    def show(self, title: str, marking: str) -> None:
        """Name the exercise and its marking."""
        self.query_one("#heading-title", Static).update(joined(strong("surgex"), "  ", inked(title)))
        self.query_one("#heading-marking", Static).update(inked(marking))
