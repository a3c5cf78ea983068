"""Chapter 14, talk: messages, requests with an answer due, and what was said in the room. Agreements: `rules/agreements.py`."""

from collections.abc import Iterable, Iterator, Sequence

from engine import events as e
from engine.exercise import Exercise
from engine.ids import CONTROL_PARTY, AgreementId, InitiativeId, InjectId, OrganisationId, RequestId
from engine.orders import AnswerRequest, MakeRequest, NoteSaid, SendMessage
from engine.phases import Phase
from engine.refusals import Refusal, RefusalCode
from engine.rules.initiatives import title_of
from engine.talk import Request


def send_message(exercise: Exercise, by: OrganisationId, order: SendMessage) -> tuple[e.Event, ...] | Refusal:
    """Rule 14.1: anybody may write to organisations and to control from check-in on; who wrote and who got it alone learn."""
    refusal = bad_addressees(exercise, by, order.to) or empty_text(order.text)
    if refusal is not None:
        return refusal
    return (
        e.MessageSent(
            sender=by,
            to=order.to,
            text=order.text,
            about=order.about,
            about_title=subject_title(exercise, by, order.about),
            turn=exercise.turn,
            week=exercise.week,
        ),
    )


def make_request(exercise: Exercise, by: OrganisationId, order: MakeRequest) -> tuple[e.Event, ...] | Refusal:
    """Rule 14.2: a request names the turn by whose end it is to be answered."""
    refusal = bad_addressees(exercise, by, order.to) or empty_text(order.text) or bad_due_turn(exercise, order.due_turn)
    if refusal is not None:
        return refusal
    return (
        e.RequestMade(
            request=RequestId(next_id(exercise, "request", by, order.to)),
            sender=by,
            to=order.to,
            text=order.text,
            due_turn=order.due_turn,
            about=order.about,
            about_title=subject_title(exercise, by, order.about),
            turn=exercise.turn,
            week=exercise.week,
        ),
    )


def answer_request(exercise: Exercise, by: OrganisationId, order: AnswerRequest) -> tuple[e.Event, ...] | Refusal:
    """Rule 14.2: each addressee answers yes or no once; `later` may come before, also once."""
    request = exercise.talk.requests.get(order.request)
    if request is None or by not in request.to:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW)
    said = request.answers.get(by, "")
    if said not in ("", "later"):
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "You have answered this request.")
    if said == order.verdict:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "You have put this off once: now say yes or no.")
    return (_answered(exercise, request, by, order.verdict, order.text),)


def _answered(exercise: Exercise, request: Request, by: OrganisationId, verdict: str, text: str) -> e.RequestAnswered:
    return e.RequestAnswered(
        request=request.id,
        by=by,
        sender=request.sender,
        verdict=verdict,  # type: ignore[arg-type]
        text=text,
        turn=exercise.turn,
        week=exercise.week,
    )


def note_said(exercise: Exercise, by: OrganisationId, order: NoteSaid) -> tuple[e.Event, ...] | Refusal:
    """Rule 14.6: control notes what anybody said, an organisation what it said itself; from this week it counts as passed.

    An answer to an open request, given to whoever asked, answers it; nothing else is signed, answered or approved by it.
    """
    if by not in (CONTROL_PARTY, order.speaker):
        return Refusal(RefusalCode.NOT_YOURS, "You note what you said yourself; control may note it for others.")
    if order.speaker not in (CONTROL_PARTY, *exercise.world.organisations):
        return Refusal(RefusalCode.BAD_PARAMETER, f"Nobody here is called {order.speaker}.")
    refusal = bad_addressees(exercise, order.speaker, order.to) or empty_text(order.what)
    if refusal is not None:
        return refusal
    said = e.SaidInRoom(
        speaker=order.speaker,
        to=order.to,
        what=order.what,
        given=order.given,
        about=order.about,
        about_title=subject_title(exercise, order.speaker, order.about),
        step=order.step,
        noted_by=by,
        turn=exercise.turn,
        week=exercise.week,
    )
    request = exercise.talk.requests.get(RequestId(order.about))
    if request is None or order.given != "answer" or request.sender not in order.to or order.speaker not in request.to:
        return (said,)
    if request.answers.get(order.speaker, "later") != "later":
        return (said,)
    return (said, _answered(exercise, request, order.speaker, "said", order.what))


