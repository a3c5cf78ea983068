"""The line client while others speak: what comes in is announced between questions, and waits in rows with numbers."""

from pathlib import Path

from engine.ids import OrganisationId
from engine.orders import AdvancePhase, SendMessage, StartExercise
from engine.phases import Phase
from tests.support.actions import action
from tests.support.lines import at_lines
from tests.support.server import Follower, hosting
from tests.support.talk import agreement, request

DOD = OrganisationId("dod/as")
STATE = OrganisationId("nsc/state")


async def test_what_others_say_is_announced_and_each_is_read_and_answered_by_its_number(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        for order in (StartExercise(), AdvancePhase(to=Phase.ORDERS)):
            await control.give(order)
        async with (
            Follower(host.url, made.seat_of(STATE).token) as state,
            at_lines(host.url, made.seat_of(DOD).token, tmp_path / "lines") as person,
        ):
            await state.give(SendMessage(to=(DOD,), text="Where are the seekers?\nWe wait."), STATE)
            await state.give(request(DOD, due_turn=1), STATE)
            await state.give(agreement(DOD, due_turn=1), STATE)
            await state.give(action(DOD), STATE)
            await person.read.until("acts: ")
            announced = " ".join(person.read.text.split())
            person.type("1")
            await person.read.until("1 and a number opens a row.")
            person.type("1 1")
            await person.read.until("We wait.")
            person.type("r 1", "", "On their way.", "", "y")
            await state.until(lambda client: len(client.views[STATE].messages) == 2)
            person.type("a 3", "y")
            await state.until(lambda client: DOD in next(iter(client.views[STATE].agreements.values())).signed)
            person.type("r 2", "yes", "=", "y")
            await state.until(lambda client: next(iter(client.views[STATE].requests.values())).answers)
            sent = state.client.views[STATE].messages[-1]

    assert "wrote: Where are the seekers? (1 1: read, r 1: reply)" in announced
    assert "asked: May we? (1 2: read, r 2: answer)" in announced
    assert "offered the agreement: Seekers for release (1 3: read, a 3: sign, d 3: refuse)" in announced
    assert "(1 4: read, r 4: argue)" in announced
    waiting = person.read.text.partition("1 and a number opens a row.")[0].partition("acts: ")[2]
    assert "1 1 reads this" in waiting
    assert "a 3 sign   d 3 refuse   1 3 read" in waiting
    assert "enter" not in waiting
    assert (sent.text, sent.to) == ("On their way.", (STATE,))


async def test_a_draft_is_gone_on_with_or_discarded_by_its_number(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        await control.give(StartExercise())
        async with at_lines(host.url, made.seat_of(DOD).token, tmp_path / "lines") as person:
            person.type("v", "Half a sentence.", "!", "1")
            row = await person.read.after("Unfinished: ")
            number = row.partition("1 ")[2].partition(" go on")[0]
            person.type(f"go {number}")
            await person.read.until("[Half a sentence.]")
            person.type("!", f"x {number}")
            await person.read.until("Discarded.")
            person.type(f"1 {number}", "1 99")
            await person.read.until("There is no row 99")

    assert "This draft was sent or discarded." in person.read.text


async def test_what_comes_in_during_a_question_is_said_when_it_is_answered(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        await control.give(StartExercise())
        async with at_lines(host.url, made.seat_of(DOD).token, tmp_path / "lines") as person:
            person.type("v", "Half a sentence.", "!", "x")
            asked = "discard which"
            await person.read.until(asked)
            await control.give(SendMessage(to=(DOD,), text="Lunch is at noon."))
            await control.give(AdvancePhase(to=Phase.ORDERS))
            async with Follower(host.url, made.seat_of(DOD).token) as other:
                await other.until(lambda client: client.views[DOD].phase is Phase.ORDERS)
            await person.link.until(lambda: person.link.views[DOD].phase is Phase.ORDERS)
            during = person.read.text.partition(asked)[2]
            person.type("")
            await person.read.until("Lunch is at noon.")
            kept = dict(person.drafts.forms)

    assert "*" not in during
    assert len(kept) == 1


async def test_forms_take_names_go_back_and_ask_at_once_for_what_is_needed(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        for order in (StartExercise(), AdvancePhase(to=Phase.ORDERS)):
            await control.give(order)
        async with (
            Follower(host.url, made.seat_of(STATE).token) as state,
            at_lines(host.url, made.seat_of(DOD).token, tmp_path / "lines") as person,
        ):
            person.type("t", "mess", "", "State", "First words.", "<", "Better words.", "=", "", "y")
            await state.until(lambda client: client.views[STATE].messages)
            person.type("t", "req", "state")
            await person.read.until("Ask for")
            person.type("!")
            sent = state.client.views[STATE].messages[0]

    numbers = [
        line for line in person.read.text.splitlines() if line.endswith("State, political-military affairs and export licences")
    ]
    assert "This is needed; ! leaves the draft for later." in person.read.text
    assert "Type y or n." in person.read.text
    assert (sent.text, sent.to) == ("Better words.", (STATE,))
    assert len(set(numbers)) == 1


async def test_an_estimate_is_asked_by_system_and_sealed_after_it_is_named_and_confirmed(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        for order in (StartExercise(), AdvancePhase(to=Phase.ORDERS)):
            await control.give(order)
        async with at_lines(host.url, made.seat_of(DOD).token, tmp_path / "lines") as person:
            person.type("e", "12 50 40 60", "12 30 40 50 high", "=", "", "State", "y")
            await person.link.until(lambda: person.link.views[DOD].estimates)
            rows = next(iter(person.link.views[DOD].estimates.values()))
            person.type("?", "4 nothing-has-this")
            await person.read.until("No line of this page has `nothing-has-this`")
        async with at_lines(host.url, made.seat_of(STATE).token, tmp_path / "state") as other:
            other.type("?")
            await other.read.until("this help")

    assert "Low, expected and high must rise; 50, 40, 60 do not." in person.read.text
    assert "This is needed" in person.read.text
    assert person.read.text.index("What will be sealed:") < person.read.text.index("y sends it")
    assert (rows[1].month, rows[1].low, rows[1].expected, rows[1].high, rows[1].confidence) == (12, 30, 40, 50, "high")
    assert {one.first_mover for one in rows} == {STATE}
    assert "  o  Propose" in other.read.text
    assert "  K  " not in other.read.text
