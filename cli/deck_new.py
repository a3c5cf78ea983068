"""`surgex decks new` and `surgex decks schema`: the beginning of a deck, and what editors complete it by."""

from pathlib import Path
from typing import Annotated

import typer

from cli.choices import did_you_mean, wrong
from injects.load import deck_folder, read_deck
from injects.making import TEMPLATE, copy_deck, new_folder, title_from
from injects.schema import KINDS, schema_text, write_schemas


def new(
    name: Annotated[str, typer.Argument(help="The folder to make; its name is the deck's id.")],
    title: Annotated[str | None, typer.Option(help="The exercise's title; from the name if not given.")] = None,
    like: Annotated[str | None, typer.Option(help="Begin with a copy of this deck, an id or a folder.")] = None,
) -> None:
    """Begin a deck: a folder of text files that checks clean, plays, and says in its comments what may be written.

    Example: surgex decks new harbour-exercise --title "The harbour exercise"
    """
    folder = new_folder(name)
    titled = title or title_from(folder.name)
    source = TEMPLATE if like is None else deck_folder(like)
    written = copy_deck(source, folder, titled, read_deck(source).world)
    say_made(folder, written)


def say_made(folder: Path, written: tuple[Path, ...]) -> None:
    """What was written, and what to do next."""
    for file in written:
        print(file)
    print(f"Edit these files, then: surgex decks check {folder}")


def schema(
    kind: Annotated[str | None, typer.Argument(help=f"One of {', '.join(KINDS)}; all of them if not given.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write the schemas into this folder instead of printing one.")] = None,
    deck: Annotated[str, typer.Option(help="The deck on whose baseline the names stand that are offered.")] = str(TEMPLATE),
) -> None:
    """Print the JSON Schema of a file of decks, or write all of them: editors complete words and names by it.

    Example: surgex decks schema injects
    """
    if kind is not None and kind not in KINDS:
        wrong(f"a deck has no file `{kind}`{did_you_mean(kind, KINDS)}; it has: {', '.join(KINDS)}")
    world = read_deck(deck).world
    if out is not None:
        for file in write_schemas(out, world, KINDS if kind is None else (kind,)):
            print(file)
    elif kind is None:
        wrong(f"name one of {', '.join(KINDS)}, or a folder for all of them with --out")
    else:
        print(schema_text(kind, world), end="")
