"""The control workspace: five panes over the whole exercise, and the keys that change it once armed."""

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import OptionList

from engine.ids import InitiativeId, InjectId
from engine.phases import Phase
from engine.rules.inject_plan import inject_now
from tui.controller import initiative_rows, log_rows, run_of_show
from tui.controller.clock_and_seats import PHASE_ROWS, clock_and_seats, clock_words, next_words, where_it_stands
from tui.controller.comings import Comings, gone_words
from tui.controller.heard import messages_count
from tui.controller.initiative_filters import ALL, choices, chosen_words
from tui.controller.late_orders import late_words
from tui.controller.other_hands import OtherHands
from tui.controller.pausing import paused_words
from tui.controller.ruling import due_words, unruled_words
from tui.controller.seating import Seating
from tui.controller.situation import situation
from tui.controller.standing_line import StandingLine, everybody_is_ready, standing_words
from tui.controller.talking import asked_count
from tui.desk import Desk
from tui.evaluator.candidates_screen import CandidatesScreen
from tui.inking import bad, faint, inked, joined, key
from tui.sheets.control.held import of_play
from tui.times import deadline_words
from tui.widgets.choose_screen import ChooseScreen
from tui.widgets.heading import Heading
from tui.widgets.pane import Pane, RowsPane, WordsPane
from tui.widgets.phase_line import PhaseLine
from tui.widgets.refusals import Refusals
from tui.widgets.searching import search_pane
from tui.widgets.status_line import StatusLine
from tui.widgets.words_screen import WordsScreen
from tui.words import phase_name

CHANGES = (
    *("arm", "advance", "pause", "pause_word", "stop", "start", "end", "practice", "timer", "late"),
    *("release", "hold", "skip", "delay", "edit", "write"),
    *("rule", "correct", "talk", "findings", "act_for", "seats", "curtain", "wall", "fork"),
)
"""Actions that change the exercise."""


INJECT_ACTIONS = [
    ("r", "Release", "release"),
    ("h", "Hold/let go", "hold"),
    ("e", "Edit", "edit"),
    ("d", "Delay", "delay"),
    ("x", "Skip", "skip"),
    ("i", "As who?", "preview"),
]


