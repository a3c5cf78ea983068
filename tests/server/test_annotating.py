"""Annotations at a real server: kept before they are told, told to control and evaluators alone, never twice, never lost."""

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from aar.annotations import annotations_in, beside, read_annotations, write_annotations
from aar.log_file import read_log, write_log
from engine.annotations.bodies import Annotation, GiveFeedback, JudgeFinding, Note, TakePosition
from engine.ids import OrganisationId
from engine.orders import EndExercise, StartExercise
from engine.phases import Phase
from engine.refusals import RefusalCode
from engine.stored import plain_of
from server.admission import CreatedExercise
from server.app import Host
from server.backup import back_up, restore
from server.client import SeatClient
from server.importing import Imported, import_log
from server.notebook import stored_annotations
from server.operators import new_operator
from server.replica import rows, take_rows
from server.store import Store, StoreError, read_entries
from server.succession import promote
from server.wire import Annotate, AskAnnotations, Notice, Verdict, WireCode, frame
from tests.server.test_roles import make
from tests.server.test_standby import following, level
from tests.support.server import PATIENCE, Follower, bare, greeted, heard, hosting, settings

DOD, JAPAN, STATE = OrganisationId("dod/as"), OrganisationId("allies/japan"), OrganisationId("nsc/state")
NOTE = Note(text="They never asked.", organisations=(JAPAN,))
FORM = GiveFeedback(answers={"pace": "4", "keep": "the talks"})


async def said(follower: Follower, body: Annotation, entry: int | None = None) -> Verdict:
    """Annotate and wait for the answer."""
    async with asyncio.timeout(PATIENCE):
        return await follower.client.answered(follower.client.annotate(body, entry))


def texts(client: SeatClient) -> list[str]:
    return [one.body.text for one in client.annotations.notes]


def with_evaluator(host: Host, made: CreatedExercise, database: Path) -> tuple[Follower, Follower]:
    """Control, and an evaluator on what was a participant's seat."""
    make(database, made.seat_of(STATE).seat, "evaluator")
    return Follower(host.url, made.control.token), Follower(host.url, made.seat_of(STATE).token)


def kept(database: str | Path, exercise: str) -> list[Annotation]:
    store = Store(database)
    found = [one.body for one in stored_annotations(store, exercise)]
    store.close()
    return found


async def test_an_annotation_is_told_to_control_and_evaluators_and_found_by_who_comes_later(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made):
        control, evaluator = with_evaluator(host, made, tmp_path / "surgex.db")
        async with control, evaluator:
            await control.give(StartExercise())
            first = await said(evaluator, NOTE)
            second = await said(control, Note(text="Control saw it too."))
            await evaluator.until(lambda client: len(client.annotations.records) == 2)
            await control.until(lambda client: len(client.annotations.records) == 2)
            assert first.accepted
            assert second.accepted
            assert texts(evaluator.client) == ["They never asked.", "Control saw it too."]
            assert evaluator.client.annotations.head == control.client.annotations.head
        async with Follower(host.url, made.seat_of(STATE).token) as later:
            await later.until(lambda client: len(client.annotations.records) == 2)
            (one, other) = later.client.annotations.records
            assert (one.author.by, other.author.by) == ("evaluator", "control")
            assert one.entry <= other.entry
            assert one.wall is not None


async def _frames(host: Host, token: str, until: str) -> Sequence[str]:
    """What a bare socket hears, up to the frame with these words."""
    frames: list[str] = []
    async with bare(host.url, token) as socket:
        await greeted(socket)
        async with asyncio.timeout(PATIENCE):
            while not frames or until not in frames[-1]:
                frames.append(str(await socket.recv()))
    return frames


def _has_come(client: SeatClient) -> bool:
    return any(one.connections for one in client.presence.values() if JAPAN in one.organisations)


