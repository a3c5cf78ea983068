"""A finding's chain as boxes from left to right: from what was short back to whom was waited for."""

from collections.abc import Sequence
from textwrap import wrap

from aar.charts.drawing import MIDDLE, SMALL, WIDTH, Drawing

COLUMNS, GAP, PADDING, LINE, SIGNS = 3, 40, 12, 22, 32
Link = tuple[str, str]
"""What kind of link it is, and what it says."""


def chain_chart(title: str, links: Sequence[Link], *, name: str) -> Drawing:
    """Boxes in rows of three, in reading order, with an arrow from each to the next."""
    wide = (WIDTH - GAP * (COLUMNS - 1)) // COLUMNS
    told = [(kind, wrap(says, SIGNS)[:6]) for kind, says in links]
    rows = [told[first : first + COLUMNS] for first in range(0, len(told), COLUMNS)]
    heights = [PADDING * 2 + LINE * (1 + max(len(lines) for _, lines in row)) for row in rows]
    height = sum(heights) + GAP * len(rows)
    says = "; then ".join(f"{kind}: {words}" for kind, words in links)
    drawing = Drawing(name, height=height, title=f"Chain: {title}", says=says)
    top = 4
    for number, row in enumerate(rows):
        tall = heights[number]
        for column, (kind, lines) in enumerate(row):
            left = column * (wide + GAP)
            drawing.box(left + 1, top, wide - 2, tall, fill="tint" if kind in ("shortage", "boundary") else "paper", edge=2)
            drawing.words(left + PADDING, top + PADDING + 12, kind, size=SMALL, bold=True)
            for line, words in enumerate(lines):
                drawing.words(left + PADDING, top + PADDING + 12 + LINE * (line + 1), words, size=SMALL)
            last = number == len(rows) - 1 and column == len(row) - 1
            if not last:
                _arrow(drawing, left + wide, top + tall // 2, GAP)
        top += tall + GAP
        if number < len(rows) - 1:
            drawing.words(0, top - GAP // 2 + 6, "↳", size=SMALL, tone=MIDDLE)
    return drawing


def _arrow(drawing: Drawing, x: int, y: int, long: int) -> None:
    """At the edge of the page it leads to the row below."""
    end = min(x + long - 4, WIDTH - 1)
    if end - x > 8:
        drawing.line((x, y), (end, y), width=3)
        drawing.path(((end - 10, y - 8), (end, y), (end - 10, y + 8)), width=3)
