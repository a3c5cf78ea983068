"""How fast a system was made, from the log alone: rates by month, and when they had grown by so much (rule 16.2)."""

from collections.abc import Sequence

from aar.reading import Played
from engine.ids import SystemId
from engine.units import month_of_week, monthly_rate

RATE_WEEKS = 4
"""Rule 16.2: a rate is the mean output of so many weeks."""
DOUBLED = 2
"""Rule 16.2: the surge assumption is that a system's rate reaches so many times its rate at StartEx."""
MEASURE_PERCENT, MEASURE_MONTH, MEASURE_OF_EIGHT = 150, 24, 5
"""Rule 16.2: in sweeps it held where five in eight priority systems reach one and a half times their rate by month 24."""


def rate_at_start(played: Played, system: SystemId) -> int:
    """Thousandths a month at StartEx, of all lines that are open then."""
    lines = played.start.world.lines.values()
    return sum(line.rate.value for line in lines if line.system == system and line.open)


def surged_month(played: Played, system: SystemId) -> int | None:
    """Rule 16.2: the month in which a system reached one and a half times its rate at StartEx; None where it never did."""
    return reached(monthly_rates(played, system), rate_at_start(played, system) * MEASURE_PERCENT // 100)


def best_rate(rates: Sequence[tuple[int, int]], start_rate: int) -> int:
    """The highest rate; one that lies below that of StartEx by no more than its division into weeks is that of StartEx."""
    best = max((rate for _, rate in rates), default=0)
    return start_rate if best < start_rate <= best * 1_001 // 1_000 + 1 else best


def reached(rates: list[tuple[int, int]], rate: int) -> int | None:
    """Rule 16.2: the exercise month in which a rate is first reached; None where it never is."""
    weeks = [week for week, one in rates if one >= rate]
    return month_of_week(weeks[0]) if weeks and rate else None


def monthly_rates(played: Played, system: SystemId) -> list[tuple[int, int]]:
    """Rule 16.2: by week, the thousandths a month that the last four weeks' finished units amount to."""
    finished: dict[int, int] = {}
    lines = played.start.world.lines
    for week, row in played.lines:
        if lines[row.line].system == system:
            finished[week] = finished.get(week, 0) + row.finished
    weeks = sorted(finished)
    return [
        (week, monthly_rate(sum(finished[one] for one in weeks[i - RATE_WEEKS + 1 : i + 1]) // RATE_WEEKS))
        for i, week in enumerate(weeks)
        if i + 1 >= RATE_WEEKS
    ]


def rate_in(rates: list[tuple[int, int]], month: int) -> int | None:
    """The last rate of an exercise month; None where the month was not played."""
    in_month = [rate for week, rate in rates if month_of_week(week) == month]
    return in_month[-1] if in_month else None
