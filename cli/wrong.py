"""How a command says what is wrong with its command line. It loads nothing heavy."""

import difflib
import re
import sys
from collections.abc import Sequence
from typing import NoReturn

from engine.mistakes import MistakeError

_PLAIN = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"Value error, ", ""),
        (r"Input should be a valid integer(, .*?)?(?=;|$)", "a whole number is wanted"),
        (r"Input should be a (valid|finite) number(, .*?)?(?=;|$)", "a number is wanted"),
        (r"Input should be greater than or equal to (\S+?)(?=;|$)", r"\1 or more is wanted"),
        (r"Input should be less than or equal to (\S+?)(?=;|$)", r"\1 or less is wanted"),
        (r"Input should be greater than (\S+?)(?=;|$)", r"more than \1 is wanted"),
    )
)
"""How pydantic, which reads options and settings, says that a value cannot be."""


def did_you_mean(given: str, known: Sequence[str]) -> str:
    """A hint, where something known looks like what was given."""
    near = difflib.get_close_matches(given, known, n=1)
    return f" (did you mean `{near[0]}`?)" if near else ""


def in_plain_words(said: str) -> str:
    """What a library says of a value, as this command would: what is wanted, in few words."""
    for pattern, plain in _PLAIN:
        said = pattern.sub(plain, said)
    return said


def wrong(message: str) -> NoReturn:
    """Say what is wrong and how to mend it, and exit with 2."""
    print(f"surgex: {message}", file=sys.stderr)
    raise SystemExit(2)


def tell(error: MistakeError) -> None:
    """Say each of its problems in a line."""
    for problem in error.problems or (error,):
        print(f"surgex: {problem}", file=sys.stderr)
