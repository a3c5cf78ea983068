"""What the line client shows: the pages of the workspace as lines of text, broken at the terminal's width."""

from collections.abc import Sequence

from textual.content import Content

from engine.views import View
from tui.desk import Desk
from tui.inking import faint, inked, joined, lines, strong
from tui.participant.ahead import look_ahead
from tui.participant.initiative_rows import initiative_rows
from tui.participant.inject_rows import inject_page
from tui.participant.own_orders import own_order_rows
from tui.participant.pages import closing, welcome
from tui.participant.situation import situation
from tui.participant.summary import turn_summary
from tui.participant.takeover_page import takeover_page
from tui.participant.talk_rows import items, talk_page, talk_title
from tui.participant.theatre_map import theatre_map
from tui.published.pages import KINDS
from tui.published.pages import pages as publications
from tui.times import deadline_words
from tui.widgets.prose import hung
from tui.words import phase_line, plural, short_name


def shown(content: Content | str, width: int) -> str:
    """Content as text, with nothing in it that steers a terminal."""
    content = content if isinstance(content, Content) else inked(content)
    return "\n".join(line.rstrip() for line in hung(content, width).plain.split("\n"))


def lines_with(page: Content, word: str) -> Content:
    """The lines of a page that have a word in them."""
    found = [line for line in page.split("\n") if word.casefold() in line.plain.casefold()]
    return lines(found) if found else inked(f"No line of this page has `{word[:40]}` in it.")


def status(desk: Desk) -> str:
    """Where the exercise stands, in one line."""
    views = desk.views
    if not views:
        return f"{desk.link.state.value}: {desk.link.why}" if desk.link.why else desk.link.state.value
    return phase_line(views[0], desk.glyphs.dot, deadline_words(views[0].timer, desk.link.now), by_lines=True)


def standing(desk: Desk) -> Content:
    """Need, stocks, money, slots, lines and indices as each organisation of the seat knows them."""
    return lines(situation(view, look_ahead(view).outlook, desk.glyphs, named=len(desk.views) > 1) for view in desk.views)


def injects(desk: Desk) -> Content:
    """Every inject that was read, newest last."""
    found = [
        lines([strong(f"{one.reference}  {one.title}"), inject_page(view, one, desk.glyphs), ""])
        for view in desk.views
        for one in view.injects.values()
    ]
    return lines(found) if found else inked("No inject has come in yet.")


def initiatives(desk: Desk) -> Content:
    """Every initiative that is known, with its path."""
    found = [row.content for row, _ in initiative_rows(desk)]
    return lines(found) if found else inked("No initiative is known to you yet.")


def orders(desk: Desk) -> Content:
    """Own orders with what became of them, and what was told."""
    found = [row.content for row, _ in own_order_rows(desk)]
    return lines(found) if found else inked("You have given no order yet.")


def talk(desk: Desk) -> Content:
    """Everything that was said, whole, newest last."""
    found = [
        lines([strong(talk_title(view, one.target)), talk_page(view, one.target, desk.glyphs), ""])
        for view in desk.views
        for one in items(view)
    ]
    return lines(found) if found else inked("Nothing was said yet. t begins something with others.")


def on_the_map(desk: Desk) -> Content:
    """Sites, routes and theatres."""
    return lines(theatre_map(view, desk.glyphs, named=len(desk.views) > 1) for view in desk.views)


def brief(desk: Desk) -> Content:
    """Who you are and want, and what only you know."""
    return lines(welcome(view, desk.glyphs, by_lines=True) for view in desk.views)


def happened(desk: Desk) -> Content:
    """What happened, once the exercise is over."""
    over = [closing(view) for view in desk.views if view.phase.over]
    return lines(over) if over else inked("What happened is told after EndEx.")


def taken_over(desk: Desk) -> Content:
    """What the last holder of the seat knew, promised and did not read."""
    packet = desk.link.packet
    return takeover_page(desk.views, packet, desk.glyphs) if packet else inked("This seat was not taken over from anybody.")


def notices(desk: Desk) -> Content:
    """What this client said by itself, newest last."""
    return lines(inked(f"{desk.glyphs.dot} {one.sentence}") for one in desk.said) if desk.said else inked("No notice yet.")


def summary(desk: Desk) -> Content:
    """The turn in short, before ready."""
    return lines(turn_summary(view, desk.glyphs) for view in desk.views)


def published(desk: Desk, word: str) -> Content:
    """What is published of countries, systems, parts and levers: the one page that a word finds, else a list of titles."""
    if desk.world is None:
        return inked("Not connected yet.")
    small = word.casefold()
    known = list(publications(desk.world))
    found = [one for one in known if small in one.title.casefold() or small in one.id.casefold()]
    exact = [one for one in found if small in (one.id.casefold(), one.title.casefold())]
    if len(exact or found) == 1:
        (one,) = exact or found
        return lines([strong(one.title), one.content()])
    listed = [joined(f"  {one.title}", faint(f"  {KINDS[one.kind]}")) for one in found]
    head = "f and a word of a title reads its page:" if found else f"Nothing published has `{word[:40]}` in its title."
    return lines([head, *listed])


def unread(desk: Desk) -> str:
    """What came in that nobody has looked at here, with the commands that show it; nothing where all was."""
    news = desk.news
    counts = (
        (news.unread_injects, "inject", "", "2"),
        (news.unread_notices, "word about your orders", "words about your orders", "5"),
        (news.unread_talk, "thing said", "things said", "6"),
    )
    told = [f"{plural(number, one, many)} ({key})" for number, one, many, key in counts if number]
    return f"Not looked at yet: {', '.join(told)}." if told else ""


def was_read(desk: Desk, command: str) -> None:
    """Whoever has a page printed has looked at what is on it."""
    match command:
        case "2":
            desk.news.injects_were_seen()
        case "5":
            desk.news.notices_were_seen()
        case "6":
            desk.news.talk_was_seen()
        case _:
            return


def names(views: Sequence[View]) -> str:
    """For whom the seat speaks."""
    return ", ".join(short_name(view.world, view.organisation) for view in views)
