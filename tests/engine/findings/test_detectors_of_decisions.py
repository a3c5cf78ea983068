"""Chapter 15.4: detectors of what is decided, paid and allowed fire on what they are for and on nothing like it."""

from dataclasses import replace
from typing import Any

from engine.apply import apply_all
from engine.baseline import Authority
from engine.effects import AuthorityEffect
from engine.events import AuthorityChanged
from engine.exercise import Exercise
from engine.ids import OrganisationId
from engine.playbook import InitiativeType
from engine.world import World
from tests.support.detecting import SHORT_OF_MISSILES, line_row, noticed, partner, stock_row, week_of
from tests.support.exercises import (
    ORDER_OF_MISSILES,
    SHARING,
    approval,
    approved,
    decline,
    done,
    in_orders,
    missiles_ordered,
    only_initiative,
    proposed,
    sharing_proposed,
    turns_passed,
)
from tests.support.worlds import (
    AS,
    CONGRESS,
    JAPAN,
    LINES,
    MISSILE,
    MISSILE_JP,
    ORDER,
    PRIMES,
    SEEKER,
    SHARE,
    STATE,
    WARN,
    changed,
    small_world,
    steps,
)

MULTIYEAR = "multiyear"


def authority(identity: str, *, in_force: bool = False, renewed_by: str = STATE) -> Authority:
    return Authority(id=identity, title=identity, holder=AS, in_force=in_force, renewed_by=renewed_by, tag="N", source="")


def with_authority(*, in_force: bool) -> Exercise:
    playbook = steps(ORDER, "fund", needs=(MULTIYEAR,))
    return in_orders(small_world(playbook=playbook, authorities=(authority(MULTIYEAR, in_force=in_force),)))


def test_15_4_an_authority_in_force_that_nobody_uses_is_found_while_priority_systems_are_short() -> None:
    exercise, week = with_authority(in_force=True), week_of(SHORT_OF_MISSILES)

    assert noticed("authority-unused", exercise, *week) == [MULTIYEAR]
    assert noticed("authority-unused", missiles_ordered(exercise), *week) == []
    assert noticed("authority-unused", with_authority(in_force=False), *week) == []
    assert noticed("authority-unused", exercise, *week_of([stock_row(MISSILE)])) == []


def plant_paid(exercise: Exercise) -> Exercise:
    exercise = proposed(exercise, AS, "expand", component=SEEKER, percent="50")
    return approved(exercise, only_initiative(exercise).id, "fund")


def order_before_congress(exercise: Exercise) -> Exercise:
    return turns_passed(approved(missiles_ordered(exercise), ORDER_OF_MISSILES, "rank"), 1)


def test_15_4_an_order_that_is_declined_or_cut_after_plant_was_paid_for_whips_demand() -> None:
    asked = order_before_congress(plant_paid(in_orders()))
    found = [f"{ORDER_OF_MISSILES} fund"]

    assert noticed("demand-whipsaw", asked) == []
    assert noticed("demand-whipsaw", done(asked, CONGRESS, decline(ORDER_OF_MISSILES, "fund"))) == found
    assert noticed("demand-whipsaw", done(asked, CONGRESS, approval(ORDER_OF_MISSILES, "fund", units="77"))) == found
    assert noticed("demand-whipsaw", done(asked, CONGRESS, approval(ORDER_OF_MISSILES, "fund", units="78"))) == []


def test_15_4_a_cut_before_which_nobody_paid_for_plant_is_no_whipsaw() -> None:
    asked = order_before_congress(in_orders())

    assert noticed("demand-whipsaw", done(asked, CONGRESS, decline(ORDER_OF_MISSILES, "fund"))) == []


def test_15_4_a_release_that_waits_for_long_is_too_slow_and_one_in_its_time_is_not() -> None:
    asked = sharing_proposed(in_orders())

    assert noticed("licence-too-slow", turns_passed(asked, 2)) == [f"{SHARING} release"]
    assert noticed("licence-too-slow", turns_passed(asked, 1)) == []
    assert noticed("licence-too-slow", approved(turns_passed(asked, 1), SHARING, "release")) == []


def kit_line(stage: int = 4) -> Exercise:
    return in_orders(small_world(lines=changed(LINES, MISSILE_JP, stage=stage), partners=(partner(JAPAN),)))


