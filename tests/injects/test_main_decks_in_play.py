"""The main decks as bots play them: to the end, without a refused order, and with every inject reached by legal orders."""

import pytest

from bots.roster import policy
from bots.table import play
from engine.ids import CONTROL
from engine.phases import Phase
from tests.support.decks import main_world
from tests.support.main_games import BRANCHES, branching_game, main_game, released

DECKS = tuple(BRANCHES)
MOVED_ON = "not-possible-now"
"""What a bot hears that answers a step which somebody else has just settled."""


@pytest.mark.parametrize("deck", DECKS)
def test_every_inject_comes_in_a_game_that_legal_orders_bring_about(deck: str) -> None:
    table = branching_game(deck)
    verdicts = [entry.parts[CONTROL].plain["verdict"] for entry in table.entries[1:]]

    assert {one.id for one in main_world(deck).deck.injects} - released(table) == set()
    assert [one["refusal"] for one in verdicts if "refusal" in one] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["typical", "prompt"])
@pytest.mark.parametrize(("deck", "start"), [("taiwan-blockade", "protracted"), ("two-front-war", "both-fronts")])
def test_bots_play_to_the_end_from_a_start_at_war(deck: str, start: str, name: str) -> None:
    world = main_world(deck, start=start)
    policies = {one: policy(name, "1") for one in world.organisations}

    assert play(world, pace="day", seed="1", policies=policies).exercise.phase is Phase.SEALED


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["1", "2", "3"])
@pytest.mark.parametrize("name", ["typical", "prompt"])
@pytest.mark.parametrize("pace", ["half-day", "day", "two-days", "distributed"])
@pytest.mark.parametrize("deck", DECKS)
def test_bots_play_to_the_end_at_every_pace(deck: str, pace: str, name: str, seed: str) -> None:
    table = main_game(deck, pace, name, seed)
    verdicts = [entry.parts[CONTROL].plain["verdict"] for entry in table.entries[1:]]

    assert table.exercise.phase is Phase.SEALED
    refused = {one["refusal"]["code"] for one in verdicts if "refusal" in one}
    assert refused <= {MOVED_ON}
