"""Searching in the panes, and taking a whole pane along: to the clipboard or into a file."""

from tui.participant.opening import Opening
from tui.widgets.pane import RowsPane, WordsPane
from tui.widgets.search_screen import AskWord, next_with


class Finding(Opening):
    """`/`, `n` and `N` in the current pane; `Y` copies it, `W` writes it into a file."""

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
        texts = self._texts()
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

    def _texts(self) -> list[str]:
        pane = self.panes[self.current - 1]
        if isinstance(pane, RowsPane):
            return pane.rows.texts
        return pane.shown_lines if isinstance(pane, WordsPane) else []

    def _whole(self) -> str:
        return "\n".join(self._texts()) + "\n"

    def action_copy_all(self) -> None:
        """Copy the whole pane to the terminal's clipboard."""
        self.app.copy_to_clipboard(self._whole())
        self.say("The pane is copied, if your terminal allows it (OSC 52).")

    def action_save(self) -> None:
        """Write the whole pane into a file beside the drafts, and say where."""
        if self.app.is_web:
            self.say("A page in a browser has no files here: Y copies the whole pane.")
            return
        pane = self.panes[self.current - 1]
        turn = self.desk.views[0].turn if self.desk.views else 0
        name = f"{pane.pane_name.lower().replace(' ', '-')}-turn-{turn}.txt"
        file = self.desk.drafts.path.with_suffix(f".{name}")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(self._whole(), encoding="utf-8")
        except OSError as error:
            self.say(f"{file} cannot be written: {error.strerror}.")
            return
        self.say(f"Written to {file}.")