def lapsed_requests(exercise: Exercise) -> Iterator[e.RequestLapsed]:
    """Rule 14.2: at the picture of its due turn a request that still waits is recorded as unanswered, and closed."""
    for request in exercise.talk.requests.values():
        if request.due_turn <= exercise.turn:
            yield e.RequestLapsed(
                request=request.id,
                sender=request.sender,
                to=request.to,
                unanswered=request.unanswered,
                put_off=request.put_off,
                turn=exercise.turn,
                week=exercise.week,
            )


def told_in_room(exercise: Exercise, hearer: OrganisationId, about: str, step: str = "") -> int | None:
    """Rule 14.6: the first week in which somebody said something about this (or about this step of it) to `hearer`."""
    weeks = (
        one.week
        for one in exercise.talk.passed
        if one.about == about and hearer in one.to and (not step or one.step in ("", step))
    )
    return min(weeks, default=None)


def bad_addressees(exercise: Exercise, by: OrganisationId, to: Sequence[OrganisationId]) -> Refusal | None:
    """Whether others are named, each once: organisations of this exercise, or control."""
    if not to:
        return Refusal(RefusalCode.INCOMPLETE, "Say to whom.")
    organisations = exercise.world.organisations
    if len(set(to)) < len(to) or any(one == by or (one not in organisations and one != CONTROL_PARTY) for one in to):
        known = [one for one in (*organisations, CONTROL_PARTY) if one != by]
        return Refusal(RefusalCode.BAD_PARAMETER, "Name each addressee once, out of: " + ", ".join(known))
    return None


def empty_text(text: str) -> Refusal | None:
    """Whether nothing was written."""
    return None if text.strip() else Refusal(RefusalCode.INCOMPLETE, "Write something.")


def bad_due_turn(exercise: Exercise, due: int) -> Refusal | None:
    """Whether a turn that something is due in is over, or never comes; what is due is looked at in each turn's picture."""
    first = exercise.turn + (exercise.phase is Phase.PICTURE)
    if first <= due <= exercise.turns:
        return None
    if first > exercise.turns:
        return Refusal(RefusalCode.BAD_PARAMETER, "This is the last turn: nothing can fall due any more.")
    return Refusal(RefusalCode.BAD_PARAMETER, f"The due turn is one from {first} to {exercise.turns}.")


def next_id(exercise: Exercise, what: str, by: OrganisationId, others: Iterable[OrganisationId]) -> str:
    """`request:nsc-state:dod-as:2` is the second of `nsc/state` to `dod/as` alone, whatever others were asked."""
    stem = f"{what}:{by}:{'+'.join(sorted(others))}".replace("/", "-")
    return f"{stem}:{exercise.talk.begun.get(stem, 0) + 1}"


def subject_title(exercise: Exercise, by: OrganisationId, about: str) -> str:
    """Rule 14.1: the title of what somebody writes about, if it knows of that by the rules; nothing is told otherwise."""
    everything = by == CONTROL_PARTY
    initiative = exercise.initiatives.get(InitiativeId(about))
    if initiative is not None:
        known = everything or by == initiative.proposer or any(step.by == by for step in initiative.steps.values())
        return title_of(exercise.type_of(initiative), initiative.parameters) if known else ""
    inject = exercise.injects.get(InjectId(about))
    if inject is not None and inject.id in exercise.released:
        known = everything or any(one in (by, "public") for one in (*inject.to, *inject.seen_by))
        return inject.title if known else ""
    agreement = exercise.talk.agreements.get(AgreementId(about))
    return agreement.title if agreement is not None and (everything or by in agreement.parties) else ""
