"""How long a phase lasts on the wall: orders of the clock and of control. The engine itself has no clock (rules 2.13, 2.14)."""

from typing import ClassVar, Literal

from engine.declared import declared
from engine.phases import Phase

Pacing = Literal["clock", "facilitator"]


@declared
class SetTimer:
    """The phase that is on ends at this moment (rule 2.13). Clock only."""

    kind: ClassVar[str] = "set-timer"
    phase: Phase
    turn: int
    ends_at: int
    """Seconds since 1970-01-01 UTC."""


@declared
class HoldTimer:
    """The timer stands still, since play is paused; so many seconds are left (rule 2.13). Clock only."""

    kind: ClassVar[str] = "hold-timer"
    left: int


@declared
class ChangeTimer:
    """Give the phase so many seconds more, or fewer (rule 2.13). Control only."""

    kind: ClassVar[str] = "change-timer"
    by: int
    reason: str = ""


@declared
class StopTimer:
    """The phase that is on ends when control says so (rule 2.13). Control only."""

    kind: ClassVar[str] = "stop-timer"
    reason: str = ""


@declared
class SetPacing:
    """Who goes on from phase to phase from now on: the clock, or control (rule 2.14). Control; the clock when it is made."""

    kind: ClassVar[str] = "set-pacing"
    by: Pacing
    reason: str = ""
