"""Where `surgex` begins: whoever only sits down does so at once, everything else is read by the whole command line."""

import sys

from cli.sitting_down import sit_down_at_once
from cli.wrong import tell
from engine.mistakes import MistakeError


def main() -> None:
    """Run the command; a user's mistake is one line on standard error and exit code 2, never a traceback."""
    try:
        code = sit_down_at_once(sys.argv[1:])
    except MistakeError as error:
        tell(error)
        sys.exit(2)
    except (KeyboardInterrupt, EOFError):
        print(file=sys.stderr)
        sys.exit(130)
    if code is None:
        from cli.main import main as read_the_whole_line

        read_the_whole_line()
    sys.exit(code)
