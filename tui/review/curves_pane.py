"""Curves of each system as text: need and what was met, stock, and the monthly rate, with the present week marked."""

from collections.abc import Sequence
from itertools import pairwise

from textual.content import Content

from aar.reading import Played
from engine.ids import SystemId, TheatreId
from tui.glyphs import Glyphs
from tui.inking import bad, faint, good, heading, inked, joined, lines, strong, warn
from tui.review.model import Review
from tui.review.pane import FollowingRows
from tui.widgets.rows import Row
from tui.words import count, places_by_theatre, theatre_title

EMPTY = "No week has been played. Curves of need, stock and rate appear here for each system."
Place = tuple[TheatreId, SystemId]
HEIGHT = 8


class CurvesPane(FollowingRows[Place]):
    """A row for each system in each theatre; enter draws it large."""

    def __init__(self, number: int) -> None:
        super().__init__(number, "Curves")

    def follow(self, review: Review) -> None:
        """All weeks of the log; the mark below is the present one."""
        played = review.recording.played
        if played is None or not played.stocks:
            self.show([], empty=EMPTY if played else "This copy withholds control's parts: stocks are in the view in [2].")
            return
        width = max(20, self.room - 16)
        rows = [(Row(" ".join(place), _row(review, played, place, width)), place) for place in places_by_theatre(review.world)]
        self.show(rows, empty=EMPTY, foot=faint("needed and met on one scale; enter draws a system large"))


def series(played: Played, place: Place, what: str) -> list[int]:
    """By week from the first on, in thousandths; a week without a report has no need, and the stock of the nearest one."""
    told = {one.week: getattr(one.row, what) for one in played.stocks if (one.row.theatre, one.row.system) == place}
    last = max((one.week for one in played.lines), default=max(told, default=0))
    now = next(iter(told.values()), 0) if what == "stock" else 0
    found = []
    for week in range(1, last + 1):
        now = told.get(week, now if what == "stock" else 0)
        found.append(now)
    return found


def rates(review: Review, system: SystemId) -> list[int]:
    """By week, thousandths a month; 0 in the first weeks, of which there is no mean yet."""
    found = review.rates(system)
    return [0] * ((found[0][0] - 1) if found else 0) + [rate for _, rate in found]


def _row(review: Review, played: Played, place: Place, width: int) -> Content:
    theatre, system = place
    need, met, stock, rate = (
        series(played, place, "need"),
        series(played, place, "used"),
        series(played, place, "stock"),
        rates(review, system),
    )
    top, glyphs = max([*need, *met, 1]), review.glyphs
    short = sum(need) - sum(met)
    told = bad(f"short {count(short)} of {count(sum(need))}") if short else good("never short")
    where = faint(f"  {theatre_title(review.world, theatre)}") if len(review.world.theatres) > 1 else inked("")
    return lines(
        [
            joined(strong(review.world.systems[system].title), where, "  ", told),
            joined(faint("  needed  "), spread(need, width, top, glyphs)),
            joined(faint("  met     "), spread(met, width, top, glyphs)),
            joined(faint("  stock   "), spread(stock, width, max([*stock, 1]), glyphs), faint(f" {count(stock[-1])}")),
            joined(
                faint("  rate    "), spread(rate, width, max([*rate, 1]), glyphs), faint(f" {count(rate[-1])}" if rate else "")
            ),
            joined(faint("          "), _pointer(review, len(need), width)),
        ]
    )


def binned(values: Sequence[int], width: int) -> list[int]:
    """The mean of the weeks that share a column; at most `width` of them."""
    if len(values) <= width:
        return list(values)
    edges = [at * len(values) // width for at in range(width + 1)]
    return [sum(values[low:high]) // (high - low) for low, high in pairwise(edges)]


def spread(values: Sequence[int], width: int, top: int, glyphs: Glyphs) -> str:
    """One sign for each column, against a top that several curves share."""
    steps = len(glyphs.bars) - 1
    return "".join(glyphs.bars[0 if one <= 0 else max(1, min(steps, one * steps // top))] for one in binned(values, width))


def _pointer(review: Review, weeks: int, width: int) -> Content:
    columns = min(weeks, width)
    at = min(columns - 1, max(0, review.week - 1) * columns // max(1, weeks))
    return joined(" " * at, warn(f"^ week {review.week}"))


def page(review: Review, place: Place, width: int) -> Content:
    """One system drawn large: need and met together, then stock, then the rate."""
    played = review.recording.played
    if played is None:
        return inked(EMPTY)
    need, met = series(played, place, "need"), series(played, place, "used")
    stock, rate = series(played, place, "stock"), rates(review, place[1])
    glyphs = review.glyphs
    return lines(
        [
            strong(f"{review.world.systems[place[1]].title}, {theatre_title(review.world, place[0])}"),
            "",
            heading(f"Need {glyphs.to_come} and what was met {glyphs.bars[-1]}, units a week"),
            *chart(met, width, glyphs, over=need),
            _axis(review, len(need), width),
            "",
            heading("Stock in theatre, units"),
            *chart(stock, width, glyphs),
            _axis(review, len(stock), width),
            "",
            heading("Rate, units a month"),
            *chart(rate, width, glyphs),
            _axis(review, len(rate), width),
        ]
    )


def chart(values: Sequence[int], width: int, glyphs: Glyphs, *, over: Sequence[int] = ()) -> list[Content]:
    """Columns of eight lines, the top with its figure; where `over` is given its height is shown by a dot above."""
    top = max([*values, *over, 1])
    columns, above = binned(values, width), binned(over, width)
    shown = []
    for line in range(HEIGHT, 0, -1):
        signs = []
        for at, value in enumerate(columns):
            filled = value * HEIGHT * 8 // top - (line - 1) * 8
            if filled > 0:
                signs.append(glyphs.bars[min(len(glyphs.bars) - 1, max(1, filled * (len(glyphs.bars) - 1) // 8))])
            elif above and -(-above[at] * HEIGHT // top) == line:
                signs.append(glyphs.to_come)
            else:
                signs.append(" ")
        label = count(top) if line == HEIGHT else "0" if line == 1 else ""
        shown.append(joined(faint(f"{label:>8} "), "".join(signs)))
    return shown


def _axis(review: Review, weeks: int, width: int) -> Content:
    return joined(" " * 9, _pointer(review, weeks, width), faint(f" of {weeks}"))
