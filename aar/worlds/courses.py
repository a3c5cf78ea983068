"""Many courses of one exercise: what they share up to the first wait that one drops and another keeps is lived through once."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from aar.reading import Played
from aar.worlds.change import Boundary, Change, Drops
from aar.worlds.course import Course, Living

Progress = Callable[[int], None]


class _AskedError(Exception):
    """A week that cannot be gone through before it is said whether the waits on a boundary are dropped."""

    def __init__(self, boundary: Boundary) -> None:
        super().__init__(boundary)
        self.boundary = boundary


def courses_of(played: Played, changes: Sequence[Change], progress: Progress = lambda done: None) -> list[Course]:
    """The course of each change, as `course_of` gives it, in their order. They may differ in the waits that they drop alone.

    `progress` is given how many are known, whenever it is more.
    Raises ValueError where they differ in anything else.
    """
    if not changes:
        return []
    if any(replace(one, drops=changes[0].drops) != changes[0] for one in changes):
        raise ValueError("these worlds differ in more than in the waits that they drop")
    found: dict[int, Course] = {}
    _grow(Living(played, changes[0]), changes, list(range(len(changes))), found, progress)
    return [found[at] for at in range(len(changes))]


def _grow(
    living: Living, changes: Sequence[Change], members: Sequence[int], found: dict[int, Course], progress: Progress
) -> None:
    """Go on until a wait is met on which these part, then with each side of them; a week that asks is begun again."""
    living.change = changes[members[0]]
    if len(members) > 1:
        living.change = replace(living.change, drops=_agreed([changes[at].drops for at in members]))
    while not living.over:
        kept = living.forked(living.change) if len(members) > 1 else living
        try:
            living.live_through_week()
        except _AskedError as asked:
            for drops in (False, True):
                some = [at for at in members if changes[at].drops(asked.boundary) == drops]
                _grow(kept.forked(living.change), changes, some, found, progress)
            return
    found.update(dict.fromkeys(members, living.ended()))
    progress(len(found))


def _agreed(drops: Sequence[Drops]) -> Drops:
    """What all of these say of a boundary; where they do not agree, the week cannot be gone through for all of them."""
    known: dict[Boundary, bool] = {}

    def say(boundary: Boundary) -> bool:
        if boundary not in known:
            dropping = sum(one(boundary) for one in drops)
            if 0 < dropping < len(drops):
                raise _AskedError(boundary)
            known[boundary] = dropping > 0
        return known[boundary]

    return say
