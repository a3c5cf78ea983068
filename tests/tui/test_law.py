"""Returns, amendments, holds, standing policies and law, as a participant meets them."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from engine.ids import InitiativeId, OrganisationId, StepId
from engine.orders import ApproveStep, ProposeInitiative, ReturnStep
from tests.support.law import LAW, PATH, path, step, world_of_path
from tests.support.screens import Table, client_of, settled, text_of
from tests.support.worlds import AS, CONGRESS, MISSILE, PRIMES, STAFF, STATE
from tui.app import SurgexApp

CLOCK = path(
    step("ask", STATE),
    step("notify", STATE, "ask", kind="clock", processing=30, may_hold=CONGRESS),
    step("act", PRIMES, "notify"),
)
ORDERED = InitiativeId("order:MISSILE-104:dod-as:1")


@pytest.fixture
def table() -> Table:
    table = Table(world=world_of_path(CLOCK, *LAW), pace="fours")
    table.start()
    return table


async def _open(pilot: Pilot[int]) -> None:
    await settled(pilot)
    await pilot.press("enter")
    await settled(pilot)


def _client(table: Table, organisation: OrganisationId, folder: Path) -> SurgexApp:
    return client_of(table, organisation, folder=folder / organisation.replace("/", "-"))[0]


async def test_a_step_is_sent_back_with_a_reason_and_comes_again_with_a_note(table: Table, tmp_path: Path) -> None:
    table.give(ProposeInitiative(type="order", parameters={"system": MISSILE, "units": "104"}), AS)
    asked, proposer = _client(table, STAFF, tmp_path), _client(table, AS, tmp_path)

    async with asked.run_test(size=(100, 40)) as pilot:
        await _open(pilot)
        await pilot.press("s")
        await settled(pilot)
        await pilot.press(*"too many", "f2")
        await settled(pilot)
    rank = table.exercise.initiatives[ORDERED].steps[StepId("rank")]
    assert rank.verdict == "returned"

    async with proposer.run_test(size=(100, 40)) as pilot:
        await _open(pilot)
        inbox = text_of(proposer)
        await pilot.press("M")
        await settled(pilot)
        form = text_of(proposer)
        await pilot.press("tab", *"we need all", "f2")
        await settled(pilot)

    assert "Sent back: Order 104 MISSILE" in inbox
    assert "too many" in form
    assert table.exercise.initiatives[ORDERED].steps[StepId("rank")].waits


async def test_the_proposer_asks_for_less_of_what_came_back(table: Table, tmp_path: Path) -> None:
    table.give(ProposeInitiative(type="order", parameters={"system": MISSILE, "units": "104"}), AS)
    table.give(ReturnStep(initiative=ORDERED, step=StepId("rank"), reason="Too many."), STAFF)
    proposer = _client(table, AS, tmp_path)

    async with proposer.run_test(size=(100, 40)) as pilot:
        await _open(pilot)
        await pilot.press("M")
        await settled(pilot)
        await pilot.press("home", "ctrl+k", *"52", "f2")
        await settled(pilot)

    assert table.exercise.initiatives[ORDERED].parameters["units"] == "52"


async def test_a_clock_that_may_be_held_is_seen_and_held(table: Table, tmp_path: Path) -> None:
    table.give(ProposeInitiative(type="path", parameters={}), AS)
    table.give(ApproveStep(initiative=PATH, step=StepId("ask")), STATE)
    holder = _client(table, CONGRESS, tmp_path)

    async with holder.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        inbox = text_of(holder)
        await pilot.press("d")
        await settled(pilot)
        await pilot.press(*"not now", "f2")
        await settled(pilot)

    assert "it runs down by itself in week 31" in inbox
    assert table.exercise.initiatives[PATH].stopped == "declined"


async def test_a_standing_policy_is_chosen_and_set(table: Table, tmp_path: Path) -> None:
    client = _client(table, AS, tmp_path)

    async with client.run_test(size=(100, 40)) as pilot:
        await _open(pilot)
        await pilot.press("P")
        await settled(pilot)
        choices = text_of(client)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("tab", "home", "ctrl+k", *"45", "f2")
        await settled(pilot)
        await pilot.press("4")
        await settled(pilot)
        situation = text_of(client)

    assert "Keep a reserve in the rear" in choices
    assert table.exercise.policies == {f"reserve-floor {MISSILE}": 450}
    assert "Keep a reserve in the rear: Missile, 45 %" in situation


async def test_the_situation_says_what_the_law_allows(table: Table, tmp_path: Path) -> None:
    client = _client(table, AS, tmp_path)

    async with client.run_test(size=(100, 80)) as pilot:
        await _open(pilot)
        await pilot.press("4")
        await settled(pilot)
        page = text_of(client)

    assert "In force: The exemption act" in page
    assert "Not in force: The purchase act" in page
    assert "In force until week 30: " in page
