"""What a preview foresees of paths, law and returns: from the sender's view, the same as comes about."""

from typing import Any

from bots.table import Table, advance
from engine.baseline import Authority
from engine.effects import DelayEffect, MechanismEffect
from engine.ids import OrganisationId, StepId
from engine.orders import AdvancePhase, AmendInitiative, ApproveStep, Order, ProposeInitiative, ReturnStep, StartExercise
from engine.phases import Phase
from engine.playbook import InitiativeType
from engine.playbook import Table as Weeks
from engine.preview import preview
from engine.projection import Plan, plan_of
from engine.refusals import Refusal, RefusalCode
from engine.world import World
from tests.support.law import EXEMPTION, PATH, PURCHASE, authority, path, step, world_of_path
from tests.support.worlds import AS, CONGRESS, INJECTS, JAPAN, LEAK, PRIMES, STAFF, STATE, changed, small_world, steps
from tests.support.worlds import SHARE as SHARING_TYPE

PROPOSED = ProposeInitiative(type="path", parameters={})


def table_of(world: World, *orders: tuple[OrganisationId, Order]) -> Table:
    """The order phase of turn 1, after these orders."""
    table = Table(world=world, pace="fours", seed="seed")
    table.control(StartExercise())
    table.control(AdvancePhase(to=Phase.ORDERS))
    for organisation, order in orders:
        verdict = table.give(organisation, order)
        assert not isinstance(verdict, Refusal), verdict
    return table


def a_turn_later(table: Table) -> Table:
    advance(table)
    while table.exercise.phase is not Phase.ORDERS:
        advance(table)
    return table


def planned(table: Table, organisation: OrganisationId = AS) -> Plan:
    view = table.views[organisation]
    seen = view.initiatives[PATH]
    return plan_of(view, view.type_of(seen), seen.parameters, seen)


def done_in(table: Table) -> int | None:
    return preview(table.views[AS], PROPOSED).done


def lawful(kind: InitiativeType, *law: Authority, **changes: Any) -> World:
    return world_of_path(kind, *law, **changes)


def test_8_5_a_waived_step_is_foreseen_to_take_no_time() -> None:
    kind = path(step("assess", STATE, processing=9, waived_by=EXEMPTION), step("act", PRIMES, "assess", processing=2))

    with_it = preview(table_of(lawful(kind, authority(EXEMPTION))).views[AS], PROPOSED)
    without = preview(table_of(lawful(kind, authority(EXEMPTION, in_force=False))).views[AS], PROPOSED)

    assert (with_it.done, without.done) == (1 + 2, 1 + 9 + 2)
    assert [one.waived for one in with_it.hand_offs] == [True, False]


def test_8_5_where_any_is_enough_the_quickest_way_counts() -> None:
    kind = path(
        step("ask", STATE, processing=9),
        step("plead", CONGRESS, processing=2),
        step("act", PRIMES, "ask", "plead", joins="any", processing=1),
    )

    made = preview(table_of(lawful(kind)).views[AS], PROPOSED)

    assert made.done == 1 + 2 + 1
    assert {one.step: one.counts for one in made.hand_offs} == {"ask": False, "plead": True, "act": True}


def test_8_5_what_was_overtaken_counts_no_more() -> None:
    kind = path(step("ask", STATE, processing=9), step("plead", CONGRESS), step("act", PRIMES, "ask", "plead", joins="any"))

    table = table_of(lawful(kind), (AS, PROPOSED), (CONGRESS, ApproveStep(initiative=PATH, step=StepId("plead"))))

    assert planned(table).done == 1


def test_8_5_the_mechanism_is_known_and_foreseen() -> None:
    kind = path(
        step("ask", STATE, processing=5),
        step("endorse", STAFF, "ask", after_side_by_side=(), processing=3),
        step("act", PRIMES, "endorse", after_side_by_side=("ask", "endorse")),
        side_by_side_at=1,
    )
    raised = (MechanismEffect(effect="mechanism", level=1),)
    table = table_of(lawful(kind, injects=changed(INJECTS, LEAK, effects=raised)))
    before = done_in(table)

    after = done_in(a_turn_later(table))

    assert (before, after) == (1 + 5 + 3, 5 + 5)
    assert {view.mechanism for view in table.views.values()} == {1}


def test_8_5_the_weeks_for_what_was_chosen_are_foreseen() -> None:
    world = small_world(playbook=steps(SHARING_TYPE, "release", by_choice=Weeks(of="country", weeks={JAPAN: 11})))
    order = ProposeInitiative(type="share", parameters={"country": JAPAN, "rung": "assembly"})

    made = preview(table_of(world).views[JAPAN], order)

    release = made.hand_offs[0]
    assert (release.step, release.ends - release.starts) == ("release", 11)


