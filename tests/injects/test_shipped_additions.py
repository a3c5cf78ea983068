"""The additions that come with surgex: sound with both main decks, played to the end, every inject of theirs reached."""

from pathlib import Path

import pytest

from bots.table import Table
from engine.ids import CONTROL
from engine.phases import Phase
from injects.checks import every_problem
from injects.load import ADDITIONS, WITH, read_deck, shipped_additions
from injects.strict_yaml import read_yaml
from tests.support.decks import main_world
from tests.support.main_games import BRANCHES, released
from tests.support.played_with import played_with

DECKS = tuple(BRANCHES)
OUTLINED = {
    "minerals-and-cyber": ("MC", 11),
    "coproduction-espionage": ("ES", 10),
    "stopgap-and-backlash": ("CB", 11),
    "year-two-attrition": ("YT", 13),
}
"""By addition, how its injects are numbered, and how many the outline has."""
FOR_CONTROL = ("MC-09", "ES-04", "ES-07", "CB-04", "CB-07", "CB-10", "YT-08")
"""What comes by control's hand alone."""
BRANCHING = {
    "oxidiser-plant-goes-dark": "through-counsel",
    "tell-or-protect-the-source": "wait",
    "hill-calls-a-halt": "hold-all",
}
"""The choices that bring another inject."""


def own_injects(addition: str) -> list[dict[str, object]]:
    """The injects of an addition as they are written."""
    file: Path = ADDITIONS / addition / "injects.yaml"
    read = read_yaml(file.read_bytes(), str(file)).value
    assert isinstance(read, dict)
    return list(read["injects"])  # type: ignore[arg-type]


def assert_played(table: Table, deck: str, additions: tuple[str, ...]) -> None:
    """To the sealed log without a refused order, with every inject of the additions that goes with the deck."""
    verdicts = [entry.parts[CONTROL].plain["verdict"] for entry in table.entries[1:]]
    declared = {one.id for one in table.world.deck.injects}
    wanted = {str(inject["id"]) for addition in additions for inject in own_injects(addition)} & declared
    assert table.exercise.phase is Phase.SEALED, deck
    assert [one["refusal"] for one in verdicts if "refusal" in one] == []
    assert wanted - released(table) == set()


@pytest.mark.parametrize("addition", OUTLINED)
@pytest.mark.parametrize("deck", DECKS)
def test_an_addition_is_whole_and_checks_clean_with_either_main_deck(deck: str, addition: str) -> None:
    loaded = read_deck(f"{deck}{WITH}{addition}")
    letters, number = OUTLINED[addition]
    injects = [one for one in loaded.world.deck.injects if one.reference.startswith(f"{letters}-")]

    assert [str(problem) for problem in every_problem(loaded)] == []
    assert {f"{letters}-{index:02}" for index in range(1, number + 1)} <= {one.reference for one in injects}
    for inject in injects:
        assert "A strength: " in inject.guidance, inject.id
        assert bool(inject.choices) == bool(inject.to) == bool(inject.tension), inject.id


def test_what_is_outlined_is_what_is_shipped() -> None:
    assert shipped_additions() == tuple(sorted(OUTLINED))


def test_bots_play_a_main_deck_with_all_additions_to_the_end() -> None:
    world = main_world(WITH.join((DECKS[0], *OUTLINED)))
    table, alone = played_with(world, pace="distributed", name="prompt", seed="1", choices=BRANCHING)
    waiting = {str(one["reference"]) for addition in OUTLINED for one in own_injects(addition) if one["id"] not in alone}

    assert_played(table, DECKS[0], tuple(OUTLINED))
    assert waiting == {*FOR_CONTROL, "CB-03"}


def test_nobody_asked_comes_where_nobody_asked() -> None:
    world = main_world(WITH.join((DECKS[1], "stopgap-and-backlash")))
    _, alone = played_with(world, pace="two-days", name="idle", seed="1")

    assert "nobody-asked" in alone


@pytest.mark.slow
@pytest.mark.parametrize("pace", ["half-day", "distributed"])
@pytest.mark.parametrize("seed", ["1", "2", "3"])
@pytest.mark.parametrize("name", ["typical", "prompt"])
@pytest.mark.parametrize("addition", OUTLINED)
@pytest.mark.parametrize("deck", DECKS)
def test_bots_play_either_main_deck_with_each_addition(deck: str, addition: str, name: str, seed: str, pace: str) -> None:
    world = main_world(f"{deck}{WITH}{addition}")
    table, _ = played_with(world, pace=pace, name=name, seed=seed)

    assert_played(table, deck, (addition,))
