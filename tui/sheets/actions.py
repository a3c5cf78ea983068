"""Sheets for free actions in one's own words: take one, argue, dissent. Wishes in effect words go over the wire only."""

from collections.abc import Iterator, Mapping

from engine.ids import ActionId, OrganisationId
from engine.orders import ArgueAction, DissentAction, Order, TakeAction
from engine.views import View
from engine.views_actions import ActionSeen, RulingSeen
from tui.sheets.sheet import Choices, Field, Offer, Sheet, key_for, matter, said, several
from tui.sheets.talk import others
from tui.words import initiative_title, short_name

SIDES: Choices = (("for", "For: why it should work"), ("against", "Against: why it should not"))
GONE = "This action has been ruled on, or is not yours to argue about."


def aims(view: View) -> Choices:
    """What an action can be aimed at, by id: organisations, systems, components, and initiatives that are known."""
    world = view.world
    found = [(str(key), one.title) for key, one in world.organisations.items()]
    found += [(str(key), one.title) for key, one in world.systems.items()]
    found += [(str(key), one.title) for key, one in world.components.items()]
    running = (one for one in view.initiatives.values() if one.running)
    found += [(str(one.id), initiative_title(view, one.type, one.parameters)) for one in running]
    return tuple(found)


def act(view: View, about: str = "") -> Sheet | str:
    """Do something that no lever is for, in one's own words."""

    def make(values: Mapping[str, str]) -> Order | str:
        title, text = said(values, "title"), said(values, "text")
        if not title:
            return "Give it a title: what you do, in a few words."
        if not text:
            return "Say what you do, how, and why it should work."
        shown = tuple(OrganisationId(one) for one in several(values.get("shown", "")))
        return TakeAction(title=title, text=text, aims=several(values.get("aims", "")), shown_to=shown)

    return Sheet(
        key=key_for("act", view.organisation),
        order=TakeAction,
        title="Action in your own words",
        send_word="Act",
        said=(
            (
                "One for each organisation and turn. Control sets odds and rolls, or rules in a word; those to whom you show "
                "it may argue for it or against it."
            ),
        ),
        fields=(
            Field(id="title", title="Title", kind="line"),
            Field(id="text", title="What and why", kind="words", hint="what you do, how, and why it should work"),
            Field(id="aims", title="Aimed at", kind="several", choices=aims(view), hint="may stay empty"),
            Field(id="shown", title="Shown to", kind="several", choices=others(view, control=False), hint="beside control"),
        ),
        make=make,
    )


def _seen(view: View, about: str, *, ruled: bool) -> ActionSeen | None:
    seen = view.actions.get(ActionId(about))
    return seen if seen is not None and bool(seen.ruling) is ruled else None


def _told(view: View, seen: ActionSeen) -> tuple[str, ...]:
    spoken = (f"{short_name(view.world, one.by)}, {one.side}: {one.text}" for one in seen.arguments)
    ruled = (f"ruled {one.ruling}{_rolled(one)}: {one.reason}" for one in seen.rulings)
    return (f"{short_name(view.world, seen.organisation)}: {seen.title}", seen.text, *spoken, *ruled)


def _rolled(ruling: RulingSeen) -> str:
    """Rule 13.4: odds and die, where there was one."""
    return "" if ruling.die is None else f" ({ruling.odds}: a die of {ruling.die}, success below {ruling.permille})"


def argue(view: View, about: str) -> Sheet | str:
    """Say why an action should work, or why not."""
    seen = _seen(view, about, ruled=False)
    if seen is None:
        return GONE

    def make(values: Mapping[str, str]) -> Order | str:
        text = said(values, "text")
        if not text:
            return "Say why."
        side = said(values, "side")
        return ArgueAction(action=ActionId(about), side="against" if side == "against" else "for", text=text)

    return Sheet(
        key=key_for("argue", view.organisation, about),
        order=ArgueAction,
        title=f"Argue: {seen.title}",
        send_word="Say it",
        said=_told(view, seen),
        fields=(
            Field(id="side", title="Side", kind="one", choices=SIDES, start="for", spread=True),
            Field(id="text", title="Because", kind="words"),
        ),
        make=make,
    )


def dissent(view: View, about: str) -> Sheet | str:
    """Disagree with a ruling; it stays beside it."""
    seen = _seen(view, about, ruled=True)
    if seen is None:
        return "This action has not been ruled on."

    def make(values: Mapping[str, str]) -> Order | str:
        text = said(values, "text")
        return DissentAction(action=ActionId(about), text=text) if text else "Say with what you disagree."

    return Sheet(
        key=key_for("dissent", view.organisation, about),
        order=DissentAction,
        objects=matter(f"action {about}"),
        title=f"Dissent: {seen.title}",
        send_word="Put it on record",
        said=(*_told(view, seen), "It changes nothing now; the review reads it beside the ruling."),
        fields=(Field(id="text", title="Dissent", kind="words"),),
        make=make,
    )


def offers(view: View) -> Iterator[Offer]:
    """What can be done and said about free actions now."""
    mine = view.organisation
    taken = any(one.organisation == mine and one.turn == view.turn for one in view.actions.values())
    if not taken:
        yield Offer(key=key_for("act", mine), title="Action in your own words", about="one for each turn; control rules on it")
    for seen in view.actions.values():
        kind, word = ("dissent", "Dissent") if seen.ruling else ("argue", "Argue")
        yield Offer(key=key_for(kind, mine, seen.action), title=f"{word}: {seen.title}")
