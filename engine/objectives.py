"""What a deck declares of its objectives: titles, targets, and the measures that its criteria are computed from. No rule."""

from typing import Literal

from engine.declared import FromZero, Parties, declared

MeasureName = Literal[
    "systems-surged",
    "weeks-without-supply",
    "turns-to-ruling",
    "orders-not-blocked",
    "releases-assessed",
    "leaks",
    "allied-lines-opened",
    "allied-share-of-added-output",
    "allied-share-of-repair",
    "answered-without-wait",
    "weeks-to-mechanism",
    "industry-accepted",
    "sources-lost",
    "single-sources",
    "adversary-inputs-binding",
    "weeks-from-warning",
    "turns-from-warning",
    "deterrence-change",
    "resistance-highest",
    "commitments-broken",
    "week-of-agreement",
]
"""Rule 16.4: the closed list of measures."""


@declared
class Measure:
    """One figure of the list and the threshold that it is held against; without a threshold it is shown to evaluators."""

    measure: MeasureName
    at_least: int | None = None
    at_most: int | None = None
    by_month: FromZero = 0
    """Only what came by this exercise month counts; 0 for all of it."""
    level: FromZero = 0
    """The level of the warning or of the interagency mechanism that is meant, where the measure asks for one."""
    parties: Parties = ()
    """Between whom the agreement is to be, where the measure asks for one: two or more; others may have signed too."""


@declared
class Criterion:
    """One thing that the objective asks for; any of its measures is enough."""

    asks: str
    any: tuple[Measure, ...]


@declared
class Objective:
    """What the exercise tests, in the words of the exercise plan, and by what its rating is computed."""

    id: str
    title: str
    target: str
    criteria: tuple[Criterion, ...] = ()