async def test_no_organisation_hears_a_byte_of_what_is_annotated_not_even_that_it_was(tmp_path: Path) -> None:
    heard_by = []
    for annotate in (False, True):
        folder = tmp_path / str(annotate)
        folder.mkdir()
        async with hosting(folder) as (host, made):
            control, evaluator = with_evaluator(host, made, folder / "surgex.db")
            async with control, evaluator:
                await control.give(StartExercise())
                listening = asyncio.create_task(_frames(host, made.seat_of(JAPAN).token, '"locked"'))
                await control.until(_has_come)
                for _ in range(3 if annotate else 0):
                    assert (await said(evaluator, NOTE)).accepted
                await control.advance(Phase.ORDERS)
                for _ in range(2 if annotate else 0):
                    assert (await said(control, Note(text="x" * 1_000))).accepted
                await control.advance(Phase.LOCKED)
                heard_by.append(await listening)

    without, annotated = heard_by
    assert without == annotated
    assert "annotated" not in "".join(annotated)


async def test_players_annotate_nothing_before_endex_and_then_only_what_is_theirs(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        await control.give(StartExercise())
        async with Follower(host.url, made.seat_of(JAPAN).token) as japan:
            position = TakePosition(organisation=JAPAN, about="", agrees=True, words="The second one, yes.")
            assert (await said(japan, NOTE)).code == RefusalCode.NOT_YOURS
            assert (await said(japan, position)).code == RefusalCode.NOT_IN_THIS_PHASE
            await control.give(EndExercise())
            assert (await said(japan, position)).accepted
            assert (
                await said(japan, TakePosition(organisation=DOD, about="", agrees=True, words="x"))
            ).code == RefusalCode.NOT_YOURS
            assert (await said(japan, FORM)).accepted
            assert japan.client.annotations.records == []
            await control.until(lambda client: len(client.annotations.records) == 2)


async def test_17_7_a_form_is_kept_without_seat_holder_and_time(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        await control.give(StartExercise())
        await control.give(EndExercise())
        async with Follower(host.url, made.seat_of(JAPAN).token) as japan:
            form = Annotate(annotation_id="form-1", body=plain_of(FORM))  # type: ignore[arg-type]
            async with bare(host.url, made.seat_of(JAPAN).token) as socket:
                await greeted(socket)
                for _ in range(2):
                    await socket.send(frame(form))
                    while not isinstance(verdict := await heard(socket), Verdict):
                        pass
                    assert verdict.accepted
            holder = japan.client.seat
            await control.until(lambda client: client.annotations.records)
            (record,) = control.client.annotations.records

    with closing(sqlite3.connect(tmp_path / "surgex.db")) as database:
        rows = database.execute("SELECT * FROM annotation").fetchall()
        holders = [row[0] for row in database.execute("SELECT holder FROM seat WHERE holder IS NOT NULL")]
    assert (record.author.by, record.author.holder, record.wall, record.entry) == ("", "", None, 0)
    assert len(rows) == 1
    for name in (*holders, str(holder), made.seat_of(JAPAN).seat, "allies/japan", "form-1"):
        assert name not in str(rows)
    assert "form-1" not in (tmp_path / "server.log").read_text()


async def test_the_same_annotation_is_kept_once_and_another_under_its_id_is_refused(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made):
        control, evaluator = with_evaluator(host, made, tmp_path / "surgex.db")
        async with control, evaluator:
            await control.give(StartExercise())
        async with bare(host.url, made.seat_of(STATE).token) as socket:
            await greeted(socket)
            answers = []
            for body in (plain_of(NOTE), plain_of(NOTE), plain_of(Note(text="Another.")), {"kind": "opinion"}):
                await socket.send(frame(Annotate(annotation_id="n1", body=body)))  # type: ignore[arg-type]
                while not isinstance(answer := await heard(socket), Verdict):
                    pass
                answers.append((answer.accepted, answer.code))
        exercise = made.id

    assert answers == [(True, ""), (True, ""), (False, WireCode.ORDER_ID_REUSED), (False, WireCode.NOT_AN_ORDER)]
    assert kept(tmp_path / "surgex.db", exercise) == [NOTE]


async def test_a_seat_that_annotates_too_much_is_told_to_wait(tmp_path: Path) -> None:
    async with hosting(tmp_path, orders_at_once=3, orders_per_second=0.01) as (host, made):
        control, evaluator = with_evaluator(host, made, tmp_path / "surgex.db")
        async with control, evaluator:
            await control.give(StartExercise())
            codes = [(await said(evaluator, Note(text=f"note {number}"))).code for number in range(4)]

    assert codes == ["", "", "", WireCode.TOO_MANY]


async def test_an_annotation_points_to_the_entry_that_is_meant(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made):
        control, evaluator = with_evaluator(host, made, tmp_path / "surgex.db")
        async with control, evaluator:
            await control.give(StartExercise())
            await control.advance(Phase.ORDERS)
            for entry in (2, None, 10_000):
                assert (await said(evaluator, NOTE, entry)).accepted
            await evaluator.until(lambda client: len(client.annotations.records) == 3)
            records = evaluator.client.annotations.records
            assert control.client.head is not None
            newest = control.client.head

    hashes = [entry.hash for entry in read_entries(tmp_path / "surgex.db", made.id)]
    assert [one.entry for one in records] == [2, newest[0], newest[0]]
    assert [one.head for one in records] == [hashes[2], newest[1], newest[1]]


async def test_annotations_are_taken_on_a_sealed_log_and_outlive_the_server(database: str, tmp_path: Path) -> None:
    async with hosting(tmp_path, database=database) as (host, made), Follower(host.url, made.control.token) as control:
        await control.give(StartExercise())
        assert (await said(control, NOTE)).accepted
    async with Host(settings(tmp_path, database=database)) as again, Follower(again.url, made.control.token) as control:
        await control.until(lambda client: client.annotations.records)
        await control.give(EndExercise())
        assert (await said(control, Note(text="After EndEx."))).accepted
        await control.until(lambda client: len(client.annotations.records) == 2)

    assert [one.text for one in kept(database, made.id)] == ["They never asked.", "After EndEx."]  # type: ignore[union-attr]


async def test_what_was_written_offline_goes_out_once_after_coming_back(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        await control.give(StartExercise())
        offline = SeatClient(host.url, made.control.token, pending=control.client.pending_plain())
        identity = offline.annotate(NOTE)
        saved = offline.pending_plain()
        async with Follower(host.url, made.control.token, pending=saved) as later:
            await later.until(lambda client: not client.pending_annotations)
            assert later.client.verdicts[identity].accepted
        async with Follower(host.url, made.control.token, pending=saved) as twice:
            await twice.until(lambda client: not client.pending_annotations and client.annotations.records)
            assert texts(twice.client) == ["They never asked."]


async def _annotated(host: Host, made: CreatedExercise) -> None:
    """Two notes in a turn that was locked, one after EndEx."""
    async with Follower(host.url, made.control.token) as control:
        await control.give(StartExercise())
        await control.advance(Phase.ORDERS)
        assert (await said(control, NOTE)).accepted
        await control.advance(Phase.LOCKED)
        await control.give(EndExercise())
        assert (await said(control, Note(text="After EndEx."))).accepted


async def test_the_copy_at_a_lock_has_its_annotations_beside_it_and_both_come_back(tmp_path: Path) -> None:
    async with hosting(tmp_path, export_to=tmp_path / "copies") as (host, made):
        await _annotated(host, made)

    log = tmp_path / "copies" / f"{made.id}.jsonl"
    records = list(read_annotations(beside(log)))
    found = annotations_in(records, [one.hash for one in read_log(log)], str(log))
    assert [one.body.text for one in found.notes] == ["They never asked.", "After EndEx."]
    assert beside(log).stat().st_mode & 0o077 == 0
    assert _imported(tmp_path / "b.db", log).annotations == 2
    assert kept(tmp_path / "b.db", made.id) == kept(tmp_path / "surgex.db", made.id)


def _imported(database: str | Path, log: Path) -> Imported:
    store = Store(database)
    try:
        return import_log(store, read_log(log), str(log), list(read_annotations(beside(log))))
    finally:
        store.close()


async def test_annotations_are_imported_once_and_never_over_others(database: str, tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made):
        await _annotated(host, made)
    log = tmp_path / "log.jsonl"
    write_log(log, read_entries(tmp_path / "surgex.db", made.id))
    store = Store(tmp_path / "surgex.db")
    records = list(stored_annotations(store, made.id))
    store.close()

    write_annotations(beside(log), records[:1])
    counts = [_imported(database, log).annotations]
    write_annotations(beside(log), records)
    counts += [_imported(database, log).annotations, _imported(database, log).annotations]
    write_annotations(beside(log), records[1:])
    with pytest.raises(StoreError, match="annotation 1 stands where 0 belongs"):
        _imported(database, log)

    assert counts == [1, 1, 0]
    assert len(kept(database, made.id)) == 2


async def test_a_backup_brings_annotations_back_and_a_broken_chain_is_refused(database: str, tmp_path: Path) -> None:
    async with hosting(tmp_path, database=database) as (host, made):
        await _annotated(host, made)

    back_up(database, tmp_path / "copy.db")
    restore(tmp_path / "copy.db", str(tmp_path / "again.db"))
    assert kept(tmp_path / "again.db", made.id) == kept(database, made.id)
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        copy.execute("DELETE FROM annotation WHERE number = 0")
        copy.commit()
    with pytest.raises(StoreError, match="annotation 1 stands where 0 belongs"):
        restore(tmp_path / "copy.db", str(tmp_path / "third.db"))


async def test_a_verdict_names_what_there_is(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        await control.give(StartExercise())
        unknown = await said(control, JudgeFinding(about="stock-out nowhere NOTHING", verdict="confirmed"))

    assert unknown.code == RefusalCode.BAD_PARAMETER
    assert unknown.sentence == "There is no candidate `stock-out nowhere NOTHING`."


async def test_who_only_looks_is_not_sent_any_and_is_told_so(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made):
        make(tmp_path / "surgex.db", made.seat_of(DOD).seat, "observer")
        answers = []
        for organisation in (DOD, JAPAN):
            async with bare(host.url, made.seat_of(organisation).token) as socket:
                await greeted(socket)
                await socket.send(frame(AskAnnotations()))
                answers.append(await heard(socket))

    for answer in answers:
        assert isinstance(answer, Notice)
        assert answer.code == WireCode.NOT_ALLOWED


async def test_17_6_the_wall_is_shown_who_agrees_with_what_was_opened_and_nothing_else(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        make(tmp_path / "surgex.db", made.seat_of(DOD).seat, "spectator")
        async with Follower(host.url, made.seat_of(DOD).token) as wall, Follower(host.url, made.seat_of(JAPAN).token) as japan:
            await control.give(StartExercise())
            assert (await said(control, NOTE)).accepted
            await control.give(EndExercise())
            exercise = control.client.exercise
            assert exercise is not None
            system = exercise.world.deck.priority_systems[0]
            promised = TakePosition(organisation=JAPAN, about=f"promise {system}", agrees=False, words="We told you so.")
            assert (await said(japan, FORM)).accepted
            assert (await said(japan, promised)).accepted
            await wall.until(lambda client: client.annotations.records)
            (shown,) = wall.client.annotations.records
        async with Follower(host.url, made.seat_of(DOD).token) as later:
            await later.until(lambda client: client.annotations.records)

    assert shown.body == TakePosition(organisation=JAPAN, about=f"promise {system}", agrees=False)
    assert (shown.author.holder, shown.wall, shown.entry) == ("", None, 0)


async def test_a_standby_has_the_annotations_too_but_none_about_entries_that_were_lost(tmp_path: Path) -> None:
    (tmp_path / "standby").mkdir()
    async with hosting(tmp_path) as (host, made), Follower(host.url, made.control.token) as control:
        await control.give(StartExercise())
        assert (await said(control, NOTE)).accepted
        async with following(host.url, new_operator(host.store), tmp_path / "standby"):
            mine = Store(tmp_path / "standby" / "surgex.db")
            await level(mine, host.store, lambda store: len(list(stored_annotations(store, made.id))))
            await level(mine, host.store)
        await control.advance(Phase.ORDERS)
        assert (await said(control, Note(text="After it was lost."))).accepted
        await control.until(lambda client: len(client.annotations.records) == 2)
    theirs = Store(tmp_path / "surgex.db")
    take_rows(mine, rows(theirs))
    theirs.close()
    ahead = len(list(stored_annotations(mine, made.id)))
    promote(mine)

    assert ahead == 2
    assert [one.body for one in stored_annotations(mine, made.id)] == [NOTE]
    mine.close()
