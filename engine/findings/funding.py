"""Detectors of class funding: orders without money, and money that a stopgap budget does not let out."""

from collections.abc import Iterator

from engine.findings.sight import Noticed, Sight
from engine.rules.law import lacking
from engine.units import CENTS_IN_THOUSAND_DOLLARS

STOPGAP = "full-year-appropriation"
"""Rule 15.4, continuing resolution: while this authority is not in force, a stopgap budget is."""
EXCEPTION = "except-from-stopgap"
"""Rule 15.4, continuing resolution: the initiative that asks for an exception from it."""


def order_unfunded(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, FUN-1: a payment was open for a whole order phase, and its account does not hold the price."""
    exercise = sight.exercise
    for initiative, declared, step in sight.open_steps():
        if not step.waits or not step.account or step.first_whole_turn > exercise.turn:
            continue
        there = exercise.balances.get(step.account, 0)
        if there < step.price:
            evidence = {
                "thousand dollars there": there // CENTS_IN_THOUSAND_DOLLARS,
                "thousand dollars asked": step.price // CENTS_IN_THOUSAND_DOLLARS,
            }
            yield Noticed(f"{initiative.id} {declared.id}", evidence)


def continuing_resolution(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, FUN-2: a step waits for a full-year appropriation, and nobody has asked for an exception in this stopgap."""
    exercise = sight.exercise
    if any(one.type == EXCEPTION and one.done_week is None for one in exercise.initiatives.values()):
        return
    for initiative, declared, step in sight.open_steps():
        if step.waits and STOPGAP in lacking(declared, initiative.parameters, exercise.authorities):
            evidence = {"weeks waited for the law": step.waited_for_authority}
            yield Noticed(f"{initiative.id} {declared.id}", evidence)
