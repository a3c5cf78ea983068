"""Builders of annotation chains over a log of small hashes."""

from collections.abc import Iterable
from hashlib import sha256

from engine.annotations.bodies import Annotation
from engine.annotations.records import AnnotationRecord, Author, record_id

EVE = Author(by="evaluator", holder="holder-eve")
IVO = Author(by="evaluator", holder="holder-ivo")
CONTROLLER = Author(by="control", holder="holder-control")
HEADS = tuple(sha256(str(number).encode()).hexdigest() for number in range(9))
"""The hashes of the entries of a log."""


def chain(*said: tuple[Author, Annotation], heads: tuple[str, ...] = HEADS) -> list[AnnotationRecord]:
    """A whole chain of these annotations."""
    records: list[AnnotationRecord] = []
    for number, (author, body) in enumerate(said):
        records.append(
            AnnotationRecord(
                number=number,
                previous=records[-1].hash if records else heads[0],
                id=record_id(author.holder, str(number)),
                author=author,
                wall="2026-11-23T12:00:00.000+00:00",
                entry=number % len(heads),
                head=heads[number % len(heads)],
                body=body,
            )
        )
    return records


def by(author: Author, bodies: Iterable[Annotation]) -> list[tuple[Author, Annotation]]:
    """One author's."""
    return [(author, body) for body in bodies]
