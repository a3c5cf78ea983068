"""Detectors of class funding: orders without money, and money that a stopgap budget does not let out or takes back."""

from collections.abc import Iterator

from engine.effects import ContractEffect
from engine.exercise import Initiative, StepState
from engine.findings.sight import Noticed, Sight
from engine.ids import SystemId
from engine.rules.law import lacking
from engine.units import CENTS_IN_THOUSAND_DOLLARS

STOPGAP = "full-year-appropriation"
"""Rule 15.4, continuing resolution: while this authority is not in force, a stopgap budget is."""
EXCEPTION = "except-from-stopgap"
"""Rule 15.4, continuing resolution: the initiative that asks for an exception from it."""
CUT_PERCENT, WITHIN_TURNS = 25, 2
"""Rule 15.4, demand whipsaw: an order is cut by more than so much, so many turns at most after plant was paid for."""
BUYERS = ("congress", "dod")
"""Rule 15.4, demand whipsaw: whose cuts these are, by report group."""


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


def demand_whipsaw(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, FUN-3: an order is declined or cut by more than a quarter after others paid to make more of it."""
    exercise, world = sight.exercise, sight.world
    plant = _plant_paid(sight)
    for initiative in exercise.initiatives.values() if plant else ():
        ordered = [SystemId(one.system) for one in sight.effects_of(initiative) if isinstance(one, ContractEffect)]
        paid = [one for system in ordered for one in plant.get(system, ()) if one != initiative.id]
        for key, step in initiative.steps.items() if paid else ():
            cut = _percent_cut(initiative, step) if step.answered_turn == exercise.turn else 0
            if cut > CUT_PERCENT and world.organisations[step.by].report_group in BUYERS:
                yield Noticed(f"{initiative.id} {key}", {"percent cut": cut, "plants paid for": len(paid)})


def _plant_paid(sight: Sight) -> dict[SystemId, list[str]]:
    """By system: the initiatives for more capacity that were paid for in this turn and the two before."""
    found: dict[SystemId, list[str]] = {}
    earliest = sight.exercise.turn - WITHIN_TURNS
    for initiative in sight.exercise.initiatives.values():
        steps = initiative.steps.values()
        if any(one.kind == "pay" and one.verdict == "approved" and one.answered_turn >= earliest for one in steps):
            for system in sight.lifted_by(initiative) if sight.grows(initiative) else ():
                found.setdefault(system, []).append(initiative.id)
    return found


def _percent_cut(initiative: Initiative, step: StepState) -> int:
    """What an answer took of an order, in percent of the units that had been asked."""
    if step.verdict == "declined":
        return 100
    asked = step.reduced_from.get("units", "")
    if not asked.isdigit() or not int(asked):
        return 0
    return 100 - int(initiative.parameters["units"]) * 100 // int(asked)
