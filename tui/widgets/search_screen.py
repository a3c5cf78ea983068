"""A word to search for, asked for on one line; and a page in which it is found."""

import re
from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from tui.inking import inked
from tui.widgets.pane import Words
from tui.widgets.prose import Prose
from tui.widgets.words_screen import WordsScreen

NUMBER = re.compile(r"\d+\.\d+")
"""The number of a rule: a search lands on the rule before it goes through what speaks of it."""


class AskWord(ModalScreen[str | None]):
    """Closes with the word, or with nothing."""

    BINDINGS = [Binding("escape", "dismiss(None)", "Back", id="search.back")]

    def __init__(self, word: str = "") -> None:
        super().__init__()
        self._word = word

    def compose(self) -> ComposeResult:
        """One line."""
        with Vertical(classes="form ask") as box:
            box.border_title = inked("Search for")
            yield Input(value=self._word, compact=True, id="search-word", select_on_focus=True)

    @on(Input.Submitted)
    def _asked(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip() or None)


class SearchedPage(WordsScreen):
    """A page to read in which `/` searches, and n and N go on and back."""

    BINDINGS = [
        Binding("slash", "search", "Search", id="page.search", key_display="/"),
        Binding("n", "again(1)", "Next", id="page.search-next"),
        Binding("N", "again(-1)", "Previous", show=False, id="page.search-previous"),
    ]

    def __init__(self, title: str, content: Content, *, actions: Sequence[tuple[str, str, str]] = ()) -> None:
        super().__init__(title, content, actions=actions)
        self._word = ""
        self._line = -1

    def action_search(self) -> None:
        """Ask for a word and go to it."""

        def asked(word: str | None) -> None:
            if word is not None:
                self._word, self._line = word, -1
                self.action_again(1)

        self.app.push_screen(AskWord(self._word), asked)

    def action_again(self, by: int) -> None:
        """Go to the next line with the word, round and round."""
        shown = self.query_one("#page-words", Prose).shown_lines
        at = next_with(self._word, shown, self._line, by)
        if self._line < 0 and NUMBER.fullmatch(self._word):
            at = next((here for here, line in enumerate(shown) if line.strip().startswith(f"{self._word} ")), at)
        if at is None:
            said = f"nothing says {self._word}" if self._word else "/ searches"
            self.query_one(".page").border_subtitle = inked(said)
            return
        self._line = at
        self.query_one(Words).scroll_to(y=at, animate=False, immediate=True)
        places = [place for place in range(len(shown)) if says(self._word, shown, place)]
        self.query_one(".page").border_subtitle = inked(f"{self._word}: {places.index(at) + 1} of {len(places)}")


def next_with(word: str, texts: Sequence[str], here: int, by: int) -> int | None:
    """The place of the next text with the word after `here`, or before it; None where there is none."""
    if not word or not texts:
        return None
    places = ((here + by * step) % len(texts) for step in range(1, len(texts) + 1))
    return next((at for at in places if says(word, texts, at)), None)


def says(word: str, texts: Sequence[str], at: int) -> bool:
    """Whether the word begins in this text; it may go on in the next one, where a line was broken."""
    after = texts[at + 1].strip().casefold() if at + 1 < len(texts) else ""
    here = texts[at].casefold()
    word = word.casefold()
    return word in here or (word in f"{here.rstrip()} {after}" and word not in after)
