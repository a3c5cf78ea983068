"""Managing exercises and seats over the wire: what each token allows, and what happens at once to who is connected."""

import asyncio
import json
from contextlib import suppress
from pathlib import Path

import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from engine.ids import CONTROL, OrganisationId
from engine.orders import MarkReady
from server.admission import create_exercise
from server.app import Host
from server.asking import NotManagedError, ask
from server.issuing import find_seat, pass_on, reissue, revoke
from server.operators import new_operator
from server.packing import packed
from server.wire import (
    AddSeats,
    EraseNames,
    ListExercises,
    ListSeats,
    MakeExercise,
    Manage,
    PassSeat,
    Question,
    Refused,
    ReissueSeat,
    RevokeSeat,
    SeatWanted,
    frame,
)
from tests.support.decks import OPENING, DeckFolder
from tests.support.server import PATIENCE, Follower, bare, greeted, heard, hosting, world

DOD = OrganisationId("dod/as")
JAPAN = OrganisationId("allies/japan")


def files_that_hold(folder: Path, text: str) -> list[str]:
    """The names of files in which these bytes stand."""
    return [file.name for file in folder.iterdir() if text.encode() in file.read_bytes()]


async def refused(host: Host, token: str, question: Question) -> str:
    """The code with which a question is not answered."""
    with pytest.raises(NotManagedError) as error:
        await ask(host.url, token, question)
    return error.value.code


async def closed(socket: ClientConnection) -> tuple[int, str]:
    """How a bare socket is closed; what it is still told is passed over."""
    async with asyncio.timeout(PATIENCE):
        with suppress(ConnectionClosed):
            while True:
                await socket.recv()
    assert socket.close_code is not None
    return socket.close_code, socket.close_reason or ""


async def test_an_operator_makes_an_exercise_from_a_deck_that_only_the_sender_has(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, _):
        operator = new_operator(host.store)
        files = packed(OPENING / "deck", OPENING / "baseline")
        seats = (SeatWanted(organisations=(JAPAN, DOD), name="A. Reader"), SeatWanted(role="spectator"))

        answer = await ask(host.url, operator, MakeExercise(deck="mine", files=files, seed="s", seats=seats))

        assert answer.made is not None
        assert [(one.role, one.organisations) for one in answer.issued] == [
            ("control", ()),
            ("participant", (JAPAN, DOD)),
            ("spectator", ()),
        ]
        async with Follower(host.url, answer.issued[1].token) as player:
            assert set(player.client.views) == {JAPAN, DOD}
            assert player.client.exercise_id == answer.made.id


async def test_a_deck_that_is_sent_meets_the_same_checks_and_its_problems_name_file_and_line(tmp_path: Path) -> None:
    folder = DeckFolder(tmp_path)
    place = folder.change("deck/deck.yaml", "priority_systems: [", "priority_systems: [NEVER, ")
    async with hosting(tmp_path) as (host, _):
        operator = new_operator(host.store)
        with pytest.raises(NotManagedError) as error:
            await ask(host.url, operator, MakeExercise(deck="mine", files=packed(folder.deck, folder.baseline)))

        assert error.value.code == "bad-deck"
        assert f"mine/deck.yaml:{place.line}:" in str(error.value)
        assert "surgex-deck-" not in str(error.value)
        assert await refused(host, operator, MakeExercise(deck="mine", files="no deck")) == "bad-deck"
        assert await refused(host, operator, MakeExercise(deck="nowhere")) == "bad-deck"
        assert len(host.store.exercises()) == 1


async def test_seats_are_listed_with_who_holds_them_and_never_with_a_token(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.seat_of(DOD).token):
        operator = new_operator(host.store)
        async with asyncio.timeout(PATIENCE):
            while True:
                answer = await ask(host.url, operator, ListSeats(exercise=made.id))
                (dod,) = (one for one in answer.seats if one.organisations == (DOD,))
                if dod.last_seen:
                    break

        assert (dod.holder_kind, dod.connections, dod.revoked) == ("person", 1, False)
        assert {one.holder_kind for one in answer.seats if one is not dod} == {"nobody"}
        assert not [one.token for one in made.seats if one.token in answer.model_dump_json()]


