"""What another controller did, told to this one: from the entries of the log, as news in one sentence."""

from collections.abc import Container

from engine.exercise import Exercise
from tui.controller.log_rows import Recent, what
from tui.controller.log_words import who

NAMED = 3
"""So many deeds are told; the others are counted."""


class OtherHands:
    """Asked whenever the exercise went on; what was done before its first look is no news."""

    def __init__(self) -> None:
        self._seen: int | None = None

    def news(self, exercise: Exercise, recent: Recent, own: Container[str]) -> str:
        """`Another controller: Exercise paused; Inject held: …`; else empty. `own`: ids of own orders."""
        seen, self._seen = self._seen, recent[-1][0] if recent else self._seen
        if seen is None:
            return ""
        told = [
            what(exercise, part["order"])
            for number, part in recent
            if number > seen and part.get("order") and who(exercise.world, part) == "control"
            if "events" in part.get("verdict", {}) and part.get("order_id") not in own
        ]
        more = f"; and {len(told) - NAMED} more" if len(told) > NAMED else ""
        return f"Another controller: {'; '.join(told[:NAMED])}{more}" if told else ""
