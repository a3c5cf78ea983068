"""Searching in the panes."""

from tui.participant.opening import Opening
from tui.widgets.pane import RowsPane, WordsPane
from tui.widgets.search_screen import AskWord, next_with


class Finding(Opening):
    """`/`, `n` and `N` in the current pane."""

    _word = ""
    _found_at = -1

    def action_search(self) -> None:
        """Ask for a word and go to it in the current pane."""

        def asked(word: str | None) -> None:
            if word is not None:
                self._word, self._found_at = word, -1
                self.action_find(1)

        self.app.push_screen(AskWord(self._word), asked)

    def action_find(self, by: int) -> None:
        """Go to the next row or line with the word, round and round."""
        pane = self.panes[self.current - 1]
        texts = pane.shown_lines if isinstance(pane, WordsPane) else self.texts_of_pane()
        if isinstance(pane, RowsPane) and pane.rows.highlighted is not None and self._found_at >= 0:
            self._found_at = pane.rows.highlighted
        at = next_with(self._word, texts, self._found_at, by)
        if at is None:
            self.say(f"Nothing in this pane says {self._word}." if self._word else "Press / first, and a word.")
            return
        self._found_at = at
        if isinstance(pane, RowsPane):
            pane.rows.highlighted = at
        elif isinstance(pane, WordsPane):
            pane.entrance.scroll_to(y=at, animate=False, immediate=True)
