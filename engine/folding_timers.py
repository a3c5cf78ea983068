"""How facts about wall time change a view."""

from collections.abc import Mapping

from engine.changing import replace
from engine.exercise import Timer
from engine.observe import Fact
from engine.views import Fold, View


def _timer_set(view: View, fact: Fact) -> View:
    return replace(view, timer=Timer(ends_at=fact["ends_at"], left=fact["left"]))


def _timer_stopped(view: View, fact: Fact) -> View:
    return replace(view, timer=Timer(stopped=True))


def _pacing_set(view: View, fact: Fact) -> View:
    return replace(view, clock_driven=fact["by"] == "clock", timer=None)


TIMER_FOLDS: Mapping[str, Fold] = {
    "timer-set": _timer_set,
    "timer-stopped": _timer_stopped,
    "pacing-set": _pacing_set,
}
