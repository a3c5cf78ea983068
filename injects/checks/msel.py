"""Whether every inject can fire, reaches somebody, and can be answered. What it says is the planner's business."""

from collections.abc import Iterator

from engine.deck import Deck, Inject
from injects.checks.names import EVERYBODY
from injects.checks.possible import never_holds
from injects.problems import Problem
from injects.reading import Loaded
from injects.strict_yaml import Path
from injects.tree import Tree


def check_injects(loaded: Loaded) -> Iterator[Problem]:
    """Every entry of the MSEL, and whether objectives are tested."""
    deck, tree = loaded.world.deck, loaded.deck
    for index, inject in enumerate(deck.injects):
        path: Path = ("injects", index)
        yield from _release(loaded, path, inject)
        yield from _readers(tree, path, inject)
        yield from _words(tree, path, inject)
        yield from _seated(loaded, path, inject)
        yield from _choices(tree, path, inject)
    yield from _references(loaded)
    yield from _actions_of_red(loaded)


def _release(loaded: Loaded, path: Path, inject: Inject) -> Iterator[Problem]:
    tree, world = loaded.deck, loaded.world
    release, weeks = inject.release, world.deck.weeks
    if release.by in ("brief", "week"):
        place = tree.place(*path, "release", "week")
        if not 1 <= release.week <= weeks:
            message = f"`{inject.id}` never fires: week {release.week} is not in the calendar"
            yield Problem(place=place, message=message, mend=f"choose a week from 1 to {weeks}")
        elif loaded.whole and not _comes_anywhere(world.deck, inject, release.week):
            message = f"`{inject.id}` never fires: no start and pace that it is for has a week {release.week}"
            yield Problem(place=place, message=message, mend="change its `starts`, its `paces` or its week")
    if release.by != "condition":
        return
    if not 0 <= release.at_the_latest <= weeks:
        place = tree.place(*path, "release", "at_the_latest")
        message = f"week {release.at_the_latest} is not in the calendar"
        yield Problem(place=place, message=message, mend=f"choose a week from 1 to {weeks}, or delete it")
    elif loaded.whole and release.at_the_latest == 0 and never_holds(release.when, world, inject.id):
        place = tree.place(*path, "release", "when")
        message = f"`{inject.id}` never fires: its condition can never hold"
        yield Problem(place=place, message=message, mend="change the condition, or give a week `at_the_latest`")


def _comes_anywhere(deck: Deck, inject: Inject, week: int) -> bool:
    """Whether some start that it is for begins in time, and has a pace that it is for."""
    return any(
        start.week <= week and any(inject.comes_at(pace.id) for pace in start.paces or deck.paces)
        for start in deck.starts
        if start.id in (inject.starts or (start.id,))
    )


def _actions_of_red(loaded: Loaded) -> Iterator[Problem]:
    for index, action in enumerate(loaded.world.deck.red if loaded.whole else ()):
        if never_holds(action.when, loaded.world):
            message = f"`{action.id}` never happens: its condition can never hold"
            yield Problem(place=loaded.deck.place("red", index, "when"), message=message, mend="change the condition")


def _references(loaded: Loaded) -> Iterator[Problem]:
    """Planners speak of an inject by its reference."""
    seen: dict[str, str] = {}
    for index, inject in enumerate(loaded.world.deck.injects):
        first = seen.setdefault(inject.reference, inject.id)
        if first != inject.id:
            message = f"`{inject.reference}` is the reference of `{first}` already"
            place = loaded.deck.place("injects", index, "reference")
            yield Problem(place=place, message=message, mend="give it one of its own", severity="warning")


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


def _choices(tree: Tree, path: Path, inject: Inject) -> Iterator[Problem]:
    """A choice changes something, and something else than the others."""
    seen: dict[frozenset[str], str] = {}
    for at, choice in enumerate(inject.choices):
        place = tree.place(*path, "choices", at, "id")
        if not choice.effects and tree.at(*path, "choices", at, "effects") is None:
            message = f"the choice `{choice.id}` of `{inject.id}` has no effect"
            mend = "say in `effects` what it changes; write `effects: []` where nothing is meant"
            yield Problem(place=place, message=message, mend=mend, severity="warning")
            continue
        first = seen.setdefault(frozenset(repr(effect) for effect in choice.effects), choice.id)
        if first != choice.id:
            message = f"the choices `{first}` and `{choice.id}` of `{inject.id}` change the same"
            yield Problem(place=place, message=message, mend="give one of them another effect", severity="warning")


def _seated(loaded: Loaded, path: Path, inject: Inject) -> Iterator[Problem]:
    """Somebody at a table has to answer."""
    if inject.to and loaded.whole and not set(inject.to) & set(loaded.world.seated):
        message = f"`{inject.id}` is addressed to nobody who has a seat"
        mend = "name one of `seats` in `to`, or add a seat in deck.yaml"
        yield Problem(place=loaded.deck.place(*path, "to"), message=message, mend=mend, severity="warning")


def _words(tree: Tree, path: Path, inject: Inject) -> Iterator[Problem]:
    for field in ("title", "text", "source", "marking", "exposes", "guidance", "reference"):
        if not str(getattr(inject, field)).strip():
            message = f"`{field}` of `{inject.id}` is empty"
            yield Problem(place=tree.place(*path, field), message=message, mend="write it")


def untested(deck: Deck) -> tuple[str, ...]:
    """Objectives of the deck that no inject tests; other evidence may do so."""
    tested = {inject.objective for inject in deck.injects}
    return tuple(one.id for one in deck.objectives if one.id not in tested)
