"""The evaluator's workspace: collection plan first, then candidates, notes, the true situation and the log."""

from textual import on
from textual.binding import Binding
from textual.widgets import OptionList

from engine.exercise import Exercise
from engine.ids import InjectId
from tui.controller import log_rows, run_of_show
from tui.controller.clock_and_seats import clock_words, where_it_stands
from tui.controller.situation import situation
from tui.controller.workspace import ControlScreen
from tui.desk import Desk
from tui.evaluator import candidate_rows, collection
from tui.evaluator.computed import Computing
from tui.evaluator.computed_screen import ComputedScreen
from tui.evaluator.filling import fill_in
from tui.inking import faint, inked, strong
from tui.noting_hands import NotingHand
from tui.sheets.annotations import Case, task_of
from tui.sheets.control.held import of_play
from tui.times import deadline_words
from tui.widgets.heading import Heading
from tui.widgets.pane import Pane, RowsPane, WordsPane
from tui.widgets.phase_line import PhaseLine
from tui.widgets.refusals import Refusals
from tui.widgets.rows import Row
from tui.widgets.status_line import StatusLine
from tui.widgets.words_screen import WordsScreen
from tui.widgets.workspace import Workspace
from tui.words import phase_name, plural

NO_NOTES = "Nothing was noted yet. n notes what you see, on the task or candidate under the cursor."


class ControlsView(ControlScreen):
    """Control's workspace as an evaluator reads it: nothing in it can be changed."""

    BINDINGS = [
        Binding("V", "back", "Back to the collection plan", id="see.plan"),
        Binding("q", "back", "Back to the collection plan", show=False, id="see.plan-too"),
    ]

    def action_back(self) -> None:
        """Back to the evaluator's own workspace."""
        self.dismiss(None)


