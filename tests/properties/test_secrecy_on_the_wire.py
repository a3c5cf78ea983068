"""Non-interference at the sockets: number, order, size and content of frames are the same for whoever may not know."""

import json
import shutil
from collections.abc import Sequence
from contextlib import AsyncExitStack
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from websockets.asyncio.client import ClientConnection

from bots.facilitator import rulings_put_off
from engine.entries import Entry
from engine.ids import CONTROL, PUBLIC, Audience, OrderId, OrganisationId
from engine.orders import MarkReady, Order, StartExercise
from engine.phases import Phase
from engine.stored import order_of, plain_of
from engine.world import World
from server.admission import CreatedExercise, adopt_exercise, create_exercise
from server.app import Host
from server.asking import NotManagedError, ask
from server.store import Store, read_entries
from server.wire import AskPacket, Give, ListSeats, Notice, PassSeat, ReissueSeat, RevokeSeat, WireCode, frame
from tests.properties.test_secrecy import advanced, something_happens
from tests.support.decks import opening_world
from tests.support.random_play import RandomGame, RandomPlayer
from tests.support.server import Follower, bare, greeted, heard, hosting, settings, world
from tests.support.shipped_games import shipped_world

LAST_ORDERS = 20
"""So many of the actor's orders are given at the server: the last of them has an effect."""
SMALL = opening_world()


@dataclass(slots=True)
class Ears:
    """The sockets of some organisations and every frame that came, in the order in which it came."""

    sockets: dict[OrganisationId, ClientConnection] = field(default_factory=dict)
    frames: dict[OrganisationId, list[str]] = field(default_factory=dict)

    async def listen(self, organisation: OrganisationId, until: str) -> None:
        """Take in frames up to one that contains this."""
        while True:
            content = str(await self.sockets[organisation].recv())
            self.frames[organisation].append(_but_for_the_clock(content))
            if until in content:
                return

    async def give(self, organisation: OrganisationId, orders: Sequence[Order], prefix: str) -> None:
        """Orders one after the other, each after the answer to the one before it."""
        for number, order in enumerate(orders):
            order_id = f"{prefix}-{number}"
            given = Give(order_id=OrderId(order_id), organisation=organisation, order=plain_of(order))
            await self.sockets[organisation].send(frame(given))
            await self.listen(organisation, f'"type":"verdict","order_id":"{order_id}"')

    async def catch_up(self) -> None:
        """What is no message is answered after all that was sent before."""
        for organisation, socket in self.sockets.items():
            await socket.send("no message")
            await self.listen(organisation, '"code":"bad-frame"')


def _but_for_the_clock(content: str) -> str:
    plain = json.loads(content)
    if plain["type"] == "greeting":
        plain["now"] = ""
    return content if plain["type"] != "greeting" else json.dumps(plain)


@dataclass(slots=True)
class Twins:
    """An exercise in the midst of an order phase, in two copies of one database."""

    made: CreatedExercise
    organisations: list[OrganisationId]
    actor: OrganisationId
    deeds: list[Order]
    """What the actor does in one of them alone."""
    orders: dict[OrganisationId, list[Order]]
    """What everybody else does in both."""
    folder: Path

    def database(self, name: str) -> Path:
        return self.folder / name / "surgex.db"


async def twins(folder: Path, played: World, salt: str, actor: OrganisationId, turns: int, most: int) -> Twins:
    """A random game up to an order phase, with the seats of the actor and of some others taken."""
    game = RandomGame(played, f"wire {salt}", pace=played.deck.default_pace, orders_each=4)
    advanced(game, turns=turns)
    game.play_phase()
    other, before = deepcopy(game), len(game.table.entries)
    something_happens(other, actor)
    deeds = [order_of(entry.parts[CONTROL].plain["order"]) for entry in other.table.entries[before:]][-LAST_ORDERS:]
    near = {Audience(actor), *(one for entry in other.table.entries[before:] for one in entry.parts)}
    organisations = sorted(played.organisations, key=lambda one: (one != actor, Audience(one) in near, one))[:most]
    orders = {}
    for one in organisations[1:]:
        player = RandomPlayer(f"{salt} {one} on the wire")
        orders[one] = [player.one_order(game.table.views[one]) for _ in range(6)]
    (folder / "a").mkdir()
    store = Store(folder / "a" / "surgex.db")
    try:
        made = adopt_exercise(store, played, game.table.entries)
    finally:
        store.close()
    async with Host(settings(folder / "a")) as host:
        for one in organisations:
            async with bare(host.url, made.seat_of(one).token) as socket:
                await greeted(socket)
    shutil.copytree(folder / "a", folder / "b")
    return Twins(made, organisations, actor, deeds, orders, folder)


async def heard_in(twin: Twins, name: str, *, does: bool) -> tuple[Ears, Ears]:
    """What everybody is sent in one copy: within the order phase, and from its lock to the end of the next one's orders."""
    async with AsyncExitStack() as stack:
        host = await stack.enter_async_context(Host(settings(twin.folder / name)))
        control = await stack.enter_async_context(Follower(host.url, twin.made.control.token))
        ears = Ears()
        for one in twin.organisations:
            ears.sockets[one] = await stack.enter_async_context(bare(host.url, twin.made.seat_of(one).token))
            ears.frames[one] = []
            await ears.listen(one, '"type":"greeting"')
        if does:
            await _the_actor_acts(twin, host.url, ears)
        for one, orders in twin.orders.items():
            await ears.give(one, orders, "same")
        await ears.catch_up()
        later = Ears(ears.sockets, {one: [] for one in twin.organisations})
        await _to_the_next_orders(control)
        for one, orders in twin.orders.items():
            await later.give(one, [*orders, MarkReady(ready=True)], "later")
        await later.catch_up()
    return ears, later


