"""What of a report an organisation, or everybody, may have: words and estimates of others go, what was computed stays."""

from collections.abc import Iterator
from dataclasses import replace

from aar.answer import Answer
from aar.models import Findings
from aar.msel import PlayedMsel
from aar.plain import Choice
from aar.reading import Played
from aar.report.gathered import Gathered
from engine.annotations.bodies import (
    Annotation,
    GiveFeedback,
    JudgeFinding,
    Note,
    PlanAction,
    RaiseCandidate,
    Rate,
    TakePosition,
)
from engine.annotations.folding import Annotations, folded
from engine.annotations.records import AnnotationRecord
from engine.events import CandidateFound
from engine.findings.catalogue import CATALOGUE
from engine.ids import PUBLIC

WITHOUT_REASON = "the reason is left out of this copy"
LEFT_OUT = (
    "what others wrote: reasons, provisos, answers to injects, answers in the hot wash",
    "estimates of others, and findings about estimates, facts, requests and holdings of others",
    "free actions, agreements, requests, messages and words in the room that it was not told of, and what rulings brought",
    "injects that this audience did not read, and step by step the initiatives that it had no part in",
    "what evaluators and control wrote: notes, explanations, candidates raised by hand, actions that others are to take",
    "the feedback, who held which seat, and how much others ordered",
    "what red would have done otherwise, values that were private in play, and the thorough analysis",
)
"""What the cover of a report for an audience says is missing."""
PRIVATE = ("estimate", "between", "holding")
"""What a detector may be about that not everybody knew."""
TWO_ESTIMATES = "estimates-apart"
"""It tells the figures of both."""
READ = frozenset(("actual", "title", "text", "to", "status"))
"""What of an inject whoever read it may read again."""


def played_for(played: Played, audience: str) -> Played:
    """Without the estimates of others."""
    return replace(played, estimates=[one for one in played.estimates if one.organisation == audience])


def answer_for(answer: Answer, audience: str) -> Answer:
    """Without what others said or gave as reasons, and without what red would have done."""
    return replace(
        answer,
        said=tuple(one for one in answer.said if one.organisation == audience),
        candidates=tuple(one for one in answer.candidates if _may_read(one, audience)),
        choices=tuple(_choice(one, audience) for one in answer.choices),
        reacting=replace(
            answer.reacting, worlds={name: replace(one, moves=()) for name, one in answer.reacting.worlds.items()}
        ),
    )


def _may_read(candidate: CandidateFound, audience: str) -> bool:
    """What is about an estimate, a fact, a request or a holding is told to those whom it names, figures of others to nobody."""
    detector = CATALOGUE.get(candidate.detector)
    if detector is None or candidate.detector == TWO_ESTIMATES:
        return False
    private = detector.about in PRIVATE or detector.finding_class == "information"
    return not private or audience in candidate.subject.split(" ")


def _choice(choice: Choice, audience: str) -> Choice:
    return choice if audience in (choice.by, choice.proposer) else replace(choice, reason=WITHOUT_REASON)


def document_for(document: Findings) -> Findings:
    """Without candidates that somebody raised in their own words."""
    return document.model_copy(update={"raised": ()})


def gathered_for(found: Gathered, audience: str) -> Gathered:
    """Its own orders, estimates and answers; seats were taken before everybody's eyes, but not by whom."""
    return replace(
        found,
        holders={one: [("", entry) for _, entry in held] for one, held in found.holders.items()},
        orders={one: entries for one, entries in found.orders.items() if one == audience},
        refused={one: entries for one, entries in found.refused.items() if one == audience},
        by_control=[],
        hot_wash=[one for one in found.hot_wash if one[0].organisation == audience],
        sealed_estimates={key: entry for key, entry in found.sealed_estimates.items() if key[0] == audience},
    )


def msel_for(msel: PlayedMsel, found: Gathered, audience: str) -> PlayedMsel:
    """The injects that it read, as it read them."""
    read = [one for one in msel.injects if found.readers.get(one.id, set()) & {audience, PUBLIC}]
    became = {one.id: {key: text for key, text in msel.became[one.id].items() if key in READ} for one in read}
    shown = tuple(replace(one, expects=(), guidance="", exposes="") for one in read)
    return PlayedMsel(world=msel.world, pace=msel.pace, injects=shown, became=became)


def annotations_for(annotations: Annotations, audience: str) -> Annotations:
    """Verdicts and ratings without their words, its own positions, and the actions that it is to take."""
    return folded(_records(annotations.records, audience))


def _records(records: list[AnnotationRecord], audience: str) -> Iterator[AnnotationRecord]:
    for record in records:
        body = _body(record.body, audience)
        if body is not None:
            yield replace(record, body=body)


def _body(body: Annotation, audience: str) -> Annotation | None:
    match body:
        case Rate():
            return replace(body, explanation="")
        case JudgeFinding():
            return replace(body, reason="")
        case PlanAction():
            return body if body.owner == audience else None
        case TakePosition():
            return body if body.organisation == audience else None
        case Note() | RaiseCandidate() | GiveFeedback():
            return None