def test_15_4_an_ally_lacks_a_part_that_it_may_not_make() -> None:
    week = week_of(SHORT_OF_MISSILES, [line_row(MISSILE_JP, SEEKER)])

    assert noticed("end-item-without-component", kit_line(), *week) == [MISSILE_JP]
    assert noticed("end-item-without-component", kit_line(stage=5), *week) == []
    assert noticed("end-item-without-component", sharing_proposed(kit_line()), *week) == []
    elsewise = week_of(SHORT_OF_MISSILES, [line_row(MISSILE_JP, "contract")])
    assert noticed("end-item-without-component", kit_line(), *elsewise) == []


def sharing(*, more: tuple[InitiativeType, ...] = (), authorities: tuple[Authority, ...] = (), **changes: Any) -> World:
    """The small world, where the release of a sharing is otherwise and Japan is a partner."""
    playbook = (*steps(SHARE, "release", **changes), *more)
    return small_world(playbook=playbook, partners=(partner(JAPAN),), authorities=authorities)


EXCEPTION = f"buy-american-exception-{JAPAN}"


def content_asked(*, renewed_by: str = STATE) -> Exercise:
    effect = AuthorityEffect(effect="authority", authority=EXCEPTION, in_force=True)
    waive = replace(WARN, id="waive", effects=(effect,))
    law = (authority(EXCEPTION, renewed_by=renewed_by),)
    return sharing_proposed(in_orders(sharing(more=(waive,), authorities=law, waived_by="buy-american-exception-{country}")))


def test_15_4_domestic_content_fails_where_nobody_asks_for_the_standing_exception() -> None:
    exercise = turns_passed(content_asked(), 1)

    assert noticed("domestic-content-fails", exercise) == [f"{SHARING} release"]
    assert noticed("domestic-content-fails", content_asked()) == []  # nobody has had a whole turn yet
    assert noticed("domestic-content-fails", proposed(exercise, AS, "waive")) == []
    assert noticed("domestic-content-fails", turns_passed(content_asked(renewed_by=""), 1)) == []


def designs_asked(technology: int = 1) -> Exercise:
    world = sharing(by=PRIMES, spends={})
    risks = {**SHARE.risks, "technology": technology}
    playbook = changed(world.baseline.playbook, SHARE.id, risks=risks)
    return sharing_proposed(in_orders(small_world(playbook=playbook, partners=(partner(JAPAN),))))


def test_15_4_a_firm_that_declines_or_lets_two_weeks_pass_keeps_its_designs() -> None:
    found = [f"{SHARING} release"]

    assert noticed("designs-withheld", turns_passed(designs_asked(), 2)) == found
    assert noticed("designs-withheld", done(designs_asked(), PRIMES, decline(SHARING, "release"))) == found
    assert noticed("designs-withheld", turns_passed(designs_asked(), 1)) == []
    assert noticed("designs-withheld", turns_passed(designs_asked(technology=0), 2)) == []
    assert noticed("designs-withheld", turns_passed(sharing_proposed(in_orders(sharing())), 2)) == []  # no firm's step


def test_15_4_a_transfer_among_allies_is_blocked_while_it_waits_or_once_it_is_declined() -> None:
    asked = sharing_proposed(in_orders(sharing(waived_by="transfer-pre-clearance")))
    found = [f"{SHARING} release"]

    assert noticed("transfer-blocked", turns_passed(asked, 2)) == found
    assert noticed("transfer-blocked", done(asked, STATE, decline(SHARING, "release"))) == found
    assert noticed("transfer-blocked", turns_passed(asked, 1)) == []
    assert noticed("transfer-blocked", turns_passed(sharing_proposed(in_orders(sharing())), 2)) == []


def test_15_4_what_a_security_agreement_protects_is_held_back_and_what_none_protects_waits_for_law() -> None:
    world = sharing(needs=("security-agreement-{country}",))
    protected = AuthorityChanged(authority=f"security-agreement-{JAPAN}", in_force=True, until_week=0, week=1, cause="")
    asked = sharing_proposed(in_orders(world))

    assert noticed("intelligence-held-back", turns_passed(apply_all(asked, (protected,)), 2)) == [f"{SHARING} release"]
    assert noticed("intelligence-held-back", turns_passed(apply_all(asked, (protected,)), 1)) == []
    assert noticed("intelligence-held-back", turns_passed(asked, 2)) == []
    assert OrganisationId(JAPAN) in world.partners
