"""What everybody at a game of a main deck could read, as text: every pane, page, list and form, in each turn and at the end."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from textual.content import Content

from bots.roster import policy
from bots.table import Table as Played
from bots.table import play
from engine.ids import OrganisationId
from engine.phases import Phase
from engine.stored import order_of
from engine.views import View
from engine.world import World
from tests.support.decks import main_world
from tests.support.screens import DOD, JAPAN, PRIMES, Table, TableSeat
from tui.desk import Desk
from tui.drafts import Drafts
from tui.glyphs import UNICODE
from tui.order_sentences import order_sentence
from tui.participant.by_intent import approved_by_intent, intent_page
from tui.participant.inbox import inbox_rows
from tui.participant.initiative_rows import initiative_page
from tui.participant.situation import NO_OUTLOOK, situation
from tui.participant.type_rows import type_rows
from tui.plain import pages
from tui.settings import ClientConfig
from tui.sheets.catalogue import offers, sheet_for

Views = Mapping[OrganisationId, View]
PAGES = (
    pages.injects,
    pages.initiatives,
    pages.orders,
    pages.talk,
    pages.brief,
    pages.summary,
)
BELIEFS = (pages.on_the_map, pages.happened)
"""Pages that rest on a whole world as an organisation believes it: each takes a tenth of a second."""
BELIEVING = (DOD, JAPAN, PRIMES)
"""Those whose beliefs are read too: the table is the same for everybody."""


@cache
def views_of_a_game(deck: str) -> tuple[World, tuple[Views, ...]]:
    """The world, and what everybody knew in the last turn's orders and at the end of a game of typical bots."""
    world = main_world(deck)
    known: list[Views] = []

    def look(table: Played) -> None:
        if table.exercise.phase is Phase.ORDERS and table.exercise.turn == table.exercise.turns:
            known.append(dict(table.views))

    policies = {one: policy("typical", "1") for one in world.organisations}
    played = play(world, pace="half-day", seed="1", policies=policies, progress=look)
    return world, (*known, dict(played.views))


def read_by(table: Table, view: View) -> Iterator[tuple[str, str]]:
    """Where it stands, and the text of it; the table is any of the same world."""
    seat = TableSeat(table, (view.organisation,), lambda _: None)
    seat.views[view.organisation] = view
    folder = Path(mkdtemp())
    desk = Desk(link=seat, drafts=Drafts(folder, "token"), config=ClientConfig(folder=folder))
    yield "inbox", "\n".join(_plain(row.content) for row, _ in inbox_rows(desk, {}))
    believing = view.organisation in BELIEVING
    for page in (*PAGES, *(BELIEFS if believing else ())):
        yield page.__name__, _plain(page(desk))
    if believing:
        yield "situation", _plain(situation(view, NO_OUTLOOK, UNICODE, named=True))
    for identity in view.initiatives:
        yield "initiative", _plain(initiative_page(view, identity, UNICODE))
    for turn in approved_by_intent(view):
        yield "intent", _plain(intent_page(view, turn))
    for seen in view.orders:
        yield "order", order_sentence(view, order_of(seen.order))
    for row in type_rows(view):
        yield "lever", _plain(row.content)
    yield from _forms(view)


def _forms(view: View) -> Iterator[tuple[str, str]]:
    for one in offers(view):
        yield "offer", f"{one.title}\n{one.about}"
        sheet = sheet_for(view, one.key)
        if isinstance(sheet, str):
            yield "form", sheet
            continue
        fields = (f"{each.title} {each.hint}\n" + "\n".join(title for _, title in each.choices) for each in sheet.fields)
        yield f"form {one.key.partition(' ')[0]}", "\n".join((sheet.title, sheet.send_word, *sheet.said, *fields))


def _plain(content: Content) -> str:
    return content.plain
