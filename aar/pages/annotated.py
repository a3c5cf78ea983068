"""What evaluators and control say, on the page: ratings, verdicts on findings, candidates raised by hand."""

from collections.abc import Iterator

from aar.annotated import counted
from aar.models import Findings
from aar.models_of_annotations import RatingShape, SaidShape, VerdictsShape
from aar.wording import bullet, indented, paragraph


def annotated_in_short(document: Findings) -> Iterator[str]:
    """A paragraph: ratings of objectives by evaluators, and how many findings stand how."""
    rated = [
        f"{one.id} {' '.join(each.rating for each in one.evaluators if not each.task)}"
        for one in document.objectives
        if any(not each.task for each in one.evaluators)
    ]
    judged = [f"{number} {word}" for word, number in counted(document.findings, document.raised).items()]
    told = []
    if rated:
        told.append(f"Objectives, as evaluators rate them: {', '.join(rated)}.")
    if judged or document.raised:
        raised = f"{len(document.raised)} raised by hand" if document.raised else ""
        told.append(f"Findings, by verdict: {', '.join(one for one in (*judged, raised) if one)}.")
    if told:
        yield from paragraph(" ".join(told))


def annotated_behind(document: Findings) -> Iterator[str]:
    """Everything that was said of objectives and findings, with who said it."""
    yield from _ratings(document)
    yield from _verdicts(document)
    yield from _raised(document)


def _ratings(document: Findings) -> Iterator[str]:
    if not any(one.evaluators for one in document.objectives):
        return
    yield "OBJECTIVES, as evaluators rate them; the computed rating beside it"
    for one in document.objectives:
        if one.evaluators:
            yield from indented(f"{one.id} {one.title}: computed {one.rating or '–'}", 2, hanging=3)
            for each in one.evaluators:
                yield from bullet(_rating(each), indent=5)
    yield ""


def _rating(one: RatingShape) -> str:
    task = f", task {one.task}" if one.task else ""
    return f"{one.rating}{task}, {_said(one.said)}"


def _verdicts(document: Findings) -> Iterator[str]:
    judged = [one for one in document.findings if one.verdicts is not None]
    if not judged:
        return
    yield "VERDICTS ON FINDINGS"
    for one in judged:
        assert one.verdicts is not None
        yield from indented(f"{one.code} {one.title.rstrip('.')}: {one.verdicts.word or 'undecided'}", 2, hanging=3)
        yield from _told(one.verdicts)
    yield ""


def _raised(document: Findings) -> Iterator[str]:
    if not document.raised:
        return
    yield "RAISED BY HAND, which no detector found"
    for one in document.raised:
        entries = ", ".join(map(str, one.entries))
        word = f" ({one.verdicts.word})" if one.verdicts and one.verdicts.word else ""
        concerned = f" {', '.join(one.organisations)}." if one.organisations else ""
        said = f"{one.kind}{word}: {one.title.rstrip('.')}. {one.text}{concerned} By {one.said.by}. Entries {entries}."
        yield from bullet(said)
        if one.verdicts:
            yield from _told(one.verdicts)
    yield ""


def _told(verdicts: VerdictsShape) -> Iterator[str]:
    if verdicts.word in ("dismissed", "merged"):
        into = f" into {verdicts.into}" if verdicts.into else ""
        yield from bullet(f"{verdicts.word}{into} by control: {verdicts.reason}", indent=5)
    for word, said in (("confirmed by", verdicts.confirmed), ("disputed by", verdicts.disputed)):
        for one in said:
            yield from bullet(f"{word} {_said(one)}", indent=5)
    for word, said in (("agrees", verdicts.agrees), ("does not agree", verdicts.disagrees)):
        for one in said:
            yield from bullet(f"{one.by} {word}" + (f": {one.words}" if one.words else ""), indent=5)


def _said(one: SaidShape) -> str:
    return f"{one.by}: {one.words}" if one.words else one.by
