"""The words of decks as the code declares them: fields with their explanations, types and bounds. It reads no deck."""

import ast
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from engine.declared import Between, Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One field of a declared class."""

    name: str
    hint: Any
    """Its type, without its marks."""
    named: Named | None
    between: Between | None
    said: str
    """What stands below it in the code; empty where its name says it."""
    required: bool
    default: Any


def words_of(declared: type) -> tuple[Word, ...]:
    """The fields of a declared class, in their order."""
    hints = get_type_hints(declared, include_extras=True)
    said = _said_in(declared.__module__).get(declared.__name__, {})
    return tuple(_word(one, hints[one.name], said.get(one.name, "")) for one in fields(declared))


def _word(field: Any, hint: Any, said: str) -> Word:
    bare, marks = bared(hint)
    default = field.default if field.default is not MISSING else None
    if field.default_factory is not MISSING:
        default = field.default_factory()
    return Word(
        name=field.name,
        hint=bare,
        named=next((one for one in marks if isinstance(one, Named)), None),
        between=next((one for one in marks if isinstance(one, Between)), None),
        said=said,
        required=field.default is MISSING and field.default_factory is MISSING,
        default=default,
    )


def bared(hint: Any) -> tuple[Any, tuple[object, ...]]:
    """A type without its marks, and the marks, the outermost first."""
    marks: tuple[object, ...] = ()
    while get_origin(hint) is Annotated:
        hint, *more = get_args(hint)
        marks = (*marks, *more)
    return hint, marks


def alternatives(hint: Any) -> tuple[Any, ...]:
    """The types of a union; a type alone is its only one."""
    bare, _ = bared(hint)
    return get_args(bare) if get_origin(bare) in (Union, UnionType) else (bare,)


def literals(hint: Any) -> tuple[Any, ...]:
    """The values of a type that allows only these, also where it is a union of several such types; else none."""
    kinds = [bared(one)[0] for one in alternatives(hint)]
    if not all(get_origin(one) is Literal for one in kinds):
        return ()
    return tuple(dict.fromkeys(value for one in kinds for value in get_args(one)))


def tag_of(declared: type) -> tuple[str, str]:
    """The key that says which of several kinds a mapping is, and its value here: `effect` and `stock`."""
    word = words_of(declared)[0]
    values = get_args(word.hint) if get_origin(word.hint) is Literal else ()
    return (word.name, str(values[0])) if len(values) == 1 else ("", "")


def sentence_of(declared: type) -> str:
    """The class's own explanation, on one line."""
    return " ".join((declared.__doc__ or "").split())


@cache
def _said_in(module: str) -> Mapping[str, Mapping[str, str]]:
    """By class and field of a module: the text that stands below the field."""
    spec = find_spec(module)
    source = Path(spec.origin).read_text(encoding="utf-8") if spec and spec.origin else ""
    found: dict[str, dict[str, str]] = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            found[node.name] = _said_below(node)
    return found


def _said_below(node: ast.ClassDef) -> dict[str, str]:
    said = {}
    for field, below in zip(node.body, node.body[1:], strict=False):
        if not (isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(below, ast.Expr)):
            continue
        if isinstance(below.value, ast.Constant) and isinstance(below.value.value, str):
            said[field.target.id] = " ".join(below.value.value.split())
    return said
