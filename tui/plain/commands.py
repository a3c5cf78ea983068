"""The commands of a participant at the line client: which page each prints, and the help that lists them."""

from collections.abc import Callable, Iterable, Mapping

from textual.content import Content

from engine.views import View
from tui.desk import Desk
from tui.plain import pages
from tui.sheets import standing
from tui.sheets.catalogue import kind_of
from tui.sheets.groups import GROUPS, POLICY, RANK

PAGES: Mapping[str, tuple[str, Callable[[Desk], Content]]] = {
    "2": ("injects", pages.injects),
    "3": ("initiatives and their paths", pages.initiatives),
    "4": ("situation: need, stocks, money, lines", pages.standing),
    "5": ("your orders, and what was told", pages.orders),
    "6": ("talk: messages, requests, agreements, actions", pages.talk),
    "p": ("the map: sites, routes, theatres", pages.on_the_map),
    "b": ("your brief", pages.brief),
    "c": ("what happened, after EndEx", pages.happened),
    "T": ("takeover packet: waits, promises, unread", pages.taken_over),
    "m": ("notices so far", pages.notices),
}
HELP = "\n".join(
    [
        "The keys are those of the workspace; enter follows each.",
        "  1  what waits for you, in numbered rows; 1 3 (or go 3) opens row 3; a 3, d 3, r 3, x 3 act on row 3 alone",
        *(f"  {key}  {words}" for key, (words, _) in PAGES.items()),
        *(f"  {one.key}  {one.words}" for one in GROUPS),
        "  f WORD  facts that are published: the page of a country, system, part or lever; f alone lists them",
        "  R WORD  what the rule book says about a word; R alone prints all of it",
        "  4 WORD  only the lines of 4 that have a word in them; so with every page above",
        "  x  discard an unfinished draft",
        "  l  ready with this turn; who is ready is asked whether to take it back",
        "  q  leave; drafts and unsent orders are kept",
        "  ?  this help. Lines that begin with * came in by themselves.",
    ]
)


def help_for(views: Iterable[View]) -> str:
    """The help, without the commands of standing orders that these organisations never have."""
    has = {kind_of(one.key) for view in views for one in standing.offers(view)}
    never = {one.key for one in (POLICY, RANK) if not has & set(one.kinds)}
    return "\n".join(line for line in HELP.split("\n") if not any(line.startswith(f"  {key}  ") for key in never))
