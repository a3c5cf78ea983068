"""The course of an exercise over real sockets: practice, the end, and a rewound one that is gone on with."""

import asyncio
from collections.abc import Iterable
from pathlib import Path

from aar.branching import branch
from aar.replaying import moments
from aar.verifying import verify
from bots.roster import policy
from bots.wire_runner import WireBot
from engine.entries import Entry
from engine.ids import OrganisationId
from engine.orders import EndPractice, MarkReady, Phase, StartExercise, StartPractice
from server.admission import adopt_exercise
from tests.support.server import Follower, hosting

DOD = OrganisationId("dod/as")
JAPAN = OrganisationId("allies/japan")
TO_RESOLVE = (Phase.ORDERS, Phase.LOCKED, Phase.ADJUDICATE, Phase.RESOLVE)


async def to_picture(control: Follower) -> None:
    """From a brief to the picture; the clock plays the weeks."""
    await control.advance(*TO_RESOLVE)
    await control.until(lambda client: client.exercise and client.exercise.phase is Phase.PICTURE)


async def test_1_7_the_clock_plays_the_weeks_of_every_practice_and_then_those_of_the_exercise(tmp_path: Path) -> None:
    async with (
        hosting(tmp_path) as (host, made),
        Follower(host.url, made.seat_of(DOD).token) as player,
        Follower(host.url, made.control.token) as control,
    ):
        for _ in range(2):
            await control.give(StartPractice())
            await to_picture(control)
            await player.until(lambda client: client.views[DOD].practice and client.views[DOD].week > 1)
            await control.give(EndPractice())
        await player.until(lambda client: client.views[DOD].phase is Phase.CHECK_IN)
        forgotten = player.client.views[DOD]
        await control.give(StartExercise())
        await to_picture(control)
        await player.until(lambda client: client.views[DOD].phase is Phase.PICTURE)

        assert (forgotten.week, forgotten.practice, forgotten.reports) == (1, False, {})
        assert player.client.views[DOD].week > 1
        assert control.client.exercise is not None
        assert control.client.exercise.practices == 2


async def test_1_7_who_joins_in_the_midst_of_practice_forgets_it_as_well(tmp_path: Path) -> None:
    async with (
        hosting(tmp_path) as (host, made),
        Follower(host.url, made.seat_of(DOD).token),
        Follower(host.url, made.control.token) as control,
    ):
        await control.give(StartPractice())
        await control.advance(Phase.ORDERS)
        async with Follower(host.url, made.seat_of(JAPAN).token) as late:
            joined = late.client.views[JAPAN]
            await control.give(EndPractice())
            await late.until(lambda client: not client.views[JAPAN].practice)
            after = late.client.views[JAPAN]

        assert (joined.practice, joined.phase) == (True, Phase.ORDERS)
        assert (after.phase, after.turn) == (Phase.CHECK_IN, 0)
        assert set(after.present_organisations) == {DOD, JAPAN}
        assert control.client.exercise is not None
        assert JAPAN in control.client.exercise.holders


async def test_1_10_bots_in_every_seat_end_an_exercise_with_a_sealed_log(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made):
        bots = [WireBot(host.url, seat.token, policy("idle", "")) for seat in made.seats]
        async with asyncio.timeout(120):
            await asyncio.gather(*(bot.run() for bot in bots))

        found = verify(host.store.entries(made.id))
        assert (found.fault, found.sealed) == ("", True)


async def test_2_10_an_exercise_that_was_rewound_is_played_on_by_whoever_takes_its_new_seats(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, first):
        async with Follower(host.url, first.seat_of(DOD).token) as player, Follower(host.url, first.control.token) as control:
            await control.give(StartExercise())
            await to_picture(control)
            await player.until(lambda client: client.views[DOD].phase is Phase.PICTURE)
        fork = branch(host.store.entries(first.id), at_the_orders(host.store.entries(first.id)), b"key")
        again = adopt_exercise(host.store, fork.exercise.world, fork.entries)
        async with Follower(host.url, again.seat_of(DOD).token) as player, Follower(host.url, again.control.token) as control:
            came_to = player.client.views[DOD].phase
            answered = await player.give(MarkReady(ready=True), DOD)
            await control.advance(*TO_RESOLVE[1:])
            await player.until(lambda client: client.views[DOD].phase is Phase.PICTURE)

        assert came_to is Phase.ORDERS
        assert answered.accepted
        assert verify(host.store.entries(again.id)).fault == ""
        assert {one.id for one in host.store.exercises()} == {first.id, again.id}


def at_the_orders(entries: Iterable[Entry]) -> int:
    """The number of the entry with which the first order phase began."""
    return next(one.number for one in moments(entries) if one.exercise.phase is Phase.ORDERS)
