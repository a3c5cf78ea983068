"""The newest refusal, which stays until esc."""

from textual.widgets import Static

from tui.desk import Desk
from tui.inking import bad, faint, inked, joined, key


class Refusals(Static):
    """The newest refusal, until esc puts it away."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("", markup=False, id="refusals")
        self._desk = desk

    def on_mount(self) -> None:
        """Nothing was refused yet."""
        self.show()

    def show(self) -> None:
        """Show the newest of what nobody has put away."""
        refusals = self._desk.refusals
        self.display = bool(refusals)
        if refusals:
            more = f"  ({len(refusals) - 1} more)" if len(refusals) > 1 else ""
            mark = f"{self._desk.glyphs.alert} Refused: "
            self.update(joined(bad(mark), inked(refusals[-1]), more, "  ", key("esc"), faint(" puts this away")))
