"""The panes by number and name on one line, with how much waits in each; a click opens one."""

from collections.abc import Sequence

from textual import events
from textual.message import Message
from textual.style import Style
from textual.widgets import Static

from tui.inking import inked, styled
from tui.widgets.pane import PANE_KEYS


class PaneTabs(Static):
    """One line of panes; where not all fit, those around the current one, and signs that there are more."""

    left, right = "<", ">"

    class Chosen(Message):
        """A pane was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self) -> None:
        super().__init__("", markup=False, id="tabs")

    def show(self, names: Sequence[str], current: int, counts: Sequence[int | str]) -> None:
        """Number and name of each pane; the current one stands out, and so does what waits. Where it is narrow, in one word."""
        width = self.app.size.width
        texts = [f" {key} {name}{_in_brackets(one)} " for key, name, one in zip(PANE_KEYS, names, counts, strict=False)]
        if sum(map(len, texts)) > width:
            short = [name.partition(" ")[0] for name in names]
            texts = [f" {key} {name}{_in_brackets(one)}" for key, name, one in zip(PANE_KEYS, short, counts, strict=False)]
        shown = []
        first, behind = _window([len(one) for one in texts], current - 1, width - 4)
        if first:
            shown.append(styled(f" {self.left}", "$foreground 80%"))
        for index, text in enumerate(texts[first:behind], start=first):
            number = index + 1
            style = "bold reverse" if number == current else ("bold $text-accent" if counts[index] else "$foreground 80%")
            shown.append(styled(text, style).stylize(Style.from_meta({"pane": number})))
        if behind < len(texts):
            shown.append(styled(f" {self.right}", "$foreground 80%"))
        self.update(inked("").join(shown))

    def on_click(self, event: events.Click) -> None:
        """Open the pane under the click."""
        number = event.style.meta.get("pane")
        if isinstance(number, int):
            self.post_message(self.Chosen(number))


def _window(widths: Sequence[int], current: int, room: int) -> tuple[int, int]:
    """From which to before which tab there is room, the current one among them."""
    if sum(widths) <= room + 4:
        return 0, len(widths)
    first, behind = current, current + 1
    while True:
        used = sum(widths[first:behind])
        if behind < len(widths) and used + widths[behind] <= room:
            behind += 1
        elif first > 0 and used + widths[first - 1] <= room:
            first -= 1
        else:
            return first, behind


def _in_brackets(count: int | str) -> str:
    return f" ({count})" if count else ""
