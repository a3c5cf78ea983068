"""The signs that stand beside words and colours, in Unicode and in plain ASCII. No sign ever stands alone."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyphs:
    """One set of signs; which set is used is the player's choice."""

    done: str
    waits: str
    to_come: str
    stopped: str
    alert: str
    mine: str
    arrow: str
    dot: str
    chosen: str
    not_chosen: str
    left: str
    right: str
    more: str
    dash: str
    long_dash: str
    ellipsis: str
    times: str
    quote: str
    steering: str
    """Stands for a character that would steer the terminal."""
    bars: str

    def sparkline(self, values: Sequence[int], width: int) -> str:
        """At most `width` bars for a row of amounts; the highest amount is the full bar, nothing is the lowest."""
        shown = _thinned(values, width)
        top = max(shown, default=0)
        if top <= 0:
            return self.bars[0] * len(shown)
        steps = len(self.bars) - 1
        return "".join(self.bars[0 if value <= 0 else max(1, value * steps // top)] for value in shown)


def _thinned(values: Sequence[int], width: int) -> list[int]:
    """Evenly picked values, the first and the last among them."""
    if len(values) <= width:
        return list(values)
    last = len(values) - 1
    return [values[i * last // (width - 1)] for i in range(width)]


UNICODE = Glyphs(
    done="✓",
    waits="●",
    to_come="·",
    stopped="✗",
    alert="▲",
    mine="◆",
    arrow="→",
    dot="·",
    chosen="(•)",
    not_chosen="( )",
    left="‹",
    right="›",
    more="↓",
    dash="–",
    long_dash="—",
    ellipsis="…",
    times="×",
    quote="’",
    steering="·",
    bars="▁▂▃▄▅▆▇█",
)
ASCII = Glyphs(
    done="+",
    waits="*",
    to_come=".",
    stopped="x",
    alert="!",
    mine="#",
    arrow="->",
    dot="-",
    chosen="(*)",
    not_chosen="( )",
    left="<",
    right=">",
    more="v",
    dash="-",
    long_dash="-",
    ellipsis="...",
    times="x",
    quote="'",
    steering="?",
    bars="_.:-=+*#",
)
