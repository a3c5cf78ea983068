"""The estimate form: for each priority system and month low, expected and high, who must act first, and how sure."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from engine.ids import SystemId
from engine.orders import SealEstimate
from engine.rules.estimates import MONTHS
from tui.inking import faint, inked, joined, lines, strong
from tui.sheets.estimates import CONFIDENCES, is_past, rate_now
from tui.widgets.fields import CellChoice, Number, Options
from tui.widgets.form_screen import FormScreen
from tui.widgets.prose import Prose
from tui.words import short_name, short_title

MOVER_WIDTH = 19
"""Columns of an organisation's title between its arrows."""
COLUMNS = ("low", "expected", "high", "first", "confidence")


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
        Binding("pagedown", "system(1)", "Next system", show=False, id="form.next-system"),
        Binding("pageup", "system(-1)", "Previous system", show=False, id="form.previous-system"),
    ]

    def fields(self) -> Iterable[Widget]:
        """What is asked, and a table to fill in."""
        yield Prose(faint(self.sheet.said[0]), classes="said")
        world = self.view.world
        ellipsis = self.desk.glyphs.ellipsis
        movers = {one.id: one.choices for one in self.sheet.fields if one.kind == "one"}
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
                key = f"{system} {month}"
                first: Options = [(one, short_title(title, MOVER_WIDTH, ellipsis)) for one, title in movers[f"{key} first"]]
                yield self._row(key, label, first, sure)

    def last_word(self) -> str:
        """Sealed once and never changed: who is named as first to act is said again."""
        order = self.order()
        if not isinstance(order, SealEstimate):
            return ""
        movers = dict.fromkeys(short_name(self.view.world, one.first_mover) for one in order.rows)
        return (
            f"The estimate cannot be changed once it is sealed. First to act, as you say: {', '.join(movers)}.\n\n"
            f"{self._changed_words()}\n\n"
            "y seals it, n goes back to the form."
        )

    def _changed_words(self) -> str:
        """How many of the figures somebody looked at, and which months no longer lie ahead."""
        preset = self.sheet.start()
        figures = [one.id for one in self.sheet.fields if one.kind == "number"]
        changed = sum(self.values[one].strip() != preset[one] for one in figures)
        past = [str(month) for month in MONTHS if is_past(self.view, month)]
        also = f" Month {' and '.join(past)} is past: its figures belong to the estimate and stay in it." if past else ""
        return (
            f"{changed} of {len(figures)} figures changed; {len(figures) - changed} stand as they were filled in for you.{also}"
        )

    def _row(self, key: str, label: str, first: Options, sure: Options) -> EstimateRowWidget:
        widgets: list[Widget] = [Number(f"{key} {column}", self.values[f"{key} {column}"]) for column in COLUMNS[:3]]
        mover = CellChoice(f"{key} first", first, self.values[f"{key} first"], self.desk.glyphs)
        confidence = CellChoice(f"{key} confidence", sure, self.values[f"{key} confidence"], self.desk.glyphs)
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

    def action_system(self, by: int) -> None:
        """Page down and up go from system to system, to the first month."""
        rows = list(self.query(EstimateRowWidget))
        here = next((at for at, row in enumerate(rows) if self.focused in row.widgets), 0)
        first = (here // len(MONTHS) + by) * len(MONTHS)
        rows[first % len(rows)].widgets[0].focus()
