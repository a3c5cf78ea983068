"""A log from a file into a database: checked whole before anything is written, and never over another history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.annotations.records import AnnotationRecord
from engine.entries import Entry
from engine.ids import CONTROL, PUBLIC
from engine.replay import replayed, replayed_start
from engine.stored import StoredError
from server.admission import CreatedExercise, adopt_exercise
from server.appending import Appender
from server.ledger import check_follows, check_format
from server.notebook import check_annotations, stored_annotations
from server.store import Store
from server.succession import check_may_serve
from server.trouble import StoreError, StoreTrouble
from server.verdicts import verdict_in, verdicts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of an import: a new exercise with its seats, or entries added to one that was there."""

    exercise: str
    title: str
    entries: int
    """How many were written."""
    head: str
    annotations: int
    """How many of them were written."""
    created: CreatedExercise | None


def import_log(store: Store, entries: Iterable[Entry], source: str, annotations: Sequence[AnnotationRecord] = ()) -> Imported:
    """Put a log down with new seats, or go on with it where the database holds its beginning; with its annotations.

    `source` is what the sentences call it. Raises StoreError for a log that is broken, incomplete or of another format, and
    where the database holds another history of the same exercise.
    """
    check_may_serve(store)
    log = _checked(entries, source)
    check_annotations(annotations, [entry.hash for entry in log], f"the annotations of {source}")
    header = log[0].parts[CONTROL].plain["header"]
    exercise = str(header["exercise"])
    there = list(store.entries(exercise)) if exercise in {one.id for one in store.exercises()} else []
    new = log[len(there) :]
    more = annotations[_annotated_already(store, exercise, annotations, source) :] if there else annotations
    if there:
        check_same_history(there, log, store.database, source)
        _go_on(store, exercise, new, more)
        created = None
    else:
        created = adopt_exercise(store, replayed_start(header).world, log)
        _go_on(store, exercise, (), more)
    title = str(header["world"]["deck"]["title"])
    return Imported(exercise=exercise, title=title, entries=len(new), head=log[-1].hash, annotations=len(more), created=created)


def check_same_history(there: Sequence[Entry], log: Sequence[Entry], database: str, source: str) -> None:
    """Raises StoreError where two logs of one exercise part, or the newcomer ends before what is there."""
    for mine, theirs in zip(there, log, strict=False):
        if mine.hash != theirs.hash:
            sentence = (
                f"{source}: from entry {mine.number} on it is another history than that in {database} "
                f"(head {theirs.hash[:16]} against {mine.hash[:16]}): two servers have written this exercise. "
                f"Nothing was taken over; keep the one that the exercise went on with"
            )
            raise StoreError(StoreTrouble.OTHER_HISTORY, sentence)


def _checked(entries: Iterable[Entry], source: str) -> list[Entry]:
    log: list[Entry] = []
    exercise = None
    for entry in entries:
        if CONTROL not in entry.parts:
            sentence = f"{source}: parts of entry {entry.number} are withheld: this is a released copy; import the whole log"
            raise StoreError(StoreTrouble.BROKEN_LOG, sentence)
        check_follows(entry, log[-1] if log else None, source)
        try:
            control = entry.parts[CONTROL].plain
            if exercise is None:
                check_format(entry.parts[PUBLIC].plain["header"], source)
                exercise = replayed_start(control["header"])
            else:
                exercise = replayed(exercise, control)
            verdict_in(entry)
        except (StoredError, KeyError, TypeError) as error:
            sentence = f"{source}: entry {entry.number} is not as surgex writes one: {error}"
            raise StoreError(StoreTrouble.BROKEN_LOG, sentence) from None
        log.append(entry)
    if not log:
        raise StoreError(StoreTrouble.BROKEN_LOG, f"{source}: there is no entry in it")
    return log


def _annotated_already(store: Store, exercise: str, annotations: Sequence[AnnotationRecord], source: str) -> int:
    """How many of these the database has. Raises StoreError where the two chains part."""
    there = list(stored_annotations(store, exercise))
    for mine, theirs in zip(there, annotations, strict=False):
        if mine.hash != theirs.hash:
            sentence = f"the annotations of {source} part from those in {store.database} at {mine.number}: nothing was taken"
            raise StoreError(StoreTrouble.OTHER_HISTORY, sentence)
    return len(there)


def _go_on(store: Store, exercise: str, new: Sequence[Entry], annotations: Sequence[AnnotationRecord]) -> None:
    """Append to an exercise that is there: nobody may serve it meanwhile."""
    if not (new or annotations):
        return
    lease = store.lease()
    try:
        appender = Appender(store, exercise)
        if new:
            appender.append(new, verdicts_of(new))
        if annotations:
            appender.append_annotations(annotations)
    finally:
        lease.let_go()
