"""A dry run tells what was played, and tells the same however many processes played it."""

import json
from dataclasses import asdict, replace
from functools import cache

import pytest
from typer.testing import CliRunner

from aar.dry_run import DryRun, dry_run
from bots.policy import Policy
from bots.roster import policy
from bots.table import play
from cli.main import app
from engine.deck import ReleaseByControl, ReleaseInBrief
from engine.ids import InjectId, OrganisationId
from engine.world import World
from injects.making import TEMPLATE
from tests.support.decks import opening_world

PACE = "half-day"
RELEASED_IN_PLAY = ("surge-assumption-call", "exclusion-zone-declared")


def short_world() -> World:
    """The tests' own deck, over after the second turn's weeks."""
    world = opening_world()
    deck = world.deck
    paces = tuple(replace(pace, turns=(13, 7)) for pace in deck.paces[:1])
    need = tuple(replace(one, last_week=min(one.last_week, 20)) for one in deck.need if one.first_week <= 20)
    return replace(world, deck=replace(deck, weeks=20, paces=paces, need=need))


@cache
def two_games() -> DryRun:
    return dry_run(short_world(), PACE, games=1, policies=("typical", "prompt"))


def test_what_came_is_what_the_same_game_has_as_released() -> None:
    world = short_world()
    policies: dict[OrganisationId, Policy] = {one: policy("typical", "1") for one in world.organisations}
    table = play(world, pace=PACE, seed="1", policies=policies)

    game = two_games().games[0]
    assert game.head == table.entries[-1].hash
    assert {one: came.turn for one, came in game.released.items()} == dict(table.exercise.released)
    assert set(RELEASED_IN_PLAY) <= set(game.released)


def test_what_no_game_reached_is_named() -> None:
    world = short_world()
    injects = tuple(replace(one, release=ReleaseByControl(by="control")) for one in world.deck.injects)
    run = dry_run(replace(world, deck=replace(world.deck, injects=injects)), PACE, games=1, policies=("idle",))

    assert run.never == tuple(one.id for one in injects)


def test_an_organisation_without_anything_to_do_is_named_with_the_turn() -> None:
    world = short_world()
    run = dry_run(replace(world, deck=replace(world.deck, injects=())), PACE, games=1, policies=("idle",))

    assert run.empty == {(one, turn): 1 for one in world.seated for turn in (1, 2)}


def test_answers_and_changes_are_counted_by_the_inject_that_brought_them() -> None:
    game = two_games().games[1]

    drills = next(one for one in short_world().deck.injects if one.id == "quarantine-drills")
    assert game.changes["quarantine-drills"] == len(drills.effects) == 1
    assert game.answers["show-me-the-order"].total() == 2


def test_the_difference_of_an_inject_is_what_it_brought() -> None:
    world = short_world()
    drills = next(one for one in world.deck.injects if one.id == "quarantine-drills")
    alone = replace(world, deck=replace(world.deck, injects=(replace(drills, release=ReleaseInBrief(by="brief", week=2)),)))
    run = dry_run(alone, PACE, games=1, policies=("idle",), measured=True)

    assert dict(run.differences["quarantine-drills"].indices) == {"warning": 2}
    assert dict(run.differences["quarantine-drills"].short) == {}


def test_the_result_is_the_same_whatever_the_number_of_processes() -> None:
    shared = dry_run(short_world(), PACE, games=1, policies=("typical", "prompt"), workers=2)

    assert [asdict(game) for game in shared.games] == [asdict(game) for game in two_games().games]


def test_an_inject_that_was_left_out_never_comes() -> None:
    run = dry_run(short_world(), PACE, games=1, policies=("idle",), measured=True)

    assert run.differences
    assert InjectId("surge-assumption-call") in run.games[0].released


@pytest.mark.parametrize(
    ("arguments", "said"), [(["--policies", "typcal"], "did you mean"), (["--policies", "idle,idle"], "twice")]
)
def test_a_wrong_policy_is_told(arguments: list[str], said: str) -> None:
    result = CliRunner().invoke(app, ["decks", "dry-run", str(TEMPLATE), *arguments])

    assert result.exit_code == 2
    assert said in result.stderr


def test_the_printed_run_fits_a_terminal_and_the_json_has_every_inject() -> None:
    words = ["decks", "dry-run", str(TEMPLATE), "--games", "1", "--policies", "idle"]
    shown, told = CliRunner().invoke(app, words), CliRunner().invoke(app, [*words, "--json"])

    assert max(len(line) for line in shown.stdout.splitlines()) <= 80
    assert "never came: EX-08 A journalist asks" in shown.stdout
    assert [one["reference"] for one in json.loads(told.stdout)["injects"]] == [f"EX-{number:02}" for number in range(1, 11)]
