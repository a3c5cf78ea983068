import json
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.events import Event
from engine.ids import CONTROL
from engine.orders import Order
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
from tests.support.exercises import in_orders
from tests.support.watched_games import watch
from tests.support.worlds import small_world

TABLE = watch(lambda table: None, salt="stored")
EVENTS = [plain for entry in TABLE.entries[1:] for plain in entry.parts[CONTROL].plain["verdict"].get("events", [])]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def example(kind: type, number: int) -> Any:
    """A value of this class, made by its own types."""
    return st.builds(kind)


@pytest.mark.parametrize("kind", sorted(EVENT_KINDS))
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_kind_of_event_survives_being_stored(kind: str, data: st.DataObject) -> None:
    event = data.draw(st.from_type(EVENT_KINDS[kind]))

    plain = parse(canonical(plain_of(event)))

    assert plain["kind"] == kind
    assert event_of(plain) == event


@pytest.mark.parametrize("kind", sorted(ORDER_KINDS))
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_kind_of_order_survives_being_stored(kind: str, data: st.DataObject) -> None:
    order = data.draw(st.from_type(ORDER_KINDS[kind]))

    assert order_of(parse(canonical(plain_of(order)))) == order


def test_kinds_are_short_strings_and_every_class_has_its_own() -> None:
    assert set(ORDER_KINDS.values()) == set(get_args(Order))
    assert set(EVENT_KINDS.values()) == set(get_args(Event))
    assert not set(ORDER_KINDS) & set(EVENT_KINDS)


def test_every_event_of_a_game_survives_being_stored() -> None:
    assert [plain_of(event_of(plain)) for plain in EVENTS] == EVENTS


@settings(max_examples=300, deadline=None)
@given(JSON)
def test_any_json_is_an_order_or_a_clean_error(plain: Any) -> None:
    try:
        order_of(parse(json.dumps(plain)))
    except StoredError as error:
        assert str(error)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(ORDER_KINDS)), st.dictionaries(st.text(max_size=10), JSON, max_size=4), st.data())
def test_any_fields_of_an_order_are_an_order_or_a_clean_error(kind: str, extra: dict[str, Any], data: st.DataObject) -> None:
    names = sorted(ORDER_KINDS[kind].__dataclass_fields__)
    filled = {name: data.draw(JSON) for name in names if data.draw(st.booleans())}
    try:
        order = order_of(parse(json.dumps({**extra, **filled, "kind": kind})))
    except StoredError as error:
        assert str(error)
    else:
        assert order_of(plain_of(order)) == order


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_json_that_can_be_stored_or_a_clean_error(content: bytes) -> None:
    try:
        order_of(parse(content))
    except StoredError as error:
        assert str(error)


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


def test_an_error_names_the_field_and_what_is_wrong_with_it() -> None:
    with pytest.raises(StoredError, match=r"order resolve-week: week: Input should be a valid integer"):
        order_of({"kind": "resolve-week", "week": "5"})


def test_orders_of_every_kind_are_stored_as_they_were_given() -> None:
    orders = [order for _, order, _ in CASES.values()]

    assert [order_of(parse(canonical(plain_of(order)))) for order in orders] == orders


def test_a_declared_world_survives_being_stored() -> None:
    world = small_world()

    again = world_of(parse(canonical(world_plain(world))))

    assert (again.baseline, again.deck) == (world.baseline, world.deck)
    assert in_orders(again).stocks == in_orders(world).stocks
