"""What a turn looks like from one organisation before it locks: what it did, and what it leaves unanswered."""

from collections.abc import Sequence

from textual.content import Content

from engine.ids import InitiativeId
from engine.orders import AmendInitiative, SetAutopilot, SetPolicy
from engine.policies import POLICIES
from engine.rules.estimates import occasion_of
from engine.units import CENTS_IN_THOUSAND_DOLLARS
from engine.views import View
from engine.views_initiatives import InitiativeSeen, StepSeen
from engine.views_talk import AgreementSeen, RequestSeen
from tui.glyphs import Glyphs
from tui.inking import faint, good, heading, inked, joined, keys, lines, strong, warn
from tui.participant.policy_form import policy_now
from tui.participant.talk_waits import agreements_to_keep
from tui.sheets.estimates import estimate_due
from tui.sheets.undoing import answered_step_now
from tui.words import initiative_title, intent_words, plural, short_name, short_title, with_titles


def done_this_turn(view: View) -> list[str]:
    """Own proposals and answers of this turn, in words."""
    done = []
    for seen in view.initiatives.values():
        title = initiative_title(view, seen.type, seen.parameters)
        if seen.proposer == view.organisation and seen.turn == view.turn:
            done.append(f"proposed: {title}")
        done += [
            f"{step.verdict}: {with_titles(view.world, step.title)} ({title})"
            for step_id, step in seen.steps.items()
            if answered_step_now(view, seen, step_id)
        ]
    done += _amended(view)
    done += [f"answered: {one.title}" for one in view.injects.values() if one.answered and one.answered_turn == view.turn]
    done += _campaign(view)
    done += _said_this_turn(view)
    done += [f"policy set: {one}" for one in _policies_set(view)]
    occasion = occasion_of(view.turn, view.turns)
    if occasion in view.estimates:
        done.append(f"sealed: your estimate for {occasion}")
    return done


PLAYED = "are played before you can act again."
SHOWN_SIGNS = 60
"""Of a request or an agreement that is unanswered."""
SAID = {
    "send-message": "message",
    "make-request": "request",
    "answer-request": "answer to a request",
    "propose-agreement": "agreement offered",
    "sign-agreement": "agreement signed",
    "refuse-agreement": "agreement refused",
    "keep-agreement": "agreement called kept",
    "break-agreement": "agreement broken",
    "take-action": "action",
    "argue-action": "argument",
}
"""Kinds of orders that are counted, not listed: pane 6 has what was said."""


def _amended(view: View) -> list[str]:
    """Own initiatives that were sent back and amended in this turn, each once."""
    taken = (one for one in view.orders if one.kind == AmendInitiative.kind and one.turn == view.turn and not one.refusal)
    seen = (view.initiatives.get(one) for one in dict.fromkeys(InitiativeId(str(one.order["initiative"])) for one in taken))
    return [f"amended: {initiative_title(view, one.type, one.parameters)}" for one in seen if one is not None]


def _campaign(view: View) -> list[str]:
    """Moves of an adversary that come with the next week, and how it left its autopilot in this turn."""
    ordered = [one for one in view.campaign.actions.values() if one.ordered]
    done = [f"ordered: {one.title} ({plural(one.cost, 'point')})" for one in ordered]
    if any(one.kind == SetAutopilot.kind and one.turn == view.turn and not one.refusal for one in view.orders):
        done.append(f"autopilot: turned {'on' if view.campaign.autopilot else 'off'}")
    return done


def _policies_set(view: View) -> list[str]:
    """Standing policies of this turn, each as it was set last."""
    taken = (one for one in view.orders if one.kind == SetPolicy.kind and one.turn == view.turn and not one.refusal)
    subjects = dict.fromkeys((str(one.order["policy"]), str(one.order["subject"])) for one in taken)
    return [policy_now(view, POLICIES[policy], subject) for policy, subject in subjects]


