"""Chapter 2, wall time: timers and who goes on from phase to phase. Moments come in the orders; nothing here has a clock."""

from engine import events as e
from engine.exercise import Exercise
from engine.orders import ChangeTimer, HoldTimer, SetPacing, SetTimer, StopTimer
from engine.phases import Phase
from engine.refusals import Refusal, RefusalCode

TIMED = (Phase.BRIEF, Phase.ORDERS, Phase.LOCKED, Phase.ADJUDICATE, Phase.PICTURE)
"""Rule 2.13: phases that can have an end on the wall; weeks take as long as they take."""
LATEST = 2**40
"""A moment far beyond any exercise: what is above is no moment."""
LONGEST_CHANGE = 7 * 86_400
"""Rule 2.13: a week at once, in seconds; what is more is a slip of the key."""
NOTICE_HOURS = 2
"""Rule 2.14: a time of day at which orders end lies at least so many hours ahead."""
CONTROLLER_SECONDS = 60
"""Rule 2.15: how long a timer of minutes runs without a controller."""
LATE_SECONDS = 120
"""Rule 2.15: how late a server that was down may still end a phase by itself."""

_NO_TIMER = Refusal(RefusalCode.NOT_POSSIBLE_NOW, "No timer runs in this phase.")


def set_timer(exercise: Exercise, order: SetTimer) -> tuple[e.Event, ...] | Refusal:
    """Rule 2.13: a phase under the clock ends at the moment that the clock names, once; after a pause it is named anew."""
    if not exercise.clock_driven:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "Control goes on by hand: there are no timers.")
    if exercise.paused or (order.phase, order.turn) != (exercise.phase, exercise.turn) or exercise.phase not in TIMED:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW)
    if exercise.timer is not None and (exercise.timer.runs or exercise.timer.stopped):
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "This phase has its timer.")
    if not 0 < order.ends_at < LATEST:
        return Refusal(RefusalCode.BAD_PARAMETER, "A timer ends at a moment in seconds since 1970.")
    return (e.TimerSet(phase=order.phase, turn=order.turn, ends_at=order.ends_at, left=0),)


def hold_timer(exercise: Exercise, order: HoldTimer) -> tuple[e.Event, ...] | Refusal:
    """Rule 2.13: a pause keeps what is left of the phase."""
    if not exercise.paused or exercise.timer is None or not exercise.timer.runs:
        return _NO_TIMER
    if not 0 <= order.left < LATEST:
        return Refusal(RefusalCode.BAD_PARAMETER, "What is left is a number of seconds from 0 up.")
    return (e.TimerSet(phase=exercise.phase, turn=exercise.turn, ends_at=0, left=order.left),)


def change_timer(exercise: Exercise, order: ChangeTimer) -> tuple[e.Event, ...] | Refusal:
    """Rule 2.13: control gives a phase more time or less, also while play is paused."""
    timer = exercise.timer
    if timer is None or timer.stopped:
        return _NO_TIMER
    if not order.by or abs(order.by) > LONGEST_CHANGE:
        return Refusal(RefusalCode.BAD_PARAMETER, "A timer is changed by a second to a week, more or less.")
    ends_at = max(1, timer.ends_at + order.by) if timer.runs else 0
    left = 0 if timer.runs else max(0, timer.left + order.by)
    return (e.TimerSet(phase=exercise.phase, turn=exercise.turn, ends_at=ends_at, left=left, reason=order.reason),)


def stop_timer(exercise: Exercise, order: StopTimer) -> tuple[e.Event, ...] | Refusal:
    """Rule 2.13: control takes the timer away: this phase lasts until it goes on."""
    if exercise.timer is None or exercise.timer.stopped:
        return _NO_TIMER
    return (e.TimerStopped(phase=exercise.phase, turn=exercise.turn, reason=order.reason),)


def set_pacing(exercise: Exercise, order: SetPacing) -> tuple[e.Event, ...] | Refusal:
    """Rule 2.14: the clock goes on from phase to phase where the pace gives times, or control does; that may change in play."""
    if exercise.clock_driven == (order.by == "clock"):
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "It is so already.")
    if order.by == "clock" and not exercise.world.deck.pace(exercise.pace).times:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW, f"The pace `{exercise.pace}` of this deck gives no times for a clock.")
    return (e.PacingSet(by=order.by, reason=order.reason),)
