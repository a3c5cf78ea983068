"""Control's hand on the timer: more time or less, no timer, and who goes on from phase to phase. One key, then a choice."""

from collections.abc import Mapping

from engine.exercise import Exercise
from engine.orders import ChangeTimer, Order, SetPacing, StopTimer
from tui.controller.ruling import Rulings
from tui.inking import inked
from tui.times import deadline_words
from tui.widgets.choose_screen import ChooseScreen
from tui.widgets.rows import Row

CHANGES: Mapping[str, int] = {
    "5 minutes more": 300,
    "15 minutes more": 900,
    "an hour more": 3_600,
    "a day more": 86_400,
    "5 minutes less": -300,
    "15 minutes less": -900,
    "an hour less": -3_600,
}
"""What is offered, in seconds."""
NO_TIMES = "This pace of the deck gives no times for a clock: you go on by hand."


def timer_orders(exercise: Exercise) -> dict[str, Order]:
    """What control can do about time now, in words."""
    found: dict[str, Order] = {}
    if exercise.timer is not None and not exercise.timer.stopped:
        found |= {words: ChangeTimer(by=by) for words, by in CHANGES.items()}
        found["no timer: this phase lasts until you go on"] = StopTimer()
    if exercise.clock_driven:
        found["you go on from phase to phase, from now on (no timers)"] = SetPacing(by="facilitator")
    elif exercise.world.deck.pace(exercise.pace).times and not exercise.phase.over:
        found["the clock goes on from phase to phase, from now on"] = SetPacing(by="clock")
    return found


class Timing(Rulings):
    """Changes of the timer pass the same door as every change."""

    def action_timer(self) -> None:
        """Change the timer, or who goes on."""
        offered = timer_orders(self.exercise)
        if not offered:
            self.refuse(NO_TIMES)
            return
        rows = [Row(words, inked(words)) for words in offered]
        stands = deadline_words(self.exercise.timer, self.desk.link.now) or "no timer runs"
        self.app.push_screen(ChooseScreen("Time", rows, said=f"This phase: {stands}. Everybody hears it."), self._change)

    def _change(self, chosen: str | None) -> None:
        order = timer_orders(self.exercise).get(chosen or "")
        if order is not None:
            self.when_armed(lambda: self.give(order), what="change the timer")
