"""What a world differs in from the play: which waits it takes away, what it lets pass, what it adds. Data, no rules."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.exercise import StepState
from engine.ids import OrganisationId

Boundary = tuple[OrganisationId, OrganisationId]
"""Two organisations in the order of their ids; the same one twice where it waited for itself."""
Drops = Callable[[Boundary], bool]
"""Whether the waits by an organisation on this boundary are taken away."""


def boundary_of(step: StepState) -> Boundary:
    """Rule 15.6: who finished the preceding step (or proposed), and who must act."""
    first, second = sorted((step.after, step.by))
    return first, second


def no_boundary(boundary: Boundary) -> bool:
    """Every wait by an organisation stays."""
    return False


def every_boundary(boundary: Boundary) -> bool:
    """No wait by an organisation stays."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """An initiative that nobody proposed in play, and when it is proposed in the other world."""

    week: int
    type: str
    parameters: Mapping[str, str]
    proposer: OrganisationId


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Rule 15.1: one world. With nothing changed it is the log's own."""

    drops: Drops = no_boundary
    turn: bool = False
    """Nothing waits for the turn."""
    unheld: bool = False
    """The silence of organisations for which nobody spoke becomes approval."""
    concurring: bool = False
    """Declines and returns become approvals."""
    without_hand: bool = False
    """What control changed by hand is left out: corrections, edits, injects that it wrote, and what its rulings brought."""
    added: tuple[Added, ...] = ()
    seed: str = ""
    """Another seed for every draw of chance; empty for the one that was played."""


PLAYED = Change()
PROMPT = Change(drops=every_boundary)
CONTINUOUS = Change(drops=every_boundary, turn=True)
STAFFED = Change(drops=every_boundary, turn=True, unheld=True)
CONCURRING = Change(drops=every_boundary, turn=True, unheld=True, concurring=True)
"""Rule 15.1: each world differs from the one above it in one thing; `attempted` adds what the planner proposes."""
