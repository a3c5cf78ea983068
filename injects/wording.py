"""Turns what pydantic says of a tree into problems in plain English with place and mend. It validates nothing itself."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic_core import ErrorDetails

from injects.describing import words_of
from injects.problems import Problem, did_you_mean
from injects.strict_yaml import Path, Value
from injects.tree import Tree
from injects.whereabouts import TAGS, kinds_at

MEANT = "did you mean"
_ALTERNATIVES = frozenset({"int", "str"})
"""The last part of a path where a field takes a number or a text."""
_SHAPES = {
    "int_type": ("a whole number", "write it in digits, without quotes or leading zeros"),
    "string_type": ("text", "put it in quotes"),
    "bool_type": ("true or false", "write one of the two, without quotes"),
    "tuple_type": ("a list", "put every entry on a line of its own after `- `; write [] for none"),
    "dict_type": ("a mapping", "write `key: value` lines below it"),
    "mapping_type": ("a mapping", "write `key: value` lines below it"),
    "dataclass_type": ("a mapping", "write `key: value` lines below it"),
}


def problems_of(errors: Iterable[ErrorDetails], tree: Tree) -> list[Problem]:
    """One problem for each thing to mend: a mistyped key is not also reported as missing."""
    located = [(*_locate(error["loc"], tree.value), error) for error in errors]
    unknown = {path for path, _, error in located if error["type"] == "unexpected_keyword_argument"}
    meant = {(*path[:-1], name) for path in unknown if (name := _meant(path, tree))}
    problems: dict[tuple[Path, str], Problem] = {}
    for path, either, error in located:
        if error["type"] != "missing" or path not in meant:
            problems.setdefault((path, "" if either else error["type"]), _problem(path, either, error, tree))
    return list(problems.values())


def located(loc: tuple[int | str, ...], value: Value) -> Path:
    """The path in the tree that pydantic's path means."""
    return _locate(loc, value)[0]


def _locate(loc: tuple[int | str, ...], value: Value) -> tuple[Path, bool]:
    """The path in the tree that pydantic's path means, and whether it tried several types there."""
    path: Path = ()
    untagged = True
    for step in loc:
        if isinstance(value, dict):
            if untagged and any(value.get(tag) == step for tag in TAGS):
                untagged = False
                continue
            path = (*path, step)
            value = value.get(str(step), "")
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            path = (*path, step)
            value = value[step]
        else:
            return path, step in _ALTERNATIVES
        untagged = True
    return path, False


def _problem(path: Path, either: bool, error: ErrorDetails, tree: Tree) -> Problem:
    kind, key, named = error["type"], str(path[-1]) if path else "", _named(path)
    if kind == "missing":
        return Problem(place=tree.place(*path[:-1]), message=f"{named} is missing", mend=f"add `{key}: …` here")
    if kind == "unexpected_keyword_argument":
        known = _known(path, tree)
        mend = did_you_mean(key, known) if known else "take it out: whatever may stand here stands here already"
        meant = did_you_mean(key, _written(path, tree))
        if MEANT in meant and MEANT not in mend:
            mend = f"{meant} That stands here already"
        return Problem(place=tree.place_of_key(*path), message=f"{named} is not known here", mend=mend)
    if kind in ("union_tag_not_found", "union_tag_invalid", "literal_error"):
        return _problem_of_choice(path, error.get("ctx", {}), tree)
    written = _shown(tree.at(*path))
    if either:
        message = f"{named} must be a whole number or the {{name}} of a parameter, not {written}"
        return Problem(place=tree.place(*path), message=message, mend='write digits without quotes, or "{name}"')
    must, mend = _SHAPES.get(kind, (str(error["msg"]), "look at the same field elsewhere in this deck"))
    mend = _mend_of_text(kind, tree.at(*path)) or mend
    return Problem(place=tree.place(*path), message=f"{named} must be {must}, not {written}", mend=mend)


def _mend_of_text(kind: str, value: Value | None) -> str:
    """The mend where a text stands in the place of something else, and what was meant can be seen."""
    if not isinstance(value, str):
        return ""
    if kind == "tuple_type":
        return "write `- ` with a space before each entry" if value.startswith("-") else f"write [{value}] in square brackets"
    return ""


def _problem_of_choice(path: Path, context: Mapping[str, Any], tree: Tree) -> Problem:
    """A word that is none of those allowed: the kind of a mapping, or the value of a field."""
    tag = str(context.get("discriminator", "")).strip("'")
    if not tag:
        written = tree.at(*path)
        message = f"{_named(path)} cannot be {_shown(written)}"
        mend = did_you_mean(str(written), _quoted(str(context["expected"])))
        return Problem(place=tree.place(*path), message=message, mend=mend)
    if "tag" not in context:
        message = f"`{tag}` is missing in {_named(path)}"
        return Problem(place=tree.place(*path), message=message, mend=f"add `{tag}: …`, which says what kind this is")
    message = f"`{context['tag']}` is no `{tag}` that content can use"
    mend = did_you_mean(str(context["tag"]), _quoted(str(context["expected_tags"])))
    return Problem(place=tree.place(*path, tag), message=message, mend=mend)


def _named(path: Path) -> str:
    if not path:
        return "this"
    if isinstance(path[-1], int):
        return f"entry {path[-1] + 1} of {_list_of(path)}"
    return f"`{path[-1]}`"


def _list_of(path: Path) -> str:
    return next((f"`{step}`" for step in reversed(path) if isinstance(step, str)), "this list")


def _meant(path: Path, tree: Tree) -> str:
    mend = did_you_mean(str(path[-1]), _known(path, tree))
    return mend.split("`")[1] if mend.startswith(MEANT) else ""


def _known(path: Path, tree: Tree) -> tuple[str, ...]:
    """The fields that this mapping could still have."""
    parent = tree.at(*path[:-1])
    written = parent if isinstance(parent, dict) else {}
    return tuple(one.name for kind in kinds_at(path[:-1], tree.value) for one in words_of(kind) if one.name not in written)


def _written(path: Path, tree: Tree) -> tuple[str, ...]:
    """The names of fields that this mapping has and may have."""
    parent = tree.at(*path[:-1])
    written = parent if isinstance(parent, dict) else {}
    return tuple(one.name for kind in kinds_at(path[:-1], tree.value) for one in words_of(kind) if one.name in written)


def _quoted(listed: str) -> list[str]:
    """The names in pydantic's list: 'a', 'b' or 'c'."""
    return listed.split("'")[1::2]


def _shown(value: Value | None) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = str(value)
    return f"`{text if len(text) <= 40 else text[:39] + '…'}`"
