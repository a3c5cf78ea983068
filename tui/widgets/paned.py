"""Panes by number, one, two or three at once, with tabs above them: what every workspace shares, whatever it shows."""

from typing import ClassVar

from textual import events, on
from textual.binding import Binding
from textual.screen import Screen

from tui.widgets.pane import BARE, Pane, RowsPane, WordsPane
from tui.widgets.tabs import PaneTabs

TWO_PANES = 100
THREE_PANES = (140, 40)


class PanedScreen(Screen[None]):
    """80 columns show one pane, 100 two, 140 by 40 three; the first is always among them."""

    BINDINGS = [
        *(Binding(str(n), f"go({n})", f"Go to pane {n}", show=False, id=f"go.pane-{n}") for n in range(1, 6)),
        Binding("tab", "next(1)", "Next pane", show=False, id="go.next"),
        Binding("shift+tab", "next(-1)", "Previous pane", show=False, id="go.previous"),
        Binding("y", "copy", "Copy the row", show=False, id="see.copy"),
        Binding("Y", "copy_all", "Copy the whole pane", show=False, id="see.copy-all"),
        Binding("question_mark,f1", "app.help", "Help", id="see.help", key_display="?"),
    ]
    BARE: ClassVar[bool] = True
    """Whether a pane that stands alone does without its border: the tabs above name it, and two more rows fit."""
    ALWAYS: ClassVar[int] = 4
    """The pane that stays beside the first where three fit."""

    def __init__(self) -> None:
        super().__init__()
        self.current = 1
        self._beside = self.ALWAYS
        self.stands = False
        """Whether the widgets are there, so that something can be shown."""

    @property
    def panes(self) -> list[Pane]:
        """The panes in their order."""
        raise NotImplementedError

    @property
    def panes_as_drawn(self) -> list[Pane]:
        """The first one, the one that stays beside it, and then the others."""
        return sorted(self.panes, key=lambda pane: (pane.number != 1, pane.number != self.ALWAYS, pane.number))

    def on_mount(self) -> None:
        """Show what is known already."""
        self.stands = True
        self.told()
        self.action_go(1)

    def told(self) -> None:
        """What is shown changed: show it."""
        raise NotImplementedError

    def counts(self) -> list[int | str]:
        """How much waits in each pane, or is new in it."""
        return [0] * len(self.panes)

    def looked_at(self, number: int) -> None:
        """A pane was opened: what was new in it is read."""

    def on_resize(self) -> None:
        """Another size may show other panes."""
        if self.stands:
            self.lay_out()

    def lay_out(self) -> None:
        """Show the panes that fit."""
        width, height = self.size
        three = width >= THREE_PANES[0] and height >= THREE_PANES[1]
        two = width >= TWO_PANES
        if self.current != 1:
            self._beside = self.current
        shown = {self.current}
        if three:
            second = self._beside if self._beside not in (1, self.ALWAYS) else (2 if self.ALWAYS != 2 else 3)
            shown = {1, second, self.ALWAYS}
        elif two:
            shown = {1, self._beside}
        place = self.query_one("#panes")
        place.set_class(three, "-three")
        place.set_class(two and not three, "-two")
        place.set_class(self.BARE and not two and not three, BARE)
        for pane in self.panes:
            pane.display = pane.number in shown
            pane.set_class(pane.number == self.ALWAYS, "-always")
        self.query_one(PaneTabs).show([pane.pane_name for pane in self.panes], self.current, self.counts())

    def action_go(self, number: int) -> None:
        """Open a pane and give it the keys."""
        self.current = number
        self.looked_at(number)
        self.lay_out()
        self.panes[number - 1].entrance.focus()

    def action_next(self, by: int) -> None:
        """The next pane, round and round."""
        self.action_go((self.current - 1 + by) % len(self.panes) + 1)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click into a pane makes it the current one."""
        for pane in self.panes:
            if pane in event.widget.ancestors and pane.number != self.current:
                self.current = pane.number
                self.looked_at(pane.number)
                self.lay_out()

    @on(PaneTabs.Chosen)
    def _tab_clicked(self, event: PaneTabs.Chosen) -> None:
        self.action_go(event.number)

    def action_copy(self) -> None:
        """Copy what the cursor is on to the terminal's clipboard."""
        text = self.panes[self.current - 1].text_to_copy
        if text:
            self.app.copy_to_clipboard(text)
            self.app.notify("Copied, if your terminal allows it (OSC 52).", timeout=5, markup=False)

    def texts_of_pane(self) -> list[str]:
        """The current pane as lines of text, or row by row: whole sentences, however narrow the pane is."""
        pane = self.panes[self.current - 1]
        if isinstance(pane, RowsPane):
            return pane.rows.texts
        return pane.text_to_copy.splitlines() if isinstance(pane, WordsPane) else []

    def whole(self) -> str:
        """The current pane as one text."""
        return "\n".join(self.texts_of_pane()) + "\n"

    def action_copy_all(self) -> None:
        """Copy the whole pane to the terminal's clipboard."""
        self.app.copy_to_clipboard(self.whole())
        self.app.notify("The pane is copied, if your terminal allows it (OSC 52).", timeout=5, markup=False)
