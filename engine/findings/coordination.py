"""Detectors of class coordination: two do the same or the contrary, one is not answered, and a problem is nobody's."""

from collections.abc import Iterator

from engine.effects import AuthorityEffect, ComponentEffect, DelayEffect, Effect, IndexEffect, SiteEffect, StockEffect
from engine.exercise import Exercise, Initiative
from engine.findings.sight import Noticed, Sight
from engine.ids import ComponentId, OrganisationId
from engine.stocks import ComponentState
from engine.units import THOUSAND
from engine.week.production import capacity

TOO_MUCH_PERCENT = 130
"""Rule 15.4, duplicate investment: so much of what all lines together could take of a component is too much."""
SPOKES = 3
"""Rule 15.4, hub and spoke: so many initiatives with one partner each have begun, and none among partners."""
WEB, WOVEN = "web", 10
"""Rule 15.4, hub and spoke: the index of what allies make with one another, and where it is a web."""


def duplicate_investment(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, COO-5: two allies have paid for the same component, beyond 130 percent of what all lines could take."""
    payers: dict[ComponentId, set[OrganisationId]] = {}
    for initiative in sight.exercise.initiatives.values():
        if initiative.stopped:
            continue
        paid = {step.by for step in initiative.steps.values() if step.kind == "pay" and step.verdict == "approved"}
        allies = {by for by in paid if by in sight.world.partners}
        for component in _components(sight, initiative) if allies else ():
            payers.setdefault(component, set()).update(allies)
    for component in sight.world.components:
        if len(payers.get(component, ())) < 2:
            continue
        demand, supply = _demand(sight, component), _supply(sight.exercise.stocks.components[component])
        if supply * 100 > demand * TOO_MUCH_PERCENT:
            evidence = {"allies": len(payers[component]), "percent of demand": supply * 100 // max(1, demand)}
            yield Noticed(component, evidence)


def _components(sight: Sight, initiative: Initiative) -> list[ComponentId]:
    """The components of which an initiative brings more."""
    named = (_component(one) for one in sight.effects_of(initiative))
    return [ComponentId(one) for one in named if one in sight.world.components]


def _component(effect: Effect) -> str:
    if isinstance(effect, ComponentEffect) or (isinstance(effect, SiteEffect) and effect.rung == "components"):
        return effect.component
    return ""


def _supply(state: ComponentState) -> int:
    return state.rate + sum(one.add for one in state.growth)


def _demand(sight: Sight, component: ComponentId) -> int:
    """Thousandths a week that all lines together could build in at the capacity that they have."""
    stocks, world, week = sight.exercise.stocks, sight.world, sight.exercise.week
    return sum(
        capacity(line, stocks.lines[key], week) * one.per_unit // THOUSAND
        for key, line in world.lines.items()
        for one in world.materials_of(line)
        if one.component == component
    )


def orders_cancel_out(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, COO-1: in this turn and the one before two organisations began, or answered, what moves a thing both ways."""
    exercise = sight.exercise
    new: dict[str, list[tuple[int, OrganisationId, int]]] = {}
    for initiative in exercise.initiatives.values():
        if initiative.turn >= exercise.turn - 1 and initiative.stopped not in ("merged", "withdrawn"):
            for what, sign in _moves(sight.effects_of(initiative), indices=False):
                new.setdefault(what, []).append((sign, initiative.proposer, initiative.turn))
    for inject, organisation, effects in _answered(exercise):
        for what, sign in _moves(effects, indices=True):
            new.setdefault(f"{what} {inject}", []).append((sign, organisation, exercise.turn))
    for what, moves in new.items():
        for sign, first, turn in moves:
            against = next(
                (one for one in moves if one[0] == -sign and one[1] != first and max(one[2], turn) == exercise.turn), None
            )
            if against is not None:
                yield Noticed(f"{first} {against[1]} {what}", {"orders": len(moves)})
                break


def _answered(exercise: Exercise) -> Iterator[tuple[str, OrganisationId, tuple[Effect, ...]]]:
    """What answers of this turn bring, where each counts for itself."""
    for one in exercise.answers.values():
        inject = exercise.injects[one.inject]
        if one.turn == exercise.turn and inject.happens == "each":
            chosen = next((choice for choice in inject.choices if choice.id == one.choice), None)
            yield one.inject, one.organisation, chosen.effects if chosen else ()


def _moves(effects: tuple[Effect, ...], *, indices: bool) -> Iterator[tuple[str, int]]:
    """What effects move, and which way: law, permits, stock; moods where somebody chose them and nothing else."""
    for one in effects:
        match one:
            case AuthorityEffect():
                yield f"authority {one.authority}", 1 if one.in_force else -1
            case DelayEffect():
                yield f"delay {one.type} {one.step}", 1 if one.weeks > 0 else -1
            case StockEffect():
                yield f"stock {one.theatre} {one.system}", 1 if int(one.units) > 0 else -1
            case IndexEffect() if indices and one.by:
                yield f"index {one.index}", 1 if one.by > 0 else -1
            case _:
                pass


def request_unanswered(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, COO-2: a request that falls due got no yes or no, or an agreement that falls due no signature."""
    talk, turn = sight.exercise.talk, sight.exercise.turn
    for request in talk.requests.values():
        for one in (*request.unanswered, *request.put_off) if request.due_turn <= turn else ():
            yield Noticed(f"{request.sender} {one} {request.id}", {"put off": int(one in request.put_off)})
    for agreement in talk.agreements.values():
        if agreement.stands == "open" and agreement.due_turn <= turn and agreement.signed:
            for one in agreement.parties:
                if one not in agreement.signed:
                    yield Noticed(f"{agreement.signed[0]} {one} {agreement.id}", {"put off": 0})


def problem_without_owner(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, COO-3: a priority system is short, and nobody has begun anything that brings more of it."""
    nobodys = list(sight.short_priority)
    for initiative in sight.exercise.initiatives.values():
        if not nobodys:
            return
        lifted = () if initiative.stopped else sight.lifted_by(initiative)
        nobodys = [one for one in nobodys if one not in lifted]
    for system in nobodys:
        yield Noticed(system, {"short": sum(row.short for row in sight.stocks if row.system == system) // THOUSAND})


def hub_and_spoke(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, COO-4: three initiatives or more with one partner each have begun, none among partners; there is no web."""
    web = sight.exercise.indices.get(WEB, WOVEN)
    if web >= WOVEN:
        return
    running = [one for one in sight.exercise.initiatives.values() if not one.stopped and sight.grows(one)]
    if any(len(_partners(sight, one)) > 1 for one in running):
        return
    spokes = sum(one.turn < sight.exercise.turn and len(_partners(sight, one)) == 1 for one in running)
    if spokes >= SPOKES:
        yield Noticed(WEB, {"initiatives with one partner": spokes, "percent among allies": web})


def _partners(sight: Sight, initiative: Initiative) -> dict[OrganisationId, None]:
    """The partners that an initiative names or that have a step of it, each once."""
    have_steps = (one.by for one in initiative.steps.values() if one.by in sight.world.partners)
    return dict.fromkeys((*sight.abroad(initiative), *have_steps))
