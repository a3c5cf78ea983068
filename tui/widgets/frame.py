"""The lines around a workspace: title and marking, where the exercise stands, refusals, and the state of the connection."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from server.client import LinkState
from tui.desk import Desk
from tui.inking import Inked, bad, faint, good, joined, key, strong, warn


class Heading(Horizontal):
    """What this is, and its real marking."""

    def compose(self) -> ComposeResult:
        """Title to the left, marking to the right."""
        yield Static("", markup=False, id="heading-title")
        yield Static("", markup=False, id="heading-marking")

    def show(self, title: str, marking: str) -> None:
        """Name the exercise and its marking."""
        self.query_one("#heading-title", Static).update(joined(strong("surgex"), "  ", Content(title)))
        self.query_one("#heading-marking", Static).update(Content(marking))


class PhaseLine(Static):
    """Where the exercise stands and what to do now; it stands out for a while when it changes."""

    def __init__(self) -> None:
        super().__init__("", markup=False, id="phase-line")
        self._shown = ""
        self._announced = ""

    def show(self, sentence: str, announced: str) -> None:
        """Show the line, and let it stand out where what is announced (turn and phase) is new."""
        if sentence != self._shown:
            self.update(Content(sentence))
        new = bool(self._announced) and announced != self._announced
        self._shown, self._announced = sentence, announced
        if new:
            self.add_class("-new")
            self.set_timer(6, lambda: self.remove_class("-new"))


class Refusals(Static):
    """The newest refusal, until esc puts it away."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("", markup=False, id="refusals")
        self._desk = desk

    def on_mount(self) -> None:
        """Nothing was refused yet."""
        self.show()

    def show(self) -> None:
        """Show the newest of what nobody has put away."""
        refusals = self._desk.refusals
        self.display = bool(refusals)
        if refusals:
            more = f"  ({len(refusals) - 1} more)" if len(refusals) > 1 else ""
            mark = f"{self._desk.glyphs.alert} Refused: "
            self.update(joined(bad(mark), Content(refusals[-1]), more, "  ", key("esc"), faint(" puts this away")))


class StatusLine(Static):
    """Always one line: connection, exercise, organisation, turn and phase, week, clock, own sequence, drafts."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("", markup=False, id="status")
        self._desk = desk

    def show(self, *parts: Inked) -> None:
        """The state of the link, what is given here, and what has not gone out; the exercise's name where there is room."""
        desk = self._desk
        shown = [connection(desk), *parts, f"#{desk.link.sequence}", _drafts(desk)]
        divider = faint(" | " if desk.config.ascii_only else " │ ")
        whole = self._joined(divider, [shown[0], desk.link.exercise_id[:16], *shown[1:]])
        self.update(whole if whole.cell_length <= self.size.width else self._joined(divider, shown))

    def _joined(self, divider: Content, parts: list[Inked]) -> Content:
        return divider.join([part if isinstance(part, Content) else Content(part) for part in parts])


def connection(desk: Desk) -> Content:
    """The state of the link as glyph and word."""
    glyphs = desk.glyphs
    match desk.link.state:
        case LinkState.ONLINE:
            return good(f"{glyphs.waits} online")
        case LinkState.RECONNECTING:
            return warn(f"{glyphs.alert} reconnecting {round(desk.link.retry_in)} s")
        case LinkState.CONNECTING:
            return warn(f"{glyphs.to_come} connecting")
        case _:
            return bad(f"{glyphs.stopped} offline")


def _drafts(desk: Desk) -> Content:
    unsent, forms = desk.unsent(), len(desk.drafts.forms)
    if unsent:
        return warn(f"{unsent} unsent, {forms} drafts" if forms else f"{unsent} unsent")
    return Content("1 draft" if forms == 1 else f"{forms} drafts")
