"""`surgex compare`: two logs side by side."""

from pathlib import Path
from typing import Annotated

import typer

from aar.compare_page import compare_page
from aar.comparing import compared, told
from aar.results import json_text
from cli.choices import wrong
from cli.named_logs import ExerciseOption, entries_of


def compare(
    first: Annotated[
        Path,
        typer.Argument(help="A log that `play --out`, `branch` or `export` wrote, a database, or ws://…"),
    ],
    second: Annotated[Path, typer.Argument(help="Another one, of the same deck.")],
    exercise: ExerciseOption = "",
    other: Annotated[str, typer.Option("--other", help="Which exercise of the second, where it is a database.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON; quantities in thousandths.")] = False,
) -> None:
    """Say what differs between two logs, when it began, and what it was worth for each system. Exit code 1 if anything does.

    Example: surgex compare results/exercise.jsonl without-the-line.jsonl
    """
    logs = told(entries_of(first, exercise)), told(entries_of(second, other))
    try:
        found = compared(*logs)
    except ValueError as error:
        wrong(str(error))
    print(json_text(found) if as_json else compare_page(found, (first.name, second.name)), end="")
    same = found.parted_at is None and all(one.first_week is None for one in found.systems.values())
    raise typer.Exit(0 if same else 1)
