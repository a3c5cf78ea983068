"""Effects as lines that a person types: its word, then `name=value`. Whether one fits the world, the engine says."""

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from engine.effects import Effect

_ADAPTER: TypeAdapter[Any] = TypeAdapter(Effect)
_KINDS: Mapping[str, type] = {get_args(fields(one)[0].type)[0]: one for one in get_args(get_args(Effect)[0])}
HOW = "One a line: its word, then name=value. For example: stock system=LRASM theatre=western-pacific units=50"


def effect_line(effect: Effect) -> str:
    """An effect as the line that makes it; what is as it would be anyway is left out."""
    given = ((one.name, getattr(effect, one.name), one.default) for one in fields(effect) if one.name != "effect")
    return " ".join((effect.effect, *(f"{name}={_said(value)}" for name, value, usual in given if value != usual)))


def vocabulary() -> tuple[str, ...]:
    """Every effect with the names of its values; those that may stay away in brackets."""
    return tuple(f"{word} {_names(kind)}" for word, kind in _KINDS.items())


def effects_in(text: str) -> tuple[Effect, ...] | str:
    """The effects that these lines say, or what is wrong with the first that is wrong."""
    found: list[Effect] = []
    for line in text.splitlines():
        if line.strip():
            effect = _effect(line.split())
            if isinstance(effect, str):
                return effect
            found.append(effect)
    return tuple(found)


def _effect(words: list[str]) -> Any:
    word, *given = words
    kind = _KINDS.get(word)
    if kind is None:
        return f"There is no effect `{word}`. There are: {', '.join(_KINDS)}."
    values: dict[str, object] = {}
    for one in given:
        name, sign, value = one.partition("=")
        if not sign or name not in {field.name for field in fields(kind)}:
            return f"`{one}` says nothing of `{word}`: it takes {_names(kind)}."
        values[name] = _value(value)
    try:
        return _ADAPTER.validate_json(json.dumps({"effect": word, **values}))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = str(first["loc"][-1]) if first["loc"] else word
        return f"`{word}`: {where}: {first['msg'].lower()}. It takes {_names(kind)}."


def _names(kind: type) -> str:
    said = ((one.name, one.default is MISSING) for one in fields(kind) if one.name != "effect")
    return " ".join(f"{name}=…" if needed else f"[{name}=…]" for name, needed in said)


def _value(text: str) -> object:
    if text in ("yes", "no", "true", "false"):
        return text in ("yes", "true")
    return int(text) if text.removeprefix("-").isdecimal() and text.isascii() else text


def _said(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
