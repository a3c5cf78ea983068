"""The JSON schemas say what is written: no reference leads nowhere, and every field of real output stands in them."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import unquote

import pytest

from aar.schemas import SCHEMAS, schema_text
from aar.snapshot import state_at, state_document, view_at, view_document
from bots.roster import policy
from bots.table import play
from engine.entries import Entry, entry_plain
from engine.ids import CONTROL, OrganisationId
from engine.stored import EVENT_KINDS, ORDER_KINDS
from tests.support.decks import opening_world

WORLD = opening_world()


@cache
def log() -> list[Entry]:
    policies = {one: policy("typical", "2") for one in WORLD.organisations}
    return play(WORLD, pace="half-day", seed="2", policies=policies, until=1).entries


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(schema_text(name))
    return found


def references(plain: object) -> Iterator[str]:
    match plain:
        case dict():
            for key, value in plain.items():
                if key == "$ref":
                    yield value
                yield from references(value)
        case list():
            for one in plain:
                yield from references(one)
        case _:
            return


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_reference_of_a_schema_leads_to_a_shape_in_it(name: str) -> None:
    whole = schema(name)

    for reference in references(whole):
        assert unquote(reference).removeprefix("#/$defs/") in whole["$defs"], reference


@pytest.mark.parametrize("name", SCHEMAS)
def test_no_schema_knows_a_number_that_is_not_whole(name: str) -> None:
    assert '"number"' not in schema_text(name).replace('"number": {', "").replace('"number",', "")


def test_a_line_of_a_log_has_the_fields_of_its_schema() -> None:
    fields = schema("exercise-line")["required"]

    for entry in log():
        assert sorted(entry_plain(entry)) == sorted(fields)


def test_controls_part_of_every_entry_has_the_fields_of_its_schema() -> None:
    shapes = schema("exercise-line")["$defs"]

    for entry in log()[1:]:
        part = entry.parts[CONTROL].plain
        assert sorted(part) == sorted(shapes["ControlPart"]["required"])
        for what, plain in [("order", part["order"]), *(("event", event) for event in part["verdict"].get("events", []))]:
            assert plain.keys() <= shapes[f"{what} {plain['kind']}"]["properties"].keys()
            assert set(shapes[f"{what} {plain['kind']}"]["required"]) <= plain.keys()


def test_the_schema_of_a_line_knows_every_kind_of_order_and_event() -> None:
    shapes = schema("exercise-line")["$defs"]

    for what, kinds in (("order", ORDER_KINDS), ("event", EVENT_KINDS)):
        assert {name for name in shapes if name.startswith(f"{what} ")} == {f"{what} {kind}" for kind in kinds}


def test_a_state_and_a_view_have_the_fields_of_their_schemas() -> None:
    state = state_document(state_at(log(), None))
    view = view_document(view_at(log(), OrganisationId("dod/as"), None))

    assert sorted(state.state) == sorted(schema("state")["$defs"]["Exercise"]["required"])
    assert sorted(view.view) == sorted(schema("view")["$defs"]["View"]["required"])
    assert sorted(state.model_dump()) == sorted(schema("state")["properties"])
    assert sorted(view.model_dump()) == sorted(schema("view")["properties"])
