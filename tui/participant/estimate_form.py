"""The estimate form: for each priority system and month low, expected and high, who must act first, and how sure."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from engine.ids import OrganisationId, SystemId
from engine.orders import Order, SealEstimate
from engine.rules.estimates import MONTHS
from engine.views import View
from tui.desk import Desk
from tui.forms import CONFIDENCES, estimate_rows, estimate_start, is_past, rate_now
from tui.inking import faint, inked, joined, lines, strong
from tui.participant.inbox import estimate_due
from tui.widgets.fields import Choice, Number, Options
from tui.widgets.form_screen import FormScreen
from tui.widgets.prose import Prose
from tui.words import short_title

MOVER_WIDTH = 19
"""Columns of an organisation's title between its arrows."""
COLUMNS = ("low", "expected", "high", "first", "confidence")


def estimate_key(view: View) -> str:
    """The draft of this turn's estimate."""
    return f"estimate {view.organisation} turn {view.turn}"


class EstimateRowWidget(Horizontal):
    """One system in one month."""

    def __init__(self, label: str, widgets: list[Widget]) -> None:
        super().__init__(classes="estimate-row")
        self._label = label
        self.widgets = widgets

    def compose(self) -> ComposeResult:
        """The month, and the five things to fill in."""
        yield Static(inked(self._label), markup=False, classes="month")
        yield from self.widgets


class EstimateForm(FormScreen):
    """Prefilled with today's rates, so that only what is expected to change needs typing."""

    BINDINGS = [
        Binding("down", "row(1)", "Next row", show=False, id="form.next-row"),
        Binding("up", "row(-1)", "Previous row", show=False, id="form.previous-row"),
    ]
    ORDER = SealEstimate
    send_word = "Seal"

    def __init__(self, desk: Desk, organisation: OrganisationId) -> None:
        view = desk.view(organisation)
        self.occasion = estimate_due(view)
        super().__init__(desk, organisation, estimate_key(view), f"Estimate, sealed for {self.occasion or 'no occasion now'}")

    def starting_values(self) -> dict[str, str]:
        """One's own last estimate, else today's rates."""
        return estimate_start(self.view)

    def fields(self) -> Iterable[Widget]:
        """What is asked, and a table to fill in."""
        filled = "The numbers of your last estimate" if self.view.estimates else "Today's rates"
        said = (
            "Which monthly rate do you expect 6, 12 and 24 months after StartEx? Nobody reads it during play, and it cannot "
            f"be changed: it is held against what came true. {filled} are filled in; F2 seals."
        )
        yield Prose(faint(said), classes="said")
        world = self.view.world
        ellipsis = self.desk.glyphs.ellipsis
        first: Options = [(key, short_title(one.title, MOVER_WIDTH, ellipsis)) for key, one in world.organisations.items()]
        sure: Options = [(one, one) for one in CONFIDENCES]
        for system in world.deck.priority_systems:
            title = world.systems[SystemId(system)].title
            yield Static(
                lines(
                    [
                        joined(strong(title), faint(f"  now about {rate_now(self.view, SystemId(system))} a month")),
                        faint(f"{'  month':<10}{'low':<9}{'expected':<9}{'high':<12}{'first to act':<25}how sure"),
                    ]
                ),
                markup=False,
                classes="estimate-head",
            )
            for month in MONTHS:
                label = f"{month} past" if is_past(self.view, month) else str(month)
                yield self._row(f"{system} {month}", label, first, sure)

    def _row(self, key: str, label: str, first: Options, sure: Options) -> EstimateRowWidget:
        widgets: list[Widget] = [Number(f"{key} {column}", self.values[f"{key} {column}"]) for column in COLUMNS[:3]]
        mover = Choice(f"{key} first", first, self.values[f"{key} first"], self.desk.glyphs)
        confidence = Choice(f"{key} confidence", sure, self.values[f"{key} confidence"], self.desk.glyphs)
        for choice in (mover, confidence):
            choice.add_class("-narrow")
        mover.add_class("mover")
        return EstimateRowWidget(label, [*widgets, mover, confidence])

    def action_row(self, by: int) -> None:
        """Up and down stay in the column."""
        rows = list(self.query(EstimateRowWidget))
        for index, row in enumerate(rows):
            if self.focused in row.widgets:
                column = row.widgets.index(self.focused)
                rows[(index + by) % len(rows)].widgets[column].focus()
                return

    def order(self) -> Order | str:
        """The estimate, once every row makes sense."""
        if not estimate_due(self.view):
            return "No estimate is due now: they are sealed in the first, the middle and the last turn, once each."
        rows = estimate_rows(self.view, self.values)
        return rows if isinstance(rows, str) else SealEstimate(rows=rows)
