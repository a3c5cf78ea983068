"""Writes declared values as the text files of a deck, in the YAML that the strict reader takes. It decides nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any

import yaml

from engine.baseline import Baseline
from engine.deck import Deck
from injects.overriding import ADD, OVERRIDES, PATH, SET
from injects.reading import DECK_FILES, OVERLAYS
from injects.tree import NAMES

Plain = Any
LONG = 90
"""Texts longer than this go over several lines."""
WIDTH = 118
_NOT_SET_ANEW = frozenset({"id", "title"})
"""What a variant gives a baseline, and no deck."""


def plain_declared(value: object) -> Plain:
    """A declared value as mappings and lists; what is as it would be anyway is left out."""
    if is_dataclass(value):
        return {one.name: plain_declared(given) for one in fields(value) if _said(one, given := getattr(value, one.name))}
    if isinstance(value, Mapping):
        return {key: plain_declared(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [plain_declared(one) for one in value]
    return value


def _said(field: Any, given: object) -> bool:
    if given is None:
        return False
    if field.default is not MISSING:
        return bool(given != field.default)
    return field.default_factory is MISSING or bool(given != field.default_factory())


def deck_files(deck: Deck, parts: Mapping[str, Sequence[object]], overrides: Sequence[Plain], notes: str) -> dict[Path, str]:
    """The text of every file of a deck: `parts` are the files of its injects, `notes` the comment above its overrides."""
    plain = plain_declared(deck)
    files = {}
    for name, keys in DECK_FILES.items():
        if name != "injects.yaml":
            files[Path(name)] = text_of({key: plain[key] for key in keys if key in plain})
    for name, injects in parts.items():
        files[Path("injects") / f"{name}.yaml"] = text_of({"injects": [_with_effects(plain_declared(one)) for one in injects]})
    comment = "".join(f"# {line}\n" for line in notes.splitlines())
    files[Path(OVERLAYS)] = comment + text_of({OVERRIDES: list(overrides)})
    if "red" not in plain:
        del files[Path("red.yaml")]
    return files


def _with_effects(inject: Plain) -> Plain:
    """A choice that changes nothing says so."""
    for choice in inject.get("choices", ()):
        choice.setdefault("effects", [])
    return inject


def overrides_between(was: Baseline, now: Baseline) -> list[Plain]:
    """What must be set anew in one baseline so that it becomes the other: as little as can be named by a path."""
    old, new = plain_declared(was), plain_declared(now)
    return [
        {PATH: "/".join(path), verb: value}
        for key in dict.fromkeys((*old, *new))
        if key not in _NOT_SET_ANEW
        for path, verb, value in _between((key,), old.get(key), new.get(key, type(old.get(key))()))
    ]


def _between(path: tuple[str, ...], old: Plain, new: Plain) -> list[tuple[tuple[str, ...], str, Plain]]:
    if old == new:
        return []
    if isinstance(old, dict) and isinstance(new, dict) and "value" not in new and old.keys() <= new.keys():
        return [found for key in new for found in _between((*path, key), old.get(key), new[key])]
    if isinstance(old, list) and isinstance(new, list) and old:
        kept, more = new[: len(old)], new[len(old) :]
        names = [_name(one) for one in old]
        if kept == old or (all(names) and names == [_name(one) for one in kept]):
            changed = zip(names, old, kept, strict=True)
            found = [each for name, a, b in changed if a != b for each in _between((*path, name), a, b)]
            return [*found, (path, ADD, more)] if more else found
    return [(path, SET, new)]


def _name(entry: Plain) -> str:
    found = next((entry[key] for key in NAMES if key in entry), "") if isinstance(entry, dict) else ""
    return str(found)


def text_of(plain: Plain) -> str:
    """YAML of the strict kind: no anchors, no tags, long texts over several lines, short mappings on one."""
    return yaml.dump(_shaped(plain), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH, default_flow_style=False)


class _Long(str):
    """A text that goes over several lines."""


class _OneLine(dict[str, Plain]):
    """A mapping that stands on one line."""


class _Row(list[Plain]):
    """A list that stands on one line."""


class _Dumper(yaml.SafeDumper):
    """Writes no aliases, and sets lists in."""

    def ignore_aliases(self, data: object) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


_Dumper.add_representer(_Long, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style=">"))
_Dumper.add_representer(
    _OneLine, lambda dumper, one: dumper.represent_mapping("tag:yaml.org,2002:map", dict(one), flow_style=True)
)
_Dumper.add_representer(
    _Row, lambda dumper, row: dumper.represent_sequence("tag:yaml.org,2002:seq", list(row), flow_style=True)
)


def _shaped(plain: Plain) -> Plain:
    match plain:
        case str():
            wraps = len(plain) > LONG and plain == " ".join(plain.split())
            return _Long(plain) if wraps else plain
        case dict():
            shaped = {key: _shaped(one) for key, one in plain.items()}
            short = plain and all(isinstance(one, int | str) for one in plain.values()) and len(str(plain)) < LONG
            return _OneLine(shaped) if short else shaped
        case list():
            short = all(isinstance(one, int | str) for one in plain) and len(str(plain)) < LONG
            return _Row(map(_shaped, plain)) if short else [_shaped(one) for one in plain]
        case _:
            return plain
