"""Agendas and habits as data: every line means something in some world, and every number says where it comes from."""

import pytest

from bots.agendas import AGENDAS
from bots.habits import HABITS, POLITICS
from bots.steering import RANKING, SHARED
from engine.ids import OrganisationId
from engine.rules.initiatives import proposers_of
from engine.rules.parameters import bad_parameters, completed
from engine.world import World
from tests.support.decks import opening_world
from tests.support.shipped_games import shipped_game, shipped_world

WORLDS = (shipped_world(), opening_world())


def coalition(world: World) -> set[str]:
    return {key for key, one in world.organisations.items() if one.report_group != "other"}


def test_every_organisation_but_adversaries_has_an_agenda_and_habits() -> None:
    assert set(AGENDAS) == set(HABITS) == coalition(shipped_world())


@pytest.mark.parametrize("organisation", sorted(AGENDAS))
def test_every_intention_may_be_proposed_by_its_organisation_in_some_world(organisation: str) -> None:
    for intention in AGENDAS[organisation]:
        offers = [world for world in WORLDS if intention.type in world.playbook]
        kinds = [(world, world.playbook[intention.type]) for world in offers]
        good = [(world, kind) for world, kind in kinds if bad_parameters(world, kind, intention.parameters) is None]

        assert good, f"no world offers {intention}"
        for world, kind in good:
            assert organisation in proposers_of(kind, completed(world, kind, intention.parameters)), intention


def test_habits_and_policies_name_only_what_there_is() -> None:
    world = shipped_world()

    assert POLITICS[0] in world.index_kinds
    assert {habit.first_mover for habit in HABITS.values()} <= set(world.organisations)
    assert set(RANKING) <= set(world.systems)
    assert set(SHARED) <= set(world.organisations)


@pytest.mark.parametrize("organisation", sorted(HABITS))
def test_every_habit_gives_percent_a_reason_and_a_source(organisation: str) -> None:
    habit = HABITS[organisation]

    assert 0 <= habit.overlooked <= 100
    assert 0 <= habit.late.low <= habit.late.mode <= habit.late.high
    assert habit.late.source
    assert habit.late.tag == "N" or "otional" not in habit.late.source.split(";")[0]
    for one in habit.refusals:
        assert 0 < (one.percent or shipped_world().partners[OrganisationId(organisation)].political_risk.value) <= 100
        assert one.reason.endswith(".")
        assert one.source


def test_nobody_proposes_the_same_twice_in_a_turn() -> None:
    proposals = [
        (one.proposer, one.type, one.turn, tuple(sorted(one.parameters.items())))
        for one in shipped_game("prompt").exercise.initiatives.values()
    ]

    assert len(proposals) == len(set(proposals))