def _said_this_turn(view: View) -> list[str]:
    taken = [one.kind for one in view.orders if one.turn == view.turn and not one.refusal]
    counted = [(taken.count(kind), title) for kind, title in SAID.items()]
    return [f"{title}: {number}" for number, title in counted if number]


def intent_for(view: View, seen: InitiativeSeen, step: StepSeen) -> str:
    """What the standing intent will do with an open step: approve, decline or leave it (rule 3.6)."""
    stance = str(view.intent.get("stance", "ask"))
    if stance == "decline":
        return "your standing intent will decline it"
    if stance == "ask":
        return "it will wait for you, and the wait counts"
    price, risk = view.intent.get("price_ceiling"), view.intent.get("risk_ceiling")
    if price is not None and step.price > price * CENTS_IN_THOUSAND_DOLLARS:
        return "above your price ceiling: it will wait for you"
    if risk is not None and view.type_of(seen).risk > risk:
        return "above your risk ceiling: it will wait for you"
    return "your standing intent will approve it, if slots and money allow"


def turn_summary(view: View, glyphs: Glyphs, drafts: Sequence[str] = ()) -> Content:
    """The page before `ready`."""
    done = done_this_turn(view)
    left = _left(view, glyphs)
    return lines(
        [
            heading(short_name(view.world, view.organisation)),
            _length(view),
            strong("Done this turn"),
            *(joined("  ", good(glyphs.done), f" {one}") for one in done),
            faint("  nothing yet") if not done else None,
            strong("Still unanswered"),
            *left,
            good(f"  {glyphs.done} nothing") if not left else None,
            strong("Unfinished drafts, not sent") if drafts else None,
            *(joined("  ", warn(glyphs.alert), f" {one}") for one in drafts),
            joined(strong("Standing intent  "), intent_words(view), "  ", keys(("i", "changes it"))),
            "",
        ]
    )


def _length(view: View) -> Content:
    """How long nobody acts once the turn is locked."""
    first, last = view.world.turn_weeks(view.pace, view.turn)
    then = (
        "are played, and then the exercise ends: this is your last turn."
        if view.turn == view.turns and not view.practice
        else PLAYED
    )
    return inked(f"Weeks {first} to {last}: {plural(last - first + 1, 'week')} {then}")


def _left(view: View, glyphs: Glyphs) -> list[Content]:
    left = []
    for seen, _, step in view.waiting_steps():
        title = initiative_title(view, seen.type, seen.parameters)
        left.append(
            joined(
                "  ",
                warn(glyphs.waits),
                f" {with_titles(view.world, step.title)} ({title}): ",
                faint(intent_for(view, seen, step)),
            )
        )
    left += [
        joined("  ", warn(glyphs.waits), f" {inject.title}: ", faint(f"answer due in turn {inject.due_turn}"))
        for inject in view.waiting_injects()
    ]
    left += [
        joined("  ", warn(glyphs.waits), f" {short_name(view.world, one.sender)} asks: {_short(one.text, glyphs)} ", _due(one))
        for one in view.waiting_requests()
    ]
    left += [
        joined("  ", warn(glyphs.waits), f" to sign: {_short(one.title, glyphs)} ", _due(one))
        for one in view.agreements_to_sign()
    ]
    left += [
        joined("  ", warn(glyphs.waits), f" was it kept? {_short(one.title, glyphs)} ", _due(one))
        for one in agreements_to_keep(view)
    ]
    if estimate_due(view):
        left.append(
            joined("  ", warn(glyphs.waits), f" estimate for {estimate_due(view)}: ", faint("after this turn it is missing"))
        )
    return left


def _short(text: str, glyphs: Glyphs) -> str:
    return short_title(" ".join(text.split()), SHOWN_SIGNS, glyphs.ellipsis)


def _due(one: RequestSeen | AgreementSeen) -> Content:
    return faint(f"due in turn {one.due_turn}")
