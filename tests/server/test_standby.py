"""A second server follows the first and takes its place: with nothing lost, nobody left behind, and never two at once."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from engine.ids import OrganisationId
from engine.orders import MarkReady, StartExercise
from engine.phases import Phase
from server.admission import create_exercise
from server.app import Host
from server.importing import import_log
from server.issuing import erase_names
from server.logs import logger_to
from server.operators import new_operator
from server.replica import heads, rows
from server.standby import Standby, StandbyError
from server.store import ExerciseSummary, Store, StoreError, StoreTrouble, exercises, read_entries
from server.succession import ask_promotion, begin_following, promote
from server.wire import Notice, SeatWanted
from tests.support.server import PATIENCE, Follower, bare, heard, hosting, new_exercise, settings, world

DOD = OrganisationId("dod/as")


def folder_for_standby(folder: Path) -> Path:
    (folder / "standby").mkdir()
    return folder / "standby"


@asynccontextmanager
async def following(
    url: str, token: str, folder: Path, database: str = ""
) -> AsyncIterator[asyncio.Task[tuple[ExerciseSummary, ...]]]:
    """A standby in this folder, on its way; the task ends once it is promoted."""
    given = settings(folder, database=database) if database else settings(folder)
    with (folder / "standby.log").open("a") as log:
        task = asyncio.create_task(Standby(given, url, token, logger_to(log)).until_promoted())
        try:
            yield task
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def level(mine: Store, other: Store, what: Callable[[Store], object] = heads) -> None:
    """Wait until both hold the same."""
    async with asyncio.timeout(PATIENCE):
        while True:
            await asyncio.sleep(0.05)
            if what(mine) == what(other):
                return


async def promoted(task: asyncio.Task[tuple[ExerciseSummary, ...]], store: Store) -> None:
    await asyncio.to_thread(ask_promotion, store)
    async with asyncio.timeout(PATIENCE):
        await task


async def test_a_standby_takes_over_with_every_entry_and_clients_resume_there_by_themselves(
    database: str, tmp_path: Path
) -> None:
    there = folder_for_standby(tmp_path)
    host = await Host(settings(tmp_path)).start()
    made, port = create_exercise(host.store, world()), host.port
    async with Follower(host.url, made.control.token) as control:
        async with following(host.url, new_operator(host.store), there, database) as task:
            mine = Store(database)
            await control.give(StartExercise())
            await level(mine, host.store)
            await control.advance(Phase.ORDERS)
            await promoted(task, mine)
            mine.close()
        order = control.client.give(StartExercise(), None)
        await control.until(lambda client: client.notices)
        notice, knew = control.client.notices[0], control.client.sequence
        await host.stop()
        async with Host(settings(there, database=database, port=port)):
            async with asyncio.timeout(PATIENCE):
                await control.client.answered(order)
            await control.advance(Phase.LOCKED)

    log = list(read_entries(database, made.id))
    assert notice.code == "exercise-unavailable"
    assert [entry.number for entry in log] == [0, 1, 2, 3, 4]
    assert control.client.sequence == knew + 2
    assert list(read_entries(tmp_path / "surgex.db", made.id)) == log[:3]


async def test_a_server_that_has_handed_over_opens_nothing_any_more(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made):
        token = new_operator(host.store)
        async with following(host.url, token, folder_for_standby(tmp_path)) as task:
            mine = Store(tmp_path / "standby" / "surgex.db")
            await level(mine, host.store)
            await promoted(task, mine)
            mine.close()
        async with bare(host.url, made.control.token) as socket:
            refused = await heard(socket)

    assert isinstance(refused, Notice)
    assert "another server" in refused.sentence.lower()
    with pytest.raises(StoreError, match="it was handed over to its standby"):
        Host(settings(tmp_path))
    with pytest.raises(StoreError, match="handed over"):
        begin_following(Store(tmp_path / "surgex.db"), "ws://elsewhere")


async def test_whoever_is_at_a_server_that_hands_over_is_sent_away_and_told_and_nothing_is_changed_in_its_database(
    tmp_path: Path,
) -> None:
    async with hosting(tmp_path) as (host, made):
        token = new_operator(host.store)
        async with Follower(host.url, made.control.token) as control:
            async with following(host.url, token, folder_for_standby(tmp_path)) as task:
                mine = Store(tmp_path / "standby" / "surgex.db")
                await level(mine, host.store)
                with pytest.raises(StoreError, match="it follows ws://"):
                    create_exercise(mine, world())
                with pytest.raises(StoreError, match="it follows ws://"):
                    new_operator(mine)
                await promoted(task, mine)
                mine.close()
            await control.until(lambda client: "taken over" in client.why)
        with pytest.raises(StoreError, match="handed over"):
            create_exercise(host.store, world())


async def test_a_standby_goes_on_where_the_server_is_lost_and_what_the_lost_one_wrote_later_is_refused(tmp_path: Path) -> None:
    there = folder_for_standby(tmp_path)
    async with hosting(tmp_path) as (host, made):
        token = new_operator(host.store)
        async with following(host.url, token, there), Follower(host.url, made.seat_of(DOD).token) as player:
            mine = Store(there / "surgex.db")
            await player.give(MarkReady(ready=True), DOD)
            await level(mine, host.store)
    await asyncio.to_thread(ask_promotion, mine)
    promote(mine)
    mine.close()
    for folder in (tmp_path, there):
        async with Host(settings(folder)) as either, Follower(either.url, made.control.token) as control:
            await control.give(StartExercise())
    lost = list(read_entries(tmp_path / "surgex.db", made.id))

    store = Store(there / "surgex.db")
    with pytest.raises(StoreError, match="two servers have written this exercise") as caught:
        import_log(store, lost, "the lost server's log")
    store.close()

    assert caught.value.code is StoreTrouble.OTHER_HISTORY
    assert len(list(read_entries(there / "surgex.db", made.id))) == len(lost)


async def test_a_standby_catches_up_after_the_server_was_away(tmp_path: Path) -> None:
    host = await Host(settings(tmp_path)).start()
    made, port = create_exercise(host.store, world()), host.port
    async with following(host.url, new_operator(host.store), folder_for_standby(tmp_path)):
        mine = Store(tmp_path / "standby" / "surgex.db")
        await level(mine, host.store)
        await host.stop()
        async with Host(settings(tmp_path, port=port)) as again, Follower(again.url, made.control.token) as control:
            await control.give(StartExercise())
            await level(mine, again.store)
        mine.close()

    assert len(list(read_entries(tmp_path / "standby" / "surgex.db", made.id))) == 2


async def test_what_is_erased_on_the_server_is_erased_on_the_standby(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, _):
        made = create_exercise(host.store, world(), seats=[SeatWanted(organisations=(DOD,), name="a name to forget")])
        there = folder_for_standby(tmp_path)
        async with following(host.url, new_operator(host.store), there):
            mine = Store(there / "surgex.db")
            await level(mine, host.store, rows)
            known = rows(mine)["person"]
            erase_names(host.store, made.id)
            await level(mine, host.store, rows)
            mine.close()

    assert [person["name"] for person in known] == ["a name to forget"]
    assert not any(b"a name to forget" in file.read_bytes() for file in there.iterdir())


async def test_only_the_operator_may_follow_and_only_the_same_history(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made):
        token = new_operator(host.store)
        folder_for_standby(tmp_path)
        for wrong, why in ((made.control.token, "operator"), ("unknown", "token")):
            async with following(host.url, wrong, tmp_path / "standby") as task:
                with pytest.raises(StandbyError, match=why):
                    await asyncio.wait_for(task, PATIENCE)
        new_exercise(tmp_path / "own.db")
        with pytest.raises(StoreError, match="holds exercises of its own"):
            Standby(
                settings(tmp_path, database=str(tmp_path / "own.db")), host.url, token, logger_to((tmp_path / "l").open("a"))
            )

    assert exercises(tmp_path / "standby" / "surgex.db") == ()
    with pytest.raises(StoreError, match="surgex promote"):
        Host(settings(tmp_path / "standby"))
