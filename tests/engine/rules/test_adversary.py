"""Chapters 9 to 11: the business case, suppliers that leave, moods, deterrence, red and its autopilot, leaks."""

from dataclasses import replace

import pytest

from bots.table import Table, advance
from engine import events as e
from engine import orders as o
from engine.baseline import Adversary, IndexKind, Organisation, Partner
from engine.conditions import TurnReached, WeekReached
from engine.deck import RedAction
from engine.dice import draw
from engine.effects import IndexEffect
from engine.exercise import Exercise, Initiative
from engine.ids import InitiativeId, OrganisationId
from engine.phases import Phase
from engine.refusals import RefusalCode
from engine.rules import adversary, industry, outcomes, politics
from engine.unfolding import Unfolding
from engine.world import World
from tests.support.exercises import done, given, in_orders, refused, until, weeks_passed
from tests.support.worlds import JAPAN, MISSILE, MISSILE_JP, ORDER, SEEKER, SHARE, changed, figure, small_world

RED = OrganisationId("red/prc")
BLOCKADE, EDITORIAL = "blockade", "editorial"


def action(identity: str, *, at_week: int = 1, cost: int = 10, again: int = 0) -> RedAction:
    effect = IndexEffect(effect="index", index="escalation", by=3)
    when = WeekReached(condition="week", at_least=at_week)
    return RedAction(
        id=identity,
        title=identity.title(),
        by=RED,
        when=when,
        cost=cost,
        again_after_weeks=again,
        effects=(effect,),
        tag="N",
    )


def red_world(*actions: RedAction, budget: int = 30, per_quarter: int = 13) -> World:
    world = small_world()
    partner = Partner(
        id=JAPAN,
        title="Japan",
        labour_cost=figure(70),
        skill=figure(80),
        slack=figure(40),
        yards=figure(80),
        interoperability=3,
        information_level=2,
        vulnerability=figure(70),
        transfer_risk=figure(20),
        political_risk=figure(30),
        notice_weeks=3,
        summary="",
    )
    prc = Adversary(
        id=RED,
        title="PRC",
        campaign_budget=figure(budget),
        budget_per_quarter=figure(per_quarter),
        growth_months=figure(10),
        summary="",
    )
    more = (
        IndexKind(id="escalation", title="Escalation", start=figure(20)),
        IndexKind(id="deterrence", title="Deterrence", start=figure(50)),
        IndexKind(id="supplier-base", title="Suppliers", start=figure(70)),
        IndexKind(id="trust-japan", title="Trust", start=figure(80), told=(JAPAN,)),
    )
    baseline = replace(
        world.baseline,
        organisations=(*world.baseline.organisations, Organisation(id=RED, title="PRC", report_group="other")),
        partners=(partner,),
        adversaries=(prc,),
        indices=(*world.baseline.indices, *more),
    )
    return World(baseline=baseline, deck=replace(world.deck, red=actions))


def moves(exercise: Exercise) -> list[e.RedMoved]:
    """What red does in the present week."""
    unfolding = Unfolding(exercise)
    adversary.red_moves(unfolding, None)
    return [event for event in unfolding.events if isinstance(event, e.RedMoved)]


def test_9_1_an_order_is_worth_more_under_multiyear_authority_and_with_confidence() -> None:
    world = small_world()
    parameters = {"system": MISSILE, "units": "500"}

    yearly = industry.business_case(world, ORDER, parameters, confidence=50, firm=False)
    firm = industry.business_case(world, ORDER, parameters, confidence=50, firm=True)
    trusted = industry.business_case(world, ORDER, parameters, confidence=90, firm=False)

    assert yearly is not None
    assert firm is not None
    assert trusted is not None
    # 500 units of $100,000: $6M profit, 0.909 of it today; 30 % of $10.8M tooling at half confidence
    assert yearly.expected == 6_000 * 909 // 1_000 * 100 // 100 - 3_240 * 50 // 100
    assert (yearly.years, firm.years) == (1, 5)
    assert yearly.low < yearly.expected < yearly.high
    assert trusted.expected > yearly.expected
    assert firm.at_risk == yearly.at_risk


def test_9_1_what_brings_industry_no_order_and_no_partner_has_no_business_case() -> None:
    world = small_world()
    warn = world.playbook["warn"]

    assert industry.business_case(world, warn, {}, confidence=50, firm=False) is None


def test_9_2_licensing_a_partner_costs_later_sales_by_the_risk_of_its_technology() -> None:
    world = small_world()
    risky = replace(SHARE, risks={**SHARE.risks, "technology": 2})
    parameters = {"country": JAPAN, "rung": "assembly"}

    safe = industry.business_case(world, SHARE, parameters, confidence=50, firm=False)
    case = industry.business_case(world, risky, parameters, confidence=50, firm=False)

    assert safe is not None
    assert case is not None
    assert safe.design == 0
    assert case.design == 26 * 12 * 100 * 40 * 2 // 1_000
    assert case.expected == safe.expected - case.design


