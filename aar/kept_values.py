"""Values of declared classes as plain data and back: what a file says is a value again only where every type is right."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

Plain = Any


def plain_of(value: object) -> Plain:
    """Lists, whole numbers, texts: a class is the list of its fields, a mapping the list of its pairs in their order."""
    if is_dataclass(value) and not isinstance(value, type):
        return [plain_of(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, Mapping):
        return [[plain_of(key), plain_of(one)] for key, one in value.items()]
    if isinstance(value, tuple | list):
        return [plain_of(one) for one in value]
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"{type(value).__name__} cannot be kept")


def value_of(plain: Plain, kind: Any) -> Any:
    """The value of this type that plain data describe. Raises ValueError where they describe none."""
    kind = getattr(kind, "__supertype__", kind)  # an id is the text that it stands for
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _one_of(plain, parts)
    if origin is tuple:
        return _tuple(plain, parts)
    if origin is not None and issubclass(origin, Mapping):
        return {value_of(key, parts[0]): value_of(one, parts[1]) for key, one in _rows(plain, 2)}
    if is_dataclass(kind):
        return _instance(plain, kind)
    if type(plain) is not kind:
        raise ValueError(f"{kind} is wanted, not {plain!r}")
    return plain


def _one_of(plain: Plain, kinds: tuple[Any, ...]) -> Any:
    """Nothing, or a value of the one type that stands beside it."""
    if plain is None and NoneType in kinds:
        return None
    (kind,) = (one for one in kinds if one is not NoneType)
    return value_of(plain, kind)


def _tuple(plain: Plain, parts: tuple[Any, ...]) -> tuple[Any, ...]:
    if not isinstance(plain, list):
        raise ValueError(f"a list is wanted, not {plain!r}")
    if parts[-1] is Ellipsis:
        return tuple(value_of(one, parts[0]) for one in plain)
    return tuple(value_of(one, kind) for one, kind in zip(plain, parts, strict=True))


def _rows(plain: Plain, length: int) -> list[list[Plain]]:
    if not isinstance(plain, list) or any(not isinstance(row, list) or len(row) != length for row in plain):
        raise ValueError(f"a list of pairs is wanted, not {plain!r}")
    return plain


def _instance(plain: Plain, kind: Any) -> Any:
    hints = _hints(kind)
    if not isinstance(plain, list):
        raise ValueError(f"the fields of {kind.__name__} are wanted, not {plain!r}")
    return kind(**{name: value_of(one, hint) for one, (name, hint) in zip(plain, hints, strict=True)})


@cache
def _hints(kind: type) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((field.name, hints[field.name]) for field in fields(kind))