class EvaluatorScreen(Workspace):
    """Two keys for a note: n, the words, F2; it is stamped with the entry and with what the cursor was on."""

    BINDINGS = [
        Binding("n", "note", "Note", id="note.write"),
        Binding("r", "rate", "Rate", id="note.rate"),
        Binding("c", "judge('confirmed')", "Confirm", id="candidate.confirm"),
        Binding("d", "judge('disputed')", "Dispute", id="candidate.dispute"),
        Binding("a", "raise", "Raise a candidate by hand", show=False, id="candidate.raise"),
        Binding("i", "plan", "A row of the improvement plan", show=False, id="candidate.plan"),
        Binding("C", "computed", "The computed ratings beside your own", show=False, id="note.computed"),
        Binding("V", "control", "Control's workspace, to read", show=False, id="see.control"),
        Binding("F", "save", "Write the whole pane into a file", show=False, id="see.save-pane"),
    ]
    ALWAYS = 2

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.plan_pane: RowsPane[str] = RowsPane(1, "Collection plan")
        self.candidate_pane: RowsPane[str] = RowsPane(2, "Candidates")
        self.note_pane: RowsPane[int] = RowsPane(3, "Notes", follow=True)
        self.situation_pane = WordsPane(4, "Situation")
        self.log_pane: RowsPane[str] = RowsPane(5, "Log", follow=True)
        self._opened_weeks: set[str] = set()
        self._computing = Computing(self.app, desk.link)

    @property
    def panes(self) -> list[Pane]:
        """The five panes."""
        return [self.plan_pane, self.candidate_pane, self.note_pane, self.situation_pane, self.log_pane]

    @property
    def case(self) -> Case:
        """The exercise with what was annotated."""
        return NotingHand(self.desk).case

    def told(self) -> None:
        """Show the exercise and the annotations as they are now."""
        if not self.stands or self.desk.link.exercise is None:
            return
        self._computing.look()
        case, glyphs, link = self.case, self.desk.glyphs, self.desk.link
        exercise = case.exercise
        missing = collection.unobserved(case)
        foot = faint(f"{plural(missing, 'task')} not yet observed") if missing else None
        self.plan_pane.show(collection.plan_rows(case, glyphs, self._computing.found), empty=collection.EMPTY, foot=foot)
        found = candidate_rows.candidate_rows(case, glyphs, sees_others=False)
        self.candidate_pane.show(found, empty=candidate_rows.EMPTY)
        self.note_pane.show(self._notes(case), empty=NO_NOTES)
        self.situation_pane.show(situation(exercise, of_play(link.recent), glyphs))
        self.log_pane.show(log_rows.log_rows(exercise, link.recent, self._opened_weeks, glyphs), empty=log_rows.EMPTY)
        self._show_frame(exercise)
        self.lay_out()

    def _notes(self, case: Case) -> list[tuple[Row, int]]:
        return [
            (Row(f"note {one.record.number}", collection.note_content(case, one, self.desk.glyphs)), one.record.entry)
            for one in case.annotations.notes
        ]

    def _show_frame(self, exercise: Exercise) -> None:
        deck, dot = exercise.world.deck, self.desk.glyphs.dot
        self.query_one(Heading).show(f"{deck.title} {dot} EVALUATOR", deck.marking)
        stands = where_it_stands(exercise, dot)
        if until := deadline_words(exercise.timer, self.desk.link.now):
            stands = f"{stands} {dot} {until}"
        self.query_one(PhaseLine).show(stands, f"{exercise.turn} {exercise.phase} {exercise.paused} {exercise.practice}")
        self.query_one(Refusals).show()
        turn = "PRACTICE" if exercise.practice else f"T{exercise.turn}/{exercise.turns} {phase_name(exercise.phase)}"
        week = f"wk {exercise.week}" if exercise.week <= deck.weeks else "weeks over"
        self.query_one(StatusLine).show("evaluator", turn, week, clock_words(exercise, self.desk.link.now))

    def counts(self) -> list[int | str]:
        """Candidates that this evaluator has not judged; notes."""
        if self.desk.link.exercise is None:
            return [0, 0, 0, 0, 0]
        case = self.case
        unjudged = sum(candidate_rows.own_verdict(case, key) is None for key, _ in case.findings())
        return [0, unjudged, len(case.annotations.notes), 0, 0]

    def _fill_in(self, key: str) -> None:
        if self.desk.link.exercise is not None:
            fill_in(self.app, self.desk, key, self.told)

    def action_note(self) -> None:
        """Note what is seen, on what the cursor is on."""
        self._fill_in(f"note {self._about()}".strip())

    def _about(self) -> str:
        """The task under the cursor, or the organisations that the candidate or inject under it concerns."""
        if self.current == 1 and (target := self.plan_pane.target):
            if not target.startswith(collection.INJECT):
                return target
            inject = collection.inject_in(self.case, target)
            return f"{inject.objective} 0 for {' '.join(inject.to)}"
        if self.current == 2 and (about := self.candidate_pane.target):
            known = self.case.exercise.world.organisations
            return f" for {' '.join(one for one in candidate_rows.concerned(self.case, about) if one in known)}"
        return ""

    def action_rate(self) -> None:
        """Rate the objective or the task under the cursor."""
        target = self.plan_pane.target
        if self.current != 1 or not target or target.startswith(collection.INJECT):
            self.action_go(1)
            self._say("Choose an objective or a task in the collection plan, then press r again.")
        else:
            self._fill_in(f"rate {target}")

    def action_judge(self, verdict: str) -> None:
        """Confirm or dispute the candidate under the cursor."""
        self._with_candidate(f"judge {verdict}")

    def action_plan(self) -> None:
        """Put a row into the improvement plan that answers the candidate under the cursor."""
        self._with_candidate("plan")

    def _with_candidate(self, kind: str) -> None:
        about = self.candidate_pane.target
        if self.current != 2 or not about:
            self.action_go(2)
            self._say("Choose a candidate, then press the key again.")
        else:
            self._fill_in(f"{kind} {about}")

    def action_raise(self) -> None:
        """Raise what no detector found."""
        self._fill_in("raise")

    def action_computed(self) -> None:
        """What follows from the log by rule, beside what this evaluator has rated."""
        if self.desk.link.exercise is not None:
            self.app.push_screen(ComputedScreen(self.desk, self._computing))

    def action_control(self) -> None:
        """Run of show, clock and seats, initiatives: what control sees, to read."""
        if self.desk.link.exercise is not None:
            self.app.push_screen(ControlsView(self.desk))

    def _say(self, sentence: str) -> None:
        self.app.notify(sentence, timeout=5, markup=False)

    @on(OptionList.OptionSelected)
    def _opened(self) -> None:
        if self.current == 1 and self.plan_pane.target:
            self._open_plan(self.plan_pane.target)
        elif self.current == 2 and self.candidate_pane.target:
            about = self.candidate_pane.target
            page = candidate_rows.candidate_page(self.case, about, self.desk.glyphs, sees_others=False)
            actions = [("c", "Confirm", "confirmed"), ("d", "Dispute", "disputed"), ("i", "Plan", "plan")]
            self.app.push_screen(WordsScreen("Candidate", page, actions=actions), self._then)
        elif self.current == 3 and self.note_pane.target is not None:
            self._open_entry(self.note_pane.target)
        elif self.current == 5 and self.log_pane.target:
            self._open_log(self.log_pane.target)

    def _open_plan(self, target: str) -> None:
        exercise, glyphs = self.case.exercise, self.desk.glyphs
        if target.startswith(collection.INJECT):
            key = InjectId(target.partition(" ")[2])
            title = f"{exercise.injects[key].reference}  {exercise.injects[key].title}"
            page = run_of_show.inject_page(exercise, key, glyphs)
            self.app.push_screen(WordsScreen(title, page, actions=[("n", "Note", "note")]), self._then)
            return
        identity, number = task_of(target)
        objective = next(one for one in exercise.world.deck.objectives if one.id == identity)
        page = collection.task_page(self.case, objective, number, glyphs, self._computing.found)
        title = f"{objective.id}.{number}" if number else objective.id
        actions = [("r", "Rate", "rate"), ("n", "Note", "note")]
        self.app.push_screen(WordsScreen(title, page, actions=actions), self._then)

    def _then(self, what: str | None) -> None:
        if what in ("confirmed", "disputed"):
            self.action_judge(what)
        elif what is not None:
            getattr(self, f"action_{what}")()

    def _open_log(self, key: str) -> None:
        if key.startswith(log_rows.WEEKS):
            self._opened_weeks ^= {key}
            self.told()
        elif key.isdecimal():
            self._open_entry(int(key))

    def _open_entry(self, entry: int) -> None:
        part = next((part for number, part in self.desk.link.recent if number == entry), None)
        page = log_rows.entry_page(self.case.exercise, part, self.desk.glyphs) if part else None
        away = inked(f"It is no longer at hand: surgex replay LOG --to {entry} shows it.")
        self.app.push_screen(WordsScreen(f"Entry {entry}", page or strong(away.plain)))
