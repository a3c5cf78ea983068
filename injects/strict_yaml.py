"""Reads one YAML file strictly, and where each value stands. What the values mean is no business of this module."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from injects.problems import Place, Problem
from injects.yaml_errors import explained

Value: TypeAlias = str | int | bool | list["Value"] | dict[str, "Value"]
Path: TypeAlias = tuple[str | int, ...]

MAXIMUM_BYTES = 1_000_000
MAXIMUM_DEPTH = 24
MAXIMUM_DIGITS = 15
MOST_VALUES = 40_000
"""Of one file; the largest shipped one has a tenth."""
MOST_ENTRIES = 1_000
"""Of one list."""
MOST_PROBLEMS = 100
"""Told of one file: whoever made more made one mistake a hundred times."""

PARSERS: tuple[type[yaml.SafeLoader], ...] = (*((yaml.CSafeLoader,) if yaml.__with_libyaml__ else ()), yaml.SafeLoader)
"""The fast one, where it is installed, reads files that are sound; what is wrong with others is said in the words of one."""
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?((\d[\d_]*\.[\d_]*|\.\d[\d_]*)([eE][-+]?\d+)?|\d+[eE][-+]?\d+|\.(inf|Inf|INF))|\.(nan|NaN|NAN)")
_THOUSANDS = re.compile(r"[0-9]{3}")
_TYPOGRAPHIC = "“”„«»‘’‚"
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_NOT_PRINTABLE = re.compile("[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class Document:
    """One file: its value, the place of every value and key by path, and what is wrong with it."""

    file: str
    value: Value = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    broken: bool = False
    """Whether it could not be read to its end, so that nothing is known about what is missing."""

    def at(self, *path: str | int) -> Value:
        """The value at this path. Raises KeyError where there is none."""
        found: Value | None = self.value
        for step in path:
            found = child(found, step)
        if found is None:
            raise KeyError(path)
        return found


class _UnreadableError(Exception):
    """Nothing after this place can be read."""

    def __init__(self, place: Place, message: str, mend: str) -> None:
        super().__init__(message)
        self.problem = Problem(place=place, message=message, mend=mend)


def child(value: Value | None, step: str | int) -> Value | None:
    """What stands in a mapping under this key, or in a list at this place; None where there is nothing."""
    match value, step:
        case dict(), str(key):
            return value.get(key)
        case list(), int(index) if 0 <= index < len(value):
            return value[index]
        case _:
            return None


def read_yaml(content: bytes, file: str) -> Document:
    """Read the bytes of one file. It never raises: whatever is wrong stands in `problems`."""
    document = Document(file)
    try:
        text = _decoded(content, file)
    except _UnreadableError as stop:
        document.problems.append(stop.problem)
        document.broken = True
        return document
    for loader in PARSERS:
        document = read_with(text, file, loader)
        if not document.problems:
            break
    return document


def read_with(text: str, file: str, loader: type[yaml.SafeLoader]) -> Document:
    """What one of the parsers makes of a text."""
    document = Document(file)
    try:
        _Reader(document, text, loader).read()
    except _UnreadableError as stop:
        document.problems.append(stop.problem)
        document.broken = True
    return document


def _decoded(content: bytes, file: str) -> str:
    if len(content) > MAXIMUM_BYTES:
        raise _UnreadableError(Place(file), f"the file is larger than {MAXIMUM_BYTES} bytes", "split it, or take the data out")
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        raise _UnreadableError(_place_at(file, before), "this is not UTF-8 text", "save the file as UTF-8") from None
    unprintable = _NOT_PRINTABLE.search(text)
    if unprintable:
        place = _place_at(file, text[: unprintable.start()])
        if unprintable.group() == "\t":
            raise _UnreadableError(place, "there is a tab", "use spaces")
        raise _UnreadableError(place, f"there is a control character, {unprintable.group()!r}", "take it out")
    return text


def _place_at(file: str, before: str) -> Place:
    return Place(file, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


class _Reader:
    """One pass over the events of the parser. Nesting is limited before it can exhaust the stack."""

    def __init__(self, document: Document, text: str, loader: type[yaml.SafeLoader]) -> None:
        self._document = document
        self._events = self._parsed(text, loader)
        self._values = 0

    def read(self) -> None:
        """Fill the document with the one value that the file holds."""
        next(self._events)
        start = next(self._events)
        if isinstance(start, yaml.StreamEndEvent):
            raise _UnreadableError(Place(self._document.file), "the file is empty", "write its content, or delete the file")
        self._document.value = self._node(next(self._events), ())
        next(self._events)
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise _UnreadableError(
                self._place(after), "a second document begins here", "keep one document in a file: delete `---`"
            )

    def _parsed(self, text: str, loader: type[yaml.SafeLoader]) -> Iterator[yaml.Event]:
        try:
            yield from yaml.parse(text, Loader=loader)
        except yaml.MarkedYAMLError as error:
            slip = explained(error, text)
            raise _UnreadableError(Place(self._document.file, slip.line, slip.column), slip.message, slip.mend) from None
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            said = " ".join(str(error).split())
            raise _UnreadableError(Place(self._document.file), f"this is not YAML: {said}", "write plain text") from None

    def _node(self, event: yaml.Event, path: Path) -> Value:
        place = self._place(event)
        self._document.values[path] = place
        self._values += 1
        if self._values > MOST_VALUES:
            raise _UnreadableError(place, f"the file holds more than {MOST_VALUES} values", "split it")
        self._refuse_extras(event, place)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, place)
        if isinstance(event, yaml.AliasEvent):
            return ""
        if len(path) >= MAXIMUM_DEPTH:
            raise _UnreadableError(place, f"more than {MAXIMUM_DEPTH} levels stand inside one another", "nest less deeply")
        return self._list(path) if isinstance(event, yaml.SequenceStartEvent) else self._mapping(path)

    def _list(self, path: Path) -> list[Value]:
        entries: list[Value] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            if len(entries) == MOST_ENTRIES:
                mend = "split the file into parts, or leave out what nobody plays"
                raise _UnreadableError(self._place(event), f"the list has more than {MOST_ENTRIES} entries", mend)
            entries.append(self._node(event, (*path, len(entries))))
        return entries

    def _mapping(self, path: Path) -> dict[str, Value]:
        entries: dict[str, Value] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            place = self._place(event)
            key = self._key(event, place)
            if key is None or key in entries:
                self._skip()
                if key is not None:
                    first = self._document.keys[(*path, key)].line
                    self._problem(place, f"`{key}` stands here twice, first in line {first}", "keep one of the two")
                continue
            if entries and _THOUSANDS.fullmatch(key) and not getattr(event, "style", None):
                self._skip()
                self._problem(
                    place, f"`{key}` stands here alone, as if a number had a comma", "write numbers without commas: 50000"
                )
                continue
            self._document.keys[(*path, key)] = place
            entries[key] = self._node(next(self._events), (*path, key))
        return entries

    def _key(self, event: yaml.Event, place: Place) -> str | None:
        self._refuse_extras(event, place)
        if not isinstance(event, yaml.ScalarEvent):
            self._skip(event)
            self._problem(place, "a list or a mapping cannot be a key", "write a word before the colon")
            return None
        key = str(event.value)
        if not event.style and key in _NOTHING:
            self._problem(place, "a key has no name", "write a word before the colon")
            return None
        return key

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> Value:
        text = str(event.value)
        if _NOT_PRINTABLE.search(text):
            self._problem(place, "an escape stands for a control character", "take it out")
            return ""
        if event.style:
            return text
        if text in _NOTHING:
            self._problem(place, "there is no value", 'write one, or delete the key; for empty text write ""')
        elif _FLOAT.fullmatch(text):
            mend = "write a whole number in the unit that the field names; for text put it in quotes"
            self._problem(place, f"{text} is not a whole number: integers only", mend)
        elif _INTEGER.fullmatch(text):
            if len(text.lstrip("-")) <= MAXIMUM_DIGITS:
                return int(text)
            self._problem(place, f"the number has more than {MAXIMUM_DIGITS} digits", "write a smaller one")
        elif text[0] in _TYPOGRAPHIC:
            message = f"`{text[0]}` is a typographic quotation mark, which counts as part of the text"
            self._problem(place, message, 'use the straight ones: "…"')
        return {"true": True, "false": False}.get(text, text)

    def _skip(self, event: yaml.Event | None = None) -> None:
        """Read past one node, however deep, without keeping it."""
        depth = 0
        event = event or next(self._events)
        while True:
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth == 0:
                return
            event = next(self._events)

    def _refuse_extras(self, event: yaml.Event, place: Place) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            self._problem(place, f"*{anchor} is an alias", "write the content out where it is used")
        elif anchor is not None:
            self._problem(place, f"&{anchor} is an anchor", "write the content out where it is used")
        if tag is not None:
            self._problem(place, f"{tag} is a tag", "delete it; values are text, whole numbers, true and false")

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return Place(self._document.file, mark.line + 1, mark.column + 1) if mark else Place(self._document.file)

    def _problem(self, place: Place, message: str, mend: str) -> None:
        if len(self._document.problems) >= MOST_PROBLEMS:
            raise _UnreadableError(place, f"more than {MOST_PROBLEMS} things are wrong in this file", "mend the first ones")
        self._document.problems.append(Problem(place=place, message=message, mend=mend))
