"""The `surgex` command: which groups of commands there are, and how every mistake is told in one line."""

import sys
from typing import Annotated, Any

import typer

from aar.log_file import LogError
from aar.replaying import UnreadableLogError
from cli import (
    branching,
    comparing,
    configuring,
    decks,
    docs,
    doctoring,
    documents,
    joining,
    keeping,
    logs,
    making,
    msel,
    playing,
    printing,
    reporting,
    reviewing,
    seats,
    serving,
    standing_by,
    sweeping,
)
from engine.entries import ENGINE_VERSION
from injects.problems import DeckError
from injects.sheet_file import SheetError
from tui.config_file import ConfigError

USAGE_ERROR: Any = typer.BadParameter.__base__
"""What is raised where a command line is not understood; typer has no public name for it."""
EPILOG = "Start with: surgex demo"

app = typer.Typer(
    name="surgex",
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _tell_version(wanted: bool) -> None:
    if wanted:
        print(f"surgex {ENGINE_VERSION}")
        raise typer.Exit


@app.callback()
def surgex(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_tell_version, help="Print the version and leave.")
    ] = False,
) -> None:
    """A multiplayer tabletop exercise of production diplomacy: can the coalition surge production in a crisis?"""


app.command()(playing.demo)
app.command()(playing.play)
app.command()(serving.host)
app.command()(making.new)
app.command()(joining.join)
app.command()(joining.wall)
app.command()(joining.send)
app.command()(serving.bots)
app.command()(logs.verify)
app.command()(logs.replay)
app.command()(reviewing.review)
app.command()(logs.findings)
app.command()(logs.release)
app.command()(logs.export)
app.command()(keeping.backup)
app.command()(keeping.restore)
app.command()(standing_by.promote)
app.command(name="import")(keeping.import_log)
app.command()(branching.branch)
app.command()(comparing.compare)
app.command()(sweeping.sweep)
app.command()(sweeping.lessons)
app.command()(configuring.keys)
app.command()(doctoring.doctor)
app.add_typer(configuring.app, name="config")
app.command()(reporting.report)
app.command()(documents.documents)
app.add_typer(printing.app, name="print")
app.add_typer(decks.app, name="decks")
app.add_typer(msel.app, name="msel")
app.add_typer(seats.app, name="seats")
app.add_typer(seats.names, name="names")
app.add_typer(seats.operator, name="operator")
app.command(hidden=True)(docs.docs)


def main() -> None:
    """Run the command; a user's mistake is one line on standard error and exit code 2, never a traceback."""
    try:
        sys.exit(app(prog_name="surgex", standalone_mode=False))
    except USAGE_ERROR as error:
        sys.exit(_say_usage(error))
    except (DeckError, ConfigError) as error:
        for problem in error.problems:
            print(f"surgex: {problem}", file=sys.stderr)
        sys.exit(2)
    except SheetError as error:
        for problem in error.problems:
            print(f"surgex: {problem}", file=sys.stderr)
        sys.exit(2)
    except (LogError, UnreadableLogError, serving.ServingError) as error:
        print(f"surgex: {error}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


def _say_usage(error: Any) -> int:
    """A command line that is not understood: one line with where to read on; a command without arguments shows its help."""
    said = error.format_message()
    if "\n" in said:
        error.show()
    else:
        command = error.ctx.command_path if error.ctx else "surgex"
        print(f"surgex: {said.rstrip('.')}; see `{command} --help`", file=sys.stderr)
    return 2
