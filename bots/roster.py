"""Which policies there are, by name."""

from bots.idle import Idle
from bots.policy import Policy
from bots.prompt import Prompt
from bots.typical import Typical

POLICIES = ("typical", "prompt", "idle")


def policy(name: str, salt: str) -> Policy:
    """The policy of that name; a KeyError names it otherwise."""
    match name:
        case "typical":
            return Typical(salt=salt)
        case "prompt":
            return Prompt(salt=salt)
        case "idle":
            return Idle(salt=salt)
        case _:
            raise KeyError(name)
