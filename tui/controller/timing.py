"""Control's hand on the timer: more time or less, no timer, and who goes on from phase to phase. One key, then a choice."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from re import fullmatch

from engine.exercise import Exercise, Timer
from engine.orders import ChangeTimer, Order, SetPacing, StopTimer
from tui.controller.ruling import Rulings
from tui.inking import inked, joined, lines, strong
from tui.times import deadline_words, on_the_wall, seconds_left
from tui.widgets.choose_screen import ChooseScreen
from tui.widgets.reason_screen import ReasonScreen
from tui.widgets.rows import Row

CHANGES: Mapping[str, int] = {
    "5 minutes more": 300,
    "1 minute more": 60,
    "15 minutes more": 900,
    "an hour more": 3_600,
    "a day more": 86_400,
    "1 minute less": -60,
    "5 minutes less": -300,
    "15 minutes less": -900,
    "an hour less": -3_600,
}
"""What is offered, in seconds."""
UNTIL = "until a time that you type"
NO_TIMES = "This pace of the deck gives no times for a clock: you go on by hand."

MEANS = {
    "stopped": "The time that people see goes away; this phase lasts until you go on.",
    "clock": "The clock ends each phase when its time is over and locks the turn; nobody is asked before.",
    "facilitator": "No timer ends a phase any more: everybody waits until you go on.",
}
"""What the choices that are no minutes do to the room."""


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


def change_until(typed: str, timer: Timer, now: datetime) -> ChangeTimer | None:
    """From `15:57` by this wall to the change that ends the phase then; past today, it is tomorrow's. None: no time of day."""
    found = fullmatch(r"([01]?[0-9]|2[0-3])[:.h]?([0-5][0-9])", typed.strip())
    if found is None:
        return None
    wall = on_the_wall(now)
    end = wall.replace(hour=int(found[1]), minute=int(found[2]), second=0, microsecond=0)
    left = int((end if end > wall else end + timedelta(days=1)).timestamp()) - int(now.timestamp())
    return ChangeTimer(by=left - seconds_left(timer, now))


class Timing(Rulings):
    """Changes of the timer pass the same door as every change."""

    def action_timer(self) -> None:
        """Change the timer, or who goes on."""
        offered = timer_orders(self.exercise)
        if not offered:
            self.refuse(NO_TIMES)
            return
        rows = [Row(words, inked(words)) for words in offered]
        if self._phase_timer is not None:
            rows.insert(1, Row(UNTIL, inked(UNTIL)))
        stands = deadline_words(self.exercise.timer, self.desk.link.now) or "no timer runs"
        self.app.push_screen(ChooseScreen("Time", rows, said=f"This phase: {stands}. Everybody hears it."), self._change)

    @property
    def _phase_timer(self) -> Timer | None:
        timer = self.exercise.timer
        return None if timer is None or timer.stopped else timer

    def _change(self, chosen: str | None) -> None:
        if chosen == UNTIL:
            self.when_armed(self._ask_until, what="change the timer")
            return
        order = timer_orders(self.exercise).get(chosen or "")
        if isinstance(order, ChangeTimer):
            self.when_armed(lambda: self.give(order), what="change the timer")
        elif order is not None:
            self.when_armed(lambda: self._ask_pacing(order), what="change who goes on")

    def _ask_pacing(self, order: Order) -> None:
        said = lines(
            [
                MEANS[order.by if isinstance(order, SetPacing) else "stopped"],
                "Everybody hears it.",
                "",
                joined(strong("y"), " does it, ", strong("n"), " leaves everything as it is."),
            ]
        )
        self.ask("No timer for this phase?" if isinstance(order, StopTimer) else "Change who goes on?", said, order)

    def _ask_until(self) -> None:
        def given(typed: str | None) -> None:
            timer = self._phase_timer
            order = change_until(typed, timer, self.desk.link.now) if typed and timer else None
            if order is not None and order.by:
                self.give(order)
            elif typed:
                self.refuse(f"`{typed}` is no time to end this phase at: type one as 15:30.")

        said = f"This phase: {deadline_words(self.exercise.timer, self.desk.link.now)}. Until when, by the clock here?"
        self.app.push_screen(ReasonScreen("Until", said, hint="a time as 15:30, then enter"), given)
