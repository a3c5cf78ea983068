"""How Python itself is set for a process that serves: its collector and the turns of its threads. It knows nothing of play."""

import gc
import sys

GENERATIONS = (10_000, 1, 3)
"""After so many new objects Python looks for those that only refer to each other, where its own 700 are a fiftieth of an
exercise; it goes through those that have stayed about as often as by its own numbers."""
TURN_SECONDS = 0.0005
"""How long one thread keeps the others waiting: in Python's own 5 ms a week that is resolved holds up every frame."""


def tune() -> None:
    """Once, when everything is imported: from here on the collector leaves that alone, and looks less often at what is new."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GENERATIONS)
    sys.setswitchinterval(TURN_SECONDS)
