"""The map: sites, routes and theatres as one organisation knows them, drawn as a scheme. Distances are weeks, not miles."""

from collections.abc import Iterator

from textual.content import Content

from engine.baseline import HOME, Line, Theatre
from engine.beliefs import believed, days_of_supply
from engine.ids import LineId, SystemId, TheatreId
from engine.stocks import Stocks, holds_in
from engine.units import THOUSAND, monthly_rate
from engine.views import View
from engine.week.production import CLOSED, CUT_OFF
from tui.glyphs import Glyphs
from tui.inking import bad, faint, good, heading, inked, joined, lines, strong, supply, warn
from tui.participant.situation import monthly_rate_text
from tui.words import NEVER, count, days, plural, short_name, supply_word, weeks

TRUNK = "  |  "
BRANCH = "  +--"
PERMILLE = 1_000
IN_A_ROW, CELL = 2, 33
"""Stocks side by side, and the columns of each: two fit beside the trunk at 80 columns."""


def theatre_map(view: View, glyphs: Glyphs, *, named: bool) -> Content:
    """The rear on top, each theatre at the end of its route, then allies with their sites."""
    stocks = believed(view)
    return lines(
        [
            heading(short_name(view.world, view.organisation)) if named else None,
            joined(heading("United States, the rear"), faint(f"  week {view.week}; believed, where it is not reported to you")),
            *_sites(view, stocks, HOME, glyphs, whole=False),
            *(row for theatre in view.world.theatres.values() for row in _theatre(view, stocks, theatre, glyphs)),
            "",
            heading("Sites of allies"),
            *(row for country in _countries(view) for row in _ally(view, stocks, country, glyphs)),
            "",
            faint(
                "A scheme, not to scale. Days are days of supply at this week's need; n = notional. f reads what is published."
            ),
        ]
    )


def _countries(view: View) -> list[str]:
    return list(dict.fromkeys(line.country for line in view.world.lines.values() if line.country != HOME))


def _ally(view: View, stocks: Stocks, country: str, glyphs: Glyphs) -> Iterator[Content]:
    yield joined("  ", strong(short_name(view.world, country)))
    yield from _sites(view, stocks, country, glyphs, whole=True)


def _sites(view: View, stocks: Stocks, country: str, glyphs: Glyphs, *, whole: bool) -> Iterator[Content]:
    """Every site abroad; at home those in trouble, and how many work."""
    working = 0
    for key, line in view.world.lines.items():
        if line.country != country:
            continue
        state, trouble = _state(view, stocks, LineId(key), line, glyphs)
        working += not trouble
        if whole or trouble:
            rate = monthly_rate(stocks.lines[LineId(key)].wip[-1])
            made = f"{monthly_rate_text(rate)} a month  " if rate else ""
            yield joined("    ", strong(line.system), f"  {line.place}: {made}", state)
    if not whole:
        yield joined("    ", good(f"{glyphs.done} {plural(working, 'line')} at work"))


def _state(view: View, stocks: Stocks, key: LineId, line: Line, glyphs: Glyphs) -> tuple[Content, bool]:
    """How a site stands in a word, and whether it is in trouble."""
    binding = stocks.lines[key].binding
    left = PERMILLE
    for one in stocks.damage:
        if one.site == key and holds_in(one.until, view.week):
            left = left * (PERMILLE - one.permille) // PERMILLE
    if left < PERMILLE:
        return bad(f"{glyphs.stopped} damaged: {left // 10}% left"), True
    if binding == CUT_OFF:
        return bad(f"{glyphs.stopped} cut off by a blockade"), True
    if binding == CLOSED or not line.open:
        return faint(f"{glyphs.to_come} not opened"), False
    if not stocks.lines[key].wip[-1]:
        return faint(f"{glyphs.to_come} makes nothing yet"), False
    return good(f"{glyphs.done} at work"), False


def _theatre(view: View, stocks: Stocks, theatre: Theatre, glyphs: Glyphs) -> Iterator[Content]:
    at = TheatreId(theatre.id)
    yield inked(TRUNK)
    yield joined(TRUNK, _route(view, stocks, theatre, glyphs))
    yield joined(TRUNK, _on_the_way(stocks, at, glyphs))
    yield joined(f"{BRANCH}{glyphs.arrow} ", heading(theatre.title))
    cells = [_stock(view, at, system, units) for system, units in stocks.theatre[at].items()]
    width = max([CELL, *(cell.cell_length + 2 for cell in cells)])
    for first in range(0, len(cells), IN_A_ROW):
        row = [cell.pad_right(max(0, width - cell.cell_length)) for cell in cells[first : first + IN_A_ROW]]
        yield joined(f"{TRUNK}   ", *row).rstrip()


def _stock(view: View, at: TheatreId, system: SystemId, units: int) -> Content:
    number = days_of_supply(view, at, system)
    wanted = "" if number >= NEVER else f", {days(number)}"
    held = view.world.systems[system].holdings
    mark = " n" if any(one.units.notional for one in held if one.theatre == at) else ""
    return joined(strong(f"{system:<8}"), " ", supply(supply_word(units, number)), f"  {count(units)}{mark}{wanted}")


def _route(view: View, stocks: Stocks, theatre: Theatre, glyphs: Glyphs) -> Content:
    lift, detour = stocks.sea.get(TheatreId(theatre.id)), stocks.detours.get(TheatreId(theatre.id))
    longer = detour.longer if detour and holds_in(detour.until, view.week) else 0
    known = f"sea {weeks(theatre.sea_weeks + longer)}, air {weeks(theatre.air_weeks)} {theatre.tag.lower()}: "
    if lift is None or not holds_in(lift.until, view.week) or lift.permille >= THOUSAND:
        return joined(known, good(f"{glyphs.done} open"))
    until = f" until week {lift.until}" if lift.until else ""
    if lift.permille == 0:
        return joined(known, bad(f"{glyphs.stopped} closed at sea{until}"))
    return joined(known, warn(f"{glyphs.alert} interdicted: {lift.permille // 10}% sails{until}"))


def _on_the_way(stocks: Stocks, at: TheatreId, glyphs: Glyphs) -> Content:
    under_way = [one for one in stocks.transit if one.theatre == at]
    if not under_way:
        return faint("nothing on the way")
    by_system: dict[str, int] = {}
    for one in under_way:
        by_system[one.system] = by_system.get(one.system, 0) + one.units
    shown = f" {glyphs.dot} ".join(f"{system} {count(units)}" for system, units in by_system.items() if units >= THOUSAND)
    first = min(one.arrives for one in under_way)
    return faint(f"on the way: {shown or 'less than one'}, the next in week {first}")
