"""How a command says what is wrong with its command line. It loads nothing heavy."""

import difflib
import sys
from collections.abc import Sequence
from typing import NoReturn

from engine.mistakes import MistakeError


def did_you_mean(given: str, known: Sequence[str]) -> str:
    """A hint, where something known looks like what was given."""
    near = difflib.get_close_matches(given, known, n=1)
    return f" (did you mean `{near[0]}`?)" if near else ""


def wrong(message: str) -> NoReturn:
    """Say what is wrong and how to mend it, and exit with 2."""
    print(f"surgex: {message}", file=sys.stderr)
    raise SystemExit(2)


def tell(error: MistakeError) -> None:
    """Say each of its problems in a line."""
    for problem in error.problems or (error,):
        print(f"surgex: {problem}", file=sys.stderr)
