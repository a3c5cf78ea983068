"""`surgex msel`: the MSEL of a deck or of a played exercise as a workbook, and a workbook back into a deck."""

import sys
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Annotated, Literal, cast

import typer

from aar.log_file import write_whole
from aar.msel import played_msel
from cli.choices import did_you_mean, wrong
from cli.named_logs import ExerciseOption, entries_of
from engine.world import World
from injects.load import deck_folder, folders_of, read_deck, shipped_decks
from injects.making import TEMPLATE, new_folder, title_from
from injects.msel.cells import CellError
from injects.msel.importing import AskedError, Change, ReadMsel, changed_deck, new_deck, read_msel, write_changes
from injects.msel.scheduling import Options
from injects.msel.times import Order, zone_in
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
    folders_of(given)
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


@app.command("import")
def import_msel(
    file: Annotated[Path, typer.Argument(help="The workbook: .xlsx or .csv.")],
    into: Annotated[Path | None, typer.Option(help="The folder of the deck that takes it.")] = None,
    new: Annotated[str | None, typer.Option(help="The folder of a new deck: small letters, digits and hyphens.")] = None,
    like: Annotated[str, typer.Option(help="The deck whose other files the new one gets; the template if not given.")] = "",
    startex: Annotated[str | None, typer.Option(help="StartEx, where times are absolute: 2026-03-04.")] = None,
    zone: Annotated[str, typer.Option(help="Of StartEx and of times without a zone: UTC-5, Asia/Tokyo.")] = "UTC",
    dates: Annotated[str, typer.Option(help="What 03/04/2026 is: mdy or dmy.")] = "",
    d_day: Annotated[str, typer.Option(help="What D+0 is: a date, or week:14; StartEx if not given.")] = "",
    times: Annotated[str, typer.Option(help="Whose dates stand in the workbook: scenario or room.")] = "",
    pace: PaceOption = None,
    objective: Annotated[str, typer.Option(help="For rows that name no objective of the deck.")] = "",
    sheet: Annotated[str, typer.Option(help="The sheet to read; the one that looks most like an MSEL if not given.")] = "",
    remove: Annotated[bool, typer.Option("--remove", help="Take out injects of the deck that have no row.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and write nothing.")] = False,
) -> None:
    """Read a workbook into a deck: all of it, or nothing where a row cannot be understood. Columns may have any order and name.

    Example: surgex msel import msel.xlsx --into harbour-exercise --dry-run
    """
    if (into is None) == (new is None):
        wrong("say where the MSEL goes: --into FOLDER of a deck, or --new NAME; one of them")
    source = _deck_to_read(into, like)
    loaded = read_deck(source)
    if loaded.problems:
        raise DeckError(loaded.problems)
    world = loaded.world
    folder = new_folder(new) if new is not None else source
    options = Options(
        startex=startex_given(startex),
        zone=_zone(zone),
        dates=cast(Order, _one_of("--dates", dates, "mdy", "dmy")),
        pace=known_pace(world, pace),
        d_day=d_day.replace(":", " "),
        times=cast(Literal["scenario", "room", ""], _one_of("--times", times, "scenario", "room")),
        objective=_objective(world, objective),
        sheet=sheet,
    )
    read = _read(file, world, options, new=new is not None)
    for line in read.report:
        print(line)
    if new is not None:
        change = new_deck(file, source, folder, title_from(folder.name), world, read, write=not dry_run)
    else:
        change = changed_deck(file, folder, read, remove=remove)
    for line in (*change.said, *change.differences):
        print(line)
    _finish(change, folder, read, world, dry_run=dry_run, new=new is not None)


def _finish(change: Change, folder: Path, read: ReadMsel, world: World, *, dry_run: bool, new: bool) -> None:
    """Write what changes in an existing deck, and say what was done."""
    rows = {draft.plain["id"] for draft in read.drafts}
    without = 0 if new else sum(one.id not in rows for one in world.deck.injects)
    removed = sum(one.startswith("- ") for one in change.differences)
    if without > removed:
        print(f"{without} injects of the deck have no row and stay; --remove takes them out")
    if dry_run:
        print(f"{len(change.differences)} changes; nothing is written (--dry-run)")
        return
    if not new:
        for backup in write_changes(change):
            print(f"kept as it was: {backup}")
    print(
        f"{len(change.differences)} changes written to {folder}; `surgex decks check {folder}` has {change.warnings} warnings"
    )


def _deck_to_read(into: Path | None, like: str) -> Path:
    """The folder of the deck that is changed, or whose other files a new one gets."""
    if into is None:
        return deck_folder(like) if like else TEMPLATE
    if like:
        wrong("--like is for a new deck: leave it out, or say --new instead of --into")
    if not into.is_dir() and str(into) in shipped_decks():
        wrong(f"{into} comes with surgex and is not changed: begin your own with --new NAME --like {into}")
    return deck_folder(into)


def _read(file: Path, world: World, options: Options, *, new: bool) -> ReadMsel:
    """What the workbook says; what it leaves open is asked at a terminal. Exits with 2 where there is none."""
    while True:
        try:
            return read_msel(file, world, options, new=new)
        except AskedError as asked:
            if not at_a_terminal():
                wrong(_unsaid(asked, world))
            told = f"; {asked.told}" if asked.told else ""
            if asked.what == "startex":
                said = typer.prompt(f"When is StartEx? (the deck's story begins on {world.deck.start_date}{told})")
                options = replace(options, startex=startex_given(said))
            else:
                said = typer.prompt(f"{asked}\nWhich comes first, month or day (mdy, dmy)?")
                options = replace(options, dates=cast(Order, _one_of("the answer", said, "mdy", "dmy")))


def at_a_terminal() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin.isatty()


def _unsaid(asked: AskedError, world: World) -> str:
    if asked.what == "dates":
        return str(asked)
    begins = world.deck.start_date
    told = f"; {asked.told}" if asked.told else ""
    return f"{asked}: this time is absolute: say when StartEx is with --startex (this deck's story begins on {begins}{told})"


def _one_of(option: str, given: str, *known: str) -> str:
    if given and given not in known:
        wrong(f"{option} is {' or '.join(known)}, and not `{given}`")
    return given


def _objective(world: World, given: str) -> str:
    known = [one.id for one in world.deck.objectives]
    if given and given not in known:
        wrong(f"{world.deck.id} has no objective `{given}`{did_you_mean(given, known)}; it has: {', '.join(known)}")
    return given


def _zone(given: str) -> tzinfo:
    try:
        return zone_in(given) or UTC
    except CellError as error:
        wrong(f"--zone: {error}")
