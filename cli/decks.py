"""`surgex decks`: which decks there are, and whether one is sound."""

import json
from collections.abc import Iterator
from dataclasses import fields
from typing import Annotated

import typer

from injects.check import check
from injects.checks.load import Load
from injects.load import deck_folder, load_world, shipped_decks

app = typer.Typer(help="Decks: what an exercise plays. A deck is a folder of text files.", no_args_is_help=True)


@app.command("list")
def list_decks() -> None:
    """List the decks that come with surgex.

    Example: surgex decks list
    """
    for deck in shipped_decks():
        declared = load_world(deck).deck
        paces = ", ".join(f"{pace.id} ({len(pace.turns)} turns)" for pace in declared.paces)
        print(f"{deck}: {declared.title}; {len(declared.injects)} injects; {paces}")


@app.command("check")
def check_deck(
    deck: Annotated[str, typer.Argument(help="A deck's id, or its folder.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Report everything that is wrong or doubtful in a deck, with file, line and column. Exit code 1 if it cannot be played.

    Example: surgex decks check taiwan-blockade
    """
    deck_folder(deck)  # a deck that is not there is wrong use; a deck that is wrong is an answer
    report = check(deck)
    errors = report.errors
    if as_json:
        problems = [
            {"severity": one.severity, "where": str(one.place), "message": one.message, "mend": one.mend}
            for one in report.problems
        ]
        loads = [{one.name: getattr(load, one.name) for one in fields(load)} for load in report.load_table]
        overrides = [str(one) for one in report.overrides]
        plain = {"problems": problems, "overrides": overrides, "untested": list(report.untested), "load": loads}
        print(json.dumps(plain, indent=1))
    else:
        for problem in report.problems:
            print(f"{problem.severity}: {problem}")
        for override in report.overrides:
            print(f"override: {override}")
        for line in _load_lines(report.load_table):
            print(line)
        for objective in report.untested:
            print(f"note: no inject tests objective {objective}")
        print(f"{deck}: {len(errors)} errors, {len(report.warnings)} warnings")
    raise typer.Exit(1 if errors else 0)


def _load_lines(table: tuple[Load, ...]) -> Iterator[str]:
    """For each pace a table of organisations by turns: injects (and those that may arrive), decisions, new levers."""
    for pace in dict.fromkeys(load.pace for load in table):
        rows = [load for load in table if load.pace == pace]
        turns = sorted({load.turn for load in rows})
        yield f"load at pace {pace}, each turn: injects (+ that may arrive) / decisions / new levers"
        yield f"  {'':<24}" + "".join(f"{turn:>10}" for turn in turns)
        for organisation in dict.fromkeys(load.organisation for load in rows):
            cells = [load for load in rows if load.organisation == organisation]
            yield f"  {organisation:<24}" + "".join(f"{_cell(load):>10}" for load in cells)


def _cell(load: Load) -> str:
    may_arrive = f"+{load.may_arrive}" if load.may_arrive else ""
    return f"{load.injects}{may_arrive}/{load.decisions}/{load.new_levers}"
