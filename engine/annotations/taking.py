"""Chapter 17: who may annotate what, and when. Nothing is recorded here."""

import re
from collections.abc import Sequence
from typing import Literal

from engine.annotations.bodies import (
    BESIDE_DETECTORS,
    QUESTIONS,
    SCALE,
    SCALED,
    Annotation,
    GiveFeedback,
    JudgeFinding,
    Note,
    PlanAction,
    RaiseCandidate,
    Rate,
    TakePosition,
)
from engine.annotations.folding import Annotations
from engine.annotations.open import is_open
from engine.annotations.records import NOBODY, Author
from engine.decide import bad_text
from engine.exercise import Exercise
from engine.findings.candidates import candidate_ids
from engine.ids import OrganisationId
from engine.refusals import Refusal, RefusalCode

Role = Literal["participant", "control", "evaluator", "observer", "spectator"]
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


def refused(
    exercise: Exercise, known: Annotations, role: Role, organisations: Sequence[OrganisationId], body: Annotation
) -> Refusal | None:
    """Why a seat of this role, which speaks for these organisations, may not annotate so now; None where it may."""
    why = _not_yours(role, organisations, body) or _not_now(exercise, body)
    return why or bad_text(body) or _not_so(exercise, known, body)


def author_of(role: Role, holder: str, body: Annotation) -> Author:
    """Rule 17.7: who is named as its author; of a participants' form nobody."""
    return NOBODY if isinstance(body, GiveFeedback) else Author(by=role, holder=holder)


def _not_yours(role: Role, organisations: Sequence[OrganisationId], body: Annotation) -> Refusal | None:
    """Rules 17.2, 17.6 and 17.7: evaluators and control annotate; participants take positions and fill in their form."""
    match body:
        case TakePosition():
            if role != "participant" or body.organisation not in organisations:
                return Refusal(RefusalCode.NOT_YOURS, "A position is taken by a seat that speaks for the organisation.")
        case GiveFeedback():
            if role != "participant":
                return Refusal(RefusalCode.NOT_YOURS, "The form is the participants'.")
        case _:
            if role not in ("evaluator", "control"):
                return Refusal(RefusalCode.NOT_YOURS, "Evaluators and control annotate; your seat does not.")
            if isinstance(body, JudgeFinding) and body.verdict in ("dismissed", "merged") and role != "control":
                return Refusal(RefusalCode.NOT_YOURS, "Control dismisses and merges; an evaluator confirms or disputes.")
    return None


def _not_now(exercise: Exercise, body: Annotation) -> Refusal | None:
    """Rules 17.1, 17.6 and 17.7: from StartEx on and without end; of players from EndEx on; nothing of practice."""
    if exercise.practice or exercise.phase.before_start:
        return Refusal(RefusalCode.NOT_IN_THIS_PHASE, "Annotations are taken from StartEx on; your draft is kept.")
    if isinstance(body, TakePosition | GiveFeedback) and not exercise.phase.over:
        return Refusal(RefusalCode.NOT_IN_THIS_PHASE, "Positions and the form are taken from EndEx on.")
    return None


def _not_so(exercise: Exercise, known: Annotations, body: Annotation) -> Refusal | None:
    match body:
        case Note():
            return _empty(body.text) or _task(exercise, body.objective, body.task) or _strangers(exercise, body.organisations)
        case Rate():
            if not body.objective:
                return Refusal(RefusalCode.INCOMPLETE, "Say which objective is rated.")
            return _task(exercise, body.objective, body.task)
        case JudgeFinding():
            return _judged(exercise, known, body)
        case RaiseCandidate():
            empty = _empty(body.title) or _empty(body.text)
            return empty or _strangers(exercise, body.organisations) or _negative(body.entries)
        case PlanAction():
            return _planned(exercise, known, body)
        case TakePosition():
            if body.about and not is_open(exercise, body.about):
                return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "No such finding was opened: say which in words.")
            return _empty(body.words) if not body.about else None
        case GiveFeedback():
            return _form(body)


