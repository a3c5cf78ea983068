"""Writing a note or a mark into the chain of annotations beside a log. The log itself is never written."""

from collections.abc import Sequence
from datetime import UTC, datetime

from aar.annotations import annotations_in, write_annotations
from aar.log_file import LogError
from engine.annotations.bodies import Annotation
from engine.annotations.folding import Annotations
from engine.annotations.records import AnnotationRecord, Author, record_id
from engine.annotations.taking import refused
from tui.review.model import Review
from tui.review.source import Source


def annotations_of(source: Source, hashes: Sequence[str]) -> tuple[Annotations, str]:
    """What was annotated on the log with these hashes; and why it is left out and nothing can be noted, or nothing."""
    try:
        return annotations_in(list(source.records()), hashes, f"the annotations of {source.name}"), ""
    except LogError as error:
        return Annotations(), str(error)


def why_not(review: Review, source: Source, problem: str) -> str:
    """Why nothing can be noted here now; empty where it can."""
    if problem:
        return problem
    if source.annotations is None and source.annotate is None:
        return source.why_none
    return "" if review.exercise is not None else "This copy withholds control's parts: notes go with the whole log."


def noted(review: Review, source: Source, body: Annotation, reviewer: str) -> str:
    """Put an annotation on the entry under the cursor into the chain, on disk first. Why not, or nothing where it was done."""
    exercise, records = review.exercise, review.annotations.records
    if exercise is None:
        return source.why_none
    refusal = refused(exercise, review.annotations, "evaluator", (), body)
    if refusal is not None:
        return refusal.sentence
    if source.annotate is not None:
        source.annotate(body, review.cursor)
        return ""
    if source.annotations is None:
        return source.why_none
    wall = datetime.now(UTC).isoformat(timespec="milliseconds")
    record = AnnotationRecord(
        number=len(records),
        previous=review.annotations.head or review.recording.hashes[0],
        id=record_id(reviewer, f"{len(records)} {wall}"),
        author=Author(by="evaluator", holder=reviewer),
        wall=wall,
        entry=review.cursor,
        head=review.recording.hashes[review.cursor],
        body=body,
    )
    try:
        write_annotations(source.annotations, [*records, record])
    except LogError as error:
        return str(error)
    review.annotations.take(record)
    return ""
