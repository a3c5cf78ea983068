from dataclasses import replace
from typing import Any

import pytest

from engine import conditions as c
from engine import orders as o
from engine.conditions import Condition
from engine.rules.triggers import holds
from tests.support.exercises import WARNING, approved, done, in_orders, turns_passed, warned
from tests.support.worlds import AS, CABLE, MISSILE, SEEKER, STATE, STRAIT, small_world

EXERCISE = done(
    approved(turns_passed(warned(in_orders()), 1), WARNING, "answer"), STATE, o.AnswerInject(inject=CABLE, choice="share")
)
DONE = turns_passed(EXERCISE, 1)
TRUE = c.WeekReached(condition="week", at_least=1)
FALSE = c.WeekReached(condition="week", at_least=99)


def stands(state: Any, proposer: str = "") -> Condition:
    return c.InitiativeStands(condition="initiative", type="warn", state=state, proposer=proposer)


@pytest.mark.parametrize(
    ("condition", "true"),
    [
        (c.WeekReached(condition="week", at_least=5), True),
        (c.WeekReached(condition="week", at_least=6), False),
        (c.TurnReached(condition="turn", at_least=2), True),
        (c.TurnReached(condition="turn", at_least=3), False),
        (c.StockBelow(condition="stock", system=MISSILE, theatre=STRAIT, below=500), True),
        (c.StockBelow(condition="stock", system=MISSILE, theatre=STRAIT, below=0), False),
        (c.DaysOfSupply(condition="days-of-supply", system=MISSILE, theatre=STRAIT, below=9_999), True),
        (c.DaysOfSupply(condition="days-of-supply", system=MISSILE, theatre=STRAIT, below=1), False),
        (c.ComponentBinds(condition="component-binds", component=SEEKER), False),
        (c.IndexAtLeast(condition="index", index="warning", at_least=10), True),
        (c.IndexAtLeast(condition="index", index="warning", at_least=11), False),
        (c.IndexBelow(condition="index-below", index="warning", below=11), True),
        (c.IndexBelow(condition="index-below", index="warning", below=10), False),
        (c.RateAtLeast(condition="rate", system=MISSILE, percent=100), True),
        (c.RateAtLeast(condition="rate", system=MISSILE, percent=101), False),
        (c.ShortFor(condition="short", system=MISSILE, theatre=STRAIT, weeks=1), False),
        (c.ChanceOf(condition="chance", permille=1_000, about="storm"), True),
        (c.ChanceOf(condition="chance", permille=0, about="storm"), False),
        (stands("proposed"), True),
        (stands("none"), False),
        (stands("done"), False),
        (stands("proposed", proposer=AS), True),
        (stands("proposed", proposer=STATE), False),
        (stands("none", proposer=STATE), True),
        (c.InjectAnswered(condition="inject-answered", inject=CABLE), True),
        (c.InjectAnswered(condition="inject-answered", inject=CABLE, choice="share"), True),
        (c.InjectAnswered(condition="inject-answered", inject=CABLE, choice="refuse"), False),
        (c.InjectAnswered(condition="inject-answered", inject=CABLE, by=STATE), True),
        (c.InjectAnswered(condition="inject-answered", inject=CABLE, choice="share", by=AS), False),
        (stands("declined"), False),
        (c.Not(condition="not", of=FALSE), True),
        (c.AllOf(condition="all", of=(TRUE, TRUE)), True),
        (c.AllOf(condition="all", of=(TRUE, FALSE)), False),
        (c.AnyOf(condition="any", of=(FALSE, TRUE)), True),
        (c.AnyOf(condition="any", of=(FALSE, FALSE)), False),
    ],
)
def test_12_2_each_condition_is_true_of_what_it_names(condition: Condition, true: bool) -> None:
    assert holds(condition, EXERCISE, {}) is true


def test_12_2_an_initiative_in_effect_is_done() -> None:
    assert holds(stands("done"), DONE, {})
    assert holds(stands("proposed"), DONE, {})


def test_12_2_a_component_binds_where_it_held_a_line_up_in_the_week_just_resolved() -> None:
    line = EXERCISE.stocks.lines["MISSILE-US"]  # type: ignore[index]
    bound = replace(EXERCISE.stocks, lines={**EXERCISE.stocks.lines, "MISSILE-US": replace(line, binding=SEEKER)})  # type: ignore[dict-item]

    assert holds(c.ComponentBinds(condition="component-binds", component=SEEKER), replace(EXERCISE, stocks=bound), {})


def test_12_2_a_firing_records_every_value_that_it_read_also_those_that_did_not_matter() -> None:
    condition = c.AllOf(
        condition="all",
        of=(
            FALSE,
            c.AnyOf(condition="any", of=(TRUE, c.StockBelow(condition="stock", system=MISSILE, theatre=STRAIT, below=1))),
            c.Not(condition="not", of=c.IndexAtLeast(condition="index", index="warning", at_least=50)),
            stands("done"),
            c.InjectAnswered(condition="inject-answered", inject=CABLE),
        ),
    )
    values: dict[str, int] = {}

    holds(condition, EXERCISE, values)

    assert values == {
        "week": 5,
        f"stock {STRAIT} {MISSILE}": EXERCISE.stocks.theatre[STRAIT][MISSILE],
        "index warning": 10,
        "initiatives warn done": 0,
        f"answers to {CABLE}": 1,
    }


def test_12_2_a_condition_changes_nothing() -> None:
    exercise = in_orders(small_world())
    before = repr(exercise)

    holds(stands("none"), exercise, {})

    assert repr(exercise) == before


def test_12_2_an_initiative_that_a_decline_ended_is_declined_and_another_one_is_not() -> None:
    exercise = warned(in_orders())
    (step,) = (key for key, one in exercise.initiatives[WARNING].steps.items() if one.verdict == "" and one.opened is not None)
    by = exercise.initiatives[WARNING].steps[step].by
    after = done(exercise, by, o.DeclineStep(initiative=WARNING, step=step, reason="Too early."))

    assert not holds(stands("declined"), exercise, {})
    assert holds(stands("declined"), after, {})
    assert not holds(stands("declined", proposer=STATE), after, {})
