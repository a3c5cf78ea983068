"""What commands that write papers share: formats, keys, the rule book, and files that only their owner reads."""

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal, cast

import typer

from aar.documents.model import Document
from aar.documents.writing import FORMATS, Format, MissingExtraError, write
from aar.papers.making import Source
from aar.papers.rule_book import RuleBook
from cli.choices import did_you_mean, world_for, wrong
from cli.handing_out import write_secret
from engine.titles import plural
from engine.world import World

Paper = Literal["a4", "us-letter"]
MarkingOption = Annotated[str, typer.Option(help="The handling marking on every page, instead of the deck's own.")]
PaperOption = Annotated[str, typer.Option(help="a4 or us-letter.")]
ReplaceOption = Annotated[bool, typer.Option("--replace", help="Write over files of the same names.")]


def formats_of(given: str) -> tuple[Format, ...]:
    """`html,docx` as formats. Exits with 2 where one is unknown."""
    named = [one.strip().lower() for one in given.split(",") if one.strip()]
    for one in named or [given]:
        if one not in FORMATS:
            wrong(f"there is no format `{one}`{did_you_mean(one, FORMATS)}; there are: {', '.join(FORMATS)}")
    return tuple(cast(Format, one) for one in dict.fromkeys(named))


def source_of(deck: str, pace: str | None, start: str | None, baseline: str | None, marking: str) -> Source:
    """A deck at a pace, with the rule book and the participant's keys. Exits with 2 where there is none such."""
    world, at_pace = world_for(deck, pace, start=start, baseline=baseline)
    return source_in(world, at_pace, marking)


def source_in(world: World, pace: str, marking: str) -> Source:
    """The same for a world that is known already."""
    from tui.rulebook.book import book

    return Source(world=world, pace=world.deck.pace(pace), rules=RuleBook(book()), keys=tuple(_keys()), marking=marking)


def _keys() -> Iterator[tuple[str, str]]:
    """The keys of the participant's workspace, as its help has them."""
    from tui.help_screen import bindings_of
    from tui.participant.workspace import ParticipantScreen

    for one in bindings_of(ParticipantScreen):
        if one.id is not None and one.id.partition(".")[0] in ("order", "talk", "turn", "see"):
            yield one.key_display or one.key.partition(",")[0], one.description


def on_paper(document: Document, paper: str) -> Document:
    """The document for this size of paper. Exits with 2 where there is none such."""
    check_paper(paper)
    return replace(document, paper=cast(Paper, paper))


def check_paper(paper: str) -> None:
    """Exits with 2 where there is no such size."""
    if paper not in ("a4", "us-letter"):
        wrong(f"there is no paper `{paper}`; there are: a4, us-letter")


def check_folder(folder: Path) -> None:
    """Make the folder that papers go into, before there is work to lose. Exits with 2 where nothing can be written there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            wrong(f"{folder} cannot be written: its rights do not let you. Name another folder.")
    except OSError as error:
        wrong(f"{error.filename or folder} cannot be made: {error.strerror}. Name another folder.")


def write_papers(
    folder: Path, papers: Iterable[tuple[str, Document]], formats: tuple[Format, ...], *, paper: str = "a4", over: bool = False
) -> list[Path]:
    """Every paper in every format, for the owner of the folder alone to read. Exits with 2 where one cannot be written."""
    check_folder(folder)
    written = []
    try:
        for name, document in papers:
            for format in formats:
                path = folder / f"{name}.{format}"
                if path.exists():
                    if not over:
                        wrong(f"{path} is there already and may have been edited: name another folder, or use --replace")
                    path.unlink()
                write_secret(path, write(on_paper(document, paper), format))
                written.append(path)
    except OSError as error:
        wrong(f"{error.filename or folder} cannot be written: {error.strerror}. Name another folder.")
    except MissingExtraError as error:
        wrong(str(error))
    return written


def tell_written(folder: Path, written: list[Path]) -> None:
    """Which files there are now."""
    for path in written:
        print(path)
    print(f"{plural(len(written), 'file')} in {folder}, for you alone to read", file=sys.stderr)
