import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, NewType, Union, cast, get_args, get_origin, get_type_hints

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.events import Event
from engine.ids import CONTROL
from engine.orders import MarkReady, Order
from engine.stored import (
    EVENT_KINDS,
    ORDER_KINDS,
    StoredError,
    canonical,
    event_of,
    order_of,
    parse,
    plain_of,
    world_of,
    world_plain,
)
from tests.engine.test_decide import CASES
from tests.support.actions import ACTION_CASES
from tests.support.exercises import in_orders
from tests.support.talk import TALK_CASES
from tests.support.watched_games import watch
from tests.support.worlds import small_world

TABLE = watch(lambda table: None, salt="stored")
EVENTS = [plain for entry in TABLE.entries[1:] for plain in entry.parts[CONTROL].plain["verdict"].get("events", [])]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def made(hint: Any, filled: bool) -> Any:
    """A value of a declared type: with everything in it, or with as little as there can be."""
    origin, inner = get_origin(hint), get_args(hint)
    if hint is Any:  # an organisation's order within one of control's
        return MarkReady(ready=filled)
    if isinstance(hint, NewType):
        return made(hint.__supertype__, filled)
    if origin is Literal:
        return inner[-1 if filled else 0]
    if origin in (Union, UnionType):
        return made(inner[0 if filled else -1], filled)
    if origin is tuple:
        repeated = inner[1:] == (...,)
        return tuple(made(one, filled) for one in (inner[:1] * (2 * filled) if repeated else inner))
    if hasattr(hint, "_fields"):
        return hint(**{name: made(of, filled) for name, of in get_type_hints(hint).items()})
    if origin is Mapping:
        return {made(inner[0], filled): made(inner[1], filled)} if filled else {}
    if is_dataclass(hint):
        hints, kind = get_type_hints(hint), cast(Any, hint)
        return kind(**{one.name: made(hints[one.name], filled) for one in fields(hint)})
    if hint is NoneType:
        return None
    if issubclass(hint, Enum):
        return list(hint)[-1 if filled else 0]
    return {str: "ä \u2028" if filled else "", int: -(10**30) if filled else 0, bool: filled}[hint]


@pytest.mark.parametrize("filled", [True, False])
@pytest.mark.parametrize("kind", sorted({**EVENT_KINDS, **ORDER_KINDS}))
def test_every_kind_of_order_and_event_survives_being_stored(kind: str, filled: bool) -> None:
    value = made({**EVENT_KINDS, **ORDER_KINDS}[kind], filled)

    plain = parse(canonical(plain_of(value)))

    assert plain["kind"] == kind
    assert (event_of if kind in EVENT_KINDS else order_of)(plain) == value


def read(content: str | bytes) -> Order | StoredError:
    """The order that bytes are, or the clean error; anything else is raised."""
    try:
        return order_of(parse(content))
    except StoredError as error:
        return error


def test_kinds_are_short_strings_and_every_class_has_its_own() -> None:
    assert set(ORDER_KINDS.values()) == set(get_args(Order))
    assert set(EVENT_KINDS.values()) == set(get_args(Event))
    assert not set(ORDER_KINDS) & set(EVENT_KINDS)


def test_every_event_of_a_game_survives_being_stored() -> None:
    assert [plain_of(event_of(plain)) for plain in EVENTS] == EVENTS


@settings(max_examples=150)
@given(JSON)
def test_any_json_is_an_order_or_a_clean_error(plain: Any) -> None:
    assert str(read(json.dumps(plain)))


@settings(max_examples=150)
@given(st.sampled_from(sorted(ORDER_KINDS)), st.dictionaries(st.text(max_size=10), JSON, max_size=2), st.data())
def test_any_fields_of_an_order_are_an_order_or_a_clean_error(kind: str, extra: dict[str, Any], data: st.DataObject) -> None:
    names = sorted(one.name for one in fields(ORDER_KINDS[kind]))
    filled = {name: data.draw(JSON) for name in names if data.draw(st.booleans())}

    order = read(json.dumps({**extra, **filled, "kind": kind}))

    assert isinstance(order, StoredError) or order_of(plain_of(order)) == order


@settings(max_examples=150)
@given(st.binary(max_size=60))
def test_any_bytes_are_json_that_can_be_stored_or_a_clean_error(content: bytes) -> None:
    assert str(read(content))


@pytest.mark.parametrize("depth", [10, 100, 300, 600, 900, 950, 990, 5_000])
def test_however_deep_json_is_nested_the_error_is_clean(depth: int) -> None:
    nested = "[" * depth + "]" * depth
    text = '{"kind": "propose-initiative", "type": "x", "parameters": {"a": ' + nested + "}}"

    with pytest.raises(StoredError):
        order_of(parse(text))


@pytest.mark.parametrize("content", ["1.5", "NaN", "Infinity", "[1e3]", "", "{", b"\xff", "1" * 5_000])
def test_what_is_no_whole_number_or_no_json_cannot_be_stored(content: str | bytes) -> None:
    with pytest.raises(StoredError):
        parse(content)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"ab\xff", "byte 2 is no UTF-8"),
        ("[" * 5_000, "it is nested too deep"),
        ("1" * 5_000, "a number in it has too many digits"),
        ("[1.5]", "1.5 is no whole number; quantities are whole numbers"),
        ("{", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
    ],
)
def test_what_is_wrong_with_bytes_is_told_without_the_insides_of_python(content: str | bytes, said: str) -> None:
    with pytest.raises(StoredError) as error:
        parse(content)

    assert str(error.value) == f"not JSON that can be stored: {said}"


def test_an_error_names_the_field_and_what_is_wrong_with_it() -> None:
    with pytest.raises(StoredError, match=r"order resolve-week: week: Input should be a valid integer"):
        order_of({"kind": "resolve-week", "week": "5"})


def test_orders_of_every_kind_are_stored_as_they_were_given() -> None:
    orders = [order for _, order, _ in (CASES | TALK_CASES | ACTION_CASES).values()]

    assert [order_of(parse(canonical(plain_of(order)))) for order in orders] == orders


def test_a_declared_world_survives_being_stored() -> None:
    world = small_world()

    again = world_of(parse(canonical(world_plain(world))))

    assert (again.baseline, again.deck) == (world.baseline, world.deck)
    assert in_orders(again).stocks == in_orders(world).stocks


@settings(max_examples=300, deadline=None)
@given(JSON)
@example({"\uffff": 1, "\U0001f600": 2, "a": 3, "Z": 4, "é": '\x00\x1f\x7f\u2028"\\/\b\f\n\r\t', "": [True, None, [], {}]})
@example([2**63 - 1, 2**63, 2**64 - 1, 2**64, -(2**63), -(2**63) - 1, 10**40])
def test_plain_data_are_written_as_the_format_of_the_log_says(plain: Any) -> None:
    written = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    assert canonical(plain) == written


@pytest.mark.parametrize("nothing", [b"bytes", {1, 2}, object(), date(2026, 1, 1), MarkReady(ready=True), {"a": [b"x"]}])
def test_what_is_no_plain_data_is_not_written(nothing: object) -> None:
    with pytest.raises(TypeError, match="cannot be stored"):
        canonical(nothing)
