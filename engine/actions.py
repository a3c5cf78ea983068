"""What rules need of free actions: who took them, who may read them, how they stand, and what they bring."""

from dataclasses import dataclass
from typing import Literal

from engine.effects import Effect
from engine.ids import ActionId, OrganisationId


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A free action on its way from its author to control's ruling."""

    id: ActionId
    organisation: OrganisationId
    title: str
    text: str
    aims: tuple[str, ...]
    wants: tuple[Effect, ...]
    readers: tuple[OrganisationId, ...]
    """Who may read it, its author among them."""
    turn: int
    odds: str = ""
    permille: int = 0
    because: str = ""
    at_success: tuple[Effect, ...] = ()
    """What control declared beside the odds."""
    deferred_turn: int = 0
    """The turn in which control last put it off."""
    ruling: Literal["", "yes", "yes-but", "no"] = ""
    effects: tuple[Effect, ...] = ()
    """What the ruling brings, with the next week that is resolved."""
