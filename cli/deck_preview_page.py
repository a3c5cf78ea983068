"""The preview of a deck as one page for a browser or a printer, with nothing to fetch."""

from collections.abc import Iterator
from html import escape

from injects.preview import Desk, Preview, Row

STYLE = """
body { font: 15px/1.45 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; color: #111; background: #fff; }
table { border-collapse: collapse; width: 100%; } td, th { border-bottom: 1px solid #999; padding: .3em .5em; text-align: left;
vertical-align: top; } .marking { text-align: center; font-weight: bold; } .inject { border-left: 4px solid #555;
padding-left: 1em; margin: 1em 0; } .secret { background: #eee; padding: .1em .6em; } section { break-before: page; }
.bar { position: relative; height: 1.1em; background: #eee; min-width: 22em; } .bar i { position: absolute; top: 0; bottom: 0;
border-left: 1px solid #777; } .bar b { position: absolute; top: .15em; width: .8em; height: .8em; background: #124; }
"""


def html_page(seen: Preview, *, whole: bool) -> str:
    """The whole page; every text of the deck is escaped."""
    deck = seen.world.deck
    marking = f'<p class="marking">{escape(deck.marking)}</p>'
    head = f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(deck.title)}</title>'
    title = f"<h1>{escape(deck.title)}</h1><p>{escape(deck.summary)}</p>" if whole else f"<h1>{escape(deck.title)}</h1>"
    parts = [head, f"<style>{STYLE}</style></head><body>", marking, title, *_turns(seen), *_run_of_show(seen)]
    for desk in seen.desks:
        parts += ["<section>", marking, *_desk(desk), "</section>"]
    return "\n".join((*parts, marking, "</body></html>")) + "\n"


def _turns(seen: Preview) -> Iterator[str]:
    yield "<h2>Turns</h2><table><tr><th>turn</th><th>weeks</th><th>from</th><th>minutes</th></tr>"
    for turn in seen.turns:
        weeks = f"{turn.first_week}–{turn.last_week}"
        yield f"<tr><td>{turn.number}</td><td>{weeks}</td><td>{turn.first_day}</td><td>{turn.minutes or '–'}</td></tr>"
    yield "</table>"


def _run_of_show(seen: Preview) -> Iterator[str]:
    weeks = seen.world.deck.weeks
    edges = "".join(f'<i style="left:{(turn.first_week - 1) * 100 // weeks}%"></i>' for turn in seen.turns)
    yield "<h2>Run of show</h2><table><tr><th>turn</th><th>ref</th><th>title</th><th>to</th><th>week</th></tr>"
    for row in seen.rows:
        mark = "" if row.week is None else f'<b style="left:{(row.week - 1) * 100 // weeks}%"></b>'
        cells = (_turn_of(row), escape(row.inject.reference), escape(row.inject.title), escape(", ".join(row.inject.to)))
        yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}<td><div class='bar'>{edges}{mark}</div></td></tr>"
    yield "</table>"


def _turn_of(row: Row) -> str:
    if row.turn is None:
        return "control" if row.inject.release.by == "control" else "on a condition"
    return str(row.turn) if row.sure else f"{row.turn} at the latest"


def _desk(desk: Desk) -> Iterator[str]:
    yield f"<h2>{escape(desk.organisation.title)} <small>{escape(desk.organisation.id)}</small></h2>"
    if desk.brief:
        yield f"<p>{escape(desk.brief.who)}</p><p><b>Aim.</b> {escape(desk.brief.aim)}</p>"
        yield f'<p class="secret"><b>Only you know.</b> {escape(desk.brief.private_fact)}</p>'
        yield f"<p><b>How you make others talk.</b> {escape(desk.brief.leverage)}</p>"
    for what, rows in (("must be answered", desk.asked), ("is read", desk.reads)):
        for row in rows:
            yield from _inject(row, what)
    yield "<h3>May propose</h3><ul>"
    for lever in desk.levers:
        when = f"turns {', '.join(map(str, lever.turns))}" if lever.turns else "never affordable by itself"
        yield f"<li>{escape(lever.title)} <small>({when})</small></li>"
    yield "</ul>"


def _inject(row: Row, what: str) -> Iterator[str]:
    inject = row.inject
    yield f'<div class="inject"><b>{escape(inject.reference)} {escape(inject.title)}</b> <small>{_turn_of(row)}, {what}</small>'
    level = f"; in the exercise: {escape(inject.fictional_level)}" if inject.fictional_level else ""
    yield f"<br><small>{escape(inject.marking)}{level}; from {escape(inject.source)}</small><p>{escape(inject.text)}</p>"
    if inject.choices:
        yield "<ul>" + "".join(f"<li>choice: {escape(one.title)}</li>" for one in inject.choices) + "</ul>"
    yield "</div>"