def leaving(confidence: int, *, sources: int = 1, week: int = 1) -> list[e.SupplierLost]:
    world = red_world()
    components = changed(world.baseline.components, SEEKER, sources=sources)
    world = World(baseline=replace(world.baseline, components=components), deck=world.deck)
    exercise = replace(in_orders(world), week=week)
    return list(industry.supplier_exits(replace(exercise, indices={**exercise.indices, "confidence": confidence})))


def test_9_3_suppliers_leave_only_while_confidence_is_below_45_and_sources_are_few() -> None:
    weeks = range(1, 2_000)
    expected = [week for week in weeks if draw("seed", "supplier exit", SEEKER, week=week, sides=10_000) < 2 * (45 - 5)]

    assert [week for week in weeks if leaving(5, week=week)] == expected
    assert len(expected) > 5
    assert not any(leaving(45, week=week) or leaving(5, sources=3, week=week) for week in weeks)


def test_9_3_an_exit_takes_a_tenth_of_the_component_for_a_year_and_two_points_of_the_supplier_base() -> None:
    week = next(week for week in range(1, 2_000) if leaving(5, week=week))
    exercise = in_orders(red_world())
    exercise = replace(exercise, week=week, indices={**exercise.indices, "confidence": 5})
    unfolding = Unfolding(exercise)

    industry.lose_suppliers(unfolding)

    assert unfolding.exercise.indices["supplier-base"] == 68
    damage = unfolding.exercise.stocks.damage[-1]
    assert (damage.site, damage.permille, damage.until - week) in {(SEEKER, 100, 51), (SEEKER, 100, 52)}


def test_10_1_an_index_says_who_learns_of_it() -> None:
    exercise = in_orders(red_world())

    event = outcomes.moved(exercise, "trust-japan", 30, "test")

    assert (event.by, event.value, event.told) == (20, 100, (JAPAN,))


@pytest.mark.parametrize(("week", "index", "value", "after"), [(13, "trust-japan", 90, 89), (13, "confidence", 40, 41)])
def test_10_2_every_quarter_moods_move_a_point_towards_where_they_began(week: int, index: str, value: int, after: int) -> None:
    exercise = in_orders(red_world())
    exercise = replace(exercise, week=week, indices={**exercise.indices, index: value})
    unfolding, another = Unfolding(exercise), Unfolding(replace(exercise, week=week + 1))

    politics.fade(unfolding)
    politics.fade(another)

    assert unfolding.exercise.indices[index] == after
    assert another.exercise.indices[index] == value


def test_10_2_what_is_no_mood_does_not_fade() -> None:
    exercise = in_orders(red_world())
    exercise = replace(exercise, week=13, indices={**exercise.indices, "warning": 40, "supplier-base": 10})
    unfolding = Unfolding(exercise)

    politics.fade(unfolding)

    assert unfolding.events == []


def test_10_3_deterrence_falls_with_the_visible_stock_and_rises_with_open_sites() -> None:
    exercise = in_orders(red_world())
    stocks = exercise.stocks
    empty = {place: dict.fromkeys(here, 0) for place, here in stocks.theatre.items()}
    drawn_down = Unfolding(replace(exercise, stocks=replace(stocks, theatre=empty)))
    shared = Unfolding(replace(exercise, initiatives={InitiativeId("s"): site_done("s")}))

    politics.measure_deterrence(drawn_down)
    politics.measure_deterrence(shared)

    rate = measured(shared).rate
    assert (measured(drawn_down).stock, measured(drawn_down).dispersion) == (-20, 0)
    assert (measured(shared).stock, measured(shared).dispersion) == (0, 1)
    assert shared.exercise.indices["deterrence"] == 50 + 1 + rate


def test_10_3_deterrence_moves_by_the_difference_to_the_week_before() -> None:
    exercise = in_orders(red_world())
    unfolding = Unfolding(replace(exercise, initiatives={InitiativeId("s"): site_done("s")}))

    politics.measure_deterrence(unfolding)
    once = unfolding.exercise.indices["deterrence"]
    politics.measure_deterrence(unfolding)

    assert unfolding.exercise.indices["deterrence"] == once


def measured(unfolding: Unfolding) -> e.DeterrenceMeasured:
    return next(event for event in unfolding.events if isinstance(event, e.DeterrenceMeasured))


def site_done(identity: str) -> Initiative:
    return Initiative(
        id=InitiativeId(identity),
        type="share",
        parameters={"country": JAPAN, "rung": "assembly"},
        proposer=JAPAN,
        week=1,
        turn=1,
        done_week=1,
    )


