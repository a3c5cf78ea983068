"""How deadlines and what is left of a phase read, in the time zone of whoever sits here. Nothing here decides anything."""

from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from engine.exercise import Timer

HOUR = 3_600
SOON = 600
"""From ten minutes before the end on seconds are shown."""
_zones: list[tzinfo | None] = [None]
"""The time zone of whoever sits here; a process has one wall."""


def in_zone(name: str) -> None:
    """From now on times are those of this zone; of this machine's where it is empty."""
    _zones[0] = ZoneInfo(name) if name else None


def on_the_wall(moment: datetime) -> datetime:
    """The same moment as the clock on this wall shows it."""
    return moment.astimezone(_zones[0])


def deadline_words(timer: "Timer | None", now: datetime) -> str:
    """Until when the phase lasts, by the clock on this wall: `until 17:30 CET`; with the day where it is not today."""
    if timer is None:
        return ""
    if timer.stopped:
        return "no timer"
    if not timer.runs:
        return f"{left_words(timer.left)} left when play goes on"
    end = on_the_wall(datetime.fromtimestamp(timer.ends_at, UTC))
    day = "" if end.date() == on_the_wall(now).date() else f"{end:%a %d %b} "
    return f"until {day}{end:%H:%M %Z}".rstrip()


def promised_words(timer: "Timer | None", now: datetime) -> str:
    """What people see of a timer: `people see until 15:57 UTC: 1:15 left`; empty where they see none."""
    if timer is None or timer.stopped:
        return ""
    left = left_words(seconds_left(timer, now))
    return f"people see {deadline_words(timer, now)}: {left} left" if timer.runs else f"people see {left} left"


def left_words(seconds: int) -> str:
    """`3h05`, `42 min`, `4:59`; `0:00` once it is over."""
    seconds = max(0, seconds)
    if seconds >= HOUR:
        return f"{seconds // HOUR}h{seconds % HOUR // 60:02}"
    return f"{seconds // 60} min" if seconds >= SOON else f"{seconds // 60}:{seconds % 60:02}"


def seconds_left(timer: "Timer", now: datetime) -> int:
    """Of a timer that runs, or of one that stands still."""
    return timer.left if not timer.runs else timer.ends_at - int(now.timestamp())


def run_words(timer: "Timer | None", now: datetime, *, paused: bool, stop: bool, by_hand: bool = False) -> str:
    """RUN, PAUSE or STOP, with what is left of the phase where it has an end; `by_hand`: where it has none, say so."""
    word = "STOP" if stop else "PAUSE" if paused else "RUN"
    if timer is None or timer.stopped:
        return f"{word}, no timer" if by_hand and not stop else word
    return f"{word} {left_words(seconds_left(timer, now))}"
