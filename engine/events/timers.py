"""What was settled about wall time: until when a phase lasts, and who goes on to the next one. Everybody learns it."""

from typing import ClassVar

from engine.declared import declared
from engine.orders.timers import Pacing
from engine.phases import Phase


@declared
class TimerSet:
    """Until when the phase lasts, or what is left of it while play is paused."""

    kind: ClassVar[str] = "timer-set"
    phase: Phase
    turn: int
    ends_at: int
    """Seconds since 1970-01-01 UTC; 0 while it stands still."""
    left: int
    """Seconds that are left while it stands still."""
    reason: str = ""


@declared
class TimerStopped:
    """The phase lasts until control goes on."""

    kind: ClassVar[str] = "timer-stopped"
    phase: Phase
    turn: int
    reason: str


@declared
class PacingSet:
    """From here the clock goes on from phase to phase, or control does."""

    kind: ClassVar[str] = "pacing-set"
    by: Pacing
    reason: str


TimerEvent = TimerSet | TimerStopped | PacingSet
