"""Initiatives as bars over the weeks: work plain, waits by an organisation striped and lettered, other waits dotted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from aar.charts.drawing import FAINT, MIDDLE, SMALL, WIDTH, Drawing, Fill, fit

LEFT, TOP, ROW, LANE, RIGHT = 370, 44, 34, 22, 20
WEEKS = 26
At = Callable[[int], int]
"""Where a week stands across the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One step; weeks. Its processing comes first, then what it waited, by its organisation before all else."""

    opened: int
    processing: int
    waited: int
    """By its organisation."""
    otherwise: int
    """For the turn, slots, money, law, or somebody to come."""
    letter: str
    """Of its organisation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One initiative with its steps."""

    title: str
    bars: Sequence[Bar]
    done: int | None
    """The week in which it was done."""


def gantt_chart(courses: Sequence[Course], letters: Mapping[str, str], *, weeks: int, name: str = "gantt") -> Drawing:
    """One row for each; `letters` says which letter stands for which organisation."""
    legend = [f"{key} {who}" for key, who in letters.items()]
    lines = _wrapped(legend)
    height = TOP + ROW * len(courses) + 74 + 22 * len(lines)
    drawing = Drawing(name, height=height, title="Initiatives that waited longest", says=_says(courses, letters))
    room = WIDTH - LEFT - RIGHT

    def at(week: int) -> int:
        return LEFT + min(week, weeks) * room // max(weeks, 1)

    bottom = TOP + ROW * len(courses)
    for week in range(0, weeks + 1, WEEKS):
        drawing.line((at(week), TOP - 8), (at(week), bottom), tone=FAINT)
        drawing.words(at(week), TOP - 16, f"{week}", size=SMALL, anchor="middle", tone=MIDDLE)
    for number, one in enumerate(courses):
        top = TOP + ROW * number + (ROW - LANE) // 2
        drawing.words(LEFT - 10, top + 17, fit(one.title, LEFT - 16, SMALL), size=SMALL, anchor="end")
        for bar in one.bars:
            _bar(drawing, bar, top, at)
        if one.done is not None:
            drawing.diamond(at(one.done), top + LANE // 2, 7)
    _key(drawing, bottom + 34)
    for number, line in enumerate(lines):
        drawing.words(20, bottom + 70 + 22 * number, line, size=SMALL)
    return drawing


def _bar(drawing: Drawing, bar: Bar, top: int, at: At) -> None:
    week = bar.opened
    parts: tuple[tuple[int, Fill], ...] = ((bar.processing, "tint"), (bar.waited, "stripes"), (bar.otherwise, "dots"))
    for long, fill in parts:
        if long:
            drawing.box(at(week), top, at(week + long) - at(week), LANE, fill=fill)
        if long and fill == "stripes":
            drawing.lettered((at(week) + at(week + long)) // 2, top + 17, bar.letter)
        week += long


def _key(drawing: Drawing, y: int) -> None:
    x = 20
    told: tuple[tuple[Fill, str], ...] = (
        ("tint", "work and clocks"),
        ("stripes", "waited for the organisation of the letter"),
        ("dots", "waited for turn, slots, money or law"),
    )
    for fill, words in told:
        drawing.box(x, y - 16, 36, 20, fill=fill)
        drawing.words(x + 44, y, words, size=SMALL)
        x += 60 + len(words) * 7 + 10
    drawing.diamond(x, y - 6, 7)
    drawing.words(x + 14, y, "done", size=SMALL)


def _wrapped(legend: Sequence[str]) -> list[str]:
    """Letters in lines of a page's width."""
    lines: list[str] = []
    for one in legend:
        if lines and len(lines[-1]) + len(one) + 3 <= 105:
            lines[-1] += f"   {one}"
        else:
            lines.append(one)
    return lines


def _says(courses: Sequence[Course], letters: Mapping[str, str]) -> str:
    told = []
    for one in courses:
        waits = [f"{bar.waited} weeks for {letters[bar.letter]}" for bar in one.bars if bar.waited]
        end = f"done in week {one.done}" if one.done is not None else "not done"
        told.append(f"{one.title}: waited {', '.join(waits) or 'for nobody'}; {end}.")
    return " ".join(told)
