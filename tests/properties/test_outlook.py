"""What a party to an initiative is shown of its course, though it was told of its own steps alone."""

from bots.roster import policy
from bots.table import Table, advance, seat_all
from engine.ids import InitiativeId, OrganisationId, StepId
from engine.orders import ApproveStep, ProposeInitiative, StartExercise
from engine.phases import Phase
from engine.preview import cost_of_waiting, preview
from engine.projection import plan_of
from tests.support.decks import opening_world

WORLD = opening_world()
DOD, STAFF, CONGRESS, PRIMES = (
    OrganisationId(one) for one in ("dod/as", "nsc/staff", "congress/appropriators", "industry/primes")
)
ORDER = InitiativeId("surge-order:LRASM-400:dod-as:1")


def with_acceptance_awaited() -> Table:
    """An order that is ranked, paid and contracted, and waits for industry alone; industry never saw a step before its own."""
    table = Table(world=WORLD, pace="two-days", seed="1")
    seat_all(table, {one: policy("idle", "") for one in WORLD.organisations})
    table.control(StartExercise())
    advance(table)
    table.give(DOD, ProposeInitiative(type="surge-order", parameters={"system": "LRASM", "units": "400"}))
    for organisation, step in ((STAFF, "prioritise"), (CONGRESS, "fund"), (DOD, "contract")):
        while not any(found == step for _, found, _ in table.views[organisation].waiting_steps()):
            advance(table)
        while table.exercise.phase is not Phase.ORDERS:
            advance(table)
        table.give(organisation, ApproveStep(initiative=ORDER, step=StepId(step)))
    while not table.views[PRIMES].waiting_steps() or table.exercise.phase is not Phase.ORDERS:
        advance(table)
    return table


def test_8_5_steps_before_an_open_one_are_done_and_not_still_to_come() -> None:
    view = with_acceptance_awaited().views[PRIMES]
    seen = view.initiatives[ORDER]

    plan = plan_of(view, view.type_of(seen), seen.parameters, seen)

    opened = seen.steps[StepId("accept")].opened
    before = plan.hand_offs[:-1]
    assert {one.step: one.decided for one in before} == {"prioritise": True, "fund": True, "contract": True}
    assert all(one.ends <= opened for one in before)
    assert plan.done == opened + 2, "industry needs two weeks of its own"


def test_8_5_the_preview_of_an_approval_names_the_week_that_the_approval_then_stands_from() -> None:
    table = with_acceptance_awaited()
    order = ApproveStep(initiative=ORDER, step=StepId("accept"))

    foreseen = preview(table.views[PRIMES], order)
    table.give(PRIMES, order)
    while table.exercise.initiatives[ORDER].done_week is None:
        advance(table)

    assert foreseen.done == table.exercise.initiatives[ORDER].done_week


def test_8_5_to_let_the_last_step_wait_costs_something() -> None:
    view = with_acceptance_awaited().views[PRIMES]

    cost = cost_of_waiting(view, ORDER, StepId("accept"), 26)

    assert cost["LRASM"] > 0
