"""Whether names are declared, once, and of the right kind. What the named things do is no business of this module."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import get_args

from engine import conditions as c
from engine import effects as f
from engine.orders import PlayerOrder
from engine.playbook import Parameter
from engine.world import World
from injects.checks.filling import Filling, is_number
from injects.checks.walking import Written, names_in
from injects.files import FILE_NAME
from injects.problems import Problem, did_you_mean
from injects.reading import Loaded
from injects.strict_yaml import Path, Value
from injects.tree import Tree

AMOUNT = "amount"
_ALL = "name every seat that is to answer; whoever is only to read it stands in `seen_by`, and `public` there is everybody"
NO_NAMES = {
    **dict.fromkeys(("all", "everybody", "everyone", "all-players"), _ALL),
    "control": "control gets no injects: write what it is to do into `guidance`",
}
"""Words that outlines have for organisations and decks have not, with what is written instead."""
RUNGS = ("assembly", "components")
EVERYBODY = "public"
ORDERS: tuple[str, ...] = tuple(one.kind for one in get_args(PlayerOrder))
BASELINE_LISTS = {
    "organisations": "organisation",
    "theatres": "theatre",
    "systems": "system",
    "components": "component",
    "lines": "line",
    "repairs": "repair",
    "accounts": "account",
    "authorities": "authority",
    "partners": "partner",
    "adversaries": "adversary",
    "indices": "index",
    "playbook": "initiative type",
}
"""Lists of the baseline whose entries have ids, and what each entry is called."""
DECK_LISTS = {
    "paces": "pace",
    "starts": "start",
    "objectives": "objective",
    "injects": "inject",
    "red": "action of red",
}
EITHER = {"line or component": ("line", "component"), "system or repair": ("system", "repair")}
"""Kinds that are one of two others."""


@dataclass(frozen=True, slots=True)
class Names:
    """Every name of a world, by kind."""

    by_kind: Mapping[str, tuple[str, ...]]
    unread: frozenset[str] = frozenset()
    """Kinds of which nobody knows what is declared, because a file could not be read."""
    elsewhere: tuple[str, ...] = ()
    """Theatres that the baseline has and this deck does not fight in."""

    @staticmethod
    def of(loaded: Loaded) -> "Names":
        """The names that are declared, by entries that were left out for their shape as well."""
        known = {"rung": RUNGS, "order": ORDERS}
        unread = set()
        for tree, lists in ((loaded.baseline, BASELINE_LISTS), (loaded.deck, DECK_LISTS)):
            for key, kind in lists.items():
                known[kind] = _ids(tree, key)
                if key in tree.unread | tree.blanked:
                    unread.add(kind)
        for kind, parts in EITHER.items():
            known[kind] = tuple(name for part in parts for name in known[part])
            if not unread.isdisjoint(parts):
                unread.add(kind)
        return Names(known, frozenset(unread))

    def within(self, deck: Tree, theatres: tuple[str, ...]) -> "Names":
        """The names that a deck may use: of the theatres, those in which it fights."""
        unread = self.unread | {"theatre"} if "theatres" in deck.unread | deck.blanked else self.unread
        elsewhere = tuple(one for one in self.by_kind["theatre"] if one not in theatres)
        return Names({**self.by_kind, "theatre": theatres}, unread, elsewhere)

    def has(self, kind: str, name: str) -> bool:
        """Whether something of this kind has that name, as far as anybody can know."""
        return kind in self.unread or name in self.by_kind[kind]

    def check(self, tree: Tree, written: Written) -> Iterator[Problem]:
        """A problem unless something of this kind has that name."""
        if not self.has(written.named.kind, written.text) and written.text not in written.named.also:
            known = (*self.by_kind[written.named.kind], *written.named.also)
            message = f"there is no {written.named.kind} `{written.text}`"
            mend = NO_NAMES.get(written.text, "") if written.named.kind == "organisation" else ""
            if written.named.kind == "theatre" and written.text in self.elsewhere:
                message = f"this deck does not fight in `{written.text}`"
                mend = f"add it to `theatres` in deck.yaml, or name one of them: {', '.join(self.by_kind['theatre'])}"
            mend = mend or did_you_mean(written.text, [name for name in known if name])
            yield Problem(place=tree.place(*written.path), message=message, mend=mend)


def check_names(loaded: Loaded) -> Iterator[Problem]:
    """Ids stand once; what baseline and deck name is declared."""
    names = Names.of(loaded)
    world = loaded.world
    yield from _doubles(loaded)
    for written in names_in(world.baseline, (), without=frozenset({"playbook"})):
        yield from names.check(loaded.baseline, written)
    here = names.within(loaded.deck, world.deck.theatres)
    for written in names_in(world.deck, ()):
        yield from _name_in_deck(loaded, names if written.path[0] == "theatres" else here, written)
    yield from _details(loaded)


def _ids(tree: Tree, key: str) -> tuple[str, ...]:
    listed = tree.value.get(key)
    entries: list[Value] = [*(listed if isinstance(listed, list) else ()), *tree.left_out.get(key, ())]
    return tuple(name for entry in entries if isinstance(entry, dict) and isinstance(name := entry.get("id"), str))


def _name_in_deck(loaded: Loaded, names: Names, written: Written) -> Iterator[Problem]:
    """Nobody fills in the parameters of an inject; numbers are numbers."""
    place = loaded.deck.place(*written.path)
    if written.text.startswith("{") and written.text.endswith("}"):
        message = f"there is no parameter `{written.text}` here"
        yield Problem(place=place, message=message, mend="name it itself; only initiatives have parameters")
    elif written.named.kind == AMOUNT:
        yield Problem(place=place, message=f"`{written.text}` is not a whole number", mend="write digits without quotes")
    else:
        yield from names.check(loaded.deck, written)


def check_filled(tree: Tree, names: Names, filling: Filling, written: Written, choices: Path) -> Iterator[Problem]:
    """A name in a lever: in whichever way its parameters are filled in, it must be declared.

    `choices` leads to the parameters: a wrong choice among right ones is the problem itself.
    """
    place = tree.place(*written.path)
    faults = list(filling.faults(written.text))
    yield from (Problem(place=place, message=message, mend=mend) for message, mend in faults)
    if faults or written.text in written.named.also:
        return
    ways = filling.ways(written.text)
    if written.named.kind == AMOUNT:
        yield from _amount(tree, filling, written, ways)
        return
    kind = written.named.kind
    wrong = [way for way in ways if not names.has(kind, way) and way not in written.named.also]
    parameter = filling.whole(written.text)
    if not wrong:
        return
    if "{" not in written.text:
        yield from names.check(tree, written)
    elif parameter is not None and len(wrong) < len(ways):
        yield from _wrong_choices(tree, names, parameter, written, (*choices, list(filling.parameters).index(parameter.id)))
    elif parameter is not None:
        fitting = [one.id for one in filling.parameters.values() if any(names.has(kind, each) for each in one.choices)]
        message = f"no choice of `{parameter.id}` is the name of a known {kind}"
        mend = did_you_mean(parameter.id, fitting) if fitting else "name it itself, or add a parameter for it"
        yield Problem(place=place, message=message, mend=mend)
    else:
        message = f"`{written.text}` can become `{wrong[0]}`, and there is no such {kind}"
        listed = next((key for key, one in BASELINE_LISTS.items() if one == kind), kind)
        yield Problem(place=place, message=message, mend=f"take out the choice that leads to it, or add it to `{listed}`")


def _wrong_choices(tree: Tree, names: Names, parameter: Parameter, written: Written, path: Path) -> Iterator[Problem]:
    for index, choice in enumerate(parameter.choices):
        yield from names.check(tree, Written((*path, "choices", index), choice, written.named))


def _amount(tree: Tree, filling: Filling, written: Written, ways: Iterable[str]) -> Iterator[Problem]:
    place = tree.place(*written.path)
    if all(is_number(way) for way in ways):
        return
    parameter = filling.whole(written.text)
    if parameter is None:
        message = f"`{written.text}` is neither a whole number nor a {{parameter}}"
        yield Problem(place=place, message=message, mend="write digits without quotes")
    else:
        message = f"`{parameter.id}` stands for words, and a number is needed"
        yield Problem(place=place, message=message, mend="name a parameter with numbers")


def _doubles(loaded: Loaded) -> Iterator[Problem]:
    baseline, deck = loaded.world.baseline, loaded.world.deck
    for key in BASELINE_LISTS:
        yield from _double(loaded.baseline, (key,), [one.id for one in getattr(baseline, key)])
    for key in DECK_LISTS:
        yield from _double(loaded.deck, (key,), [one.id for one in getattr(deck, key)])
    for index, organisation in enumerate(baseline.organisations):
        yield from _double(loaded.baseline, ("organisations", index, "slots"), [one.id for one in organisation.slots])
    for index, system in enumerate(baseline.systems):
        path: Path = ("systems", index)
        yield from _double(loaded.baseline, (*path, "holdings"), [one.theatre for one in system.holdings], "theatre")
        yield from _double(loaded.baseline, (*path, "reserves"), [one.owner for one in system.reserves], "owner")
        yield from _double(loaded.baseline, (*path, "materials"), [one.component for one in system.materials], "component")
    for index, line in enumerate(baseline.lines):
        parts = [one.component for one in line.materials or ()]
        yield from _double(loaded.baseline, ("lines", index, "materials"), parts, "component")
    for index, repair in enumerate(baseline.repairs):
        yield from _double(loaded.baseline, ("repairs", index, "yards"), [one.operator for one in repair.yards], "operator")
    for index, lever in enumerate(baseline.playbook):
        yield from _double(loaded.baseline, ("playbook", index, "steps"), [one.id for one in lever.steps])
        yield from _double(loaded.baseline, ("playbook", index, "parameters"), [one.id for one in lever.parameters])
    if deck.id and not FILE_NAME.fullmatch(deck.id):
        mend = "write small letters, digits and hyphens, as in the folder's name"
        yield Problem(
            place=loaded.deck.place("id"), message=f"`{deck.id[:60]}` is no id of a deck: files are named by it", mend=mend
        )
    yield from _double(loaded.deck, ("briefs",), [one.organisation for one in deck.briefs], "organisation")
    for index, inject in enumerate(deck.injects):
        yield from _double(loaded.deck, ("injects", index, "choices"), [one.id for one in inject.choices])
    for index, start in enumerate(deck.starts):
        yield from _double(loaded.deck, ("starts", index, "paces"), [one.id for one in start.paces])


def _double(tree: Tree, path: Path, ids: Iterable[str], key: str = "id") -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for index, name in enumerate(ids):
        place = tree.place(*path, index, key)
        if not name:
            yield Problem(place=place, message=f"`{key}` is empty", mend="give it a name of its own")
        elif name in seen:
            first = tree.place(*path, seen[name], key)
            message = f"`{name}` stands in `{path[-1]}` twice, first at {first}"
            mend = "give one of the two another id" if key == "id" else "keep one of the two"
            yield Problem(place=place, message=message, mend=mend)
        seen.setdefault(name, index)


def _details(loaded: Loaded) -> Iterator[Problem]:
    """Names that only mean something within what another name means."""
    return chain(_briefs(loaded), _in_conditions(loaded), _delays(loaded))


def _briefs(loaded: Loaded) -> Iterator[Problem]:
    briefed = {brief.organisation for brief in loaded.world.deck.briefs}
    for organisation in loaded.world.seated if loaded.whole else ():
        if organisation not in briefed:
            message = f"`{organisation}` has no brief"
            place = loaded.deck.place("briefs")
            yield Problem(place=place, message=message, mend="say who it is and wants", severity="warning")


def _in_conditions(loaded: Loaded) -> Iterator[Problem]:
    deck = loaded.world.deck
    whole: list[tuple[Path, c.Condition]] = [
        (("injects", index, "release", "when"), inject.release.when)
        for index, inject in enumerate(deck.injects)
        if inject.release.by == "condition"
    ]
    whole += [(("red", index, "when"), action.when) for index, action in enumerate(deck.red)]
    for path, condition in whole:
        for at, part in parts_of(path, condition):
            if isinstance(part, c.InjectAnswered) and part.choice:
                yield from _answered(loaded, at, part)
            elif isinstance(part, c.InitiativeStands) and part.parameter:
                yield from _filled_in(loaded, at, part)


def _answered(loaded: Loaded, path: Path, condition: c.InjectAnswered) -> Iterator[Problem]:
    inject = next((one for one in loaded.world.deck.injects if one.id == condition.inject), None)
    choices = [one.id for one in inject.choices] if inject else [condition.choice]
    if condition.choice not in choices:
        message = f"`{condition.inject}` has no choice `{condition.choice}`"
        place = loaded.deck.place(*path, "choice")
        yield Problem(place=place, message=message, mend=did_you_mean(condition.choice, choices))


def _filled_in(loaded: Loaded, path: Path, condition: c.InitiativeStands) -> Iterator[Problem]:
    lever = loaded.world.playbook.get(condition.type)
    parameters = {one.id: one for one in lever.parameters} if lever else {}
    parameter = parameters.get(condition.parameter)
    if lever and parameter is None:
        message = f"`{condition.type}` has no parameter `{condition.parameter}`"
        mend = did_you_mean(condition.parameter, parameters)
        yield Problem(place=loaded.deck.place(*path, "parameter"), message=message, mend=mend)
    elif parameter and parameter.choices and condition.value not in parameter.choices:
        message = f"`{condition.value}` is no choice of `{condition.parameter}`"
        mend = did_you_mean(condition.value, parameter.choices)
        yield Problem(place=loaded.deck.place(*path, "value"), message=message, mend=mend)


def parts_of(path: Path, condition: c.Condition) -> Iterator[tuple[Path, c.Condition]]:
    """A condition and all the conditions in it, with their paths."""
    yield path, condition
    if isinstance(condition, c.AllOf | c.AnyOf):
        for index, part in enumerate(condition.of):
            yield from parts_of((*path, "of", index), part)
    elif isinstance(condition, c.Not | c.Once):
        yield from parts_of((*path, "of"), condition.of)


def _delays(loaded: Loaded) -> Iterator[Problem]:
    """A delay names a step of the type that it names; in a lever, types have no parameters to be filled in."""
    world = loaded.world
    for index, inject in enumerate(world.deck.injects):
        yield from _delayed(world, loaded.deck, ("injects", index, "effects"), inject.effects)
        for at, choice in enumerate(inject.choices):
            yield from _delayed(world, loaded.deck, ("injects", index, "choices", at, "effects"), choice.effects)
    for index, action in enumerate(world.deck.red):
        yield from _delayed(world, loaded.deck, ("red", index, "effects"), action.effects)
    for index, lever in enumerate(world.baseline.playbook):
        yield from _delayed(world, loaded.baseline, ("playbook", index, "effects"), lever.effects)
        yield from _delayed(world, loaded.baseline, ("playbook", index, "on_decline"), lever.on_decline)


def _delayed(world: World, tree: Tree, path: Path, effects: Iterable[object]) -> Iterator[Problem]:
    for index, effect in enumerate(effects):
        lever = world.playbook.get(effect.type) if isinstance(effect, f.DelayEffect) else None
        if isinstance(effect, f.DelayEffect) and lever and effect.step not in {step.id for step in lever.steps}:
            message = f"`{effect.type}` has no step `{effect.step}`"
            mend = did_you_mean(effect.step, [step.id for step in lever.steps])
            yield Problem(place=tree.place(*path, index, "step"), message=message, mend=mend)
