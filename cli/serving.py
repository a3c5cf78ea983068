"""`surgex host`, `new`, `join` and `bots`: an exercise for many, from the server to the seats."""

import asyncio
import getpass
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from pydantic import ValidationError

from cli.choices import seed_for, world_for, wrong
from cli.places import default_database
from engine.entries import Entry

if TYPE_CHECKING:
    from server.admission import CreatedExercise
    from server.app import Host

URL = "ws://127.0.0.1:8765"
TOKEN_HELP = "Your seat's token; asked for if not given. Others on this machine can read an option, but not SURGEX_TOKEN."
DatabaseOption = Annotated[
    str | None, typer.Option(help="A SQLite file or a postgresql:// URL; SURGEX_DATABASE or your data folder if not given.")
]
OperatorOption = Annotated[
    str, typer.Option(envvar="SURGEX_OPERATOR_TOKEN", help="The operator's token of the server to follow.", show_envvar=True)
]


class ServingError(Exception):
    """What is wrong with a server, a database or a connection, in one line with its mend."""


def host(
    database: DatabaseOption = None,
    address: Annotated[str, typer.Option("--address", help="The address to listen on; 0.0.0.0 for every one.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on; 0 for any free one.")] = 8765,
    log_file: Annotated[Path | None, typer.Option(help="Where the server's own log goes; the terminal if not given.")] = None,
    export_to: Annotated[Path | None, typer.Option(help="A folder, on another disk, for each log at every lock.")] = None,
    standby: Annotated[str, typer.Option(help="Follow the server at this address; serve only after `surgex promote`.")] = "",
    operator_token: OperatorOption = "",
) -> None:
    """Serve the exercises of a database until Ctrl+C. Everything that it answers is on disk first.

    Example: surgex host --database exercise.db --port 8765
    """
    from cli.standing_by import follow_until_promoted
    from server.app import host as serve
    from server.settings import Settings
    from server.trouble import StoreError

    try:
        settings = Settings(
            database=database or default_database(), host=address, port=port, log_file=log_file, export_to=export_to
        )
        if standby:
            follow_until_promoted(settings, standby, operator_token)
        asyncio.run(serve(settings, ready=_say_where))
    except ValidationError as error:
        first = error.errors()[0]
        raise ServingError(f"--{first['loc'][0]}: {first['msg']}".replace("_", "-")) from None
    except StoreError as error:
        raise ServingError(error.sentence) from None
    except OSError as error:
        raise ServingError(f"cannot listen on {address} port {port}: {error.strerror}. Try another --port.") from None


def _say_where(host: "Host") -> None:
    count = len(host.store.exercises())
    print(f"{count} exercises of {host.store.database} at {host.url}; Ctrl+C stops the server", file=sys.stderr)
    if not count:
        print("There is none yet: make one with `surgex new` in another terminal; no restart is needed.", file=sys.stderr)


def new(
    deck: Annotated[str, typer.Argument(help="A deck's id, or its folder.")],
    database: DatabaseOption = None,
    pace: Annotated[str | None, typer.Option(help="How the weeks are cut into turns; the deck's own if not given.")] = None,
    seed: Annotated[str | None, typer.Option(help="What chance is drawn from; a secret one if not given.")] = None,
    url: Annotated[str, typer.Option(help="The address at which participants will reach the server.")] = URL,
    out: Annotated[Path | None, typer.Option("--out", help="Write the seats with their tokens to this file, as JSON.")] = None,
    clock: Annotated[
        bool, typer.Option("--clock/--facilitator", help="Who goes on from phase to phase; control may change that in play.")
    ] = False,
) -> None:
    """Make an exercise and print the line with which each seat joins. Tokens are shown this once: keep them.

    Example: surgex new taiwan-blockade --pace day --clock --out seats.json
    """
    from server.admission import create_exercise
    from server.store import Store
    from server.trouble import StoreError

    check_url(url)
    if seed == "":
        wrong("an empty seed is none: leave --seed out for a secret one")
    refuse_to_overwrite(out)
    world, at_pace = world_for(deck, pace)
    if clock and not world.deck.pace(at_pace).times:
        wrong(f"the pace `{at_pace}` of {world.deck.id} gives no times for a clock: add `times` to it, or use --facilitator")
    try:
        store = Store(database or default_database())
        try:
            created = create_exercise(store, world, at_pace, seed, clock_driven=clock)
        finally:
            store.close()
    except StoreError as error:
        raise ServingError(error.sentence) from None
    tell_seats(created, world.deck.title, url, out)


def refuse_to_overwrite(out: Path | None) -> None:
    """Exits with 2 where a file that may hold tokens would be overwritten."""
    if out is not None and out.exists():
        wrong(f"{out} is there already, and may hold the tokens of another exercise: name another file")


