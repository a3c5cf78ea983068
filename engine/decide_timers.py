"""From an order about wall time to its verdict: dispatch only."""

from collections.abc import Mapping
from typing import assert_never

from engine.actors import Actor, Clock, Control
from engine.events import Event
from engine.exercise import Exercise
from engine.orders import ChangeTimer, HoldTimer, SetPacing, SetTimer, StopTimer, TimerOrder
from engine.phases import Phase
from engine.refusals import Refusal, RefusalCode
from engine.rules import timers

PHASES_OF_TIMERS: Mapping[type, tuple[Phase, ...]] = {
    SetTimer: timers.TIMED,
    HoldTimer: timers.TIMED,
    ChangeTimer: timers.TIMED,
    StopTimer: timers.TIMED,
    SetPacing: (Phase.SETUP, Phase.CHECK_IN, *timers.TIMED, Phase.RESOLVE),
}
GIVERS_OF_TIMERS: Mapping[type, tuple[str, ...]] = {
    SetTimer: ("clock",),
    HoldTimer: ("clock",),
    ChangeTimer: ("control",),
    StopTimer: ("control",),
    SetPacing: ("control", "clock"),
}


def decide_timers(exercise: Exercise, by: Actor, order: TimerOrder) -> tuple[Event, ...] | Refusal:
    """Rules 1.5, 2.13 and 2.14: timers are set by the clock and changed by control."""
    who = "clock" if isinstance(by, Clock) else "control" if isinstance(by, Control) else "organisation"
    if who not in GIVERS_OF_TIMERS[type(order)]:
        return Refusal(RefusalCode.NOT_YOURS)
    match order:
        case SetTimer():
            return timers.set_timer(exercise, order)
        case HoldTimer():
            return timers.hold_timer(exercise, order)
        case ChangeTimer():
            return timers.change_timer(exercise, order)
        case StopTimer():
            return timers.stop_timer(exercise, order)
        case SetPacing():
            return timers.set_pacing(exercise, order)
        case _:
            assert_never(order)
