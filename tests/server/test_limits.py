"""What one seat or one address may ask of the server at once: over real sockets, and the counting by itself."""

import asyncio
import socket as sockets
from contextlib import AsyncExitStack, suppress
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from bots.wire_runner import WireBot
from engine.ids import InjectId, OrderId, OrganisationId, SeatId
from engine.orders import AnswerInject, MarkReady, Order, SetIntent, StartExercise
from engine.stored import plain_of
from engine.views import View
from server.app import Host
from server.limits import FREE_GUESSES, LONGEST_WAIT, Allowances, Gate
from server.wire import Give, Greeting, Hello, Notice, Refused, Resume, Told, Verdict, frame
from tests.support.server import PATIENCE, Follower, bare, greeted, heard, hosting, settings

DOD = OrganisationId("dod/as")
JAPAN = OrganisationId("allies/japan")
SEAT = SeatId("seat-1")
LONG: Order = AnswerInject(inject=InjectId("none"), text="x" * 200_000)
"""Refused and recorded: a large frame for whoever listens on the seat."""


def ready(order_id: str) -> str:
    return frame(Give(order_id=OrderId(order_id), organisation=DOD, order=plain_of(MarkReady(ready=True))))


async def test_a_seat_that_gives_too_many_orders_at_once_is_told_so_and_others_are_not(tmp_path: Path) -> None:
    async with (
        hosting(tmp_path, orders_at_once=3, orders_per_second=0.001) as (host, made),
        Follower(host.url, made.seat_of(DOD).token) as hasty,
        Follower(host.url, made.seat_of(JAPAN).token) as calm,
    ):
        hasty_got = [await hasty.give(MarkReady(ready=True), DOD) for _ in range(3)]
        before = hasty.client.sequence
        hasty_got += [await hasty.give(MarkReady(ready=True), DOD) for _ in range(2)]
        after = hasty.client.sequence
        calm_got = await calm.give(MarkReady(ready=True), JAPAN)

    assert [one.code for one in hasty_got] == ["not-in-this-phase"] * 3 + ["too-many"] * 2
    assert "give it again" in hasty_got[-1].sentence
    assert after == before, "what was too much is not recorded"
    assert calm_got.code == "not-in-this-phase"


async def test_a_second_connection_of_a_seat_gives_it_no_more_orders(tmp_path: Path) -> None:
    async with (
        hosting(tmp_path, orders_at_once=2, orders_per_second=0.001) as (host, made),
        Follower(host.url, made.seat_of(DOD).token) as desk,
        Follower(host.url, made.seat_of(DOD).token) as laptop,
    ):
        first = [await desk.give(MarkReady(ready=True), DOD) for _ in range(2)]
        second = await laptop.give(MarkReady(ready=True), DOD)

    assert "too-many" not in [one.code for one in first]
    assert second.code == "too-many"


async def test_an_order_that_is_sent_again_does_not_count_again_and_gets_its_verdict(tmp_path: Path) -> None:
    async with (
        hosting(tmp_path, orders_at_once=2, orders_per_second=0.001) as (host, made),
        bare(host.url, made.seat_of(DOD).token) as socket,
    ):
        await greeted(socket)
        verdicts: list[Verdict] = []
        for order_id in ("a", "a", "a", "b", "c", "a"):
            await socket.send(ready(order_id))
            while not isinstance(answer := await heard(socket), Verdict):
                pass
            verdicts.append(answer)

    assert [one.code for one in verdicts] == ["not-in-this-phase"] * 4 + ["too-many", "not-in-this-phase"]


async def test_an_order_that_is_sent_again_before_it_was_answered_does_not_count_again(tmp_path: Path) -> None:
    allowances = Allowances(settings(tmp_path, orders_at_once=1, orders_per_second=0.001))

    once = allowances.refusal(SEAT, OrderId("a"), answered=False)
    again = allowances.refusal(SEAT, OrderId("a"), answered=False)
    other = allowances.refusal(SEAT, OrderId("b"), answered=False)

    assert once is None
    assert again is None
    assert other is not None


