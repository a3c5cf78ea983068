"""What a row of the workspace is about: the thing that keys such as `a`, `d` and `r` act on."""

from dataclasses import dataclass

from engine.ids import InitiativeId, InjectId, OrganisationId, StepId
from engine.views import InitiativeSeen, InjectSeen, View


@dataclass(frozen=True, slots=True)
class StepTarget:
    """A step that waits for one of this seat's organisations."""

    organisation: OrganisationId
    initiative: InitiativeId
    step: StepId


@dataclass(frozen=True, slots=True)
class InjectTarget:
    """An inject as one organisation reads it."""

    organisation: OrganisationId
    inject: InjectId


@dataclass(frozen=True, slots=True)
class EstimateTarget:
    """An estimate that is due."""

    organisation: OrganisationId


@dataclass(frozen=True, slots=True)
class DraftTarget:
    """A form that was begun."""

    organisation: OrganisationId
    key: str


@dataclass(frozen=True, slots=True)
class InitiativeTarget:
    """An initiative as one organisation knows it."""

    organisation: OrganisationId
    initiative: InitiativeId


@dataclass(frozen=True, slots=True)
class NoTarget:
    """A row to read only."""


Target = StepTarget | InjectTarget | EstimateTarget | DraftTarget | InitiativeTarget | NoTarget


def key_of(target: Target, suffix: str = "") -> str:
    """A key for the row that stays the same while the thing is the same."""
    match target:
        case StepTarget():
            return f"step {target.organisation} {target.initiative} {target.step}"
        case InjectTarget():
            return f"inject {target.organisation} {target.inject}"
        case EstimateTarget():
            return f"estimate {target.organisation}"
        case DraftTarget():
            return f"draft {target.key}"
        case InitiativeTarget():
            return f"initiative {target.organisation} {target.initiative}"
        case NoTarget():
            return f"row {suffix}"


def can_take_back(view: View, seen: InitiativeSeen) -> bool:
    """Whether a proposal is of this order phase and this organisation's own."""
    return seen.proposer == view.organisation and seen.turn == view.turn and seen.stopped not in ("withdrawn", "merged")


def answered_now(view: View, inject: InjectSeen) -> bool:
    """Whether an answer was given in this turn, so that it can be taken back."""
    return inject.answered and inject.answered_turn == view.turn


def answered_step_now(view: View, seen: InitiativeSeen, step_id: StepId) -> bool:
    """Whether this organisation itself answered a step in this turn; clocks and work go by themselves."""
    step = seen.steps[step_id]
    mine = step.by == view.organisation or view.organisation in step.may_hold
    return mine and step.through == "order" and step.answered_turn == view.turn
