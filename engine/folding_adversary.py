"""How facts about red and about suppliers change a view: sentences for the picture, and what red may order."""

from collections.abc import Mapping
from typing import Any

from engine.changing import replace
from engine.observe import Fact
from engine.titles import plural
from engine.views import Fold, View
from engine.views_campaign import CampaignAction, CampaignMove, CampaignSeen


def _campaign(view: View, fact: Fact) -> View:
    view = view.noticing(f"Campaign budget: {fact['budget']} points, and {fact['per_quarter']} more each quarter.")
    again, does = fact.get("again", {}), fact.get("does", {})
    actions = {
        action: CampaignAction(
            id=action, title=title, cost=cost, again_after_weeks=again.get(action, 0), does=tuple(does.get(action, ()))
        )
        for action, title, cost in fact["actions"]
    }
    campaign = CampaignSeen(budget=fact["budget"], per_quarter=fact["per_quarter"], actions=actions)
    return _with(view.noticing(f"You may order {plural(len(actions), 'action')} of your own campaign."), campaign)


def _ordered(view: View, fact: Fact) -> View:
    return _with_action(view, fact["action"], ordered=True)


def _autopilot(view: View, fact: Fact) -> View:
    view = view.noticing("The autopilot moves for you." if fact["on"] else "You move by hand: the autopilot is off.")
    return _with(view, replace(view.campaign, autopilot=fact["on"]))


def _moved(view: View, fact: Fact) -> View:
    campaign = view.campaign
    known = campaign.actions.get(fact["action"])
    ordered = known is not None and known.ordered
    move = CampaignMove(week=fact["week"], action=fact["action"], title=fact["title"], cost=fact["cost"], ordered=ordered)
    by = "as ordered" if ordered else "by the autopilot"
    brings = "; ".join(campaign.brings(move.action))
    brought = f" It brings: {brings}." if brings else ""
    view = view.noticing(f"Week {move.week}: {move.title} ({plural(move.cost, 'point')}, {by}).{brought}")
    view = _with(view, replace(campaign, spent=campaign.spent + move.cost, moves=(*campaign.moves, move)))
    return _with_action(view, fact["action"], ordered=False, last=fact["week"])


def _with_action(view: View, action: str, **changed: Any) -> View:
    actions = view.campaign.actions
    if action not in actions:
        return view
    return _with(view, replace(view.campaign, actions={**actions, action: replace(actions[action], **changed)}))


def _with(view: View, campaign: CampaignSeen) -> View:
    found: View = replace(view, campaign=campaign)
    return found


def _supplier(view: View, fact: Fact) -> View:
    component = view.world.components[fact["component"]].title
    return view.noticing(f"Week {fact['week']}: a supplier of {component} has left the business.")


ADVERSARY_FOLDS: Mapping[str, Fold] = {
    "campaign-told": _campaign,
    "red-ordered": _ordered,
    "autopilot-set": _autopilot,
    "red-moved": _moved,
    "supplier-lost": _supplier,
}
