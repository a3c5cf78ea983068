"""Between values and bytes: canonical JSON, orders and events by their kind, commitments and the chain. No file is opened."""

import hashlib
import hmac
import json
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import fields
from functools import cache, lru_cache
from typing import Any, TypeVar, cast, get_args, get_type_hints

import orjson
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError, to_json

from engine.baseline import Baseline
from engine.deck import Deck
from engine.events import Event
from engine.exercise import Exercise
from engine.orders import Order
from engine.world import World

FORMAT = 2
"""The version of the log's shape; what becomes of other versions stands in `engine/formats.py`."""

ASIDE = "aside"
"""The field of a state that holds a state: the one that practice comes back to."""

Plain = dict[str, Any]
State = TypeVar("State")

ORDER_KINDS: Mapping[str, type] = {one.kind: one for one in get_args(Order)}
EVENT_KINDS: Mapping[str, type] = {one.kind: one for one in get_args(Event)}


class StoredError(ValueError):
    """Bytes that are no order, event or state; the message names the field and what was expected."""


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast(type, kind))


def canonical(plain: object) -> bytes:
    """The one way to write plain data: UTF-8, sorted keys, no spaces, integers only."""
    try:
        return orjson.dumps(plain, option=_SORTED)
    except TypeError:  # an integer of more than 64 bits; and what is no plain data is refused in our words
        return _ENCODER.encode(plain).encode()


def _refuse(value: object) -> object:
    raise TypeError(f"{type(value).__name__} cannot be stored")


_SORTED = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_refuse)


def parse(content: bytes | str) -> Any:
    """Plain data from JSON bytes; floats and non-finite numbers are refused."""
    try:
        return _DECODER.decode(
            content if isinstance(content, str) else content.decode(json.detect_encoding(content), "surrogatepass")
        )
    except (ValueError, RecursionError) as error:
        raise StoredError(f"not JSON that can be stored: {_why(error)}") from None


def _why(error: ValueError | RecursionError) -> str:
    """What is wrong with bytes that are no plain data, in words for whoever sent them."""
    match error:
        case RecursionError():
            return "it is nested too deep"
        case UnicodeDecodeError():
            return f"byte {error.start} is no UTF-8"
        case json.JSONDecodeError() | StoredError():
            return str(error)
        case _:
            return "a number in it has too many digits"


def _no_float(text: str) -> object:
    raise StoredError(f"{text} is no whole number; quantities are whole numbers")


_DECODER = json.JSONDecoder(parse_float=_no_float, parse_constant=_no_float)


def plain_of(value: object) -> Plain:
    """An order or event as plain data, with its kind."""
    plain: Plain = _adapter(cast(Hashable, type(value))).serializer.to_python(value, mode="json")
    return {"kind": value.kind, **plain}  # type: ignore[attr-defined]


def order_of(plain: object) -> Order:
    """The order that plain data describe; StoredError says which field is wrong and how."""
    order: Order = typed(plain, ORDER_KINDS, "order")
    return order


def event_of(plain: object) -> Event:
    """The event that plain data describe; StoredError says which field is wrong and how."""
    event: Event = typed(plain, EVENT_KINDS, "event")
    return event


def typed(plain: object, kinds: Mapping[str, type], what: str) -> Any:
    """What plain data with a kind describe, among these kinds; StoredError says which field of which `what` is wrong."""
    if not isinstance(plain, dict):
        raise StoredError(f"an {what} is an object with a kind")
    kind = kinds.get(plain["kind"]) if isinstance(plain.get("kind"), str) else None
    if kind is None:
        raise StoredError(f"there is no {what} of kind {plain.get('kind')!r}")
    return _validated(kind, {key: value for key, value in plain.items() if key != "kind"}, f"{what} {plain['kind']}")


def _validated(kind: type, plain: object, what: str) -> Any:
    try:
        return _adapter(kind).validator.validate_json(to_json(plain))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "it"
        raise StoredError(f"{what}: {where}: {first['msg']}") from None
    except PydanticSerializationError as error:
        raise StoredError(f"{what}: {error}") from None


def world_plain(world: World) -> Plain:
    """A declared world as plain data."""
    return {
        "baseline": _adapter(Baseline).dump_python(world.baseline, mode="json"),
        "deck": _adapter(Deck).dump_python(world.deck, mode="json"),
    }


def world_of(plain: Mapping[str, Any]) -> World:
    """The declared world that plain data describe."""
    return World(baseline=_validated(Baseline, plain["baseline"], "baseline"), deck=_validated(Deck, plain["deck"], "deck"))


def state_plain(state: Any) -> Plain:
    """An exercise or a view as plain data, without the declared world that it stands on."""
    plain = {
        one.name: _field_adapter(cast(Hashable, type(state)), one.name).dump_python(getattr(state, one.name), mode="json")
        for one in fields(state)
        if one.name not in ("world", ASIDE) and not one.metadata.get("derived")
    }
    aside = getattr(state, ASIDE)
    return {**plain, ASIDE: None if aside is None else state_plain(aside)}


def state_of(kind: type[State], plain: Mapping[str, Any], world: World) -> State:
    """The exercise or view that plain data describe, over this declared world."""
    try:
        values = {
            name: _field_adapter(cast(Hashable, kind), name).validate_json(canonical(value), strict=False)
            for name, value in plain.items()
            if name != ASIDE
        }
        aside = plain.get(ASIDE)
        values[ASIDE] = None if aside is None else state_of(kind, aside, world)
        return cast(Any, kind)(world=world, **values)  # type: ignore[no-any-return]
    except (ValidationError, TypeError, KeyError) as error:
        raise StoredError(f"no state of {kind.__name__}: {error}") from None


@cache
def _field_adapter(kind: Hashable, name: str) -> TypeAdapter[Any]:
    return TypeAdapter(get_type_hints(cast(type, kind))[name])


def state_hash(exercise: Exercise) -> str:
    """The hash of the whole state, declared world included: equal for a live exercise and its replay."""
    return hashlib.sha256(canonical([state_plain(exercise), world_plain(exercise.world)])).hexdigest()


def content_hash(plain: object, salt_of_content: str) -> str:
    """The salted hash of a deck or a baseline: nobody can test a guess at its secrets before the salt is revealed."""
    return hashlib.sha256(salt_of_content.encode() + b"\x1f" + canonical(plain)).hexdigest()


def salt(log_key: bytes, number: int, audience: str) -> bytes:
    """The salt of one part: known to whoever may read the part, and to nobody else."""
    keyed = _keyed(log_key).copy()
    keyed.update(f"{number}\x1f{audience}".encode())
    return keyed.digest()


@lru_cache(maxsize=1_000)
def _keyed(log_key: bytes) -> hmac.HMAC:
    """To begin with the key costs more than all that follows."""
    return hmac.new(log_key, digestmod=hashlib.sha256)


def commitment(salt_of_part: bytes, content: bytes) -> str:
    """C = H(salt ‖ canonical part)."""
    return hashlib.sha256(salt_of_part + content).hexdigest()


def chained(number: int, previous: str, commitments: Iterable[str]) -> str:
    """H(number ‖ previous ‖ C₁ ‖ C₂ …), commitments in the order of their own bytes, which says nothing of audiences."""
    joined = "\n".join((str(number), previous, *sorted(commitments)))
    return hashlib.sha256(joined.encode()).hexdigest()
