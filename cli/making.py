"""`surgex new`: an exercise with its seats, in a database on this machine or at a running server."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.asking import AtOption, answered_at, manager_token
from cli.choices import BaselineOption, PaceOption, StartOption, WithOption, deck_with, world_for, wrong
from cli.databases import DatabaseOption, ServingError
from cli.handing_out import check_sheets, refuse_to_overwrite, tell_seats
from cli.places import default_database
from cli.sitting_down import URL, check_url
from cli.trusting import CaOption
from engine.world import World
from injects.load import comes_with_surgex, folders_of
from server.wire import ExerciseMade, MakeExercise, SeatIssued, SeatWanted

if TYPE_CHECKING:
    from server.roster import Roster

RosterOption = Annotated[
    Path | None,
    typer.Option(help="An XLSX or CSV file with columns for name, organisations or cell, role and contact, in any order."),
]
OutOption = Annotated[
    Path | None, typer.Option("--out", help="Write the seats with their tokens to this file instead: .csv, or JSON.")
]
SheetsOption = Annotated[
    Path | None,
    typer.Option("--print", help="A folder for the seat sheets as PDF, with join line, code and QR; shown nowhere else then."),
]
UrlOption = Annotated[
    str | None, typer.Option(help=f"The address at which participants will reach the server; {URL} or --at if not given.")
]

GroupsOption = Annotated[
    list[str] | None,
    typer.Option(help="Organisations that one seat speaks for, with commas between; the others get one each. Can be repeated."),
]
ClockOption = Annotated[
    bool, typer.Option("--clock/--facilitator", help="Who goes on from phase to phase; control may change that in play.")
]


def new(
    deck: Annotated[str, typer.Argument(help="A deck's id, or its folder.")],
    additions: WithOption = None,
    database: DatabaseOption = None,
    at: AtOption = None,
    ca: CaOption = None,
    start: StartOption = None,
    baseline: BaselineOption = None,
    pace: PaceOption = None,
    seed: Annotated[str | None, typer.Option(help="What chance is drawn from; a secret one if not given.")] = None,
    seat: GroupsOption = None,
    roster: RosterOption = None,
    url: UrlOption = None,
    out: OutOption = None,
    sheets: SheetsOption = None,
    clock: ClockOption = False,
) -> None:
    """Make an exercise and print the line with which each seat joins. Tokens are shown this once: keep them.

    Example: surgex new taiwan-blockade --pace day --seat "allies/japan,allies/australia" --out seats.json
    """
    _check_new(database, at, seed, seat, roster, url)
    refuse_to_overwrite(out)
    check_sheets(sheets)
    deck = deck_with(deck, additions)
    world, at_pace = world_for(deck, pace, start=start, baseline=baseline)
    if clock and not world.deck.pace(at_pace).times:
        wrong(f"the pace `{at_pace}` of {world.deck.id} gives no times for a clock: add `times` to it, or use --facilitator")
    question = MakeExercise(
        deck=deck if at is None or comes_with_surgex(deck) else world.deck.id,
        start=start or "",
        baseline=baseline or "",
        pace=at_pace,
        seed=seed or "",
        seats=tuple(roster_seats(roster, world) if roster is not None else _grouped(seat or [], world)),
        clock_driven=clock,
    )
    made, issued = _made_here(world, question, database) if at is None else _made_at(at, deck, question)
    print(f"{made.id}: {made.title}, pace {made.pace}, log {made.log[:16]}")
    tell_seats(made.id, issued, url or at or URL, out, sheets, world.deck.marking)
    _tell_unspoken(world, issued)


def _check_new(
    database: str | None, at: str | None, seed: str | None, seat: Sequence[str] | None, roster: Path | None, url: str | None
) -> None:
    """Exits with 2 where options of `new` do not go together."""
    check_url(url or at or URL)
    if at is not None and database is not None:
        wrong("--database is a file on this machine and --at a running server: name one of them")
    if seed == "":
        wrong("an empty seed is none: leave --seed out for a secret one")
    if seat and roster is not None:
        wrong("--seat and --roster both say who sits where: give one of them")


def _grouped(groups: Sequence[str], world: World) -> list[SeatWanted]:
    """A seat for each group, and one for each organisation in none of them. Exits with 2 where a name is unknown."""
    from injects.naming import named_organisations
    from server.admission import one_each_beside

    wanted = []
    for group in groups:
        organisations, unknown = named_organisations(group, world)
        if unknown or not organisations:
            wrong(f"--seat {group}: {unknown[0] if unknown else 'name an organisation at least'}")
        wanted.append(SeatWanted(organisations=organisations))
    return one_each_beside(world, wanted) if wanted else []


def roster_seats(path: Path, world: World) -> list[SeatWanted]:
    """The seats of a roster; how it was read is said. Exits with 2 where anything in it is wrong: then nothing counts."""
    from injects.sheet_file import SheetError
    from server.roster import read_roster

    try:
        roster: Roster = read_roster(path, world)
    except SheetError as error:
        for problem in error.problems:
            print(f"surgex: {problem}", file=sys.stderr)
        raise typer.Exit(2) from None
    for line in roster.read_as:
        print(f"{path}: {line}", file=sys.stderr)
    return roster.seats


def _made_here(world: World, question: MakeExercise, database: str | None) -> tuple[ExerciseMade, tuple[SeatIssued, ...]]:
    from server.admission import AdmissionError, create_exercise
    from server.store import Store
    from server.trouble import StoreError

    try:
        store = Store(database or default_database())
        try:
            created = create_exercise(
                store,
                world,
                question.pace,
                question.seed or None,
                seats=question.seats,
                clock_driven=question.clock_driven,
            )
        finally:
            store.close()
        if store.made:
            print(f"{store.database} is a new database", file=sys.stderr)
    except (StoreError, AdmissionError) as error:
        raise ServingError(error.sentence) from None
    return ExerciseMade(id=created.id, title=created.title, pace=created.pace, log=created.log), created.seats


def _made_at(url: str, deck: str, question: MakeExercise) -> tuple[ExerciseMade, tuple[SeatIssued, ...]]:
    """A deck that comes with surgex is named; any other goes whole, so that the server needs no file of it."""
    from server.packing import PackingError, packed

    own_baseline = Path(question.baseline) if question.baseline and Path(question.baseline).is_dir() else None
    try:
        own, *added = folders_of(deck)
        files = "" if comes_with_surgex(deck) and own_baseline is None else packed(own, own_baseline, added)
    except PackingError as error:
        raise ServingError(str(error)) from None
    variant = "" if own_baseline is not None else question.baseline
    answer = answered_at(url, question.model_copy(update={"files": files, "baseline": variant}), manager_token())
    if answer.made is None:
        raise ServingError(f"{url} did not say which exercise it made: `surgex seats list --at {url}` shows what there is")
    return answer.made, answer.issued


def _tell_unspoken(world: World, issued: Sequence[SeatIssued]) -> None:
    spoken_for = {one for seat in issued if seat.role == "participant" for one in seat.organisations}
    nobody = [one for one in world.organisations if one not in spoken_for]
    if nobody:
        print(f"Nobody speaks for {', '.join(nobody)}; `surgex seats add` makes further seats.", file=sys.stderr)
