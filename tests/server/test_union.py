"""One seat for several organisations: one inbox over the wire, each fact stamped with whose it is, orders with who speaks."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from engine.ids import PUBLIC, OrganisationId
from engine.orders import MarkReady, SendMessage, StartExercise
from engine.phases import Phase
from engine.stored import plain_of
from server.admission import CreatedExercise, create_exercise
from server.app import Host
from server.wire import Give, SeatWanted, Told, Verdict, frame
from tests.support.server import Follower, bare, greeted, heard, settings, world

DOD = OrganisationId("dod/as")
STATE = OrganisationId("nsc/state")
JAPAN = OrganisationId("allies/japan")


@asynccontextmanager
async def union(folder: Path) -> AsyncIterator[tuple[Host, CreatedExercise]]:
    """A server with a seat for two organisations, and one for another."""
    wanted = (SeatWanted(organisations=(DOD, STATE)), SeatWanted(organisations=(JAPAN,)))
    async with Host(settings(folder)) as host:
        yield host, create_exercise(host.store, world(), seed="a seed", seats=wanted)


async def test_a_union_seat_holds_a_view_of_each_and_takes_each_organisation(tmp_path: Path) -> None:
    async with (
        union(tmp_path) as (host, made),
        Follower(host.url, made.control.token) as control,
        Follower(host.url, made.seat_of(DOD).token) as both,
    ):
        await control.give(StartExercise())
        await both.until(lambda client: client.views[STATE].phase is Phase.BRIEF)
        views = both.client.views
        await control.until(lambda client: client.exercise and STATE in client.exercise.holders)
        assert control.client.exercise is not None
        holders = control.client.exercise.holders

    assert list(views) == [DOD, STATE]
    assert holders[DOD] == holders[STATE]
    assert views[DOD].brief is not None
    assert views[STATE].brief is not None
    assert views[DOD].brief != views[STATE].brief


async def test_each_part_is_stamped_with_its_organisation_and_one_sequence_counts_both(tmp_path: Path) -> None:
    async with union(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        await control.give(StartExercise())
        async with bare(host.url, made.seat_of(DOD).token) as socket:
            first = (await greeted(socket)).sequence
            for to in ((DOD,), (STATE,), (DOD, STATE), (JAPAN,)):
                verdict = await control.give(SendMessage(to=to, text="Read this."))
                assert verdict.accepted, verdict.sentence
            await control.advance(Phase.ORDERS)
            told = [await heard(socket) for _ in range(4)]

    assert [one.sequence for one in told if isinstance(one, Told)] == [first + 1, first + 2, first + 3, first + 4]
    assert [set(one.parts) for one in told if isinstance(one, Told)] == [{DOD}, {STATE}, {DOD, STATE}, {PUBLIC}]


async def test_an_order_counts_for_the_organisation_that_it_names_alone(tmp_path: Path) -> None:
    async with union(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        await control.give(StartExercise())
        await control.advance(Phase.ORDERS)
        async with Follower(host.url, made.seat_of(DOD).token) as both:
            answered = {one: await both.give(MarkReady(ready=True), one) for one in (STATE, JAPAN, None)}
            await both.until(lambda client: client.views[STATE].ready)
            ready = {one: view.ready for one, view in both.client.views.items()}
            orders = {one: [order.kind for order in view.orders] for one, view in both.client.views.items()}

    assert answered[STATE].accepted
    assert [answered[one].code for one in (JAPAN, None)] == ["not-your-organisation"] * 2
    assert ready == {DOD: False, STATE: True}
    assert orders == {DOD: [], STATE: ["mark-ready"]}


async def test_the_same_id_for_two_organisations_of_a_seat_is_another_order(tmp_path: Path) -> None:
    async with union(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        await control.give(StartExercise())
        await control.advance(Phase.ORDERS)
        async with bare(host.url, made.seat_of(DOD).token) as socket:
            await greeted(socket)
            verdicts = []
            for organisation in (DOD, STATE):
                order = plain_of(MarkReady(ready=True))
                await socket.send(frame(Give(order_id="same", organisation=organisation, order=order)))  # type: ignore[arg-type]
                while not isinstance(answer := await heard(socket), Verdict):
                    pass
                verdicts.append(answer)

    assert verdicts[0].accepted
    assert verdicts[1].code == "order-id-reused"


async def test_what_is_told_to_one_organisation_of_a_seat_is_not_in_the_others_view(tmp_path: Path) -> None:
    async with (
        union(tmp_path) as (host, made),
        Follower(host.url, made.control.token) as control,
        Follower(host.url, made.seat_of(DOD).token) as both,
    ):
        await control.give(StartExercise())
        for to, text in (((DOD,), "For acquisition."), ((STATE,), "For State.")):
            await control.give(SendMessage(to=to, text=text))
        await both.until(lambda client: client.views[STATE].messages)
        views = both.client.views

    assert [one.text for one in views[DOD].messages] == ["For acquisition."]
    assert [one.text for one in views[STATE].messages] == ["For State."]
