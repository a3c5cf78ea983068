"""Control asks for what one organisation knows: it is what that organisation has, and stays so with what control is told."""

from pathlib import Path

from engine.ids import CONTROL, CONTROL_PARTY, OrganisationId
from engine.orders import ActFor, AdvancePhase, ProposeInitiative, SendMessage, StartExercise
from engine.phases import Phase
from engine.replay import told_in
from server.client import SeatClient
from server.wire import AskView, Notice, frame
from tests.support.screens import DOD, JAPAN, Table
from tests.support.server import Follower, bare, greeted, heard, hosting

SURGE = ProposeInitiative(type="surge-order", parameters={"system": "LRASM", "units": "300"})


async def test_control_has_the_view_that_the_organisation_has_and_keeps_it_up(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, created):
        tokens = {one.organisations[0] if one.organisations else one.role: one.token for one in created.seats}
        async with Follower(host.url, tokens["control"]) as control, Follower(host.url, tokens[DOD]) as dod:
            await control.give(StartExercise())
            await control.advance(Phase.ORDERS)
            await dod.give(SURGE, DOD)
            control.client.ask_view(DOD)
            await control.until(lambda client: DOD in client.views)
            await control.give(SendMessage(to=(DOD,), text="Listen."))
            await control.give(ActFor(organisation=DOD, order=SendMessage(to=(CONTROL_PARTY,), text="Yes?"), slip=4))
            await control.advance(Phase.LOCKED)
            await dod.until(lambda client: client.views[DOD].phase is Phase.LOCKED)
            await control.until(lambda client: client.views[DOD].phase is Phase.LOCKED)
            mine, controls = dod.client.views[DOD], control.client.views[DOD]

    assert isinstance(control.client, SeatClient)
    assert controls == mine
    assert controls.orders[-1].slip == 4


async def test_only_control_and_evaluators_may_ask_for_a_view(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, created):
        tokens = {one.organisations[0] if one.organisations else one.role: one.token for one in created.seats}
        async with bare(host.url, tokens[DOD]) as socket:
            await greeted(socket)
            await socket.send(frame(AskView(organisation=JAPAN)))
            while not isinstance(answer := await heard(socket), Notice):
                pass
        async with bare(host.url, tokens["control"]) as socket:
            await greeted(socket)
            await socket.send(frame(AskView(organisation=OrganisationId("nobody/here"))))
            while not isinstance(unknown := await heard(socket), Notice):
                pass

    assert "Only control and evaluators ask for a view" in answer.sentence
    assert "of an organisation of this exercise" in unknown.sentence


def test_what_each_audience_was_told_is_read_again_from_controls_part() -> None:
    table = Table()
    table.start()
    table.give(SURGE, DOD)
    table.give(SURGE, JAPAN)
    table.give(ActFor(organisation=JAPAN, order=SendMessage(to=(DOD,), text="Here."), slip=2))
    table.give(ActFor(organisation=JAPAN, order=SURGE))
    table.play_turn()
    table.give(AdvancePhase(to=Phase.BRIEF))

    for entry in table.entries[1:]:
        told = {
            audience: {key: value for key, value in part.plain.items() if key != "audience"}
            for audience, part in entry.parts.items()
        }
        control = told.pop(CONTROL)
        assert told_in(table.exercise.world, control) == told
