"""The adjudication queue: what waits for control's word in rows, what is written about it below, one key for each answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, OptionList

from tui.desk import Desk
from tui.inking import inked, keys
from tui.widgets.pane import Words
from tui.widgets.prose import Prose
from tui.widgets.refusals import Refusals
from tui.widgets.rows import Row, Rows
from tui.widgets.searching import search, seeking_rows


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing in the queue."""

    key: str
    row: Content
    page: Content
    """What is written about it."""
    can: tuple[tuple[str, str, str], ...]
    """Key, what it does, and the word of that answer."""


class QueueScreen(ModalScreen[None]):
    """Stays open while answers are given; `act` hears the word and the key of the matter under the cursor."""

    BINDINGS = [
        Binding("escape", "dismiss(None)", "Back", id="queue.back"),
        Binding("y", "answer('y')", "Yes / kept", id="queue.yes"),
        Binding("b", "answer('b')", "Yes, but", id="queue.yes-but"),
        Binding("n", "answer('n')", "No / broken", id="queue.no"),
        Binding("t", "answer('t')", "Another turn", id="queue.later"),
        Binding("o", "answer('o')", "Set odds", show=False, id="queue.odds"),
        Binding("d", "answer('d')", "Roll the die", show=False, id="queue.roll"),
        Binding("e", "answer('e')", "A word with effects", show=False, id="queue.effects"),
        Binding("x", "answer('x')", "Open it to more", show=False, id="queue.open"),
        Binding("O", "answer('O')", "Override the ruling", show=False, id="queue.override"),
        Binding("ctrl+a", "arm", "Arm", show=False, id="queue.arm", key_display="^a"),
        Binding("f1,question_mark", "app.help", "Help", id="queue.help"),
        Binding("slash", "search", "Search", show=False, id="queue.search", key_display="/"),
    ]

    def __init__(
        self, desk: Desk, matters: Callable[[], Sequence[Matter]], act: Callable[[str, str], None], arm: Callable[[], None]
    ) -> None:
        super().__init__()
        self._desk = desk
        self._read = matters
        self._act = act
        self._arm = arm
        self._matters: dict[str, Matter] = {}

    def compose(self) -> ComposeResult:
        """The rows, the keys for the one under the cursor, and what is written about it."""
        with Vertical(classes="form choose queue") as box:
            box.border_title = inked("Waits for your word")
            yield Rows(id="queue-rows")
            yield Prose(id="queue-keys", classes="said")
            yield Words(Prose(id="queue-page"))
        yield Refusals(self._desk)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show what there is."""
        self.told()
        self.query_one(Rows).focus()

    def told(self) -> None:
        """The exercise went on: the queue as it is now."""
        self._matters = {one.key: one for one in self._read()}
        self.query_one(Rows).show([Row(one.key, one.row) for one in self._matters.values()])
        self._show_page()
        self.query_one(Refusals).show()

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._show_page()

    def _show_page(self) -> None:
        matter = self._matters.get(self.query_one(Rows).key or "")
        nothing = inked("Nothing waits for your word any more. esc goes back.")
        self.query_one("#queue-page", Prose).say(matter.page if matter else nothing)
        self.query_one("#queue-keys", Prose).say(keys(*((key, does) for key, does, _ in matter.can)) if matter else inked(""))

    @on(OptionList.OptionSelected)
    def _opened(self) -> None:
        self._answer("enter")

    def action_answer(self, key: str) -> None:
        """Answer the matter under the cursor."""
        self._answer(key)

    def _answer(self, key: str) -> None:
        matter = self._matters.get(self.query_one(Rows).key or "")
        if matter is None:
            return
        word = "read" if key == "enter" else next((word for pressed, _, word in matter.can if pressed == key), "")
        if word:
            self._act(word, matter.key)
        else:
            does = ", ".join(f"{pressed} {does}" for pressed, does, _ in matter.can) or "reading"
            self.app.notify(f"For this there is: {does}.", timeout=5, markup=False)

    def action_arm(self) -> None:
        """Arm here too."""
        self._arm()

    def action_search(self) -> None:
        """Ask for a word, and go from row to row until esc."""
        search(self.app, seeking_rows(self.query_one(Rows)))
