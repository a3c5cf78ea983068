"""What a row of the workspace is about: the thing that keys such as `a`, `d` and `r` act on."""

from dataclasses import dataclass

from engine.ids import InitiativeId, InjectId, OrganisationId, StepId


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


def is_under(target: Target | None, sheet: str) -> bool:
    """Whether the sheet of this key is about what the cursor is on."""
    _, organisation, *about = sheet.split(" ")
    match target:
        case StepTarget():
            return (target.organisation, [target.initiative, target.step]) == (organisation, about)
        case InitiativeTarget():
            return (target.organisation, [target.initiative]) == (organisation, about[:1])
        case InjectTarget():
            return (target.organisation, [target.inject]) == (organisation, about)
        case _:
            return False
