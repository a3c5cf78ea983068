"""Whether names are declared, once, and of the right kind. What the named things do is no business of this module."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import get_args

from engine import conditions as c
from engine import effects as f
from engine.declared import Tag
from engine.playbook import Parameter
from engine.world import World
from injects.problems import Problem, did_you_mean
from injects.reading import Loaded
from injects.strict_yaml import Path
from injects.tree import Tree

AMOUNT = "amount"
EFFECT_NAMES: Mapping[type, Mapping[str, str]] = {
    f.ContractEffect: {"system": "system", "units": AMOUNT},
    f.ComponentEffect: {"component": "component", "percent": AMOUNT},
    f.SiteEffect: {"system": "system", "country": "organisation", "component": "component", "rung": "rung"},
    f.StockEffect: {"system": "system"},
    f.MoneyEffect: {"account": "account"},
    f.IndexEffect: {"index": "index"},
    f.TransitEffect: {},
    f.RevealEffect: {"component": "component", "to": "organisation"},
}
CONDITION_NAMES: Mapping[type, Mapping[str, str]] = {
    c.DaysOfSupply: {"system": "system"},
    c.StockBelow: {"system": "system"},
    c.ComponentBinds: {"component": "component"},
    c.IndexAtLeast: {"index": "index"},
    c.InitiativeStands: {"type": "initiative type", "proposer": "organisation"},
    c.InjectAnswered: {"inject": "inject"},
}
TAGS: tuple[str, ...] = get_args(Tag)
RUNGS = ("assembly", "components")
OPTIONAL = frozenset({"proposer"})
HOME = "us"
"""The country of lines that no allied organisation hosts."""
EVERYBODY = "public"


@dataclass(frozen=True, slots=True)
class Names:
    """Every name of a world, by kind."""

    by_kind: Mapping[str, tuple[str, ...]]

    @staticmethod
    def of(world: World) -> "Names":
        """The names that this world declares."""
        return Names(
            {
                "organisation": tuple(world.organisations),
                "system": tuple(world.systems),
                "component": tuple(world.components),
                "account": tuple(world.accounts),
                "initiative type": tuple(world.playbook),
                "inject": tuple(world.injects),
                "index": tuple(world.deck.indices),
                "objective": tuple(one.id for one in world.deck.objectives),
                "pace": tuple(one.id for one in world.deck.paces),
                "theatre": (world.baseline.theatre.id,),
                "rung": RUNGS,
                "confidence tag": TAGS,
            }
        )

    def check(self, tree: Tree, path: Path, written: str, kind: str, also: Collection[str] = ()) -> Iterator[Problem]:
        """A problem unless something of this kind has that name."""
        known = (*self.by_kind[kind], *also)
        if written not in known:
            message = f"there is no {kind} `{written}`"
            yield Problem(place=tree.place(*path), message=message, mend=did_you_mean(written, known))


def check_names(loaded: Loaded) -> Iterator[Problem]:
    """Ids stand once; what baseline and deck name is declared."""
    names = Names.of(loaded.world)
    return chain(_doubles(loaded), _in_baseline(loaded, names), _in_deck(loaded, names), _in_injects(loaded, names))


def _doubles(loaded: Loaded) -> Iterator[Problem]:
    baseline, deck = loaded.world.baseline, loaded.world.deck
    yield from _double(loaded.baseline, ("organisations",), [one.id for one in baseline.organisations])
    yield from _double(loaded.baseline, ("systems",), [one.id for one in baseline.systems])
    yield from _double(loaded.baseline, ("components",), [one.id for one in baseline.components])
    yield from _double(loaded.baseline, ("lines",), [one.id for one in baseline.lines])
    yield from _double(loaded.baseline, ("accounts",), [one.id for one in baseline.accounts])
    yield from _double(loaded.baseline, ("playbook",), [one.id for one in baseline.playbook])
    for index, organisation in enumerate(baseline.organisations):
        yield from _double(loaded.baseline, ("organisations", index, "slots"), [one.id for one in organisation.slots])
    for index, lever in enumerate(baseline.playbook):
        yield from _double(loaded.baseline, ("playbook", index, "steps"), [one.id for one in lever.steps])
        yield from _double(loaded.baseline, ("playbook", index, "parameters"), [one.id for one in lever.parameters])
    yield from _double(loaded.deck, ("paces",), [one.id for one in deck.paces])
    yield from _double(loaded.deck, ("objectives",), [one.id for one in deck.objectives])
    yield from _double(loaded.deck, ("injects",), [one.id for one in deck.injects])
    yield from _double(loaded.deck, ("briefs",), [one.organisation for one in deck.briefs], "organisation")
    for index, inject in enumerate(deck.injects):
        yield from _double(loaded.deck, ("injects", index, "choices"), [one.id for one in inject.choices])


def _double(tree: Tree, path: Path, ids: Iterable[str], key: str = "id") -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for index, name in enumerate(ids):
        place = tree.place(*path, index, key)
        if not name:
            yield Problem(place=place, message=f"`{key}` is empty", mend="give it a name of its own")
        elif name in seen:
            first = tree.place(*path, seen[name], key)
            message = f"`{name}` stands in `{path[-1]}` twice, first at {first}"
            yield Problem(place=place, message=message, mend="give one of the two another id")
        seen.setdefault(name, index)


def _in_baseline(loaded: Loaded, names: Names) -> Iterator[Problem]:
    tree, baseline = loaded.baseline, loaded.world.baseline
    yield from names.check(tree, ("theatre", "tag"), baseline.theatre.tag, "confidence tag")
    for index, system in enumerate(baseline.systems):
        for at, material in enumerate(system.materials):
            path: Path = ("systems", index, "materials", at, "component")
            yield from names.check(tree, path, material.component, "component")
            yield from names.check(tree, (*path[:-1], "tag"), material.tag, "confidence tag")
    for index, component in enumerate(baseline.components):
        yield from names.check(tree, ("components", index, "operator"), component.operator, "organisation")
    for index, line in enumerate(baseline.lines):
        yield from names.check(tree, ("lines", index, "system"), line.system, "system")
        yield from names.check(tree, ("lines", index, "operator"), line.operator, "organisation")
        yield from names.check(tree, ("lines", index, "country"), line.country, "organisation", (HOME,))
    for index, account in enumerate(baseline.accounts):
        yield from names.check(tree, ("accounts", index, "owner"), account.owner, "organisation")


def _in_deck(loaded: Loaded, names: Names) -> Iterator[Problem]:
    tree, deck = loaded.deck, loaded.world.deck
    yield from names.check(tree, ("theatre",), deck.theatre, "theatre")
    yield from names.check(tree, ("default_pace",), deck.default_pace, "pace")
    for index, system in enumerate(deck.priority_systems):
        yield from names.check(tree, ("priority_systems", index), system, "system")
    for index, need in enumerate(deck.need):
        yield from names.check(tree, ("need", index, "system"), need.system, "system")
    for index, brief in enumerate(deck.briefs):
        yield from names.check(tree, ("briefs", index, "organisation"), brief.organisation, "organisation")
        for at, component in enumerate(brief.reveals):
            yield from names.check(tree, ("briefs", index, "reveals", at), component, "component")
    briefed = {brief.organisation for brief in deck.briefs}
    for organisation in names.by_kind["organisation"]:
        if organisation not in briefed:
            message = f"`{organisation}` has no brief"
            yield Problem(place=tree.place("briefs"), message=message, mend="say who it is and wants", severity="warning")


def _in_injects(loaded: Loaded, names: Names) -> Iterator[Problem]:
    tree = loaded.deck
    for index, inject in enumerate(loaded.world.deck.injects):
        path: Path = ("injects", index)
        for at, organisation in enumerate(inject.to):
            yield from names.check(tree, (*path, "to", at), organisation, "organisation")
        for at, organisation in enumerate(inject.seen_by):
            yield from names.check(tree, (*path, "seen_by", at), organisation, "organisation", (EVERYBODY,))
        yield from names.check(tree, (*path, "objective"), inject.objective, "objective")
        yield from effect_names(tree, (*path, "effects"), inject.effects, names, ())
        for at, choice in enumerate(inject.choices):
            yield from effect_names(tree, (*path, "choices", at, "effects"), choice.effects, names, ())
        release = inject.release
        if release.by == "condition":
            yield from _condition_names(tree, (*path, "release", "when"), release.when, loaded.world, names)


def effect_names(
    tree: Tree, path: Path, effects: Iterable[f.Effect], names: Names, parameters: Sequence[Parameter]
) -> Iterator[Problem]:
    """What effects name is declared, or is a parameter whose every choice is."""
    for index, effect in enumerate(effects):
        for field, kind in EFFECT_NAMES[type(effect)].items():
            written = getattr(effect, field)
            if isinstance(written, str):
                yield from reference(tree, (*path, index, field), written, kind, names, parameters)


def reference(
    tree: Tree, path: Path, written: str, kind: str, names: Names, parameters: Sequence[Parameter]
) -> Iterator[Problem]:
    """A name of this kind, or the `{parameter}` of a lever that stands for one."""
    found = next((one for one in parameters if written == "{" + one.id + "}"), None)
    place = tree.place(*path)
    if found is not None:
        yield from _stands_for(tree, path, found, kind, names, parameters)
    elif written.startswith("{") and written.endswith("}"):
        mend = did_you_mean(written[1:-1], [one.id for one in parameters])
        yield Problem(place=place, message=f"there is no parameter `{written}` here", mend=mend)
    elif kind == AMOUNT:
        message = f"`{written}` is neither a whole number nor a {{parameter}}"
        yield Problem(place=place, message=message, mend="write digits without quotes")
    else:
        yield from names.check(tree, path, written, kind)


def _stands_for(
    tree: Tree, path: Path, parameter: Parameter, kind: str, names: Names, parameters: Sequence[Parameter]
) -> Iterator[Problem]:
    """Whether a parameter stands for a name of this kind; a wrong choice among right ones is the problem itself."""
    if kind == AMOUNT:
        if not all(choice.isdecimal() for choice in parameter.choices):
            message = f"`{parameter.id}` stands for words, and a number is needed"
            yield Problem(place=tree.place(*path), message=message, mend="name a parameter with numbers")
    elif not any(choice in names.by_kind[kind] for choice in parameter.choices):
        fitting = [one.id for one in parameters if any(choice in names.by_kind[kind] for choice in one.choices)]
        message = f"no choice of `{parameter.id}` is the name of a known {kind}"
        yield Problem(place=tree.place(*path), message=message, mend=did_you_mean(parameter.id, fitting))
    else:
        choices = (*path[:2], "parameters", parameters.index(parameter), "choices")
        for index, choice in enumerate(parameter.choices):
            yield from names.check(tree, (*choices, index), choice, kind)


def _condition_names(tree: Tree, path: Path, condition: c.Condition, world: World, names: Names) -> Iterator[Problem]:
    if isinstance(condition, c.AllOf | c.AnyOf):
        for index, part in enumerate(condition.of):
            yield from _condition_names(tree, (*path, "of", index), part, world, names)
    elif isinstance(condition, c.Not):
        yield from _condition_names(tree, (*path, "of"), condition.of, world, names)
    for field, kind in CONDITION_NAMES.get(type(condition), {}).items():
        written = str(getattr(condition, field))
        if written or field not in OPTIONAL:
            yield from names.check(tree, (*path, field), written, kind)
    if isinstance(condition, c.InjectAnswered) and condition.choice:
        inject = next((one for one in world.deck.injects if one.id == condition.inject), None)
        choices = [one.id for one in inject.choices] if inject else [condition.choice]
        if condition.choice not in choices:
            message = f"`{condition.inject}` has no choice `{condition.choice}`"
            mend = did_you_mean(condition.choice, choices)
            yield Problem(place=tree.place(*path, "choice"), message=message, mend=mend)
