import pytest

from engine.apply_stocks import apply_to_stocks
from engine.beliefs import believed
from engine.decide import decide
from engine.events import StocksReported
from engine.exercise import Exercise
from engine.ids import InitiativeId, OrganisationId, StepId
from engine.orders import AdvancePhase, ApproveStep, Order, ProposeInitiative, StartExercise
from engine.phases import Phase
from engine.preview import cost_of_waiting, preview
from engine.projection import plan_of, project
from engine.refusals import Refusal, RefusalCode
from engine.rules.industry import business_case
from engine.views import View
from engine.week.chance import Expected
from engine.week.kernel import run_week
from tests.support.random_play import SENSELESS
from tests.support.watched_games import GrudgingPlayer, WatchedTable, watch
from tests.support.worlds import AS, CENTS, CONGRESS, MISSILE, ORDER, PRIMES, STAFF, at_once, small_world

WILD = (
    *SENSELESS,
    ProposeInitiative(type="order", parameters={"system": MISSILE, "units": "9" * 5_000}),
    ProposeInitiative(type="order", parameters={"system": MISSILE, "units": "104"}),
    ProposeInitiative(type="share", parameters={"country": "allies/japan", "rung": "components"}),
    ProposeInitiative(type="expand", parameters={"component": "SEEKER", "percent": "100"}),
)


def approvals(view: View) -> list[Order]:
    """Every step of the view approved, wholly and with less or more granted, sensible or not."""
    reductions: tuple[dict[str, str], ...] = ({}, {"units": "1"}, {"units": "1000"}, {"rung": "assembly"}, {"no": "x"})
    return [
        ApproveStep(initiative=initiative.id, step=step, reduce=reduce)
        for initiative in list(view.initiatives.values())[-3:]
        for step in initiative.steps
        for reduce in reductions
    ]


def hidden(exercise: Exercise, view: View, order: Order) -> bool:
    """Whether the initiative has stopped for a reason that this organisation has not been told."""
    if not isinstance(order, ApproveStep) or order.initiative not in view.initiatives:
        return False
    return exercise.initiatives[order.initiative].running != view.initiatives[order.initiative].running


def test_8_5_a_preview_of_any_order_over_any_view_comes_about() -> None:
    player = GrudgingPlayer("previewed")

    def look(table: WatchedTable) -> None:
        if len(table.entries) % 40:
            return
        for view in table.views.values():
            for order in (*WILD, *approvals(view), *(player.one_order(view) for _ in range(4))):
                assert preview(view, order).title

    watch(look, salt="preview", orders_each=6)


def test_8_5_where_nothing_is_hidden_a_preview_refuses_what_would_be_refused() -> None:
    seen: set[RefusalCode | None] = set()

    def look(table: WatchedTable) -> None:
        if table.exercise.phase is not Phase.ORDERS or len(table.entries) % 30:
            return
        for organisation, view in table.views.items():
            for order in (*WILD, *approvals(view)):
                if isinstance(order, ApproveStep | ProposeInitiative) and not hidden(table.exercise, view, order):
                    seen.add(agrees(table.exercise, organisation, view, order))

    watch(look, salt="agreeing", orders_each=16)

    assert {None, RefusalCode.NOT_POSSIBLE_NOW, RefusalCode.BAD_PARAMETER, RefusalCode.NOT_YOURS} <= seen


def agrees(exercise: Exercise, organisation: OrganisationId, view: View, order: Order) -> RefusalCode | None:
    verdict = decide(exercise, organisation, order)
    foreseen = preview(view, order).refusal
    code = verdict.code if isinstance(verdict, Refusal) else None
    assert (foreseen.code if foreseen else None) == code, (organisation, order)
    return code


def game(*orders: tuple[OrganisationId, Order]) -> WatchedTable:
    """The order phase of turn 1, after these orders."""
    table = WatchedTable(world=small_world(playbook=at_once(ORDER)), pace="quarters", seed="seed")
    table.look = lambda table: None
    table.control(StartExercise())
    table.control(AdvancePhase(to=Phase.ORDERS))
    for organisation, order in orders:
        assert not isinstance(table.give(organisation, order), Refusal)
    return table


