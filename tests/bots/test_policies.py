"""Bots: every policy plays every organisation to the end, from its view alone."""

from dataclasses import replace

import pytest

from bots.facilitator import next_order
from bots.roster import POLICIES, policy
from bots.table import Table, advance, play, seat_all
from engine.events import EstimateSealed, InjectAnswered, StepDeclined
from engine.ids import CONTROL, OrganisationId
from engine.orders import AdvancePhase, EndExercise, MarkReady, StartExercise
from engine.phases import Phase
from engine.replay import events_in
from tests.support.decks import opening_world

WORLD = opening_world()


def events(table: Table) -> list[object]:
    return [event for entry in table.entries for event in events_in(entry.parts[CONTROL].plain)]


@pytest.mark.parametrize("name", POLICIES)
@pytest.mark.parametrize("pace", ["half-day", "day"])
def test_every_policy_plays_to_endex_without_a_refusal_and_seals_every_estimate(name: str, pace: str) -> None:
    table = play(WORLD, pace=pace, seed="9", policies={one: policy(name, "9") for one in WORLD.organisations})

    refused = [entry.number for entry in table.entries[1:] if "refusal" in entry.parts[CONTROL].plain["verdict"]]
    sealed = [event for event in events(table) if isinstance(event, EstimateSealed)]
    assert table.exercise.phase is Phase.SEALED
    assert refused == []
    assert len(sealed) == 3 * len(WORLD.organisations)


def test_prompt_never_declines_and_leaves_no_inject_unanswered() -> None:
    table = play(WORLD, pace="day", seed="9", policies={one: policy("prompt", "9") for one in WORLD.organisations})

    addressed = {f"{key} {one}" for key in table.exercise.released for one in WORLD.injects[key].to}
    assert not [event for event in events(table) if isinstance(event, StepDeclined)]
    assert {f"{e.inject} {e.organisation}" for e in events(table) if isinstance(e, InjectAnswered)} <= addressed
    assert len(table.exercise.answers) >= len(addressed) - 2, "an inject that comes in the last weeks cannot be answered"


def test_typical_declines_now_and_then_and_always_says_why() -> None:
    declined = []
    for seed in ("1", "2", "3", "4", "5", "6"):
        table = play(WORLD, pace="day", seed=seed, policies={one: policy("typical", seed) for one in WORLD.organisations})
        declined += [event for event in events(table) if isinstance(event, StepDeclined)]

    assert declined
    assert all(event.reason for event in declined)


def test_the_facilitator_waits_for_everybody_and_never_locks_before() -> None:
    table = Table(world=WORLD, pace="half-day", seed="1")
    assert next_order(table.exercise) is None, "nobody is there yet"

    seat_all(table, {one: policy("idle", "") for one in WORLD.organisations})
    assert next_order(table.exercise) == StartExercise()

    table.control(StartExercise())
    advance(table)
    assert next_order(table.exercise) is None, "nobody is ready yet"

    for organisation in WORLD.organisations:
        table.give(organisation, MarkReady(ready=True))
    assert next_order(table.exercise) == AdvancePhase(to=Phase.LOCKED)


def test_the_facilitator_waits_for_nobody_at_tables_that_a_deck_leaves_empty() -> None:
    table = Table(world=replace(WORLD, deck=replace(WORLD.deck, seats=("dod/as", "allies/japan"))), pace="half-day", seed="1")
    seat_all(table, {OrganisationId("dod/as"): policy("idle", "")})
    assert next_order(table.exercise) is None, "Japan is not there yet"

    seat_all(table, {OrganisationId("allies/japan"): policy("idle", "")})

    assert next_order(table.exercise) == StartExercise()


def test_the_facilitator_ends_the_exercise_after_the_last_picture() -> None:
    table = Table(world=WORLD, pace="half-day", seed="1")
    seat_all(table, {one: policy("idle", "") for one in WORLD.organisations})
    table.control(StartExercise())
    while not (table.exercise.phase is Phase.PICTURE and table.exercise.turn == table.exercise.turns):
        advance(table)

    assert next_order(table.exercise) == EndExercise()
