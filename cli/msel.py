"""`surgex msel`: the MSEL of a deck or of a played exercise as a workbook, and a workbook back into a deck."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from aar.log_file import write_whole
from aar.msel import played_msel
from cli.choices import did_you_mean, wrong
from cli.logs import ExerciseOption, entries_of
from engine.world import World
from injects.load import deck_folder, read_deck, shipped_decks
from injects.msel.workbook import csv_bytes, xlsx_bytes
from injects.msel.writing import Sheet, sheet_of
from injects.problems import DeckError

app = typer.Typer(
    help="The MSEL as a workbook: out for planners in Excel, and in again without internal ids.", no_args_is_help=True
)

PaceOption = Annotated[
    str | None, typer.Option(help="The pace whose turns and clock times the MSEL speaks of; the deck's own if not given.")
]


@app.command("export")
def export_msel(
    given: Annotated[str, typer.Argument(metavar="DECK|LOG", help="A deck's id or folder; or a log, a database or its URL.")],
    out: Annotated[Path, typer.Option("--out", help="The file to write: .xlsx or .csv.")],
    pace: PaceOption = None,
    startex: Annotated[
        str | None, typer.Option(help="When StartEx is on the wall, 2026-03-04 09:00: times are then those.")
    ] = None,
    exercise: ExerciseOption = "",
) -> None:
    """Write the MSEL of a deck as a workbook; of a log, as it was played, which is for control's eyes.

    Example: surgex msel export taiwan-blockade --out msel.xlsx
    """
    if out.suffix.lower() not in (".xlsx", ".csv"):
        wrong(f"{out}: name a file that ends in .xlsx or .csv")
    at = startex_given(startex)
    sheet = _of_deck(given, pace, at) if _is_deck(given) else _of_log(given, exercise, pace, at)
    write_whole(out, [xlsx_bytes(sheet) if out.suffix.lower() == ".xlsx" else csv_bytes(sheet)])
    print(f"{len(sheet.rows)} injects written to {out}")


def _is_deck(given: str) -> bool:
    return given in shipped_decks() or Path(given).is_dir() or not (Path(given).exists() or "://" in given)


def _of_deck(given: str, pace: str | None, startex: datetime | None) -> Sheet:
    deck_folder(given)
    loaded = read_deck(given)
    if loaded.problems:
        raise DeckError(loaded.problems)
    world = loaded.world
    return sheet_of(world, world.deck.injects, pace=known_pace(world, pace), startex=startex)


def _of_log(given: str, exercise: str, pace: str | None, startex: datetime | None) -> Sheet:
    played = played_msel(entries_of(Path(given), exercise))
    cut = known_pace(played.world, pace) if pace else played.pace
    return sheet_of(played.world, played.injects, pace=cut, startex=startex, played=played.became)


def known_pace(world: World, pace: str | None) -> str:
    """The pace asked for, or the deck's own. Exits with 2 where the deck has none of that name."""
    paces = [one.id for one in world.deck.paces]
    if pace is not None and pace not in paces:
        wrong(f"{world.deck.id} has no pace `{pace}`{did_you_mean(pace, paces)}; it has: {', '.join(paces)}")
    return pace or world.deck.default_pace


def startex_given(text: str | None) -> datetime | None:
    """StartEx as it was typed: a date, with a time of day or without. Exits with 2 where it is none."""
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        wrong(f"`{text}` is no date: write --startex 2026-03-04, or --startex '2026-03-04 09:00'")
