"""The reviewer's workspace: one cursor on the log, and every panel follows it. Nothing here gives an order."""

from pathlib import Path
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.widgets import Footer, OptionList, Static

from engine.annotations.bodies import Note
from engine.ids import OrganisationId
from server.client import LinkState
from tui.drafts import write_atomically
from tui.inking import bad, faint, good, inked, joined, lines, strong, warn
from tui.review import wondering
from tui.review.curves_pane import CurvesPane
from tui.review.desk import Desk
from tui.review.estimates_pane import EstimatesPane
from tui.review.findings_pane import FindingsPane
from tui.review.following import LogSeat
from tui.review.gantt_pane import GanttPane
from tui.review.going import AskText
from tui.review.log_pane import LogPane, entry_row
from tui.review.model import Review
from tui.review.notes_pane import NotesPane
from tui.review.noting import noted, why_not
from tui.review.objectives_pane import ObjectivesPane
from tui.review.opening import open_row
from tui.review.pane import FollowingRows, FollowingWords
from tui.review.race_pane import RacePane
from tui.review.replaying import ALONE, SPEEDS
from tui.review.source import Source
from tui.review.state_pane import StatePane
from tui.review.talk_pane import TalkPane
from tui.review.timeline import LEGEND, Timeline
from tui.widgets.choose_screen import ChooseScreen
from tui.widgets.heading import Heading
from tui.widgets.pane import Pane
from tui.widgets.phase_line import PhaseLine
from tui.widgets.rows import Row
from tui.widgets.status_line import link_words
from tui.widgets.tabs import PaneTabs
from tui.words import named, phase_name

TRUTH = "truth"


