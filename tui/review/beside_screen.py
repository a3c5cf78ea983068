"""Two logs side by side: one cursor by week and turn on both, what differs marked, and what each had come to by then."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Footer, OptionList

from aar.aligned import Beside
from tui.inking import inked, joined, lines, strong
from tui.review.beside_rows import SAYS, SIGNS, TWO_COLUMNS, beside_row, differs_in_orders, state_beside
from tui.review.going import AskText
from tui.review.log_pane import AROUND, NEAR, EntryRows, page_of
from tui.review.model import Review
from tui.widgets.pane import Words
from tui.widgets.prose import Prose
from tui.widgets.rows import Row
from tui.widgets.search_screen import SearchedPage
from tui.words import plural

FIRST, SECOND, WORTH = "first", "second", "worth"
"""What it closes with: which log to go to, or that what it was worth is asked for."""
HINT = "t3 is where turn 3 begins, w27 week 27."


class BesideScreen(ModalScreen[tuple[str, int] | None]):
    """Closes with what to do next and the entry to do it at, or with nothing."""

    BINDINGS = [
        Binding("escape", "dismiss(None)", "Back", id="beside.back"),
        Binding("n", "differing(1)", "Next difference", id="beside.next"),
        Binding("N", "differing(-1)", "Difference before", show=False, id="beside.previous"),
        Binding("shift+right,greater_than_sign", "turn(1)", "Turn on", show=False, id="beside.turn-on"),
        Binding("shift+left,less_than_sign", "turn(-1)", "Turn back", show=False, id="beside.turn-back"),
        Binding("right", "week(1)", "Week on", show=False, id="beside.week-on"),
        Binding("left", "week(-1)", "Week back", show=False, id="beside.week-back"),
        Binding("colon", "go_to", "Go to", show=False, id="beside.go-to", key_display=":"),
        Binding("a", "leave('first')", "Go to it in A", show=False, id="beside.first"),
        Binding("b", "leave('second')", "Go to it in B", show=False, id="beside.second"),
        Binding("equals_sign", "leave('worth')", "What it was worth", id="beside.worth", key_display="="),
        Binding("f1,question_mark", "app.help", "Help", id="beside.help"),
    ]

    def __init__(self, reviews: tuple[Review, Review], rows: Sequence[Beside]) -> None:
        super().__init__()
        self._reviews, self._rows = reviews, rows
        self._window = range(0)
        self.at = self._nearest(reviews[0].cursor)
        """Which row the cursor is on."""

    def _nearest(self, entry: int) -> int:
        return next((at for at, one in enumerate(self._rows) if one.reached[0] >= entry), max(0, len(self._rows) - 1))

    def compose(self) -> ComposeResult:
        """What is what, the rows, and what each log had come to."""
        rows = EntryRows(id="beside-rows")
        rows.jump = self._jump
        with Vertical(classes="form choose queue beside") as box:
            box.border_title = inked(f"Side by side: A {self._reviews[0].name}, B {self._reviews[1].name}")
            yield Prose(id="beside-said", classes="said")
            yield rows
            yield Words(Prose(id="beside-state"))
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Begin where the first log's cursor is."""
        self.query_one("#beside-said", Prose).say(self._said())
        self.query_one(EntryRows).focus()
        self._show()

    def on_resize(self) -> None:
        """Another width has other columns."""
        self._window = range(0)
        self.call_after_refresh(self._show)

    def _said(self) -> str:
        differ = [one for one in self._rows if differs_in_orders(one)]
        parted = next((one for one in self._rows if one.differs), None)
        if parted is None:
            return "Nothing differs: every order and what came of it is the same in both."
        since = f"They part in week {parted.week}, turn {parted.turn}."
        marks = "; ".join(f"{sign} {SAYS[differs]}" for differs, sign in SIGNS.items())
        return f"{since} {len(differ)} of {plural(len(self._rows), 'order')} differ. {marks}."

    def _show(self) -> None:
        """Draw the window around the cursor where it must move, and what stands under it."""
        if not self._rows:
            return
        last, low, high = len(self._rows) - 1, self._window.start, self._window.stop - 1
        near = (low > 0 and self.at - low < NEAR) or (high < last and high - self.at < NEAR)
        rows = self.query_one(EntryRows)
        if self.at not in self._window or near:
            self._window = range(max(0, self.at - AROUND), min(last, self.at + AROUND) + 1)
            width = rows.scrollable_content_region.width or self.app.size.width - 6
            columns, glyphs = self.app.size.width >= TWO_COLUMNS, self._reviews[0].glyphs
            rows.show([Row(str(at), beside_row(self._rows[at], glyphs, width, columns=columns)) for at in self._window])
        if rows.key != str(self.at):
            rows.put_cursor_on(str(self.at))
        self.query_one("#beside-state", Prose).say(state_beside(self._rows[self.at], self._reviews))

    def _jump(self, at: int) -> None:
        self.at = len(self._rows) - 1 if at < 0 else max(0, min(at, len(self._rows) - 1))
        self._show()

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        key = self.query_one(EntryRows).key
        if key is not None and int(key) != self.at:
            self._jump(int(key))

    @on(OptionList.OptionSelected)
    def _opened(self) -> None:
        one = self._rows[self.at]
        pages = [
            lines([strong(f"{name}: {review.name}, entry {side.entry}"), page_of(review, side.entry), inked("")])
            for name, side, review in zip("AB", (one.first, one.second), self._reviews, strict=True)
            if side is not None
        ]
        self.app.push_screen(SearchedPage(SAYS[one.differs].capitalize(), joined(*(lines([page]) for page in pages))))

    def _go(self, places: Sequence[int], by: int) -> None:
        ahead = [at for at in places if at > self.at] if by > 0 else [at for at in reversed(places) if at < self.at]
        if ahead:
            self._jump(ahead[0])

    def action_differing(self, by: int) -> None:
        """The next order that only one has, or that was answered otherwise."""
        self._go([at for at, one in enumerate(self._rows) if differs_in_orders(one)], by)

    def action_turn(self, by: int) -> None:
        """Where the next turn begins, or the one before."""
        self._go(self._starts("turn"), by)

    def action_week(self, by: int) -> None:
        """Where the next week begins, or the one before."""
        self._go(self._starts("week"), by)

    def _starts(self, what: str) -> list[int]:
        values = [getattr(one, what) for one in self._rows]
        return [at for at, value in enumerate(values) if at == 0 or value != values[at - 1]]

    def action_go_to(self) -> None:
        """A turn or a week."""

        def asked(said: str | None) -> None:
            text = (said or "").strip().lower()
            what, number = {"t": "turn", "w": "week"}.get(text[:1], ""), text[1:].strip()
            if said is None:
                return
            found = None
            if what and number.isascii() and number.isdecimal():
                found = next((at for at, one in enumerate(self._rows) if getattr(one, what) >= int(number)), None)
            if found is None:
                self.app.notify(f"{HINT} Not {text[:20]}.", severity="warning", timeout=8)
            else:
                self._jump(found)

        self.app.push_screen(AskText("Go to", HINT), asked)

    def action_leave(self, what: str) -> None:
        """Close, and do this next."""
        reached = self._rows[self.at].reached if self._rows else (0, 0)
        self.dismiss((what, reached[1] if what == SECOND else reached[0]))
