"""The same value with some fields changed: what `dataclasses.replace` does, several times as fast for our own records."""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from dataclasses import replace as _replace_any
from itertools import repeat
from operator import attrgetter, call
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import replace as replace  # the type checker knows this one's promise
else:

    def replace(value: Any, /, **changes: Any) -> Any:
        """A copy of a frozen record with these fields changed; TypeError where it has no such field.

        States of 40 fields change one of them for every event, and that was a third of what a game costs.
        """
        kind = type(value)
        shape = _SHAPES.get(kind)
        if shape is None:
            shape = _SHAPES[kind] = _shape_of(kind)
        if not shape.plain:
            return _replace_any(value, **changes)
        new = object.__new__(kind)
        deque(map(call, shape.puts, repeat(new), shape.values(value)), maxlen=0)
        for name, other in changes.items():
            try:
                put = shape.by_name[name]
            except KeyError:
                raise TypeError(f"{kind.__name__} has no field {name!r}") from None
            put(new, other)
        return new


Put = Callable[[Any, Any], None]


@dataclass(frozen=True, slots=True)
class _Shape:
    """How records of one class are copied, field by field."""

    plain: bool
    """Slots that nothing checks or works out when a record is made; others are made anew by their class."""
    values: Callable[[Any], tuple[Any, ...]]
    puts: tuple[Put, ...] = ()
    by_name: Mapping[str, Put] = field(default_factory=dict)


_SHAPES: dict[type, _Shape] = {}


def _shape_of(kind: type) -> _Shape:
    names = [one.name for one in fields(kind)]
    slotted = len(names) > 1 and all(hasattr(vars(kind).get(name), "__set__") for name in names)
    if not slotted or hasattr(kind, "__post_init__") or hasattr(kind, "__pydantic_validator__"):
        return _Shape(plain=False, values=tuple)
    by_name: dict[str, Put] = {name: vars(kind)[name].__set__ for name in names}
    return _Shape(plain=True, values=attrgetter(*names), puts=tuple(by_name.values()), by_name=by_name)