class ReviewScreen(Desk):
    """Scrub, step and go to; v chooses whose eyes; enter opens what the cursor is on."""

    BINDINGS = [
        Binding("space", "play", "Play, pause", priority=True, id="replay.play"),
        Binding("left", "step(-1)", "Entry back", show=False, priority=True, id="replay.back"),
        Binding("right", "step(1)", "Entry on", show=False, priority=True, id="replay.on"),
        Binding("shift+left,less_than_sign", "turn(-1)", "Turn back", show=False, id="replay.turn-back"),
        Binding("shift+right,greater_than_sign", "turn(1)", "Turn on", show=False, id="replay.turn-on"),
        Binding("left_square_bracket", "speed(-1)", "Slower", show=False, id="replay.slower", key_display="["),
        Binding("right_square_bracket", "speed(1)", "Faster", show=False, id="replay.faster", key_display="]"),
        Binding("colon", "go_to", "Go to", id="replay.go-to", key_display=":"),
        Binding("slash", "search", "Search the log", show=False, id="replay.search", key_display="/"),
        Binding("n", "again(1)", "The next that says it", show=False, id="replay.search-next"),
        Binding("N", "again(-1)", "The one before that says it", show=False, id="replay.search-previous"),
        Binding("v", "whose", "Whose view", id="review.whose"),
        Binding("w", "what_if", "What if", id="review.what-if"),
        Binding("r", "work_out", "Work out the findings, or the findings so far", show=False, id="review.work-out"),
        Binding("b", "other", "The other log, where two are open", show=False, id="review.other"),
        Binding("equals_sign", "compare", "Both logs side by side", show=False, id="review.compare", key_display="="),
        Binding("x", "fold", "Fold or unfold the seam matrix", show=False, id="review.fold"),
        Binding("m", "mark", "Mark this entry", show=False, id="review.mark"),
        Binding("a", "note", "Note something on this entry", show=False, id="review.note"),
        Binding("W", "save", "Write the whole pane into a file", show=False, id="review.save-pane"),
        Binding("M", "app.messages", "Notices so far", show=False, id="review.messages"),
        *(
            Binding(one, f"go({n})", f"Go to pane {n}", show=False, id=f"go.pane-{n}")
            for n, one in ((6, "6"), (7, "7"), (8, "8"), (9, "9"), (10, "0"), (11, "minus"))
        ),
    ]
    ALWAYS = 2
    BARE = False

    class Wanted(Message):
        """The findings are to be worked out."""

        def __init__(self, screen: "ReviewScreen") -> None:
            super().__init__()
            self.screen = screen

    class Other(Message):
        """The other log is to be shown."""

    def __init__(self, review: Review, source: Source, *, reviewer: str, save_in: Path, problem: str = "") -> None:
        super().__init__(review, source)
        self._reviewer = reviewer
        self.save_in = save_in
        """Where panes are written to."""
        self.problem = problem
        """Why the annotations are left out; empty where they are not."""
        self.cut = ""
        """Why a running exercise is no longer followed."""
        self.other: ReviewScreen | None = None
        """The log that is looked at beside this one."""
        self.seat: LogSeat | None = None
        """Whose log grows here; None for a log that lies still."""
        self.log_pane = LogPane(1, self.put_cursor)
        self.following: list[FollowingRows[Any] | FollowingWords] = [
            self.log_pane,
            StatePane(2),
            FindingsPane(3),
            GanttPane(4),
            self.seams_pane,
            CurvesPane(6),
            EstimatesPane(7),
            RacePane(8),
            TalkPane(9),
            ObjectivesPane(10),
            NotesPane(11),
        ]

    @property
    def panes(self) -> list[Pane]:
        """All of them; every one follows the cursor."""
        return [*self.following]

    def compose(self) -> ComposeResult:
        """Heading, what is wrong with the log, where the cursor is, the timeline, panes, status, keys."""
        yield Heading(id="heading")
        yield Static("", markup=False, id="banner")
        yield PhaseLine()
        yield Timeline()
        yield PaneTabs()
        with Container(id="panes"):
            yield from self.panes_as_drawn
        yield Static("", markup=False, id="status")
        yield Footer()

    def told(self) -> None:
        """Show everything anew."""
        if not self.stands:
            return
        review = self.review
        self.query_one(Heading).show(f"REVIEW {review.glyphs.dot} {review.world.deck.title}", review.world.deck.marking)
        said = banner(review, self.problem, self.cut)
        place = self.query_one("#banner", Static)
        place.display = bool(said)
        place.update(lines([joined(bad(f"{review.glyphs.alert} "), one) for one in said]))
        self.show_cursor()
        self.lay_out()

    def show_cursor(self) -> None:
        """What follows the cursor: the line above, the timeline, the panes that are in sight, the status."""
        if not self.stands:
            return
        review = self.review
        self.query_one(PhaseLine).show(stands(review), "")
        self.query_one(Timeline).show(review)
        for pane in self.following:
            if pane.display:
                pane.follow(review)
        self.query_one("#status", Static).update(self._status())

    def _status(self) -> Content:
        review, divider = self.review, faint(f" {'|' if self.review.glyphs.left == '<' else '│'} ")
        runs = good(f"{review.glyphs.arrow} playing {SPEEDS[self.speed]}/s") if self.plays else inked("stopped")
        seat = self.seat
        followed = [link_words(review.glyphs, seat.state, seat.retry_in)] if seat else []
        parts = [
            *followed,
            runs,
            inked(f"entry {review.cursor}/{review.recording.last}"),
            inked("the truth" if review.whose is None else f"seen by {review.whose}"),
            inked(f"{len(review.annotations.records)} notes"),
            faint(LEGEND) if review.computed is not None or not review.recording.whole else warn(review.computing),
        ]
        return divider.join(parts)

    def lay_out(self) -> None:
        """A pane that comes into sight follows at once."""
        hidden = {pane.number for pane in self.panes if not pane.display}
        super().lay_out()
        for pane in self.following:
            if pane.display and pane.number in hidden:
                pane.follow(self.review)
                self.call_after_refresh(pane.follow, self.review)

    def action_whose(self) -> None:
        """Choose whose view is shown."""
        recording = self.review.recording
        first = [Row(TRUTH, strong("The truth, as control sees it"))] if recording.whole else []
        rows = [*first, *(Row(one, joined(named(recording.world, one), faint(f"  {one}"))) for one in recording.readers())]

        def chosen(key: str | None) -> None:
            if key is not None:
                self.review.whose = None if key == TRUTH else OrganisationId(key)
                self.action_go(2)
                self.told()

        self.app.push_screen(ChooseScreen("Whose view", rows, at=self.review.whose or TRUTH), chosen)

    def action_what_if(self) -> None:
        """Ask what if of the entry under the cursor."""
        wondering.ask(self)

    def action_work_out(self) -> None:
        """Work the findings out, again where the exercise has gone on."""
        self.post_message(self.Wanted(self))

    def action_other(self) -> None:
        """The other log, at the same week."""
        self.post_message(self.Other())

    def action_compare(self) -> None:
        """Both logs side by side."""
        if self.other is None:
            self.app.notify(ALONE, timeout=8)
        else:
            wondering.step_beside(self, self.other)

    def action_fold(self) -> None:
        """Groups, or organisations."""
        self.review.folded = not self.review.folded
        self.action_go(self.seams_pane.number)
        self.seams_pane.follow(self.review)

    def action_mark(self) -> None:
        """Mark the entry under the cursor."""
        if self._refused():
            return
        said = entry_row(self.review, self.review.cursor).plain.split("\n")[0]
        self._note(f"Mark: {' '.join(said.split())}")

    def action_note(self) -> None:
        """Note something on the entry under the cursor."""
        if self._refused():
            return

        def asked(words: str | None) -> None:
            if words:
                self._note(words)

        self.app.push_screen(AskText(f"A note on entry {self.review.cursor}", "What did you see? Enter keeps it."), asked)

    def _refused(self) -> bool:
        why = why_not(self.review, self.source, self.problem)
        if why:
            self.app.notify(why, severity="warning", timeout=10)
        return bool(why)

    def _note(self, words: str) -> None:
        why = noted(self.review, self.source, Note(text=words), self._reviewer)
        if why:
            self.app.notify(why, severity="warning", timeout=10)
        else:
            waits = self.seat is not None and self.seat.state is not LinkState.ONLINE
            kept = " It goes out when the connection is back: stay until then." if waits else ""
            self.app.notify(f"Noted on entry {self.review.cursor}.{kept}", timeout=4)
        self.told()

    @on(Timeline.Chosen)
    def _scrubbed(self, event: Timeline.Chosen) -> None:
        self.put_cursor(event.entry)

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_list is self.log_pane.rows and self.log_pane.target is not None:
            self.put_cursor(self.log_pane.target)

    @on(OptionList.OptionSelected)
    def _opened(self, event: OptionList.OptionSelected) -> None:
        for pane in self.following:
            if isinstance(pane, FollowingRows) and event.option_list is pane.rows and pane.target is not None:
                open_row(self, pane)

    def texts_of_pane(self) -> list[str]:
        """All of a pane, also what of it is not drawn."""
        pane = self.following[self.current - 1]
        every = pane.every_text(self.review) if isinstance(pane, FollowingRows) else None
        return super().texts_of_pane() if every is None else every

    def action_save(self) -> None:
        """Write the whole pane into a file among this client's own, and say where."""
        pane = self.panes[self.current - 1]
        name = f"review-{self.review.recording.head[:8]}-{pane.pane_name.lower()}-entry-{self.review.cursor}.txt"
        file = self.save_in / name
        problem = write_atomically(file, self.whole())
        self.app.notify(f"Nothing was written. {problem}" if problem else f"Written to {file}.", timeout=10)


