"""`surgex decks preview`: a deck before play, as each organisation will see it, and its run of show."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Literal

import typer

from cli.choices import known_organisation, world_for
from cli.deck_preview_page import html_page
from cli.deck_tables import WIDTH, indented, table, titled
from cli.logs import new_file
from injects.awaited import awaited
from injects.checks.means import Means
from injects.preview import Desk, Preview, Row, Turn, desk_of, preview_of

Form = Literal["table", "timeline", "html"]
LABEL = 30
MARKS = {"brief": "B", "week": "W", "condition": "c", "control": ">"}
KEY = "B in the brief, W during its week, c on a condition (at the latest there, or at the end), > by a controller's hand"


def preview(
    deck: Annotated[str, typer.Argument(help="A deck's id, or its folder.")],
    organisation: Annotated[
        str | None, typer.Option("--as", help="As this organisation sees it, and nothing else; an organisation's id.")
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="A table, a timeline of weeks, or a page for a browser.")] = "table",
    start: Annotated[str | None, typer.Option(help="Where it begins; the deck's first start if not given.")] = None,
    pace: Annotated[str | None, typer.Option(help="How the weeks are cut into turns; the deck's own if not given.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write it into this file, which must not be there yet.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Show a deck before play: briefs, injects by turn, levers that each can afford, and the run of show.

    Example: surgex decks preview taiwan-blockade --as allies/japan
    """
    world, at_pace = world_for(deck, pace, start=start)
    seen = preview_of(world, at_pace)
    if organisation is not None:
        who = known_organisation(world, organisation)
        desk = next((one for one in seen.desks if one.organisation.id == who), None)
        alone = desk or desk_of(world, who, seen.turns, seen.rows, Means(world))
        seen = replace(seen, desks=(alone,), rows=tuple(row for row in seen.rows if row in (*alone.asked, *alone.reads)))
    if as_json:
        text = json.dumps(_plain(seen), indent=1, ensure_ascii=False) + "\n"
    elif form == "html":
        text = html_page(seen, whole=organisation is None)
    else:
        text = "\n".join(_lines(seen, form, whole=organisation is None)) + "\n"
    if out is None:
        print(text, end="")
        return
    new_file(out)
    out.write_text(text, encoding="utf-8")
    print(f"wrote {out}", file=sys.stderr)


def _plain(seen: Preview) -> dict[str, object]:
    deck = seen.world.deck
    return {
        "deck": deck.id,
        "title": deck.title,
        "marking": deck.marking,
        "start": deck.starts[0].id,
        "pace": seen.pace.id,
        "turns": [asdict(turn) for turn in seen.turns],
        "run_of_show": [_plain_row(row) for row in seen.rows],
        "organisations": [_plain_desk(desk) for desk in seen.desks],
    }


def _plain_row(row: Row) -> dict[str, object]:
    return {"turn": row.turn, "week": row.week, "sure": row.sure, "inject": asdict(row.inject)}


def _plain_desk(desk: Desk) -> dict[str, object]:
    return {
        "organisation": desk.organisation.id,
        "title": desk.organisation.title,
        "brief": asdict(desk.brief) if desk.brief else None,
        "accounts": [{"id": one.id, "title": one.title, "thousand_dollars": one.opening.value} for one in desk.accounts],
        "slots": [asdict(one) for one in desk.organisation.slots],
        "levers": [asdict(one) for one in desk.levers],
        "asked": [{"turn": row.turn, "inject": row.inject.id} for row in desk.asked],
        "reads": [{"turn": row.turn, "inject": row.inject.id} for row in desk.reads],
    }


def _lines(seen: Preview, form: Form, *, whole: bool) -> Iterator[str]:
    yield from heading(seen)
    yield from timeline(seen) if form == "timeline" else run_of_show(seen)
    if form == "table":
        if whole:
            yield from waiting(seen)
        for desk in seen.desks:
            yield ""
            yield from desk_lines(seen, desk, with_texts=not whole)
    if whole and form == "table":
        yield "What one organisation reads, with all texts: --as ORGANISATION"


def heading(seen: Preview) -> Iterator[str]:
    """What is shown: title, marking, turns."""
    deck = seen.world.deck
    yield deck.marking
    yield from titled(f"{deck.title} · {seen.pace.title} · from {deck.starts[0].title}")
    for turn in seen.turns:
        minutes = f", {turn.minutes} minutes" if turn.minutes else ""
        weeks = f"week {turn.first_week}" if turn.first_week == turn.last_week else f"weeks {turn.first_week}-{turn.last_week}"
        yield f"  turn {turn.number}: {weeks}, from {turn.first_day}{minutes}"
    yield ""