PROPOSAL = ProposeInitiative(type="order", parameters={"system": MISSILE, "units": "104"})
ORDERED = InitiativeId("order:MISSILE-104:dod-as:1")


def test_8_5_a_proposal_shows_price_hand_offs_and_the_week_in_which_it_would_stand() -> None:
    made = preview(game().views[AS], PROPOSAL)

    assert (made.refusal, made.price, made.account, made.done) == (None, 11_400 * CENTS, "procurement", 1)
    assert [(one.step, one.by) for one in made.hand_offs] == [
        ("rank", STAFF),
        ("fund", CONGRESS),
        ("accept", "industry/primes"),
    ]


def test_9_1_a_firm_sees_its_business_case_and_nobody_else_does() -> None:
    table = game((AS, PROPOSAL), (STAFF, ApproveStep(initiative=ORDERED, step=StepId("rank"))))
    funded = ApproveStep(initiative=ORDERED, step=StepId("fund"))
    assert preview(table.views[CONGRESS], funded).case is None
    table.give(CONGRESS, funded)

    case = preview(table.views[PRIMES], ApproveStep(initiative=ORDERED, step=StepId("accept"))).case

    assert case is not None
    assert case == business_case(table.world, ORDER, PROPOSAL.parameters, confidence=50, firm=False)


def test_8_5_an_approval_shows_slots_and_balance_and_what_less_would_cost() -> None:
    table = game((AS, PROPOSAL), (STAFF, ApproveStep(initiative=ORDERED, step=StepId("rank"))))

    whole, half = (
        preview(table.views[CONGRESS], ApproveStep(initiative=ORDERED, step=StepId("fund"), reduce=reduce))
        for reduce in ({}, {"units": "52"})
    )

    assert (whole.price, half.price, whole.balance) == (11_400 * CENTS, 5_700 * CENTS, 20_000 * CENTS)
    assert [(one.kind, one.takes, one.left) for one in whole.slots] == [("bills", 1, 2)]


def test_8_5_a_projection_runs_on_the_believed_world_with_expected_values() -> None:
    view = game().views[STAFF]

    missiles, _ = project(view, ())

    stocks, short = believed(view), 0
    for week in range(1, 53):
        for event in run_week(view.world, stocks, week, Expected(), confidence=50):
            stocks = apply_to_stocks(stocks, event)
            if isinstance(event, StocksReported):
                short += sum(row.short for row in event.rows if row.system == MISSILE)
    assert missiles.short_in_all == short > 0
    assert missiles.need[:1] == (10_000,)
    assert len(missiles.stock) == 52


def test_8_5_more_on_contract_saves_and_waiting_costs_if_all_others_deliver_on_time() -> None:
    table = game((AS, ProposeInitiative(type="order", parameters={"system": MISSILE, "units": "150"})))
    ordered = InitiativeId("order:MISSILE-150:dod-as:1")

    saved = preview(table.views[STAFF], ApproveStep(initiative=ordered, step=StepId("rank"))).saved()
    cost = cost_of_waiting(table.views[STAFF], ordered, StepId("rank"), 13)

    assert saved[MISSILE] > 0
    assert 0 <= cost[MISSILE] <= saved[MISSILE]


def test_8_5_a_plan_counts_decided_steps_as_they_were_and_others_at_once() -> None:
    table = game((AS, PROPOSAL), (STAFF, ApproveStep(initiative=ORDERED, step=StepId("rank"))))
    view = table.views[AS]
    seen = view.initiatives[ORDERED]

    plan = plan_of(view, view.type_of(seen), seen.parameters, seen)

    assert [(one.step, one.decided) for one in plan.hand_offs] == [("rank", True), ("fund", False), ("accept", False)]


@pytest.mark.parametrize("organisation", [AS, STAFF, CONGRESS])
def test_8_5_a_preview_of_what_is_not_known_says_not_possible_now(organisation: OrganisationId) -> None:
    order = ApproveStep(initiative=InitiativeId("nothing"), step=StepId("x"))

    assert preview(game().views[organisation], order).refusal == Refusal(RefusalCode.NOT_POSSIBLE_NOW)
