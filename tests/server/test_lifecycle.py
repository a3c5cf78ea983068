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
from engine.orders import (
    AcceptLate,
    AdvancePhase,
    EndExercise,
    EndPractice,
    GiveHotWash,
    MarkReady,
    OpenSecret,
    PauseExercise,
    ProposeInitiative,
    SealExercise,
    StartExercise,
    StartPractice,
)
from engine.phases import Phase
from engine.stored import Plain, order_of
from server.admission import adopt_exercise
from tests.support.server import PATIENCE, Follower, hosting

DOD = OrganisationId("dod/as")
JAPAN = OrganisationId("allies/japan")
SURGE = ProposeInitiative(type="surge-order", parameters={"system": "LRASM", "units": "300"})
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
        async with asyncio.timeout(PATIENCE):
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


async def test_2_5_a_pause_and_a_real_world_stop_reach_everybody_and_say_why_nothing_is_taken(tmp_path: Path) -> None:
    async with (
        hosting(tmp_path) as (host, made),
        Follower(host.url, made.seat_of(DOD).token) as player,
        Follower(host.url, made.control.token) as control,
    ):
        await control.give(StartExercise())
        await control.advance(Phase.ORDERS)
        await control.give(PauseExercise(paused=True, reason="fire alarm"))
        await player.until(lambda client: client.views[DOD].paused)
        paused = await player.give(MarkReady(ready=True), DOD)
        by_control = await control.give(AdvancePhase(to=Phase.LOCKED))
        await control.give(PauseExercise(paused=True, real_world=True))
        await player.until(lambda client: client.views[DOD].real_world_stop)
        stopped = await control.give(AdvancePhase(to=Phase.ADJUDICATE))
        await control.give(PauseExercise(paused=False))
        await player.until(lambda client: not client.views[DOD].paused)
        going_on = await control.give(AdvancePhase(to=Phase.ADJUDICATE))

    assert (paused.accepted, paused.sentence) == (False, "The exercise is paused; your draft is kept.")
    assert by_control.accepted
    assert (stopped.accepted, stopped.sentence[:29]) == (False, "This is a real-world stop: no")
    assert going_on.accepted


async def test_1_6_after_endex_come_curtain_hot_wash_and_the_sealed_log_each_with_its_own_orders(tmp_path: Path) -> None:
    async with (
        hosting(tmp_path) as (host, made),
        Follower(host.url, made.seat_of(DOD).token) as player,
        Follower(host.url, made.seat_of(JAPAN).token) as other,
        Follower(host.url, made.control.token) as control,
    ):
        too_early = await control.give(EndExercise())
        await control.give(StartExercise())
        await control.give(EndExercise())
        answered_early = await player.give(GiveHotWash(assumed="that seekers would arrive"), DOD)
        opened = await control.give(OpenSecret(secret="brief", subject=DOD))
        await other.until(lambda client: client.views[JAPAN].secrets)
        await control.advance(Phase.HOT_WASH)
        answered = await player.give(GiveHotWash(assumed="that seekers would arrive"), DOD)
        await player.until(lambda client: client.views[DOD].hot_wash)
        kept_apart = other.client.views[JAPAN].hot_wash
        await control.give(SealExercise())
        await player.until(lambda client: client.views[DOD].phase is Phase.SEALED)
        too_late = await player.give(GiveHotWash(assumed="something else"), DOD)
        by_control = await control.give(PauseExercise(paused=True))

    assert not too_early.accepted
    assert "taken in: hot-wash" in answered_early.sentence
    assert opened.accepted
    assert answered.accepted
    assert kept_apart == {}
    assert (too_late.accepted, by_control.accepted) == (False, False)
    assert "sealed" in too_late.sentence


async def test_2_8_an_order_that_comes_after_the_lock_is_kept_and_control_accepts_it(tmp_path: Path) -> None:
    async with (
        hosting(tmp_path) as (host, made),
        Follower(host.url, made.seat_of(DOD).token) as player,
        Follower(host.url, made.seat_of(JAPAN).token) as other,
        Follower(host.url, made.control.token) as control,
    ):
        await control.give(StartExercise())
        await control.advance(Phase.ORDERS, Phase.LOCKED)
        before = other.client.sequence
        late = await player.give(SURGE, DOD)
        await control.until(lambda client: any(_late(part) for _, part in client.recent))
        (part,) = [part for _, part in control.client.recent if _late(part)]
        heard_by_others = other.client.sequence - before
        accepted = await control.give(AcceptLate(organisation=part["organisation"], order=order_of(part["order"])))
        await player.until(lambda client: client.views[DOD].initiatives)
        receipts = player.client.views[DOD].orders

    assert (late.accepted, late.sentence[:20]) == (False, "The turn is locked. ")
    assert accepted.accepted
    assert heard_by_others == 0
    assert [(one.kind, bool(one.refusal), one.by_control) for one in receipts] == [
        ("propose-initiative", True, False),
        ("propose-initiative", False, True),
    ]


def _late(part: Plain) -> bool:
    refusal = part.get("verdict", {}).get("refusal")
    return bool(refusal and part["organisation"] and refusal["code"] == "not-in-this-phase")