async def _the_actor_acts(twin: Twins, url: str, ears: Ears) -> None:
    """Gives orders, asks for what it missed, opens its seat once more and leaves again; control comes and goes too."""
    await ears.give(twin.actor, twin.deeds[:-1], "deed")
    await ears.sockets[twin.actor].send(frame(AskPacket()))
    async with bare(url, twin.made.seat_of(twin.actor).token) as again, bare(url, twin.made.control.token) as control:
        await greeted(again)
        await greeted(control)
    await ears.give(twin.actor, twin.deeds[-1:], "last-deed")


async def _to_the_next_orders(control: Follower) -> None:
    await control.advance(Phase.LOCKED, Phase.ADJUDICATE)
    assert control.client.exercise is not None
    for ruling in rulings_put_off(control.client.exercise):
        assert (await control.give(ruling)).accepted
    await control.advance(Phase.RESOLVE)
    await control.until(lambda client: client.exercise and client.exercise.phase is Phase.PICTURE)
    if control.client.exercise.turn < control.client.exercise.turns:
        await control.advance(Phase.BRIEF, Phase.ORDERS)


def told(entries: Sequence[Entry], organisation: OrganisationId) -> list[bytes]:
    """What the parts of a log told an organisation."""
    audiences = (PUBLIC, Audience(organisation))
    return [entry.parts[one].content for entry in entries for one in audiences if one in entry.parts]


async def differ_nowhere_else(twin: Twins) -> tuple[int, int]:
    """Compare the frames of both copies; for how many organisations something was proven, in each half."""
    silent, silent_later = await heard_in(twin, "a", does=False)
    busy, busy_later = await heard_in(twin, "b", does=True)
    logs = [list(read_entries(twin.database(name), twin.made.id)) for name in ("a", "b")]
    deeds = {f"deed-{number}" for number in range(len(twin.deeds))} | {"last-deed-0"}
    knows = {one for entry in logs[1] if _order_id(entry) in deeds for one in entry.parts}
    assert knows, "the actor did nothing: this salt proves nothing"
    assert PUBLIC not in knows
    blind = [one for one in twin.orders if Audience(one) not in knows]
    alike = [one for one in twin.orders if told(logs[0], one) == told(logs[1], one)]

    for one in blind:
        assert silent.frames[one] == busy.frames[one], f"{one} could tell that {twin.actor} did something"
    for one in alike:
        assert silent_later.frames[one] == busy_later.frames[one], f"{one} could tell what {twin.actor} had done"
    for one in twin.orders:
        kinds = {json.loads(content)["type"] for content in (*busy.frames[one], *busy_later.frames[one])}
        assert kinds <= {"greeting", "told", "verdict", "notice"}, "a player heard what is control's"
    return len(blind), len(alike)


def _order_id(entry: Entry) -> str:
    return str(entry.parts[CONTROL].plain.get("order_id", ""))


@pytest.mark.parametrize("actor", SMALL.organisations)
async def test_whatever_one_organisation_does_others_are_sent_the_same_frames(tmp_path: Path, actor: OrganisationId) -> None:
    turns = list(SMALL.organisations).index(actor) % 2
    twin = await twins(tmp_path, SMALL, str(actor), actor, turns, most=len(SMALL.organisations))

    blind, alike = await differ_nowhere_else(twin)

    assert min(blind, alike) >= 2, "this salt proves next to nothing"


@pytest.mark.parametrize("actor", ["congress/appropriators", "allies/japan"])
async def test_in_the_shipped_exercise_others_are_sent_the_same_frames(tmp_path: Path, actor: OrganisationId) -> None:
    twin = await twins(tmp_path, shipped_world(), str(actor), actor, 0, most=9)

    blind, alike = await differ_nowhere_else(twin)

    assert min(blind, alike) >= 2, "this salt proves next to nothing"


async def test_tokens_of_one_exercise_open_and_move_nothing_in_another(tmp_path: Path) -> None:
    japan = OrganisationId("allies/japan")
    async with hosting(tmp_path) as (host, mine):
        other = create_exercise(host.store, world(), seed="another")
        target = other.seat_of(japan)
        async with bare(host.url, target.token) as beside, Follower(host.url, mine.control.token) as control:
            await greeted(beside)
            for seat in mine.seats:
                async with bare(host.url, seat.token) as socket:
                    greeting = await greeted(socket)
                    assert (greeting.exercise, greeting.log) == (mine.id, mine.log)
            questions = (
                ListSeats(exercise=other.id),
                RevokeSeat(exercise=other.id, seat=target.seat),
                ReissueSeat(exercise=other.id, seat=target.seat),
                RevokeSeat(seat=target.seat),
                PassSeat(seat=target.seat),
            )
            for token in (mine.control.token, mine.seat_of(japan).token):
                for question in questions:
                    with pytest.raises(NotManagedError) as refused:
                        await ask(host.url, token, question)
                    assert refused.value.code in (WireCode.NOT_ALLOWED, WireCode.NO_SUCH_SEAT)
            await control.give(StartExercise())
            await beside.send("no message")
            answer = await heard(beside)
        entries = list(host.store.entries(other.id))

    assert isinstance(answer, Notice), "something of another exercise was told here"
    assert {entry.parts[CONTROL].plain["order"]["kind"] for entry in entries[1:]} == {"take-seat"}
