"""The panes by number and name on one line, with how much waits in each; a click opens one."""

from collections.abc import Sequence

from textual import events
from textual.message import Message
from textual.style import Style
from textual.widgets import Static

from tui.inking import inked, styled


class PaneTabs(Static):
    """One line of panes."""

    class Chosen(Message):
        """A pane was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self) -> None:
        super().__init__("", markup=False, id="tabs")

    def show(self, names: Sequence[str], current: int, counts: Sequence[int | str]) -> None:
        """Number and name of each pane; the current one stands out, and so does what waits. Where it is narrow, in one word."""
        texts = [f" {index + 1} {name}" + _in_brackets(counts[index]) + " " for index, name in enumerate(names)]
        if sum(map(len, texts)) > self.app.size.width:
            texts = [f" {index + 1} {name.partition(' ')[0]}" + _in_brackets(counts[index]) for index, name in enumerate(names)]
        shown = []
        for index, text in enumerate(texts):
            number = index + 1
            style = "bold reverse" if number == current else ("bold $text-accent" if counts[index] else "$foreground 80%")
            shown.append(styled(text, style).stylize(Style.from_meta({"pane": number})))
        self.update(inked("").join(shown))

    def on_click(self, event: events.Click) -> None:
        """Open the pane under the click."""
        number = event.style.meta.get("pane")
        if isinstance(number, int):
            self.post_message(self.Chosen(number))


def _in_brackets(count: int | str) -> str:
    return f" ({count})" if count else ""
