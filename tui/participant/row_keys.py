"""The keys that a row of what waits offers: only those that are taken in this phase."""

from textual.content import Content

from engine.decide import PHASES
from engine.views import View
from tui.inking import faint, joined, keys
from tui.words import phase_name


def taken_now(view: View, order: type) -> bool:
    """Whether orders of this kind are taken in this phase; a pause still lets forms be filled in."""
    return view.phase in PHASES[order]


def keys_now(view: View, order: type, *pairs: tuple[str, str]) -> Content:
    """Keys that give orders of this kind, and enter; out of their phase enter alone, and when they are taken."""
    if taken_now(view, order):
        return keys(*pairs)
    reading = keys(*(one for one in pairs if one[0] == "enter"))
    when = " or ".join(phase_name(one) for one in PHASES[order] if not one.before_start)
    return joined(reading, "   " if reading else "", faint(f"not now; taken in {when}"))
