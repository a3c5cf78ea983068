"""Seats, tokens and names, on SQLite and on PostgreSQL alike; and orders from paper, as their organisation reads them."""

from pathlib import Path

import pytest

from engine.ids import OrganisationId
from engine.orders import ActFor, MakeRequest, StartExercise
from server.admission import AdmissionError, admit, create_exercise, token_hash
from server.issuing import add_seats, erase_names, find_seat, note_seen, pass_on, reissue, revoke, seats_of, standings
from server.operators import has_operator, is_operators, new_operator
from server.store import Store
from server.wire import SeatWanted
from tests.support.server import Follower, hosting, world

DOD = OrganisationId("dod/as")
JAPAN = OrganisationId("allies/japan")


def refusal(store: Store, token: str) -> str:
    with pytest.raises(AdmissionError) as error:
        admit(store, token, "test")
    return error.value.sentence


def test_a_seat_goes_through_all_hands_and_every_token_but_the_last_says_what_became_of_it(database: str) -> None:
    store = Store(database)
    made = create_exercise(store, world(), seats=[SeatWanted(organisations=(JAPAN,), name="Ada", contact="a@example.org")])
    first = made.seat_of(JAPAN).token
    ada = admit(store, first, "test").holder

    second = reissue(store, made.id, find_seat(store, made.id, JAPAN))
    assert admit(store, second.token, "test").holder == ada
    third = pass_on(store, made.id, find_seat(store, made.id, JAPAN), name="Bea")
    bea = admit(store, third.token, "test").holder
    assert revoke(store, find_seat(store, made.id, JAPAN).seat)

    assert "replaced by a new one" in refusal(store, first)
    assert "passed to somebody else" in refusal(store, second.token)
    assert "was revoked" in refusal(store, third.token)
    assert ada != bea
    assert {ada[:7], bea[:7]} == {"person-"}
    assert find_seat(store, made.id, JAPAN).name == "Bea"
    assert standings(store, [third.seat])[third.seat].revoked
    store.close()


def test_added_seats_are_listed_seen_and_forgotten_by_name(database: str) -> None:
    store = Store(database)
    made = create_exercise(store, world())
    (added,) = add_seats(store, made.id, [SeatWanted(role="observer", organisations=(DOD,), name="Ada")])
    note_seen(store, [added.seat])

    (seen,) = [one for one in seats_of(store, made.id) if one.last_seen]
    with pytest.raises(AdmissionError, match="do not go together"):
        add_seats(store, made.id, [SeatWanted(role="spectator", organisations=(DOD,))])

    assert (seen.seat, seen.role, seen.name) == (added.seat, "observer", "Ada")
    assert (erase_names(store, made.id), erase_names(store, made.id)) == (1, 0)
    assert find_seat(store, made.id, added.seat).name == ""
    assert len(seats_of(store, made.id)) == len(made.seats) + 1
    store.close()


def test_an_organisations_id_means_the_seat_that_speaks_for_it_even_when_that_is_revoked(database: str) -> None:
    store = Store(database)
    made = create_exercise(store, world())
    add_seats(store, made.id, [SeatWanted(role="observer", organisations=(DOD,))])
    speaking = find_seat(store, made.id, DOD)

    revoke(store, speaking.seat)
    still = find_seat(store, made.id, DOD)
    add_seats(store, made.id, [SeatWanted(organisations=(DOD,)), SeatWanted(organisations=(DOD,))])

    assert (speaking.role, still.seat, still.revoked) == ("participant", speaking.seat, True)
    with pytest.raises(AdmissionError, match=r"several seats .*\(participant\), .*\(participant\)$"):
        find_seat(store, made.id, DOD)
    store.close()


def test_a_database_has_one_operators_token(database: str) -> None:
    store = Store(database)
    assert not has_operator(store)

    first, second = new_operator(store), new_operator(store)

    assert has_operator(store)
    assert [is_operators(store, token_hash(one)) for one in (first, second, "")] == [False, True, False]
    store.close()


async def test_2_12_an_organisation_reads_from_which_slip_its_order_was_entered(tmp_path: Path) -> None:
    request = MakeRequest(to=(DOD,), text="Seekers?", due_turn=1)
    async with (
        hosting(tmp_path) as (host, made),
        Follower(host.url, made.seat_of(JAPAN).token) as player,
        Follower(host.url, made.control.token) as control,
    ):
        await control.give(StartExercise())
        entered = await control.give(ActFor(organisation=JAPAN, order=request, slip=17))
        again = await control.give(ActFor(organisation=JAPAN, order=request, slip=17))
        await player.until(lambda client: client.views[JAPAN].orders)
        view = player.client.views[JAPAN]

    assert entered.accepted
    assert (again.code, again.sentence) == ("slip-entered", "Slip 17 was entered already.")
    assert (view.orders[-1].by_control, view.orders[-1].slip) == (True, 17)
    assert any("Control entered your order, from slip 17: a request." in str(one) for one in view.notices)
