"""What an event does to talk: open requests, agreements, what was passed in the room. No rule runs here."""

from typing import assert_never

from engine import events as e
from engine.changing import replace
from engine.exercise import put
from engine.ids import AgreementId
from engine.talk import Agreement, Passed, Request, Standing, Talk


def apply_to_talk(talk: Talk, event: e.TalkEvent) -> Talk:
    """The talk after an event about it."""
    match event:
        case e.MessageSent():
            return talk
        case e.RequestMade():
            request = Request(id=event.request, sender=event.sender, to=tuple(event.to), due_turn=event.due_turn)
            return _begun(replace(talk, requests=put(talk.requests, request.id, request)), request.id)
        case e.RequestAnswered():
            return _answer(talk, event)
        case e.RequestLapsed():
            return replace(talk, requests={key: one for key, one in talk.requests.items() if key != event.request})
        case e.SaidInRoom():
            return _pass(talk, event)
        case _:
            return _apply_to_agreements(talk, event)


_OnAgreements = (
    e.AgreementProposed
    | e.AgreementSigned
    | e.AgreementInForce
    | e.AgreementRefused
    | e.AgreementLapsed
    | e.AgreementCalledKept
    | e.AgreementDue
    | e.AgreementKept
    | e.AgreementBroken
)


def _apply_to_agreements(talk: Talk, event: _OnAgreements) -> Talk:
    match event:
        case e.AgreementProposed():
            offered = Agreement(
                id=event.agreement,
                title=event.title,
                parties=tuple(event.parties),
                due_turn=event.due_turn,
                signed=(event.proposer,),
            )
            return _begun(_with(talk, offered), offered.id)
        case e.AgreementSigned():
            agreement = talk.agreements[event.agreement]
            return _with(talk, replace(agreement, signed=(*agreement.signed, event.by)))
        case e.AgreementCalledKept():
            agreement = talk.agreements[event.agreement]
            return _with(talk, replace(agreement, kept_says=(*agreement.kept_says, event.by)))
        case e.AgreementInForce():
            return _with(talk, replace(talk.agreements[event.agreement], stands="in-force", force_turn=event.turn))
        case e.AgreementRefused():
            return _standing(talk, event.agreement, "refused")
        case e.AgreementLapsed():
            return _standing(talk, event.agreement, "lapsed")
        case e.AgreementDue():
            return _standing(talk, event.agreement, "due")
        case e.AgreementKept():
            return _standing(talk, event.agreement, "kept")
        case e.AgreementBroken():
            broken = replace(talk.agreements[event.agreement], broken_by=tuple(event.broken_by))
            return _standing(_with(talk, broken), event.agreement, "broken")
        case _:
            assert_never(event)


def _with(talk: Talk, agreement: Agreement) -> Talk:
    return replace(talk, agreements=put(talk.agreements, agreement.id, agreement))


def _standing(talk: Talk, agreement: AgreementId, stands: Standing) -> Talk:
    return _with(talk, replace(talk.agreements[agreement], stands=stands))


def _begun(talk: Talk, identity: str) -> Talk:
    stem, _, number = identity.rpartition(":")
    return replace(talk, begun=put(talk.begun, stem, int(number)))


def _answer(talk: Talk, event: e.RequestAnswered) -> Talk:
    request = talk.requests[event.request]
    answered: Request = replace(request, answers=put(request.answers, event.by, event.verdict))
    kept = {key: one for key, one in talk.requests.items() if key != event.request}
    return replace(talk, requests=put(talk.requests, request.id, answered) if answered.waits else kept)


def _pass(talk: Talk, event: e.SaidInRoom) -> Talk:
    if not event.about:
        return talk
    passed = Passed(
        speaker=event.speaker,
        to=tuple(event.to),
        given=event.given,
        about=event.about,
        step=event.step,
        week=event.week,
    )
    return replace(talk, passed=(*talk.passed, passed))
