"""`surgex branch` as a user meets it."""

import json
from pathlib import Path

import pytest

from aar.snapshot import StateSnapshot
from tests.support.commands import SMALL, surgex

LOG = "results/exercise.jsonl"


@pytest.fixture(scope="module")
def two_turns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the results of two turns."""
    folder = tmp_path_factory.mktemp("branched")
    surgex("play", *SMALL, "--seed", "2", "--bots", "idle", "--until", "2", "--out", "results", folder=folder)
    return folder


def state_at(log: str, folder: Path) -> str:
    shown = surgex("replay", log, "--to", "10", "--json", folder=folder)
    return StateSnapshot.model_validate_json(shown.stdout).state_hash


def test_a_branch_verifies_by_itself_and_names_who_had_seen_past_it(two_turns: Path) -> None:
    wrote = surgex("branch", LOG, "--at", "10", "--out", "branch.jsonl", folder=two_turns)
    played_on = surgex("branch", LOG, "--at", "10", "--out", "on.jsonl", "--bots", "idle", folder=two_turns)
    verified = [surgex("verify", name, folder=two_turns) for name in ("branch.jsonl", "on.jsonl")]

    assert "goes on from entry 10 of taiwan-blockade-2" in wrote.stdout
    assert "bot-allies/japan" in wrote.stdout
    assert [one.returncode for one in (wrote, played_on, *verified)] == [0, 0, 0, 0]
    assert "The log is not sealed" in verified[0].stdout
    assert "The log is not sealed" not in verified[1].stdout
    assert state_at("branch.jsonl", two_turns) == state_at(LOG, two_turns)


def test_a_branch_into_a_database_gives_new_seats(two_turns: Path) -> None:
    made = surgex("branch", LOG, "--at", "10", "--into", "x.db", "--seats", "seats.json", folder=two_turns)
    verified = surgex("verify", "x.db", folder=two_turns)

    seats = json.loads((two_turns / "seats.json").read_text())
    assert made.returncode == 0
    assert seats["exercise"].startswith("taiwan-blockade-2-at-10-")
    assert not [seat for seat in seats["seats"] if seat["token"] in made.stdout]
    assert verified.stdout.startswith("intact")


def test_what_if_an_order_had_not_been_given_is_told_by_branch_and_compare(two_turns: Path) -> None:
    again = surgex("branch", LOG, "--at", "40", "--policy", "nsc/state=typical", "--out", "what-if.jsonl", folder=two_turns)
    beside = surgex("compare", LOG, "what-if.jsonl", folder=two_turns)
    itself = surgex("compare", LOG, LOG, "--json", folder=two_turns)

    assert again.returncode == 0, again.stderr
    assert "by bots in their place" in again.stdout
    assert (beside.returncode, itself.returncode) == (1, 0)
    assert "nsc/state" in beside.stdout
    assert json.loads(itself.stdout)["parted_at"] is None
