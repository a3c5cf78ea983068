"""The computed ratings beside one's own, over the evaluator's workspace: each opens once one's own is given (rule 17.3)."""

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, OptionList

from engine.objectives import Objective
from tui.desk import Desk
from tui.evaluator.computed import Computing
from tui.evaluator.filling import fill_in
from tui.evaluator.ratings import ComputedRating, ComputedRatings, ComputedTask
from tui.inking import bad, faint, good, heading, inked, joined, lines, strong, warn
from tui.noting_hands import NotingHand
from tui.sheets.annotations import Case
from tui.widgets.pane import Words
from tui.widgets.prose import Prose
from tui.widgets.rows import Row, Rows
from tui.widgets.status_line import StatusLine
from tui.words import plural

EMPTY = "This deck declares no objective: there is nothing to rate."
FIRST = "yours first: r rates it, and the computed one opens"
MOST = 6
"""Entries of one measure that are named."""


class ComputedScreen(ModalScreen[None]):
    """Stays open while ratings are given; what is computed is as far as the log has come."""

    BINDINGS = [
        Binding("escape", "dismiss(None)", "Back", id="rating.back"),
        Binding("r", "rate", "Rate", id="note.rate"),
        Binding("C", "compute", "Compute again", id="rating.again"),
        Binding("f1,question_mark", "app.help", "Help", show=False, id="rating.help"),
    ]

    def __init__(self, desk: Desk, computing: Computing) -> None:
        super().__init__()
        self._desk, self._computing = desk, computing

    def compose(self) -> ComposeResult:
        """How far it is, the objectives, and what the one under the cursor rests on."""
        with Vertical(classes="form choose queue") as box:
            box.border_title = inked("Your ratings, and the computed ones")
            yield Rows(id="queue-rows")
            yield Prose(id="queue-keys", classes="said")
            yield Words(Prose(id="queue-page"))
        yield StatusLine(self._desk)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show what there is, and compute what is new."""
        self._computing.begin()
        self.told()
        self.query_one(Rows).focus()

    def told(self) -> None:
        """Something came, or was rated."""
        if not self.query("#queue-keys"):
            return
        case, found = self._case, self._computing.found
        rows = [Row(one.id, _row(case, one, found)) for one in case.exercise.world.deck.objectives]
        self.query_one(Rows).show(rows)
        self.query_one("#queue-keys", Prose).say(self._stands())
        self.query_one(StatusLine).show(*NotingHand(self._desk).stands())
        self._show_page()

    @property
    def _case(self) -> Case:
        return NotingHand(self._desk).case

    def _stands(self) -> Content:
        computing, found = self._computing, self._computing.found
        if computing.said or found is None:
            return warn(f"Not computed yet: {computing.said or 'C does it'}.")
        how = "the exercise has ended" if found.ended else "so far, the exercise goes on"
        since = f" {plural(computing.behind, 'entry', 'entries')} came since: C computes again." if computing.behind else ""
        return joined(faint(f"Computed after entry {found.entry}: {how}."), warn(since))

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._show_page()

    def _show_page(self) -> None:
        objectives = {one.id: one for one in self._case.exercise.world.deck.objectives}
        one = objectives.get(self.query_one(Rows).key or "")
        page = _page(self._case, one, self._computing.found) if one else inked(EMPTY)
        self.query_one("#queue-page", Prose).say(page)

    def action_rate(self) -> None:
        """Rate the objective under the cursor."""
        if about := self.query_one(Rows).key:
            fill_in(self.app, self._desk, f"rate {about} 0", self.told)

    def action_compute(self) -> None:
        """Again, where the exercise has gone on."""
        self._computing.begin()
        self.told()


def shown(case: Case, objective: str, found: ComputedRatings | None) -> ComputedRating | None:
    """The computed rating of an objective; None where one's own is not given, or it is not computed (rule 17.3)."""
    own = case.annotations.rated_by(case.me, objective, 0)
    return found.of.get(objective) if found is not None and own is not None else None


def _row(case: Case, one: Objective, found: ComputedRatings | None) -> Content:
    own = case.annotations.rated_by(case.me, one.id, 0)
    title = strong(f"{one.id} {one.title}")
    if own is None:
        return lines([title, faint(f"    {FIRST}")])
    computed = shown(case, one.id, found)
    said = faint("not yet") if computed is None else computed_mark(computed, own.body.mark)
    return lines([title, joined("    you ", good(own.body.mark), "  computed ", said)])


def computed_mark(computed: ComputedRating, own: str) -> Content:
    """The mark, and whether it is another than one's own."""
    if not computed.mark:
        return faint("– (for evaluators)")
    return good(f"{computed.mark}, the same") if computed.mark == own else warn(f"{computed.mark}, not the same")


def _page(case: Case, one: Objective, found: ComputedRatings | None) -> Content:
    computed = shown(case, one.id, found)
    head: list[Content | str | None] = [strong(f"{one.id} {one.title}"), inked(one.target), ""]
    if case.annotations.rated_by(case.me, one.id, 0) is None:
        hidden = "What was computed of it is shown once you have rated it: what you saw comes first, and stays your own."
        return lines([*head, faint(hidden)])
    if computed is None:
        return lines([*head, faint("It is not computed yet.")])
    return lines([*head, *computed_words(computed)])


def computed_words(computed: ComputedRating, number: int = 0) -> Iterator[Content]:
    """The rating, what was asked for, and what was measured with the entries that say so; of one task, or of all for 0."""
    if number == 0:
        yield heading(f"Computed: {computed.mark or 'for evaluators to say'}")
    for task in computed.tasks[number - 1 : number] if number else computed.tasks:
        yield joined(_met(task), f"  {task.asks}")
        for said, entries in task.measures:
            more = " …" if len(entries) > MOST else ""
            proof = f"  entries {', '.join(map(str, entries[:MOST]))}{more}" if entries else ""
            yield joined(f"    {said}", faint(proof))


def _met(task: ComputedTask) -> Content:
    return {True: good("met"), False: bad("not met"), None: faint("for evaluators")}[task.met]
