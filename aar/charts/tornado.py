"""The tornado: how far notional values, halved or half as much again, reorder what mattered most."""

from collections.abc import Sequence
from dataclasses import dataclass

from aar.charts.drawing import FAINT, MIDDLE, SMALL, WIDTH, Drawing, fit, steps_to

LEFT, TOP, ROW, RIGHT = 430, 50, 34, 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """One value: by how many places it moves the order when halved, and when half as much again."""

    path: str
    halved: int
    raised: int


def tornado_chart(swings: Sequence[Swing], *, name: str = "tornado") -> Drawing:
    """The furthest first; to the left where it is halved, to the right where it is half as much again."""
    drawing = Drawing(
        name, height=TOP + ROW * len(swings) + 46, title="Notional values that reorder what mattered most", says=_says(swings)
    )
    half = (WIDTH - LEFT - RIGHT) // 2
    middle = LEFT + half
    marks = steps_to(max((max(one.halved, one.raised) for one in swings), default=1), 4)
    bottom = TOP + ROW * len(swings)
    for mark in marks:
        for side in (-1, 1) if mark else (1,):
            x = middle + side * mark * half // marks[-1]
            drawing.line((x, TOP - 8), (x, bottom), tone=FAINT)
            drawing.words(x, TOP - 16, str(mark), size=SMALL, anchor="middle", tone=MIDDLE)
    for number, one in enumerate(swings):
        y = TOP + ROW * number + 6
        drawing.words(LEFT - 10, y + 17, fit(one.path, LEFT - 20, SMALL), size=SMALL, anchor="end")
        if one.halved:
            left = one.halved * half // marks[-1]
            drawing.box(middle - left, y, left, ROW - 12, fill="tint")
        if one.raised:
            drawing.box(middle, y, one.raised * half // marks[-1], ROW - 12, fill="stripes")
    drawing.line((middle, TOP - 8), (middle, bottom), width=3)
    told = "Places that everything moved together. Left, grey: halved. Right, striped: half as much again."
    drawing.words(20, bottom + 30, told, size=SMALL)
    return drawing


def _says(swings: Sequence[Swing]) -> str:
    return " ".join(f"{one.path}: {one.halved} places when halved, {one.raised} when half as much again." for one in swings)
