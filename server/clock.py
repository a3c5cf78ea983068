"""The clock of an exercise: which order it gives next, and when it has to look again. It neither waits nor gives the order."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from engine.deck import Pace, TurnTimes
from engine.entries import Entry
from engine.exercise import Exercise, Timer
from engine.ids import CLOCK_SEAT, HolderId, OrderId
from engine.orders import AdvancePhase, EndExercise, HoldTimer, Order, PauseExercise, ResolveWeek, SetPacing, SetTimer
from engine.phases import Phase
from engine.recording import Opening, Submission, first_entry, record
from engine.rules.adjudication import unruled
from engine.rules.timers import NOTICE_HOURS, TIMED
from engine.rules.turn import NEXT_PHASE
from engine.world import World

SETS_TIMERS = "timer-"
"""How the ids of orders begin that set or hold a timer: an exercise without one needs no clock when a server starts."""
NOBODY_CONTROLS = "No controller is connected: play waits for one. Control goes on with it."
Now = Callable[[], float]
"""Seconds since 1970-01-01 UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What the clock gives now. The id follows from the state: a clock that starts again gives the same under the same id."""

    order_id: OrderId
    order: Order

    @property
    def submission(self) -> Submission:
        """As an order of seat `clock`."""
        return clocks_order(self.order_id, self.order)


class RoomClock:
    """Of one room: goes by the state, the time of day, and since when no controller is there."""

    def __init__(self, opened: Exercise, now: Now = time.time, *, controller_seconds: float, late_seconds: float) -> None:
        """`opened` is the exercise as the log gave it: a timer in it may have come due while nobody looked."""
        self._now = now
        self._controller_seconds = controller_seconds
        self._alone_since: float | None = now()
        found = opened.timer.ends_at if opened.timer is not None else 0
        self._missed = found if found and now() - found > late_seconds else 0
        """The end of a phase that should have come too long ago."""

    def controllers(self, number: int) -> None:
        """So many connections of control are open."""
        if number:
            self._alone_since = None
        elif self._alone_since is None:
            self._alone_since = self._now()

    def next_order(self, exercise: Exercise) -> Due | None:
        """Weeks that are to be resolved, timers that are to be set, held or are due, and a pause where one is needed."""
        if exercise.phase is Phase.RESOLVE and not exercise.paused:
            return _week(exercise)
        if exercise.phase not in TIMED or not exercise.clock_driven:
            return None
        timer = exercise.timer
        if exercise.paused:
            return self._held(exercise, timer) if timer is not None and timer.runs else None
        if timer is None or not (timer.runs or timer.stopped):
            ends_at = self._end(exercise) if timer is None else ceil(self._now()) + timer.left
            setting = SetTimer(phase=exercise.phase, turn=exercise.turn, ends_at=ends_at)
            return _due(exercise, "set", setting) if ends_at else None
        if timer.stopped:
            return None
        why = self._why_to_pause(exercise, timer)
        if why:
            return _due(exercise, "pause", PauseExercise(paused=True, reason=why))
        return _next_phase(exercise) if timer.ends_at <= self._now() else None

    def looks_again_in(self, exercise: Exercise) -> float | None:
        """Seconds until something can be due though nobody gives an order; None where nothing can."""
        timer = exercise.timer
        if timer is None or not timer.runs or exercise.paused:
            return None
        moments = [float(timer.ends_at)]
        if self._alone_since is not None and _lasts_minutes(exercise):
            moments.append(self._alone_since + self._controller_seconds)
        ahead = [moment - self._now() for moment in moments if moment > self._now()]
        return min(ahead, default=None)

    def _held(self, exercise: Exercise, timer: Timer) -> Due:
        return _due(exercise, "hold", HoldTimer(left=max(0, ceil(timer.ends_at - self._now()))))

    def _end(self, exercise: Exercise) -> int:
        return end_of_phase(exercise.world.deck.pace(exercise.pace), exercise.turn, exercise.phase, self._now())

    def _why_to_pause(self, exercise: Exercise, timer: Timer) -> str:
        """Rule 2.15: what nobody was there for does not just happen."""
        if timer.ends_at == self._missed:
            due = datetime.fromtimestamp(timer.ends_at, UTC)
            return f"The server was down when {exercise.phase} should have ended, at {due:%H:%M} UTC. Control goes on."
        alone = self._alone_since is not None and self._now() - self._alone_since >= self._controller_seconds
        return NOBODY_CONTROLS if alone and _lasts_minutes(exercise) else ""


def at_work(exercise: Exercise) -> bool:
    """Whether the clock has something to do though nobody comes: weeks that pass, or a timer, due or not."""
    timer = exercise.timer
    return not exercise.paused and (exercise.phase is Phase.RESOLVE or (timer is not None and timer.runs))


def end_of_phase(pace: Pace, turn: int, phase: Phase, now: float) -> int:
    """Rule 2.14: when a phase that opens now ends, in seconds since 1970 UTC; 0 where control goes on by hand."""
    times = pace.times_of(turn)
    if times is None or phase not in TIMED:
        return 0
    if phase is Phase.ORDERS and times.orders_until:
        return _next_coming(times.orders_until, ZoneInfo(pace.zone), now)
    minutes = _minutes(times, phase)
    return ceil(now) + 60 * minutes if minutes else 0


def _next_coming(time_of_day: str, zone: ZoneInfo, now: float) -> int:
    hour, minute = (int(part) for part in time_of_day.split(":"))
    earliest = now + NOTICE_HOURS * 3_600
    day = datetime.fromtimestamp(earliest, zone).date()
    for later in range(3):
        moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone) + timedelta(days=later)
        if moment.timestamp() >= earliest:
            return int(moment.timestamp())
    raise AssertionError("a time of day comes every day")


def _minutes(times: TurnTimes, phase: Phase) -> int:
    minutes: int = getattr(times, phase.value)
    return minutes


def _lasts_minutes(exercise: Exercise) -> bool:
    """Whether the phase is one of minutes: controllers go home while a turn takes days."""
    times = exercise.world.deck.pace(exercise.pace).times_of(exercise.turn)
    return times is not None and not (exercise.phase is Phase.ORDERS and times.orders_until)


def _week(exercise: Exercise) -> Due:
    """Every week of the turn that is being resolved, one by one, then the picture."""
    _, last = exercise.world.turn_weeks(exercise.pace, exercise.turn)
    if exercise.week <= last:
        return Due(order_id=OrderId(f"{_prefix(exercise)}week-{exercise.week}"), order=ResolveWeek(week=exercise.week))
    return _on_to(exercise, Phase.PICTURE)


def _next_phase(exercise: Exercise) -> Due | None:
    """Rule 2.13: the phase is over; control is waited for where it has to rule, or to end a practice."""
    if exercise.phase is Phase.PICTURE and exercise.practice:
        return None
    if exercise.phase is Phase.PICTURE and exercise.turn == exercise.turns:
        return Due(order_id=OrderId("end"), order=EndExercise())
    if exercise.phase is Phase.ADJUDICATE and unruled(exercise):
        return None
    return _on_to(exercise, NEXT_PHASE[exercise.phase])


def _on_to(exercise: Exercise, phase: Phase) -> Due:
    return Due(order_id=OrderId(f"{_prefix(exercise)}{phase}-{exercise.turn}"), order=AdvancePhase(to=phase))


def _due(exercise: Exercise, what: str, order: Order) -> Due:
    return Due(order_id=OrderId(f"{SETS_TIMERS}{exercise.timers}-{what}"), order=order)


def _prefix(exercise: Exercise) -> str:
    return f"practice-{exercise.practices}-" if exercise.practice else ""


def clocks_order(order_id: OrderId, order: Order) -> Submission:
    """An order of seat `clock`."""
    return Submission(order_id=order_id, seat=CLOCK_SEAT, holder=HolderId("clock"), organisation=None, order=order)


def first_entries(world: World, opening: Opening, *, clock_driven: bool) -> tuple[Entry, ...]:
    """What a new log begins with: the header, and that the clock drives play, where it does. ValueError where it cannot."""
    first = first_entry(world, opening)
    if not clock_driven:
        return (first.entry,)
    if not world.deck.pace(opening.pace).times:
        raise ValueError(f"the pace `{opening.pace}` of this deck gives no times for a clock")
    pacing = clocks_order(OrderId("pacing"), SetPacing(by="clock", reason="chosen when the exercise was made"))
    return first.entry, record(first.exercise, pacing, first.entry, opening.log_key, opening.created).entry