def test_8_5_a_delay_is_foreseen_by_whoever_takes_the_step_and_by_nobody_else() -> None:
    kind = path(step("ask", STATE, processing=1), proposers=(AS, STATE))
    delay = (DelayEffect(effect="delay", type="path", step="ask", weeks=4),)
    table = a_turn_later(table_of(lawful(kind, injects=changed(INJECTS, LEAK, effects=delay))))

    theirs, own = (preview(table.views[one], PROPOSED).done for one in (AS, STATE))

    assert (theirs, own) == (5 + 1, 5 + 1 + 4)


def test_8_5_a_preview_refuses_what_the_law_does_not_allow_in_the_words_of_the_rule() -> None:
    kind = path(step("buy", STATE, needs=(PURCHASE,)))
    table = table_of(lawful(kind, authority(PURCHASE, in_force=False)), (AS, PROPOSED))
    order = ApproveStep(initiative=PATH, step=StepId("buy"))

    foreseen = preview(table.views[STATE], order).refusal

    assert foreseen == table.give(STATE, order)
    assert foreseen is not None
    assert foreseen.code is RefusalCode.NO_AUTHORITY


def test_8_5_a_returned_step_is_foreseen_to_take_its_processing_anew() -> None:
    table = table_of(lawful(path(step("ask", STATE, processing=3))), (AS, PROPOSED))
    before = planned(table).done

    table.give(STATE, ReturnStep(initiative=PATH, step=StepId("ask"), reason="Say more."))
    amended = preview(table.views[AS], AmendInitiative(initiative=PATH, note="More."))
    refused = preview(table.views[STATE], AmendInitiative(initiative=PATH, note="More."))

    assert (before, planned(table).done, amended.done) == (4, 7, 7)
    assert refused.refusal == Refusal(RefusalCode.NOT_POSSIBLE_NOW)


def test_8_5_an_amendment_previews_what_less_would_bring() -> None:
    order = ProposeInitiative(type="order", parameters={"system": "MISSILE", "units": "150"})
    table = table_of(small_world(), (AS, order))
    (identity,) = table.views[AS].initiatives
    table.give(STAFF, ReturnStep(initiative=identity, step=StepId("rank"), reason="Too many."))

    less = preview(table.views[AS], AmendInitiative(initiative=identity, reduce={"units": "1"}))
    more = preview(table.views[AS], AmendInitiative(initiative=identity, reduce={"units": "151"}))
    whole = preview(table.views[AS], AmendInitiative(initiative=identity, note="All of them."))

    assert less.refusal is None
    assert less.saved()["MISSILE"] < whole.saved()["MISSILE"]
    assert more.refusal is not None
    assert more.refusal.code is RefusalCode.BAD_PARAMETER


def test_8_1_those_concerned_hear_of_returns_amendments_and_holds() -> None:
    kind = path(
        step("ask", STATE),
        step("notify", STATE, "ask", kind="clock", processing=9, may_hold=CONGRESS),
    )
    table = table_of(lawful(kind), (AS, PROPOSED))
    table.give(STATE, ReturnStep(initiative=PATH, step=StepId("ask"), reason="Say more."))
    returned = table.views[AS]
    table.give(AS, AmendInitiative(initiative=PATH, note="It is urgent."))
    amended = table.views[STATE]
    table.give(STATE, ApproveStep(initiative=PATH, step=StepId("ask")))

    assert [step_id for _, step_id, _ in returned.returned_steps()] == ["ask"]
    assert "Say more." in returned.notices[-1]
    assert "It is urgent." in amended.notices[-1]
    assert amended.initiatives[PATH].steps[StepId("ask")].note == "It is urgent."
    assert [step_id for _, step_id, _ in table.views[CONGRESS].running_clocks()] == ["notify"]
    assert table.views[CONGRESS].waiting_steps() == []
    assert StepId("ask") not in table.views[CONGRESS].initiatives[PATH].steps


def test_7_5_everybody_knows_what_is_in_force_and_until_when() -> None:
    kind = path(step("ask", STATE))
    table = table_of(lawful(kind, authority(PURCHASE, until_week=2), authority(EXEMPTION, in_force=False)))
    before = {tuple(view.authorities.items()) for view in table.views.values()}

    a_turn_later(table)

    assert before == {((PURCHASE, 2),)}
    assert {tuple(view.authorities) for view in table.views.values()} == {()}
    assert any("The purchase act" in notice for notice in table.views[JAPAN].notices)
