"""From an order of talk to its verdict (chapter 14): dispatch only, as in `decide.py`."""

from collections.abc import Mapping

from engine import orders as o
from engine.actors import Control
from engine.events import Event
from engine.exercise import Exercise
from engine.ids import CONTROL_PARTY, OrganisationId
from engine.phases import Phase
from engine.refusals import Refusal, RefusalCode
from engine.rules import agreements, talk

TALKING = (Phase.BRIEF, Phase.ORDERS, Phase.LOCKED, Phase.ADJUDICATE, Phase.PICTURE)
_WRITING = (Phase.CHECK_IN, *TALKING, Phase.CURTAIN, Phase.HOT_WASH)

PHASES_OF_TALK: Mapping[type, tuple[Phase, ...]] = {
    o.SendMessage: _WRITING,
    o.MakeRequest: TALKING,
    o.AnswerRequest: TALKING,
    o.NoteSaid: TALKING,
    o.ProposeAgreement: TALKING,
    o.SignAgreement: TALKING,
    o.RefuseAgreement: TALKING,
    o.KeepAgreement: TALKING,
    o.BreakAgreement: TALKING,
    o.RuleAgreement: TALKING,
}
"""Rule 14.1: people write whenever no weeks are being played; what binds or falls due belongs to turns."""


_PARTY, _ANYBODY = ("organisation",), ("organisation", "control")
GIVERS_OF_TALK: Mapping[type, tuple[str, ...]] = {
    o.SendMessage: _ANYBODY,
    o.MakeRequest: _ANYBODY,
    o.AnswerRequest: _ANYBODY,
    o.NoteSaid: _ANYBODY,
    o.ProposeAgreement: _PARTY,
    o.SignAgreement: _PARTY,
    o.RefuseAgreement: _PARTY,
    o.KeepAgreement: _PARTY,
    o.BreakAgreement: _PARTY,
    o.RuleAgreement: ("control",),
}
"""Rule 1.5: who gives an order of talk."""


def decide_talk(exercise: Exercise, by: OrganisationId | Control, order: o.TalkOrder) -> tuple[Event, ...] | Refusal:
    """The events that follow; control talks as `control`, and alone rules on agreements."""
    who = CONTROL_PARTY if isinstance(by, Control) else by
    match order:
        case o.SendMessage():
            return talk.send_message(exercise, who, order)
        case o.MakeRequest():
            return talk.make_request(exercise, who, order)
        case o.AnswerRequest():
            return talk.answer_request(exercise, who, order)
        case o.NoteSaid():
            return talk.note_said(exercise, who, order)
        case o.RuleAgreement():
            return agreements.rule_agreement(exercise, order) if isinstance(by, Control) else Refusal(RefusalCode.NOT_YOURS)
        case _:
            if isinstance(by, Control):
                return Refusal(RefusalCode.NOT_YOURS, "Control is no party to agreements; it rules on them.")
            return _decide_party(exercise, by, order)


def _decide_party(
    exercise: Exercise,
    by: OrganisationId,
    order: o.ProposeAgreement | o.SignAgreement | o.RefuseAgreement | o.KeepAgreement | o.BreakAgreement,
) -> tuple[Event, ...] | Refusal:
    match order:
        case o.ProposeAgreement():
            return agreements.propose_agreement(exercise, by, order)
        case o.SignAgreement():
            return agreements.sign_agreement(exercise, by, order)
        case o.RefuseAgreement():
            return agreements.refuse_agreement(exercise, by, order)
        case o.KeepAgreement():
            return agreements.keep_agreement(exercise, by, order)
        case o.BreakAgreement():
            return agreements.break_agreement(exercise, by, order)
