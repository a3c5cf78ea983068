"""Sheets of a red cell: take one of its campaign's actions, or let the autopilot move it."""

from collections.abc import Iterator, Mapping

from engine.orders import MoveRed, Order, SetAutopilot
from engine.titles import plural
from engine.views import View
from tui.sheets.sheet import Choices, Field, Offer, Sheet, key_for, said

PILOTED: Choices = (
    ("on", "On: the deck's conditions move us too"),
    ("off", "Off: we move by hand alone"),
)


def move(view: View, about: str) -> Sheet | str:
    """Order one action of the campaign."""
    found = view.campaign.actions.get(about)
    if found is None:
        return "Your campaign has no such action."
    hindrance = view.campaign.hindrance(found, view.week)
    if hindrance:
        return f"{found.title}: {hindrance}. esc goes back."
    left = view.campaign.points_left(view.week)
    return Sheet(
        key=key_for("move", view.organisation, about),
        order=MoveRed,
        title=found.title,
        send_word="Order",
        said=(
            f"It costs {found.cost} of the {left} points that your campaign has left: {left - found.cost} stay.",
            "It happens in the next week that is played. Nobody else is told; what it brings is felt.",
            "Once it is ordered it cannot be taken back.",
            f"It rests {plural(found.again_after_weeks, 'week')} before it can come again."
            if found.again_after_weeks
            else "It can come once.",
            *(f"brings  {one}" for one in found.does),
        ),
        asks=lambda values: (
            f"{found.title}: {found.cost} of your {plural(left, 'point')}. "
            "Once it is ordered it cannot be taken back; it comes with the next week that is played."
        ),
        make=lambda values: MoveRed(action=about),
    )


def pilot(view: View, about: str = "") -> Sheet | str:
    """Whether the deck's conditions move this adversary; begins with how it stands, which is nothing to send."""
    now = "on" if view.campaign.autopilot else "off"

    def make(values: Mapping[str, str]) -> Order | str:
        chosen = said(values, "pilot")
        if chosen == now:
            return f"The autopilot is {now} already: choose the other, or go back."
        return SetAutopilot(on=chosen == "on")

    return Sheet(
        key=key_for("pilot", view.organisation),
        order=SetAutopilot,
        title=f"Autopilot: it is {now} now",
        send_word="Set",
        fields=(Field(id="pilot", title="Who moves", kind="one", choices=PILOTED, start=now, spread=True),),
        make=make,
    )


def offers(view: View) -> Iterator[Offer]:
    """What a red cell can order, and its autopilot; nothing for anybody else."""
    campaign = view.campaign
    if not campaign.actions:
        return
    for one in campaign.actions.values():
        if not campaign.hindrance(one, view.week):
            about = "; ".join((f"{one.cost} of {campaign.points_left(view.week)} points", *one.does))
            yield Offer(key=key_for("move", view.organisation, one.id), title=one.title, about=about)
    stands = "on: the deck's conditions move you too" if campaign.autopilot else "off: you move by hand alone"
    yield Offer(key=key_for("pilot", view.organisation), title="Autopilot", about=stands)
