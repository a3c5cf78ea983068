"""The race with the adversary: how fast each side's output doubles, and what the adversary did, with the entries."""

from collections.abc import Iterator

from textual.content import Content

from aar.rates import DOUBLED, reached
from engine.events import LeakHappened, RedMoved, SupplierLost
from engine.ids import LineId
from engine.titles import named
from engine.units import WEEKS_IN_YEAR, month_of_week
from tui.inking import bad, faint, good, joined, lines, strong, warn
from tui.review.model import Review
from tui.review.pane import FollowingRows
from tui.widgets.rows import Row
from tui.words import count, plural, short_name

EMPTY = "No week has been played. The pace of each side, and what the adversary does, appear here."


class RacePane(FollowingRows[int]):
    """Their pace, ours, and their actions until the cursor; enter goes to an action's entry."""

    def __init__(self, number: int) -> None:
        super().__init__(number, "Race")

    def follow(self, review: Review) -> None:
        """Pace over the whole log, actions until the cursor."""
        if review.recording.played is None:
            self.show([], empty="This copy withholds control's parts, and with them what the adversary did.")
            return
        rows = [*_pace(review, max(20, self.room - 30)), *_acts(review)]
        foot = faint("Their pace as published before play (n notional), once mobilised; ours as it was made. Bars: months.")
        self.show(rows, empty=EMPTY, foot=foot)


def _pace(review: Review, width: int) -> Iterator[tuple[Row, int]]:
    played = review.recording.played
    if played is None:
        return
    longest = max(1, review.world.deck.weeks * 12 // WEEKS_IN_YEAR)
    for one in review.world.baseline.adversaries:
        months, mark = one.growth_months.value, " n" if one.growth_months.notional else ""
        bar = review.glyphs.bars[-1] * max(1, min(width, months * width // longest))
        said = joined(bad(f"THEM {one.title}"), f": doubles in {plural(months, 'month')}{mark}")
        yield Row(f"pace {one.id}", lines([said, joined("  ", bad(bar))])), -1
    lines_of = played.start.world.lines.values()
    weeks = max(1, played.exercise.week - 1)
    last = month_of_week(weeks)
    for system, declared in review.world.systems.items():
        start = sum(line.rate.value for line in lines_of if line.system == system and line.open)
        rates = review.rates(system)
        month = reached(rates, DOUBLED * start)
        now = rates[-1][1] if rates else 0
        told = good(f"doubled in month {month}") if month else warn(f"not doubled in {plural(last, 'month')}")
        bar = review.glyphs.bars[-1 if month else 1] * max(1, min(width, (month or last) * width // longest))
        said = joined(
            strong(f"US   {declared.title}"), f": {count(start)} a month at StartEx, {count(now)} in week {weeks}, ", told
        )
        yield Row(f"pace {system}", lines([said, joined("  ", good(bar) if month else faint(bar))])), -1


def _acts(review: Review) -> Iterator[tuple[Row, int]]:
    kinds = ("red-moved", "leak-happened", "supplier-lost")
    found = sorted((one for kind in kinds for one in review.recording.happened.get(kind, ())), key=lambda one: one[0])
    for at, (number, event) in enumerate(found):
        if number > review.cursor:
            return
        yield Row(f"act {at}", joined(faint(f"{number:>5}  "), _act(review, event))), number


def _act(review: Review, event: object) -> Content:
    match event:
        case RedMoved():
            hand = "their own cell" if event.ordered else "by the deck's conditions"
            return joined(bad(short_name(review.world, event.by)), f", week {event.week}: {event.title}", faint(f"  ({hand})"))
        case LeakHappened():
            return joined(warn("leak"), f", week {event.week}: {event.system} at {_line(review, event.line)}")
        case SupplierLost():
            return joined(warn("supplier lost"), f", week {event.week}: {named(review.world, event.component)}")
        case _:
            return faint("")


def _line(review: Review, line: str) -> str:
    found = review.world.lines.get(LineId(line))
    return found.title if found else line
