"""`surgex seats`, `names` and `operator`: who sits where once an exercise is made, and who may change that."""

import json
import sys
from pathlib import Path
from typing import Annotated, cast, get_args

import typer

from cli.asking import OPERATOR_TOKEN, AtOption, ExerciseOption, answered
from cli.choices import did_you_mean, wrong
from cli.databases import DatabaseOption, ServingError
from cli.handing_out import ANY_MARKING, check_sheets, refuse_to_overwrite, tell_seats, write_secret
from cli.making import OutOption, RosterOption, SheetsOption, UrlOption, roster_seats
from cli.places import default_database
from cli.sitting_down import URL, check_url
from cli.trusting import CaOption
from engine.ids import OrganisationId
from engine.world import World
from server.wire import (
    AddSeats,
    Answer,
    EraseNames,
    ListSeats,
    PassSeat,
    ReissueSeat,
    RevokeSeat,
    Role,
    SeatListed,
    SeatWanted,
)

app = typer.Typer(
    no_args_is_help=True, help="List the seats of an exercise, add to them, revoke, reissue or pass on their tokens."
)
names = typer.Typer(no_args_is_help=True, help="Forget the names of people; logs have never held them.")
operator = typer.Typer(no_args_is_help=True, help="The token with which exercises are made and managed at a running server.")

SeatArgument = Annotated[str, typer.Argument(help="A seat's id; or an organisation's id or a role that only one seat has.")]
WhichOption = Annotated[
    str, typer.Option("--exercise", help="Which exercise; not needed where there is one, or with a seat's id.")
]
NameOption = Annotated[str, typer.Option(help="The person's name; kept in one table, from which it can be erased.")]
TokenOutOption = Annotated[Path | None, typer.Option("--out", help="Write the token to this file instead of showing it.")]
ContactOption = Annotated[str, typer.Option(help="How to reach the person; kept with the name.")]


