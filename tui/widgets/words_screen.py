"""Words on a page of their own, with the keys that do something about them; it closes with the name of what to do."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding, BindingsMap
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer

from tui.inking import inked
from tui.widgets.pane import Words
from tui.widgets.prose import Prose

_TASKS = {
    **dict.fromkeys(("approve", "decline", "return", "amend", "answer", "intent"), "order"),
    **dict.fromkeys(("release", "hold", "edit", "delay", "skip", "preview"), "inject"),
}
"""What a page closes with that has a key in the workspace too: it goes by the same id, so that other keys hold on both."""


class WordsScreen(ModalScreen[str | None]):
    """A page to read: esc goes back, the keys given do more."""

    BINDINGS = [
        Binding("escape", "dismiss(None)", "Back", id="page.back"),
        Binding("f1,question_mark", "app.help", "Help", id="page.help"),
    ]

    def __init__(self, title: str, content: Content, *, actions: Sequence[tuple[str, str, str]] = ()) -> None:
        super().__init__()
        self._title = title
        self._content = content
        first = BindingsMap(
            Binding(
                pressed,
                f"dismiss('{closes_with}')",
                does,
                key_display=pressed,
                id=f"{_TASKS.get(closes_with, 'page')}.{closes_with}",
            )
            for pressed, does, closes_with in actions
        )
        self._bindings = BindingsMap.merge([first, self._bindings])

    def compose(self) -> ComposeResult:
        """The page."""
        with Vertical(classes="form page") as box:
            box.border_title = inked(self._title)
            yield Words(Prose(self._content, id="page-words"))
        yield Footer(show_command_palette=False)

    def show(self, content: Content) -> None:
        """Show other words at the same place."""
        for words in self.query("#page-words").results(Prose):
            words.say(content)
