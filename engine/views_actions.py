"""What one organisation knows of free actions, as data: its own, and those that were opened to it. Part of its view."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.ids import ActionId, OrganisationId


@dataclass(frozen=True, slots=True, kw_only=True)
class ArgumentSeen:
    """What somebody said for an action, against it, or in dissent from its ruling."""

    by: OrganisationId
    side: str
    """for, against or dissent."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RulingSeen:
    """What control ruled; of a die, the odds in words and in permille, and what was rolled."""

    ruling: str
    reason: str
    turn: int
    odds: str = ""
    permille: int = 0
    die: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionSeen:
    """A free action that this organisation may read."""

    action: ActionId
    organisation: OrganisationId
    title: str
    text: str
    aims: tuple[str, ...]
    wants: tuple[Mapping[str, Any], ...]
    """The effects that its author named, as plain data."""
    turn: int
    arguments: tuple[ArgumentSeen, ...] = ()
    rulings: tuple[RulingSeen, ...] = ()
    """The last one stands; those before it were put off or overridden."""
    changed: int = 0
    """The how-manieth thing of talk that this organisation heard was the last one about it."""

    @property
    def ruling(self) -> str:
        """How it stands: empty, later, yes, yes-but or no."""
        return self.rulings[-1].ruling if self.rulings else ""
