"""Chapter 3, sharing: which facts of production an organisation's policy gives to others, week by week."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine import events as e
from engine.exercise import Exercise
from engine.ids import OrganisationId
from engine.policies import BINDING, FINISHED, SHARED, WHOLE, shared_levels
from engine.week.reports import WeekEvent


def shared(exercise: Exercise, happened: Sequence[WeekEvent]) -> tuple[WeekEvent, ...]:
    """Rule 3.10: the events of a week, where reports of lines also name those with whom they are shared."""
    levels = shared_levels(exercise.world, exercise.policies)
    if not levels:
        return tuple(happened)
    return tuple(
        _shared(one, levels[one.operator]) if isinstance(one, e.LinesReported) and one.operator in levels else one
        for one in happened
    )


def _shared(report: e.LinesReported, levels: Mapping[str, int]) -> e.LinesReported:
    at = {level: tuple(sorted(OrganisationId(to) for to, its in levels.items() if its == level)) for level in SHARED}
    return replace(
        report,
        shared_made=at[FINISHED],
        shared_binding=at[BINDING],
        shared_whole=at[WHOLE],
        binding=tuple((row.line, row.binding) for row in report.rows) if at[BINDING] else (),
    )
