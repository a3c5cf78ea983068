"""`surgex backup`, `restore` and `import`: what keeps exercises beyond one server and one disk."""

from pathlib import Path
from typing import Annotated

import typer

from aar.annotations import beside, read_annotations
from aar.log_file import read_log
from cli.databases import DatabaseOption, told
from cli.handing_out import refuse_to_overwrite, tell_seats
from cli.places import default_database
from cli.sitting_down import URL, check_url
from engine.titles import plural


def backup(
    to: Annotated[Path, typer.Option("--to", help="The file to write; it must not be there yet.")],
    database: DatabaseOption = None,
) -> None:
    """Copy every exercise of a database, with its seats, into one file; the server may run meanwhile.

    Example: surgex backup --database exercise.db --to copy.db
    """
    from server.backup import back_up

    with told():
        count = back_up(database or default_database(), to)
    print(f"wrote {to}: {plural(count, 'exercise')}. Whoever reads it reads everything: keep it as you keep the database.")


def restore(
    backup: Annotated[Path, typer.Argument(help="A file that `surgex backup` wrote.")],
    database: Annotated[str, typer.Option(help="The new SQLite file, or the URL of an empty PostgreSQL.")],
) -> None:
    """Make a database from a backup, after checking every log in it. Seats and tokens are as they were.

    Example: surgex restore copy.db --database again.db
    """
    from server.backup import restore as put_back

    with told():
        count = put_back(backup, database)
    them = "it" if count == 1 else "them"
    print(f"restored {plural(count, 'exercise')}; serve {them} with `surgex host`. Never serve the old database again.")


def import_log(
    log: Annotated[Path, typer.Argument(help="A log that `export`, a lock or `play --out` wrote.")],
    database: DatabaseOption = None,
    url: Annotated[str, typer.Option(help="The address at which participants will reach the server.")] = URL,
    out: Annotated[Path | None, typer.Option("--out", help="Write the seats with their tokens to this file, as JSON.")] = None,
) -> None:
    """Put a log into a database, to play on from its last entry, with the annotations beside it; of what is there already
    the rest is added.

    Example: surgex import exercise.jsonl --database exercise.db
    """
    from server.importing import import_log as take_in
    from server.store import Store

    check_url(url)
    refuse_to_overwrite(out)
    with told():
        store = Store(database or default_database())
        try:
            annotations = list(read_annotations(beside(log))) if beside(log).exists() else []
            done = take_in(store, read_log(log), str(log), annotations)
        finally:
            store.close()
    if done.created is not None:
        print(f"{done.created.id}: {done.title}, pace {done.created.pace}, log {done.created.log[:16]}")
        tell_seats(done.created.id, done.created.seats, url, out)
    print(f"{done.exercise}: {plural(done.entries, 'entry', 'entries')} imported; head {done.head}")
    if done.annotations:
        print(f"{done.exercise}: {plural(done.annotations, 'annotation')} imported")
