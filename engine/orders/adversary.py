"""Orders of a red cell (chapter 11). Without one the autopilot acts by the deck's conditions."""

from typing import ClassVar

from engine.declared import declared


@declared
class MoveRed:
    """Take one of the deck's standing actions of one's own adversary; it happens in the next resolved week (rule 11.2)."""

    kind: ClassVar[str] = "move-red"
    action: str


@declared
class SetAutopilot:
    """Let the deck's conditions move one's own adversary, or move it by hand alone (rule 11.1)."""

    kind: ClassVar[str] = "set-autopilot"
    on: bool
