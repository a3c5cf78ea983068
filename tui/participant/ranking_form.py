"""Ranking systems for scarce components: the list from first to last."""

from collections.abc import Iterable

from textual.binding import Binding
from textual.widget import Widget

from engine.beliefs import believed
from engine.ids import OrganisationId
from engine.orders import Order, SetRanking
from tui.desk import Desk
from tui.inking import faint, inked, joined, keys, strong
from tui.widgets.form_screen import FormScreen
from tui.widgets.prose import Prose
from tui.widgets.rows import Row, Rows


class RankingForm(FormScreen):
    """`+` and `-` move the system under the cursor."""

    BINDINGS = [
        Binding("plus,right", "move(-1)", "Up", id="form.rank-up", key_display="+"),
        Binding("minus,left", "move(1)", "Down", id="form.rank-down", key_display="-"),
    ]
    ORDER = SetRanking
    send_word = "Rank"

    def __init__(self, desk: Desk, organisation: OrganisationId) -> None:
        super().__init__(desk, organisation, f"rank {organisation}", "Rank systems for scarce components")

    def about_objects(self) -> tuple[str, ...]:
        """The ranking: a second seat may set it as well."""
        return ("ranking",)

    def starting_values(self) -> dict[str, str]:
        """The ranking that holds, then whatever it leaves out."""
        ranked = [str(one) for one in believed(self.view).ranking]
        return {"ranking": " ".join([*ranked, *(one for one in self.view.world.systems if one not in ranked)])}

    def fields(self) -> Iterable[Widget]:
        """What a ranking does, and the list."""
        said = (
            "Lines get scarce components in this order, above the floor that keeps each line running. "
            "Whoever runs lines hears it."
        )
        yield Prose(faint(said), classes="said")
        yield Prose(keys(("+ or →", "moves up"), ("- or ←", "moves down")), classes="said")
        yield Rows(id="ranking")

    def on_mount(self) -> None:
        """Show the list."""
        self._show()

    def action_move(self, by: int) -> None:
        """Move the system under the cursor."""
        systems = self.values["ranking"].split()
        rows = self.query_one(Rows)
        at = rows.highlighted
        if at is None or not 0 <= at + by < len(systems):
            return
        systems[at], systems[at + by] = systems[at + by], systems[at]
        key = rows.key
        self._filled_in("ranking", " ".join(systems))
        self._show()
        rows.put_cursor_on(key or "")

    def _show(self) -> None:
        world = self.view.world
        shown = [
            Row(system, joined(f"{place}. ", strong(system), faint("  "), inked(title)))
            for place, system in enumerate(self.values["ranking"].split(), start=1)
            for title in (next((one.title for key, one in world.systems.items() if key == system), ""),)
        ]
        self.query_one(Rows).show(shown)

    def order(self) -> Order | str:
        """The ranking as it stands."""
        return SetRanking(systems=tuple(self.values["ranking"].split()))