class ThreeOrders:
    """A policy of three orders at check-in, and none after."""

    name = "three orders"

    def at_check_in(self, view: View) -> tuple[Order, ...]:
        return MarkReady(ready=True), MarkReady(ready=False), SetIntent(stance="approve")

    def orders(self, view: View) -> tuple[Order, ...]:
        return ()


async def test_a_bot_gives_again_what_was_too_much_at_once(tmp_path: Path) -> None:
    async with (
        hosting(tmp_path, orders_at_once=1, orders_per_second=1) as (host, made),
        Follower(host.url, made.control.token) as control,
    ):
        bot = asyncio.create_task(WireBot(host.url, made.seat_of(DOD).token, ThreeOrders(), thinking=0.0).run())
        await control.until(lambda client: sum(part.get("organisation") == DOD for _, part in client.recent) == 3)
        bot.cancel()
        await asyncio.gather(bot, return_exceptions=True)
        kinds = [part["order"]["kind"] for _, part in control.client.recent if part.get("organisation") == DOD]

    assert kinds == ["mark-ready", "mark-ready", "set-intent"]


async def test_where_a_fifth_stop_reading_the_others_hear_everything_and_the_stalled_can_come_back(tmp_path: Path) -> None:
    limits = {"slow_reader_bytes": 1_000_000, "connections_per_seat": 0, "closing_seconds": 0.2}
    async with hosting(tmp_path, **limits) as (host, made), AsyncExitStack() as stack:
        token = made.seat_of(DOD).token
        reading = [await stack.enter_async_context(Follower(host.url, token)) for _ in range(8)]
        greetings = [await _stalled(stack, host.url, token) for _ in range(2)]
        log = tmp_path / "server.log"
        while log.read_text().count('"why": "too-slow"') < 2:
            assert reading[0].client.sequence < 200
            await reading[0].give(LONG, DOD)
        last = reading[0].client.sequence
        for one in reading:
            await one.until(lambda client: client.sequence == last)
        resume = Resume(log=made.log, sequence=greetings[0].sequence)
        async with bare(host.url, token, resume=resume) as again:
            await greeted(again)
            missed = [await heard(again) for _ in range(last - greetings[0].sequence)]

    assert [one.sequence for one in missed if isinstance(one, Told)] == list(range(greetings[0].sequence + 1, last + 1))
    assert not any("reconnecting" in one.changes or one.changes.count("link") > 2 for one in reading)


async def _stalled(stack: AsyncExitStack, url: str, token: str) -> Greeting:
    """A connection that has been greeted and reads nothing more; its greeting."""
    slow = sockets.socket()
    slow.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4_096)
    slow.connect(("127.0.0.1", int(url.rpartition(":")[2])))
    socket = await connect(url, sock=slow, compression=None, max_size=None, max_queue=1)
    stack.callback(socket.transport.abort)
    await socket.send(frame(Hello(token=token, client="slow")))
    greeting = await greeted(socket)
    socket.transport.pause_reading()
    return greeting


async def test_what_a_seat_may_give_comes_back_with_time(tmp_path: Path) -> None:
    async with (
        hosting(tmp_path, orders_at_once=1, orders_per_second=50) as (host, made),
        Follower(host.url, made.seat_of(DOD).token) as player,
    ):
        codes = [(await player.give(MarkReady(ready=True), DOD)).code]
        while codes[-1] == "too-many" or len(codes) < 2:
            codes.append((await player.give(MarkReady(ready=True), DOD)).code)

    assert codes[-1] == "not-in-this-phase"


async def test_a_seat_that_is_open_too_often_opens_no_further_until_one_is_closed(tmp_path: Path) -> None:
    async with hosting(tmp_path, connections_per_seat=2) as (host, made):
        token = made.seat_of(DOD).token
        async with bare(host.url, token) as first, bare(host.url, made.control.token) as control:
            await greeted(control)
            await greeted(first)
            async with bare(host.url, token) as second:
                await greeted(second)
                async with bare(host.url, token) as third:
                    refused = await heard(third)
                    await third.wait_closed()
            async with Follower(host.url, token) as later:
                await later.until(lambda client: client.state == "online")

    assert isinstance(refused, Notice)
    assert refused.code == "too-many-connections"
    assert third.close_code == 4430