def tell_seats(created: "CreatedExercise", title: str, url: str, out: Path | None) -> None:
    """Print the line with which each seat joins, and write them to a file where one is named."""
    seats = [
        {"role": seat.role, "organisations": list(seat.organisations), "title": seat.title, "token": seat.token}
        for seat in created.seats
    ]
    print(f"{created.id}: {title}, pace {created.pace}, log {created.log[:16]}")
    for seat in created.seats:
        print(f"  {seat.title}\n    SURGEX_TOKEN={seat.token} surgex join {url}")
    if out is not None:
        _write_secret(out, {"exercise": created.id, "url": url, "seats": seats})
        print(f"written to {out}")


def _write_secret(path: Path, plain: dict[str, Any]) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(plain, file, indent=1)
    except OSError as error:
        wrong(f"{path} cannot be written: {error.strerror}. The exercise is made; its tokens are above.")


def join(
    url: Annotated[str, typer.Argument(help="The server's address, for example ws://127.0.0.1:8765.")],
    token: Annotated[
        str | None,
        typer.Option(
            envvar="SURGEX_TOKEN",
            help=TOKEN_HELP,
            show_envvar=True,
        ),
    ] = None,
    ascii_only: Annotated[bool, typer.Option("--ascii", help="Draw with plain characters only.")] = False,
) -> None:
    """Sit down: open the workspace of your token in this terminal.

    Example: surgex join ws://127.0.0.1:8765
    """
    check_url(url)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        wrong("join needs a terminal: run it in one")
    given = token or getpass.getpass("token: ").strip()
    if not given:
        wrong("without a token there is no seat: ask control for yours")
    raise typer.Exit(open_client(url, given, ascii_only=ascii_only))


def open_client(url: str, token: str, *, ascii_only: bool = False) -> int:
    """The terminal client, until its person leaves; the exit code."""
    from tui.app import run_client
    from tui.settings import ClientConfig

    return run_client(url, token, config=ClientConfig(ascii_only=ascii_only))


def check_url(url: str) -> None:
    """Exits with 2 where an address is none that a client can reach."""
    if not url.startswith(("ws://", "wss://")):
        wrong(f"`{url}` should begin with ws:// (or wss://), for example {URL}")


def bots(
    seats: Annotated[Path, typer.Argument(help="The seats file that `new --out` wrote.")],
    policy: Annotated[str, typer.Option(help="How they play: typical, prompt or idle.")] = "typical",
    without: Annotated[
        list[str] | None, typer.Option("--without", help="Leave this seat to a person: an organisation's id, or `control`.")
    ] = None,
    url: Annotated[str, typer.Option(help="The server's address, if it is not the one in the file.")] = "",
    thinking: Annotated[float, typer.Option(help="Seconds that a bot takes for each order.")] = 0.2,
    seed: Annotated[str | None, typer.Option(help="What the bots' own choices are drawn from.")] = None,
) -> None:
    """Put bots on the seats of an exercise, over the network like anybody else, until EndEx or Ctrl+C.

    Example: surgex bots seats.json --without allies/japan --without control
    """
    from bots.roster import POLICIES
    from cli.wire_bots import run_bots, wanted_seats

    if thinking < 0:
        wrong("--thinking is seconds: give 0 or more")
    if policy not in POLICIES:
        wrong(f"there is no policy `{policy}`; there are: {', '.join(POLICIES)}")
    try:
        plain = json.loads(seats.read_text(encoding="utf-8"))
        at, given = url or plain["url"], plain["seats"]
    except OSError as error:
        wrong(f"{seats} cannot be read: {error.strerror}. Name the file that `surgex new --out` wrote.")
    except (ValueError, KeyError, TypeError):
        wrong(f"{seats} is no seats file: name the one that `surgex new --out` wrote")
    check_url(at)
    chosen = wanted_seats(given, without or [])
    print(f"{len(chosen)} bots join {at}; Ctrl+C takes them away", file=sys.stderr)
    try:
        asyncio.run(run_bots(at, chosen, policy, seed_for(seed), thinking))
    except* ConnectionRefusedError as refused:
        raise ServingError(str(refused.exceptions[0])) from None
    except* KeyboardInterrupt:
        print("the bots have left", file=sys.stderr)


def stored_entries(database: Path, exercise: str) -> Iterator[Entry]:
    """The entries of one exercise of a database; of the newest where none is named."""
    from server.store import exercises, read_entries
    from server.trouble import StoreError

    try:
        known = exercises(database)
        if not known:
            raise ServingError(f"{database} holds no exercise: make one with `surgex new`")
        yield from read_entries(database, exercise or max(known, key=lambda one: one.created).id)
    except StoreError as error:
        raise ServingError(error.sentence) from None
