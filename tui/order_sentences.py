"""Own orders in words, for lists and toasts, with the names that the organisation knows."""

from collections.abc import Mapping

from engine import orders as o
from engine.ids import ActionId, AgreementId, InitiativeId, InjectId, RequestId, StepId
from engine.orders import Order
from engine.policies import POLICIES
from engine.rules.parameters import completed
from engine.views import InjectSeen, View
from tui.addressees import addressees
from tui.sheets.policy_values import policy_value_words
from tui.words import initiative_title, kind_words, named, stance_words, with_titles

LONGEST_FIRST_WORDS = 60
"""So many signs of a message say which one it was."""
GONE = "what has been taken back since"
"""An initiative of which the view knows nothing any more."""
OF_STEPS: Mapping[type, str] = {o.ApproveStep: "Approve", o.DeclineStep: "Decline", o.ReturnStep: "Send back"}
OF_INITIATIVES: Mapping[type, str] = {o.AmendInitiative: "Amend", o.WithdrawInitiative: "Withdraw"}
OF_AGREEMENTS: Mapping[type, str] = {
    o.SignAgreement: "Sign",
    o.RefuseAgreement: "Refuse",
    o.KeepAgreement: "Say that it was kept",
    o.BreakAgreement: "Break",
}
OF_ACTIONS: Mapping[type, str] = {o.ArgueAction: "Argue", o.DissentAction: "Dissent"}


def order_sentence(view: View, order: Order) -> str:
    """An own order in words."""
    match order:
        case o.ProposeInitiative():
            return f"Propose: {_proposed(view, order)}"
        case o.ApproveStep() | o.DeclineStep() | o.ReturnStep():
            return f"{OF_STEPS[type(order)]}: {_step_title(view, order.initiative, order.step)}"
        case o.AmendInitiative() | o.WithdrawInitiative():
            return f"{OF_INITIATIVES[type(order)]}: {_initiative_title(view, order.initiative)}"
        case o.TakeBack():
            return f"Take back: {_taken_back(view, order)}"
        case o.AnswerInject():
            return f"Answer: {_inject_title(view, order.inject)}{_answered(view, order)}"
        case o.SetPolicy() | o.SetIntent() | o.SetRanking() | o.SealEstimate() | o.MoveRed() | o.SetAutopilot() | o.MarkReady():
            return _standing(view, order)
        case _:
            return _said(view, order)


def _standing(view: View, order: Order) -> str:
    """What stands until it is changed, and what is said of a turn."""
    match order:
        case o.SetPolicy(policy=policy) if policy in POLICIES:
            found = POLICIES[policy]
            return f"{found.title}: {named(view.world, order.subject)}, {policy_value_words(found, order.value)}"
        case o.SetIntent():
            return f"Standing intent: {stance_words(order)}"
        case o.SetRanking():
            return "Rank: " + ", ".join(order.systems)
        case o.SealEstimate():
            return "Seal the estimate"
        case o.MoveRed():
            action = view.campaign.actions.get(order.action)
            return f"Order: {action.title if action else order.action}"
        case o.SetAutopilot():
            return "Autopilot on" if order.on else "Autopilot off"
        case o.MarkReady():
            return "Ready" if order.ready else "Not ready after all"
        case _:
            return kind_words(order.kind)


def _said(view: View, order: Order) -> str:
    """What was said, asked, promised and done in one's own words."""
    match order:
        case o.SendMessage():
            return f"Message to {addressees(view.world, view.organisation, order.to)}: {_first_words(order.text)}"
        case o.MakeRequest():
            return f"Request to {addressees(view.world, view.organisation, order.to)}: {_first_words(order.text)}"
        case o.AnswerRequest():
            asked = view.requests.get(RequestId(order.request))
            return f"Answer {order.verdict}: {_first_words(asked.text) if asked else 'a request'}"
        case o.NoteSaid():
            return f"Said in the room to {addressees(view.world, view.organisation, order.to)}: {_first_words(order.what)}"
        case o.ProposeAgreement():
            return f"Offer an agreement: {order.title}"
        case o.SignAgreement() | o.RefuseAgreement() | o.KeepAgreement() | o.BreakAgreement():
            agreement = view.agreements.get(AgreementId(order.agreement))
            return f"{OF_AGREEMENTS[type(order)]}: {agreement.title if agreement else 'an agreement'}"
        case o.TakeAction():
            return f"Act: {order.title}"
        case o.ArgueAction() | o.DissentAction():
            action = view.actions.get(ActionId(order.action))
            return f"{OF_ACTIONS[type(order)]}: {action.title if action else 'an action'}"
        case _:
            return kind_words(order.kind)


def _proposed(view: View, order: o.ProposeInitiative) -> str:
    kind = view.world.playbook.get(order.type)
    return initiative_title(view, kind.id, completed(view.world, kind, order.parameters)) if kind else order.type


def _first_words(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= LONGEST_FIRST_WORDS else shown[:LONGEST_FIRST_WORDS].rstrip() + " ..."


def _inject_title(view: View, inject: InjectId) -> str:
    seen = view.injects.get(inject)
    return seen.title if seen else "an inject"


def _answered(view: View, order: o.AnswerInject) -> str:
    seen = view.injects.get(order.inject)
    chosen = choice_title(seen, order.choice) if seen is not None else order.choice
    words = f"in words: {_first_words(order.text)}" if order.text.strip() else ""
    return "".join(f"; {one}" for one in (f"chosen: {chosen}" if chosen else "", words) if one)


def choice_title(inject: InjectSeen, choice: str) -> str:
    """How an inject words one of its choices; the choice itself where the inject has changed since."""
    return dict(inject.choices).get(choice, choice)


def _initiative_title(view: View, initiative: InitiativeId) -> str:
    seen = view.initiatives.get(initiative)
    return initiative_title(view, seen.type, seen.parameters) if seen else GONE


def _step_title(view: View, initiative: InitiativeId, step: StepId) -> str:
    seen = view.initiatives.get(initiative)
    if seen is None or step not in seen.steps:
        return GONE
    return f"{with_titles(view.world, seen.steps[step].title)} ({initiative_title(view, seen.type, seen.parameters)})"


def _taken_back(view: View, order: o.TakeBack) -> str:
    if order.inject is not None:
        return f"the answer to {_inject_title(view, order.inject)}"
    if order.initiative is not None and order.step is not None:
        return _step_title(view, order.initiative, order.step)
    return _initiative_title(view, order.initiative) if order.initiative else ""
