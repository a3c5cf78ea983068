"""Promise against delivery: for each system what was said and what came, in multiples of its rate at StartEx."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aar.charts.drawing import FAINT, MIDDLE, SMALL, WIDTH, Drawing, fit, steps_to

LEFT, RIGHT, TOP, ROW = 190, 250, 46, 44
THOUSAND = 1_000
MOST = 4_000
"""Multiples of the rate at StartEx, in permille, that have room; what was said beyond them ends in an arrow."""
At = Callable[[int], int]
"""Where a multiple of the rate at StartEx, in permille, stands across the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One system; rates in thousandths a month. What was said is None where nobody said anything."""

    system: str
    start: int
    came: int
    low: int | None
    middle: int | None
    high: int | None


def promises_chart(rows: Sequence[Promise], *, month: int, name: str = "promises") -> Drawing:
    """Bars for what came, whiskers with a diamond for what had been said, a line at twice the rate of StartEx."""
    told = [one for one in rows if one.start]
    highest = max((max(one.came, one.high or 0) * THOUSAND // one.start for one in told), default=0)
    marks = steps_to(min(max(highest, 2_000), MOST) // 500 + 1)
    top = marks[-1] * 500
    room = WIDTH - LEFT - RIGHT
    drawing = Drawing(
        name,
        height=TOP + ROW * len(told) + 72,
        title=f"Promise against delivery, month {month}",
        says=" ".join(_says(one) for one in told) or "No system had a rate at StartEx.",
    )

    def at(permille: int) -> int:
        return LEFT + min(permille, top) * room // top

    bottom = TOP + ROW * len(told)
    for mark in marks:
        x = at(mark * 500)
        drawing.line((x, TOP - 8), (x, bottom), tone=FAINT)
        drawing.words(x, TOP - 16, f"{mark // 2}{'.5' if mark % 2 else ''}×", size=SMALL, anchor="middle", tone=MIDDLE)
    for number, one in enumerate(told):
        _row(drawing, one, TOP + ROW * number, at)
    drawing.line((at(2_000), TOP - 8), (at(2_000), bottom), width=3, dash="14 6")
    drawing.words(
        LEFT,
        bottom + 26,
        "Grey: what came, in multiples of the rate at StartEx. Diamond and whisker: what had been said,",
        size=SMALL,
    )
    drawing.words(
        LEFT, bottom + 48, "the median with the lowest and the highest. Dashed: twice the rate of StartEx.", size=SMALL
    )
    return drawing


def _row(drawing: Drawing, one: Promise, top: int, at: At) -> None:
    middle = top + ROW // 2
    drawing.words(LEFT - 12, middle + 7, fit(one.system, LEFT - 20), anchor="end")
    drawing.box(at(0), top + 8, at(one.came * THOUSAND // one.start) - at(0), ROW - 16, fill="tint")
    said = "nobody said"
    if one.low is not None and one.middle is not None and one.high is not None:
        low, high = (at(rate * THOUSAND // one.start) for rate in (one.low, one.high))
        drawing.line((low, middle), (high, middle), width=3)
        for end in (low, high):
            drawing.line((end, middle - 7), (end, middle + 7), width=3)
        if one.high * THOUSAND // one.start > MOST:  # further than the page goes
            drawing.path(((high - 8, middle - 12), (high + 8, middle), (high - 8, middle + 12)), width=3)
        if one.middle * THOUSAND // one.start <= MOST:
            drawing.diamond(at(one.middle * THOUSAND // one.start), middle, 8)
        said = f"said {_units(one.middle)}"
    drawing.words(WIDTH - RIGHT + 14, middle + 7, f"came {_units(one.came)}, {said}", size=SMALL)


def _says(one: Promise) -> str:
    said = "nobody had said anything" if one.middle is None else f"{_units(one.middle)} had been expected, the median"
    return f"{one.system}: {_units(one.start)} a month at StartEx, {_units(one.came)} came, {said}."


def _units(thousandths: int) -> str:
    return f"{(thousandths + 500) // THOUSAND:,}"
