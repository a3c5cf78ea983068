from typing import Any

from engine import events as e
from engine import orders as o
from engine.conditions import (
    AgreementBroken,
    AllOf,
    AuthorityInForce,
    ChanceOf,
    Condition,
    IndexBelow,
    Not,
    Once,
    OrderGiven,
    WeekReached,
)
from engine.deck import ReleaseOnCondition
from engine.exercise import Exercise
from engine.ids import InjectId
from engine.phases import Phase
from engine.rules.triggers import holds
from tests.support.exercises import done, given, in_orders, until, warned, weeks_passed
from tests.support.law import PURCHASE, authority
from tests.support.worlds import AS, INJECTS, STATE, inject, small_world

NOTE = InjectId("note")


def asking(condition: Condition, **changes: Any) -> Exercise:
    """An exercise whose deck releases a note on this condition."""
    note = inject(NOTE, ReleaseOnCondition(by="condition", when=condition))
    return in_orders(small_world(injects=(*INJECTS, note), **changes))


def true(condition: Condition, exercise: Exercise) -> bool:
    return holds(condition, exercise, {})


def test_12_2_an_index_below_its_points() -> None:
    exercise = in_orders()

    assert true(IndexBelow(condition="index-below", index="confidence", below=51), exercise)
    assert not true(IndexBelow(condition="index-below", index="confidence", below=50), exercise)


def test_12_2_an_authority_in_force_or_not() -> None:
    lawful = in_orders(small_world(authorities=(authority(PURCHASE),)))
    wanted = AuthorityInForce(condition="authority", authority=PURCHASE, in_force=True)
    missing = AuthorityInForce(condition="authority", authority=PURCHASE, in_force=False)

    assert (true(wanted, lawful), true(missing, lawful)) == (True, False)
    assert (true(wanted, in_orders()), true(missing, in_orders())) == (False, True)


PROPOSED = OrderGiven(condition="order", kind="propose-initiative", by=AS)


def test_12_2_an_order_that_a_condition_asks_for_is_remembered_from_the_first_time() -> None:
    exercise = warned(asking(PROPOSED))
    again = given(exercise, AS, o.ProposeInitiative(type="warn", parameters={}))

    assert exercise.orders_taken == (f"propose-initiative {AS}",)
    assert not any(isinstance(one, e.OrderTaken) for one in again)
    assert true(PROPOSED, exercise)
    assert not true(OrderGiven(condition="order", kind="propose-initiative", by=STATE), exercise)
    assert true(OrderGiven(condition="order", kind="propose-initiative"), exercise)


def test_12_2_an_order_that_is_refused_or_that_no_condition_asks_for_is_not_remembered() -> None:
    assert done(asking(PROPOSED), AS, o.MarkReady(ready=True)).orders_taken == ()
    assert warned(in_orders()).orders_taken == ()


def test_12_2_what_a_part_of_a_condition_asks_for_is_remembered_as_well() -> None:
    nested = Not(condition="not", of=AllOf(condition="all", of=(PROPOSED, WeekReached(condition="week", at_least=99))))

    assert warned(asking(nested)).orders_taken == (f"propose-initiative {AS}",)


def test_12_2_an_agreement_that_nobody_broke() -> None:
    assert not true(AgreementBroken(condition="agreement-broken"), in_orders())


def test_12_2_conditions_about_the_same_chance_see_the_same_draw_of_the_week() -> None:
    exercise = in_orders()
    values: dict[str, int] = {}
    holds(ChanceOf(condition="chance", permille=1, about="storm"), exercise, values)
    drawn = values["chance storm"]

    assert 0 <= drawn < 1_000
    assert true(ChanceOf(condition="chance", permille=drawn + 1, about="storm"), exercise)
    assert not true(ChanceOf(condition="chance", permille=drawn, about="storm"), exercise)
    assert true(ChanceOf(condition="chance", permille=1_000, about="calm"), exercise)


def test_12_2_once_holds_in_the_first_week_and_never_again() -> None:
    once = Once(condition="once", of=WeekReached(condition="week", at_least=2))
    late = AllOf(condition="all", of=(once, WeekReached(condition="week", at_least=3)))
    exercise = weeks_passed(until(asking(late), Phase.RESOLVE), 1)

    second = given(exercise, None, o.ResolveWeek(week=2))
    after = weeks_passed(exercise)

    assert [one.week for one in second if isinstance(one, e.ConditionHeld)] == [2]
    assert not true(once, after)
    assert NOTE not in after.released  # by the time the other part held, the first time was over


def test_12_2_once_releases_what_waits_for_it() -> None:
    once = Once(condition="once", of=WeekReached(condition="week", at_least=2))

    assert NOTE in weeks_passed(until(asking(once), Phase.RESOLVE)).released
