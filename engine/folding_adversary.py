"""How facts about red and about suppliers change a view: sentences for the picture, and what red may order."""

from collections.abc import Mapping

from engine.changing import replace
from engine.observe import Fact
from engine.views import CampaignAction, Fold, View


def _campaign(view: View, fact: Fact) -> View:
    view = view.noticing(f"Campaign budget: {fact['budget']} points, and {fact['per_quarter']} more each quarter.")
    campaign = tuple(CampaignAction(id=action, title=title, cost=cost) for action, title, cost in fact["actions"])
    for one in campaign:
        view = view.noticing(f"You may order {one.id} ({one.cost} points): {one.title}.")
    planned: View = replace(view, campaign=campaign)
    return planned


def _ordered(view: View, fact: Fact) -> View:
    return view.noticing(f"Ordered: {fact['action']}; it happens in the next resolved week.")


def _autopilot(view: View, fact: Fact) -> View:
    return view.noticing("The autopilot moves for you." if fact["on"] else "You move by hand: the autopilot is off.")


def _moved(view: View, fact: Fact) -> View:
    return view.noticing(f"Week {fact['week']}: {fact['title']} ({fact['cost']} points).")


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
