"""To whom something goes, in as few words as it takes, so that the text below is seen. Nothing here decides anything."""

from collections.abc import Callable, Sequence

from engine.ids import CONTROL_PARTY
from engine.titles import short_name
from engine.world import World

CONTROL_TITLE = "Control"
"""What control is called as a party to talk."""
FEWEST_FOR_EVERYBODY = 3
"""So few addressees are always named."""
MOST_LEFT_OUT = 3
"""With so few left out, those are named instead of all the others."""


def addressees(world: World, sender: str, to: Sequence[str], name: Callable[[str], str] | None = None) -> str:
    """`everybody`, `everybody but …`, or every name; whoever sends is not counted. `name` says what one is called."""
    called = name or (lambda one: CONTROL_TITLE if one == CONTROL_PARTY else short_name(world, one))
    others = [one for one in world.organisations if one != sender]
    left_out = [one for one in others if one not in to]
    addressed = len(others) - len(left_out)
    if addressed <= FEWEST_FOR_EVERYBODY or len(left_out) > min(MOST_LEFT_OUT, addressed // 2):
        return ", ".join(called(one) for one in to)
    whom = f"everybody but {', '.join(called(one) for one in left_out)}" if left_out else "everybody"
    return f"{whom}; also {called(CONTROL_PARTY)}" if CONTROL_PARTY in to else whom
