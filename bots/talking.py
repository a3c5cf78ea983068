"""What bots say when they are spoken to: yes or no to requests, and signatures under agreements. They begin no talk."""

from collections.abc import Iterable

from bots.policy import lot
from engine.orders import AnswerRequest, Order, RefuseAgreement, SignAgreement
from engine.views import View

REASON = "These terms do not serve us."


def replies(view: View, salt: str, *, agrees: int) -> Iterable[Order]:
    """An answer to every request and every offered agreement, a yes in `agrees` of a hundred, by lot."""
    for request in view.waiting_requests():
        yes = lot(salt, view.organisation, request.request) < agrees
        yield AnswerRequest(request=request.request, verdict="yes" if yes else "no")
    for agreement in view.agreements_to_sign():
        if lot(salt, view.organisation, agreement.agreement) < agrees:
            yield SignAgreement(agreement=agreement.agreement)
        else:
            yield RefuseAgreement(agreement=agreement.agreement, reason=REASON)
