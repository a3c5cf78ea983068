"""Findings and objectives with what was annotated beside them; nothing that was computed changes by it."""

from collections.abc import Iterable, Iterator, Sequence

from aar.models import Finding, Findings
from aar.models_of_annotations import RaisedShape, RatingShape, SaidShape, VerdictsShape
from aar.models_of_objectives import ObjectiveShape
from engine.annotations.folding import Annotations, Judged, Positioned, Rated, Standing


def annotated(document: Findings, annotations: Annotations) -> Findings:
    """findings.json with verdicts, positions, evaluators' ratings and the candidates that were raised by hand."""
    return document.model_copy(
        update={
            "findings": tuple(_finding(one, annotations) for one in document.findings),
            "objectives": tuple(objective_beside(one, annotations) for one in document.objectives),
            "raised": tuple(_raised(annotations)),
            "annotations": len(annotations.records),
            "annotations_head": annotations.head or None,
        }
    )


def _finding(finding: Finding, annotations: Annotations) -> Finding:
    """Rule 17.5; a candidate that evaluators confirmed is no candidate any more."""
    verdicts = _verdicts(finding.ids, annotations)
    if verdicts is None:
        return finding
    confirmed = finding.status == "candidate" and verdicts.word == "confirmed"
    return finding.model_copy(update={"verdicts": verdicts, "status": "confirmed" if confirmed else finding.status})


def _verdicts(ids: Sequence[str], annotations: Annotations) -> VerdictsShape | None:
    """What was said of these ids together: of every author the last counts, and of what was dismissed nothing."""
    standings = {one: annotations.standing(one) for one in ids}
    standing = _together(standings)
    positions = [position for one in ids for position in annotations.positions_on(one)]
    if not positions and not any(annotations.verdicts.get(one) for one in ids):
        return None
    names = annotations.authors()
    return VerdictsShape(
        word=standing.word,
        confirmed=tuple(_said(one, names[one.record.author.holder]) for one in standing.confirmed),
        disputed=tuple(_said(one, names[one.record.author.holder]) for one in standing.disputed),
        reason=standing.reason,
        into=standing.into,
        agrees=tuple(_position(one) for one in positions if one.body.agrees),
        disagrees=tuple(_position(one) for one in positions if not one.body.agrees),
    )


def _together(standings: dict[str, Standing]) -> Standing:
    """Several candidates that are one finding: it is dismissed or merged where all of them are, else what is left counts."""
    left = [one for one in standings.values() if one.word not in ("dismissed", "merged")]
    if not left:
        return next(iter(standings.values()), Standing(word=None))
    last: dict[str, Judged] = {}
    for judged in sorted((one for each in left for one in (*each.confirmed, *each.disputed)), key=_number):
        last[judged.record.author.holder] = judged
    confirmed = tuple(one for one in last.values() if one.body.verdict == "confirmed")
    disputed = tuple(one for one in last.values() if one.body.verdict == "disputed")
    more = len(confirmed) - len(disputed)
    return Standing(word="confirmed" if more > 0 else "disputed" if more < 0 else None, confirmed=confirmed, disputed=disputed)


def _number(judged: Judged) -> int:
    return judged.record.number


def _said(judged: Judged, name: str) -> SaidShape:
    return SaidShape(by=name, words=judged.body.reason, annotation=judged.record.number)


def _position(one: Positioned) -> SaidShape:
    return SaidShape(by=one.body.organisation, words=one.body.words, annotation=one.record.number)


def objective_beside(one: ObjectiveShape, annotations: Annotations) -> ObjectiveShape:
    """An objective with what evaluators rate of it."""
    tasks = range(len(one.criteria) + 1)
    rated = [_rating(each, annotations) for task in tasks for each in annotations.ratings_of(one.id, task)]
    return one.model_copy(update={"evaluators": tuple(rated)})


def _rating(one: Rated, annotations: Annotations) -> RatingShape:
    name = annotations.authors()[one.record.author.holder]
    said = SaidShape(by=name, words=one.body.explanation, annotation=one.record.number)
    return RatingShape(rating=one.body.mark, task=one.body.task, said=said)


def _raised(annotations: Annotations) -> Iterator[RaisedShape]:
    names = annotations.authors()
    for identity, one in annotations.raised.items():
        author = names.get(one.record.author.holder, one.record.author.by)
        yield RaisedShape(
            id=identity,
            kind=one.body.what,
            title=one.body.title,
            text=one.body.text,
            organisations=one.body.organisations,
            entries=one.body.entries or (one.record.entry,),
            said=SaidShape(by=author, words="", annotation=one.record.number),
            verdicts=_verdicts((identity,), annotations),
        )


def counted(findings: Iterable[Finding], raised: Iterable[RaisedShape]) -> dict[str, int]:
    """How many of all these stand how, by word; those that nobody judged are left out."""
    given = [*(one.verdicts for one in findings), *(one.verdicts for one in raised)]
    words = [one.word for one in given if one is not None]
    return {word: words.count(word) for word in ("confirmed", "disputed", "dismissed", "merged") if word in words}
