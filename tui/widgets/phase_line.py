"""The line that says where the exercise stands and what to do now."""

from textual.widgets import Static

from tui.inking import inked


class PhaseLine(Static):
    """Where the exercise stands and what to do now; it stands out for a while when it changes."""

    def __init__(self) -> None:
        super().__init__("", markup=False, id="phase-line")
        self._shown = ""
        self._announced = ""

    def show(self, sentence: str, announced: str) -> None:
        """Show the line, and let it stand out where what is announced (turn and phase) is new."""
        if sentence != self._shown:
            self.update(inked(sentence))
        new = bool(self._announced) and announced != self._announced
        self._shown, self._announced = sentence, announced
        if new:
            self.add_class("-new")
            self.set_timer(6, lambda: self.remove_class("-new"))