async def test_a_token_allows_what_its_holder_may_do_and_no_more(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made):
        other = create_exercise(host.store, world())
        mine, control = made.seat_of(DOD).token, made.control.token
        own, seat = ListSeats(), made.seat_of(JAPAN).seat

        assert (await ask(host.url, control, own)).sentence == made.id
        assert [one.id for one in (await ask(host.url, control, ListExercises())).exercises] == [made.id]
        assert await refused(host, control, ListSeats(exercise=other.id)) == "not-allowed"
        assert await refused(host, control, RevokeSeat(seat=other.seat_of(DOD).seat)) == "no-such-seat"
        assert await refused(host, control, RevokeSeat(seat="control")) == "not-allowed"
        assert await refused(host, control, MakeExercise(deck="taiwan-blockade")) == "not-allowed"
        assert await refused(host, control, EraseNames(exercise=made.id)) == "not-allowed"
        for question in (own, RevokeSeat(seat=seat), ReissueSeat(seat=seat), AddSeats(seats=(SeatWanted(role="control"),))):
            assert await refused(host, mine, question) == "not-allowed"
        assert await refused(host, mine, PassSeat(seat=seat)) == "not-allowed"
        assert await refused(host, "no token at all", own) == "unknown-token"


async def test_an_operators_token_that_was_replaced_opens_nothing_and_is_no_seat(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, _):
        before = new_operator(host.store)
        after = new_operator(host.store)

        assert await refused(host, before, ListExercises()) == "unknown-token"
        assert len((await ask(host.url, after, ListExercises())).exercises) == 1
        async with Follower(host.url, after) as nobody:
            assert nobody.client.state == "refused"


async def test_a_revoked_seat_is_sent_away_at_once_and_nobody_else(tmp_path: Path) -> None:
    async with (
        hosting(tmp_path) as (host, made),
        bare(host.url, made.seat_of(DOD).token) as socket,
        Follower(host.url, made.seat_of(JAPAN).token) as other,
    ):
        await greeted(socket)
        await ask(host.url, made.control.token, RevokeSeat(seat=DOD))

        assert await closed(socket) == (4403, "This seat's token was revoked. Ask control for a new one.")
        assert (await other.give(MarkReady(ready=True), JAPAN)).code == "not-in-this-phase"
        async with Follower(host.url, made.seat_of(DOD).token) as again:
            assert again.client.state == "refused"


@pytest.mark.parametrize("change", [revoke, None], ids=["revoked", "reissued"])
async def test_what_another_process_changes_in_the_database_is_seen_within_a_moment(tmp_path: Path, change: object) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.seat_of(DOD).token) as player:
        seat = find_seat(host.store, made.id, DOD)
        if change is revoke:
            revoke(host.store, seat.seat)
        else:
            reissue(host.store, made.id, seat)

        await player.until(lambda client: client.state == "refused")

        assert '"event": "refused"' not in (tmp_path / "server.log").read_text()  # it did not even try again
        assert ("revoked" if change is revoke else "replaced by a new one") in player.client.why


async def test_a_reissued_token_goes_on_for_the_same_holder_where_the_old_one_was(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made):
        async with Follower(host.url, made.seat_of(DOD).token):
            holder = find_seat(host.store, made.id, DOD).holder
        answer = await ask(host.url, made.control.token, ReissueSeat(seat=DOD))

        async with Follower(host.url, answer.issued[0].token) as again:
            assert again.client.state == "online"
        assert find_seat(host.store, made.id, DOD).holder == holder
        assert len(list(host.store.entries(made.id))) == 2


async def test_a_holder_passes_the_seat_on_and_the_successor_takes_it(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.seat_of(DOD).token) as first:
        before = find_seat(host.store, made.id, DOD).holder
        answer = await ask(host.url, made.seat_of(DOD).token, PassSeat(name="B. Writer"))
        await first.until(lambda client: client.state == "refused")

        async with Follower(host.url, answer.issued[0].token) as second:
            assert second.client.views[DOD].present_organisations == (DOD,)
            await second.give(MarkReady(ready=True), DOD)
        after = find_seat(host.store, made.id, DOD)

        assert "passed to somebody else" in first.client.why
        assert after.holder != before
        assert after.name == "B. Writer"
        taken = [entry.parts[CONTROL].plain for entry in host.store.entries(made.id)][1:]
        assert [one["order"].get("holder") for one in taken] == [before, after.holder, None]
        assert taken[-1]["holder"] == after.holder


