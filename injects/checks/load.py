"""How much each organisation is asked in each turn of each pace of each start, and whether it has anything to decide."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from engine.deck import Inject, Pace, Start
from engine.world import World
from injects.checks.arriving import holding, may_come, turn_of, ways_to_answer
from injects.checks.means import Means
from injects.problems import Place, Problem
from injects.reading import Loaded
from injects.starting import begin
from injects.tree import Tree

MOST_INJECTS = 3
MOST_DECISIONS = 4
MOST_NEW_LEVERS = 8
LEAST_WAYS = 2
"""So many affordable choices that lead to different states make a decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What one organisation meets in one turn of one pace of one start."""

    start: str
    pace: str
    turn: int
    organisation: str
    injects: int
    """Addressed to it, in a known week."""
    may_arrive: int
    """Addressed to it on a condition, or by a controller: in this turn or another."""
    decisions: int
    """Injects, addressed to it in a known week, that make it choose."""
    new_levers: int
    """Initiative types that it meets for the first time and may propose."""
    ways: int
    """The most ways open to it in any decision that comes in this turn or is still due in it."""
    levers: int
    """Initiative types that it may propose and whose steps of its own it can pay."""
    adversary: bool
    """Whether its autopilot plays it: that it has nothing to do is no fault then."""


def load_table(world: World) -> tuple[Load, ...]:
    """By start, pace, turn and organisation, of a world with all its starts."""
    return tuple(load for start in world.deck.starts for load in _of_start(begin(world, start), start))


def _of_start(world: World, start: Start) -> Iterator[Load]:
    means = Means(world)
    addressed = {who: [inject for inject in world.deck.injects if who in inject.to] for who in world.seated}
    for pace in world.deck.paces:
        for turn in range(1, len(pace.turns) + 1):
            for organisation, injects in addressed.items():
                yield _load(world, means, start, pace, turn, organisation, injects)


def _load(
    world: World, means: Means, start: Start, pace: Pace, turn: int, organisation: str, addressed: Sequence[Inject]
) -> Load:
    week = 1 + sum(pace.turns[: turn - 1])
    here = [inject for inject in addressed if turn_of(inject, pace) == turn]
    due = [one for one in addressed if (first := turn_of(one, pace)) and first <= turn < first + one.due_turns]
    return Load(
        start=start.id,
        pace=pace.id,
        turn=turn,
        organisation=organisation,
        injects=len(here),
        may_arrive=sum(may_come(inject, pace) for inject in addressed),
        decisions=sum(bool(inject.choices) for inject in here),
        new_levers=len(means.offered.get(organisation, ())) if turn == 1 else 0,
        ways=max((ways_to_answer(world, inject, organisation, week) for inject in due), default=0),
        levers=means.affordable(organisation, week),
        adversary=any(one.id == organisation for one in world.baseline.adversaries),
    )


def check_load(loaded: Loaded) -> Iterator[Problem]:
    """Warnings where a turn asks too much of an organisation, or nothing; an adversary may have nothing to do."""
    world = loaded.world
    table = load_table(world)
    yield from _too_much(loaded, table)
    people = [load for load in table if not load.adversary]
    names = dict.fromkeys(load.organisation for load in people)
    means = Means(world)
    without = set(names) - means.offered.keys()
    yield from _nothing(loaded, people, without)
    yield from _no_lever(loaded, means, names, without)
    yield from _unanswerable(loaded)


def _too_much(loaded: Loaded, table: tuple[Load, ...]) -> Iterator[Problem]:
    for load in table:
        for number, most, of in (
            (load.injects, MOST_INJECTS, "injects"),
            (load.decisions, MOST_DECISIONS, "forced decisions"),
            (load.new_levers, MOST_NEW_LEVERS, "new levers"),
        ):
            if number > most:
                where = f"`{load.organisation}` in turn {load.turn} of `{load.pace}` from `{load.start}`"
                message = f"{where} meets {number} {of}, more than {most}"
                mend = "move one to another turn or organisation"
                yield _warning(place_of_pace(loaded, load.start, load.pace), message, mend)


def _nothing(loaded: Loaded, people: list[Load], without: set[str]) -> Iterator[Problem]:
    """One warning for each organisation and start: turns without a decision; without a lever it can pay, where it has some."""
    undecided = [load for load in people if load.ways < LEAST_WAYS]
    for (start, organisation), turns in _turns(undecided).items():
        message = f"`{organisation}` has nothing to decide from `{start}` in {turns}"
        mend = "send it an inject with two choices that it can afford and that change different things"
        yield _warning(_place_of_seat(loaded, organisation), message, mend)
    poor = [load for load in people if not load.levers and load.organisation not in without]
    for (start, organisation), turns in _turns(poor).items():
        message = f"`{organisation}` can afford no lever from `{start}` in {turns}"
        mend = "give it slots or money, or an initiative type that it may propose"
        yield _warning(_place_of_seat(loaded, organisation), message, mend)


def _turns(loads: list[Load]) -> dict[tuple[str, str], str]:
    """By start and organisation: `turns 1, 3 of half-day and turn 2 of day`."""
    by_pace: dict[tuple[str, str], dict[str, list[int]]] = {}
    for load in loads:
        by_pace.setdefault((load.start, load.organisation), {}).setdefault(load.pace, []).append(load.turn)
    return {
        key: " and ".join(
            f"turn{'s' if len(turns) > 1 else ''} {', '.join(map(str, turns))} of `{pace}`" for pace, turns in paces.items()
        )
        for key, paces in by_pace.items()
    }


def _no_lever(loaded: Loaded, means: Means, people: Iterable[str], without: set[str]) -> Iterator[Problem]:
    for organisation in people:
        place = _place_of_seat(loaded, organisation)
        if organisation in without:
            message = f"`{organisation}` has no lever that it can propose in any turn"
            mend = f"let it propose some: {{path: playbook/LEVER/proposers, add: [{organisation}]}} in overlays.yaml"
            yield _warning(place, message, mend)
        if organisation not in means.asked:
            message = f"nobody ever waits for `{organisation}`: no initiative has a step of its own"
            mend = f"give it one that decides or pays: {{path: playbook/LEVER/steps/STEP/by, set: {organisation}}}"
            yield _warning(place, message, mend)


def _unanswerable(loaded: Loaded) -> Iterator[Problem]:
    """What comes while the last week is resolved is asked of people who have no turn left."""
    for start in loaded.world.deck.starts:
        world = begin(loaded.world, start)
        for inject in world.deck.injects:
            if inject.release.by != "week" or not inject.to:
                continue
            late = [pace.id for pace in world.deck.paces if holding(pace, inject.release.week) == len(pace.turns)]
            if late:
                message = f"`{inject.id}` cannot be answered at {', '.join(late)}: it comes in the last turn, behind its orders"
                index = [one.id for one in loaded.world.deck.injects].index(inject.id)
                place = loaded.deck.place("injects", index, "release")
                yield _warning(place, message, "release it in the brief, or earlier")


def _place_of_seat(loaded: Loaded, organisation: str) -> Place:
    """Where an organisation gets its seat, else its brief; else where the injects begin."""
    deck = loaded.world.deck
    if organisation in deck.seats:
        return loaded.deck.place("seats", deck.seats.index(organisation))
    briefed = [one.organisation for one in deck.briefs]
    return loaded.deck.place(*(("briefs", briefed.index(organisation)) if organisation in briefed else ("injects",)))


def place_of_pace(loaded: Loaded, start: str, pace: str) -> Place:
    """Where the turns of this pace are written: with the start, if it cuts its weeks itself."""
    deck, tree = loaded.world.deck, loaded.deck
    for index, one in enumerate(deck.starts):
        if one.id == start and one.paces:
            return _place(tree, ("starts", index, "paces"), [cut.id for cut in one.paces], pace)
    return _place(tree, ("paces",), [cut.id for cut in deck.paces], pace)


def _place(tree: Tree, path: tuple[str | int, ...], ids: list[str], pace: str) -> Place:
    return tree.place(*path, ids.index(pace)) if pace in ids else tree.place(*path)


def _warning(place: Place, message: str, mend: str) -> Problem:
    return Problem(place=place, message=message, mend=mend, severity="warning")
