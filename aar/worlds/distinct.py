"""Courses that come to the same thing are lived through once: most waits change nothing that the physical world sees."""

from collections.abc import Hashable, Sequence

from aar.reading import Played
from aar.worlds.change import Change
from aar.worlds.course import Course
from aar.worlds.physics import Outcome, run_all


def physically(course: Course) -> Hashable:
    """Everything of a course that its physical weeks look at: two that are equal here have the same outcome."""
    return (
        tuple((week, tuple(effects)) for week, effects in sorted(course.physical.items())),
        tuple((week, tuple(events)) for week, events in sorted(course.steered.items())),
        tuple(sorted(course.confidence.items())),
        tuple((week, tuple(sorted(policies.items()))) for week, policies in sorted(course.policies.items())),
    )


class Distinct:
    """Outcomes by what the physical world sees of a course; `change` says under which chance."""

    def __init__(self, played: Played, change: Change) -> None:
        self.played = played
        self.change = change
        self.known: dict[Hashable, Outcome] = {}

    def outcomes(self, courses: Sequence[Course]) -> list[Outcome]:
        """The outcome of each course, in their order; only those that are new are run, all together."""
        keys = [physically(course) for course in courses]
        new = {key: course for key, course in zip(keys, courses, strict=True) if key not in self.known}
        self.known.update(zip(new, run_all(self.played, list(new.values()), self.change), strict=True))
        return [self.known[key] for key in keys]
