"""The annotations beside a log: read, checked against it, folded. The one way to them for findings, report and review."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from aar.log_file import LogError, without_packing, write_whole
from engine.annotations.folding import Annotations, folded
from engine.annotations.records import ANNOTATIONS, AnnotationRecord, BrokenChainError, check_chain, line_of, record_in
from engine.entries import Entry
from engine.stored import StoredError


def beside(log: Path) -> Path:
    """Where the annotations of a log file stand: `exercise.annotations.jsonl` beside `exercise.jsonl`."""
    return log.with_name(without_packing(log).stem + ANNOTATIONS)


def noting(entries: Iterable[Entry], heads: list[str]) -> Iterator[Entry]:
    """The same entries; the hash of each is put into `heads`, against which annotations are checked."""
    for entry in entries:
        heads.append(entry.hash)
        yield entry


def read_annotations(path: Path) -> Iterator[AnnotationRecord]:
    """The records of a file, in their order; the chain is not checked. Raises LogError, which names file and line."""
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                yield _record(path, number, line)
    except OSError as error:
        raise LogError(f"{path} cannot be read: {error.strerror}. Name a file that a lock or `surgex export` wrote.") from None


def annotations_in(records: Sequence[AnnotationRecord], heads: Sequence[str], source: str) -> Annotations:
    """The fold of a chain that belongs to the log with these hashes of entries, in order. Raises LogError where it does not."""
    try:
        check_chain(records, heads)
    except BrokenChainError as error:
        raise LogError(f"{source}: {error}. Use a copy, or leave the annotations out.") from None
    return folded(records)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedAnnotations:
    """What was found of a chain. `fault` is empty where nothing was."""

    annotations: int
    head: str
    fault: str


def verify_annotations(read: Callable[[], Sequence[AnnotationRecord]], heads: Sequence[str]) -> VerifiedAnnotations:
    """Check a chain against the log with these hashes; `fault` names the first record, or line, that does not hold."""
    try:
        records = read()
        check_chain(records, heads)
    except (LogError, BrokenChainError) as error:
        return VerifiedAnnotations(annotations=0, head="", fault=str(error))
    return VerifiedAnnotations(annotations=len(records), head=records[-1].hash if records else "", fault="")


def write_annotations(path: Path, records: Sequence[AnnotationRecord]) -> None:
    """Write a chain, whole or not at all. Raises LogError."""
    write_whole(path, map(line_of, records))


def _record(path: Path, number: int, line: bytes) -> AnnotationRecord:
    try:
        return record_in(line)
    except StoredError as error:
        raise LogError(f"{path}:{number}: {error}. The file holds no annotations, or this line was damaged.") from None
