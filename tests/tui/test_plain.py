"""The line client: the same play by questions and answers, against a real server."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path

from typer.testing import CliRunner

from cli.main import app
from engine.annotations.bodies import GiveFeedback, TakePosition
from engine.ids import OrganisationId, SeatId
from engine.orders import AdvancePhase, EndExercise, MarkReady, SendMessage, StartExercise
from engine.phases import Phase
from server.client import SeatClient
from server.issuing import revoke
from tests.server.test_roles import make
from tests.support.lines import Read
from tests.support.server import PATIENCE, Follower, hosting
from tui.desk import Desk
from tui.drafts import Drafts
from tui.farewell import farewell
from tui.help_screen import bindings_of
from tui.participant.workspace import ParticipantScreen
from tui.plain.asking import HINT, fill_in
from tui.plain.commands import HELP
from tui.plain.session import Session
from tui.settings import ClientConfig
from tui.sheets.catalogue import KINDS
from tui.sheets.groups import GROUPS
from tui.sheets.sheet import Field, Sheet

DOD = OrganisationId("dod/as")
STATE = OrganisationId("nsc/state")


async def sitting(url: str, token: str, folder: Path, typed: Sequence[str]) -> tuple[int, str]:
    """What a person who types these lines reads, and the exit code."""
    lines: asyncio.Queue[str | None] = asyncio.Queue()
    for line in (*typed, None):
        lines.put_nowait(line)
    said: list[str] = []
    drafts = Drafts(folder, token)
    link = SeatClient(url, token, pending=drafts.pending, on_change=lambda kind: session.tell())
    desk = Desk(link=link, drafts=drafts, config=ClientConfig(folder=folder))
    session = Session(desk=desk, link=link, lines=lines, say=said.append)
    async with link:
        code = await session.run()
    return code, "\n".join(said)


async def test_a_message_is_sent_and_read_by_lines_alone(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        for order in (StartExercise(), AdvancePhase(to=Phase.ORDERS)):
            assert (await control.client.answered(control.client.give(order, None))).accepted
        typed = ["t", "1", "nsc/state", "Can you release the seeker?", "1", "y", "q"]
        code, read = await sitting(host.url, made.seat_of(DOD).token, tmp_path / "a", typed)
        _, heard = await sitting(host.url, made.seat_of(STATE).token, tmp_path / "b", ["5", "q"])
        async with Follower(host.url, made.seat_of(STATE).token) as state:
            messages = state.client.views[STATE].messages

    assert code == 0
    assert "You speak for" in read
    assert ": taken" in read
    assert [one.text for one in messages] == ["Can you release the seeker?"]
    assert "ORDERS" in heard


async def test_who_waits_for_the_start_reads_who_they_are_when_it_comes(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        token = made.seat_of(DOD).token
        lines: asyncio.Queue[str | None] = asyncio.Queue()
        read = Read()
        drafts = Drafts(tmp_path, token)
        link = SeatClient(host.url, token, pending=drafts.pending, on_change=lambda kind: session.tell())
        session = Session(
            desk=Desk(link=link, drafts=drafts, config=ClientConfig(folder=tmp_path)), link=link, lines=lines, say=read.add
        )
        async with link:
            running = asyncio.create_task(session.run())
            await read.until("The exercise has not started.")
            before = read.text
            await control.give(StartExercise())
            await read.until("What only you know")
            lines.put_nowait("q")
            assert await running == 0

    assert "What you want" not in before
    assert read.text.count("What you want") == 1


async def test_drafts_notices_and_what_happened_have_their_commands_and_an_empty_line_prints_nothing(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        await control.give(StartExercise())
        token = made.seat_of(DOD).token
        _, read = await sitting(
            host.url, token, tmp_path, ["", "v", "A draft.", "!", "x", "1", "x", "m", "c", "T", "2", "4", "q"]
        )

    assert "this help" not in read
    assert "Discarded." in read
    assert "There is no unfinished draft." in read
    assert "What happened is told after EndEx." in read
    assert "This seat was not taken over" in read
    assert "is no command" not in read


async def test_a_disk_that_takes_no_draft_is_said_where_one_is_filled_in(tmp_path: Path) -> None:
    (tmp_path / "gone").write_text("a file where the folder should be", encoding="utf-8")
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        await control.give(StartExercise())
        _, read = await sitting(host.url, made.seat_of(DOD).token, tmp_path / "gone", ["v", "A draft.", "!", "q"])

    assert read.count("Drafts cannot be kept in") == 1


async def test_what_was_left_is_asked_again_with_what_was_filled_in(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        for order in (StartExercise(), AdvancePhase(to=Phase.ORDERS)):
            await control.client.answered(control.client.give(order, None))
        token = made.seat_of(DOD).token
        _, first = await sitting(host.url, token, tmp_path, ["v", "We can pay in the autumn.", "!", "q"])
        _, again = await sitting(host.url, token, tmp_path, ["v", "", "nsc/state", "=", "y", "q"])
        async with Follower(host.url, made.seat_of(STATE).token) as state:
            messages = state.client.views[STATE].messages

    assert "what was filled in is kept" in first
    assert "[We can pay in the autumn.]" in again
    assert [(one.text, one.given) for one in messages] == [("We can pay in the autumn.", "fact")]


async def test_a_wrong_number_or_word_is_asked_again_and_nothing_is_lost(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made):
        token = made.seat_of(DOD).token
        _, read = await sitting(host.url, token, tmp_path, ["zz", "i", "7", "2", "many", "50", "=", "y", "q"])
        async with Follower(host.url, token) as player:
            intent = player.client.views[DOD].intent

    assert "`zz` is no command" in read
    assert "Type a number of the list, or the beginning of a name." in read
    assert "Type a whole number." in read
    assert (intent["stance"], intent["price_ceiling"]) == ("approve", 50_000)


async def test_a_proposal_says_what_would_follow_before_it_is_sent(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        for order in (StartExercise(), AdvancePhase(to=Phase.ORDERS)):
            await control.give(order)
        _, read = await sitting(host.url, made.seat_of(DOD).token, tmp_path, ["o", "1", "=", "n", "q"])

    assert "What would follow" in read
    assert read.index("Who acts, and when") < read.index("y sends it") < read.index("Not sent")


async def test_where_the_choices_are_numbers_a_number_means_its_value() -> None:
    scale = (("", "no answer"), *((one, one) for one in "12345"))
    sheet = Sheet(
        key="form a",
        order=GiveFeedback,
        title="",
        send_word="",
        make=lambda values: "",
        fields=(Field(id="clear", title="Clear", kind="one", choices=scale),),
    )

    async def typing(*typed: str) -> tuple[str, list[str]]:
        values, waiting = sheet.start(), list(typed)
        said: list[str] = []

        async def ask(prompt: str) -> str | None:
            said.append(prompt)
            return waiting.pop(0)

        await fill_in(sheet, values, ask, said.append, lambda: None)
        return values["clear"], said

    assert (await typing("5"))[0] == "5"
    assert (await typing("4", ""))[0] == "4"
    assert (await typing("-"))[0] == ""
    value, said = await typing("6", "1")
    assert value == "1"
    assert said[1:9] == [
        "Clear:", "   -  no answer", "   1", "   2", "   3", "   4", "   5", "  number or name [no answer] > "
    ]  # fmt: skip
    assert "  Type one of: -, 1, 2, 3, 4, 5." in said


async def test_among_many_names_part_of_one_finds_it(tmp_path: Path) -> None:
    many = tuple((f"org-{number}", f"Office {number}") for number in range(1, 31))
    field = Field(id="first", title="First to act", kind="one", choices=many, start="org-1")
    sheet = Sheet(key="x", order=GiveFeedback, title="", send_word="", make=lambda values: "", fields=(field,))
    values, waiting = sheet.start(), ["ffice 2", "nobody", "e 23"]
    said: list[str] = []

    async def ask(prompt: str) -> str | None:
        return waiting.pop(0)

    await fill_in(sheet, values, ask, said.append, lambda: None)

    assert values["first"] == "org-23"
    assert "  21  Office 21" in said
    assert "   3  Office 3" not in said
    assert "  No name has `nobody` in it; ? lists all." in said


async def test_a_prompt_that_the_lock_takes_away_says_so_and_runs_no_command(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        for order in (StartExercise(), AdvancePhase(to=Phase.ORDERS)):
            await control.give(order)
        token = made.seat_of(DOD).token
        lines: asyncio.Queue[str | None] = asyncio.Queue()
        read = Read()
        drafts = Drafts(tmp_path, token)
        link = SeatClient(host.url, token, pending=drafts.pending, on_change=lambda kind: session.tell())
        desk = Desk(link=link, drafts=drafts, config=ClientConfig(folder=tmp_path))
        session = Session(desk=desk, link=link, lines=lines, say=read.add)
        async with link:
            running = asyncio.create_task(session.run())
            for line in ("o", "1"):
                lines.put_nowait(line)
            await read.until(HINT[:60])
            await control.give(AdvancePhase(to=Phase.LOCKED))
            await read.until("The turn was locked: this was not sent; your draft is kept.")
            lines.put_nowait("q")
            await read.until("was not run")
            assert not running.done()
            lines.put_nowait("q")
            assert await running == 0


async def test_l_asks_whoever_is_ready_before_it_takes_that_back(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        for order in (StartExercise(), AdvancePhase(to=Phase.ORDERS)):
            assert (await control.client.answered(control.client.give(order, None))).accepted
        token = made.seat_of(DOD).token
        async with Follower(host.url, token) as seat:
            assert (await seat.client.answered(seat.client.give(MarkReady(ready=True), DOD))).accepted
        _, read = await sitting(host.url, token, tmp_path / "a", ["l", "n", "q"])
        async with Follower(host.url, token) as seat:
            ready = seat.client.views[DOD].ready

    assert "You are ready. Take that back? y or n >" in read
    assert "You stay ready." in read
    assert ready


async def test_a_wrong_token_is_said_in_a_line(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, _):
        code, read = await sitting(host.url, "nobody", tmp_path, ["q"])

    assert code == 1
    assert "Not admitted: No seat has this token." in read


async def test_a_seat_that_was_taken_away_ends_what_is_being_asked_and_says_what_next(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        for order in (StartExercise(), AdvancePhase(to=Phase.ORDERS)):
            await control.give(order)
        seat = made.seat_of(DOD)
        lines: asyncio.Queue[str | None] = asyncio.Queue()
        read = Read()
        drafts = Drafts(tmp_path, seat.token)
        link = SeatClient(host.url, seat.token, pending=drafts.pending, on_change=lambda kind: session.tell())
        desk = Desk(link=link, drafts=drafts, config=ClientConfig(folder=tmp_path))
        session = Session(desk=desk, link=link, lines=lines, say=read.add, width=60)
        async with link:
            running = asyncio.create_task(session.run())
            for line in ("v", "We can pay in the autumn."):
                lines.put_nowait(line)
            await read.until("numbers or names, - for none")
            revoke(host.store, SeatId(seat.seat))
            async with asyncio.timeout(PATIENCE):
                code = await running

    assert code == 1
    assert "\n\n* refused: " in read.text
    assert "nothing goes out" in read.text
    assert "what was filled in is kept" in read.text
    assert "We can pay in the autumn." in drafts.path.read_text(encoding="utf-8")
    assert max(len(line) for line in read.text.splitlines()) <= 60


async def test_one_order_from_a_script_prints_its_verdict(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made):
        url, control, dod = host.url, made.control.token, made.seat_of(DOD).token

        async def send(token: str, *arguments: str) -> tuple[int, str]:
            environment = {"SURGEX_TOKEN": token}
            result = await asyncio.to_thread(CliRunner().invoke, app, ["send", url, *arguments], env=environment)
            return result.exit_code, result.output

        started = await send(control, "--order", json.dumps({"kind": "start-exercise"}))
        early = await send(dod, "ready")
        wrong = await send(dod, "message", "to=nobody", "text=hello")
        unknown = await send(dod, "message", "whom=nsc/state")
        mistyped = await send(dod, "mesage", "to=nsc/state")
        broken = await send(dod, "--order", "{")
        sent = await send(dod, "message", "to=nsc/state", "text=hello")
        listed = await send(dod, "--list")

    assert started == (0, "accepted\n")
    assert early == (0, "accepted\n")
    assert wrong[0] == 2
    assert unknown[0] == 2
    assert (mistyped[0], broken[0]) == (2, 2)
    assert sent == (0, "accepted\n")
    assert "dod/as: message to= text= about=" in listed[1]


async def test_an_evaluator_notes_rates_and_judges_by_lines_alone(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        make(tmp_path / "surgex.db", made.seat_of(STATE).seat, "evaluator")
        await control.give(StartExercise())
        typed = ["1", "n 2", "They never asked.", "=", "r 2", "2", "=", "a", "Two lists", "=", "c 9", "3", "x", "q"]
        code, said = await sitting(host.url, made.seat_of(STATE).token, tmp_path, typed)
        await control.until(lambda client: len(client.annotations.records) == 2)
        annotations = control.client.annotations

    assert code == 0
    assert "  1  O1 Test the assumption" in said
    assert [(one.body.text, one.body.objective) for one in annotations.notes] == [("They never asked.", "O1")]
    assert [one.body.mark for one in annotations.ratings_of("O1")] == ["S"]
    assert "A candidate has a title, a kind, and words" in said
    assert "There is no row 9" in said
    assert "Recorded: Note" in said


async def test_17_6_a_position_is_taken_and_a_form_handed_in_by_lines_alone(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        await control.give(StartExercise())
        await control.give(EndExercise())
        typed = ["H", "1", "3", "Not the second one.", "y", "H", "2", "4", "=", "y", "q"]
        code, said = await sitting(host.url, made.seat_of(STATE).token, tmp_path, typed)
        await control.until(lambda client: len(client.annotations.records) == 2)
        position, form = (one.body for one in control.client.annotations.records)

    assert code == 0
    assert position == TakePosition(organisation=STATE, about="", agrees=False, words="Not the second one.")
    assert isinstance(form, GiveFeedback)
    assert "kept without your name" in said


NOT_IN_LINES = {"see.search", "see.save", "see.copy", "see.copy-all", "see.help"}
"""A terminal searches, copies and keeps its own lines; `?` is the help of both."""


def test_every_order_and_page_of_the_screens_has_its_command_and_stands_in_the_help() -> None:
    commands = {line.split()[0] for line in HELP.splitlines()[1:]}
    bindings = [one for one in bindings_of(ParticipantScreen) if one.id and one.id not in NOT_IN_LINES]
    keys = {one.key for one in bindings if (one.id or "").partition(".")[0] in ("order", "turn", "talk", "see")}
    kinds = {kind for group in GROUPS for kind in group.kinds}

    assert len(keys) > 20
    assert keys - commands == {"escape"}
    assert kinds | {"ready"} == set(KINDS)


async def test_published_facts_and_a_free_action_are_there_by_lines(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        for order in (StartExercise(), AdvancePhase(to=Phase.ORDERS)):
            await control.give(order)
        token = made.seat_of(DOD).token
        _, read = await sitting(host.url, token, tmp_path, ["f", "f LRASM", "f nowhere", "q"])
        _, acted = await sitting(host.url, token, tmp_path, ["t", "5", "Borrow a line", "We borrow it.", "=", "y", "q"])

    assert "f and a word of a title reads its page:" in read
    assert "Launched from" in read
    assert "Nothing published has `nowhere`" in read
    assert "Action in your own words" in acted
    assert ": taken" in acted


async def test_the_line_client_says_at_first_what_nobody_has_looked_at_here(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        token = made.seat_of(DOD).token
        _, first = await sitting(host.url, token, tmp_path, ["q"])
        await control.give(StartExercise())
        await control.give(SendMessage(to=(DOD,), text="Read the brief."))
        _, unread = await sitting(host.url, token, tmp_path, ["6", "q"])
        _, read = await sitting(host.url, token, tmp_path, ["q"])

    assert "Not looked at yet" not in first
    assert "1 thing said (6)" in unread
    assert "thing said" not in read


def test_the_farewell_says_what_is_kept_and_how_to_come_back_and_shows_no_token(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path, "secret-token")
    nothing = farewell("ws://127.0.0.1:1", "secret-token", tmp_path)
    drafts.keep_form("message dod/as", "Message", DOD, {"text": "Half a"})
    kept = farewell("ws://127.0.0.1:1", "secret-token", tmp_path, plain=True)
    shown = farewell("ws://127.0.0.1:1", "secret-token", tmp_path, seen=True)

    assert "Nothing of yours is unfinished." in nothing
    assert f"Kept in {drafts.path}: 1 unfinished draft." in kept
    assert "surgex join ws://127.0.0.1:1 --plain" in kept
    assert "secret-token" not in nothing + kept + shown
    assert shown.endswith("surgex join ws://127.0.0.1:1  (--token … with your seat's token, or it asks for it)")
