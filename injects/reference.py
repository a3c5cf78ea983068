"""The reference of everything that may be written in a deck, made from the declared classes and the shipped baseline."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from typing import Any, get_args, get_origin

from engine.baseline import Baseline, Component
from engine.conditions import Condition
from engine.deck import Deck, Release
from engine.declared import Named
from engine.effects import Effect
from engine.playbook import InitiativeType, Parameter
from engine.world import World
from injects.checks.names import BASELINE_LISTS, ORDERS
from injects.describing import Word, alternatives, bared, literals, sentence_of, tag_of, words_of
from injects.load import shipped_variants
from injects.reading import DECK_FILES, OPTIONAL

_PLAIN = {str: "text", int: "whole number", bool: "true or false"}
FAMILIES: tuple[tuple[str, str, Any], ...] = (
    ("release", "Releases: when an inject comes", Release),
    ("condition", "Conditions", Condition),
    ("effect", "Effects", Effect),
)
"""Unions of which an entry says by a key which one it is."""


def deck_reference(world: World) -> str:
    """The whole page but for its heading; names are those of this world."""
    parts = [*_files(), *_classes(Deck, "What stands in the lists"), *_families(), *_baseline(), *_names(world)]
    return "\n".join(parts)


def _files() -> Iterator[str]:
    words = {one.name: one for one in words_of(Deck)}
    yield "## Files\n"
    yield "A deck is a folder. Every file is text in UTF-8; `surgex decks schema` prints the schema of each.\n"
    for name, keys in DECK_FILES.items():
        optional = "; the file may be left out" if name in OPTIONAL else ""
        also = ", or every file of a folder `injects/`" if name == "injects.yaml" else ""
        yield f"### `{name}`{also}{optional}\n"
        yield from _table([words[key] for key in keys])
    yield "### `overlays.yaml`\n"
    yield (
        "`overrides` is a list of `{path: …, set: …}` and `{path: …, add: […]}`: what of the baseline is otherwise in this "
        "exercise, and what there is besides. A path leads from a list over an id to a field: `systems/LRASM/stock_world`, "
        "`accounts/procurement/opening`, `authorities/full-year-appropriation/until_week`. `set` is the whole new value; a "
        'figure is `{value: 300, tag: N, source: "why"}`. `add` holds entries that follow those of a list: of `systems`, of '
        "`organisations`, of `playbook/surge-order/parameters/system/choices`. Which keys they have is said under "
        "[What stands in the baseline](#what-stands-in-the-baseline). `surgex decks check` lists every override.\n"
    )


def _baseline() -> Iterator[str]:
    yield "## What stands in the baseline\n"
    yield (
        "A deck names these by a path, to set one anew or to add one. Lists: "
        + ", ".join(f"`{name}`" for name in BASELINE_LISTS)
        + ".\n"
    )
    in_deck = _declared_below(Deck)
    for one in _declared_below(Baseline):
        if one not in in_deck:
            yield from _class(one)


def _classes(top: type, title: str) -> Iterator[str]:
    yield f"## {title}\n"
    for one in _declared_below(top):
        yield from _class(one)


def _class(one: type) -> Iterator[str]:
    yield f"### {one.__name__}\n"
    yield f"{sentence_of(one)}\n"
    yield from _table(words_of(one))


def _families() -> Iterator[str]:
    for key, title, union in FAMILIES:
        tag = tag_of(alternatives(union)[0])[0]
        yield f"## {title}\n"
        yield f"Each begins with `{tag}: ` and one of these words; the other keys stand beside it.\n"
        yield f"| `{tag}:` | other keys | what it says |" if key != "effect" else f"| `{tag}:` | other keys | what it does |"
        yield "|---|---|---|"
        for one in alternatives(union):
            others = "; ".join(_key(word) for word in words_of(one)[1:])
            yield f"| `{tag_of(one)[1]}` | {others or '–'} | {_cell(sentence_of(one))} |"
        yield ""


def _names(world: World) -> Iterator[str]:
    baseline = world.baseline
    yield "## Names of the baseline\n"
    variants = ", ".join(f"`{one}`" for one in shipped_variants())
    yield f"`baseline:` is one of {variants}. These are its names; a deck adds its own in `overlays.yaml`.\n"
    proposals = [(one.id, _lever(one)) for one in baseline.playbook]
    lists: tuple[tuple[str, Sequence[tuple[str, str]]], ...] = (
        ("Organisations", [(one.id, one.title) for one in baseline.organisations]),
        ("Theatres", [(one.id, one.title) for one in baseline.theatres]),
        ("Systems", [(one.id, one.title) for one in baseline.systems]),
        ("Components", [(one.id, _component(one, baseline)) for one in baseline.components]),
        ("Lines", [(one.id, f"{one.title} ({one.system})") for one in baseline.lines]),
        ("Repairs", [(one.id, one.title) for one in baseline.repairs]),
        ("Accounts", [(one.id, f"{one.title} ({one.owner})") for one in baseline.accounts]),
        ("Authorities", [(one.id, one.title) for one in baseline.authorities]),
        (
            "Indices",
            [(one.id, f"{one.title}: {one.low}-{one.high}, begins at {one.start.value}") for one in baseline.indices],
        ),
        ("Initiative types", proposals),
        ("Orders, for the condition `order`", [(one, "") for one in ORDERS]),
    )
    for title, rows in lists:
        yield f"### {title}\n"
        if any(said for _, said in rows):
            yield "| id | |"
            yield "|---|---|"
            yield from (f"| `{name}` | {_cell(said)} |" for name, said in rows)
        else:
            yield ", ".join(f"`{name}`" for name, _ in rows)
        yield ""


def _component(component: Component, baseline: Baseline) -> str:
    """A component with whoever makes it and the systems that take it: those that are hurt together."""
    taken = [one.id for one in baseline.systems if any(its.component == component.id for its in one.materials)]
    return (
        f"{component.title}. Made by {component.operator}; {'taken by ' + ', '.join(taken) if taken else 'no system takes it'}"
    )


def _lever(lever: InitiativeType) -> str:
    """What an initiative type is, who proposes it, and the words by which conditions and delays name its parts."""
    proposers = ", ".join(lever.proposers)
    parameters = "; ".join(f"`{one.id}`: {_filled_in_with(one)}" for one in lever.parameters) or "none"
    steps = ", ".join(f"`{one.id}`" for one in lever.steps)
    return f"{lever.title}. Proposed by {proposers}. Parameters: {parameters}. Steps: {steps}"


def _filled_in_with(parameter: Parameter) -> str:
    if parameter.of:
        return f"id of {'an' if parameter.of[0] in 'aeiou' else 'a'} {parameter.of}"
    return ", ".join(parameter.choices) if parameter.choices else f"{parameter.low} to {parameter.high}"


def _table(words: Sequence[Word]) -> Iterator[str]:
    yield "| key | holds | needed | what it is |"
    yield "|---|---|---|---|"
    for word in words:
        yield f"| `{word.name}` | {_holds(word.hint, word)} | {_needed(word)} | {_cell(word.said)} |"
    yield ""


def _key(word: Word) -> str:
    said = f" ({_cell(word.said)})" if word.said else ""
    needed = "" if word.required else f", {_needed(word)}"
    return f"`{word.name}`: {_holds(word.hint, word)}{needed}{said}"


def _needed(word: Word) -> str:
    if word.required:
        return "yes"
    empty = word.default is None or word.default in ((), "", {})
    if empty:
        return "no"
    shown = str(word.default).lower() if isinstance(word.default, bool) else word.default
    if isinstance(shown, tuple):
        shown = ", ".join(shown)
    return f"no: `{shown}`"


def _holds(hint: Any, word: Word | None = None) -> str:
    bare, _ = bared(hint)
    kinds = [one for one in alternatives(bare) if one is not type(None)]
    if len(kinds) == 1 and kinds[0] != bare:
        return _holds(kinds[0], word)
    if values := literals(bare):
        return ", ".join(f"`{one}`" for one in values if one)
    if get_origin(bare) is tuple:
        return f"list: {_holds_named(get_args(bare)[0])}"
    if get_origin(bare) is Mapping:
        return f"mapping: {_holds(get_args(bare)[0])} to {_holds(get_args(bare)[1])}"
    if all(is_dataclass(one) for one in kinds):
        return _family_of(kinds)
    named = word.named if word else None
    if int in kinds:
        return _number(word)
    if named is not None and named.kind != "amount":
        also = "".join(f", or `{one}`" for one in named.also if one)
        article = "an" if named.kind[0] in "aeiou" else "a"
        return f"id of {article} {named.kind}{also}"
    return " or ".join(_PLAIN[one] for one in kinds)


def _holds_named(hint: Any) -> str:
    """What an entry of a list holds, with the mark that stands at its own type."""
    _, marks = bared(hint)
    named = next((one for one in marks if isinstance(one, Named)), None)
    if named is None:
        return _holds(hint)
    also = "".join(f", or `{one}`" for one in named.also if one)
    return f"ids of {named.kind}s{also}" if not named.kind.endswith("y") else f"ids of {named.kind[:-1]}ies{also}"


def _number(word: Word | None) -> str:
    between = word.between if word else None
    if between is None:
        return "whole number"
    if between.highest is None:
        return f"whole number from {between.lowest}"
    return f"whole number, {between.lowest} to {between.highest}"


def _family_of(kinds: Sequence[Any]) -> str:
    for key, _, union in FAMILIES:
        if kinds[0] in alternatives(union):
            return f"a {key}" if key != "effect" else "effects"
    return " or ".join(f"{one.__name__}" for one in kinds)


def _declared_below(top: Any) -> list[Any]:
    """Classes that fields of a class lead to, in the order in which they are met; those of the families left out."""
    families = {one for _, _, union in FAMILIES for one in alternatives(union)}
    found: list[Any] = []
    waiting = [top]
    while waiting:
        for word in words_of(waiting.pop(0)):
            for one in _classes_in(word.hint):
                if one not in families and one not in found:
                    found.append(one)
                    waiting.append(one)
    return found


def _classes_in(hint: Any) -> list[Any]:
    bare, _ = bared(hint)
    if get_origin(bare) is tuple:
        return _classes_in(get_args(bare)[0])
    return [one for one in alternatives(bare) if is_dataclass(one)]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
