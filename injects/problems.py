"""What is wrong with a deck and how to mend it, with its place. Finding it is the business of loader and checks."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from engine.mistakes import MistakeError

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something is written; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """The form that editors and terminals turn into a link."""
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing to mend. A warning leaves the deck playable; an error does not."""

    place: Place
    message: str
    mend: str
    severity: Severity = "error"

    @property
    def file(self) -> str:
        """The file that has to be changed."""
        return self.place.file

    @property
    def line(self) -> int:
        """Counted from 1."""
        return self.place.line

    @property
    def column(self) -> int:
        """Counted from 1."""
        return self.place.column

    def __str__(self) -> str:
        """One line for a terminal."""
        return f"{self.place}: {self.message} — {self.mend}"


class DeckError(MistakeError):
    """A deck that cannot be played; it carries every problem that was found, in the order of their places."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = in_order(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """By place, each problem once."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda one: (one.place, one.message)))


def _plain(wrong: str) -> str:
    """`South Korea` as it stands in ids."""
    return "-".join(wrong.lower().split())


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """The mend for a name that nothing has: the nearest known name, or all of them."""
    names = list(dict.fromkeys(known))
    near = get_close_matches(wrong, names, n=1, cutoff=0.6)
    if not near:
        near = [name for name in names if _plain(wrong) in name.split("/")]
    if not near:
        by_small_letters = {name.lower(): name for name in names}
        near = [by_small_letters[found] for found in get_close_matches(wrong.lower(), by_small_letters, n=1)]
    if near:
        return f"did you mean `{near[0]}`?"
    return f"known here: {', '.join(f'`{name}`' for name in names)}" if names else "nothing of this kind is declared"
