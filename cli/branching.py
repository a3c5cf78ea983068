"""`surgex branch`: a new log that goes on from an entry of another one."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from aar.branching import Fork
from aar.log_file import write_log
from aar.replaying import moments
from aar.what_if import Otherwise, Retold, gone_on, replacements_in
from bots.roster import policy as policy_named
from bots.table import Table, play_on
from cli.choices import known_organisation, known_policy, policies_for, wrong
from cli.databases import ServingError
from cli.handing_out import refuse_to_overwrite, tell_seats
from cli.named_logs import ExerciseOption, LogArgument, entries_of
from cli.sitting_down import URL, check_url
from engine.entries import Entry
from engine.recording import Onlooker
from engine.titles import plural

SHOWN = 12
"""Orders that are named; `surgex compare` lists all."""


AtOption = Annotated[
    int | None,
    typer.Option("--at", help="The last entry that the new log takes over; of a what-if, the one before the first change."),
]
OutOption = Annotated[Path | None, typer.Option("--out", help="Write the new log to this file.")]
IntoOption = Annotated[
    str | None, typer.Option("--into", help="Put it into this database, with new seats, so that people can go on.")
]
DropOption = Annotated[
    list[int] | None, typer.Option("--drop", help="What if the order of this entry had not been given? Can be repeated.")
]
ReplaceOrdersOption = Annotated[
    Path | None,
    typer.Option("--replace", help='What if other orders had been given? JSON: [{"entry": 41, "order": {…}}, …].'),
]
PlayedByOption = Annotated[
    list[str] | None, typer.Option("--policy", help="What if a bot had played it? ORGANISATION=POLICY. Can be repeated.")
]
PlayOnOption = Annotated[
    list[str] | None,
    typer.Option(help="Let bots play on to EndEx: typical, prompt or idle; or ORGANISATION=POLICY. Can be repeated."),
]
UrlOption = Annotated[str, typer.Option(help="With --into: the address at which participants will reach the server.")]
SeatsOption = Annotated[
    Path | None, typer.Option(help="With --into: write the new seats with their tokens to this file, as JSON.")
]


def branch(
    log: LogArgument,
    at: AtOption = None,
    out: OutOption = None,
    into: IntoOption = None,
    exercise: ExerciseOption = "",
    drop: DropOption = None,
    instead: ReplaceOrdersOption = None,
    policy: PlayedByOption = None,
    bots: PlayOnOption = None,
    url: UrlOption = URL,
    seats: SeatsOption = None,
) -> None:
    """Rewind to an entry, as a new log; the old one stays. Prints who had seen what lies behind: that cannot be undone.

    With --drop, --replace or --policy the orders behind it are given once more, but for these: what if?

    Example: surgex branch results/exercise.jsonl --drop 120 --policy state/ddtc=prompt --out what-if.jsonl
    """
    if (out is None) == (into is None):
        wrong("say where the new log goes: to a file with --out, or into a server's database with --into")
    if out is not None and out.exists():
        wrong(f"{out} is there already: name another file")
    check_url(url)
    refuse_to_overwrite(seats)
    parent = list(entries_of(log, exercise))
    otherwise = _otherwise(parent, drop or [], instead, policy or [])
    if at is None and not otherwise:
        wrong("say where the new log departs with --at, or what is to be other with --drop, --replace or --policy")
    fork, table, retold = gone_on(parent, otherwise, at, _progress)
    if bots:
        play_on(table, policies_for(fork.exercise.world, bots, fork.exercise.seed))
    told = [*_told(fork), *(_retold(retold) if retold is not None else ())]
    if out is not None:
        write_log(out, table.entries)
        print("\n".join(told))
        print(f"written to {out}: {plural(len(table.entries), 'entry', 'entries')}; head {table.entries[-1].hash}")
    if into is not None:
        _put_into(into, table, url, seats, told)


def _told(fork: Fork) -> Iterator[str]:
    stands, parent = fork.exercise, fork.parent
    yield f"{fork.exercise_id}: goes on from entry {parent.entry} of {parent.exercise}"
    yield f"parent head {parent.head}"
    yield f"turn {stands.turn} of {stands.turns}, {stands.phase}, present week {stands.week}"
    yield from _onlookers(parent.seen_past) if parent.seen_past else ("Nobody has seen anything behind it.",)


def _otherwise(parent: Sequence[Entry], drop: Sequence[int], instead: Path | None, policy: Sequence[str]) -> Otherwise:
    """What the command line wants other; exits with 2 where it cannot be."""
    world = next(moments(parent[:1])).exercise.world
    chosen = {}
    for one in policy:
        name, equals, value = one.partition("=")
        if not equals:
            wrong(f"--policy {one}: name an organisation and a bot, for example --policy state/ddtc=prompt")
        known_policy(value)
        chosen[known_organisation(world, name)] = policy_named(value, "what if")
    replaced = {}
    if instead is not None:
        try:
            replaced = replacements_in(json.loads(instead.read_bytes()))
        except OSError as error:
            wrong(f"{instead} cannot be read: {error.strerror}")
        except ValueError as error:
            wrong(f"{instead} is no JSON: {error}")
    both = sorted(set(drop) & replaced.keys())
    if both:
        wrong(f"entry {both[0]} is dropped and replaced: one of the two")
    return Otherwise(dropped=frozenset(drop), replaced=replaced, policies=chosen)


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\rentry {done} of {of} given once more", end="\r", file=sys.stderr, flush=True)


def _retold(retold: Retold) -> Iterator[str]:
    told = f"{plural(retold.given, 'order')} given once more, {retold.left_out} left out"
    yield f"{told}, {retold.by_bots} by bots in their place" if retold.by_bots else told
    if retold.did_nothing:
        yield "The exercise stands in the end exactly as it did: what is otherwise did nothing."
        return
    if not retold.turned:
        yield "Every other order was answered as before; `surgex compare` says what became of it."
        return
    yield f"{plural(len(retold.turned), 'order')} answered otherwise:"
    for one in retold.turned[:SHOWN]:
        now = f"refused now: {one.refused_now}" if one.refused_now else "taken now"
        yield f"  entry {one.number}, {one.organisation or 'control'}, {one.kind}: {now}"
    if len(retold.turned) > SHOWN:
        yield f"  and {len(retold.turned) - SHOWN} more; `surgex compare` lists them"


def _onlookers(seen_past: tuple[Onlooker, ...]) -> Iterator[str]:
    yield "Who has seen past it, and how many entries told them something:"
    width = max(len(one.organisation) for one in seen_past)
    for one in seen_past:
        yield f"  {one.organisation:<{width}}  {one.entries:>5}  {one.holder}"


def _put_into(database: str, table: Table, url: str, seats: Path | None, told: Sequence[str]) -> None:
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
    print("\n".join(told))
    print("The seats are new: hand them out again.", file=sys.stderr)
    print(f"{created.id}: {created.title}, pace {created.pace}, log {created.log[:16]}")
    tell_seats(created.id, created.seats, url, seats)
