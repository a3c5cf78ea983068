"""How much each organisation is asked in each turn. What it is asked to decide well is not counted."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.deck import Inject, Pace
from engine.world import World
from injects.checks.names import EVERYBODY
from injects.problems import Problem
from injects.reading import Loaded

MOST_INJECTS = 3
MOST_DECISIONS = 4
MOST_NEW_LEVERS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What one organisation meets in one turn of one pace."""

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


def load_table(world: World) -> tuple[Load, ...]:
    """By pace, turn and organisation."""
    return tuple(
        _load(world, pace, turn, organisation)
        for pace in world.deck.paces
        for turn in range(1, len(pace.turns) + 1)
        for organisation in world.organisations
    )


def check_load(loaded: Loaded) -> Iterator[Problem]:
    """Warnings where a turn asks too much of an organisation, or nothing."""
    world = loaded.world
    places = {pace.id: loaded.deck.place("paces", index) for index, pace in enumerate(world.deck.paces)}
    deciders = _deciders(world)
    for load in load_table(world):
        where = f"`{load.organisation}` in turn {load.turn} of `{load.pace}`"
        place = places[load.pace]
        for number, most, of in (
            (load.injects, MOST_INJECTS, "injects"),
            (load.decisions, MOST_DECISIONS, "forced decisions"),
            (load.new_levers, MOST_NEW_LEVERS, "new levers"),
        ):
            if number > most:
                message = f"{where} meets {number} {of}, more than {most}"
                mend = "move one to another turn or organisation"
                yield Problem(place=place, message=message, mend=mend, severity="warning")
        reads = load.injects + load.may_arrive + _only_seen(world, load)
        if not reads and load.organisation not in deciders:
            message = f"nothing comes in for {where}"
            mend = "send it an inject, or give it a step in the playbook"
            yield Problem(place=place, message=message, mend=mend, severity="warning")
    for organisation in world.organisations:
        if not any(organisation in _proposers(world, lever) for lever in world.playbook):
            place = loaded.baseline.place("playbook")
            message = f"`{organisation}` has no lever that it can propose in any turn"
            mend = "name it among the `proposers` of an initiative type"
            yield Problem(place=place, message=message, mend=mend, severity="warning")


def _load(world: World, pace: Pace, turn: int, organisation: str) -> Load:
    addressed = [inject for inject in world.deck.injects if organisation in inject.to]
    here = [inject for inject in addressed if _turn_of(inject, pace) == turn]
    levers = sum(organisation in _proposers(world, lever) for lever in world.playbook) if turn == 1 else 0
    return Load(
        pace=pace.id,
        turn=turn,
        organisation=organisation,
        injects=len(here),
        may_arrive=sum(_turn_of(inject, pace) is None for inject in addressed),
        decisions=sum(bool(inject.choices) for inject in here),
        new_levers=levers,
    )


def _turn_of(inject: Inject, pace: Pace) -> int | None:
    """The turn in which an inject arrives at the latest; None where no week is declared."""
    release = inject.release
    if release.by == "control" or (release.by == "condition" and not release.at_the_latest):
        return None
    week = release.at_the_latest if release.by == "condition" else release.week
    for turn in range(1, len(pace.turns) + 1):
        if week <= sum(pace.turns[:turn]):
            return turn
    return None


def _only_seen(world: World, load: Load) -> int:
    pace = world.deck.pace(load.pace)
    readers = (load.organisation, EVERYBODY)
    return sum(
        _turn_of(inject, pace) == load.turn and any(reader in inject.seen_by for reader in readers)
        for inject in world.deck.injects
    )


def _deciders(world: World) -> set[str]:
    """Organisations to which some initiative brings a decision or a payment."""
    return {
        who
        for lever in world.playbook.values()
        for step in lever.steps
        if step.kind in ("decide", "pay")
        for who in _stands_for(world, lever.id, step.by)
    }


def _proposers(world: World, lever: str) -> tuple[str, ...]:
    return tuple(who for one in world.playbook[lever].proposers for who in _stands_for(world, lever, one))


def _stands_for(world: World, lever: str, written: str) -> tuple[str, ...]:
    for parameter in world.playbook[lever].parameters:
        if written == "{" + parameter.id + "}":
            return parameter.choices
    return (written,)