def test_10_4_a_line_in_taiwan_moves_escalation_and_deterrence_by_a_drawn_sign_and_size() -> None:
    world = red_world()
    lines = changed(world.baseline.lines, MISSILE_JP, country="allies/taiwan")
    taiwan = World(baseline=replace(world.baseline, lines=lines), deck=world.deck)
    seen = set()
    for seed in map(str, range(40)):
        exercise = in_orders(taiwan, seed=seed)
        unfolding = Unfolding(replace(exercise, initiatives={InitiativeId("s"): site_done("s")}))
        politics.open_windows(unfolding, [InitiativeId("s")])
        seen.add(unfolding.exercise.indices["escalation"] - 20)
    elsewhere = Unfolding(replace(in_orders(world), initiatives={InitiativeId("s"): site_done("s")}))

    politics.open_windows(elsewhere, [InitiativeId("s")])

    assert min(seen) < 0 < max(seen)
    assert all(-5 <= by <= 5 for by in seen)
    assert elsewhere.events == []


def test_11_1_the_budget_grows_with_the_quarters_and_what_was_spent_is_gone() -> None:
    exercise = in_orders(red_world(action(BLOCKADE, cost=10)))

    assert adversary.budget_left(exercise, RED) == 30
    assert adversary.budget_left(replace(exercise, week=14), RED) == 43
    assert adversary.budget_left(weeks_passed(until(exercise, Phase.RESOLVE), 1), RED) == 30 + 13 * 1 // 13 - 10


def test_11_1_an_adversary_alone_is_told_its_budget_and_its_actions_at_startex() -> None:
    table = Table(world=red_world(action(BLOCKADE, cost=10)), pace="fours", seed="seed")
    table.control(o.StartExercise())

    campaign = table.views[RED].campaign
    told = campaign.actions[BLOCKADE]

    assert "Campaign budget: 30 points, and 13 more each quarter." in table.views[RED].notices
    assert (told.title, told.cost, told.does) == ("Blockade", 10, ("Escalation: +3",))
    assert campaign.points_left(1) == 30
    assert not [text for one, view in table.views.items() if one != RED for text in view.notices if "points" in text]
    assert [one for one, view in table.views.items() if view.campaign.actions] == [RED]


def test_11_2_a_red_cell_sees_what_it_ordered_what_it_cost_and_why_an_action_cannot_be_ordered() -> None:
    dear, often = action(EDITORIAL, at_week=99, cost=25), action("drill", at_week=99, cost=5, again=13)
    table = Table(world=red_world(action(BLOCKADE, at_week=99, cost=10), dear, often, per_quarter=0), pace="fours", seed="seed")
    table.control(o.StartExercise())
    while table.exercise.phase is not Phase.ORDERS:
        advance(table)
    for one in (BLOCKADE, "drill"):
        table.give(RED, o.MoveRed(action=one))
    campaign, week = table.views[RED].campaign, table.views[RED].week

    assert campaign.points_left(week) == 15
    assert campaign.hindrance(campaign.actions[BLOCKADE], week) == "ordered: it comes with the next week that is played"
    assert campaign.hindrance(campaign.actions[EDITORIAL], week) == "10 points too dear now"

    while table.exercise.turn == 1:
        advance(table)
    campaign = table.views[RED].campaign

    assert campaign.points_left(5) == 15
    assert campaign.hindrance(campaign.actions[BLOCKADE], 5) == "came in week 1, and comes once"
    assert campaign.hindrance(campaign.actions["drill"], 5) == "came in week 1, and rests until week 14"
    assert campaign.hindrance(campaign.actions["drill"], 14) == ""


def test_11_1_only_an_adversary_has_an_autopilot_and_it_is_on_until_its_cell_turns_it_off() -> None:
    exercise = in_orders(red_world(action(BLOCKADE)))

    assert refused(exercise, JAPAN, o.SetAutopilot(on=False)) is RefusalCode.NOT_YOURS
    assert refused(exercise, RED, o.SetAutopilot(on=True)) is RefusalCode.NOT_POSSIBLE_NOW
    assert len(moves(exercise)) == 1
    by_hand = done(exercise, RED, o.SetAutopilot(on=False))
    assert moves(by_hand) == []
    assert len(moves(done(by_hand, RED, o.SetAutopilot(on=True)))) == 1


def test_11_2_a_red_cell_may_take_an_action_of_its_own_that_its_budget_can_bear() -> None:
    world = red_world(action(BLOCKADE, at_week=99), action(EDITORIAL, at_week=99, cost=25))
    exercise = done(in_orders(world), RED, o.SetAutopilot(on=False), o.MoveRed(action=BLOCKADE))

    assert refused(exercise, JAPAN, o.MoveRed(action=EDITORIAL)) is RefusalCode.NOT_POSSIBLE_NOW
    assert refused(exercise, RED, o.MoveRed(action=BLOCKADE)) is RefusalCode.NOT_POSSIBLE_NOW
    assert refused(exercise, RED, o.MoveRed(action=EDITORIAL)) is RefusalCode.NO_MONEY_LEFT
    assert refused(exercise, RED, o.MoveRed(action="invasion")) is RefusalCode.NOT_POSSIBLE_NOW