async def test_an_address_with_too_many_connections_opens_no_further_and_its_client_comes_back_by_itself(
    tmp_path: Path,
) -> None:
    async with hosting(tmp_path, connections_per_address=1) as (host, made):
        async with bare(host.url, made.control.token) as first:
            await greeted(first)
            waiting = Follower(host.url, made.seat_of(DOD).token)
            async with bare(host.url) as stranger:
                refused = await heard(stranger)
        async with waiting:
            await waiting.until(lambda client: client.state == "online")

    assert isinstance(refused, Notice)
    assert "from your address" in refused.sentence


async def test_wrong_tokens_are_answered_later_and_later_and_a_right_one_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.limits.FIRST_WAIT", 0.1)
    async with hosting(tmp_path) as (host, made):
        for _ in range(FREE_GUESSES):
            async with bare(host.url, "a guess") as socket:
                assert isinstance(await heard(socket), Refused)
        async with bare(host.url, "another guess") as socket:
            late = await heard(socket)
        monkeypatch.setattr("server.limits.FIRST_WAIT", 1_000.0)
        monkeypatch.setattr("server.limits.LONGEST_WAIT", 1_000.0)
        async with bare(host.url, "one more guess") as waits, bare(host.url, made.control.token) as right:
            answer = asyncio.create_task(heard(waits))
            greeting = await greeted(right)
            answered_before = answer.done()
            answer.cancel()

    assert isinstance(greeting, Greeting)
    assert not answered_before
    assert isinstance(late, Refused)
    assert late.code == "unknown-token"
    log = (tmp_path / "server.log").read_text()
    assert '"address": "127.0.0.1"' in log
    assert "another guess" not in log


async def test_a_server_stops_at_once_although_a_guess_waits_for_its_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.limits.FREE_GUESSES", 0)
    monkeypatch.setattr("server.limits.FIRST_WAIT", 1_000.0)
    monkeypatch.setattr("server.limits.LONGEST_WAIT", 1_000.0)
    host = await Host(settings(tmp_path)).start()
    async with bare(host.url, "a guess") as socket:
        await (await socket.ping())
        async with asyncio.timeout(PATIENCE):
            await host.stop()
            await socket.wait_closed()

    assert socket.close_code == 1001


async def test_the_wait_for_wrong_tokens_doubles_up_to_the_longest_for_each_address(tmp_path: Path) -> None:
    gate = Gate(settings(tmp_path))

    waits = [gate.wrong_token("10.0.0.1") for _ in range(FREE_GUESSES + 8)]

    assert waits == [0.0] * FREE_GUESSES + [1.0, 2.0, 4.0, 8.0, 16.0] + [LONGEST_WAIT] * 3
    assert gate.wrong_token("10.0.0.2") == 0.0


async def test_a_frame_larger_than_a_frame_may_be_ends_the_connection_and_nothing_else(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        async with bare(host.url, made.seat_of(DOD).token) as socket:
            await greeted(socket)
            await socket.send("x" * 300_000)
            await socket.wait_closed()
        verdict = await control.give(StartExercise())

    assert socket.close_code == 1009
    assert verdict.accepted
    assert control.changes.count("link") == 2


@pytest.mark.parametrize(
    ("proxies", "counted_together"),
    [(("127.0.0.1",), False), ((), True)],
)
async def test_a_proxy_that_the_settings_name_says_where_a_client_is_and_no_other_may(
    tmp_path: Path, proxies: tuple[str, ...], counted_together: bool
) -> None:
    async with hosting(tmp_path, connections_per_address=1, proxies=proxies) as (host, made):
        hello = frame(Hello(token=made.control.token, client="behind a proxy"))
        addresses = ({"X-Forwarded-For": "6.6.6.6, 10.1.1.1"}, {"X-Forwarded-For": "6.6.6.6, 10.1.1.2"})
        async with connect(host.url, additional_headers=addresses[0]) as one:
            await one.send(hello)
            await greeted(one)
            with suppress(ConnectionClosed):
                async with connect(host.url, additional_headers=addresses[1]) as two:
                    second = await heard(two) if counted_together else None
                    await two.send(hello)
                    second = second or await greeted(two)

    assert isinstance(second, Notice) is counted_together
