"""Stock and rate curves of one system, side by side: lines told apart by their dashes and by letters at their ends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aar.charts.drawing import DASHES, FAINT, MIDDLE, SMALL, WIDTH, Drawing, Point, fit, letter, steps_to

HEIGHT, TOP, BOTTOM, LEFT, GAP, END = 250, 40, 210, 70, 110, 34
THOUSAND = 1_000
YEAR = 52


@dataclass(frozen=True, slots=True, kw_only=True)
class Curves:
    """One system: monthly rates and theatre stocks by week, in thousandths."""

    system: str
    start: int
    """The rate at StartEx."""
    rates: Sequence[Point]
    stocks: Mapping[str, Sequence[Point]]
    """By theatre, by its title."""
    weeks: int
    shooting_week: int


def curves_chart(one: Curves, *, name: str) -> Drawing:
    """On the left the rate with that of StartEx and its double, on the right the stock in each theatre."""
    drawing = Drawing(name, height=HEIGHT, title=f"{one.system}: rate and stock, week by week", says=_says(one))
    wide = (WIDTH - 2 * LEFT - GAP // 2 - END) // 2
    _panel(drawing, LEFT, wide, one, f"{one.system}: units a month", {"": one.rates}, doubled=True)
    _panel(drawing, 2 * LEFT + wide + GAP // 2, wide, one, "units in stock", one.stocks, doubled=False)
    return drawing


def _panel(
    drawing: Drawing, left: int, wide: int, one: Curves, title: str, lines: Mapping[str, Sequence[Point]], *, doubled: bool
) -> None:
    highest = max((value for points in lines.values() for _, value in points), default=0)
    marks = steps_to(max(highest, 2 * one.start if doubled else 0) // THOUSAND + 1, 4)
    top = marks[-1] * THOUSAND

    def across(week: int) -> int:
        return left + week * wide // max(one.weeks, 1)

    def up(value: int) -> int:
        return BOTTOM - value * (BOTTOM - TOP) // top

    drawing.words(left, TOP - 16, title, size=SMALL, bold=True)
    for mark in marks:
        y = up(mark * THOUSAND)
        drawing.line((left, y), (left + wide, y), tone=FAINT)
        drawing.words(left - 8, y + 6, f"{mark:,}", size=SMALL, anchor="end", tone=MIDDLE)
    for week in range(0, one.weeks + 1, YEAR):
        drawing.line((across(week), BOTTOM), (across(week), BOTTOM + 6))
        drawing.words(
            across(week), BOTTOM + 26, f"week {week}" if week else "StartEx", size=SMALL, anchor="middle", tone=MIDDLE
        )
    if 0 < one.shooting_week <= one.weeks:
        x = across(one.shooting_week)
        drawing.line((x, TOP), (x, BOTTOM), dash="2 6")
    if doubled:
        drawing.line((left, up(one.start)), (left + wide, up(one.start)), dash="4 5", tone=MIDDLE)
        drawing.line((left, up(2 * one.start)), (left + wide, up(2 * one.start)), width=2, dash="14 6")
        drawing.words(left + wide + 4, up(2 * one.start) + 6, "2×", size=SMALL)
    for number, (_, points) in enumerate(lines.items()):
        path = [(across(week), up(value)) for week, value in points]
        drawing.path(path, width=3, dash=DASHES[number % len(DASHES)])
        if len(lines) > 1 and path:
            drawing.lettered(left + wide + 12, path[-1][1] + 6 - number * SMALL, letter(number))
    if len(lines) > 1:
        legend = "  ".join(f"{letter(number)} {key}" for number, key in enumerate(lines))
        drawing.words(left + wide, TOP - 16, fit(legend, wide - 120, SMALL), size=SMALL, anchor="end")


def _says(one: Curves) -> str:
    best = max((value for _, value in one.rates), default=0)
    last = one.rates[-1][1] if one.rates else 0
    told = [
        (
            f"{_units(one.start)} a month at StartEx, {_units(best)} at best, {_units(last)} in the end; "
            f"{_units(2 * one.start)} would be double."
        )
    ]
    for theatre, points in one.stocks.items():
        if points:
            first = next((f"first empty in week {week}" for week, value in points if not value), "never empty")
            told.append(
                f"In {theatre} {_units(points[0][1])} after the first week, {_units(points[-1][1])} after the last, {first}."
            )
    return " ".join(told)


def _units(thousandths: int) -> str:
    return f"{(thousandths + THOUSAND // 2) // THOUSAND:,}"
