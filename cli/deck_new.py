"""`surgex decks new` and `surgex decks schema`: the beginning of a deck, and what editors complete it by."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from cli.choices import did_you_mean, wrong
from cli.deck_saved import save
from cli.joining import TokenOption
from cli.named_logs import ExerciseOption
from cli.trusting import CaOption
from injects.load import deck_folder, read_deck
from injects.making import TEMPLATE, copy_deck, new_folder, title_from
from injects.schema import KINDS, schema_text, write_schemas


def new(
    name: Annotated[str, typer.Argument(help="The folder to make; its name is the deck's id.")],
    title: Annotated[str | None, typer.Option(help="The exercise's title; from the name if not given.")] = None,
    like: Annotated[str | None, typer.Option(help="Begin with a copy of this deck, an id or a folder.")] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="LOG|URL",
            help="Begin where an exercise stands: a log, a database, or a running server with control's token.",
        ),
    ] = None,
    at: Annotated[int | None, typer.Option(help="With --from: as it was after this entry; the last if not given.")] = None,
    exercise: ExerciseOption = "",
    token: TokenOption = None,
    ca: CaOption = None,
) -> None:
    """Begin a deck: a folder of text files that checks clean, plays, and says in its comments what may be written.

    Example: surgex decks new harbour-exercise --title "The harbour exercise"
    """
    folder = new_folder(name)
    if like is not None and source is not None:
        wrong("--like copies a deck and --from saves an exercise: give one of them")
    if source is None and (at is not None or exercise):
        wrong("--at and --exercise belong to --from: name a log with it")
    if source is not None:
        saved = save(folder, title, source, at, exercise, token)
        for one in saved.left_out:
            print(f"left out: {one}", file=sys.stderr)
        say_made(folder, tuple(folder / name for name in sorted(saved.files)))
        return
    titled = title or title_from(folder.name)
    copied = TEMPLATE if like is None else deck_folder(like)
    written = copy_deck(copied, folder, titled, read_deck(copied).world)
    say_made(folder, written)


def say_made(folder: Path, written: tuple[Path, ...]) -> None:
    """What was written, and what to do next."""
    for file in written:
        print(file)
    print(f"Edit these files, then: surgex decks check {folder}")


def schema(
    kind: Annotated[str | None, typer.Argument(help=f"One of {', '.join(KINDS)}; all of them if not given.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write the schemas into this folder instead of printing one.")] = None,
    deck: Annotated[
        str, typer.Option(help="The deck whose names are offered, those that it adds among them.", show_default="a new deck's")
    ] = str(TEMPLATE),
) -> None:
    """Print the JSON Schema of a file of decks, or write all of them: editors complete words and names by it.

    Example: surgex decks schema injects
    """
    if kind is not None and kind not in KINDS:
        wrong(f"a deck has no file `{kind}`{did_you_mean(kind, KINDS)}; it has: {', '.join(KINDS)}")
    world = read_deck(deck).world
    if out is not None:
        try:
            files = write_schemas(out, world, KINDS if kind is None else (kind,))
        except OSError as error:
            wrong(f"{error.filename or out} cannot be written: {error.strerror}. Name another folder.")
        print("\n".join(map(str, files)))
    elif kind is None:
        wrong(f"name one of {', '.join(KINDS)}, or a folder for all of them with --out")
    else:
        print(schema_text(kind, world), end="")
