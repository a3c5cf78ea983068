"""Writes plain values as YAML that the strict reader takes back unchanged, in one line or as a deck has it. It reads none."""

import json
import re
import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

WIDTH = 118
SHORT = 96
"""A list or a mapping that fits into so many characters stands in one line."""
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_/+.-]*(?: [A-Za-z0-9_/+.-]+)*")
_LOOSE = re.compile(r"[A-Za-z](?:[^\n:#\"'`{}\[\],&*!|>%@\t]|:(?=\S)|,(?= )|['\"()-])*")
_KEPT = frozenset({"true", "false", "null", "Null", "NULL"})


def in_one_line(value: Any) -> str:
    """`{effect: index, index: visibility, by: 3}`: any value on a line of its own."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_word(key)}: {in_one_line(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(in_one_line, value)) + "]"
    return _word(value)


def entry(value: Mapping[str, Any], indent: int = 2) -> list[str]:
    """The lines of one entry of a list, as decks have them: `- id: …`, and the other keys below."""
    lines = [line for key, one in value.items() for line in key_lines(key, one, indent + 2)]
    return [" " * indent + "- " + lines[0].lstrip(), *lines[1:]]


def key_lines(key: str, value: Any, indent: int) -> list[str]:
    """The lines of one key with its value."""
    before = " " * indent
    flat = in_one_line(value) if not isinstance(value, str) else _scalar(value)
    if isinstance(value, str):
        one_line = f"{before}{key}: {flat}"
        return [one_line] if len(one_line) <= WIDTH and "\n" not in value else _long(key, value, indent)
    if not isinstance(value, list | tuple | Mapping) or not value or _simple(value, len(before) + len(key)):
        return [f"{before}{key}: {flat}"]
    if isinstance(value, Mapping):
        return [f"{before}{key}:", *(line for name, one in value.items() for line in key_lines(name, one, indent + 2))]
    return [f"{before}{key}:", *(line for one in value for line in _item(one, indent + 2))]


def _simple(value: Any, used: int) -> bool:
    """Whether a list or mapping reads well in one line."""
    sentences = isinstance(value, list | tuple) and any(isinstance(one, str) and " " in one for one in value)
    mappings = isinstance(value, list | tuple) and any(isinstance(one, Mapping) for one in value)
    return not sentences and not mappings and used + len(in_one_line(value)) <= SHORT


def _item(value: Any, indent: int) -> list[str]:
    if isinstance(value, Mapping) and ("effects" in value or "title" in value or len(in_one_line(value)) > SHORT):
        return entry(value, indent)
    return [" " * indent + "- " + (_scalar(value) if isinstance(value, str) else in_one_line(value))]


def _long(key: str, text: str, indent: int) -> list[str]:
    """A text over several lines: folded where nothing is lost by it, else in quotes in one line."""
    words = text.split(" ")
    foldable = "\n" not in text and all(words) and not text.startswith("#")
    inside = " " * (indent + 2)
    if foldable:
        lines = textwrap.wrap(
            text, WIDTH, initial_indent=inside, subsequent_indent=inside, break_long_words=False, break_on_hyphens=False
        )
        return [" " * indent + f"{key}: >-", *lines]
    paragraphs = text.split("\n")
    if all(one == one.strip() for one in paragraphs) and paragraphs[0] and paragraphs[-1]:
        return [" " * indent + f"{key}: |-", *(inside + one if one else "" for one in paragraphs)]
    return [" " * indent + f"{key}: {json.dumps(text, ensure_ascii=False)}"]


def _scalar(text: str) -> str:
    """A text after `key: `, in block context: most sentences need no quotes there."""
    loose = _LOOSE.fullmatch(text) and text == text.strip() and text not in _KEPT and not text.endswith(":")
    return text if loose else json.dumps(text, ensure_ascii=False)


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = str(value)
    return text if _PLAIN.fullmatch(text) and text not in _KEPT else json.dumps(text, ensure_ascii=False)


def file_of(key: str, entries: Iterable[Mapping[str, Any]], above: str = "") -> str:
    """A whole file that holds one list."""
    made = list(entries)
    lines = [line for one in made for line in entry(one)]
    return "\n".join([*([above] if above else []), f"{key}:" if made else f"{key}: []", *lines]) + "\n"
