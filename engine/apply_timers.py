"""What was settled about wall time does to the state. No rule runs here."""

from typing import assert_never

from engine import events as e
from engine.changing import replace
from engine.exercise import Exercise, Timer


def apply_to_timers(exercise: Exercise, event: e.TimerEvent) -> Exercise:
    """The exercise after a timer was set or stopped, or the pacing changed."""
    count = exercise.timers + 1
    match event:
        case e.TimerSet():
            return replace(exercise, timer=Timer(ends_at=event.ends_at, left=event.left), timers=count)
        case e.TimerStopped():
            return replace(exercise, timer=Timer(stopped=True), timers=count)
        case e.PacingSet():
            return replace(exercise, clock_driven=event.by == "clock", timer=None, timers=count)
        case _:
            assert_never(event)
