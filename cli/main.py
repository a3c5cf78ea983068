"""The `surgex` command: how it is called, and how every mistake is told in one line. Its commands are in commands.py."""

import errno
import os
import sys
from contextlib import suppress
from typing import Annotated, Any

import typer

from cli.commands import LoadedWhenAsked
from cli.wrong import in_plain_words, tell
from engine.mistakes import MistakeError

USAGE_ERROR: Any = typer.BadParameter.__base__
"""What is raised where a command line is not understood; typer has no public name for it."""
NOBODY_READS = 141
"""What a shell says of a program whose reader has left, as `head` does: neither yes nor no."""
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EIO)
EPILOG = "Start with: surgex demo"

app = typer.Typer(
    name="surgex",
    cls=LoadedWhenAsked,
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _tell_version(wanted: bool) -> None:
    if wanted:
        from engine.recording import ENGINE_VERSION

        print(f"surgex {ENGINE_VERSION}")
        raise typer.Exit


@app.callback()
def surgex(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_tell_version, help="Print the version and leave.")
    ] = False,
) -> None:
    """A tabletop exercise for many: can allies, industry and government make more weapons in a crisis, and who waits for whom?

    `surgex COMMAND --help` says more of each command.
    """


def main() -> None:
    """Run the command; a user's mistake is one line on standard error and exit code 2, never a traceback."""
    try:
        code = app(prog_name="surgex", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
        sys.exit(code)
    except USAGE_ERROR as error:
        sys.exit(_say_usage(error))
    except MistakeError as error:
        tell(error)
        sys.exit(2)
    except SystemExit as leaving:
        if isinstance(leaving.__context__, BrokenPipeError):  # the library that reads the command line says 1 then
            _leave_unprinted()
            sys.exit(NOBODY_READS)
        raise
    except BrokenPipeError:
        _leave_unprinted()
        sys.exit(NOBODY_READS)
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        print(f"surgex: {error.filename or 'what this prints'} cannot be written: {error.strerror}", file=sys.stderr)
        _leave_unprinted()
        sys.exit(2)


def _leave_unprinted() -> None:
    """What is not written yet never will be: nothing is tried, and said, once more at the very end."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say_usage(error: Any) -> int:
    """A command line that is not understood: one line with where to read on; a command without arguments shows its help."""
    said = in_plain_words(error.format_message())
    if "\n" in said:
        error.show()
    else:
        command = error.ctx.command_path if error.ctx else "surgex"
        print(f"surgex: {said.rstrip('.')}; see `{command} --help`", file=sys.stderr)
    return 2
