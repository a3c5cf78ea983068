"""Whether every inject can fire, reaches somebody, and can be answered. What it says is the planner's business."""

from collections.abc import Iterator

from engine import conditions as c
from engine import effects as f
from engine.deck import Deck, Inject
from engine.world import World
from injects.checks.names import EVERYBODY
from injects.problems import Problem
from injects.reading import Loaded
from injects.strict_yaml import Path
from injects.tree import Tree

HIGHEST_INDEX = 100
ALL_PERMILLE = 1_000


def check_injects(loaded: Loaded) -> Iterator[Problem]:
    """Every entry of the MSEL, and whether objectives are tested."""
    deck, tree = loaded.world.deck, loaded.deck
    for index, inject in enumerate(deck.injects):
        path: Path = ("injects", index)
        yield from _release(tree, path, inject, loaded.world)
        yield from _readers(tree, path, inject)
        yield from _words(tree, path, inject)
        yield from _amounts(tree, (*path, "effects"), inject.effects)
        for at, choice in enumerate(inject.choices):
            yield from _amounts(tree, (*path, "choices", at, "effects"), choice.effects)


def _release(tree: Tree, path: Path, inject: Inject, world: World) -> Iterator[Problem]:
    release, weeks = inject.release, world.deck.weeks
    if release.by in ("brief", "week") and not 1 <= release.week <= weeks:
        message = f"`{inject.id}` never fires: week {release.week} is not in the calendar"
        yield Problem(place=tree.place(*path, "release", "week"), message=message, mend=f"choose a week from 1 to {weeks}")
    if release.by != "condition":
        return
    if not 0 <= release.at_the_latest <= weeks:
        place = tree.place(*path, "release", "at_the_latest")
        message = f"week {release.at_the_latest} is not in the calendar"
        yield Problem(place=place, message=message, mend=f"choose a week from 1 to {weeks}, or delete it")
    elif release.at_the_latest == 0 and never_holds(release.when, world, inject.id):
        place = tree.place(*path, "release", "when")
        message = f"`{inject.id}` never fires: its condition can never hold"
        yield Problem(place=place, message=message, mend="change the condition, or give a week `at_the_latest`")


def never_holds(condition: c.Condition, world: World, inject: str) -> bool:
    """Whether a condition is false in every exercise; `inject` is the one that waits for it."""
    match condition:
        case c.WeekReached():
            return condition.at_least > world.deck.weeks
        case c.TurnReached():
            return condition.at_least > max((len(pace.turns) for pace in world.deck.paces), default=0)
        case c.DaysOfSupply() | c.StockBelow():
            return condition.below <= 0
        case c.IndexAtLeast():
            return condition.at_least > HIGHEST_INDEX
        case c.InitiativeStands():
            lever = world.playbook.get(condition.type)
            names = {} if lever is None else {"{" + one.id + "}": one.choices for one in lever.parameters}
            proposers = [] if lever is None else [who for one in lever.proposers for who in names.get(one, (one,))]
            return condition.state != "none" and condition.proposer not in ("", *proposers)
        case c.InjectAnswered():
            return condition.inject == inject or _never_answered(condition, world)
        case c.AllOf():
            return any(never_holds(part, world, inject) for part in condition.of)
        case c.AnyOf():
            return all(never_holds(part, world, inject) for part in condition.of)
        case c.Not():
            return _always_holds(condition.of)
        case _:
            return False


def _never_answered(condition: c.InjectAnswered, world: World) -> bool:
    inject = next((one for one in world.deck.injects if one.id == condition.inject), None)
    return inject is None or not inject.to


def _always_holds(condition: c.Condition) -> bool:
    match condition:
        case c.WeekReached() | c.TurnReached() | c.IndexAtLeast():
            return condition.at_least <= 0
        case _:
            return False


def _readers(tree: Tree, path: Path, inject: Inject) -> Iterator[Problem]:
    if not inject.to and not inject.seen_by:
        message = f"`{inject.id}` is seen by nobody"
        yield Problem(place=tree.place(*path, "to"), message=message, mend="name organisations in `to` or `seen_by`")
    elif not inject.to and (inject.expects or inject.choices):
        message = f"`{inject.id}` expects an answer, and nobody can give one"
        yield Problem(place=tree.place(*path, "to"), message=message, mend="name in `to` who must answer")
    if EVERYBODY in inject.to:
        message = f"`{inject.id}` is sent to everybody, so that nobody has to answer"
        yield Problem(place=tree.place(*path, "to"), message=message, mend="name organisations; `public` is for `seen_by`")
    if inject.due_turns < 1:
        message = f"an answer to `{inject.id}` is due before it is asked"
        yield Problem(place=tree.place(*path, "due_turns"), message=message, mend="write 1 or more")
    if len(inject.choices) == 1:
        message = f"`{inject.id}` has a single choice"
        mend = "add another, or make it an effect of the inject"
        yield Problem(place=tree.place(*path, "choices"), message=message, mend=mend, severity="warning")


def _words(tree: Tree, path: Path, inject: Inject) -> Iterator[Problem]:
    for field in ("title", "text", "source", "marking", "exposes", "guidance", "reference"):
        if not str(getattr(inject, field)).strip():
            message = f"`{field}` of `{inject.id}` is empty"
            yield Problem(place=tree.place(*path, field), message=message, mend="write it")


def _amounts(tree: Tree, path: Path, effects: tuple[f.Effect, ...]) -> Iterator[Problem]:
    for index, effect in enumerate(effects):
        if isinstance(effect, f.TransitEffect) and not 0 <= effect.permille <= ALL_PERMILLE:
            place = tree.place(*path, index, "permille")
            message = f"`permille` cannot be {effect.permille}"
            yield Problem(place=place, message=message, mend=f"write a whole number from 0 to {ALL_PERMILLE}")


def untested(deck: Deck) -> tuple[str, ...]:
    """Objectives of the deck that no inject tests; other evidence may do so."""
    tested = {inject.objective for inject in deck.injects}
    return tuple(one.id for one in deck.objectives if one.id not in tested)
