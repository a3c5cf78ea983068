"""Detectors of class workforce: people who are missing."""

from collections.abc import Iterator

from engine.findings.sight import Noticed, Sight
from engine.week.production import WORKFORCE


def workforce_binds(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, WRK-1: for want of people a line makes no more while its system is short."""
    for row in sight.lines:
        if row.binding == WORKFORCE and sight.world.lines[row.line].system in sight.short:
            yield Noticed(row.line, {"units started": row.started, "workforce": row.workforce})
