"""Ranking systems for scarce components: the list from first to last."""

from collections.abc import Iterable

from textual.binding import Binding
from textual.widget import Widget

from tui.inking import faint, inked, joined, keys, strong
from tui.sheets.sheet import BETWEEN, several
from tui.widgets.form_screen import FormScreen
from tui.widgets.prose import Prose
from tui.widgets.rows import Row, Rows


class RankingForm(FormScreen):
    """`+` and `-` move the system under the cursor."""

    BINDINGS = [
        Binding("plus,right", "move(-1)", "Up", id="form.rank-up", key_display="+"),
        Binding("minus,left", "move(1)", "Down", id="form.rank-down", key_display="-"),
    ]

    def fields(self) -> Iterable[Widget]:
        """What a ranking does, and the list."""
        yield Prose(faint(self.sheet.said[0]), classes="said")
        yield Prose(keys(("+ or →", "moves up"), ("- or ←", "moves down")), classes="said")
        yield Rows(id="ranking")

    def on_mount(self) -> None:
        """Show the list."""
        self._show()

    def action_move(self, by: int) -> None:
        """Move the system under the cursor."""
        systems = list(several(self.values["ranking"]))
        rows = self.query_one(Rows)
        at = rows.highlighted
        if at is None or not 0 <= at + by < len(systems):
            return
        systems[at], systems[at + by] = systems[at + by], systems[at]
        key = rows.key
        self._filled_in("ranking", BETWEEN.join(systems))
        self._show()
        rows.put_cursor_on(key or "")

    def _show(self) -> None:
        world = self.view.world
        shown = [
            Row(system, joined(f"{place}. ", strong(system), faint("  "), inked(title)))
            for place, system in enumerate(list(several(self.values["ranking"])), start=1)
            for title in (next((one.title for key, one in world.systems.items() if key == system), ""),)
        ]
        self.query_one(Rows).show(shown)
