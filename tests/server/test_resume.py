"""Coming back at the edges: from nowhere, from the very end, from a number that cannot be, from before a fork."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from aar.branching import branch
from engine.ids import OrganisationId
from engine.orders import StartExercise
from engine.phases import Phase
from server.admission import adopt_exercise, create_exercise
from server.store import read_entries
from server.trouble import StoreError
from server.wire import Greeting, Refused, Resume, Told, ToldControl, ViewsWhole, frame
from tests.support.decks import opening_world
from tests.support.server import Follower, bare, greeted, heard, hosting

DOD = OrganisationId("dod/as")


async def test_who_resumes_at_the_very_end_hears_only_what_comes_next(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        token = made.seat_of(DOD).token
        async with bare(host.url, token) as socket:
            first = await greeted(socket)
        async with bare(host.url, token, resume=Resume(log=first.log, sequence=first.sequence)) as socket:
            again = await greeted(socket)
            await control.give(StartExercise())
            told = await heard(socket)

    assert (again.whole, again.sequence) == (None, first.sequence)
    assert isinstance(told, Told)
    assert told.sequence == first.sequence + 1


async def test_who_resumes_from_nothing_is_told_every_entry_from_the_first(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        await control.give(StartExercise())
        token = made.seat_of(DOD).token
        async with bare(host.url, token) as socket:
            end = (await greeted(socket)).sequence
        async with bare(host.url, token, resume=Resume(log=made.log, sequence=0)) as socket:
            greeting = await greeted(socket)
            told = [await heard(socket) for _ in range(end)]

    assert (greeting.whole, greeting.sequence) == (None, 0)
    assert [one.sequence for one in told if isinstance(one, Told)] == list(range(1, end + 1))
    assert isinstance(told[0], Told)
    assert told[0].parts["public"]["header"]["exercise"] == made.id  # type: ignore[index]


@pytest.mark.parametrize("sequence", [-1, 1.5, "3", None, 2**53])
async def test_a_sequence_that_cannot_be_is_refused_and_the_connection_closed(tmp_path: Path, sequence: object) -> None:
    async with hosting(tmp_path) as (host, made), bare(host.url) as socket:
        token = made.seat_of(DOD).token
        hello = {
            "type": "hello",
            "protocol": 4,
            "token": token,
            "client": "c",
            "resume": {"log": made.log, "sequence": sequence},
        }
        await socket.send(json.dumps(hello))
        refused = await heard(socket)
        await socket.wait_closed()

    assert isinstance(refused, Refused)
    assert refused.code == "bad-frame"
    assert token not in refused.sentence
    assert socket.close_code == 4400


async def test_what_was_seen_before_a_fork_is_no_place_to_resume_from_on_the_fork(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        await control.give(StartExercise())
        await control.advance(Phase.ORDERS)
        async with bare(host.url, made.seat_of(DOD).token) as socket:
            before = await greeted(socket)
    fork = branch(list(read_entries(tmp_path / "surgex.db", made.id)), 1, b"key")
    (tmp_path / "fork").mkdir()
    async with hosting(tmp_path / "fork") as (host, _):
        forked = adopt_exercise(host.store, fork.exercise.world, fork.entries)
        resume = Resume(log=before.log, sequence=before.sequence)
        async with bare(host.url, forked.seat_of(DOD).token, resume=resume) as socket:
            greeting = await greeted(socket)

    assert isinstance(greeting, Greeting)
    assert greeting.log == forked.log != before.log
    assert isinstance(greeting.whole, ViewsWhole)
    assert greeting.sequence < before.sequence


async def test_control_resumes_and_is_told_who_is_here_anew(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        async with bare(host.url, made.control.token) as socket:
            first = await greeted(socket)
        await control.give(StartExercise())
        async with bare(host.url, made.control.token, resume=Resume(log=made.log, sequence=first.sequence)) as socket:
            again, told, present = [await heard(socket) for _ in range(3)]

    assert isinstance(again, Greeting)
    assert again.whole is None
    assert isinstance(told, ToldControl)
    assert told.sequence == first.sequence + 1
    assert json.loads(frame(present))["whole"] is True


async def test_a_log_whose_exercise_leads_to_another_folder_is_not_taken(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, _):
        world = opening_world()
        evil = create_exercise(host.store, replace(world, deck=replace(world.deck, id="../evil")))
        log = list(read_entries(tmp_path / "surgex.db", evil.id))
        with pytest.raises(StoreError, match="is no id of an exercise: files are named by it"):
            adopt_exercise(host.store, world, log)
