"""What is appended is on the disk, whole or not at all, by one writer: the same on SQLite and on a real PostgreSQL."""

from pathlib import Path

import pytest
from sqlalchemy import select, update

from engine.entries import NO_PREVIOUS, sealed
from engine.ids import CLOCK_SEAT, PUBLIC
from engine.orders import AdvancePhase, MarkReady, Order, StartExercise
from engine.phases import Phase
from engine.recording import Opening, first_entry
from engine.stored import FORMAT, state_hash
from server.store import PART, Store, StoreError, StoreTrouble, exercises, read_entries
from server.tables import ExerciseRow, SeatRow
from tests.support.decks import opening_world
from tests.support.ledgers import ledger_of, ordered
from tests.support.server import new_exercise, rebuilt

FULL_AT_ENTRY_2 = {
    "sqlite": [
        """CREATE TRIGGER full BEFORE INSERT ON part WHEN NEW.number = 2
           BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"""
    ],
    "postgresql": [
        """CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
           $$ BEGIN RAISE 'could not extend file: No space left on device'; END $$""",
        "CREATE TRIGGER full_disk BEFORE INSERT ON part FOR EACH ROW WHEN (NEW.number = 2) EXECUTE FUNCTION full_disk()",
    ],
}
START: list[Order] = [StartExercise(), AdvancePhase(to=Phase.ORDERS)]


def test_a_log_gives_back_the_exercise_that_wrote_it(database: str, tmp_path: Path) -> None:
    made = new_exercise(database)
    store = Store(database)
    ledger = ledger_of(store, made.id, tmp_path)

    ledger.settle(ledger.take(ordered(*START, seat=CLOCK_SEAT)))
    ledger.settle(ledger.take(ordered(MarkReady(ready=True), seat="seat-1", organisation="dod/as")))

    entries = list(read_entries(database, made.id))
    assert [entry.number for entry in entries] == [0, 1, 2, 3]
    assert [entry.previous for entry in entries[1:]] == [entry.hash for entry in entries[:-1]]
    assert state_hash(rebuilt(entries)) == state_hash(ledger.exercise)
    again = ledger_of(store, made.id, tmp_path)
    assert state_hash(again.exercise) == state_hash(ledger.exercise)
    assert again.head == ledger.head
    assert again.audiences == ledger.audiences
    store.close()


def test_the_same_order_again_gets_the_stored_answer_also_after_a_restart(database: str, tmp_path: Path) -> None:
    made = new_exercise(database)
    store = Store(database)
    ledger = ledger_of(store, made.id, tmp_path)
    refused = ordered(MarkReady(ready=True), seat="seat-1", organisation="dod/as")

    first = ledger.take(refused)
    ledger.settle(first)
    ledger.settle(ledger.take(ordered(*START)))
    second = ledger.take(refused)
    again = ledger_of(store, made.id, tmp_path)
    third = again.take(refused)
    other = again.take(ordered(MarkReady(ready=False), seat="seat-1", organisation="dod/as"))

    assert not first.outcomes[0].verdict.accepted
    assert second.outcomes[0].verdict == third.outcomes[0].verdict == first.outcomes[0].verdict
    assert second.entries == third.entries == other.entries == []
    assert other.outcomes[0].verdict.code == "order-id-reused"
    store.close()


def test_the_same_order_twice_in_one_commit_is_recorded_once(database: str, tmp_path: Path) -> None:
    made = new_exercise(database)
    store = Store(database)
    ledger = ledger_of(store, made.id, tmp_path)

    step = ledger.take([*ordered(StartExercise()), *ordered(StartExercise())])

    assert [outcome.verdict.accepted for outcome in step.outcomes] == [True, True]
    assert len(step.entries) == 1
    store.close()


def test_of_two_writers_the_older_is_refused_and_records_nothing(database: str, tmp_path: Path) -> None:
    made = new_exercise(database)
    first_store, second_store = Store(database), Store(database)
    older = ledger_of(first_store, made.id, tmp_path)
    newer = ledger_of(second_store, made.id, tmp_path)

    with pytest.raises(StoreError, match="another server has taken over") as caught:
        older.take(ordered(StartExercise()))
    newer.settle(newer.take(ordered(StartExercise())))

    assert caught.value.code is StoreTrouble.OTHER_WRITER
    assert len(list(read_entries(database, made.id))) == 2
    for one in (first_store, second_store):
        one.close()


def test_a_commit_that_fails_leaves_nothing_behind(database: str, tmp_path: Path) -> None:
    made = new_exercise(database)
    store = Store(database)
    ledger = ledger_of(store, made.id, tmp_path)
    before = state_hash(ledger.exercise)
    with store.engine.begin() as beside:
        for statement in FULL_AT_ENTRY_2[beside.dialect.name]:
            beside.exec_driver_sql(statement)

    with pytest.raises(StoreError, match="no room left") as caught:
        ledger.take(ordered(*START))

    assert caught.value.code is StoreTrouble.DISK_FULL
    assert store.database in caught.value.sentence
    assert [entry.number for entry in read_entries(database, made.id)] == [0]
    assert state_hash(ledger.exercise) == before
    store.close()


def test_a_log_that_was_changed_is_not_played_on(database: str, tmp_path: Path) -> None:
    made = new_exercise(database)
    store = Store(database)
    ledger = ledger_of(store, made.id, tmp_path)
    ledger.settle(ledger.take(ordered(*START)))
    of_all = (PART.c.number == 1) & (PART.c.audience == PUBLIC)
    with store.engine.begin() as beside:
        content = beside.execute(select(PART.c.content).where(of_all)).scalar_one()
        beside.execute(update(PART).where(of_all).values(content=content.replace(b"brief", b"orders")))

    with pytest.raises(StoreError, match="broken at entry 1") as caught:
        ledger_of(store, made.id, tmp_path)

    assert caught.value.code is StoreTrouble.BROKEN_LOG
    store.close()


def test_reading_names_the_exercises_that_there_are(database: str) -> None:
    made = new_exercise(database)

    with pytest.raises(StoreError, match=made.id):
        list(read_entries(database, "another"))
    (summary,) = exercises(database)

    assert (summary.id, summary.deck, summary.number, summary.head) == (made.id, "taiwan-blockade", 0, made.log)


def test_a_fault_in_a_rule_is_answered_and_logged_and_stops_nobody_else(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = new_exercise(database)
    store = Store(database)
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
    store.close()


def test_a_log_of_another_format_is_not_gone_on_with(database: str, tmp_path: Path) -> None:
    parts = {
        audience: {key: value for key, value in part.plain.items() if key != "audience"}
        for audience, part in first_entry(opening_world(), OPENING).entry.parts.items()
    }
    for part in parts.values():
        part["header"]["format"] = FORMAT + 1
    store = Store(database)
    row = ExerciseRow(id="later", deck="taiwan-blockade", pace="half-day", log_key=OPENING.log_key, created="")
    seat = SeatRow(id="seat", exercise="later", token_hash="hash", role="control", organisations="")
    store.create(row, (sealed(0, NO_PREVIOUS, parts, OPENING.log_key),), [seat])

    with pytest.raises(StoreError, match=f"begun in format {FORMAT + 1} of the log") as raised:
        ledger_of(store, "later", tmp_path)

    assert raised.value.code is StoreTrouble.OTHER_FORMAT
    store.close()


OPENING = Opening(exercise_id="later", pace="half-day", seed="1", seed_salt="salt", log_key=b"key", created="now")