class ControlScreen(Seating):
    """The run of show comes first; beside it clock and seats."""

    BINDINGS = [
        Binding("ctrl+a", "arm", "Arm/renew 60 s", id="control.arm", key_display="^a"),
        Binding("n", "advance", "Next phase", id="control.next"),
        Binding("p", "pause", "Pause/go on", id="control.pause"),
        Binding("P", "pause_word", "Pause with a word for the room; or say it in a pause", show=False, id="control.pause-word"),
        Binding("r", "release", "Release", id="inject.release"),
        Binding("v", "rule", "Rule: free actions, agreements, candidates", show=False, id="control.rule"),
        Binding("a", "act_for", "Act for an organisation, or enter its paper slip", show=False, id="control.act-for"),
        Binding("I", "see_as", "See the workspace of an organisation", show=False, id="see.as"),
        Binding("o", "talk", "Talk: messages, requests to control, said in the room", show=False, id="control.talk"),
        Binding("c", "correct", "Correct one value", show=False, id="control.correct"),
        Binding("t", "timer", "Time: more, less, no timer, who goes on", show=False, id="control.timer"),
        Binding("L", "late", "Accept an order that came after the lock", show=False, id="control.late"),
        Binding("h", "hold", "Hold an inject, or let it go", show=False, id="inject.hold"),
        Binding("e", "edit", "Edit an inject, then release it or not", show=False, id="inject.edit"),
        Binding("w", "write", "Write an inject, then release it or not", show=False, id="inject.write"),
        Binding("d", "delay", "Delay an inject to a turn or week", show=False, id="inject.delay"),
        Binding("x", "skip", "Skip an inject for good", show=False, id="inject.skip"),
        Binding("i", "preview", "Read an inject as an organisation would", show=False, id="inject.preview"),
        Binding("z", "narrow", "Fewer rows: this turn's injects; some initiatives", show=False, id="inject.this-turn"),
        Binding("s", "start", "StartEx: start the exercise", show=False, id="control.start"),
        Binding("E", "end", "EndEx: end the exercise", show=False, id="control.end"),
        Binding("T", "practice", "Practice turn: begin or end it", show=False, id="control.practice"),
        Binding("S", "seats", "Seats: tokens issued, revoked, passed on", show=False, id="control.seats"),
        Binding("C", "curtain", "Curtain: open secrets one by one", show=False, id="control.curtain"),
        Binding("K", "wall", "Show a wait or a candidate on the wall", show=False, id="control.wall"),
        Binding("W", "hot_wash", "Hot wash: what was answered", show=False, id="control.hot-wash"),
        Binding("slash", "search", "Search in the pane", show=False, id="see.search", key_display="/"),
        Binding("F", "save", "Write the whole pane into a file", show=False, id="see.save-pane"),
        Binding("D", "findings", "Findings: confirm, merge, dismiss, raise; notes", show=False, id="control.findings"),
        Binding("B", "fork", "Fork the exercise: what to type", show=False, id="control.fork"),
        Binding("exclamation_mark", "stop", "Real-world stop", show=False, id="control.stop", key_display="!"),
    ]
    ALWAYS = 2
    ORDER_OF_PHASES = PHASE_ROWS
    OTHER_WORDS = {"advance": "Close the log: seal it, after the hot wash"}

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.show_pane: RowsPane[InjectId] = RowsPane(1, "Run of show")
        self.clock_pane = WordsPane(2, "Clock & seats")
        self.initiative_pane: RowsPane[InitiativeId] = RowsPane(3, "Initiatives")
        self.situation_pane = WordsPane(4, "Situation")
        self.log_pane: RowsPane[str] = RowsPane(5, "Log", follow=True)
        self._opened_weeks: set[str] = set()
        """Rows of the log whose weeks are unfolded."""
        self._this_turn = False
        """Whether the run of show holds what this turn has to do with, and nothing else."""
        self._chosen_initiatives = ALL
        """Which of them the initiatives pane holds: a state, or an organisation."""
        self._was_ready = False
        self._comings = Comings()
        self._other_hands = OtherHands()
        self._out_of_date: set[Pane] = set()
        """Panes that do not show how it stands, because nobody sees them."""

    @property
    def panes(self) -> list[Pane]:
        """The five panes."""
        return [self.show_pane, self.clock_pane, self.initiative_pane, self.situation_pane, self.log_pane]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Evaluators see what control sees, and change nothing."""
        return self._may_change or action not in CHANGES

    def compose(self) -> ComposeResult:
        """As every workspace, with who is ready under the title."""
        for widget in super().compose():
            yield widget
            if isinstance(widget, PhaseLine):
                yield StandingLine()

    def on_mount(self) -> None:
        """Count the armed seconds down where everybody can see it."""
        self.set_interval(1, self._tick)

    def _tick(self) -> None:
        self.hold_the_minute()
        self._say_who_moved()
        if self._armed_until:
            if not self.armed_for:
                self._armed_until = 0.0
            self._show_frame()
        elif self.exercise.timer is not None and self.stands:
            self._show_frame()

    def told(self) -> None:
        """Show the exercise as it is now."""
        if not self.stands or self.desk.link.exercise is None:
            return
        if self.exercise.phase is Phase.SEALED:
            self._armed_until = 0.0
        self._say_when_ready()
        if others := self._other_hands.news(self.exercise, self.desk.link.recent, self.desk.drafts.sentences):
            self.say(others)
        self._out_of_date = set(self.panes)
        self._show_frame()
        self.lay_out()
        self.mind_release()
        self.mind_view()

    def lay_out(self) -> None:
        """Show the panes that fit; what nobody sees is worked out once it is seen."""
        super().lay_out()
        for pane in [one for one in self.panes if one.display and one in self._out_of_date]:
            self._out_of_date.discard(pane)
            self._fill(pane)

    def _fill(self, pane: Pane) -> None:
        exercise, glyphs, link = self.exercise, self.desk.glyphs, self.desk.link
        if pane is self.show_pane:
            shown = self.show_pane.rows
            empty = run_of_show.NONE_THIS_TURN if self._this_turn else run_of_show.EMPTY
            out = not shown.highlighted and str(shown.key) not in exercise.held_injects
            self.show_pane.show(run_of_show.inject_rows(exercise, glyphs, this_turn=self._this_turn), empty=empty)
            if out:
                shown.action_first()  # what comes next, not what has just gone out; what was just held stays under the hand
        elif pane is self.clock_pane:
            presence = link.presence if self.desk.online else {}
            self.clock_pane.show(clock_and_seats(exercise, link.head, glyphs, presence))
        elif pane is self.initiative_pane:
            chosen = self._chosen_initiatives
            rows = initiative_rows.initiative_rows(exercise, self.held.recent, glyphs, chosen=chosen)
            empty = initiative_rows.NONE_CHOSEN if exercise.initiatives else initiative_rows.EMPTY
            shown_words = chosen_words(exercise, chosen)
            self.initiative_pane.show(rows, empty=empty, foot=faint(shown_words) if shown_words else None)
        elif pane is self.situation_pane:
            self.situation_pane.show(situation(exercise, of_play(link.recent), glyphs))
        else:
            entries = log_rows.log_rows(exercise, link.recent, self._opened_weeks, glyphs)
            head = faint(f"head {link.head[0]}  {link.head[1]}") if link.head else None
            self.log_pane.show(entries, empty=log_rows.EMPTY, foot=head)

    def _show_frame(self) -> None:
        exercise, dot = self.exercise, self.desk.glyphs.dot
        deck = exercise.world.deck
        role = self.desk.link.role or "control"
        self.query_one(Heading).show(f"{deck.title} {dot} {role.upper()}", deck.marking)
        stands = where_it_stands(exercise, dot)
        quiet = exercise.phase.before_start or exercise.phase is Phase.ORDERS or exercise.phase is Phase.SEALED
        if until := deadline_words(exercise.timer, self.desk.link.now):
            stands = f"{stands} {dot} {until}"
        line = stands if quiet else f"{stands}: n {next_words(exercise)}"
        if exercise.paused:
            line = paused_words(self.held, stands)
        self.query_one(PhaseLine).show(line, f"{exercise.turn} {exercise.phase} {exercise.paused} {exercise.practice}")
        standing = standing_words(exercise, self.desk.link.head, self.desk.glyphs)
        for pressed, waiting in reversed(self._waiting()):
            standing = joined(key(pressed), f" {waiting}", f" {dot} " if standing.plain else "", standing)
        self.query_one(StandingLine).show(standing, everybody=everybody_is_ready(exercise))
        self.query_one(Refusals).show()
        armed = bad(f"{self.desk.glyphs.alert} ARMED {self.armed_for} s") if self.armed_for else inked("read-only")
        turn = "PRACTICE" if exercise.practice else f"T{exercise.turn}/{exercise.turns}"
        if not (exercise.phase.before_start or exercise.phase.over):
            turn = f"{turn} {phase_name(exercise.phase)}"
        week = f"wk {exercise.week}" if exercise.week <= deck.weeks else "weeks over"
        self.query_one(StatusLine).show(armed, role, turn, week, clock_words(exercise, self.desk.link.now))

    def _waiting(self) -> list[tuple[str, str]]:
        """What waits for control, with the key that opens it."""
        exercise = self.exercise
        ruling = ", ".join(one for one in (unruled_words(exercise), due_words(exercise)) if one)
        waits = [("v", ruling if not exercise.phase.over else ""), ("L", late_words(exercise, self.desk.link.recent))]
        held = self.held
        messages = messages_count(held.recent, self.messages_seen) if self._may_change else ""
        return [one for one in (*waits, ("o", ", ".join(filter(None, (asked_count(held), messages))))) if one[1]]

    def _say_who_moved(self) -> None:
        """Among the messages and without a toast: forty may check in at once."""
        if self.stands and self.desk.online and self.desk.link.exercise is not None:
            for sentence in self._comings.news(self.desk.link.presence, self.exercise.world):
                self.desk.say("news", sentence)

    def _say_when_ready(self) -> None:
        ready = everybody_is_ready(self.exercise)
        if ready and not self._was_ready:
            self.say("Everybody is ready: n locks the turn.")
        self._was_ready = ready

    def counts(self) -> list[int | str]:
        """Seats that somebody left, and initiatives that run."""
        exercise = self.desk.link.exercise
        gone = gone_words(self.desk.link.presence) if exercise and self.desk.online and not exercise.phase.over else ""
        return [0, gone, sum(one.running for one in exercise.initiatives.values()) if exercise else 0, 0, 0]

    def action_search(self) -> None:
        """Ask for a word, and go from place to place in this pane until esc."""
        search_pane(self.app, self.panes[self.current - 1])

    def action_narrow(self) -> None:
        """In [3] choose which initiatives are shown; elsewhere what comes or came in this turn, or everything."""
        if self.current == 3:
            rows = list(choices(self.exercise))
            question = ChooseScreen("Show which initiatives?", rows, at=self._chosen_initiatives)
            self.app.push_screen(question, self._show_initiatives)  # nothing opens: what is typed next is a command
        else:
            self._narrow_to_this_turn()

    def _show_initiatives(self, chosen: str | None) -> None:
        self._chosen_initiatives = chosen or self._chosen_initiatives
        self.told()

    def _narrow_to_this_turn(self) -> None:
        self._this_turn = not self._this_turn
        self.action_go(1)
        self.told()
        self.say("The run of show: this turn. z shows all." if self._this_turn else "The run of show: all of it.")

    def action_release(self) -> None:
        """Release the inject under the cursor."""
        self.with_inject(self.release)

    def action_findings(self) -> None:
        """Candidates and findings, with one key for each verdict."""
        if self.desk.link.exercise is not None:
            self.app.push_screen(CandidatesScreen(self.desk))

    def action_hold(self) -> None:
        """Hold the inject under the cursor, or let it go."""
        self.with_inject(self.hold)

    def with_inject(self, then: Callable[[InjectId], None]) -> None:
        """The inject under the cursor, once the run of show has the keys."""
        inject = self.show_pane.target
        if self.current != 1 or inject is None:
            self.action_go(1)
            self.say("Choose an inject in the run of show, then press the key again.")
        else:
            then(inject)

    @on(OptionList.OptionSelected)
    def _opened(self) -> None:
        glyphs = self.desk.glyphs
        if self.current == 1 and self.show_pane.target is not None:
            inject = inject_now(self.exercise, self.show_pane.target)
            page = run_of_show.inject_page(self.exercise, self.show_pane.target, glyphs)
            actions = INJECT_ACTIONS if self._may_change else INJECT_ACTIONS[-1:]
            self.app.push_screen(WordsScreen(f"{inject.reference}  {inject.title}", page, actions=actions), self._then)
        elif self.current == 3 and self.initiative_pane.target is not None:
            identity = self.initiative_pane.target
            title = initiative_rows.title(self.exercise, self.exercise.initiatives[identity])
            page = initiative_rows.initiative_page(self.exercise, identity, self.held.recent, glyphs)
            self.app.push_screen(WordsScreen(title, page))
        elif self.current == 5 and self.log_pane.target is not None:
            self._open_log(self.log_pane.target)

    @property
    def _may_change(self) -> bool:
        return self.desk.link.role == "control"

    def _open_log(self, key: str) -> None:
        if key.startswith(log_rows.WEEKS):
            self._opened_weeks ^= {key}
            self.told()
        for number, part in self.desk.link.recent:
            if str(number) == key:
                page = log_rows.entry_page(self.exercise, part, self.desk.glyphs)
                self.app.push_screen(WordsScreen(f"Entry {number}", page))

    def _then(self, what: str | None) -> None:
        if what is not None:
            getattr(self, f"action_{what}")()
