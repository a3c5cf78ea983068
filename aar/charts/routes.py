"""The map of routes: who makes what where, and how it comes to each theatre. A scheme, with no distance to scale."""

from collections.abc import Sequence
from dataclasses import dataclass

from aar.charts.drawing import DASHES, MIDDLE, PLAIN, SMALL, Drawing, fit, width_of

ROW, TOP, BOX = 62, 40, 46
LEFT, MIDDLE_AT, RIGHT_AT, WIDE = 10, 420, 760, 230


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A country with lines; `to` is a theatre's id, or the rear."""

    country: str
    systems: tuple[str, ...]
    to: str
    weeks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """From the rear to a theatre."""

    theatre: str
    title: str
    sea_weeks: int
    air_weeks: int
    hazard_permille: int


def routes_chart(origins: Sequence[Origin], ways: Sequence[Way], *, rear: str = "rear", name: str = "routes") -> Drawing:
    """Countries on the left, the rear in the middle, theatres on the right; a dashed way goes past the rear."""
    rows = max(len(origins), len(ways), 1)
    drawing = Drawing(
        name, height=TOP + ROW * rows + 50, title="Routes from the lines to the theatres", says=_says(origins, ways)
    )
    middle = TOP + ROW * rows // 2
    heights = {one.theatre: TOP + ROW * rows * (2 * number + 1) // (2 * len(ways)) for number, one in enumerate(ways)}
    for number, one in enumerate(origins):
        y = TOP + ROW * number + BOX // 2
        target = heights.get(one.to)
        if target is None:
            drawing.line((LEFT + WIDE, y), (MIDDLE_AT, middle), width=2)
        else:
            drawing.line((LEFT + WIDE, y), (RIGHT_AT, target), width=2, dash=DASHES[1])
    for way in ways:
        drawing.line((MIDDLE_AT + WIDE - 60, middle), (RIGHT_AT, heights[way.theatre]), width=5)
    for number, one in enumerate(origins):
        y = TOP + ROW * number
        drawing.box(LEFT, y, WIDE, BOX, edge=2)
        drawing.words(LEFT + 8, y + 20, _country(one), size=SMALL, bold=True)
        drawing.words(LEFT + 8, y + 40, fit(", ".join(one.systems), WIDE - 12, SMALL), size=SMALL)
    drawing.box(MIDDLE_AT, middle - BOX // 2, WIDE - 60, BOX, fill="tint", edge=2)
    drawing.words(MIDDLE_AT + (WIDE - 60) // 2, middle + 7, rear, size=PLAIN, anchor="middle", bold=True)
    for way in ways:
        y = heights[way.theatre]
        drawing.box(RIGHT_AT, y - 36, WIDE, 72, edge=2)
        drawing.words(RIGHT_AT + 8, y - 14, fit(way.title, WIDE - 12, SMALL), size=SMALL, bold=True)
        drawing.words(RIGHT_AT + 8, y + 7, f"sea {way.sea_weeks} w, air {way.air_weeks} w", size=SMALL)
        drawing.words(RIGHT_AT + 8, y + 27, f"hazard at sea {way.hazard_permille // 10} %", size=SMALL)
    below = TOP + ROW * rows + 28
    drawing.words(
        LEFT, below, "w: weeks. Whole lines go through the rear, dashed ones straight to a theatre.", size=SMALL, tone=MIDDLE
    )
    return drawing


def _country(one: Origin) -> str:
    """With its weeks, which are never what is cut off."""
    weeks = f", {one.weeks} w"
    return fit(one.country, WIDE - 12 - width_of(weeks, SMALL), SMALL) + weeks


def _says(origins: Sequence[Origin], ways: Sequence[Way]) -> str:
    titles = {one.theatre: one.title for one in ways}
    made = [
        f"{one.country} makes {', '.join(one.systems)}, {one.weeks} weeks to {titles.get(one.to, f'the {one.to}')}."
        for one in origins
    ]
    led = [
        f"From the rear to {one.title}: {one.sea_weeks} weeks by sea, {one.air_weeks} by air, "
        f"hazard {one.hazard_permille // 10} percent."
        for one in ways
    ]
    return " ".join((*made, *led))
