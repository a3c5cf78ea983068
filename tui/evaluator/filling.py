"""Opening the form of an annotation over any screen, and giving what it closes with."""

from collections.abc import Callable

from textual.app import App

from tui.desk import Desk
from tui.noting_hands import NotingHand
from tui.widgets.form_screen import Filled, FormScreen


def fill_in(app: App[int], desk: Desk, key: str, then: Callable[[], None]) -> None:
    """Open the form of a sheet; a word why, where there is none or nothing is taken now. `then` follows when it closes."""
    hand = NotingHand(desk)
    sheet = hand.sheet(key)
    why = sheet if isinstance(sheet, str) else hand.why_not(sheet.order)
    if isinstance(sheet, str) or why:
        app.notify(why, timeout=8, markup=False)
        return

    def sent(filled: Filled | None) -> None:
        if filled is not None:
            desk.give(filled.order, None, filled.form)
            if not desk.online:
                kept = "You are offline. It is kept on disk and goes out when the connection is back."
                app.notify(kept, timeout=5, markup=False)
        then()

    app.push_screen(FormScreen(hand, sheet), sent)
