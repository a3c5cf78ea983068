"""Practice leaves nothing behind: not in the exercise, not in a view, not in what is found afterwards."""

from dataclasses import replace

import pytest

from aar.reading import read
from aar.verifying import verify
from aar.worlds.course import shortfall_played
from aar.worlds.physics import shortfall_in
from bots.policy import Policy
from bots.roster import policy
from bots.table import Table, advance, play, play_orders, seat_all
from engine.exercise import Exercise
from engine.folding import fold
from engine.ids import PUBLIC, Audience, OrganisationId
from engine.orders import EndExercise, EndPractice, SealExercise, StartExercise, StartPractice
from engine.phases import Phase
from engine.refusals import Refusal
from engine.stored import canonical, parse, state_hash, state_of, state_plain
from engine.views import View, view_at_start
from engine.world import World
from tests.support.decks import opening_world
from tests.support.random_play import RandomPlayer

WORLD = opening_world()
PACE = "half-day"


def practise(table: Table, players: dict[OrganisationId, Policy]) -> None:
    """One practice turn, played in full."""
    assert not isinstance(table.control(StartPractice()), Refusal)
    while table.exercise.phase is not Phase.PICTURE:
        if table.exercise.phase is Phase.ORDERS:
            for organisation, player in players.items():
                for _ in range(6):
                    for order in player.orders(table.views[organisation]):
                        table.give(organisation, order)
        advance(table)
    table.control(EndPractice())


def played_after(practices: int, *, world: World = WORLD) -> Table:
    """A game of bots with so many practices before it."""
    policies = {one: policy("typical", "salt") for one in world.organisations}
    table = Table(world=world, pace=PACE, seed="seed")
    seat_all(table, policies)
    for number in range(practices):
        practise(table, {one: RandomPlayer(f"{number} {one}") for one in world.organisations})
    table.control(StartExercise())
    while not (table.exercise.phase is Phase.PICTURE and table.exercise.turn == table.exercise.turns):
        if table.exercise.phase is Phase.ORDERS:
            play_orders(table, policies)
        advance(table)
    table.control(EndExercise())
    table.control(SealExercise())
    return table


@pytest.fixture(scope="module")
def tables() -> tuple[Table, Table]:
    return played_after(0), played_after(2)


def test_1_7_the_exercise_after_practice_is_the_one_without(tables: tuple[Table, Table]) -> None:
    without, practised = tables

    assert len(practised.entries) > len(without.entries) + 20
    assert state_hash(replace(practised.exercise, practices=0)) == state_hash(without.exercise)


def test_1_7_no_view_remembers_practice(tables: tuple[Table, Table]) -> None:
    without, practised = tables

    for organisation, view in practised.views.items():
        known = replace(view, orders=())
        assert known == replace(without.views[organisation], orders=())
        given = [(one.kind, one.turn, one.refusal) for one in view.orders]
        assert given == [(one.kind, one.turn, one.refusal) for one in without.views[organisation].orders]


def test_1_7_nothing_of_practice_is_found_afterwards(tables: tuple[Table, Table]) -> None:
    without, practised = (read(table.entries) for table in tables)

    assert practised.stocks == without.stocks
    assert practised.candidates == without.candidates
    assert practised.estimates == without.estimates
    assert practised.control_inputs == without.control_inputs == []
    assert shortfall_played(practised) == shortfall_in(practised, lambda _: False)
    assert shortfall_in(practised, lambda _: True) == shortfall_in(without, lambda _: True)


def test_1_7_a_log_with_practice_is_verified(tables: tuple[Table, Table]) -> None:
    found = verify(tables[1].entries)

    assert (found.fault, found.sealed) == ("", True)


def test_1_7_in_the_midst_of_practice_exercise_and_views_survive_being_stored() -> None:
    table = Table(world=WORLD, pace=PACE, seed="seed")
    policies = {one: policy("prompt", "salt") for one in WORLD.organisations}
    seat_all(table, policies)
    table.control(StartPractice())
    advance(table)
    play_orders(table, policies)

    exercise = state_of(Exercise, parse(canonical(state_plain(table.exercise))), WORLD)
    view = next(iter(table.views.values()))
    published = view.world
    again = state_of(View, parse(canonical(state_plain(view))), published)

    assert table.exercise.practice
    assert view.practice
    assert state_hash(exercise) == state_hash(table.exercise)
    assert state_plain(again) == state_plain(view)


def test_1_7_a_view_folded_from_the_log_forgets_practice_as_well(tables: tuple[Table, Table]) -> None:
    practised = tables[1]
    organisation = next(iter(practised.views))

    view = view_at_start(practised.entries[0].parts[PUBLIC].plain["header"], organisation)
    for entry in practised.entries:
        for audience in (PUBLIC, Audience(organisation)):
            if audience in entry.parts:
                view = fold(view, entry.parts[audience].plain)

    assert view == practised.views[organisation]


def test_1_10_a_game_that_bots_play_ends_with_a_sealed_log() -> None:
    policies = {one: policy("idle", "") for one in WORLD.organisations}

    assert play(WORLD, pace=PACE, seed="seed", policies=policies).exercise.phase is Phase.SEALED
