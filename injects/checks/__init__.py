"""What must hold between the parts of a deck, one file for each subject. The shape of each part is checked before."""

from injects.problems import Problem
from injects.reading import Loaded


def every_problem(loaded: Loaded) -> tuple[Problem, ...]:
    """All errors and warnings, in the order of their places."""
    return ()
