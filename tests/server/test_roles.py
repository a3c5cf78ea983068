"""Who sees what and who may say what: evaluators, observers and spectators beside participants and control."""

import sqlite3
from pathlib import Path

import pytest

from engine.beliefs import settled
from engine.ids import PUBLIC, PUBLIC_PARTY, OrganisationId, SeatId
from engine.orders import MarkReady, StartExercise
from engine.phases import Phase
from engine.stored import plain_of, state_hash
from server.wire import Give, Greeting, Presence, Told, Verdict, WireCode, frame
from tests.support.server import Follower, bare, greeted, heard, hosting

DOD = OrganisationId("dod/as")
JAPAN = OrganisationId("allies/japan")
LOOKING = ("evaluator", "observer", "spectator")


def make(database: Path, seat: SeatId, role: str) -> None:
    """Turn a seat into one of another role, with the organisations that it has."""
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE seat SET role = ? WHERE id = ?", (role, seat))


@pytest.mark.parametrize("role", LOOKING)
async def test_who_only_looks_gives_no_order_and_holds_no_organisation(tmp_path: Path, role: str) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        make(tmp_path / "surgex.db", made.seat_of(DOD).seat, role)
        async with bare(host.url, made.seat_of(DOD).token) as socket:
            await greeted(socket)
            for organisation in (DOD, None):
                order = Give(order_id="a", organisation=organisation, order=plain_of(MarkReady(ready=True)))  # type: ignore[arg-type]
                await socket.send(frame(order))
                while not isinstance(verdict := await heard(socket), Verdict):
                    assert isinstance(verdict, Presence)

                assert (verdict.accepted, verdict.code) == (False, WireCode.ONLY_LOOKS)

        assert control.client.exercise is not None
        assert DOD not in control.client.exercise.holders
        assert control.client.head is not None
        assert control.client.head[0] == 0


async def test_an_evaluator_sees_the_exercise_as_control_does(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        make(tmp_path / "surgex.db", made.seat_of(JAPAN).seat, "evaluator")
        async with Follower(host.url, made.seat_of(JAPAN).token) as evaluator:
            await control.give(StartExercise())
            await evaluator.until(lambda client: client.head == control.client.head)

            assert evaluator.client.exercise is not None
            assert control.client.exercise is not None
            assert evaluator.client.exercise.phase is Phase.BRIEF
            assert state_hash(evaluator.client.exercise) == state_hash(control.client.exercise)


async def test_an_observer_sees_what_its_organisation_sees_and_not_more(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        make(tmp_path / "surgex.db", made.seat_of(DOD).seat, "observer")
        async with bare(host.url, made.seat_of(DOD).token) as socket:
            greeting = await greeted(socket)
            assert isinstance(greeting, Greeting)
            assert (greeting.role, greeting.organisations) == ("observer", (DOD,))
            await control.give(StartExercise())
            told = await heard(socket)

            assert isinstance(told, Told)
            assert set(told.parts) == {PUBLIC, DOD}


async def test_a_spectator_sees_what_is_public_and_not_more(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        make(tmp_path / "surgex.db", made.seat_of(DOD).seat, "spectator")
        async with Follower(host.url, made.seat_of(DOD).token) as early:
            await control.give(StartExercise())
            await control.advance(Phase.ORDERS, Phase.LOCKED, Phase.ADJUDICATE, Phase.RESOLVE)
            await early.until(lambda client: client.views[PUBLIC_PARTY].phase is Phase.PICTURE)
            async with bare(host.url, made.seat_of(DOD).token) as socket:
                greeting = await greeted(socket)
                assert isinstance(greeting, Greeting)
                assert greeting.sequence == early.client.sequence
            async with Follower(host.url, made.seat_of(DOD).token) as late:
                view = early.client.views[PUBLIC_PARTY]
                assert set(late.client.views) == {PUBLIC_PARTY}
                assert settled(late.client.views[PUBLIC_PARTY]) == settled(view)

    assert view.brief is None
    assert not view.injects
    assert not view.reports
    assert view.week > 1