def run_of_show(seen: Preview) -> Iterator[str]:
    """Every inject on a line or two."""
    yield "RUN OF SHOW"
    rows = [
        (_turn_words(row), _week_words(row), row.inject.reference, row.inject.title, ", ".join(row.inject.to))
        for row in seen.rows
    ]
    yield from table(("turn", "week", "ref", "title", "to"), rows, (4, 7, 8, 28, 29))


def waiting(seen: Preview) -> Iterator[str]:
    """What the injects wait for that a condition or an effect brings."""
    told = [(row.inject, words) for row in seen.rows if (words := awaited(seen.world, row.inject))]
    if told:
        yield ""
        yield "WHAT INJECTS WAIT FOR"
    for inject, words in told:
        yield from indented(f"{inject.reference} {inject.title}: {words}", 0)


def timeline(seen: Preview) -> Iterator[str]:
    """Every inject on a line, at its week; `|` is where a turn begins."""
    weeks = seen.world.deck.weeks
    room = WIDTH - LABEL - 1
    edges = {(turn.first_week - 1) * room // weeks: str(turn.number) for turn in seen.turns}
    yield f"{'turn':<{LABEL}} " + "".join(edges.get(at, " ") for at in range(room)).rstrip()
    for row in seen.rows:
        inject = row.inject
        label = f"{inject.reference} {inject.title}"
        label = label if len(label) <= LABEL else label[: LABEL - 1] + "…"
        bar = ["|" if at in edges else "·" for at in range(room)]
        mark = MARKS[inject.release.by]
        if row.week is None:
            bar[-1] = mark
        else:
            bar[(row.week - 1) * room // weeks] = mark
        yield f"{label:<{LABEL}} {''.join(bar)}"
    yield from titled(KEY)


def desk_lines(seen: Preview, desk: Desk, *, with_texts: bool) -> Iterator[str]:
    """What lies on one organisation's table."""
    yield f"{desk.organisation.title.upper()} ({desk.organisation.id})"
    for name in ("who", "aim", "private_fact", "leverage"):
        said = getattr(desk.brief, name) if desk.brief else ""
        if said:
            yield from indented(f"{name.replace('_', ' ')}: {said}")
    slots = ", ".join(f"{one.start} {one.title.lower()}, {one.per_quarter} a quarter" for one in desk.organisation.slots)
    money = ", ".join(f"{one.title}: ${one.opening.value / 1000:,.0f}M" for one in desk.accounts)
    yield from indented(f"has: {'; '.join(one for one in (slots, money) if one) or 'nothing of its own'}")
    for turn in seen.turns:
        yield from _turn_lines(desk, turn, with_texts)
    whenever = [row for row in (*desk.asked, *desk.reads) if row.turn is None]
    for row in whenever:
        yield from _inject_lines(row, "may come", with_texts)
    yield from _lever_lines(seen, desk)


def _turn_lines(desk: Desk, turn: Turn, with_texts: bool) -> Iterator[str]:
    here = [(row, "answers") for row in desk.asked if row.turn == turn.number]
    here += [(row, "reads") for row in desk.reads if row.turn == turn.number]
    if not here:
        yield f"  turn {turn.number}: nothing"
    for row, what in here:
        yield from _inject_lines(row, f"turn {turn.number} {what}", with_texts)


def _inject_lines(row: Row, what: str, with_texts: bool) -> Iterator[str]:
    inject = row.inject
    ways = f" ({len(inject.choices)} choices)" if inject.choices and not with_texts else ""
    latest = "" if row.sure or row.turn is None else ", at the latest"
    yield from indented(f"{what}{latest}: {inject.reference} {inject.title}{ways}")
    if with_texts:
        yield from indented(f"{inject.marking}; in the exercise: {inject.fictional_level or '–'}; from {inject.source}", 4)
        yield from indented(inject.text, 4)
        yield from (line for one in inject.choices for line in indented(f"o {one.title}", 4))


def _lever_lines(seen: Preview, desk: Desk) -> Iterator[str]:
    every = tuple(turn.number for turn in seen.turns)
    yield f"  may propose ({len(desk.levers)}):"
    for lever in desk.levers:
        if lever.turns == every:
            when = ""
        elif lever.turns:
            when = f" (affordable from turn {lever.turns[0]})"
        else:
            when = " (never affordable by itself)"
        yield from indented(f"{lever.title}{when}", 4)


def _turn_words(row: Row) -> str:
    return "?" if row.turn is None else f"{'' if row.sure else '≤'}{row.turn}"


def _week_words(row: Row) -> str:
    if row.inject.release.by == "control":
        return "control"
    return "cond." if row.week is None else f"{'' if row.sure else '≤'}{row.week}"
