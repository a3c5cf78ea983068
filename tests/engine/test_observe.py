from typing import get_args

import pytest

from engine.events import Event, MergerTold, StepApproved
from engine.ids import CONTROL, PUBLIC, Audience, InitiativeId
from engine.observe import TABLE, Fact, observe, table_rows
from engine.stored import event_of, plain_of
from tests.support.watched_games import watch
from tests.support.worlds import AS, JAPAN, STAFF

TABLE_OF_GAME = watch(lambda table: None, salt="observe")
PARTS = [entry.parts for entry in TABLE_OF_GAME.entries[1:]]


def test_8_1_the_table_has_a_row_for_every_kind_of_event() -> None:
    assert {event.kind for event in get_args(Event)} == {kind for kind, _, _ in table_rows()}


def test_8_1_an_organisation_that_two_rows_name_learns_the_fields_of_the_first() -> None:
    event = next(
        one
        for parts in PARTS
        for plain in parts[CONTROL].plain["verdict"].get("events", [])
        if isinstance(one := event_of(plain), StepApproved) and one.by != one.proposer
    )
    plain = {**plain_of(event), "by": STAFF, "proposer": STAFF}

    facts = {str(audience): fact for audience, fact in observe(event, plain)}

    assert facts == {str(STAFF): plain}


def test_8_1_who_only_proposed_learns_neither_price_nor_slots() -> None:
    told = [
        fact
        for parts in PARTS
        if Audience(AS) in parts
        for fact in parts[Audience(AS)].plain["facts"]
        if fact["kind"] == "step-approved" and fact["by"] != AS
    ]

    assert told
    assert not any({"price", "spends", "waited_by_organisation"} & set(fact) for fact in told)


def test_8_1_a_field_may_name_several_audiences() -> None:
    event = MergerTold(initiative=InitiativeId("x"), told=(AS, JAPAN))

    facts = {str(audience): fact for audience, fact in observe(event, plain_of(event))}

    assert facts == {str(one): {"kind": "merger-told", "initiative": "x"} for one in (AS, JAPAN)}


def test_8_1_nobody_learns_anything_that_the_table_does_not_name() -> None:
    for parts in PARTS:
        allowed: dict[str, list[Fact]] = {}
        for plain in parts[CONTROL].plain["verdict"].get("events", []):
            for audience, fact in observe(event_of(plain), plain):
                allowed.setdefault(audience, []).append(fact)
        for audience, part in parts.items():
            if audience != CONTROL:
                assert part.plain.get("facts", []) == allowed.get(audience, [])


def test_8_1_control_learns_everything() -> None:
    kinds = {plain["kind"] for parts in PARTS for plain in parts[CONTROL].plain["verdict"].get("events", [])}
    hidden = {event.kind for event, rows in TABLE.items() if not rows}  # type: ignore[attr-defined]

    assert all(CONTROL in parts for parts in PARTS)
    assert "initiative-merged" in kinds & hidden


@pytest.mark.parametrize("kind", sorted(one.kind for one, rows in TABLE.items() if not rows))  # type: ignore[attr-defined]
def test_8_1_what_only_control_may_know_is_told_to_nobody(kind: str) -> None:
    told = [
        fact["kind"] for parts in PARTS for who, part in parts.items() if who != CONTROL for fact in part.plain.get("facts", [])
    ]

    assert kind not in told


def test_8_1_the_week_is_public_and_a_brief_is_not() -> None:
    public = {fact["kind"] for parts in PARTS if PUBLIC in parts for fact in parts[PUBLIC].plain["facts"]}

    assert {"week-passed", "phase-changed", "seat-taken", "index-moved"} <= public
    assert not {"brief-given", "stock-reported", "initiative-proposed", "money-arrived"} & public
