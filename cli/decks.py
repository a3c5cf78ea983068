"""`surgex decks`: which decks there are, and whether one is sound; the other commands about decks stand beside it."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from textwrap import fill
from typing import Annotated

import typer

from cli import deck_dry_run, deck_new, deck_preview, deck_rehearse
from cli.choices import WithOption, deck_with
from engine.deck import Deck, Pace
from engine.titles import plural
from injects.check import Report, check
from injects.checks.load import MOST_DECISIONS, MOST_INJECTS, MOST_NEW_LEVERS, Load
from injects.load import about_addition, folders_of, read_deck, shipped_additions, shipped_decks, shipped_variants

app = typer.Typer(help="Decks: what an exercise plays. A deck is a folder of text files.", no_args_is_help=True)

app.command("new")(deck_new.new)
app.command("preview")(deck_preview.preview)
app.command("dry-run")(deck_dry_run.try_deck)
app.command("rehearse")(deck_rehearse.rehearse)
app.command("schema")(deck_new.schema)

WIDTH = 80
NAME_WIDTH = 26
CELL_WIDTH = 4


@app.command("list")
def list_decks() -> None:
    """List the decks that come with surgex, with their starts, their paces and what they play on, and what goes with them.

    Example: surgex decks list
    """
    for deck in shipped_decks():
        for line in _deck_lines(read_deck(deck).world.deck):
            print(line)
    for addition in shipped_additions():
        title, summary = about_addition(addition)
        print(f"--with {addition}: {title}")
        print(_wrapped(summary))


def _deck_lines(deck: Deck) -> Iterator[str]:
    yield f"{deck.id}: {deck.title}"
    yield _wrapped(f"{len(deck.injects)} injects; {len(deck.objectives)} objectives; {deck.weeks} weeks from {deck.start_date}")
    for start in deck.starts:
        yield _wrapped(f"start {start.id}: {start.title}; {_paces(start.paces or deck.paces)}")
    yield _wrapped(f"baseline {deck.baseline} (offered: {', '.join(shipped_variants())})")


def _paces(paces: tuple[Pace, ...]) -> str:
    return ", ".join(f"{pace.id} ({plural(len(pace.turns), 'turn')})" for pace in paces)


def _wrapped(text: str) -> str:
    return fill(text, WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)


@app.command("check")
def check_deck(
    deck: Annotated[str, typer.Argument(help="A deck's id, or its folder.")],
    additions: WithOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Report everything that is wrong or doubtful in a deck, with file, line and column. Exit code 2 if it cannot be played.

    Example: surgex decks check taiwan-blockade
    """
    deck = deck_with(deck, additions)
    folders_of(deck)
    report = check(deck)
    if as_json:
        print(json.dumps(_plain(report), indent=1))
    else:
        for line in _report_lines(deck, report):
            print(line)
    raise typer.Exit(2 if report.errors else 0)


def _plain(report: Report) -> dict[str, object]:
    problems = [
        {"severity": one.severity, "where": str(one.place), "message": one.message, "mend": one.mend} for one in report.problems
    ]
    loads = [{one.name: getattr(load, one.name) for one in fields(load)} for load in report.load_table]
    overrides = [str(one) for one in report.overrides]
    return {"problems": problems, "overrides": overrides, "untested": list(report.untested), "load": loads}


def _report_lines(deck: str, report: Report) -> Iterator[str]:
    """What the deck says otherwise and the load first, and what is wrong last, where a reader of a terminal looks."""
    for override in report.overrides:
        yield f"override: {override}"
    yield from _load_lines(report.load_table)
    for problem in report.problems:
        yield f"{problem.severity}: {problem}"
    for objective in report.untested:
        yield f"note: no inject tests objective {objective}"
    yield f"{deck}: {len(report.errors)} errors, {len(report.warnings)} warnings"


def _load_lines(table: tuple[Load, ...]) -> Iterator[str]:
    """For each pace of each start a table of organisations by turns, and what no turn can be named for."""
    for start, pace in dict.fromkeys((load.start, load.pace) for load in table):
        rows = [load for load in table if (load.start, load.pace) == (start, pace)]
        yield f"start {start}, pace {pace}: injects/decisions of each turn (at most {MOST_INJECTS}/{MOST_DECISIONS})"
        yield from _grid(rows)
    if table:
        yield f"levers that are new in turn 1 (at most {MOST_NEW_LEVERS}), and injects that may come in any turn"
        for organisation in _who_meets_anything(table):
            rows = [load for load in table if load.organisation == organisation]
            levers, may = max(load.new_levers for load in rows), max(load.may_arrive for load in rows)
            yield f"{organisation:<{NAME_WIDTH}}{levers:>{CELL_WIDTH}}{may:>{CELL_WIDTH}}"


def _grid(rows: list[Load]) -> Iterator[str]:
    turns = sorted({load.turn for load in rows})
    yield " " * NAME_WIDTH + "".join(f"{turn:>{CELL_WIDTH}}" for turn in turns)
    for organisation in _who_meets_anything(rows):
        cells = (f"{load.injects}/{load.decisions}" for load in rows if load.organisation == organisation)
        yield f"{organisation:<{NAME_WIDTH}}" + "".join(f"{cell:>{CELL_WIDTH}}" for cell in cells)


def _who_meets_anything(rows: Iterable[Load]) -> tuple[str, ...]:
    """Adversaries whose autopilot plays have no line of noughts; whoever people play has one, to be seen."""
    meets = (load for load in rows if not load.adversary or load.injects or load.may_arrive or load.new_levers)
    return tuple(dict.fromkeys(load.organisation for load in meets))
