"""How facts about free actions change a view."""

from engine.changing import replace
from engine.folding_talk import in_order, newest
from engine.ids import ActionId, OrganisationId
from engine.observe import Fact
from engine.views import View
from engine.views_actions import ActionSeen, ArgumentSeen, RulingSeen
from engine.views_talk import KEPT_TALK


def _taken(view: View, fact: Fact) -> View:
    seen = ActionSeen(
        action=ActionId(fact["action"]),
        organisation=OrganisationId(fact["organisation"]),
        title=fact["title"],
        text=fact["text"],
        aims=tuple(fact["aims"]),
        wants=tuple(fact["wants"]),
        turn=fact["turn"],
        changed=view.talked,
    )
    view = replace(view, actions=newest(view.actions, seen.action, seen))
    if seen.organisation == view.organisation:
        return view
    return view.noticing(f"{seen.organisation} acts, and you may argue: {seen.title}.")


def _taken_back(view: View, fact: Fact) -> View:
    return replace(view, actions={key: one for key, one in view.actions.items() if key != fact["action"]})


def _argued(view: View, fact: Fact) -> View:
    return _with_argument(view, fact, fact["side"])


def _dissented(view: View, fact: Fact) -> View:
    return _with_argument(view, fact, "dissent")


def _with_argument(view: View, fact: Fact, side: str) -> View:
    seen = view.actions.get(ActionId(fact["action"]))
    if seen is None:
        return view
    argument = ArgumentSeen(by=OrganisationId(fact["by"]), side=side, text=fact["text"])
    return _put(view, replace(seen, arguments=(*seen.arguments, argument)[-KEPT_TALK:]))


def _ruled(view: View, fact: Fact) -> View:
    die = fact.get("die")
    ruling = RulingSeen(
        ruling=fact["ruling"],
        reason=fact["reason"],
        turn=fact["turn"],
        odds=fact.get("odds", ""),
        permille=fact.get("permille", 0),
        die=die,
    )
    rolled = f" (odds {ruling.odds}, die {die} against {ruling.permille} of 1000)" if die is not None else ""
    return _with_ruling(view, fact, ruling, f"Control rules {ruling.ruling}{rolled}")


def _deferred(view: View, fact: Fact) -> View:
    ruling = RulingSeen(ruling="later", reason=fact["reason"], turn=fact["turn"])
    return _with_ruling(view, fact, ruling, "Control rules later")


def _overridden(view: View, fact: Fact) -> View:
    ruling = RulingSeen(ruling=fact["ruling"], reason=fact["reason"], turn=fact["turn"])
    return _with_ruling(view, fact, ruling, f"Control overrides its {fact['overrode']} by {ruling.ruling}")


def _with_ruling(view: View, fact: Fact, ruling: RulingSeen, sentence: str) -> View:
    seen = view.actions.get(ActionId(fact["action"]))
    if seen is None:
        return view
    view = _put(view, replace(seen, rulings=(*seen.rulings, ruling)))
    return view.noticing(f"{sentence} on: {seen.title}. Reason: {ruling.reason}")


def _put(view: View, seen: ActionSeen) -> View:
    return replace(view, actions={**view.actions, seen.action: replace(seen, changed=view.talked)})


ACTION_FOLDS = in_order(
    {
        "action-taken": _taken,
        "action-opened": _taken,
        "action-taken-back": _taken_back,
        "action-argued": _argued,
        "action-ruled": _ruled,
        "action-deferred": _deferred,
        "action-overridden": _overridden,
        "action-dissented": _dissented,
    }
)
"""Facts about free actions."""
