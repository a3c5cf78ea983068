"""Where to go: asked for on one line, an entry's number, a turn or a week."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Footer, Input

from tui.inking import inked
from tui.review.model import Review
from tui.widgets.prose import Prose
from tui.widgets.search_screen import AskWord

HINT = "120 is entry 120, t3 where turn 3 begins, w27 where week 27 is played."


class GoTo(AskWord):
    """Closes with what was typed."""

    def compose(self) -> ComposeResult:
        """One line, and how it is written."""
        with Vertical(classes="form ask") as box:
            box.border_title = inked("Go to")
            yield Prose(HINT, classes="said")
            yield Input(value=self._word, compact=True, id="search-word")
        yield Footer(show_command_palette=False)


class AskText(AskWord):
    """A line of words."""

    def __init__(self, title: str, said: str, text: str = "") -> None:
        super().__init__(text)
        self._title, self._said = title, said

    def compose(self) -> ComposeResult:
        """What it is about, and one line."""
        with Vertical(classes="form ask") as box:
            box.border_title = inked(self._title)
            yield Prose(self._said, classes="said")
            yield Input(value=self._word, compact=True, id="search-word")
        yield Footer(show_command_palette=False)


def place_named(review: Review, said: str) -> int | str:
    """The entry that is meant, or a sentence: why there is none."""
    text = said.strip().lower().lstrip("#")
    letter, number = (text[0], text[1:].strip()) if text[:1] in ("t", "w") else ("", text)
    if not number.isascii() or not number.isdecimal():
        return f"{HINT} Not {said.strip()[:20]}."
    if letter:
        found = (review.entry_of_turn if letter == "t" else review.entry_of_week)(int(number))
        what = "turn" if letter == "t" else "week"
        return found if found is not None else f"There is no {what} {int(number)} in this log."
    if int(number) > review.recording.last:
        return f"The last entry is {review.recording.last}."
    return int(number)
