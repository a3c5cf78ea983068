"""How Python itself is set for a process that serves: its collector and the turns of its threads. It knows nothing of play."""

import gc
import sys

NEW_OBJECTS = 10_000
"""After so many of them Python looks for those that only refer to each other; its own 700 are a fiftieth of an exercise."""
TURN_SECONDS = 0.0005
"""How long one thread keeps the others waiting: in Python's own 5 ms a week that is resolved holds up every frame."""


def tune() -> None:
    """Once, when everything is imported: from here on the collector goes through what is new alone, and that less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)
    sys.setswitchinterval(TURN_SECONDS)
