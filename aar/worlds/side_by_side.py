"""Many physical worlds of one exercise: weeks that several of them share are lived through once, by the engine's own kernel."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from engine.stocks import Stocks
from engine.week.chance import Chance
from engine.week.kernel import Course, Due, Steered, run_weeks
from engine.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One world, as the kernel takes it: what is steered from a week on, and what is due in a week."""

    steered: Mapping[int, Steered]
    """The first week must be in it."""
    due: Mapping[int, Sequence[Due]]
    marks: Mapping[int, Hashable]
    """By week: what is steered and due in it, so that two worlds whose marks are equal do the same in that week."""


def lived_side_by_side(world: World, stocks: Stocks, weeks: range, chance: Chance, branches: Sequence[Branch]) -> list[Course]:
    """Each world as `run_weeks` gives it, in their order. They part in the first week in which their marks differ."""
    numbers: dict[Hashable, int] = {}
    counted = [
        replace(one, marks={week: numbers.setdefault(mark, len(numbers)) for week, mark in one.marks.items()})
        for one in branches
    ]
    found = dict(_part(world, stocks, weeks, chance, counted, list(range(len(branches))), None))
    return [found[at] for at in range(len(branches))]


def _part(
    world: World,
    stocks: Stocks,
    weeks: range,
    chance: Chance,
    branches: Sequence[Branch],
    members: Sequence[int],
    before: Course | None,
) -> Iterator[tuple[int, Course]]:
    """Live on with those that are one world up to the first of these weeks."""
    groups = _by_mark(branches, members, weeks.start)
    for group in groups:
        parts = _parts_at(branches, group, weeks)
        together = _lived(world, stocks, range(weeks.start, parts), chance, branches[group[0]])
        course = before.followed_by(together) if before else together
        if parts < weeks.stop:
            yield from _part(world, course.stocks, range(parts, weeks.stop), chance, branches, group, course)
        else:
            yield from ((at, course) for at in group)


def _by_mark(branches: Sequence[Branch], members: Sequence[int], week: int) -> list[list[int]]:
    groups: dict[Hashable, list[int]] = {}
    for at in members:
        groups.setdefault(branches[at].marks.get(week), []).append(at)
    return list(groups.values())


def _parts_at(branches: Sequence[Branch], group: Sequence[int], weeks: range) -> int:
    """The first week after these have begun in which not all of a group do the same; the end where they always do."""
    first = branches[group[0]].marks
    named = {week for at in group for week in branches[at].marks}
    for week in sorted(named):
        if week > weeks.start and any(branches[at].marks.get(week) != first.get(week) for at in group):
            return min(week, weeks.stop)
    return weeks.stop


def _lived(world: World, stocks: Stocks, weeks: range, chance: Chance, branch: Branch) -> Course:
    standing = max(week for week in branch.steered if week <= weeks.start)
    steered = {**branch.steered, weeks.start: branch.steered[standing]}
    return run_weeks(world, stocks, weeks, chance, steered=steered, due=branch.due)
