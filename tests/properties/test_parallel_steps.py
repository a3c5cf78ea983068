"""Two organisations asked side by side: the decline of one tells the other that there is nothing left to answer."""

from bots.roster import policy
from bots.table import Table, advance, seat_all
from engine.ids import InitiativeId, OrganisationId, StepId
from engine.orders import ApproveStep, DeclineStep, ProposeInitiative, StartExercise, TakeBack
from tests.support.decks import opening_world

WORLD = opening_world()
DOD, STATE, STAFF, JAPAN = (OrganisationId(one) for one in ("dod/as", "nsc/state", "nsc/staff", "allies/japan"))
CASE = InitiativeId("coproduce:PAC3MSE-allies-japan-assembly:dod-as:1")


def with_endorsement_and_money_awaited() -> Table:
    table = Table(world=WORLD, pace="day", seed="1")
    seat_all(table, {one: policy("idle", "") for one in WORLD.organisations})
    table.control(StartExercise())
    advance(table)
    parameters = {"system": "PAC3MSE", "country": "allies/japan", "rung": "assembly"}
    table.give(DOD, ProposeInitiative(type="coproduce", parameters=parameters))
    table.give(STATE, ApproveStep(initiative=CASE, step=StepId("release")))
    while table.exercise.turn < 2 or table.exercise.phase != "orders":
        advance(table)
    return table


def test_4_4_a_decline_is_told_to_whoever_was_asked_beside_and_so_is_its_end() -> None:
    table = with_endorsement_and_money_awaited()
    assert [step for _, step, _ in table.views[JAPAN].waiting_steps()] == ["fund"]

    table.give(STAFF, DeclineStep(initiative=CASE, step=StepId("endorse"), reason="Other lines come first."))
    after_decline = table.views[JAPAN]
    table.give(STAFF, TakeBack(initiative=CASE, step=StepId("endorse")))

    assert after_decline.waiting_steps() == []
    assert "Declined elsewhere" in after_decline.notices[-1]
    assert "Other lines" not in str(after_decline), "the reason is for the proposer"
    assert [step for _, step, _ in table.views[JAPAN].waiting_steps()] == ["fund"]
