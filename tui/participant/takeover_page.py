"""The takeover packet on one page, for whoever sits down at a seat that somebody else has held."""

from collections.abc import Sequence

from textual.content import Content

from engine.takeover import Point, takeover
from engine.views import View
from server.client import HandedOver
from tui.glyphs import Glyphs
from tui.inking import Inked, faint, heading, inked, joined, key, lines, strong, warn
from tui.words import short_name, with_titles

NO_TURN = "No turn is over yet."


def takeover_page(views: Sequence[View], packet: HandedOver, glyphs: Glyphs) -> Content:
    """Brief, what waits, promises, what is unread, the last turn: for each organisation of the seat."""
    shown: list[Inked | None] = [inked("You take this seat over. What its last holder knew, promised and did not read:")]
    for view in views:
        shown += _organisation(view, packet.views.get(view.organisation), glyphs)
    keys = joined(key("enter"), " begins.  ", key("T"), " brings this page back.  ", key("?"), " shows every key.")
    return lines([*shown, "", keys])


def _organisation(view: View, then: View | None, glyphs: Glyphs) -> list[Inked | None]:
    packet = takeover(view, then)
    brief = packet.brief
    return [
        "",
        joined("You are ", strong(short_name(view.world, view.organisation))),
        *((inked(brief.who), inked(f"You want: {brief.aim}")) if brief else ()),
        joined("Only you know: ", inked(brief.private_fact)) if brief else None,
        "",
        *_points(view, "Waits for you", packet.waits, "Nothing waits for you.", glyphs),
        *_points(view, "Promised and asked", packet.promises, "Nothing was promised or asked.", glyphs),
        *_points(view, "Unread", packet.unread, "Nothing came since the last holder looked.", glyphs),
        heading("The last turn"),
        *(inked(f"  {with_titles(view.world, line)}") for line in packet.last_turn or (NO_TURN,)),
    ]


def _points(view: View, title: str, points: Sequence[Point], none: str, glyphs: Glyphs) -> list[Inked | None]:
    if not points:
        return [heading(title), faint(f"  {none}")]
    return [heading(f"{title} ({len(points)})"), *(_point(view, one, glyphs) for one in points)]


def _point(view: View, point: Point, glyphs: Glyphs) -> Content:
    due = warn(f"due in turn {point.due_turn}  ") if point.due_turn else inked("")
    return joined(f"  {glyphs.dot} ", due, with_titles(view.world, point.sentence))
