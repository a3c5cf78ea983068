"""How an exercise is run: seats, phases, weeks, injects. Orders of control and of the clock (chapters 1, 2 and 12)."""

from enum import StrEnum
from typing import ClassVar

from engine.declared import declared
from engine.ids import HolderId, InjectId, OrganisationId


class Phase(StrEnum):
    """Where an exercise stands (rules 1.6 and 2.1)."""

    SETUP = "setup"
    CHECK_IN = "check-in"
    BRIEF = "brief"
    ORDERS = "orders"
    LOCKED = "locked"
    ADJUDICATE = "adjudicate"
    RESOLVE = "resolve"
    PICTURE = "picture"
    CURTAIN = "curtain"
    HOT_WASH = "hot-wash"
    SEALED = "sealed"

    @property
    def before_start(self) -> bool:
        """Whether StartEx is still to come and no practice is on."""
        return self in (Phase.SETUP, Phase.CHECK_IN)

    @property
    def over(self) -> bool:
        """Whether EndEx has come."""
        return self in (Phase.CURTAIN, Phase.HOT_WASH, Phase.SEALED)


@declared
class TakeSeat:
    """Somebody speaks for an organisation from now on; from here its silence counts (rule 1.1). Clock only."""

    kind: ClassVar[str] = "take-seat"
    organisation: OrganisationId
    holder: HolderId


@declared
class StartExercise:
    """StartEx: every organisation gets its brief, and turn 1 begins. Control only."""

    kind: ClassVar[str] = "start-exercise"


@declared
class AdvancePhase:
    """Go on to the next phase, which is named so that two controllers cannot advance twice. Control or clock."""

    kind: ClassVar[str] = "advance-phase"
    to: Phase


@declared
class ResolveWeek:
    """Let one week pass (rule 2.3). Clock only."""

    kind: ClassVar[str] = "resolve-week"
    week: int


@declared
class ReleaseInject:
    """Release an inject now, whatever its release says. Control only (rule 12.1)."""

    kind: ClassVar[str] = "release-inject"
    inject: InjectId


@declared
class HoldInject:
    """Hold an inject back until it is released by hand, or let it go again. Control only."""

    kind: ClassVar[str] = "hold-inject"
    inject: InjectId
    held: bool
    reason: str


@declared
class PauseExercise:
    """PauseEx, or its end: nothing but control's orders is taken while it lasts. Control only (rule 2.5)."""

    kind: ClassVar[str] = "pause-exercise"
    paused: bool
    reason: str = ""
    real_world: bool = False
    """A real-world stop: everybody leaves the exercise, and nothing but its end is taken."""


@declared
class EndExercise:
    """EndEx: play is over, the seed is revealed and the curtain opens. Control, or clock after the last turn."""

    kind: ClassVar[str] = "end-exercise"
