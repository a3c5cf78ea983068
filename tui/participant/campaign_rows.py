"""An adversary's own campaign in the situation: its points, what it may order, what rests."""

from collections.abc import Iterator

from textual.content import Content

from engine.views import View
from engine.views_campaign import CampaignAction
from tui.glyphs import Glyphs
from tui.inking import faint, heading, inked, joined, strong, warn
from tui.words import plural


def campaign_rows(view: View, glyphs: Glyphs) -> Iterator[Content]:
    """Nothing for whoever has no campaign."""
    campaign = view.campaign
    if not campaign.actions:
        return
    pilot = "the autopilot moves you too" if campaign.autopilot else "you move by hand alone"
    yield joined(heading("Your campaign"), faint("  o orders a move, and turns the autopilot on or off"))
    left = strong(plural(campaign.points_left(view.week), "point"))
    yield joined("  ", left, f" left {glyphs.dot} {campaign.per_quarter} more each 13 weeks {glyphs.dot} {pilot}")
    for one in campaign.actions.values():
        yield joined("  ", strong(one.title), f"  {plural(one.cost, 'point')}", _stands(view, one))
        yield from (faint(f"    brings  {each}") for each in one.does)
    yield inked("")


def _stands(view: View, action: CampaignAction) -> Content:
    hindrance = view.campaign.hindrance(action, view.week)
    return joined("  ", warn(hindrance)) if hindrance else inked("")
