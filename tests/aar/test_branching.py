"""A fork holds the same state as its parent at an entry, proves itself, and can be gone on with."""

from dataclasses import replace

import pytest

from aar.branching import branch
from aar.reading import read
from aar.releasing import Withheld, released
from aar.replaying import UnreadableLogError, glimpses, moments
from aar.verifying import verify
from bots.policy import Policy
from bots.roster import policy
from bots.table import Table, play, play_on
from engine.ids import CONTROL, PUBLIC, Audience, HolderId, OrganisationId
from engine.orders import PauseExercise, StartPractice, TakeSeat
from engine.phases import Phase
from engine.recording import Onlooker
from engine.replay import opening_in
from engine.stored import state_hash
from tests.support.decks import opening_world

WORLD = opening_world()
JAPAN = OrganisationId("allies/japan")
KEY = b"the secret of the fork"


def policies(name: str = "typical") -> dict[OrganisationId, Policy]:
    return {one: policy(name, "4") for one in WORLD.organisations}


PARENT = play(WORLD, pace="half-day", seed="4", policies=policies()).entries
MIDDLE = len(PARENT) // 2


@pytest.mark.parametrize("at", [0, 1, MIDDLE, len(PARENT) - 1])
def test_2_10_a_fork_stands_where_its_parent_stood_and_needs_nothing_but_itself(at: int) -> None:
    fork = branch(PARENT, at, KEY)

    stood = list(moments(PARENT))[at].exercise
    stands = list(moments(fork.entries))[-1].exercise
    assert len(fork.entries) == at + 1
    assert state_hash(stands) == state_hash(stood) == state_hash(fork.exercise)
    assert verify(fork.entries).fault == ""


def test_2_10_every_view_is_the_one_that_it_was() -> None:
    fork = branch(PARENT, MIDDLE, KEY)

    for organisation in WORLD.organisations:
        *_, then = glimpses(PARENT[: MIDDLE + 1], organisation)
        *_, now = glimpses(fork.entries, organisation)
        assert now.view == replace(then.view, exercise_id=fork.exercise_id)


def test_2_10_the_header_names_parent_entry_and_head_to_control_alone() -> None:
    fork = branch(PARENT, MIDDLE, KEY)

    first = fork.entries[0]
    parent = opening_in(first.parts[CONTROL].plain["header"]).parent
    assert parent == fork.parent
    assert (fork.parent.exercise, fork.parent.entry, fork.parent.head) == ("taiwan-blockade-4", MIDDLE, PARENT[MIDDLE].hash)
    assert first.parts[PUBLIC].plain["header"]["parent"] == "taiwan-blockade-4"
    assert PARENT[MIDDLE].hash not in first.parts[PUBLIC].content.decode()


def test_2_10_whoever_was_told_something_behind_it_is_listed() -> None:
    last = len(PARENT) - 1

    near_the_end = branch(PARENT, last - 1, KEY).parent.seen_past
    at_the_end = branch(PARENT, last, KEY).parent.seen_past

    everybody = [Onlooker(organisation=one, holder=f"bot-{one}", entries=1) for one in WORLD.organisations]
    assert at_the_end == ()
    assert set(near_the_end) == {*everybody, Onlooker(organisation="control", holder="control", entries=1)}


def test_2_10_an_organisation_that_was_told_nothing_is_not_listed() -> None:
    table = play(WORLD, pace="half-day", seed="4", policies=policies("idle"), until=1)
    before = len(table.entries) - 1
    table.clock(TakeSeat(organisation=JAPAN, holder=HolderId("a person")))
    own = [entry.number for entry in table.entries if Audience(JAPAN) in entry.parts]

    seen = {(one.organisation, one.holder): one.entries for one in branch(table.entries, before, KEY).parent.seen_past}

    assert max(own) <= before
    assert seen[JAPAN, "a person"] == 1


def test_2_10_a_fork_is_sealed_with_secrets_of_its_own() -> None:
    one, other = branch(PARENT, MIDDLE, KEY), branch(PARENT, MIDDLE, b"another secret")

    pairs = list(zip(PARENT[: MIDDLE + 1], one.entries, other.entries, strict=True))
    assert all(len({a.hash, b.hash, c.hash}) == 3 for a, b, c in pairs)
    assert one.exercise_id != other.exercise_id
    assert all(a.parts[name].content == b.parts[name].content for a, b, _ in pairs[1:] for name in a.parts)


@pytest.mark.parametrize("at", [3, MIDDLE, len(PARENT) - 2])
def test_2_10_bots_play_a_fork_on_to_a_sealed_log_that_is_verified_and_read(at: int) -> None:
    fork = branch(PARENT, at, KEY)
    table = Table(world=WORLD, pace="half-day", seed="4", resumed=fork.entries, own_key=KEY)

    play_on(table, policies("prompt"))

    found = verify(table.entries)
    assert (found.fault, found.sealed) == ("", True)
    assert table.entries[: at + 1] == list(fork.entries)
    assert read(table.entries).exercise.phase is Phase.SEALED


def test_2_10_the_same_bots_go_on_as_the_parent_did() -> None:
    orders = next(one for one in moments(PARENT) if one.exercise.phase is Phase.PICTURE)
    fork = branch(PARENT, orders.number, KEY)
    table = Table(world=WORLD, pace="half-day", seed="4", resumed=fork.entries, own_key=KEY)

    play_on(table, policies())

    parent = read(PARENT)
    assert read(table.entries).stocks == parent.stocks
    assert state_hash(table.exercise) == state_hash(parent.exercise)


def test_2_10_a_fork_of_a_fork_names_the_fork() -> None:
    first = branch(PARENT, MIDDLE, KEY)

    second = branch(first.entries, 5, b"a third secret")

    assert second.parent.exercise == first.exercise_id
    assert second.parent.head == first.entries[5].hash
    assert verify(second.entries).fault == ""


def test_2_10_a_fork_that_was_paused_in_practice_is_played_on_all_the_same() -> None:
    table = Table(world=WORLD, pace="half-day", seed="4")
    table.clock(TakeSeat(organisation=JAPAN, holder=HolderId("a person")))
    for order in (StartPractice(), PauseExercise(paused=True, real_world=True)):
        table.control(order)
    fork = branch(table.entries, len(table.entries) - 1, KEY)

    going_on = Table(world=WORLD, pace="half-day", seed="4", resumed=fork.entries, own_key=KEY)
    play_on(going_on, policies("idle"), until=1)

    assert fork.exercise.practice
    assert (going_on.exercise.practice, going_on.exercise.phase, going_on.exercise.turn) == (False, Phase.PICTURE, 1)


@pytest.mark.parametrize("at", [-1, len(PARENT)])
def test_2_10_an_entry_that_is_not_there_is_said_to_be_none(at: int) -> None:
    with pytest.raises(UnreadableLogError, match=f"name one from 0 to {len(PARENT) - 1}"):
        branch(PARENT, at, KEY)


def test_2_10_a_copy_that_withholds_parts_cannot_be_gone_on_with() -> None:
    copy = list(released(PARENT, Audience(JAPAN), Withheld()))

    with pytest.raises(UnreadableLogError, match="take the whole log"):
        branch(copy, MIDDLE, KEY)
