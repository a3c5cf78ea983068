"""Who had not answered when a turn was locked, and what will happen to what waits for them: for control alone."""

from typing import ClassVar, Literal

from engine.declared import declared
from engine.ids import OrganisationId

SilenceWord = Literal["asks", "hold", "intent", "approve", "bot", "control"]


@declared
class LeftOpen:
    """What one organisation left open at the lock. Steps are counted by what comes to them while weeks pass."""

    organisation: OrganisationId
    held: bool
    does: SilenceWord
    """`asks`: it is held and left no word; `intent`: its own word, or the deck's; else what the deck declares."""
    approve: int
    """Steps that are approved for it, now or once law, slots and money allow."""
    decline: int
    wait: int
    """Steps that stay open."""
    injects: tuple[str, ...]
    """Injects that expect an answer of it by this turn and have none."""


@declared
class OpenAtLock:
    """Told to control before the weeks are resolved."""

    kind: ClassVar[str] = "open-at-lock"
    turn: int
    rows: tuple[LeftOpen, ...]
