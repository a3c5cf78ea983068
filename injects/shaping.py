"""Makes declared values of trees. What does not fit is reported and left out, so that the rest can still be judged."""

import json
from collections.abc import Hashable, Mapping
from dataclasses import fields
from functools import cache
from typing import Any, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from injects.problems import Problem
from injects.strict_yaml import Path, Value
from injects.tree import Tree
from injects.wording import located, problems_of

Shape = TypeVar("Shape")
EFFECTS = ("effects", "on_decline")
RELEASE = "release"
MOST_ERRORS = 300
"""Told at once: whoever made more made one mistake very often."""
ROUNDS = 20
"""What is wrong behind something wrong comes to light when that is left out; deeper than this nothing nests."""


def shaped(shape: type[Shape], tree: Tree, problems: list[Problem]) -> Shape | None:
    """The declared value of a tree, or None where none can be made of it. New problems are added to `problems`.

    Entries and keys that do not fit are taken out of the tree, which remembers the names of those entries.
    """
    adapter: TypeAdapter[Shape] = _adapter(cast(Hashable, shape))
    known = {problem.place for problem in problems}
    for _ in range(ROUNDS):
        try:
            return adapter.validate_json(json.dumps(tree.value))  # JSON lets strict validation take a list for a tuple
        except ValidationError as error:
            errors = error.errors(include_url=False, include_input=False)
        if len(errors) > MOST_ERRORS:
            problems += problems_of(_news(errors[:MOST_ERRORS], tree), tree)
            problems.append(Problem(place=tree.origin, message=f"{len(errors)} things do not fit", mend="mend the first ones"))
            return None
        problems += [one for one in problems_of(_news(errors, tree), tree) if one.place not in known]
        known |= {problem.place for problem in problems}
        if not _leave_out(shape, tree, errors):
            return None
    return None


@cache
def _adapter(shape: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast(type, shape))


def _news(errors: list[ErrorDetails], tree: Tree) -> list[ErrorDetails]:
    """Without what is missing because its file could not be read, or its key was mistyped."""
    return [one for one in errors if not (one["type"] == "missing" and len(one["loc"]) == 1 and one["loc"][0] in tree.unread)]


def _leave_out(shape: type[object], tree: Tree, errors: list[ErrorDetails]) -> bool:
    """Take everything out of the tree that these errors are about; whether that was possible."""
    keys: set[Path] = set()
    entries: set[Path] = set()
    for error in errors:
        path = located(error["loc"], tree.value)
        if error["type"] == "unexpected_keyword_argument":
            keys.add(path)
        elif len(path) == 1:
            _blank(shape, tree, str(path[0]))
        elif path:
            entries.add(_smallest(path))
        else:
            return False
    for path in keys:
        tree.remove(*path)
    outermost = [path for path in entries if not any(path[: len(one)] == one for one in entries if one != path)]
    for path in sorted(outermost, key=_from_the_end, reverse=True):
        if path[2:] == (RELEASE,):
            tree.replace(path, {"by": "control"})
        else:
            tree.leave_out(path)
    return True


def _smallest(path: Path) -> Path:
    """The least that must go so that the rest of an entry can be judged: one effect of a list, a release, or the entry."""
    if path[2:3] == (RELEASE,):
        return path[:3]
    for at in range(len(path) - 1, 1, -1):
        if path[at - 1] in EFFECTS and isinstance(path[at], int):
            return path[: at + 1]
    return path[:2]


def _from_the_end(path: Path) -> tuple[tuple[int, str], ...]:
    """Later entries of a list go first, so that the places of those before them stay."""
    return tuple((one, "") if isinstance(one, int) else (0, one) for one in path)


def _blank(shape: type[object], tree: Tree, key: str) -> None:
    """Something of the right type in the place of what is missing or wrong at the top."""
    hints: Mapping[str, Any] = get_type_hints(shape)
    tree.value[key] = _nothing(hints[key]) if key in {field.name for field in fields(shape)} else ""  # type: ignore[arg-type]
    tree.values = {known: place for known, place in tree.values.items() if known[:1] != (key,)}
    tree.values[(key,)] = tree.keys.get((key,), tree.origin)
    tree.blanked.add(key)


def _nothing(hint: Any) -> Value:
    if get_origin(hint) is Literal:
        return str(get_args(hint)[0])
    empty: Mapping[object, Value] = {tuple: [], int: 1, str: "", bool: False}
    return empty.get(get_origin(hint) or hint, {})