@app.command("list")
def list_seats(
    exercise: ExerciseOption = "",
    database: DatabaseOption = None,
    at: AtOption = None,
    ca: CaOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False,
) -> None:
    """Show every seat, who holds it and when it was seen last. A token is never shown again.

    Example: surgex seats list --database exercise.db
    """
    answer = answered(ListSeats(exercise=exercise), database, at)
    if as_json:
        seats = [one.model_dump(mode="json") for one in answer.seats]
        print(json.dumps({"exercise": answer.sentence, "seats": seats}, indent=1))
        return
    print(answer.sentence)
    rows = [("seat", "for", "held by", "last seen", ""), *(_row(one) for one in answer.seats)]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    for row in rows:
        print("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())


def _row(seat: SeatListed) -> tuple[str, str, str, str, str]:
    organisations = ", ".join(seat.organisations)
    what = organisations if seat.role == "participant" else f"{seat.role}{': ' if organisations else ''}{organisations}"
    held_by = " ".join(one for one in (seat.holder_kind, f"({seat.name})" if seat.name else "") if one)
    state = "revoked" if seat.revoked else f"{seat.connections} connected" if seat.connections else ""
    return (seat.seat, what, held_by, seat.last_seen.removesuffix("+00:00").replace("T", " ") or "never", state)


@app.command()
def add(
    seat: Annotated[str, typer.Option(help="The organisations that it speaks for or observes, with commas between.")] = "",
    role: Annotated[str, typer.Option(help=f"One of {', '.join(get_args(Role))}.")] = "participant",
    name: NameOption = "",
    contact: ContactOption = "",
    roster: RosterOption = None,
    exercise: ExerciseOption = "",
    database: DatabaseOption = None,
    at: AtOption = None,
    ca: CaOption = None,
    url: UrlOption = None,
    out: OutOption = None,
    sheets: SheetsOption = None,
) -> None:
    """Make a further seat of an exercise, or those of a roster, also while it is played.

    Example: surgex seats add --role observer --seat allies/japan
    """
    _check_places(url, at, out, sheets)
    if roster is not None:
        wanted = _from_roster(roster, exercise, database, at)
    else:
        if role not in get_args(Role):
            wrong(f"there is no role `{role}`{did_you_mean(role, get_args(Role))}; there are: {', '.join(get_args(Role))}")
        organisations = tuple(OrganisationId(one.strip()) for one in seat.split(",") if one.strip())
        wanted = [SeatWanted(role=cast(Role, role), organisations=organisations, name=name, contact=contact)]
    _tell(answered(AddSeats(exercise=exercise, seats=tuple(wanted)), database, at), database, url, at, out, sheets)


def _from_roster(roster: Path, exercise: str, database: str | None, at: str | None) -> list[SeatWanted]:
    """The seats of a roster in the world of an exercise that is there already."""
    chosen = answered(ListSeats(exercise=exercise), database, None).sentence
    return roster_seats(roster, _world(chosen, database))


def _marking(exercise: str, database: str | None) -> str:
    """The deck's; tokens that were made must not be lost because it cannot be read now."""
    try:
        return _world(exercise, database).deck.marking
    except ServingError:
        return ANY_MARKING


def _world(exercise: str, database: str | None) -> World:
    """The world of an exercise in a database on this machine."""
    from server.issuing import world_of_exercise
    from server.store import Store
    from server.trouble import StoreError

    try:
        store = Store(database or default_database(), create=False)
        try:
            return world_of_exercise(store, exercise)
        finally:
            store.close()
    except StoreError as error:
        raise ServingError(error.sentence) from None


@app.command()
def revoke(
    seat: SeatArgument,
    exercise: WhichOption = "",
    database: DatabaseOption = None,
    at: AtOption = None,
    ca: CaOption = None,
) -> None:
    """Let a seat's token open nothing any more; whoever is connected with it is sent away within two seconds.

    Example: surgex seats revoke allies/japan --database exercise.db
    """
    answer = answered(RevokeSeat(exercise=exercise, seat=seat), database, at)
    for one in answer.seats:
        print(
            f"{answer.sentence}: revoked: {_row(one)[1]} ({one.seat}); `surgex seats reissue {one.seat}` gives it a new token"
        )


@app.command()
def reissue(
    seat: SeatArgument,
    exercise: WhichOption = "",
    database: DatabaseOption = None,
    at: AtOption = None,
    ca: CaOption = None,
    url: UrlOption = None,
    out: OutOption = None,
    sheets: SheetsOption = None,
) -> None:
    """Give a seat a new token for the same holder; the old one opens nothing any more.

    Example: surgex seats reissue allies/japan --database exercise.db
    """
    _check_places(url, at, out, sheets)
    _tell(answered(ReissueSeat(exercise=exercise, seat=seat), database, at), database, url, at, out, sheets)


@app.command(name="pass")
def pass_seat(
    seat: Annotated[str, typer.Argument(help="As for reissue; nothing for your own seat, with --at and SURGEX_TOKEN.")] = "",
    name: NameOption = "",
    contact: ContactOption = "",
    exercise: WhichOption = "",
    database: DatabaseOption = None,
    at: AtOption = None,
    ca: CaOption = None,
    url: UrlOption = None,
    out: OutOption = None,
    sheets: SheetsOption = None,
) -> None:
    """Pass a seat to somebody else: the successor gets a token and is a new holder; whoever had it is sent away.

    Example: surgex seats pass allies/japan --database exercise.db
    """
    _check_places(url, at, out, sheets)
    if not seat and at is None:
        wrong("name the seat that is passed on; your own needs no name, but a server: --at URL with SURGEX_TOKEN")
    _tell(
        answered(PassSeat(exercise=exercise, seat=seat, name=name, contact=contact), database, at),
        database,
        url,
        at,
        out,
        sheets,
    )


def _check_places(url: str | None, at: str | None, out: Path | None, sheets: Path | None) -> None:
    check_url(url or at or URL)
    refuse_to_overwrite(out)
    check_sheets(sheets)


def _tell(answer: Answer, database: str | None, url: str | None, at: str | None, out: Path | None, sheets: Path | None) -> None:
    print(answer.sentence)
    marked = _marking(answer.sentence, database) if sheets is not None and at is None else ANY_MARKING
    tell_seats(answer.sentence, answer.issued, url or at or URL, out, sheets, marked)


@names.command()
def erase(
    exercise: Annotated[str, typer.Argument(help="The exercise's id.")],
    holder: Annotated[str, typer.Option(help="Only the name of this holder; all of the exercise if not given.")] = "",
    database: DatabaseOption = None,
    at: AtOption = None,
    ca: CaOption = None,
) -> None:
    """Forget the names and contacts of the people of an exercise. Copies and backups made before still hold them.

    Example: surgex names erase taiwan-blockade-1a2b3c --database exercise.db
    """
    count = answered(EraseNames(exercise=exercise, holder=holder), database, at).count
    if holder and not count:
        wrong(
            f"{exercise} keeps no name of a holder `{holder}`: `surgex seats list --exercise {exercise} --json` shows holders"
        )
    print(f"{count} {'name' if count == 1 else 'names'} erased; copies and backups made before still hold them")


@operator.command("new")
def new_token(database: DatabaseOption = None, out: TokenOutOption = None) -> None:
    """Make the operator's token of a database that has none. It is shown this once.

    Example: surgex operator new --database exercise.db
    """
    _operator(database, out, replace=False)


@operator.command("reissue")
def reissue_token(database: DatabaseOption = None, out: TokenOutOption = None) -> None:
    """Make a new operator's token; the one before opens nothing any more.

    Example: surgex operator reissue --database exercise.db
    """
    _operator(database, out, replace=True)


def _operator(database: str | None, out: Path | None, *, replace: bool) -> None:
    from server.operators import has_operator, new_operator
    from server.store import Store
    from server.trouble import StoreError

    refuse_to_overwrite(out)
    try:
        store = Store(database or default_database(), create=not replace)
        try:
            if store.made:
                print(f"{store.database} is a new database", file=sys.stderr)
            if not replace and has_operator(store):
                wrong("there is an operator's token already: `surgex operator reissue` puts another in its place")
            token = new_operator(store)
        finally:
            store.close()
    except StoreError as error:
        raise ServingError(error.sentence) from None
    line = f"{OPERATOR_TOKEN}={token}"
    if out is not None:
        try:
            write_secret(out, line + "\n")
        except OSError as error:
            print(f"surgex: {out} cannot be written: {error.strerror}. The token is this:", file=sys.stderr)
        else:
            print(f"the operator's token is in {out}, for you alone to read")
            return
    print(line)
