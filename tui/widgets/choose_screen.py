"""A list to choose one thing from; it closes with the key of the row, or with nothing."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, OptionList

from tui.inking import inked
from tui.widgets.prose import Prose
from tui.widgets.rows import Row, Rows
from tui.widgets.searching import search, seeking_rows


class ChooseScreen(ModalScreen[str | None]):
    """Enter chooses, esc goes back."""

    BINDINGS = [
        Binding("escape", "dismiss(None)", "Back", id="choose.back"),
        Binding("f1,question_mark", "app.help", "Help", id="choose.help"),
        Binding("slash", "search", "Search", show=False, id="choose.search", key_display="/"),
    ]

    def __init__(self, title: str, rows: Sequence[Row], *, said: Content | str = "", empty: str = "", at: str = "") -> None:
        super().__init__()
        self._title = title
        self._rows = list(rows)
        self._said = said if isinstance(said, Content) else inked(said)
        self._empty = empty
        self._at = at

    def compose(self) -> ComposeResult:
        """A few words, and the rows."""
        with Vertical(classes="form choose") as box:
            box.border_title = inked(self._title)
            said = self._said if self._rows else inked(self._empty)
            if said.plain:
                yield Prose(said, classes="said")
            yield Rows(id="choices")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show the rows, with the cursor where it should be."""
        rows = self.query_one(Rows)
        rows.show(self._rows)
        rows.put_cursor_on(self._at)
        rows.display = bool(self._rows)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.choose(self._rows[event.option_index].key)

    def choose(self, key: str) -> None:
        """Close with the row that was chosen; a list that stays open does something else."""
        self.dismiss(key)

    def action_search(self) -> None:
        """Ask for a word, and go from row to row until esc."""
        search(self.app, seeking_rows(self.query_one(Rows)))
