"""Sheets of a red cell: take one of its campaign's actions, or let the autopilot move it."""

from collections.abc import Iterator, Mapping

from engine.orders import MoveRed, Order, SetAutopilot
from engine.views import View
from tui.sheets.sheet import Choices, Field, Offer, Sheet, key_for, said

PILOTED: Choices = (
    ("on", "The autopilot moves as the deck says, wherever we have not ordered it ourselves"),
    ("off", "We move by hand alone"),
)


def move(view: View, about: str) -> Sheet | str:
    """Order one action of the campaign."""
    found = next((one for one in view.campaign if one.id == about), None)
    if found is None:
        return "Your campaign has no such action."
    return Sheet(
        key=key_for("move", view.organisation, about),
        order=MoveRed,
        title=f"Order: {found.title}",
        send_word="Order",
        said=(f"It costs {found.cost} points of the campaign budget, and happens in the next week that is played.",),
        make=lambda values: MoveRed(action=about),
    )


def pilot(view: View, about: str = "") -> Sheet | str:
    """Whether the deck's conditions move this adversary."""

    def make(values: Mapping[str, str]) -> Order | str:
        return SetAutopilot(on=said(values, "pilot") != "off")

    return Sheet(
        key=key_for("pilot", view.organisation),
        order=SetAutopilot,
        title="Autopilot",
        send_word="Set",
        fields=(Field(id="pilot", title="Who moves", kind="one", choices=PILOTED, start="on", spread=True),),
        make=make,
    )


def offers(view: View) -> Iterator[Offer]:
    """What a red cell can order; nothing for anybody else."""
    for one in view.campaign:
        yield Offer(key=key_for("move", view.organisation, one.id), title=f"Order: {one.title}", about=f"{one.cost} points")
    if view.campaign:
        yield Offer(key=key_for("pilot", view.organisation), title="Autopilot: on or off")
