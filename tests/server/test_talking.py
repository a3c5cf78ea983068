"""Talk and free actions over real sockets: who hears, who does not, and what a seat finds when it comes back."""

from pathlib import Path

from engine.effects import IndexEffect
from engine.ids import ActionId, AgreementId, OrganisationId
from engine.orders import ProposeAgreement, RollAction, SendMessage, SetOdds, SignAgreement, StartExercise, TakeAction
from engine.phases import Phase
from server.client import SeatClient
from tests.support.server import Follower, hosting

DOD = OrganisationId("dod/as")
JAPAN = OrganisationId("allies/japan")
STATE = OrganisationId("nsc/state")


def heard_by(client: SeatClient, organisation: OrganisationId) -> list[str]:
    return [one.text for one in client.views[organisation].messages]


async def test_a_message_reaches_its_addressees_and_no_byte_of_it_anybody_else(tmp_path: Path) -> None:
    async with (
        hosting(tmp_path) as (host, made),
        Follower(host.url, made.control.token) as control,
        Follower(host.url, made.seat_of(JAPAN).token) as japan,
        Follower(host.url, made.seat_of(STATE).token) as state,
        Follower(host.url, made.seat_of(DOD).token) as other,
    ):
        await control.give(StartExercise())
        await other.until(lambda client: client.views[DOD].phase is Phase.BRIEF)
        before = other.client.sequence

        sent = await japan.give(SendMessage(to=(STATE,), text="Between us."), JAPAN)
        await state.until(lambda client: client.views[STATE].messages)
        await control.give(SendMessage(to=(DOD,), text="From control."))
        await other.until(lambda client: client.views[DOD].messages)

        assert sent.accepted
        assert heard_by(state.client, STATE) == heard_by(japan.client, JAPAN) == ["Between us."]
        assert heard_by(other.client, DOD) == ["From control."]
        assert other.client.sequence == before + 1


async def test_an_agreement_and_a_ruled_action_are_found_by_a_seat_that_comes_back(tmp_path: Path) -> None:
    agreement, action = AgreementId("agreement:allies-japan:nsc-state:1"), ActionId("action:allies-japan:1")
    effect = IndexEffect(effect="index", index="confidence", by=2)

    async with (
        hosting(tmp_path) as (host, made),
        Follower(host.url, made.control.token) as control,
        Follower(host.url, made.seat_of(STATE).token) as state,
    ):
        async with Follower(host.url, made.seat_of(JAPAN).token) as japan:
            await control.give(StartExercise())
            await control.advance(Phase.ORDERS)
            await japan.give(ProposeAgreement(parties=(STATE,), title="Ours", terms="We lend.", due_turn=2), JAPAN)
            wanted = TakeAction(title="By rail", text="Every wagon.", wants=(effect,), shown_to=(STATE,))
            assert (await japan.give(wanted, JAPAN)).accepted
        assert (await state.give(SignAgreement(agreement=agreement), STATE)).accepted
        await control.advance(Phase.LOCKED, Phase.ADJUDICATE)
        odds = SetOdds(action=action, odds="likely", because="It worked before.", effects=(effect,))
        assert (await control.give(odds)).accepted
        assert (await control.give(RollAction(action=action))).accepted
        async with Follower(host.url, made.seat_of(JAPAN).token) as again:
            view = again.client.views[JAPAN]

    assert view.agreements[agreement].stands == "in-force"
    assert view.actions[action].rulings[-1].odds == "likely"
    assert view.actions[action].wants == ({"effect": "index", "index": "confidence", "by": 2},)
