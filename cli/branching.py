"""`surgex branch`: a new log that goes on from an entry of another one."""

import secrets
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from aar.branching import Fork
from aar.branching import branch as branch_log
from aar.log_file import write_log
from bots.table import Table, play_on
from cli.choices import policies_for, wrong
from cli.handing_out import refuse_to_overwrite, tell_seats
from cli.logs import ExerciseOption, LogArgument, entries_of
from cli.serving import URL, ServingError, check_url
from engine.entries import Onlooker


def branch(
    log: LogArgument,
    at: Annotated[int, typer.Option("--at", help="The last entry that the new log takes over.")],
    out: Annotated[Path | None, typer.Option("--out", help="Write the new log to this file.")] = None,
    into: Annotated[
        str | None, typer.Option("--into", help="Put it into this database, with new seats, so that people can go on.")
    ] = None,
    exercise: ExerciseOption = "",
    bots: Annotated[
        list[str] | None,
        typer.Option(help="Let bots play on to EndEx: typical, prompt or idle; or ORGANISATION=POLICY. Can be repeated."),
    ] = None,
    url: Annotated[str, typer.Option(help="With --into: the address at which participants will reach the server.")] = URL,
    seats: Annotated[
        Path | None, typer.Option(help="With --into: write the new seats with their tokens to this file, as JSON.")
    ] = None,
) -> None:
    """Rewind to an entry, as a new log; the old one stays. Prints who had seen what lies behind: that cannot be undone.

    Example: surgex branch results/exercise.jsonl --at 120 --out second-try.jsonl --bots prompt
    """
    if (out is None) == (into is None):
        wrong("say where the new log goes: to a file with --out, or into a server's database with --into")
    if out is not None and out.exists():
        wrong(f"{out} is there already: name another file")
    check_url(url)
    refuse_to_overwrite(seats)
    log_key = secrets.token_bytes(32)
    fork = branch_log(entries_of(log, exercise), at, log_key, datetime.now(UTC).isoformat(timespec="seconds"))
    table = _table(fork, log_key)
    if bots:
        play_on(table, policies_for(fork.exercise.world, bots, fork.exercise.seed))
    print("\n".join(_told(fork)))
    if out is not None:
        write_log(out, table.entries)
        print(f"written to {out}: {len(table.entries)} entries; head {table.entries[-1].hash}")
    if into is not None:
        _put_into(into, table, url, seats)


def _table(fork: Fork, log_key: bytes) -> Table:
    stands = fork.exercise
    seed = stands.aside.seed if stands.aside else stands.seed
    return Table(world=stands.world, pace=stands.pace, seed=seed, resumed=fork.entries, own_key=log_key)


def _told(fork: Fork) -> Iterator[str]:
    stands, parent = fork.exercise, fork.parent
    yield f"{fork.exercise_id}: goes on from entry {parent.entry} of {parent.exercise}"
    yield f"parent head {parent.head}"
    yield f"turn {stands.turn} of {stands.turns}, {stands.phase}, present week {stands.week}"
    yield from _onlookers(parent.seen_past) if parent.seen_past else ("Nobody has seen anything behind it.",)


def _onlookers(seen_past: tuple[Onlooker, ...]) -> Iterator[str]:
    yield "Who has seen past it, and how many entries told them something:"
    width = max(len(one.organisation) for one in seen_past)
    for one in seen_past:
        yield f"  {one.organisation:<{width}}  {one.entries:>5}  {one.holder}"


def _put_into(database: str, table: Table, url: str, seats: Path | None) -> None:
    from server.admission import adopt_exercise
    from server.store import Store
    from server.trouble import StoreError

    try:
        store = Store(database)
        try:
            created = adopt_exercise(store, table.world, table.entries)
        finally:
            store.close()
    except StoreError as error:
        raise ServingError(error.sentence) from None
    print("The seats are new: hand them out again.", file=sys.stderr)
    print(f"{created.id}: {created.title}, pace {created.pace}, log {created.log[:16]}")
    tell_seats(created.id, created.seats, url, seats)
