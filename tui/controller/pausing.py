"""PauseEx on one key and the real-world stop on two, armed or not; and the word for the room that goes with them."""

from functools import partial

from engine.orders import PauseExercise
from engine.phases import Phase
from tui.controller.conduct import Conduct
from tui.inking import joined, lines, strong
from tui.sheets.control.held import Held
from tui.widgets.ask_screen import AskAtOnce
from tui.widgets.reason_screen import ReasonScreen

HINT = "one sentence, then enter"


def paused_words(held: Held, stands: str) -> str:
    """What stands still, with the word that the room was given, and the keys that say another and end it."""
    said = next((str(one["reason"]) for one in reversed(list(held.events("exercise-paused")))), "")
    told = f", everybody reads: {said}" if said else "; P says why to everybody"
    return f"{stands}: nothing is taken until p ends it{told}" if held.exercise.real_world_stop else f"{stands}{told}"


class Pausing(Conduct):
    """Pausing never waits for words: they are said before it or added while it lasts."""

    def action_stop(self) -> None:
        """A real-world stop, armed or not: enter answers the one question; `p` ends it as any pause."""
        if self.exercise.phase is Phase.SEALED or self.exercise.real_world_stop:
            self.refuse("There is nothing to stop.")
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.give(PauseExercise(paused=True, real_world=True))

        said = lines(
            [
                "Everybody is told at once, on the wall too, to leave the exercise and to listen to you.",
                "Nothing at all is taken, not even your own orders, until p ends it.",
                "",
                joined(strong("enter"), " or ", strong("y"), " stops, ", strong("n"), " leaves everything as it is."),
            ]
        )
        self.push_question(AskAtOnce("Real-world stop?", said), answered)

    def action_pause(self) -> None:
        """PauseEx and its end, on one key, armed or not."""
        if self.exercise.paused:
            self.give(PauseExercise(paused=False))
        elif self._runs():
            self.give(PauseExercise(paused=True))

    def action_pause_word(self) -> None:
        """Pause with a word for the room; in a pause or a stop, say it or say another."""
        if not (self.exercise.paused or self._runs()):
            return
        if self.exercise.real_world_stop:
            title, said = "Real-world stop: a word for the room", "Everybody reads it at once, on the wall too."
        elif self.exercise.paused:
            title, said = "Paused: a word for the room", "Everybody reads it at once, on the wall too."
        else:
            title, said = "Pause with a word for the room", "Enter pauses. Everybody reads why, on the wall too."
        given = partial(self._pause_saying, begins=not self.exercise.paused)
        self.app.push_screen(ReasonScreen(title, said, hint=HINT), given)

    def _pause_saying(self, reason: str | None, *, begins: bool) -> None:
        if reason and not (begins or self.exercise.paused):
            self.refuse("The exercise goes on already: nothing was said.")
        elif reason:
            self.give(PauseExercise(paused=True, real_world=self.exercise.real_world_stop, reason=reason))

    def _runs(self) -> bool:
        if self.exercise.phase.before_start or self.exercise.phase.over:
            self.refuse("There is nothing to pause: the exercise is not running.")
            return False
        return True
