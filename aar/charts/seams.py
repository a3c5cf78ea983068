"""The seam matrix: what waits between two organisations cost, in words, figures and shades."""

from collections.abc import Sequence
from dataclasses import dataclass

from aar.charts.drawing import MIDDLE, SMALL, Drawing, Fill, fit, letter

LEFT, TOP, CELL = 270, 46, 56
MOST = 12
"""Organisations that have a row; the others are told in words."""
THOUSAND = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Seam:
    """A boundary: weeks that steps waited there, and what that cost, weighted, in thousandths."""

    first: str
    second: str
    weeks: int
    worth: int


def seam_chart(seams: Sequence[Seam], *, name: str = "seams") -> Drawing:
    """Rows and columns are organisations by letter; a cell holds what waiting there cost and the weeks."""
    worth: dict[str, int] = {}
    for one in seams:
        for who in (one.first, one.second):
            worth[who] = worth.get(who, 0) + abs(one.worth) + one.weeks
    rows = sorted(sorted(worth, key=lambda who: (-worth[who], who))[:MOST])
    height = TOP + CELL * len(rows) + 66
    shown = [one for one in seams if one.first in rows and one.second in rows]
    drawing = Drawing(name, height=height, title="Seams: what waiting cost between organisations", says=_says(seams))
    most = max((abs(one.worth) for one in shown), default=1)
    for number, who in enumerate(rows):
        y, x = TOP + CELL * number, LEFT + CELL * number
        drawing.words(LEFT - 10, y + CELL // 2 + 7, f"{fit(who, LEFT - 50, SMALL)} {letter(number)}", size=SMALL, anchor="end")
        drawing.words(x + CELL // 2, TOP - 12, letter(number), anchor="middle", bold=True)
        for column in range(number + 1):
            drawing.box(LEFT + CELL * column, y, CELL, CELL, fill="paper")
    for one in shown:
        low, high = sorted((rows.index(one.first), rows.index(one.second)))
        _cell(drawing, one, LEFT + CELL * low, TOP + CELL * high, most)
    below = TOP + CELL * len(rows)
    drawing.words(
        20, below + 28, "Above in a cell: what waiting cost, all systems by their declared weights;", size=SMALL, tone=MIDDLE
    )
    drawing.words(
        20,
        below + 50,
        "below: weeks that steps waited. The darker, the costlier; striped where it saved.",
        size=SMALL,
        tone=MIDDLE,
    )
    return drawing


def _cell(drawing: Drawing, one: Seam, x: int, y: int, most: int) -> None:
    fill: Fill = (
        "stripes" if one.worth <= -THOUSAND // 2 else "cross" if one.worth * 2 > most else "tint" if one.worth > 0 else "paper"
    )
    drawing.box(x, y, CELL, CELL, fill=fill, edge=2)
    drawing.lettered(x + CELL // 2, y + 24, _whole(one.worth))
    drawing.lettered(x + CELL // 2, y + 46, f"{one.weeks} w", size=15)


def _says(seams: Sequence[Seam]) -> str:
    ordered = sorted(seams, key=lambda one: (-abs(one.worth), one.first, one.second))
    told = [f"{one.first} and {one.second}: {_whole(one.worth)}, {one.weeks} weeks." for one in ordered[:MOST]]
    more = f" {len(ordered) - MOST} more cost less." if len(ordered) > MOST else ""
    return " ".join(told) + more if told else "No step waited for its organisation."


def _whole(thousandths: int) -> str:
    whole = (abs(thousandths) + THOUSAND // 2) // THOUSAND
    return f"{'-' if thousandths < 0 and whole else ''}{whole:,}"
