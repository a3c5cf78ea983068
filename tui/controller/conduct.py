"""Control takes the exercise from phase to phase: StartEx, turns, practice, EndEx and the sealed log; each asks first."""

from textual.content import Content

from engine.ids import InjectId
from engine.orders import AdvancePhase, EndExercise, EndPractice, Order, SealExercise, StartExercise, StartPractice
from engine.phases import Phase
from engine.rules.inject_plan import inject_now
from tui.controller.clock_and_seats import next_phase, next_words, unanswered, weeks_of_turn
from tui.controller.filling import Filling
from tui.controller.plan_words import held_in_brief, length_words, out_in_brief
from tui.controller.run_of_show import inject_page
from tui.controller.standing_line import empty_seats, not_ready
from tui.inking import bad, faint, good, heading, joined, lines, strong, warn
from tui.times import promised_words
from tui.widgets.ask_screen import AskOverRows
from tui.widgets.rows import Row
from tui.widgets.words_screen import WordsScreen
from tui.words import plural, short_name


class Conduct(Filling):
    """What cannot be undone names whom it touches, and every inject that goes out with it can be read first."""

    def hold(self, inject: InjectId) -> None:
        """Hold an inject back, or let it go again."""
        raise NotImplementedError

    def action_start(self) -> None:
        """StartEx."""
        if not self.exercise.phase.before_start:
            started = "This is practice: T ends it." if self.exercise.practice else "The exercise has started already."
            self.refuse(started)
            return
        self.when_armed(self._ask_start, what="start the exercise")

    def _ask_start(self) -> None:
        nobody = empty_seats(self.exercise)
        said: list[Content | str] = [
            "Every organisation gets its brief, and turn 1 begins. This cannot be undone.",
            joined(bad("Nobody speaks for: "), f"{nobody}.") if nobody else good("Every organisation is held."),
        ]
        self._ask_brief("StartEx?", 1, said, StartExercise())

    def action_advance(self) -> None:
        """Go on to the next phase."""
        exercise = self.exercise
        following = next_phase(exercise)
        if exercise.phase is Phase.PICTURE and exercise.practice:
            self.action_practice()
        elif exercise.phase is Phase.PICTURE and exercise.turn == exercise.turns:
            self.action_end()
        elif exercise.phase is Phase.HOT_WASH:
            self.when_armed(self._ask_seal, what="seal the log")
        elif following is None:
            self.refuse(f"n {next_words(exercise)}.")
        else:
            self.when_armed(lambda: self._advance(following), what="go on")

    def _advance(self, following: Phase) -> None:
        if following is Phase.HOT_WASH:
            self._ask_hot_wash()
            return
        turn = self.exercise.turn + 1
        if following is Phase.BRIEF and (out_in_brief(self.exercise, turn) or held_in_brief(self.exercise, turn)):
            self._ask_brief(f"Open turn {turn}?", turn, [], AdvancePhase(to=Phase.BRIEF))
            return
        if following not in (Phase.LOCKED, Phase.RESOLVE):
            self.give(AdvancePhase(to=following))
            return
        title = "Lock the turn?" if following is Phase.LOCKED else f"Resolve {weeks_of_turn(self.exercise)}?"
        self.ask(title, self._who_is_touched(following), AdvancePhase(to=following))

    def _who_is_touched(self, following: Phase) -> Content:
        exercise = self.exercise
        open_for = [
            joined(
                warn(f"  {self.desk.glyphs.waits} "),
                strong(short_name(exercise.world, one)),
                f": {plural(number, 'step')}; {intent}",
            )
            for one, number, intent in unanswered(exercise)
        ]
        busy = ", ".join(short_name(exercise.world, one) for one in not_ready(exercise))
        promised = promised_words(exercise.timer, self.desk.link.now)
        return lines(
            [
                f"This {next_words(exercise)}.",
                warn(f"The time is not over: {promised}.") if promised and following is Phase.LOCKED else None,
                "",
                heading("Still unanswered"),
                *open_for,
                faint("  nothing") if not open_for else None,
                joined(heading("Not ready  "), busy or faint("nobody")) if following is Phase.LOCKED else None,
                "",
                joined(strong("y"), " does it, ", strong("n"), " leaves everything as it is."),
            ]
        )

    def _ask_brief(self, title: str, turn: int, said: list[Content | str], order: Order) -> None:
        """Ask over the injects that go out with the brief of a turn, and those that are held back; each can be read."""
        out, held = out_in_brief(self.exercise, turn), held_in_brief(self.exercise, turn)
        stay = f"; {len(held)} more {'stays' if len(held) == 1 else 'stay'}, held back by you" if held else ""
        going = f"{plural(len(out), 'inject')} {'goes' if len(out) == 1 else 'go'}" if out else "No inject goes"
        words = lines(
            [
                *said,
                length_words(self.exercise, turn),
                joined(strong(f"{going} out at once"), f"{stay}. enter reads one."),
                joined(strong("y"), " does it, ", strong("n"), " leaves everything as it is."),
            ]
        )
        glyphs = self.desk.glyphs
        rows = [self._inject_row(one, good(f"{glyphs.arrow} goes out")) for one in out]
        rows += [self._inject_row(one, bad(f"{glyphs.stopped} held back")) for one in held]

        held_now: list[InjectId] = []

        def answered(yes: bool | None) -> None:
            if yes:
                self.give(order)
            elif held_now:  # the question is asked anew, with what goes out then
                self.hold(held_now[0])

        def opens(key: str) -> None:
            self._read_before(InjectId(key), question, held_now)

        question = AskOverRows(title, words, rows, opens)
        self.push_question(question, answered)

    def _inject_row(self, inject: InjectId, state: Content) -> Row:
        one = inject_now(self.exercise, inject)
        to = ", ".join(short_name(self.exercise.world, organisation) for organisation in one.to)
        edited = faint(" edited") if inject in self.exercise.edited_injects else ""
        first = joined(state, f"  {one.reference}  ", strong(one.title), edited)
        return Row(inject, lines([first, faint(f"    to {to}")]))

    def _read_before(self, inject: InjectId, question: AskOverRows, held_now: list[InjectId]) -> None:
        one = inject_now(self.exercise, inject)
        page = inject_page(self.exercise, inject, self.desk.glyphs)

        def then(what: str | None) -> None:
            if what == "hold":
                held_now.append(inject)
                question.dismiss(False)

        title = f"{one.reference}  {one.title}"
        self.app.push_screen(WordsScreen(title, page, actions=[("h", "Hold/let go", "hold")]), then)

    def _ask_hot_wash(self) -> None:
        said = lines(
            [
                "Every organisation is asked the questions of the hot wash. The exercise does not come back to the curtain.",
                "",
                joined(strong("y"), " goes on, ", strong("n"), " leaves everything as it is."),
            ]
        )
        self.ask("Go on to the hot wash?", said, AdvancePhase(to=Phase.HOT_WASH))

    def _ask_seal(self) -> None:
        said = lines(
            [
                "The play log is closed: nothing is taken after it. This cannot be undone.",
                "",
                joined(strong("y"), " seals it, ", strong("n"), " leaves everything as it is."),
            ]
        )
        self.ask("Seal the log?", said, SealExercise())

    def action_practice(self) -> None:
        """Begin a practice turn, or end it and forget it."""
        if self.exercise.practice:
            self.when_armed(self._ask_end_practice, what="end the practice")
        elif self.exercise.phase is Phase.CHECK_IN:
            self.when_armed(self._ask_practice, what="begin a practice turn")
        else:
            self.refuse("A practice turn is played after check-in and before StartEx.")

    def _ask_practice(self) -> None:
        said = lines(
            [
                "Everybody gets a brief and plays one turn to try it; the wall says practice.",
                "Nothing of it stays: T ends it, and the exercise stands as at check-in.",
                "",
                joined(strong("y"), " begins it, ", strong("n"), " leaves everything as it is."),
            ]
        )
        self.ask("Begin a practice turn?", said, StartPractice())

    def _ask_end_practice(self) -> None:
        said = lines(
            [
                "What was done in practice is forgotten; the exercise stands as at check-in.",
                "",
                joined(strong("y"), " ends it, ", strong("n"), " leaves everything as it is."),
            ]
        )
        self.ask("End the practice?", said, EndPractice())

    def action_end(self) -> None:
        """EndEx."""
        if self.exercise.phase.before_start or self.exercise.phase.over:
            self.refuse("The exercise is not running.")
            return
        if self.exercise.practice:
            self.action_practice()
            return
        self.when_armed(self._ask_end, what="end the exercise")

    def _ask_end(self) -> None:
        names = ", ".join(short_name(self.exercise.world, one) for one in self.exercise.holders)
        early = self.exercise.turn < self.exercise.turns or self.exercise.phase is not Phase.PICTURE
        said = lines(
            [
                "Play is over and the seed revealed. This cannot be undone.",
                bad(f"The exercise is not over: turn {self.exercise.turn} of {self.exercise.turns}.") if early else None,
                "",
                joined("It ends for: ", names or "nobody; no organisation is held"),
                "",
                joined(strong("y"), " ends it, ", strong("n"), " leaves everything as it is."),
            ]
        )
        self.ask("EndEx?", said, EndExercise())
