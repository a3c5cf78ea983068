"""JSON Schemas of the files of a deck, made from the declared classes, so that editors complete and refuse. No file is read."""

import json
from collections.abc import Mapping
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any, get_args, get_origin

from engine.deck import Deck
from engine.declared import Between, Named
from engine.world import World
from injects.checks.names import BASELINE_LISTS, EITHER, ORDERS, RUNGS
from injects.describing import alternatives, bared, literals, sentence_of, tag_of, words_of
from injects.overriding import ADD, OVERRIDES, PATH, SET
from injects.reading import ADDITION_FILE, DECK_FILES, IN_PARTS, OPTIONAL, OVERLAYS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = ".schemas"
"""Where a new deck keeps the schemas of its files."""
Schema = dict[str, Any]
_PLAIN: Mapping[object, str] = {str: "string", int: "integer", bool: "boolean"}
_IN_OVERLAYS = {
    PATH: "What is set anew or grows, from the list down: `systems/LRASM/stock_world`, `authorities/ID/until_week`, `systems`.",
    SET: "The new value, whole, of the shape that stands in the baseline.",
    ADD: "Entries that follow those of the list at `path`.",
}

ADDITION = ADDITION_FILE.removesuffix(".yaml")
_IN_ADDITION = {
    "id": "A short name, the folder's own.",
    "title": "What it brings, in a few words: it stands behind the deck's title.",
    "summary": "What it brings, and for which decks, starts and paces, in a few sentences.",
    "leaves_out": "Injects that do not go with it: ids, or {deck: [ids]} where decks differ.",
}
KINDS: tuple[str, ...] = (*(name.removesuffix(".yaml") for name in DECK_FILES), OVERLAYS.removesuffix(".yaml"), ADDITION)
"""The files of a deck and of an addition that have a schema."""


def schema_of(kind: str, world: World) -> Schema:
    """The schema of one file; names that the baseline declares are offered. A KeyError names a file that is none."""
    if kind not in KINDS:
        raise KeyError(kind)
    made = _Schemas(world)
    body = made.body(kind)
    title = f"{kind}.yaml of {'an addition to a deck' if kind == ADDITION else 'a surgex deck'}"
    if kind in IN_PARTS:
        title += f", and every file of a folder {kind}/"
    return {"$schema": DIALECT, "title": title, **body, "$defs": {name: made.defs[name] for name in sorted(made.defs)}}


def write_schemas(folder: Path, world: World, kinds: tuple[str, ...] = KINDS) -> tuple[Path, ...]:
    """Write the schemas of these files into a folder, which is made; the files, in order."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for kind in kinds:
        written.append(folder / f"{kind}.schema.json")
        written[-1].write_text(schema_text(kind, world), encoding="utf-8")
    return tuple(written)


def schema_text(kind: str, world: World) -> str:
    """One schema as its file holds it."""
    return json.dumps(schema_of(kind, world), indent=1, ensure_ascii=False) + "\n"


def modeline(kind: str, up: str = "") -> str:
    """The first line of a file by which editors find its schema; `up` leads from the file to the deck's folder."""
    return f"# yaml-language-server: $schema={up}{FOLDER}/{kind}.schema.json\n"