def _judged(exercise: Exercise, known: Annotations, body: JudgeFinding) -> Refusal | None:
    """Rule 17.5: a verdict is on something that there is; to dispute, dismiss or merge needs a reason."""
    if not is_known(exercise, known, body.about):
        return Refusal(RefusalCode.BAD_PARAMETER, f"There is no candidate `{body.about[:80]}`.")
    if body.verdict != "confirmed" and not body.reason.strip():
        return Refusal(RefusalCode.REASON_NEEDED)
    if (body.verdict == "merged") != bool(body.into):
        return Refusal(RefusalCode.INCOMPLETE, "Say what it is merged into; nothing else has an `into`.")
    if body.into and (not is_known(exercise, known, body.into) or known.root(body.into) == body.about):
        return Refusal(RefusalCode.BAD_PARAMETER, "It can be merged into another candidate only, and not round in a circle.")
    return None


def _planned(exercise: Exercise, known: Annotations, body: PlanAction) -> Refusal | None:
    """Rule 17.8: a row answers a finding that there is, has an owner, and days in their order."""
    if not is_known(exercise, known, body.finding):
        return Refusal(RefusalCode.BAD_PARAMETER, f"There is no finding `{body.finding[:80]}`.")
    if any(day and not _DAY.fullmatch(day) for day in (body.start, body.completion)):
        return Refusal(RefusalCode.BAD_PARAMETER, "A day is written as 2027-01-31, or left out.")
    if body.start and body.completion and body.completion < body.start:
        return Refusal(RefusalCode.BAD_PARAMETER, "It would be complete before it starts.")
    if (body.replaces is not None or body.dropped) and body.replaces not in known.plan:
        return Refusal(RefusalCode.BAD_PARAMETER, "There is no such row in the plan any more.")
    return _empty(body.action) or _strangers(exercise, (body.owner,))


def is_known(exercise: Exercise, known: Annotations, about: str) -> bool:
    """Whether there is such a candidate or finding: found by a detector, raised by hand, or priced by the worlds."""
    priced = about.partition(" ")[0] in BESIDE_DETECTORS and " " in about and exercise.phase.over
    return priced or about in known.raised or about in candidate_ids(exercise)


def _task(exercise: Exercise, objective: str, task: int) -> Refusal | None:
    if not objective:
        return Refusal(RefusalCode.BAD_PARAMETER, "A critical task belongs to an objective: name it.") if task else None
    known = {one.id: one for one in exercise.world.deck.objectives}
    if objective not in known:
        return Refusal(RefusalCode.BAD_PARAMETER, f"The deck has no objective `{objective[:40]}`.")
    if not 0 <= task <= len(known[objective].criteria):
        return Refusal(RefusalCode.BAD_PARAMETER, f"Objective {objective} has {len(known[objective].criteria)} critical tasks.")
    return None


def _strangers(exercise: Exercise, organisations: Sequence[OrganisationId]) -> Refusal | None:
    strange = [one for one in organisations if one not in exercise.world.organisations]
    return Refusal(RefusalCode.BAD_PARAMETER, f"There is no organisation `{strange[0][:80]}`.") if strange else None


def _negative(entries: Sequence[int]) -> Refusal | None:
    wrong = any(one < 0 for one in entries)
    return Refusal(RefusalCode.BAD_PARAMETER, "Entries are numbers of the log, from 0 up.") if wrong else None


def _empty(text: str) -> Refusal | None:
    return None if text.strip() else Refusal(RefusalCode.INCOMPLETE, "Say it in words: the text is empty.")


def _form(body: GiveFeedback) -> Refusal | None:
    """Rule 17.7: fixed questions, at least one answered; figures from 1 to 5."""
    given = {name: answer for name, answer in body.answers.items() if answer.strip()}
    if not given:
        return Refusal(RefusalCode.INCOMPLETE, "Answer at least one of the questions.")
    if strange := [name for name in body.answers if name not in QUESTIONS]:
        return Refusal(RefusalCode.BAD_PARAMETER, f"The form has no question `{strange[0][:40]}`.")
    if any(answer not in SCALE for name, answer in given.items() if name in SCALED):
        return Refusal(RefusalCode.BAD_PARAMETER, "A scale is answered by a figure from 1 to 5.")
    return None
