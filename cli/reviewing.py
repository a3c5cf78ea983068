"""`surgex review`: the reviewer's workspace on a log."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aar.annotations import beside
from cli.choices import wrong
from cli.joining import AsciiOption, ThemeOption, TokenOption
from cli.named_logs import AnnotationsOption, ExerciseOption, address_of, entries_of, is_database, records_of
from cli.sitting_down import own_token, settings_here
from cli.trusting import CaOption

if TYPE_CHECKING:
    from tui.review.source import Source


def review(
    log: Annotated[str, typer.Argument(help="A log that `play --out` or `export` wrote, a database, or a server's address.")],
    other: Annotated[Path | None, typer.Argument(help="A second log, to be looked at beside the first.")] = None,
    exercise: ExerciseOption = "",
    annotations: AnnotationsOption = None,
    token: TokenOption = None,
    ascii_only: AsciiOption = None,
    theme: ThemeOption = None,
    ca: CaOption = None,
) -> None:
    """Go through a log in the reviewer's workspace: replay, findings, seams, what if. Nothing but notes is written.

    A server's address follows a running exercise, with control's or an evaluator's token.

    Example: surgex review results/exercise.jsonl
    """
    from tui.review.app import run_following, run_review
    from tui.settings import ClientConfig

    at_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    config = ClientConfig.of(settings_here({"ascii": ascii_only, "theme": theme}, named_ca=ca is not None))
    if address := address_of(log):
        if other is not None or exercise or annotations is not None:
            wrong("a running exercise is reviewed alone: leave out the second log, --exercise and --annotations")
        _check(at_terminal=at_terminal)
        code, problem = run_following(address, own_token(token), config=config)
    else:
        sources = [_source(Path(log), exercise, annotations), *([_source(other, "", None)] if other else [])]
        _check(at_terminal=at_terminal)
        code, problem = run_review(sources, config=config)
    if problem:
        wrong(problem)
    raise typer.Exit(code)


def _check(*, at_terminal: bool) -> None:
    if not at_terminal:
        wrong("review needs a terminal: run it in one, or see `surgex findings` and `surgex replay`")


def _source(log: Path, exercise: str, annotations: Path | None) -> "Source":
    from tui.review.source import Source

    kept_there = bool(address_of(log)) or is_database(log)
    return Source(
        name=log.name,
        entries=lambda: entries_of(log, exercise),
        records=lambda: [] if annotations and not annotations.exists() else records_of(log, exercise, annotations),
        annotations=annotations or (None if kept_there else beside(log)),
        why_none=f"nothing is written there from here: `surgex export {log} --out FILE` writes a log, to which notes go",
        log=None if kept_there else log,
    )
