"""Control's hand on the exercise: read-only until armed, and asked before what cannot be undone."""

import time
from collections.abc import Callable
from typing import Any

from textual.content import Content
from textual.screen import Screen

from engine.exercise import Exercise
from engine.ids import InjectId, OrderId
from engine.orders import (
    AdvancePhase,
    EndExercise,
    EndPractice,
    HoldInject,
    Order,
    PauseExercise,
    ReleaseInject,
    SealExercise,
    StartExercise,
    StartPractice,
)
from engine.phases import Phase
from engine.rules.inject_plan import inject_now
from engine.rules.lifecycle import forgotten
from engine.versions import ON_THE_PRESENT, BasedOn
from tui.controller.clock_and_seats import next_phase, next_words, unanswered, weeks_of_turn
from tui.controller.order_words import done_words
from tui.controller.plan_words import brief_words, held_in_brief, missed_words, titles_in_brief
from tui.controller.run_of_show import readers
from tui.controller.standing_line import not_ready
from tui.desk import Said
from tui.inking import bad, faint, good, heading, inked, joined, lines, strong, warn
from tui.sheets.control.held import Held
from tui.sheets.control.injects import difference
from tui.times import promised_words
from tui.widgets.ask_screen import AskScreen
from tui.widgets.reason_screen import ReasonScreen
from tui.widgets.workspace import Workspace
from tui.words import plural, short_name

ARMED_SECONDS = 60
TYPING_SECONDS = 0.3
"""A pause between two keys that is longer than this ends what was being typed."""


