"""The line of status: the connection in a word, and whatever a workspace adds."""

from textual.content import Content
from textual.widgets import Static

from server.client import LinkState
from tui.desk import Desk
from tui.glyphs import Glyphs
from tui.inking import Inked, bad, faint, good, inked, warn


class StatusLine(Static):
    """Always one line: connection, exercise, organisation, turn and phase, week, clock, own sequence, drafts."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("", markup=False, id="status")
        self._desk = desk
        self._parts: tuple[Inked, ...] = ()

    def on_resize(self) -> None:
        """Another width has room for more, or for less."""
        self.show(*self._parts)

    def show(self, *parts: Inked) -> None:
        """The state of the link, what is given here, and what has not gone out; what is needed least where there is room."""
        desk, self._parts = self._desk, parts
        link, number, kept = connection(desk), f"#{desk.link.sequence}", _drafts(desk)
        divider = faint(" | " if desk.config.ascii_only else " │ ")
        waits = desk.unsent() or desk.drafts.forms
        choices: tuple[list[Inked], ...] = (
            [link, desk.link.exercise_id[:16], *parts, number, kept],
            [link, *parts, number, kept],
            [link, *parts, kept] if waits else [link, *parts, number],
            [link, kept, *parts] if waits else [link, *parts],  # what is cut off is at the end
        )
        lines = [self._joined(divider, one) for one in choices]
        self.update(next((one for one in lines if one.cell_length <= self.size.width), lines[-1]))

    def _joined(self, divider: Content, parts: list[Inked]) -> Content:
        return divider.join([part if isinstance(part, Content) else inked(part) for part in parts])


def connection(desk: Desk) -> Content:
    """The state of the desk's link."""
    return link_words(desk.glyphs, desk.link.state, desk.link.retry_in)


def link_words(glyphs: Glyphs, state: LinkState, retry_in: float) -> Content:
    """The state of a link as glyph and word."""
    match state:
        case LinkState.ONLINE:
            return good(f"{glyphs.waits} online")
        case LinkState.RECONNECTING:
            return warn(f"{glyphs.alert} reconnecting {round(retry_in)} s")
        case LinkState.CONNECTING:
            return warn(f"{glyphs.to_come} connecting")
        case _:
            return bad(f"{glyphs.stopped} offline")


def _drafts(desk: Desk) -> Content:
    unsent, forms = desk.unsent(), len(desk.drafts.forms)
    if unsent:
        return warn(f"{unsent} unsent, {forms} drafts" if forms else f"{unsent} unsent")
    return inked("1 draft" if forms == 1 else f"{forms} drafts")
