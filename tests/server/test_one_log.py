"""Control and evaluators ask for the log: they have it whole, entry for entry, and nobody else gets any of it."""

from pathlib import Path

from engine.orders import StartExercise
from engine.phases import Phase
from server.wire import AskLog, Notice, frame
from tests.support.screens import DOD
from tests.support.server import Follower, bare, greeted, heard, hosting


async def test_control_has_the_log_as_it_is_stored_and_only_who_sees_all_may_ask(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, created):
        tokens = {one.organisations[0] if one.organisations else one.role: one.token for one in created.seats}
        async with Follower(host.url, tokens["control"]) as control:
            await control.give(StartExercise())
            await control.advance(Phase.ORDERS)
            control.client.ask_log()
            await control.until(lambda client: client.head and len(client.logged) == client.head[0] + 1)
            logged = list(control.client.logged)
        async with bare(host.url, tokens[DOD]) as socket:
            await greeted(socket)
            await socket.send(frame(AskLog(known=0)))
            while not isinstance(answer := await heard(socket), Notice):
                pass
        stored = list(host.store.entries(created.id, 0, logged[-1].number))

    assert logged == stored
    assert "Only control and evaluators read the log" in answer.sentence
