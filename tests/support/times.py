"""Builders for tests of wall time: the small world with a pace that gives times, and an exercise that the clock drives."""

from dataclasses import replace
from typing import Any

from engine import orders as o
from engine.deck import Pace, TurnTimes
from engine.exercise import Exercise
from engine.phases import Phase
from engine.world import World
from tests.support.exercises import before_check_in, checked_in, done
from tests.support.worlds import AS, small_world

NOON = 1_800_000_000
"""Some moment, in seconds since 1970."""
MINUTES = TurnTimes(brief=5, orders=30, locked=2, adjudicate=3, picture=10)


def timed(world: World, *times: TurnTimes, zone: str = "") -> World:
    """A world whose paces all give these times."""
    paces: tuple[Pace, ...] = tuple(replace(one, times=times or (MINUTES,), zone=zone) for one in world.deck.paces)
    return World(baseline=world.baseline, deck=replace(world.deck, paces=paces))


def under_the_clock(*times: TurnTimes, zone: str = "", **more: Any) -> Exercise:
    """The brief of turn 1, driven by the clock; no timer is set yet."""
    seated = checked_in(before_check_in(timed(small_world(), *times, zone=zone), **more), AS)
    return done(seated, None, o.SetPacing(by="clock"), o.StartExercise())


def timer_of(exercise: Exercise, ends_at: int = NOON) -> o.SetTimer:
    """The timer of the phase that is on."""
    return o.SetTimer(phase=exercise.phase, turn=exercise.turn, ends_at=ends_at)


def timed_orders(ends_at: int = NOON, **more: Any) -> Exercise:
    """The order phase of turn 1 with its timer."""
    exercise = done(under_the_clock(**more), None, o.AdvancePhase(to=Phase.ORDERS))
    return done(exercise, None, timer_of(exercise, ends_at))
