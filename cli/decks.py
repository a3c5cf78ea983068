"""`surgex decks`: which decks there are, and whether one is sound."""

import json
from typing import Annotated

import typer

from injects.check import check
from injects.load import load_world, shipped_decks

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
    report = check(deck)
    errors = [one for one in report.problems if one.severity == "error"]
    if as_json:
        problems = [
            {"severity": one.severity, "where": str(one.place), "message": one.message, "mend": one.mend}
            for one in report.problems
        ]
        print(json.dumps({"problems": problems, "overrides": [str(one) for one in report.overrides]}, indent=1))
    else:
        for problem in report.problems:
            print(f"{problem.severity}: {problem}")
        for override in report.overrides:
            print(f"override: {override}")
        for row in report.load_table:
            print(row)
        print(f"{deck}: {len(errors)} errors, {len(report.problems) - len(errors)} warnings")
    raise typer.Exit(1 if errors else 0)