def test_11_2_what_a_red_cell_orders_happens_in_the_next_resolved_week_and_not_before() -> None:
    exercise = done(in_orders(red_world(action(BLOCKADE, at_week=99))), RED, o.MoveRed(action=BLOCKADE))

    assert exercise.indices["escalation"] == 20
    after = weeks_passed(until(exercise, Phase.RESOLVE), 1)
    assert after.red.last == {BLOCKADE: 1}
    assert after.red.ordered == ()
    assert adversary.budget_left(after, RED) == 30 + 1 - 10


def test_11_3_the_autopilot_acts_when_its_condition_holds_and_the_budget_can_bear_it() -> None:
    early, dear = action(BLOCKADE, at_week=3), action(EDITORIAL, cost=31)
    exercise = in_orders(red_world(early, dear))

    assert moves(exercise) == []
    assert [one.action for one in moves(replace(exercise, week=3))] == [BLOCKADE]
    assert moves(replace(exercise, week=3))[0].values == {"week": 3}


def test_11_3_an_action_comes_once_or_again_when_it_has_rested() -> None:
    exercise = in_orders(red_world(action(BLOCKADE, cost=1), action(EDITORIAL, cost=1, again=3)))

    after = weeks_passed(until(exercise, Phase.RESOLVE), 4)

    assert after.red.last == {BLOCKADE: 1, EDITORIAL: 4}
    assert after.red.spent == {RED: 3}


def test_11_3_in_another_world_red_acts_as_it_was_recorded() -> None:
    unfolding = Unfolding(in_orders(red_world(action(BLOCKADE), action(EDITORIAL, at_week=99))))

    adversary.red_moves(unfolding, (EDITORIAL,))

    assert [event.action for event in unfolding.events if isinstance(event, e.RedMoved)] == [EDITORIAL]


def leaking(week: int, *, protected: bool) -> list[e.LeakHappened]:
    exercise = in_orders(red_world())
    authorities = {adversary.PROTECTION: 0} if protected else {}
    exercise = replace(
        exercise,
        week=week,
        initiatives={InitiativeId("s"): site_done("s")},
        authorities={**exercise.authorities, **authorities},
    )
    return list(adversary.leaks(exercise))


def test_11_5_an_open_site_may_leak_and_protection_leaves_30_percent_of_the_hazard() -> None:
    hazard = 20 * 69 // 100
    weeks = range(1, 4_000)
    drawn = {week: draw("seed", "leak", MISSILE_JP, week=week, sides=10_000) for week in weeks}

    assert [week for week in weeks if leaking(week, protected=False)] == [w for w in weeks if drawn[w] < hazard]
    assert [week for week in weeks if leaking(week, protected=True)] == [w for w in weeks if drawn[w] < hazard * 3 // 10]
    assert sum(drawn[w] < hazard for w in weeks) > 2


def test_11_5_a_leak_makes_more_of_its_system_needed_once() -> None:
    week = next(week for week in range(1, 4_000) if leaking(week, protected=False))
    exercise = replace(in_orders(red_world()), week=week, initiatives={InitiativeId("s"): site_done("s")})
    unfolding = Unfolding(exercise)

    adversary.bring_leaks(unfolding)

    assert unfolding.exercise.stocks.leaks == {MISSILE: 90}
    assert list(adversary.leaks(unfolding.exercise)) == []


def test_11_5_nothing_leaks_where_no_site_was_opened() -> None:
    exercise = in_orders(red_world())

    assert not any(list(adversary.leaks(replace(exercise, week=week))) for week in range(1, 500))


def test_11_2_red_learns_its_own_moves_and_nobody_else_does() -> None:
    events = given(in_orders(red_world(action(BLOCKADE, at_week=99))), RED, o.MoveRed(action=BLOCKADE))

    assert events == (e.RedOrdered(by=RED, action=BLOCKADE),)


def test_11_3_a_condition_may_read_the_turn() -> None:
    late = replace(action(BLOCKADE), when=TurnReached(condition="turn", at_least=2))

    assert moves(in_orders(red_world(late))) == []


def test_11_2_red_orders_are_taken_in_the_order_phase_and_the_autopilot_also_between_turns() -> None:
    exercise = until(in_orders(red_world(action(BLOCKADE, at_week=99))), Phase.PICTURE)

    assert refused(exercise, RED, o.MoveRed(action=BLOCKADE)) is RefusalCode.NOT_IN_THIS_PHASE
    assert done(exercise, RED, o.SetAutopilot(on=False)).red.autopilot_off == (RED,)
