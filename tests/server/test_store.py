"""What is appended is on the disk, whole or not at all, by one writer; what cannot be used is said with file and mend."""

import sqlite3
from pathlib import Path

import pytest

from engine.entries import NO_PREVIOUS, Opening, Submission, first_entry, sealed
from engine.ids import CLOCK_SEAT, CONTROL, PUBLIC, HolderId, OrderId, OrganisationId, SeatId
from engine.orders import AdvancePhase, MarkReady, Order, Phase, StartExercise
from engine.stored import FORMAT, state_hash
from server.admission import create_exercise
from server.ledger import Ledger
from server.logs import logger_to
from server.store import Store, StoreError, StoreTrouble, exercises, read_entries
from server.tables import ExerciseRow, SeatRow
from tests.support.decks import opening_world
from tests.support.server import new_exercise, rebuilt

START: list[Order] = [StartExercise(), AdvancePhase(to=Phase.ORDERS)]


def ledger_of(store: Store, exercise: str, folder: Path) -> Ledger:
    log = (folder / "ledger.log").open("a")
    return Ledger(store, exercise, logger_to(log))


def ordered(*orders: Order, seat: str = "seat-control", organisation: str | None = None, first: int = 0) -> list[Submission]:
    return [
        Submission(
            order_id=OrderId(f"order-{first + index}"),
            seat=SeatId(seat),
            holder=HolderId("person-1"),
            organisation=OrganisationId(organisation) if organisation else None,
            order=order,
        )
        for index, order in enumerate(orders)
    ]


def test_a_log_gives_back_the_exercise_that_wrote_it(tmp_path: Path) -> None:
    made = new_exercise(tmp_path / "a.db")
    store = Store(tmp_path / "a.db")
    ledger = ledger_of(store, made.id, tmp_path)

    ledger.settle(ledger.take(ordered(*START, seat=CLOCK_SEAT)))
    ledger.settle(ledger.take(ordered(MarkReady(ready=True), seat="seat-1", organisation="dod/as")))

    entries = list(read_entries(tmp_path / "a.db", made.id))
    assert [entry.number for entry in entries] == [0, 1, 2, 3]
    assert [entry.previous for entry in entries[1:]] == [entry.hash for entry in entries[:-1]]
    assert state_hash(rebuilt(entries)) == state_hash(ledger.exercise)
    ledger.close()
    again = ledger_of(store, made.id, tmp_path)
    assert state_hash(again.exercise) == state_hash(ledger.exercise)
    assert again.head == ledger.head
    assert again.audiences == ledger.audiences
    again.close()
    store.close()


def test_the_same_order_again_gets_the_stored_answer_also_after_a_restart(tmp_path: Path) -> None:
    made = new_exercise(tmp_path / "a.db")
    store = Store(tmp_path / "a.db")
    ledger = ledger_of(store, made.id, tmp_path)
    refused = ordered(MarkReady(ready=True), seat="seat-1", organisation="dod/as")

    first = ledger.take(refused)
    ledger.settle(first)
    ledger.settle(ledger.take(ordered(*START)))
    second = ledger.take(refused)
    ledger.close()
    again = ledger_of(store, made.id, tmp_path)
    third = again.take(refused)
    other = again.take(ordered(MarkReady(ready=False), seat="seat-1", organisation="dod/as"))

    assert not first.outcomes[0].verdict.accepted
    assert second.outcomes[0].verdict == third.outcomes[0].verdict == first.outcomes[0].verdict
    assert second.entries == third.entries == other.entries == []
    assert other.outcomes[0].verdict.code == "order-id-reused"
    again.close()
    store.close()


def test_the_same_order_twice_in_one_commit_is_recorded_once(tmp_path: Path) -> None:
    made = new_exercise(tmp_path / "a.db")
    store = Store(tmp_path / "a.db")
    ledger = ledger_of(store, made.id, tmp_path)

    step = ledger.take([*ordered(StartExercise()), *ordered(StartExercise())])

    assert [outcome.verdict.accepted for outcome in step.outcomes] == [True, True]
    assert len(step.entries) == 1
    ledger.close()
    store.close()


def test_of_two_writers_the_older_is_refused_and_records_nothing(tmp_path: Path) -> None:
    made = new_exercise(tmp_path / "a.db")
    first_store, second_store = Store(tmp_path / "a.db"), Store(tmp_path / "a.db")
    older = ledger_of(first_store, made.id, tmp_path)
    newer = ledger_of(second_store, made.id, tmp_path)

    with pytest.raises(StoreError, match="another server has taken over") as caught:
        older.take(ordered(StartExercise()))
    newer.settle(newer.take(ordered(StartExercise())))

    assert caught.value.code is StoreTrouble.OTHER_WRITER
    assert len(list(read_entries(tmp_path / "a.db", made.id))) == 2
    for one in (older, newer, first_store, second_store):
        one.close()


def test_a_commit_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    made = new_exercise(tmp_path / "a.db")
    store = Store(tmp_path / "a.db")
    ledger = ledger_of(store, made.id, tmp_path)
    before = state_hash(ledger.exercise)
    with sqlite3.connect(tmp_path / "a.db") as beside:
        refuse = "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        beside.execute(f"CREATE TRIGGER full BEFORE INSERT ON part WHEN NEW.number = 2 {refuse}")

    with pytest.raises(StoreError, match="no room left") as caught:
        ledger.take(ordered(*START))

    assert caught.value.code is StoreTrouble.DISK_FULL
    assert str(tmp_path / "a.db") in caught.value.sentence
    assert [entry.number for entry in read_entries(tmp_path / "a.db", made.id)] == [0]
    assert state_hash(ledger.exercise) == before
    ledger.close()
    store.close()


