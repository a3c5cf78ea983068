"""Which part of the game stands for which concept of the seeds: reads `trace.yaml` and prints it. It judges no pointer."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from engine.declared import declared
from injects.problems import DeckError, Place
from injects.strict_yaml import read_yaml
from injects.tree import Tree
from injects.wording import problems_of

FILE = Path(__file__).parent / "trace.yaml"


@declared
class Pointers:
    """What stands for a concept, by kind of thing; each names it by its id, its path or its number."""

    initiative: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    policy: tuple[str, ...] = ()
    index: tuple[str, ...] = ()
    authority: tuple[str, ...] = ()
    account: tuple[str, ...] = ()
    baseline: tuple[str, ...] = ()
    """Paths as overlays write them: `lines/pac3-komaki/stage`."""
    red: tuple[str, ...] = ()
    inject: tuple[str, ...] = ()
    detector: tuple[str, ...] = ()
    later_detector: tuple[str, ...] = ()
    """Detectors that are named and not built yet."""
    rule: tuple[str, ...] = ()
    brief: tuple[str, ...] = ()
    """Organisations whose brief says it."""
    deck: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    """A page, with the anchor of a heading: `docs/background.md#the-term`."""
    later: str = ""
    """What it still waits for."""

    def by_kind(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The kinds that are pointed at, in the order of the fields above."""
        for kind in KINDS:
            if found := getattr(self, kind):
                yield kind, found


KINDS: tuple[str, ...] = tuple(field.name for field in fields(Pointers) if field.name != "later")
CHANGING = frozenset({"initiative", "order", "policy", "index", "authority", "account", "red", "inject", "detector"})
"""Kinds of things that a game with bots changes or brings about; the others are read."""
MET: Mapping[str, tuple[str, str]] = {
    "initiative": ("lever", "proposals and inbox"),
    "order": ("order", "orders"),
    "policy": ("policy", "standing policies"),
    "index": ("index", "the picture"),
    "authority": ("authority", "law in force"),
    "account": ("account", "the owner's purse"),
    "baseline": ("baseline", "pages of the published world"),
    "red": ("red action", "what red does"),
    "inject": ("inject", "inbox"),
    "detector": ("detector", "the answer"),
    "later_detector": ("detector, later", "the answer, once it is built"),
    "rule": ("rule", "rule book"),
    "brief": ("brief", "own brief"),
    "deck": ("deck", "calendar and objectives"),
    "text": ("text", "background page"),
}
"""By kind: what it is called, and where a player meets it."""


@declared
class Row(Pointers):
    """One concept of the seeds."""

    row: int
    item: str
    reference: str
    """Seed document and section."""


@declared
class Ordered(Pointers):
    """One order of the vocabulary that the seeds use."""

    who: str
    item: str


@declared
class Beyond(Pointers):
    """One lever that another public exercise proposed."""

    item: str
    reference: str


@declared
class Trace:
    """Everything that is traced."""

    rows: tuple[Row, ...]
    orders: tuple[Ordered, ...]
    beyond: tuple[Beyond, ...]


def read_trace(file: Path = FILE) -> Trace:
    """The trace as its file declares it. Raises DeckError with every problem of shape."""
    document = read_yaml(file.read_bytes(), str(file))
    if document.problems or not isinstance(document.value, dict):
        raise DeckError(document.problems)
    tree = Tree(Place(str(file)))
    for key in document.value:
        tree.put((key,), document, (key,))
    try:
        return TypeAdapter(Trace).validate_json(json.dumps(tree.value))
    except ValidationError as error:
        raise DeckError(problems_of(error.errors(include_url=False, include_input=False), tree)) from None


def traceability() -> str:
    """The tables of docs/traceability.md."""
    trace = read_trace()
    rows = [_line(str(one.row), one.item, one.reference, *_cells(one)) for one in trace.rows]
    orders = [_line(one.who, one.item, *_cells(one)) for one in trace.orders]
    beyond = [_line(one.item, one.reference, *_cells(one)) for one in trace.beyond]
    return "\n".join(
        (
            "## The rows of the trace matrix",
            "",
            *_head("row", "seed item", "seed", "represented by", "a player meets it in"),
            *rows,
            "",
            "## The orders that the seeds name",
            "",
            *_head("who", "order", "represented by", "a player meets it in"),
            *orders,
            "",
            "## Beyond the seeds",
            "",
            *_head("lever", "proposed by", "represented by", "a player meets it in"),
            *beyond,
        )
    )


def _cells(one: Pointers) -> tuple[str, str]:
    """What represents it, and where a player meets that."""
    means = [f"{MET[kind][0]} {', '.join(_named(kind, name) for name in names)}" for kind, names in one.by_kind()]
    if one.later:
        means.append(f"*waits:* {one.later}")
    met = dict.fromkeys(MET[kind][1] for kind, _ in one.by_kind())
    return "; ".join(means), ", ".join(met)


def _named(kind: str, name: str) -> str:
    """An id as it is written; a text as a link from the folder of the page."""
    if kind != "text":
        return f"`{name}`"
    return f"[{name.partition('#')[2].replace('-', ' ')}]({name.removeprefix('docs/')})"


def _head(*cells: str) -> tuple[str, str]:
    return _line(*cells), "|" + "---|" * len(cells)


def _line(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"
