"""Changes injects in the files of a deck, line by line: what a change does not touch keeps its comments and its order."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from injects.msel.drafts import ORDER
from injects.msel.yaml_text import entry, file_of, key_lines
from injects.strict_yaml import Document, read_yaml

KEY = "injects"
INDENT = 4
"""Of the keys of an entry, where nothing shows otherwise."""


@dataclass(slots=True)
class InjectFile:
    """One file that holds injects, as lines that can be edited."""

    path: Path
    lines: list[str]
    document: Document
    said: list[str] = field(default_factory=list)
    """What a change takes away beside the value: comments."""
    changed: bool = False
    ends: str = "\n"
    """How its lines end."""

    @property
    def ids(self) -> list[str]:
        """The ids of its injects."""
        listed = self.document.at(KEY)
        return [str(one["id"]) for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []

    @property
    def text(self) -> str:
        """What the file holds now."""
        return "\n".join(self.lines) + "\n"


def open_file(path: Path, content: str) -> InjectFile:
    """A file of a deck, for editing. The deck was read before: it is sound."""
    ends = "\r\n" if "\r\n" in content else "\n"
    content = content.replace("\r\n", "\n")
    lines = content.removesuffix("\n").split("\n")
    return InjectFile(path=path, lines=lines, document=read_yaml(content.encode(), str(path)), ends=ends)


def change(file: InjectFile, identity: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Bring one inject of a file from what it says to what it shall say."""
    keys = [key for key in ORDER if before.get(key) != after.get(key)]
    if not keys:
        return
    index = file.ids.index(identity)
    if not _in_block(file, index):
        first, last = _entry_range(file, index)
        file.said.append(f"{file.path}:{first + 1}: this entry is written anew, in several lines")
        _replace(file, first, last, entry(dict(after)))
        return
    for key in keys:
        index = file.ids.index(str(before["id"]))
        _change_key(file, index, key, after.get(key), list(after))


def insert(file: InjectFile, after: str, made: Mapping[str, Any]) -> None:
    """Put a new inject behind another, or at the end where `after` is empty."""
    ids = file.ids
    if not ids:
        above = "\n".join(line for line in file.lines if line.startswith("#"))
        _replace(file, 0, len(file.lines), file_of(KEY, [made], above).splitlines())
        return
    _, last = _entry_range(file, ids.index(after) if after in ids else len(ids) - 1)
    _replace(file, last, last, entry(dict(made), _entry_indent(file)))


def remove(file: InjectFile, identity: str) -> None:
    """Take an inject out of a file."""
    first, last = _entry_range(file, file.ids.index(identity))
    _note_comments(file, first, last)
    _replace(file, first, last, [])
    if not file.ids:
        _replace(file, 0, len(file.lines), [*(line for line in file.lines if line.startswith("#")), f"{KEY}: []"])


def _change_key(file: InjectFile, index: int, key: str, value: Any, wanted: Sequence[str]) -> None:
    places = {
        path[2]: place.line - 1 for path, place in file.document.keys.items() if path[:2] == (KEY, index) and len(path) == 3
    }
    column = next(place.column - 1 for path, place in file.document.keys.items() if path[:2] == (KEY, index) and len(path) == 3)
    made = [] if value is None else key_lines(key, value, column)
    if key not in places:
        earlier = [one for one in wanted[: wanted.index(key)] if one in places]
        at = _value_end(file, index, places, earlier[-1], column) if earlier else _entry_range(file, index)[1]
        _replace(file, at, at, made)
        return
    first, last = places[key], _value_end(file, index, places, key, column)
    _note_comments(file, first, last)
    if made and file.lines[first].lstrip().startswith("- "):
        made[0] = file.lines[first][:column] + made[0].lstrip()
    _replace(file, first, last, made)


def _value_end(file: InjectFile, index: int, places: Mapping[Any, int], key: str, column: int) -> int:
    """The line behind the value of a key: blank lines and comments before the next key are not of it."""
    later = [line for line in places.values() if line > places[key]]
    last = min(later) if later else _entry_range(file, index)[1]
    return _without_tail(file, places[key], last, column)


def _without_tail(file: InjectFile, first: int, last: int, column: int) -> int:
    while last > first + 1:
        line = file.lines[last - 1]
        comment = line.lstrip().startswith("#") and len(line) - len(line.lstrip()) <= column
        if line.strip() and not comment:
            break
        last -= 1
    return last


def _entry_range(file: InjectFile, index: int) -> tuple[int, int]:
    """The lines of an entry, from its dash to behind its last value."""
    first = file.document.values[(KEY, index)].line - 1
    following = file.document.values.get((KEY, index + 1))
    last = following.line - 1 if following else len(file.lines)
    return first, _without_tail(file, first, last, _entry_indent(file) + 2)


def _entry_indent(file: InjectFile) -> int:
    """How far the dashes are from the margin."""
    line = file.lines[file.document.values[(KEY, 0)].line - 1]
    return len(line) - len(line.lstrip())


def _in_block(file: InjectFile, index: int) -> bool:
    """Whether every key of an entry begins a line of its own."""
    lines = [place.line for path, place in file.document.keys.items() if path[:2] == (KEY, index) and len(path) == 3]
    first = file.lines[lines[0] - 1].lstrip()
    return len(set(lines)) == len(lines) and not first.startswith(("- {", "{"))


def _note_comments(file: InjectFile, first: int, last: int) -> None:
    for number in range(first, last):
        comment = re.search(r"(?:^|\s)#\s.*", file.lines[number])
        if comment and not re.match(r"\s*[a-z_]+: [>|]-?$", file.lines[first]):
            file.said.append(
                f"{file.path}:{number + 1}: this comment stands inside what changes, and goes: {comment[0].strip()}"
            )


def _replace(file: InjectFile, first: int, last: int, lines: Sequence[str]) -> None:
    file.lines[first:last] = lines
    file.changed = True
    file.document = read_yaml(file.text.encode(), str(file.path))
