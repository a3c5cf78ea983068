"""Bots that sit in the server: on the seats that are left to them, and on none that a person has."""

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from aar.verifying import verify
from bots.roster import policy
from engine.deck import Silence
from engine.ids import CONTROL, OrganisationId
from engine.orders import AdvancePhase, EndExercise, MarkReady, Order, SealExercise, SendMessage, StartExercise
from engine.phases import Phase
from engine.views import View
from engine.world import World
from server.admission import CreatedExercise, create_exercise
from server.app import Host
from server.client import SeatClient
from server.players import Players
from tests.support.server import Follower, settings, world

DOD = OrganisationId("dod/as")
JAPAN = OrganisationId("allies/japan")
TYPICAL = Players(make=lambda organisation: policy("typical", "salt"), every_seat=True)


@asynccontextmanager
async def with_bots(folder: Path, players: Players, played: World | None = None) -> AsyncIterator[tuple[Host, CreatedExercise]]:
    """A server with bots in it, and one exercise."""
    async with Host(settings(folder), players=players) as running:
        yield running, create_exercise(running.store, played or world(), seed="a seed")


def ready(*organisations: OrganisationId) -> Callable[[SeatClient], bool]:
    """Control sees that these are done with their orders."""
    return lambda client: client.exercise is not None and all(client.exercise.ready.get(one) for one in organisations)


async def test_3_11_bots_play_every_seat_that_nobody_holds_as_holders_of_their_own(tmp_path: Path) -> None:
    everybody = tuple(world().organisations)
    async with with_bots(tmp_path, TYPICAL) as (host, made):
        async with Follower(host.url, made.control.token) as control:
            await control.give(StartExercise())
            await control.advance(Phase.ORDERS)
            await control.until(ready(*everybody), 60)
            await control.advance(Phase.LOCKED)
            exercise = control.client.exercise
        log = list(host.store.entries(made.id))

    assert exercise is not None
    assert dict(exercise.holders) == {one: f"bot-{one}" for one in everybody}
    assert exercise.initiatives
    given = [entry.parts[CONTROL].plain for entry in log[1:] if entry.parts[CONTROL].plain["organisation"]]
    assert {part["holder"] for part in given} == {f"bot-{one}" for one in everybody}
    assert verify(log).fault == ""


async def test_3_11_a_bot_gives_no_order_for_a_seat_that_a_person_has_taken_not_even_when_the_person_is_gone(
    tmp_path: Path,
) -> None:
    others = tuple(one for one in world().organisations if one != DOD)
    async with with_bots(tmp_path, TYPICAL) as (host, made), Follower(host.url, made.control.token) as control:
        async with Follower(host.url, made.seat_of(DOD).token):
            await control.give(StartExercise())
            await control.advance(Phase.ORDERS)
            await control.until(ready(*others), 60)
        await control.advance(Phase.LOCKED, Phase.ADJUDICATE, Phase.RESOLVE)
        await control.until(lambda client: client.exercise and client.exercise.phase is Phase.PICTURE, 60)
        await control.advance(Phase.BRIEF, Phase.ORDERS)
        await control.until(ready(*others), 60)
        orders = [entry.parts[CONTROL].plain for entry in host.store.entries(made.id)]

    assert [part for part in orders if part.get("organisation") == DOD] == []


async def test_3_11_whoever_comes_takes_over_from_the_bot(tmp_path: Path) -> None:
    async with with_bots(tmp_path, TYPICAL) as (host, made), Follower(host.url, made.control.token) as control:
        await control.give(StartExercise())
        await control.advance(Phase.ORDERS)
        await control.until(ready(JAPAN, DOD), 60)
        async with Follower(host.url, made.seat_of(JAPAN).token) as person:
            said = await person.give(MarkReady(ready=False), JAPAN)
            holder = (control.client.exercise or 1).holders[JAPAN]  # type: ignore[union-attr]

    assert said.accepted
    assert holder.startswith("person-")


async def test_3_11_a_deck_gives_single_seats_to_bots(tmp_path: Path) -> None:
    deck = replace(world().deck, silences=(Silence(organisation=JAPAN, does="bot"),))
    declared = Players(make=TYPICAL.make)
    played = World(baseline=world().baseline, deck=deck)
    async with with_bots(tmp_path, declared, played) as (host, made), Follower(host.url, made.control.token) as control:
        await control.give(StartExercise())
        await control.advance(Phase.ORDERS)
        await control.until(ready(JAPAN), 60)
        holders = dict(control.client.exercise.holders)  # type: ignore[union-attr]

    assert holders == {JAPAN: f"bot-{JAPAN}"}


class Restless:
    """Has always something more to say."""

    def at_check_in(self, view: View) -> Iterable[Order]:
        return ()

    def orders(self, view: View) -> Iterable[Order]:
        yield SendMessage(to=(DOD,), text=f"again, in order {len(view.orders)}")


class Broken(Restless):
    """Falls over when it is asked."""

    def orders(self, view: View) -> Iterable[Order]:
        raise RuntimeError("no idea")


async def test_a_bot_that_never_ends_or_falls_over_stops_nobody(tmp_path: Path) -> None:
    for player in (Restless(), Broken()):
        players = Players(make=lambda organisation, player=player: player, every_seat=True)  # type: ignore[misc]
        async with (
            with_bots(tmp_path, players) as (host, made),
            Follower(host.url, made.control.token) as control,
        ):
            await control.give(StartExercise())
            await control.advance(Phase.ORDERS)
            locked = await control.give(AdvancePhase(to=Phase.LOCKED))
            await control.give(EndExercise())
            sealed = await control.give(SealExercise())

        assert locked.accepted
        assert sealed.accepted
