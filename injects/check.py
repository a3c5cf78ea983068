"""The answer to `surgex decks check`: every problem of a deck, its overrides and its load. It prints and mends nothing."""

from dataclasses import dataclass
from pathlib import Path

from injects.checks import every_problem
from injects.checks.load import Load, load_table
from injects.checks.msel import untested
from injects.load import read_deck
from injects.overriding import Override
from injects.problems import DeckError, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a planner wants to know of a deck before play."""

    problems: tuple[Problem, ...]
    overrides: tuple[Override, ...] = ()
    """What variant and deck set anew in the baseline, in the order in which it happens: the later wins."""
    load_table: tuple[Load, ...] = ()
    """Empty while there are errors."""
    untested: tuple[str, ...] = ()
    """Objectives that no inject tests."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps the deck from being played."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What a planner should look at."""
        return tuple(problem for problem in self.problems if problem.severity == "warning")


def check(deck: str | Path, variant: str | None = None, baseline: str | Path | None = None) -> Report:
    """Everything there is to say of a deck, named by its id or folder. It raises for no content."""
    try:
        loaded = read_deck(deck, variant, baseline)
    except DeckError as error:
        return Report(problems=error.problems)
    problems = every_problem(loaded)
    sound = all(problem.severity == "warning" for problem in problems)
    return Report(
        problems=problems,
        overrides=loaded.overrides,
        load_table=load_table(loaded.world) if sound else (),
        untested=untested(loaded.world.deck),
    )
