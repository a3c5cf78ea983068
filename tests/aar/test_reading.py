"""What is read from a log: a refusal that was taken back is none, and the answer that stands is."""

from aar.reading import read
from bots.roster import policy
from bots.table import Table, advance, seat_all
from engine.ids import InitiativeId, StepId
from engine.orders import DeclineStep, ProposeInitiative, StartExercise, TakeBack
from tests.support.decks import opening_world
from tests.support.reports import small_entries
from tests.support.worlds import AS, STAFF

SURGE = InitiativeId("surge-order:LRASM-400:dod-as:1")
STEP = StepId("prioritise")


def test_an_entry_that_records_a_thing_twice_is_evidence_of_it_once() -> None:
    evidence = read(small_entries()).evidence

    assert evidence
    assert [name for name, entries in evidence.items() if entries != sorted(set(entries))] == []


def decline(reason: str) -> DeclineStep:
    return DeclineStep(initiative=SURGE, step=STEP, reason=reason)


def test_3_4_a_refusal_that_was_taken_back_is_no_choice_and_the_one_that_stands_is() -> None:
    table = Table(world=opening_world(), pace="half-day", seed="1")
    seat_all(table, {one: policy("idle", "") for one in table.world.organisations})
    table.control(StartExercise())
    advance(table)
    table.give(AS, ProposeInitiative(type="surge-order", parameters={"system": "LRASM", "units": "400"}))
    table.give(STAFF, decline("In haste."))
    table.give(STAFF, TakeBack(initiative=SURGE, step=STEP))

    assert read(table.entries).refusals == []

    table.give(STAFF, decline("Other theatres come first."))

    assert [one.reason for one in read(table.entries).refusals] == ["Other theatres come first."]
