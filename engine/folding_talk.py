"""How facts about messages, requests and agreements change a view."""

from collections.abc import Mapping
from typing import Any, TypeVar

from engine.changing import replace
from engine.ids import AgreementId, OrganisationId, RequestId
from engine.observe import Fact
from engine.views import Fold, View
from engine.views_talk import KEPT_TALK, AgreementSeen, AnswerSeen, MessageSeen, RequestSeen

K = TypeVar("K")
V = TypeVar("V")


def newest(mapping: Mapping[K, V], key: K, value: V) -> Mapping[K, V]:
    """The mapping with this entry, and without its oldest ones where it would grow beyond what a view keeps."""
    grown = {**mapping, key: value}
    return dict(list(grown.items())[-KEPT_TALK:])


def in_order(folds: Mapping[str, Fold]) -> Mapping[str, Fold]:
    """These folds, each counting up what was said, so that talk can be read in the order in which it last changed."""
    return {kind: _counted(fold) for kind, fold in folds.items()}


def _counted(fold: Fold) -> Fold:
    return lambda view, fact: fold(replace(view, talked=view.talked + 1), fact)


def _message(view: View, fact: Fact) -> View:
    return _with_message(view, fact, sender=fact["sender"], text=fact["text"])


def _said(view: View, fact: Fact) -> View:
    return _with_message(view, fact, sender=fact["speaker"], text=fact["what"], given=fact["given"])


def _with_message(view: View, fact: Fact, *, sender: str, text: str, given: str = "") -> View:
    message = MessageSeen(
        sender=OrganisationId(sender),
        to=tuple(fact["to"]),
        text=text,
        about=fact["about"],
        about_title=fact["about_title"],
        turn=fact["turn"],
        week=fact["week"],
        given=given,
        changed=view.talked,
    )
    return replace(view, messages=(*view.messages, message)[-KEPT_TALK:])


def _request(view: View, fact: Fact) -> View:
    fields = {name: value for name, value in fact.items() if name != "kind"}
    seen = RequestSeen(**{**fields, "to": tuple(fact["to"]), "changed": view.talked})
    view = replace(view, requests=newest(view.requests, seen.request, seen))
    if seen.sender == view.organisation:
        return view
    return view.noticing(f"{seen.sender} asks, for an answer in turn {seen.due_turn}: {seen.text}")


def _put_request(view: View, request: str, **changes: Any) -> View:
    seen = view.requests.get(RequestId(request))
    if seen is None:
        return view
    return replace(view, requests={**view.requests, seen.request: replace(seen, changed=view.talked, **changes)})


def _answered(view: View, fact: Fact) -> View:
    seen = view.requests.get(RequestId(fact["request"]))
    if seen is None:
        return view
    answer = AnswerSeen(verdict=fact["verdict"], text=fact["text"], turn=fact["turn"])
    view = _put_request(view, seen.request, answers={**seen.answers, OrganisationId(fact["by"]): answer})
    if fact["by"] == view.organisation:
        return view
    verdict = "in the room" if answer.verdict == "said" else answer.verdict
    return view.noticing(f"{fact['by']} answered {verdict}: {answer.text or seen.text}")


def _lapsed(view: View, fact: Fact) -> View:
    seen = view.requests.get(RequestId(fact["request"]))
    if seen is None:
        return view
    view = _put_request(view, seen.request, lapsed=True)
    if seen.sender == view.organisation:
        silent = ", ".join((*fact["unanswered"], *fact["put_off"]))
        return view.noticing(f"No answer in time by {silent}: {seen.text}")
    return view.noticing(f"Not answered in time: {seen.text}") if seen.waits_for(view.organisation) else view


def _agreement(view: View, fact: Fact) -> View:
    fields = {name: value for name, value in fact.items() if name != "kind"}
    fields |= {"parties": tuple(fact["parties"]), "changed": view.talked}
    seen = AgreementSeen(**fields, signed=(OrganisationId(fact["proposer"]),))
    view = replace(view, agreements=newest(view.agreements, seen.agreement, seen))
    if seen.proposer == view.organisation:
        return view
    return view.noticing(f"{seen.proposer} offers an agreement to sign: {seen.title}.")


def _put_agreement(view: View, fact: Fact, sentence: str, **changes: Any) -> View:
    """The agreement changed, and what happened told to everybody but whoever did it."""
    seen = view.agreements.get(AgreementId(fact["agreement"]))
    if seen is None:
        return view
    view = replace(view, agreements={**view.agreements, seen.agreement: replace(seen, changed=view.talked, **changes)})
    return view if fact.get("by") == view.organisation else view.noticing(f"{sentence}: {seen.title}.")


def _signed(view: View, fact: Fact) -> View:
    seen = view.agreements.get(AgreementId(fact["agreement"]))
    signed = (*seen.signed, fact["by"]) if seen else ()
    return _put_agreement(view, fact, f"{fact['by']} signed", signed=signed)


def _called_kept(view: View, fact: Fact) -> View:
    seen = view.agreements.get(AgreementId(fact["agreement"]))
    says = (*seen.kept_says, fact["by"]) if seen else ()
    return _put_agreement(view, fact, f"{fact['by']} says that it was kept", kept_says=says)


def _in_force(view: View, fact: Fact) -> View:
    return _put_agreement(view, fact, "In force, signed by all", stands="in-force", force_turn=view.turn)


def _refused(view: View, fact: Fact) -> View:
    sentence = f"{fact['by']} refused, because {fact['reason']}"
    return _put_agreement(view, fact, sentence, stands="refused", reason=fact["reason"])


def _not_signed(view: View, fact: Fact) -> View:
    return _put_agreement(view, fact, f"Not signed in time by {', '.join(fact['unsigned'])}", stands="lapsed")


def _due(view: View, fact: Fact) -> View:
    return _put_agreement(view, fact, "Due, and not called kept by all: control rules", stands="due")


def _kept(view: View, fact: Fact) -> View:
    sentence = f"Control ruled that it was kept, because {fact['reason']}" if fact["ruled"] else "Kept, as all parties say"
    return _put_agreement(view, fact, sentence, stands="kept", reason=fact["reason"])


def _broken(view: View, fact: Fact) -> View:
    by = tuple(OrganisationId(one) for one in fact["broken_by"])
    ruled = "Control ruled that it was broken" if fact["ruled"] else "Broken"
    sentence = f"{ruled} by {', '.join(by)}, because {fact['reason']}"
    return _put_agreement(view, fact, sentence, stands="broken", broken_by=by, reason=fact["reason"])


TALK_FOLDS = in_order(
    {
        "message-sent": _message,
        "said-in-room": _said,
        "request-made": _request,
        "request-answered": _answered,
        "request-lapsed": _lapsed,
        "agreement-proposed": _agreement,
        "agreement-signed": _signed,
        "agreement-in-force": _in_force,
        "agreement-refused": _refused,
        "agreement-lapsed": _not_signed,
        "agreement-called-kept": _called_kept,
        "agreement-due": _due,
        "agreement-kept": _kept,
        "agreement-broken": _broken,
    }
)
"""Facts about talk."""
