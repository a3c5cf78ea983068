"""Candidates and findings over control's workspace: rows, what is known of each, one key for each verdict."""

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Footer, OptionList

from tui.desk import Desk
from tui.evaluator.candidate_rows import EMPTY, candidate_page, candidate_rows
from tui.evaluator.filling import fill_in
from tui.inking import inked, keys
from tui.noting_hands import NotingHand
from tui.widgets.pane import Words
from tui.widgets.prose import Prose
from tui.widgets.refusals import Refusals
from tui.widgets.rows import Rows
from tui.widgets.status_line import StatusLine

CAN = (("c", "confirm"), ("d", "dispute"), ("x", "dismiss"), ("m", "merge"), ("i", "plan"), ("a", "raise one"), ("n", "note"))


class CandidatesScreen(ModalScreen[None]):
    """Stays open while verdicts are given; nothing in it changes play, so nothing is armed."""

    BINDINGS = [
        Binding("escape", "dismiss(None)", "Back", id="candidate.back"),
        Binding("c", "judge('confirmed')", "Confirm", id="candidate.confirm"),
        Binding("d", "judge('disputed')", "Dispute", id="candidate.dispute"),
        Binding("x", "judge('dismissed')", "Dismiss", id="candidate.dismiss"),
        Binding("m", "judge('merged')", "Merge", id="candidate.merge"),
        Binding("i", "plan", "A row of the improvement plan", show=False, id="candidate.plan"),
        Binding("a", "raise", "Raise a candidate by hand", show=False, id="candidate.raise"),
        Binding("n", "note", "Note", show=False, id="candidate.note"),
        Binding("f1,question_mark", "app.help", "Help", show=False, id="candidate.help"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def compose(self) -> ComposeResult:
        """The rows, the keys, and what is known of the one under the cursor."""
        with Vertical(classes="form choose queue") as box:
            box.border_title = inked("Candidates and findings")
            yield Rows(id="queue-rows")
            yield Prose(id="queue-keys", classes="said")
            yield Words(Prose(id="queue-page"))
        yield Refusals(self._desk)
        yield StatusLine(self._desk)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show what there is."""
        self.told()
        self.query_one("#queue-keys", Prose).say(keys(*CAN))
        self.query_one(Rows).focus()

    def told(self) -> None:
        """Something was found or said: the rows as they are now."""
        case = NotingHand(self._desk).case
        rows = [row for row, _ in candidate_rows(case, self._desk.glyphs, sees_others=True)]
        self.query_one(Rows).show(rows)
        self._show_page()
        self.query_one(Refusals).show()
        self.query_one(StatusLine).show(*NotingHand(self._desk).stands())

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._show_page()

    def _show_page(self) -> None:
        about = self.query_one(Rows).key
        case = NotingHand(self._desk).case
        page = candidate_page(case, about, self._desk.glyphs, sees_others=True) if about else inked(EMPTY)
        self.query_one("#queue-page", Prose).say(page)

    def action_judge(self, verdict: str) -> None:
        """Give a verdict on the one under the cursor."""
        if about := self.query_one(Rows).key:
            fill_in(self.app, self._desk, f"judge {verdict} {about}", self.told)

    def action_plan(self) -> None:
        """Put a row into the improvement plan that answers the one under the cursor."""
        if about := self.query_one(Rows).key:
            fill_in(self.app, self._desk, f"plan {about}", self.told)

    def action_raise(self) -> None:
        """Raise what no detector found."""
        fill_in(self.app, self._desk, "raise", self.told)

    def action_note(self) -> None:
        """Write a note."""
        fill_in(self.app, self._desk, "note", self.told)
