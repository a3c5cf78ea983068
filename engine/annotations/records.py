"""The chain of annotations as records and bytes: writing one, reading it back, checking all. No file, no decision."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.annotations.bodies import ANNOTATION_KINDS, Annotation
from engine.stored import Plain, StoredError, canonical, parse, plain_of, typed

ANNOTATION_FORMAT = 1
"""The version of a record's shape."""
ANNOTATIONS = ".annotations.jsonl"
"""How the file of a log's annotations ends, beside `exercise.jsonl`: the log's own ending goes, this one comes."""
FIELDS = frozenset(("format", "number", "previous", "id", "by", "holder", "wall", "entry", "head", "body"))
_HASH = re.compile(r"[0-9a-f]{64}")


class BrokenChainError(ValueError):
    """A chain of annotations that is not whole: the message names the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who annotates: the kind of seat and the random id of its holder; both empty where nobody may know (rule 17.7)."""

    by: str
    holder: str


NOBODY = Author(by="", holder="")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotationRecord:
    """One annotation with where it stands: in its own chain, and beside the play log."""

    number: int
    previous: str
    """The hash of the record before; of the first, the hash of entry 0 of the play log."""
    id: str
    """Made from the id that its sender chose: the same again is the same annotation."""
    author: Author
    wall: str | None
    """When it came, UTC; None where nobody may know."""
    entry: int
    """The entry of the play log that it points to."""
    head: str
    """The hash of that entry."""
    body: Annotation

    @property
    def hash(self) -> str:
        """Of the whole record, which the next one names."""
        return hashlib.sha256(canonical(record_plain(self))).hexdigest()


def record_plain(record: AnnotationRecord) -> Plain:
    """A record as plain data."""
    return {
        "format": ANNOTATION_FORMAT,
        "number": record.number,
        "previous": record.previous,
        "id": record.id,
        "by": record.author.by,
        "holder": record.author.holder,
        "wall": record.wall,
        "entry": record.entry,
        "head": record.head,
        "body": plain_of(record.body),
    }


def record_of(plain: object) -> AnnotationRecord:
    """The record that plain data describe. Raises StoredError, which says what is wrong and names another format."""
    if not isinstance(plain, dict):
        raise StoredError("a record is an object")
    if plain.get("format") != ANNOTATION_FORMAT:
        told = str(plain.get("format"))[:20]
        mend = "read it with the version of surgex that wrote it, or with a newer one"
        raise StoredError(f"the record is in format {told}, and this version reads {ANNOTATION_FORMAT}: {mend}")
    if set(plain) != FIELDS:
        raise StoredError(f"a record has the fields {', '.join(sorted(FIELDS))}")
    numbers = [plain["number"], plain["entry"]]
    texts = [plain[name] for name in ("previous", "id", "by", "holder", "head")]
    if any(type(one) is not int or one < 0 for one in numbers) or not all(isinstance(one, str) for one in texts):
        raise StoredError("number and entry are whole numbers from 0 up; previous, id, by, holder and head are texts")
    if not (plain["wall"] is None or isinstance(plain["wall"], str)):
        raise StoredError("wall is a time, or null")
    return AnnotationRecord(
        number=plain["number"],
        previous=plain["previous"],
        id=plain["id"],
        author=Author(by=plain["by"], holder=plain["holder"]),
        wall=plain["wall"],
        entry=plain["entry"],
        head=plain["head"],
        body=annotation_of(plain["body"]),
    )


def annotation_of(plain: object) -> Annotation:
    """The annotation that plain data describe; StoredError says which field is wrong and how."""
    body: Annotation = typed(plain, ANNOTATION_KINDS, "annotation")
    return body


def record_id(seat: str, chosen: str) -> str:
    """What is kept of the id that a seat chose: nobody can tell from it which seat it was."""
    return hashlib.sha256(f"{seat}\x1f{chosen}".encode()).hexdigest()[:32]


def line_of(record: AnnotationRecord) -> bytes:
    """A record as the line of a file, with its hash."""
    return canonical({**record_plain(record), "hash": record.hash}) + b"\n"


def record_in(line: bytes) -> AnnotationRecord:
    """The record of a line. Raises StoredError, also where the line is not as it was written."""
    plain = parse(line)
    told = plain.pop("hash", None) if isinstance(plain, dict) else None
    record = record_of(plain)
    if told != record.hash or line != line_of(record):
        raise StoredError("the line is not as surgex wrote it: it was changed")
    return record


def check_chain(records: Iterable[AnnotationRecord], heads: Sequence[str]) -> None:
    """Every record follows the one before it, and points to an entry that is so in the log with these hashes, in order.

    Raises BrokenChainError, which names the first record that does not.
    """
    previous, count, seen = heads[0] if heads else "", 0, set[str]()
    for record in records:
        fault = _fault(record, previous, count, heads) or (f"has the id of another ({record.id})" if record.id in seen else "")
        if fault:
            raise BrokenChainError(f"annotation {record.number} {fault}")
        seen.add(record.id)
        previous, count = record.hash, count + 1


def _fault(record: AnnotationRecord, previous: str, count: int, heads: Sequence[str]) -> str:
    if record.number != count:
        return f"stands where {count} belongs: one is missing, moved or added"
    if record.previous != previous:
        first = "it belongs to another log, or was changed" if not count else "one of the two was changed"
        return f"does not follow {'entry 0 of this log' if not count else 'the one before it'}: {first}"
    if record.entry >= len(heads):
        return f"points to entry {record.entry}, which this log does not have"
    if not _HASH.fullmatch(record.head) or heads[record.entry] != record.head:
        return f"points to another entry {record.entry} than that of this log"
    return ""
