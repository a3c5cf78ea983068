"""Two logs side by side on a page; of a what-if its log can be written beside the first, or opened."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer

from aar.compare_page import compare_page
from aar.models_of_comparison import Comparison
from tui.inking import faint, heading, inked, joined, lines, strong
from tui.widgets.prose import Prose
from tui.widgets.search_screen import SearchedPage

SAVE, OPEN = "save", "open"


class WorkingScreen(ModalScreen[None]):
    """Says how far long work is; esc stops it."""

    BINDINGS = [Binding("escape", "dismiss(None)", "Stop", id="page.stop")]

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def compose(self) -> ComposeResult:
        """A few words."""
        with Vertical(classes="form ask") as box:
            box.border_title = inked(self._title)
            yield Prose("Beginning …", id="working-words")
        yield Footer(show_command_palette=False)

    def say(self, words: str) -> None:
        """Say how far it is."""
        for prose in self.query("#working-words").results(Prose):
            prose.say(words)


def compared_screen(found: Comparison, names: tuple[str, str], went: tuple[str, ...], *, forked: bool) -> SearchedPage:
    """The page; it closes with what is to be done with the fork, or with nothing."""
    told = compare_page(found, names).rstrip().split("\n")
    head = [heading("How it went"), *(inked(f"  {one}") for one in went), inked("")] if went else []
    actions = [("s", "Write its log", SAVE), ("o", "Open it", OPEN)] if forked else []
    keys = faint("s writes its log beside the first, o opens it as a review of its own") if forked else None
    return SearchedPage("Two logs side by side", lines([*head, keys, *map(_line, told)]), actions=actions)


def _line(text: str) -> Content:
    return strong(text) if text.isupper() or text.split(",")[0].isupper() else joined(text)
