"""What a spectator's seat shows: where the exercise stands, and what everybody may know. Nothing is given here."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer

from engine.ids import PUBLIC_PARTY
from engine.views import View
from tui.desk import Desk
from tui.glyphs import Glyphs
from tui.inking import Inked, faint, heading, inked, joined, lines, strong
from tui.participant.situation import law_rows
from tui.widgets.heading import Heading
from tui.widgets.pane import Words
from tui.widgets.phase_line import PhaseLine
from tui.widgets.prose import Prose
from tui.widgets.status_line import StatusLine
from tui.words import phase_name, plural, with_titles


class PublicScreen(Screen[None]):
    """One page over the whole screen."""

    BINDINGS = [
        Binding("m", "app.messages", "Messages so far", show=False, id="see.messages"),
        Binding("question_mark,f1", "app.help", "Help", id="see.help", key_display="?"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._stands = False

    def compose(self) -> ComposeResult:
        """Heading, where it stands, the page, status, keys."""
        yield Heading(id="heading")
        yield PhaseLine()
        yield Words(Prose(id="public-words"))
        yield StatusLine(self.desk)
        yield Footer()

    def on_mount(self) -> None:
        """Show what is known already."""
        self._stands = True
        self.told()

    def told(self) -> None:
        """Show the public view as it is now."""
        view = self.desk.link.views.get(PUBLIC_PARTY)
        if view is None or not self._stands:
            return
        self.query_one(Heading).show(view.world.deck.title, view.marking)
        self.query_one(PhaseLine).show(stands(view, self.desk.glyphs), f"{view.turn} {view.phase} {view.paused}")
        self.query_one("#public-words", Prose).say(public_page(view, self.desk.glyphs))
        self.query_one(StatusLine).show("spectator", phase_name(view.phase), f"wk {view.week}")


def stands(view: View, glyphs: Glyphs) -> str:
    """Turn, phase and weeks on one line."""
    stop = f" {glyphs.dot} REAL-WORLD STOP" if view.real_world_stop else f" {glyphs.dot} PAUSED" if view.paused else ""
    if not view.turn or view.phase.over:
        return f"{phase_name(view.phase)}{stop}"
    turn = "PRACTICE" if view.practice else f"Turn {view.turn} of {view.turns}"
    return f"{turn} {glyphs.dot} {phase_name(view.phase)} {glyphs.dot} weeks {view.first_week}–{view.last_week}{stop}"


def public_page(view: View, glyphs: Glyphs) -> Content:
    """Who plays, the law in force, what was announced, and at the end what control opened."""
    here = f"{plural(len(view.present_organisations), 'organisation')} of {len(view.world.organisations)} taken"
    shown: list[Inked] = [inked(view.world.deck.summary), "", inked(here), ""]
    shown += [*law_rows(view), heading("Announced")]
    told = [inked(f"  {glyphs.dot} {with_titles(view.world, one)}") for one in reversed(view.notices)]
    shown += told or [faint("  nothing yet")]
    if view.seed:
        shown += ["", joined("Seed of all chance, now revealed: ", strong(view.seed))]
    return lines(shown)