class Arming(Workspace):
    """Every change passes `when_armed`; pause alone is always one key."""

    _armed_until = 0.0
    _asked: Screen[Any] | None = None
    """What was opened armed: while it is open the minute does not run."""
    _typing_until = 0.0

    @property
    def armed_for(self) -> int:
        """Seconds for which changes are still taken."""
        if self._asked is not None and self._asked in self.app.screen_stack:
            return ARMED_SECONDS
        return max(0, round(self._armed_until - time.monotonic()))

    @property
    def exercise(self) -> Exercise:
        """The exercise as control holds it."""
        exercise = self.desk.link.exercise
        if exercise is None:
            raise RuntimeError("the control workspace opens with the greeting, which brings the exercise")
        return exercise

    def say(self, sentence: str) -> None:
        """A word that goes away by itself, and stays among the messages."""
        self._said("notice", sentence)

    def refuse(self, sentence: str) -> None:
        """Why a key does nothing now: it goes away by itself, and stays among the messages."""
        self._said("refused", sentence)

    def _said(self, what: str, sentence: str) -> None:
        self.desk.said.append(Said(what, sentence))
        self.app.notify(sentence, timeout=5, markup=False)

    def action_arm(self) -> None:
        """Take changes for a minute from now on, armed already or not."""
        if self.exercise.phase is Phase.SEALED:
            self.refuse("The log is sealed: there is nothing left to change.")
            return
        if not self.armed_for:
            self.say("Armed for a minute; each change and each ctrl+a renews it. It runs out by itself.")
        self._armed_until = time.monotonic() + ARMED_SECONDS
        self.told()

    def renew(self) -> None:
        """Somebody answered a form that was opened armed: the minute begins again."""
        self._armed_until = time.monotonic() + ARMED_SECONDS

    def hold_the_minute(self) -> None:
        """Once a second: the minute begins again when what was opened armed is closed."""
        if self._asked is not None:
            self.renew()
            if self._asked not in self.app.screen_stack:
                self._asked = None

    def closed_early(self) -> None:
        """A list closed and nothing opened: what is typed on was meant for what did not open, and is no command."""
        self._typing_until = time.monotonic() + TYPING_SECONDS

    def goes_on_typing(self) -> bool:
        """Whether a key still belongs to what was being typed; a pause ends that."""
        goes_on = time.monotonic() < self._typing_until
        if goes_on:
            self.closed_early()
        return goes_on

    def when_armed(self, then: Callable[[], object], *, what: str) -> None:
        """Go on if armed; else say how to."""
        if self.armed_for:
            self.renew()
            before = self.app.screen
            then()
            self._asked = self.app.screen if self.app.screen is not before else None
        else:
            self.refuse(f"Read-only: nothing was changed. Press ctrl+a to arm for a minute, then the key again to {what}.")

    def give(self, order: Order, based_on: BasedOn = ON_THE_PRESENT, form: str = "") -> OrderId:
        """Give one of control's orders; its verdict will read as what happened. `form` is what it was filled in on."""
        order_id = self.desk.link.give(order, None, based_on)
        said = done_words(self.exercise, order)
        self.desk.drafts.given(order_id, said, form, self.desk.link.pending_plain())
        if not self.desk.online:
            self.say("You are offline. The order is kept on disk and goes out when the connection is back.")
        self.told()
        return order_id

    def ask(self, title: str, said: Content, order: Order) -> None:
        """Give the order if the answer is yes."""

        def answered(yes: bool | None) -> None:
            if yes:
                self.give(order)

        self.app.push_screen(AskScreen(title, said), answered)

    def action_start(self) -> None:
        """StartEx."""
        if not self.exercise.phase.before_start:
            started = "This is practice: T ends it." if self.exercise.practice else "The exercise has started already."
            self.refuse(started)
            return
        self.when_armed(self._ask_start, what="start the exercise")

    def _ask_start(self) -> None:
        world = self.exercise.world
        empty = [short_name(world, one) for one in world.organisations if one not in self.exercise.holders]
        said = lines(
            [
                "Every organisation gets its brief, and turn 1 begins. This cannot be undone.",
                joined("At once: ", strong(brief_words(self.exercise, 1)), "."),
                "",
                joined(bad("Nobody speaks for: "), ", ".join(empty)) if empty else good("Every organisation is held."),
                "",
                joined(strong("y"), " starts, ", strong("n"), " leaves everything as it is."),
            ]
        )
        self.ask("StartEx?", said, StartExercise())

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
        if following is Phase.BRIEF and titles_in_brief(self.exercise, self.exercise.turn + 1):
            self._ask_brief()
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

    def _ask_brief(self) -> None:
        turn = self.exercise.turn + 1
        out, held = titles_in_brief(self.exercise, turn), held_in_brief(self.exercise, turn)
        stay = f"; {len(held)} more {'stays' if len(held) == 1 else 'stay'}, held back by you" if held else ""
        said = lines(
            [
                f"{plural(len(out), 'inject')} {'goes' if len(out) == 1 else 'go'} out at once{stay}.",
                joined(strong("y"), " does it, ", strong("n"), " leaves everything as it is."),
                "",
                heading("Goes out"),
                *(inked(f"  {one}") for one in out),
                *([inked(""), heading("Held back")] if held else ()),
                *(inked(f"  {one}") for one in held),
            ]
        )
        self.ask(f"Open turn {turn}?", said, AdvancePhase(to=Phase.BRIEF))

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
            self.when_armed(lambda: self.give(StartPractice()), what="begin a practice turn")
        else:
            self.refuse("A practice turn is played after check-in and before StartEx.")

    def _ask_end_practice(self) -> None:
        said = lines(
            [
                "What was done in practice is forgotten; the exercise stands as at check-in.",
                "",
                joined(strong("y"), " ends it, ", strong("n"), " leaves everything as it is."),
            ]
        )
        self.ask("End the practice?", said, EndPractice())

    def action_stop(self) -> None:
        """A real-world stop, on one key, armed or not; `p` ends it as any pause."""
        if self.exercise.phase is Phase.SEALED or self.exercise.real_world_stop:
            self.refuse("There is nothing to stop.")
            return
        self.give(PauseExercise(paused=True, real_world=True))

    def action_pause(self) -> None:
        """PauseEx and its end, on one key, armed or not."""
        if not self.exercise.paused and (self.exercise.phase.before_start or self.exercise.phase.over):
            self.refuse("There is nothing to pause: the exercise is not running.")
            return
        self.give(PauseExercise(paused=not self.exercise.paused))

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

    def release(self, inject: InjectId) -> None:
        """Release an inject now."""
        exercise = self.exercise
        if inject in exercise.released:
            self.refuse("This inject is out already.")
        elif practice := forgotten(exercise):
            self.refuse(practice.sentence)
        elif exercise.phase.before_start or exercise.phase.over:
            self.refuse("Injects are released between StartEx and EndEx.")
        else:
            self.when_armed(lambda: self._ask_release(inject), what="release it")

    def _ask_release(self, inject: InjectId) -> None:
        one, declared = inject_now(self.exercise, inject), self.exercise.injects[inject]
        changes = list(difference(Held(self.exercise), declared, one))
        to = ", ".join(short_name(self.exercise.world, organisation) for organisation in one.to)
        also = ", ".join(readers(self.exercise.world, one.seen_by))
        said = lines(
            [
                joined(strong(one.title), faint(f"  {one.reference}")),
                "It goes out at once and cannot be called back.",
                "",
                joined("To: ", to),
                joined("Also read by: ", also) if also else None,
                warn("Edited, against what the deck declares:") if changes else None,
                *map(inked, changes),
                "",
                joined(strong("y"), " releases it, ", strong("n"), " leaves everything as it is."),
            ]
        )
        self.ask("Release now?", said, ReleaseInject(inject=inject))

    def hold(self, inject: InjectId) -> None:
        """Hold an inject back, or let it go again."""
        if inject in self.exercise.released:
            self.refuse("This inject is out already.")
        elif self.exercise.phase.over:
            self.refuse("The exercise has ended.")
        elif practice := forgotten(self.exercise):
            self.refuse(practice.sentence)
        elif inject in self.exercise.held_injects:
            self.when_armed(lambda: self._let_go(inject), what="let it go")
        else:
            self.when_armed(lambda: self._ask_reason(inject), what="hold it")

    def _let_go(self, inject: InjectId) -> None:
        self.give(HoldInject(inject=inject, held=False, reason=""))
        missed = missed_words(self.exercise, self.exercise.injects[inject], held=False)
        if missed:
            self.say(f"{self.exercise.injects[inject].title}: {missed}.")

    def _ask_reason(self, inject: InjectId) -> None:
        title = self.exercise.injects[inject].title

        def given(reason: str | None) -> None:
            if reason:
                self.give(HoldInject(inject=inject, held=True, reason=reason))

        self.app.push_screen(ReasonScreen(f"Hold {title}", "It waits until you release it or let it go. Why?"), given)
