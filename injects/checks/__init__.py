"""What must hold between the parts of a deck, one file for each subject. The shape of each part is checked before."""

from itertools import chain

from injects.checks.calendar import check_calendar
from injects.checks.levers import check_levers
from injects.checks.load import check_load
from injects.checks.measures import check_measures
from injects.checks.msel import check_injects
from injects.checks.names import check_names
from injects.checks.numbers import check_numbers
from injects.checks.owners import check_owners
from injects.checks.times import check_times
from injects.overriding import told_to_decks
from injects.problems import Problem, in_order
from injects.reading import Loaded

WHAT_IS_THERE = (check_names, check_levers, check_measures)
"""What can be asked of any world."""
WHAT_BELONGS_TOGETHER = (check_numbers, check_calendar, check_times, check_injects, check_owners)
"""What can only be asked where the calendar is known."""
OF_THE_CALENDAR = frozenset({"start_date", "shooting_week", "weeks", "paces", "starts", "need", "survival", "priority_systems"})


def every_problem(loaded: Loaded) -> tuple[Problem, ...]:
    """All errors and warnings, in the order of their places; how the load is spread is asked of a sound deck only.

    Where something was left out because of its shape, what follows from that alone is not reported.
    """
    unknown = (loaded.deck.blanked | loaded.deck.unread) & OF_THE_CALENDAR
    checks = WHAT_IS_THERE if unknown else (*WHAT_IS_THERE, *WHAT_BELONGS_TOGETHER)
    known = {problem.place for problem in loaded.problems}
    found = chain.from_iterable(check(loaded) for check in checks)
    problems = (*loaded.problems, *(problem for problem in found if problem.place not in known))
    if loaded.overrides:
        problems = tuple(told_to_decks(problems, loaded.baseline))
    if any(problem.severity == "error" for problem in problems):
        return in_order(problems)
    return in_order((*problems, *check_load(loaded)))
