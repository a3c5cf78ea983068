"""Which declared class stands at a path of a deck or a baseline. It reads types and judges nothing."""

from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import Any, get_args, get_origin

from engine.baseline import Baseline
from engine.deck import Deck
from injects.describing import alternatives, bared, tag_of, words_of
from injects.strict_yaml import Path, Value, child

TAGS = ("effect", "condition", "by")
"""Keys that say which kind of thing a mapping is: pydantic puts their value into the path of an error."""


def kinds_at(path: Path, value: Value) -> tuple[type, ...]:
    """The classes that the mapping at this path of a whole deck or baseline may be: one where its tag names it, none where
    its keys are free."""
    own = value if isinstance(value, dict) else {}
    top = max((Deck, Baseline), key=lambda one: len({word.name for word in words_of(one)} & own.keys()))
    hint: Any = top
    for step in path:
        hint, value = _below(hint, step, value), child(value, step) or ""
    return _classes(hint, value)


def _below(hint: Any, step: str | int, value: Value) -> Any:
    bare, _ = bared(hint)
    kinds = [one for one in alternatives(bare) if get_origin(bared(one)[0]) is not None]
    if isinstance(step, int):
        listed = next((one for one in kinds if get_origin(bared(one)[0]) is tuple), None)
        return get_args(bared(listed)[0])[0] if listed else None
    for one in _classes(bare, value):
        for word in words_of(one):
            if word.name == step:
                return word.hint
    mapped = next((one for one in kinds if get_origin(bared(one)[0]) is Mapping), None)
    return get_args(bared(mapped)[0])[1] if mapped else None


def _classes(hint: Any, value: Value) -> tuple[type, ...]:
    """The declared classes of a type; where several have tags, only the one that the value names."""
    bare = [bared(one)[0] for one in alternatives(hint)]
    classes = tuple(one for one in bare if is_dataclass(one) and isinstance(one, type))
    written = value if isinstance(value, dict) else {}
    named = tuple(one for one in classes if (tag := tag_of(one))[0] and written.get(tag[0]) == tag[1])
    return named or classes
