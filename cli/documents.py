"""`surgex documents`: the papers of a deck, as files to print or to edit."""

from pathlib import Path
from typing import Annotated

import typer

from aar.papers.of_a_deck import papers_of
from cli.choices import BaselineOption, PaceOption, StartOption, known_organisation
from cli.papers import (
    MarkingOption,
    PaperOption,
    ReplaceOption,
    formats_of,
    source_of,
    tell_written,
    write_papers,
)


def documents(
    deck: Annotated[str, typer.Argument(help="A deck's id, or its folder.")],
    out: Annotated[Path, typer.Option("--out", help="The folder to write to; made if it is not there.")],
    formats: Annotated[str, typer.Option("--format", help="Some of html, docx, pdf and md, with commas.")] = "html,docx,pdf",
    pace: PaceOption = None,
    start: StartOption = None,
    baseline: BaselineOption = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--for", help="Only what this organisation may have: its handbook and the manual. Can be repeated."),
    ] = None,
    marking: MarkingOption = "",
    paper: PaperOption = "a4",
    over: ReplaceOption = False,
) -> None:
    """Write a deck's papers: Situation Manual, Player Handbooks, Controller/Evaluator Handbook, EEGs and MSEL.

    Example: surgex documents taiwan-blockade --pace day --format docx,pdf --out papers
    """
    wanted = formats_of(formats)
    source = source_of(deck, pace, start, baseline, marking)
    chosen = [known_organisation(source.world, one) for one in only or ()]
    tell_written(out, write_papers(out, papers_of(source, chosen), wanted, paper=paper, over=over))
