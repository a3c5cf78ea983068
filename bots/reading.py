"""What a bot reads off its view without living through the weeks again: shortages, limits, law, indices. No beliefs."""

from collections.abc import Mapping
from datetime import date, timedelta

from engine.events import LineRow
from engine.ids import LineId
from engine.views import View, WeekSeen

RECENT = 13
"""Weeks that a bot looks back (notional: a quarter's figures lie on the table)."""


def at_war(view: View) -> bool:
    """Whether the shooting has begun, by the published calendar."""
    return view.week >= view.world.deck.shooting_week


def weeks_short(view: View, system: str) -> int:
    """In how many of the last weeks a theatre reported a shortage; 0 for whoever gets no reports."""
    return sum(1 for row in _recent(view, system) if row.short > 0)


def days_left(view: View, system: str) -> int | None:
    """Days that the stocks last reported go on at the need last reported; None without reports, or without need."""
    last = [rows[-1] for name, rows in view.reports.items() if name.endswith(f" {system}") and rows]
    need = sum(row.need for row in last)
    return 7 * sum(row.stock for row in last) // need if need else None


def weeks_to_fiscal_year(view: View) -> int:
    """Whole weeks from the present to the next 1 October, by the published date of StartEx."""
    today = date.fromisoformat(view.world.deck.start_date) + timedelta(weeks=view.week - 1)
    this_year = date(today.year, 10, 1)
    begins = this_year if this_year > today else date(today.year + 1, 10, 1)
    return (begins - today).days // 7


def limits(view: View) -> Mapping[LineId, str]:
    """What binds each of the organisation's own lines, by the last report; empty for whoever runs none."""
    for fact in reversed(view.unsettled):
        if fact["kind"] == "lines-reported" and fact["operator"] == view.organisation and "rows" in fact:
            rows = [LineRow(*plain) for plain in fact["rows"]]
            return {row.line: row.binding for row in rows if row.binding}
    own = {key for key, line in view.world.lines.items() if line.operator == view.organisation}
    return {key: line.binding for key, line in view.settled_stocks.lines.items() if key in own and line.binding}


def ranking(view: View) -> tuple[str, ...]:
    """How systems are ranked for scarce components, as far as is known here."""
    for fact in reversed(view.unsettled):
        if fact["kind"] == "ranking-set":
            return tuple(fact["systems"])
    return view.settled_stocks.ranking


def _recent(view: View, system: str) -> list[WeekSeen]:
    ending = f" {system}"
    return [row for name, rows in view.reports.items() if name.endswith(ending) for row in rows[-RECENT:]]
