"""What must hold between the parts of a deck, one file for each subject. The shape of each part is checked before."""

from itertools import chain

from injects.checks.calendar import check_calendar
from injects.checks.levers import check_levers
from injects.checks.load import check_load
from injects.checks.msel import check_injects
from injects.checks.names import check_names
from injects.problems import Problem, in_order
from injects.reading import Loaded

CHECKS = (check_names, check_calendar, check_levers, check_injects)


def every_problem(loaded: Loaded) -> tuple[Problem, ...]:
    """All errors and warnings, in the order of their places; how the load is spread is asked of a sound deck only."""
    problems = tuple(chain.from_iterable(check(loaded) for check in CHECKS))
    if any(problem.severity == "error" for problem in problems):
        return in_order(problems)
    return in_order((*problems, *check_load(loaded)))
