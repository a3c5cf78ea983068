"""Keyed chance: every draw is a hash of the seed and of what it is about. No state, no order of draws."""

import hashlib

PERMILLE = 1_000


def draw(seed: str, purpose: str, *about: str, week: int, occurrence: int = 0, sides: int = PERMILLE) -> int:
    """Rule 1.3: a whole number in [0, sides), the same for the same seed, purpose, things concerned, week and occurrence.

    Neither entry numbers nor order ids nor the wall clock may be part of `about`: removing one order must leave every
    other draw as it was.
    """
    key = "\x1f".join((seed, purpose, *about, str(week), str(occurrence)))
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big") % sides
