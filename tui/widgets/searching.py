"""Going from one place with a word to the next, above whatever is searched; its keys mean nothing else meanwhile."""

from collections.abc import Callable

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen

from tui.inking import inked, joined, keys, strong
from tui.widgets.pane import Pane, RowsPane, WordsPane
from tui.widgets.prose import Prose
from tui.widgets.rows import Rows
from tui.widgets.search_screen import AskWord, next_with, says

Seek = Callable[[str, int], tuple[int, int] | None]
"""Goes to the next place with a word, or with -1 to the one before; gives which of how many it is, None where there is none."""


class Found(ModalScreen[None]):
    """One line at the bottom while a word is searched for; what is searched stays in sight above it."""

    BINDINGS = [
        Binding("n", "go(1)", "Next", id="search.next"),
        Binding("N", "go(-1)", "Previous", id="search.previous"),
        Binding("slash", "again", "Another word", id="search.again", key_display="/"),
        Binding("escape,enter", "dismiss(None)", "Leave it here", id="search.leave"),
    ]

    def __init__(self, seek: Seek, word: str) -> None:
        super().__init__(classes="found")
        self._seek = seek
        self._word = word

    def compose(self) -> ComposeResult:
        """The line."""
        yield Prose(id="found-words")

    def on_mount(self) -> None:
        """Go to the first place."""
        self.action_go(1)

    def action_go(self, by: int) -> None:
        """Go to the next place, round and round."""
        found = self._seek(self._word, by)
        where = f"{found[0]} of {found[1]}" if found else "is said nowhere here"
        can = keys(("n", "next"), ("N", "previous"), ("/", "another word"), ("esc", "leaves it"))
        self.query_one("#found-words", Prose).say(joined(strong(self._word), inked(f": {where}   "), can))

    def action_again(self) -> None:
        """Ask for another word."""
        self.dismiss(None)
        search(self.app, self._seek, self._word)


def search(app: App[int], seek: Seek, word: str = "") -> None:
    """Ask for a word, and go from place to place until esc."""

    def asked(given: str | None) -> None:
        if given is not None:
            app.push_screen(Found(seek, given))

    app.push_screen(AskWord(word), asked)


def search_pane(app: App[int], pane: Pane) -> None:
    """Search a pane of rows or of words."""
    if isinstance(pane, RowsPane):
        search(app, seeking_rows(pane.rows))
    elif isinstance(pane, WordsPane):
        search(app, seeking_words(pane))


def seeking_rows(rows: Rows) -> Seek:
    """How a list is searched: its cursor goes to the row; the row that it stands on counts where the search begins."""
    begun = [""]

    def seek(word: str, by: int) -> tuple[int, int] | None:
        here = rows.highlighted or 0
        at = next_with(word, rows.texts, here - by if begun[0] != word else here, by)
        begun[0] = word
        if at is None:
            return None
        rows.highlighted = at
        return which(word, rows.texts, at)

    return seek


def seeking_words(pane: WordsPane) -> Seek:
    """How words are searched: the line is scrolled to."""
    found = [("", -1)]

    def seek(word: str, by: int) -> tuple[int, int] | None:
        before, here = found[0]
        at = next_with(word, pane.shown_lines, here if before == word else -1, by)
        if at is None:
            return None
        found[0] = (word, at)
        pane.entrance.scroll_to(y=at, animate=False, immediate=True)
        return which(word, pane.shown_lines, at)

    return seek


def which(word: str, texts: list[str], at: int) -> tuple[int, int]:
    """Which of how many places it is."""
    places = [place for place in range(len(texts)) if says(word, texts, place)]
    return places.index(at) + 1, len(places)