async def test_late_seats_are_added_and_an_organisation_of_two_seats_stays_with_who_has_it(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.seat_of(DOD).token):
        wanted = (SeatWanted(organisations=(DOD,)), SeatWanted(role="observer", organisations=(DOD,)))
        answer = await ask(host.url, made.control.token, AddSeats(seats=wanted))
        async with Follower(host.url, answer.issued[0].token) as beside, Follower(host.url, answer.issued[1].token):
            assert (await beside.give(MarkReady(ready=True), DOD)).code == "not-in-this-phase"

        kinds = [entry.parts[CONTROL].plain["order"]["kind"] for entry in list(host.store.entries(made.id))[1:]]
        assert kinds == ["take-seat", "mark-ready"]
        unknown = (SeatWanted(organisations=(OrganisationId("allies/japn"),)),)
        assert await refused(host, made.control.token, AddSeats(seats=unknown)) == "bad-seats"
        assert await refused(host, made.control.token, ReissueSeat(seat=DOD)) == "no-such-seat"


async def test_names_stand_in_one_table_and_are_forgotten_for_good(tmp_path: Path) -> None:
    name, contact = "Wilhelmina Quartermain", "wq@example.org"
    async with hosting(tmp_path) as (host, made):
        operator = new_operator(host.store)
        seat = find_seat(host.store, made.id, JAPAN)
        token = pass_on(host.store, made.id, seat, name, contact).token
        async with Follower(host.url, token) as player:
            await player.give(MarkReady(ready=True), JAPAN)
        listed = await ask(host.url, operator, ListSeats(exercise=made.id))
        log = json.dumps([part.plain for entry in host.store.entries(made.id) for part in entry.parts.values()])
        first = await ask(host.url, operator, EraseNames(exercise=made.id, holder="person-nobody"))
        second = await ask(host.url, operator, EraseNames(exercise=made.id))
        after = find_seat(host.store, made.id, JAPAN)

    assert (name, contact) in {(one.name, one.contact) for one in listed.seats}
    assert (first.count, second.count) == (0, 1)
    assert (after.name, after.contact, after.holder_kind) == ("", "", "person")
    assert name not in log
    assert files_that_hold(tmp_path, name) == []


async def test_the_servers_log_holds_no_token_and_no_name(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made):
        operator = new_operator(host.store)
        passed = await ask(host.url, operator, PassSeat(seat=DOD, exercise=made.id, name="Wilhelmina Quartermain"))
        await refused(host, "a-wrong-token-of-somebody", ListExercises())
        async with Follower(host.url, passed.issued[0].token):
            pass
        added = await ask(host.url, operator, AddSeats(exercise=made.id, seats=(SeatWanted(role="evaluator", name="Q. Mc"),)))

    said = (tmp_path / "server.log").read_text()
    secret = [operator, "a-wrong-token-of-somebody", *(one.token for one in (*made.seats, *passed.issued, *added.issued))]
    assert '"managed"' in said
    assert passed.issued[0].seat in said
    assert not [one for one in (*secret, "Quartermain", "Q. Mc") if one in said]


@pytest.mark.parametrize(
    "content", ["not json", "{}", '{"type":"hello"}', '{"type":"list-seats","exercise":7}', b"\xff\xfe", "[]"]
)
async def test_what_is_no_question_ends_the_connection_with_a_code(content: str | bytes, tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), bare(host.url) as socket:
        await socket.send(frame(Manage(token=made.control.token, client="bare")))
        await heard(socket)
        await socket.send(content)
        told = await heard(socket)

        assert isinstance(told, Refused)
        assert told.code in ("bad-frame", "other-protocol")
        assert (await closed(socket))[0] in (4400, 4426)
    assert "Traceback" not in (tmp_path / "server.log").read_text()
