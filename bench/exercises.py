"""Whole exercises of a shipped deck: with and without a log, played back, other worlds of one, its size in memory."""

import gc
import tracemalloc
from collections.abc import Sequence
from functools import partial

from aar.reading import Played
from aar.replaying import moments
from aar.worlds.change import Boundary, Change
from aar.worlds.course import boundaries_with_waits
from aar.worlds.courses import courses_of
from aar.worlds.physics import run_all
from bench.measured import Measured, explained, processor_seconds, rounds_of
from bots.policy import Policy, lot
from bots.roster import policy
from bots.table import Table, play_on
from bots.unlogged import UnloggedTable
from engine.apply import apply_all
from engine.entries import Entry
from engine.exercise import Exercise
from engine.ids import CONTROL, OrganisationId
from engine.replay import events_in, replayed_start
from engine.world import World

ROUNDS = 5
BATCH = 64
"""Worlds in a batch: those of some subsets of ten boundaries, nobody's and everybody's among them."""
BOUNDARIES = 10
SEED = "1"
MEGABYTE = 1 << 20
GOALS = {"logged": 3, "unlogged": 15, "worlds": 100, "replay": 50_000, "memory": 1}


def policies(world: World) -> dict[OrganisationId, Policy]:
    """Typical bots for every organisation."""
    return {one: policy("typical", SEED) for one in world.organisations}


def a_game(world: World, kind: type[Table] = Table) -> Table:
    """A whole exercise at the deck's own pace, with the views of all organisations."""
    table = kind(world=world, pace=world.deck.default_pace, seed=SEED)
    play_on(table, policies(world))
    return table


def games(world: World) -> list[Measured]:
    """Exercises a second and core, logged and unlogged."""
    found = []
    for name, kind in (("logged", Table), ("unlogged", UnloggedTable)):
        work = partial(a_game, world, kind)
        figure = Measured(
            what=f"{name} `typical` exercises",
            unit="a second and core",
            rounds=tuple(1 / one for one in rounds_of(work, ROUNDS)),
            goal=GOALS[name],
        )
        found.append(explained(figure, work))
    return found


def worlds(played: Played, name: str, goal: float | None) -> list[Measured]:
    """Worlds of one exercise a second and core, in one batch, with the two halves of what they cost."""
    changes = batch(boundaries_with_waits(played))
    work = partial(_worlds, played, changes)
    work()
    courses, weeks = [], []
    for _ in range(ROUNDS):
        found = []
        courses.append(processor_seconds(lambda: found.append(courses_of(played, changes))))  # noqa: B023
        weeks.append(processor_seconds(lambda: run_all(played, found[0], changes[0])))  # noqa: B023
    figure = Measured(
        what=f"worlds of one exercise run again, {name}",
        unit="a second and core",
        rounds=tuple(len(changes) / (a + b) for a, b in zip(courses, weeks, strict=True)),
        goal=goal,
        note=f"{len(changes)} worlds in a batch; {len(boundaries_with_waits(played))} boundaries with waits, "
        f"{len(played.exercise.initiatives)} initiatives",
    )
    halves = (("what organisations do", courses), ("the physical weeks", weeks))
    return [
        explained(figure, work),
        *(
            Measured(what=f"of which {half}", unit="ms a world", rounds=tuple(1_000 * one / len(changes) for one in spent))
            for half, spent in halves
        ),
    ]


def _worlds(played: Played, changes: Sequence[Change]) -> None:
    run_all(played, courses_of(played, changes), changes[0])


def batch(boundaries: Sequence[Boundary]) -> list[Change]:
    """Different subsets of the first boundaries, so many as there are up to a batch."""
    some = boundaries[:BOUNDARIES]
    numbers = dict.fromkeys((0, 2 ** len(some) - 1))
    drawn = 0
    while len(numbers) < min(BATCH, 2 ** len(some)):
        numbers[lot("bench", str(drawn), sides=2 ** len(some))] = None
        drawn += 1
    chosen = [frozenset(one for at, one in enumerate(some) if number >> at & 1) for number in numbers]
    return [Change(drops=one.__contains__) for one in chosen]


def replay(entries: Sequence[Entry]) -> list[Measured]:
    """Recorded events played back a second and core, the deck in entry 0 read anew each time."""
    events = sum(len(moment.events) for moment in moments(entries))
    work = partial(_play_back, entries)
    figure = Measured(
        what="events played back from a log",
        unit="a second and core",
        rounds=tuple(events / one for one in rounds_of(work, ROUNDS)),
        goal=GOALS["replay"],
        note=f"{events} events in {len(entries)} entries",
    )
    header = rounds_of(lambda: replayed_start(entries[0].parts[CONTROL].plain["header"]), ROUNDS)
    deck = Measured(what="of which reading the deck in entry 0", unit="ms", rounds=tuple(1_000 * one for one in header))
    return [explained(figure, work), deck]


def _play_back(entries: Sequence[Entry]) -> None:
    for _ in moments(entries):
        pass


def memory(entries: Sequence[Entry]) -> Measured:
    """What the state of one exercise holds after its last event, beyond its deck."""
    found = []
    for _ in range(3):
        start = replayed_start(entries[0].parts[CONTROL].plain["header"])
        gc.collect()
        tracemalloc.start()
        after = _last(start, entries)
        gc.collect()
        size, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        found.append(size / MEGABYTE)
        assert after.phase.over
    return Measured(
        what="memory of one exercise beyond its deck",
        unit="MB",
        rounds=tuple(found),
        goal=GOALS["memory"],
        least=True,
        note="the state after the last entry; views and entries apart",
    )


def _last(exercise: Exercise, entries: Sequence[Entry]) -> Exercise:
    for entry in entries[1:]:
        exercise = apply_all(exercise, events_in(entry.parts[CONTROL].plain))
    return exercise
