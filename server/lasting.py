"""Which entries control keeps at hand for the whole exercise: those whose words stand in no state. No socket, no store."""

from collections.abc import Mapping
from typing import Any

from engine.orders import EndPractice, StartPractice
from engine.stored import Plain

KEPT = 4_000
"""So many of them are kept at the most; the oldest go first."""
LASTING = frozenset(
    (
        *("message-sent", "said-in-room", "request-made", "request-answered", "agreement-proposed"),
        *("action-argued", "action-ruled", "action-overridden", "action-deferred", "action-dissented"),
        *("step-declined", "initiative-merged", "hot-wash-given"),
    )
)
"""Kinds of events: talk, free actions, why something was stopped, the hot wash."""
_PRACTICE = (StartPractice.kind, EndPractice.kind)


def lasting(part: Mapping[str, Any]) -> Plain | None:
    """What is kept of an entry's control part: those events, and where practice began or ended; None where that is nothing."""
    events = part.get("verdict", {}).get("events")
    if events is None:
        return None
    kind = (part.get("order") or {}).get("kind")
    kept = [event for event in events if event["kind"] in LASTING]
    return {"order": {"kind": kind}, "verdict": {"events": kept}} if kept or kind in _PRACTICE else None
