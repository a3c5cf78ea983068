"""Detectors of class stockpile: what a theatre has run out of."""

from collections.abc import Iterator

from engine.findings.sight import Noticed, Sight

FEW_DAYS = 3
"""Rule 15.4, stock-out: days of supply below which a theatre is as good as out."""


def stock_out(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, STK-1: a theatre needs a system and has less than three days of it, or none."""
    for row in sight.stocks:
        if row.need <= 0:
            continue
        days = sight.exercise.days_of_supply(row.theatre, row.system)
        if row.stock == 0 or days < FEW_DAYS:
            yield Noticed(f"{row.theatre} {row.system}", {"days of supply": 0 if row.stock == 0 else days, "short": row.short})