class _Schemas:
    """Schemas on their way, with the classes that they name."""

    def __init__(self, world: World) -> None:
        self.defs: dict[str, Schema] = {}
        self._names: dict[str, tuple[str, ...]] = {"rung": RUNGS, "order": ORDERS}
        for key, kind in BASELINE_LISTS.items():
            self._names[kind] = tuple(one.id for one in getattr(world.baseline, key))
        for kind, parts in EITHER.items():
            self._names[kind] = tuple(name for part in parts for name in self._names[part])

    def body(self, kind: str) -> Schema:
        """What one file holds."""
        if kind == ADDITION:
            return _addition()
        return self.overlays() if f"{kind}.yaml" == OVERLAYS else self.file(kind)

    def file(self, kind: str) -> Schema:
        """What one file of the deck holds: some fields of the deck."""
        keys = DECK_FILES[f"{kind}.yaml"]
        words = {one.name: one for one in words_of(Deck)}
        shape = self._mapping({name: words[name] for name in keys})
        if f"{kind}.yaml" in OPTIONAL or kind in IN_PARTS:
            shape["required"] = list(keys)
        return {"description": f"The part of a deck that stands in {kind}.yaml.", **shape}

    def overlays(self) -> Schema:
        """The overlays, whose values have the shape of whatever they replace."""
        properties: dict[str, Schema] = {name: {"description": said} for name, said in _IN_OVERLAYS.items()}
        properties[PATH]["type"] = "string"
        properties[ADD] |= {"type": "array", "minItems": 1}
        entry: Schema = {
            "type": "object",
            "additionalProperties": False,
            "required": [PATH],
            "oneOf": [{"required": [SET]}, {"required": [ADD]}],
            "properties": properties,
        }
        said = "Values of the baseline that this deck sets anew, and entries that it adds."
        listed = {"type": "array", "items": entry, "description": said}
        return {"type": "object", "additionalProperties": False, "required": [OVERRIDES], "properties": {OVERRIDES: listed}}

    def _mapping(self, words: Mapping[str, Any]) -> Schema:
        return {
            "type": "object",
            "additionalProperties": False,
            "required": [name for name, word in words.items() if word.required],
            "properties": {name: self._field(word) for name, word in words.items()},
        }

    def _field(self, word: Any) -> Schema:
        shape = self._shape(word.hint, word.named, word.between)
        return {"description": word.said, **shape} if word.said else shape

    def _shape(self, hint: Any, named: Named | None = None, between: Between | None = None) -> Schema:
        hint, marks = bared(hint)
        named = named or next((one for one in marks if isinstance(one, Named)), None)
        between = between or next((one for one in marks if isinstance(one, Between)), None)
        kinds = [one for one in alternatives(hint) if one is not type(None)]
        if len(kinds) == 1 and kinds[0] != hint:
            return self._shape(kinds[0], named, between)
        if values := literals(hint):
            return {"enum": list(values)}
        if get_origin(hint) is tuple:
            return {"type": "array", "items": self._shape(get_args(hint)[0])}
        if all(is_dataclass(one) for one in kinds):
            shapes = [self._class(one) for one in kinds]
            return shapes[0] if len(shapes) == 1 else {"oneOf": shapes}
        if int in kinds:  # where a lever could name its parameter, a deck writes the number
            return {"type": "integer"} | _bounds(between)
        if named and named.kind in self._names:
            return {"enum": [*self._names[named.kind], *named.also]}
        return {"type": _PLAIN[hint]}

    def _class(self, declared: Any) -> Schema:
        name = declared.__name__
        if name not in self.defs:
            self.defs[name] = {}
            tag, value = tag_of(declared)
            shape = self._mapping({one.name: one for one in words_of(declared)})
            if tag:
                shape["properties"][tag] = {"const": value}
            self.defs[name] = {"description": sentence_of(declared), **shape}
        return {"$ref": f"#/$defs/{name}"}


def _addition() -> Schema:
    """The file that says what an addition is; its injects, needs and overlays have the schemas of a deck's."""
    ids: Schema = {"type": "array", "items": {"type": "string"}}
    kept: dict[str, Schema] = {name: {"description": said, "type": "string"} for name, said in _IN_ADDITION.items()}
    kept["leaves_out"] = {
        "description": _IN_ADDITION["leaves_out"],
        "oneOf": [ids, {"type": "object", "additionalProperties": ids}],
    }
    return {"type": "object", "additionalProperties": False, "required": ["id", "title", "summary"], "properties": kept}


def _bounds(between: Between | None) -> Schema:
    if between is None:
        return {}
    highest = {} if between.highest is None else {"maximum": between.highest}
    return {"minimum": between.lowest, **highest}
