"""Finds names and bounded numbers in declared values, by the marks that stand at their fields. It judges none of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from engine.declared import Between, Figure, Named
from injects.strict_yaml import Path

FIGURE = Between(0)
"""What holds for a figure whose field says nothing else."""


@dataclass(frozen=True, slots=True)
class Written:
    """One name as it is written, and what it must be the name of."""

    path: Path
    text: str
    named: Named


@dataclass(frozen=True, slots=True)
class Number:
    """One number, or the text that stands for one, and the bounds that it has."""

    path: Path
    value: int | str
    between: Between


def names_in(value: object, path: Path, without: frozenset[str] = frozenset()) -> Iterator[Written]:
    """The names in a declared value and in everything below it; fields in `without` are left out at the top."""
    for mark in _marks_in(value, path, without):
        if isinstance(mark, Written):
            yield mark


def numbers_in(value: object, path: Path, without: frozenset[str] = frozenset()) -> Iterator[Number]:
    """The numbers with bounds in a declared value and in everything below it."""
    for mark in _marks_in(value, path, without):
        if isinstance(mark, Number):
            yield mark


def _marks_in(value: Any, path: Path, without: frozenset[str] = frozenset()) -> Iterator[Written | Number]:
    for field, hint in _hints(type(value)).items():  # type: ignore[arg-type]
        if field not in without:
            yield from _marks(getattr(value, field), hint, (*path, field))


def _marks(value: object, hint: Any, path: Path) -> Iterator[Written | Number]:
    marks: tuple[object, ...] = ()
    if get_origin(hint) is Annotated:
        hint, *rest = get_args(hint)
        marks = tuple(rest)
    between = next((mark for mark in marks if isinstance(mark, Between)), None)
    if isinstance(value, Figure):
        yield Number((*path, "value"), value.value, between or FIGURE)
    elif isinstance(value, int | str):
        yield from (Written(path, value, mark) for mark in marks if isinstance(mark, Named) and isinstance(value, str))
        if between:
            yield Number(path, value, between)
    elif isinstance(value, tuple):
        inner = get_args(hint)[0] if get_args(hint) else Any
        for index, one in enumerate(value):
            yield from _marks(one, inner, (*path, index))
    elif isinstance(value, Mapping):
        of_key, of_value = get_args(hint) or (Any, Any)
        for key, one in value.items():
            yield from _marks(key, of_key, (*path, key))
            yield from _marks(one, of_value, (*path, key))
    elif is_dataclass(value):
        yield from _marks_in(value, path)


@cache
def _hints(declared: type[Any]) -> Mapping[str, Any]:
    hints = get_type_hints(declared, include_extras=True)
    return {field.name: hints[field.name] for field in fields(declared)}