def banner(review: Review, problem: str, cut: str = "") -> list[str]:
    """What is wrong with the log, or withheld in it: each in one sentence."""
    recording = review.recording
    said = []
    if recording.fault:
        said.append(f"NOT INTACT after entry {recording.last}, up to which it is shown: {recording.fault}")
    if cut:
        said.append(f"NO LONGER FOLLOWED after entry {recording.last}, up to which it stays here: {cut}")
    if recording.withheld:
        said.append(f"This copy withholds {recording.withheld} parts: what they hold is not shown.")
    told = review.findings or review.divided
    if told is not None and told.other_rules:
        said.append(told.other_rules)
    if problem and not cut:
        said.append(f"Notes are left out: {problem}")
    return said


def stands(review: Review) -> str:
    """Where the cursor is: entry, turn, phase and week."""
    dot = review.glyphs.dot
    if review.recording.whole:
        at = review.moment.exercise
        turns = at.turns
    elif review.glimpse is not None:
        at = review.glimpse.view  # type: ignore[assignment]
        turns = at.turns
    else:
        return f"Entry {review.cursor} of {review.recording.last}"
    turn = f"turn {at.turn} of {turns} {dot} " if at.turn else ""
    return f"Entry {review.cursor} of {review.recording.last} {dot} {turn}{phase_name(at.phase)} {dot} week {at.week}"
