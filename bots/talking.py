"""What bots say when they are spoken to: yes or no to requests, and signatures under agreements. They begin no talk."""

from collections.abc import Iterable

from bots.policy import lot
from engine.ids import InitiativeId
from engine.orders import AnswerRequest, Order, RefuseAgreement, SignAgreement
from engine.views import View

REASON = "These terms do not serve us."
NO = "Not as things stand: we cannot promise that now."


def costs_little(view: View, about: str) -> bool:
    """Whether it is about what this organisation wants itself: it proposed the initiative, or approved a step of it."""
    seen = view.initiatives.get(InitiativeId(about))
    if seen is None or not seen.running:
        return False
    mine = view.organisation
    return seen.proposer == mine or any(step.by == mine and step.verdict == "approved" for step in seen.steps.values())


def replies(view: View, salt: str, *, agrees: int) -> Iterable[Order]:
    """An answer to every request and every offered agreement: yes to what costs little, else `agrees` in a hundred by lot."""
    for request in view.waiting_requests():
        yes = costs_little(view, request.about) or lot(salt, view.organisation, request.request) < agrees
        yield AnswerRequest(request=request.request, verdict="yes" if yes else "no", text="" if yes else NO)
    for agreement in view.agreements_to_sign():
        if lot(salt, view.organisation, agreement.agreement) < agrees:
            yield SignAgreement(agreement=agreement.agreement)
        else:
            yield RefuseAgreement(agreement=agreement.agreement, reason=REASON)
