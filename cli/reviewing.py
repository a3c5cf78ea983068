"""`surgex review`: the reviewer's workspace on a log."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aar.annotations import beside
from cli.choices import wrong
from cli.joining import AsciiOption, ThemeOption
from cli.logs import AnnotationsOption, ExerciseOption, LogArgument, entries_of, is_database, records_of

if TYPE_CHECKING:
    from tui.review.source import Source


def review(
    log: LogArgument,
    other: Annotated[Path | None, typer.Argument(help="A second log, to be looked at beside the first.")] = None,
    exercise: ExerciseOption = "",
    annotations: AnnotationsOption = None,
    ascii_only: AsciiOption = None,
    theme: ThemeOption = None,
) -> None:
    """Go through a log in the reviewer's workspace: replay, findings, seams, what if. Nothing but notes is written.

    Example: surgex review results/exercise.jsonl
    """
    from cli.sitting_down import settings_for
    from tui.review.app import run_review
    from tui.settings import ClientConfig

    config = ClientConfig.of(settings_for({"ascii": ascii_only, "theme": theme}))
    sources = [_source(log, exercise, annotations), *([_source(other, "", None)] if other else [])]
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        wrong("review needs a terminal: run it in one, or see `surgex findings` and `surgex replay`")
    code, problem = run_review(sources, config=config)
    if problem:
        wrong(problem)
    raise typer.Exit(code)


def _source(log: Path, exercise: str, annotations: Path | None) -> "Source":
    from tui.review.source import Source

    in_database = is_database(log)
    return Source(
        name=log.name,
        entries=lambda: entries_of(log, exercise),
        records=lambda: [] if annotations and not annotations.exists() else records_of(log, exercise, annotations),
        annotations=annotations or (None if in_database else beside(log)),
        why_none=f"a database is not written to here: `surgex export {log} --out FILE` writes a log, to which notes go",
        log=None if in_database else log,
    )
