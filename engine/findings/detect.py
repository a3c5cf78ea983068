"""Runs the detectors, at the end of every week and at the picture of every turn; they read, and change nothing."""

from collections.abc import Iterable, Iterator

from engine.events import CandidateFound, Event
from engine.exercise import Exercise
from engine.findings.catalogue import CATALOGUE
from engine.findings.detector import Detector
from engine.findings.sight import Noticed, Sight


def detect_in_week(exercise: Exercise, week_events: Iterable[Event]) -> tuple[dict[str, int], list[CandidateFound]]:
    """Rule 15.4: for how many weeks in a row each thing has held, and what has held for long enough.

    The former is by `detector subject`, and has only what holds now.
    """
    sight = Sight(exercise, tuple(week_events))
    streaks: dict[str, int] = {}
    found: list[CandidateFound] = []
    for detector in CATALOGUE.values():
        if not detector.weeks:
            continue
        for noticed in detector.finds(sight):
            key = f"{detector.id} {noticed.subject}"
            streaks[key] = exercise.streaks.get(key, 0) + 1
            if streaks[key] >= detector.weeks and _turns(sight, detector, streaks[key]) and is_new(exercise, detector, noticed):
                found.append(_candidate(exercise, detector, noticed, {"weeks in a row": streaks[key]}))
    return streaks, found


def _turns(sight: Sight, detector: Detector, weeks: int) -> bool:
    """Rule 15.4: whether so many weeks, the present one the last, lie in enough turns."""
    exercise = sight.exercise
    return not detector.turns or exercise.turn - sight.turn_of(exercise.week - weeks + 1) + 1 >= detector.turns


def detect_at_picture(exercise: Exercise) -> Iterator[CandidateFound]:
    """Rule 15.4: what a turn has left behind in steps and payments."""
    sight = Sight(exercise)
    for detector in CATALOGUE.values():
        if detector.weeks:
            continue
        for noticed in detector.finds(sight):
            if is_new(exercise, detector, noticed):
                yield _candidate(exercise, detector, noticed, {})


def is_new(exercise: Exercise, detector: Detector, noticed: Noticed) -> bool:
    """Whether it was not found in this turn already; in another turn it is found again, and is then the more severe."""
    return f"turn {exercise.turn}: {detector.id} {noticed.subject}" not in exercise.candidates


def _candidate(exercise: Exercise, detector: Detector, noticed: Noticed, more: dict[str, int]) -> CandidateFound:
    return CandidateFound(
        detector=detector.id,
        finding_class=detector.finding_class,
        subject=noticed.subject,
        week=exercise.week,
        evidence={**more, **noticed.evidence},
    )
