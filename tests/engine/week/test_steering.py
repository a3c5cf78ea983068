"""Policies steer the week by their subjects; what nobody has set stands at its default."""

from dataclasses import replace

from engine.ids import ComponentId
from engine.phases import Phase
from engine.stocks import ComponentState
from engine.week.kernel import stocks_at_start
from engine.week.plan import plan_of
from engine.week.steering import steering_of
from tests.support.exercises import in_orders, until, weeks_passed
from tests.support.weeks import lived
from tests.support.worlds import MISSILE, MISSILE_US, SEEKER, STRAIT, TORPEDO, small_world

WORLD = small_world()


def test_6_10_what_nobody_has_set_stands_at_its_default() -> None:
    steering = steering_of(plan_of(WORLD), {}, ())

    assert (steering.ration, steering.cover, steering.share) == ([1_000, 1_000], [6, 6], [1_000])
    assert steering.reserve == [30_000, 12_000]
    assert steering.shifts == [None, None, None]
    assert steering.groups == [[0, 1, 2]]


def test_6_10_each_policy_steers_its_own_subject() -> None:
    policies = {
        f"ration {MISSILE}": 700,
        f"cover {TORPEDO}": 9,
        "theatre-share strait": 5,
        f"reserve-floor {TORPEDO}": 0,
        f"shifts {MISSILE_US}": 1,
        f"rating {TORPEDO}": 2,
    }

    steering = steering_of(plan_of(WORLD), policies, (MISSILE,))

    assert (steering.ration, steering.cover, steering.share) == ([700, 1_000], [6, 9], [5])
    assert steering.reserve == [30_000, 0]
    assert steering.shifts == [1, None, None]
    assert steering.groups == [[2], [0, 1]]


def test_6_10_the_policies_of_an_exercise_steer_its_weeks() -> None:
    resolving = until(in_orders(WORLD), Phase.RESOLVE)
    rationed = replace(resolving, policies={f"ration {MISSILE}": 500})

    left = [weeks_passed(one, 1).stocks.theatre[STRAIT][MISSILE] for one in (resolving, rationed)]

    assert left == [90_000, 95_000]


def test_5_10_every_line_names_what_bound_it_in_each_week() -> None:
    starved = lived(WORLD, replace(stocks_at_start(WORLD), components=_half_of_the_seekers()))

    assert {key: line.binding for key, line in starved.after.lines.items()} == dict.fromkeys(WORLD.lines, SEEKER)
    assert starved.line(MISSILE_US).binding == SEEKER


def _half_of_the_seekers() -> dict[ComponentId, ComponentState]:
    seekers = stocks_at_start(WORLD).components[SEEKER]
    return {SEEKER: replace(seekers, rate=seekers.rate // 2, stock=0)}
