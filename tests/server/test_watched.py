"""What whoever watches the server is told: /readyz, /metrics and the log, and what none of these may tell."""

import asyncio
import json
import sqlite3
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from engine.ids import CONTROL, OrderId, OrganisationId
from engine.orders import MarkReady, SendMessage, StartExercise
from engine.phases import Phase
from engine.stored import plain_of
from server.admission import create_exercise
from server.app import Host
from server.operators import new_operator
from server.store import read_entries
from server.wire import Give, Notice, SeatWanted, Verdict, frame, server_message
from tests.support.server import PATIENCE, Follower, bare, get, greeted, heard, hosting, settings, world

DOD = OrganisationId("dod/as")
JAPAN = OrganisationId("allies/japan")
NAME = "Qwertz Planted-Name"
CONTACT = "planted-contact@example"
TEXT = "a planted text that nobody else may read"


async def _metrics(host: Host) -> dict[str, float]:
    port = int(host.metrics_page.url.rpartition(":")[2].partition("/")[0])
    status, body = await get(port, "/metrics")
    assert status == 200
    samples = [sample for family in text_string_to_metric_families(body) for sample in family.samples]
    return {one.name + "".join(f" {value}" for value in one.labels.values()): one.value for one in samples}


async def test_readyz_says_that_somebody_new_can_be_sent_here(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, _):
        status, body = await get(host.port, "/readyz")

    assert (status, json.loads(body)) == (200, {"ready": True, "why": ""})


async def test_readyz_says_no_where_the_database_does_not_answer(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, _):
        with sqlite3.connect(tmp_path / "surgex.db") as connection:
            connection.execute("ALTER TABLE exercise RENAME TO gone")
        status, body = await get(host.port, "/readyz")
        with sqlite3.connect(tmp_path / "surgex.db") as connection:
            connection.execute("ALTER TABLE gone RENAME TO exercise")

    assert status == 503
    assert not json.loads(body)["ready"]


async def test_a_server_that_stops_says_so_and_answers_everything_that_it_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.database.BUSY_TIMEOUT", int(1000 * PATIENCE))  # however long it takes until nobody holds it
    host = await Host(settings(tmp_path, closing_seconds=30.0)).start()
    made = create_exercise(host.store, world())
    async with bare(host.url, made.seat_of(DOD).token) as player:
        await greeted(player)
        with sqlite3.connect(tmp_path / "surgex.db", isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")  # nothing can be committed until this ends
            for number in range(300):
                give = Give(order_id=OrderId(str(number)), organisation=DOD, order=plain_of(MarkReady(ready=True)))
                await player.send(frame(give))
            await player.send("no frame")
            accepted = await heard(player)  # the answer to what came last: everything before it was taken
            stopping = asyncio.create_task(host.stop())
            await asyncio.sleep(0)
            status, body = await get(host.port, "/readyz")
            other.execute("ROLLBACK")
        answers = [message async for content in player if isinstance(message := server_message(content), Verdict)]
        await stopping

    recorded = [entry.parts[CONTROL].plain.get("order_id") for entry in read_entries(tmp_path / "surgex.db", made.id)]
    assert isinstance(accepted, Notice)
    assert (status, json.loads(body)["why"]) == (503, "the server stops")
    assert [one.order_id for one in answers] == [str(number) for number in range(300)]
    assert recorded[-300:] == [one.order_id for one in answers]
    assert player.close_code == 1001


async def test_metrics_count_connections_orders_and_commits_and_name_no_organisation(tmp_path: Path) -> None:
    async with (
        hosting(tmp_path, metrics_port=0, orders_at_once=2, orders_per_second=0.001) as (host, made),
        Follower(host.url, made.control.token) as control,
        Follower(host.url, made.seat_of(DOD).token) as player,
        bare(host.url, "a guess") as wrong,
    ):
        await heard(wrong)
        await control.give(StartExercise())
        await control.advance(Phase.ORDERS)
        for _ in range(3):
            await player.give(MarkReady(ready=True), DOD)
        await player.give(MarkReady(ready=True), JAPAN)
        found = await _metrics(host)
        url = host.metrics_page.url
        port = int(url.rpartition(":")[2].partition("/")[0])
        elsewhere, _ = await get(port, "/healthz")
        of_play, _ = await get(host.port, "/metrics")

    assert found["surgex_connections control"] == found["surgex_connections participant"] == 1
    assert found["surgex_exercises_open"] == 1
    assert found["surgex_orders_total accepted"] >= 4
    assert found["surgex_orders_total too-many"] == 1
    assert found["surgex_orders_total not-recorded"] == 1
    assert found["surgex_hellos_refused_total unknown-token"] == 1
    assert found["surgex_told_seconds_count"] >= found["surgex_commits_total"] >= 1
    assert not any("dod" in name or "japan" in name or made.id in name for name in found)
    assert (elsewhere, of_play) == (404, 426)
    assert url.startswith("http://127.0.0.1:")


async def test_there_are_no_metrics_where_no_port_is_named(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, _):
        assert host.metrics_page.url == ""


async def test_no_token_name_or_text_stands_in_log_metrics_health_or_errors(tmp_path: Path) -> None:
    async with Host(settings(tmp_path, metrics_port=0)) as host:
        japan = SeatWanted(organisations=(JAPAN,), name=NAME, contact=CONTACT)
        made = create_exercise(host.store, world(), seats=(japan, SeatWanted(organisations=(DOD,))))
        operator = new_operator(host.store)
        said: list[str] = []
        async with (
            Follower(host.url, made.control.token) as control,
            Follower(host.url, made.seat_of(JAPAN).token) as author,
            bare(host.url, made.seat_of(DOD).token) as other,
            bare(host.url, operator + "x") as wrong,
        ):
            said.append((await heard(wrong)).model_dump_json())
            await greeted(other)
            await control.give(StartExercise())
            await control.advance(Phase.ORDERS)
            told = await author.give(SendMessage(to=(), text=TEXT), JAPAN)
            refused = await author.give(SendMessage(to=(DOD,), text=TEXT), DOD)
            said += [told.model_dump_json(), refused.model_dump_json()]
            await other.send('{"type": "give", "order": {"text": "' + TEXT + '"}}')
            await other.send(f'{{"type": "hello", "token": "{operator}", "protocol": 4}}')
            said += [notice.model_dump_json() for notice in [await heard(other)] if notice.type == "notice"]
            _, health = await get(host.port, "/healthz")
            _, wrong_path = await get(host.port, f"/{operator}")
            found = " ".join(await _metrics(host))
    written = (tmp_path / "server.log").read_text()

    secrets = [*(seat.token for seat in made.seats), operator, NAME, CONTACT, TEXT]
    assert '"event": "left"' in written
    for place in (written, found, health, wrong_path, *said):
        assert not [one for one in secrets if one in place]
