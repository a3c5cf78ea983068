"""Where an exercise stands: the eleven phases, in their order. What may happen in which is in the rules."""

from enum import StrEnum


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
