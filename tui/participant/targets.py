"""What a row of the workspace is about: the thing that keys such as `a`, `d` and `r` act on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

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
class HotWashTarget:
    """The hot wash, while it is held."""

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
class TalkTarget:
    """A message, request, agreement or free action as one organisation knows it."""

    organisation: OrganisationId
    kind: Literal["message", "request", "agreement", "action"]
    about: str
    """Its id; of a message, its place among those of its week."""


@dataclass(frozen=True, slots=True)
class IntentTarget:
    """What an organisation's standing intent approved in a turn."""

    organisation: OrganisationId
    turn: int


@dataclass(frozen=True, slots=True)
class NoTarget:
    """A row to read only."""


Target = (
    StepTarget
    | InjectTarget
    | EstimateTarget
    | HotWashTarget
    | DraftTarget
    | InitiativeTarget
    | TalkTarget
    | IntentTarget
    | NoTarget
)

SHEETS_OF_TALK: Mapping[str, tuple[str, ...]] = {
    "message": (),
    "request": ("reply",),
    "agreement": ("sign", "refuse", "keep", "break"),
    "action": ("argue", "dissent"),
}
"""Kinds of sheets that are about each kind of talk."""
ABOUT_STEPS = ("approve", "decline", "return", "amend")


def kinds_about(target: Target) -> tuple[str, ...]:
    """Kinds of sheets that can be about this."""
    match target:
        case StepTarget() | InitiativeTarget():
            return ABOUT_STEPS
        case InjectTarget():
            return ("answer",)
        case TalkTarget():
            return SHEETS_OF_TALK[target.kind]
        case _:
            return ()


def key_of(target: Target, suffix: str = "") -> str:
    """A key for the row that stays the same while the thing is the same."""
    match target:
        case StepTarget():
            return f"step {target.organisation} {target.initiative} {target.step}"
        case InjectTarget():
            return f"inject {target.organisation} {target.inject}"
        case EstimateTarget():
            return f"estimate {target.organisation}"
        case HotWashTarget():
            return f"hot-wash {target.organisation}"
        case DraftTarget():
            return f"draft {target.key}"
        case InitiativeTarget():
            return f"initiative {target.organisation} {target.initiative}"
        case TalkTarget():
            return f"{target.kind} {target.organisation} {target.about}"
        case IntentTarget():
            return f"intent {target.organisation} {target.turn}"
        case NoTarget():
            return f"row {suffix}"


def is_sent_with(target: Target | None, sheet: str) -> bool:
    """Whether sending the sheet of this key deals with what the cursor is on, so that its row may go."""
    return is_under(target, sheet) or (target is not None and key_of(target) in (sheet, f"draft {sheet}"))


def is_under(target: Target | None, sheet: str) -> bool:
    """Whether the sheet of this key is about what the cursor is on."""
    kind, organisation, *about = sheet.split(" ")
    match target:
        case StepTarget():
            return (target.organisation, [target.initiative, target.step]) == (organisation, about)
        case InitiativeTarget():
            return (target.organisation, [target.initiative]) == (organisation, about[:1])
        case InjectTarget():
            return (target.organisation, [target.inject]) == (organisation, about)
        case TalkTarget():
            return kind in SHEETS_OF_TALK[target.kind] and (target.organisation, [target.about]) == (organisation, about)
        case _:
            return False
