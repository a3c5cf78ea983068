"""Orders of talk for tests, with an exercise in every phase in which each has something to be about."""

from typing import Any

from engine import orders as o
from engine.exercise import Exercise
from engine.ids import AgreementId, OrganisationId, RequestId
from engine.orders import Order
from engine.phases import Phase
from tests.support.exercises import before_check_in, checked_in, done, in_orders, until
from tests.support.worlds import AS, JAPAN, STATE

REQUEST = RequestId("request:dod-as:nsc-state:1")
WIDE_REQUEST = RequestId("request:dod-as:allies-japan+nsc-state:1")
"""To two."""
OFFERED = AgreementId("agreement:dod-as:nsc-state:1")
WIDE_OFFER = AgreementId("agreement:dod-as:allies-japan+nsc-state:1")
"""To two."""
IN_FORCE = AgreementId("agreement:dod-as:nsc-state:2")


def message(*to: OrganisationId, text: str = "Between us.", **more: Any) -> o.SendMessage:
    """A message to these."""
    return o.SendMessage(to=to, text=text, **more)


def request(*to: OrganisationId, due_turn: int = 2, **more: Any) -> o.MakeRequest:
    """A request to these."""
    return o.MakeRequest(to=to, text="May we?", due_turn=due_turn, **more)


def answer(verdict: Any, text: str = "", request: RequestId = REQUEST) -> o.AnswerRequest:
    """An answer to a request, the first of `dod/as` if none is named."""
    return o.AnswerRequest(request=request, verdict=verdict, text=text)


def said(speaker: OrganisationId, *to: OrganisationId, **more: Any) -> o.NoteSaid:
    """A note of what somebody said to these."""
    return o.NoteSaid(speaker=speaker, to=to, **{"what": "Seekers are short.", **more})


def agreement(*parties: OrganisationId, due_turn: int = 2) -> o.ProposeAgreement:
    """An agreement offered to these."""
    return o.ProposeAgreement(parties=parties, title="Seekers for release", terms="You lend, we release.", due_turn=due_turn)


def signed(exercise: Exercise, *parties: OrganisationId, due_turn: int = 2) -> Exercise:
    """`dod/as` and these have an agreement in force: the first with `nsc/state` is `OFFERED`."""
    exercise = done(exercise, AS, agreement(*parties, due_turn=due_turn))
    identity = list(exercise.talk.agreements)[-1]
    for party in parties:
        exercise = done(exercise, party, o.SignAgreement(agreement=identity))
    return exercise


TALKING = {Phase.BRIEF, Phase.ORDERS, Phase.LOCKED, Phase.ADJUDICATE, Phase.PICTURE}
WRITING = TALKING | {Phase.CHECK_IN, Phase.CURTAIN, Phase.HOT_WASH}
TALK_CASES: dict[str, tuple[OrganisationId | None, Order, set[Phase]]] = {
    "message": (STATE, message(JAPAN), WRITING),
    "message of control": (None, message(JAPAN), WRITING),
    "request": (STATE, request(JAPAN, due_turn=4), TALKING),
    "answer to a request": (STATE, answer("yes"), TALKING),
    "said in the room": (STATE, said(STATE, JAPAN), TALKING),
    "agreement": (STATE, agreement(JAPAN, due_turn=4), TALKING),
    "signature": (STATE, o.SignAgreement(agreement=OFFERED), TALKING),
    "refusal": (STATE, o.RefuseAgreement(agreement=OFFERED, reason="No."), TALKING),
    "kept": (STATE, o.KeepAgreement(agreement=IN_FORCE), TALKING),
    "broken": (STATE, o.BreakAgreement(agreement=IN_FORCE, reason="War."), TALKING),
    "ruling on an agreement": (None, o.RuleAgreement(agreement=IN_FORCE, verdict="kept", reason="Seen."), TALKING),
}
"""By name: who gives which order, and the phases in which it is taken."""


def talk_stages() -> dict[Phase, Exercise]:
    """One exercise in each phase, with a request, an offered agreement and one in force, all due in the last turn."""
    asked = done(in_orders(pace="uneven"), AS, request(STATE, due_turn=4), agreement(STATE, due_turn=4))
    orders = until(signed(asked, STATE, due_turn=4), Phase.ORDERS)
    nobody = before_check_in(pace="uneven")
    curtain = done(orders, None, o.EndExercise())
    phases = {Phase.SETUP: nobody, Phase.CHECK_IN: checked_in(nobody, AS, JAPAN, STATE), Phase.ORDERS: orders}
    for phase in (Phase.LOCKED, Phase.ADJUDICATE, Phase.RESOLVE, Phase.PICTURE, Phase.BRIEF):
        phases[phase] = until(orders, phase)
    hot_wash = done(curtain, None, o.AdvancePhase(to=Phase.HOT_WASH))
    sealed = done(hot_wash, None, o.SealExercise())
    return {**phases, Phase.CURTAIN: curtain, Phase.HOT_WASH: hot_wash, Phase.SEALED: sealed}
