"""`surgex verify`, `replay`, `findings` and `export`: everything that begins with a log."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from aar.answer import answer_of
from aar.log_file import read_log, write_log
from aar.page import page, plain_answer
from aar.reading import read
from aar.verifying import verify as verify_log
from cli.choices import wrong
from cli.serving import stored_entries
from engine.apply import apply_all
from engine.entries import Entry, events_in, replayed_start
from engine.ids import CONTROL
from engine.stored import state_hash
from engine.units import THOUSAND

LogArgument = Annotated[Path, typer.Argument(help="A log that `play --out` or `export` wrote, or a server's database.")]
ExerciseOption = Annotated[str, typer.Option("--exercise", help="Which exercise of a database; the newest if not given.")]
SQLITE = b"SQLite format 3\x00"


def entries_of(log: Path, exercise: str) -> Iterator[Entry]:
    """The entries of a log file, or of one exercise in a database."""
    try:
        with log.open("rb") as opened:
            is_database = opened.read(len(SQLITE)) == SQLITE
    except OSError as error:
        wrong(f"{log} cannot be read: {error.strerror}. Name a log file or a server's database.")
    if is_database:
        return stored_entries(log, exercise)
    if exercise:
        wrong(f"{log} is a log file, which holds one exercise: leave out --exercise")
    return read_log(log)


def verify(
    log: LogArgument,
    exercise: ExerciseOption = "",
    head: Annotated[str, typer.Option(help="The head that was printed at lock or EndEx: a cut tail is then seen too.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Check that a log is whole, and that these rules would decide every order in it the same. Exit code 1 if not.

    Example: surgex verify exercise.log
    """
    found = verify_log(entries_of(log, exercise), head=head)
    if as_json:
        plain = {name: getattr(found, name) for name in found.__slots__}
        print(json.dumps(plain, indent=1))
        raise typer.Exit(1 if found.fault else 0)
    if found.fault:
        print(f"NOT INTACT: {found.fault}")
        raise typer.Exit(1)
    withheld = f"; {found.withheld} parts withheld" if found.withheld else ""
    print(f"intact: {found.entries} entries{withheld}; {found.decided_again} orders decided again with the same outcome")
    print(f"head  {found.head}")
    if found.state:
        print(f"state {found.state}")
    if not found.ended:
        print("The exercise has not ended: give --head to be sure that nothing is missing at the end.")


def replay(
    log: LogArgument,
    exercise: ExerciseOption = "",
    to: Annotated[int, typer.Option("--to", help="Stop after this entry.")] = -1,
) -> None:
    """Play a log back from its recorded events, without running a rule: what happened, turn by turn, and the state hash.

    Example: surgex replay exercise.log --to 120
    """
    state = None
    for entry in entries_of(log, exercise):
        if CONTROL not in entry.parts:
            wrong("this copy of the log withholds control's parts: take the whole log")
        control = entry.parts[CONTROL].plain
        if state is None:
            state = replayed_start(control["header"])
            print(f"entry 0: {state.world.deck.title}, pace {state.pace}")
        else:
            events = events_in(control)
            state = apply_all(state, events)
            _tell(entry.number, control, len(events))
        if entry.number == to:
            break
    if state is None:
        wrong(f"{log} is empty: name a log that an exercise has written")
    print(f"phase {state.phase}, turn {state.turn} of {state.turns}, present week {state.week}")
    for system, stock in state.stocks.theatre.items():
        print(f"  {system}: {stock // THOUSAND:,} in the theatre, {state.stocks.rear[system] // THOUSAND:,} in the rear")
    print(f"state {state_hash(state)}")


def _tell(number: int, control: dict[str, object], events: int) -> None:
    order = control["order"]
    kind = order["kind"] if isinstance(order, dict) else ""
    who = control["organisation"] or control["seat"]
    verdict = control["verdict"]
    refused = isinstance(verdict, dict) and "refusal" in verdict
    print(f"entry {number}: turn {control['turn']} week {control['week']} {who}: {kind}", end="")
    print(" refused" if refused else f" ({events} events)")


def findings(
    log: LogArgument,
    exercise: ExerciseOption = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON; quantities in thousandths.")] = False,
) -> None:
    """Print the one-page answer of a log: did the surge assumption hold, what was short, and why.

    Example: surgex findings exercise.log
    """
    print_answer(entries_of(log, exercise), as_json=as_json)


def print_answer(entries: Iterator[Entry], *, as_json: bool) -> None:
    """The answer of these entries, on standard output; progress on standard error where that is a terminal."""

    def progress(done: int, of: int) -> None:
        if sys.stderr.isatty():
            end = "\r" if done < of else "\r" + " " * 60 + "\r"
            print(f"playing other worlds: {done} of at most {of}", end=end, file=sys.stderr, flush=True)

    answer = answer_of(read(entries), progress)
    print(json.dumps(plain_answer(answer), indent=1) if as_json else page(answer), end="\n" if as_json else "")


def export(
    log: LogArgument,
    out: Annotated[Path, typer.Option("--out", help="The file to write.")],
    exercise: ExerciseOption = "",
) -> None:
    """Write one exercise of a database as a log file.

    Example: surgex export surgex.db --out exercise.log
    """
    write_log(out, entries_of(log, exercise))
    print(f"wrote {out}")
