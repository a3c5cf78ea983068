from collections import Counter

from engine import events as e
from engine import orders as o
from engine.dice import draw
from engine.exercise import Exercise
from engine.phases import Phase
from tests.support.exercises import WARNING, approval, done, given, in_orders, until, warned
from tests.support.worlds import STATE, need, small_world


def test_1_3_a_draw_is_the_same_for_the_same_seed_purpose_things_week_and_occurrence() -> None:
    first = draw("seed", "need", "MISSILE", week=3)

    assert first == draw("seed", "need", "MISSILE", week=3)
    others = [
        draw("another", "need", "MISSILE", week=3),
        draw("seed", "interdiction", "MISSILE", week=3),
        draw("seed", "need", "TORPEDO", week=3),
        draw("seed", "need", "MISSILE", week=4),
        draw("seed", "need", "MISSILE", week=3, occurrence=1),
    ]
    assert first not in others


def test_1_3_draws_are_spread_evenly_over_their_sides() -> None:
    drawn = Counter(draw("seed", "need", str(one), week=1, sides=4) for one in range(4_000))

    assert set(drawn) == {0, 1, 2, 3}
    assert all(900 < times < 1_100 for times in drawn.values())


def test_1_3_nobodys_order_changes_a_draw_that_is_not_about_it() -> None:
    world = small_world(need=(need("MISSILE", 1, 52, 10, 20, 40), need("TORPEDO", 1, 52, 0, 5, 10)))
    quiet = in_orders(world)
    busy = done(warned(quiet), STATE, approval(WARNING, "answer"))

    def needs(exercise: Exercise) -> list[int]:
        events = given(until(exercise, Phase.RESOLVE), None, o.ResolveWeek(week=1))
        return [row.need for one in events if isinstance(one, e.StocksReported) for row in one.rows]

    assert needs(quiet) == needs(busy)
    assert needs(quiet) != needs(in_orders(world, seed="another"))