def test_a_database_that_another_program_holds_is_named_with_the_mend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = new_exercise(tmp_path / "a.db")
    monkeypatch.setattr("server.database.BUSY_TIMEOUT", 10)
    store = Store(tmp_path / "a.db")
    ledger = ledger_of(store, made.id, tmp_path)
    beside = sqlite3.connect(tmp_path / "a.db")
    beside.execute("BEGIN IMMEDIATE")

    with pytest.raises(StoreError, match="another program holds it") as caught:
        ledger.take(ordered(StartExercise()))

    assert caught.value.code is StoreTrouble.LOCKED
    beside.close()
    ledger.close()
    store.close()


def test_a_log_that_was_changed_is_not_played_on(tmp_path: Path) -> None:
    made = new_exercise(tmp_path / "a.db")
    store = Store(tmp_path / "a.db")
    ledger = ledger_of(store, made.id, tmp_path)
    ledger.settle(ledger.take(ordered(*START)))
    ledger.close()
    with sqlite3.connect(tmp_path / "a.db") as beside:
        beside.execute("UPDATE part SET content = replace(content, 'brief', 'orders') WHERE number = 1 AND audience = 'public'")

    with pytest.raises(StoreError, match="broken at entry 1") as caught:
        ledger_of(store, made.id, tmp_path)

    assert caught.value.code is StoreTrouble.BROKEN_LOG
    store.close()


def test_each_file_that_cannot_be_used_is_named_with_the_mend(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("this is no database, but long enough to be taken for one" * 20)
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE songs (title TEXT)")
    new_exercise(tmp_path / "newer.db")
    with sqlite3.connect(tmp_path / "newer.db") as newer:
        newer.execute("UPDATE surgex_schema SET version = 99")
    (tmp_path / "folder").mkdir()
    wrong = {
        "text.db": StoreTrouble.NOT_SURGEX,
        "other.db": StoreTrouble.NOT_SURGEX,
        "newer.db": StoreTrouble.NEWER_SCHEMA,
        "folder": StoreTrouble.NOT_SURGEX,
        "nowhere/a.db": StoreTrouble.NO_DATABASE,
    }

    for name, trouble in wrong.items():
        with pytest.raises(StoreError) as caught:
            Store(tmp_path / name)
        assert caught.value.code is trouble, name
        assert name in caught.value.sentence

    with sqlite3.connect(tmp_path / "other.db") as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_reading_makes_no_database_and_names_the_exercises_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such file"):
        exercises(tmp_path / "a.db")
    assert not (tmp_path / "a.db").exists()
    made = new_exercise(tmp_path / "a.db")

    with pytest.raises(StoreError, match=made.id):
        list(read_entries(tmp_path / "a.db", "another"))
    (summary,) = exercises(tmp_path / "a.db")

    assert (summary.id, summary.deck, summary.number, summary.head) == (made.id, "taiwan-blockade", 0, made.log)


def test_a_fault_in_a_rule_is_answered_and_logged_and_stops_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = new_exercise(tmp_path / "a.db")
    store = Store(tmp_path / "a.db")
    ledger = ledger_of(store, made.id, tmp_path)

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        pausing = ordered(AdvancePhase(to=Phase.ORDERS), seat="seat-2")
        patched.setattr("engine.decide.turn.advance_phase", broken)
        step = ledger.take([*ordered(StartExercise()), *pausing])

    assert [outcome.verdict.code for outcome in step.outcomes] == ["", "rules-failed"]
    assert [entry.number for entry in step.entries] == [1]
    assert "ZeroDivisionError" in (tmp_path / "ledger.log").read_text()
    ledger.close()
    store.close()


def test_every_part_is_stored_with_its_salt_and_no_token_is_stored_at_all(tmp_path: Path) -> None:
    made = new_exercise(tmp_path / "a.db")

    (first,) = read_entries(tmp_path / "a.db", made.id)

    assert set(first.parts) == {CONTROL, PUBLIC}
    assert all(len(part.salt) == 32 for part in first.parts.values())
    stored = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert not any(seat.token.encode() in stored for seat in made.seats)


def test_no_token_looks_like_an_option_of_a_command_line(tmp_path: Path) -> None:
    store = Store(tmp_path / "x.db")
    tokens = [seat.token for _ in range(20) for seat in create_exercise(store, opening_world()).seats]
    store.close()

    assert all(token[0].isalnum() for token in tokens)
    assert len(set(tokens)) == len(tokens)


def test_a_log_of_another_format_is_not_gone_on_with(tmp_path: Path) -> None:
    parts = {
        audience: {key: value for key, value in part.plain.items() if key != "audience"}
        for audience, part in first_entry(opening_world(), OPENING).entry.parts.items()
    }
    for part in parts.values():
        part["header"]["format"] = FORMAT + 1
    store = Store(tmp_path / "a.db")
    row = ExerciseRow(id="later", deck="taiwan-blockade", pace="half-day", log_key=OPENING.log_key, created="")
    seat = SeatRow(id="seat", exercise="later", token_hash="hash", role="control", organisations="")
    store.create(row, (sealed(0, NO_PREVIOUS, parts, OPENING.log_key),), [seat])

    with pytest.raises(StoreError, match=f"begun in format {FORMAT + 1} of the log") as raised:
        ledger_of(store, "later", tmp_path)

    assert raised.value.code is StoreTrouble.OTHER_FORMAT
    store.close()


OPENING = Opening(exercise_id="later", pace="half-day", seed="1", seed_salt="salt", log_key=b"key", created="now")
