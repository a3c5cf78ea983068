"""How an exercise is run: seats, phases, weeks, injects. Orders of control and of the clock (chapters 1, 2 and 12)."""

from typing import ClassVar

from engine.declared import declared
from engine.ids import HolderId, InjectId, OrganisationId
from engine.phases import Phase


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
