"""Detectors of class information: what one side knew and the other did not, or would not believe."""

from collections.abc import Iterator

from engine.exercise import Exercise
from engine.findings.sight import Noticed, Sight
from engine.ids import ComponentId, OrganisationId, SystemId
from engine.policies import BINDING, shared_levels
from engine.rules.estimates import occasion_of
from engine.rules.law import lacking

BELIEVED_POINTS = 15
"""Rule 15.4, fact not shared: everybody believes in so many more percent of spare capacity than there are."""
AGREEMENT = "security-agreement-"
"""Rule 15.4, intelligence held back: the authority, by partner, under which secrets may be shared."""
APART_PERCENT = 130
"""Rule 15.4, estimates apart: the highest is more than so many percent of the lowest."""


def fact_not_shared(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, INF-1: somebody paid for units that now lack a component, of which another knew that none was to spare."""
    exercise, world = sight.exercise, sight.world
    for component in sight.binding():
        declared = world.components[component]
        if declared.public_spare.value - declared.spare.value < BELIEVED_POINTS:
            continue
        knows = [one for one, brief in world.briefs.items() if component in brief.reveals]
        knower = next((one for one in knows if one == declared.operator), knows[0] if knows else None)
        for payer, paid in _payers(sight, component).items() if knower else ():
            if payer not in knows and f"{component} {payer}" not in exercise.revealed:
                evidence = {"percent believed": declared.public_spare.value, "percent true": declared.spare.value}
                yield Noticed(f"{payer} {knower} {component}", {**evidence, "orders paid for": paid})


def _payers(sight: Sight, component: ComponentId) -> dict[OrganisationId, int]:
    """Who has paid for more of systems that take a component, and for how many initiatives."""
    takers = {
        line.system
        for line in sight.world.lines.values()
        for one in sight.world.materials_of(line)
        if one.component == component
    }
    found: dict[OrganisationId, int] = {}
    for initiative in sight.exercise.initiatives.values():
        if initiative.stopped or not sight.grows(initiative) or takers.isdisjoint(sight.lifted_by(initiative)):
            continue
        for by in dict.fromkeys(one.by for one in initiative.steps.values() if one.kind == "pay" and one.verdict == "approved"):
            found[by] = found.get(by, 0) + 1
    return found


def intelligence_held_back(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, INF-2: what a partner under an agreement on secrets was to be told was declined or waits by its holder."""
    for initiative, declared, step in sight.open_steps():
        if not any(one.startswith(AGREEMENT) for one in declared.needs):
            continue
        if lacking(declared, initiative.parameters, sight.exercise.authorities):
            continue
        if step.verdict == "declined" or step.waited_by_organisation > 1:
            evidence = {"declined": int(step.verdict == "declined"), "weeks waited": step.waited_by_organisation}
            yield Noticed(f"{initiative.id} {declared.id}", evidence)


def estimates_apart(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, INF-3: a turn after estimates were sealed, two organisations still count on rates 30 percent apart."""
    exercise = sight.exercise
    occasion = occasion_of(exercise.turn - 1, exercise.turns)
    for system in exercise.world.deck.priority_systems if occasion else ():
        said = _said(exercise, occasion, SystemId(system))
        low, high = min(said, default=None), max(said, key=lambda one: one[0], default=None)
        if low and high and high[0] * 100 > low[0] * APART_PERCENT:
            yield Noticed(f"{low[1]} {high[1]} {system}", {"lowest": low[0], "highest": high[0], "estimates": len(said)})


def _said(exercise: Exercise, occasion: str, system: SystemId) -> list[tuple[int, str]]:
    """What was expected for the last month that is asked for, a month, with whoever said so."""
    found = []
    for key, rows in exercise.estimates.items():
        sealed, _, organisation = key.partition(" ")
        expected = [row for row in rows if row.system == system]
        if sealed == occasion and expected:
            found.append((max(expected, key=lambda row: row.month).expected, organisation))
    return found


def bottleneck_unreported(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, INF-4: a component holds up a short system, and only those who run the line know it."""
    exercise, world = sight.exercise, sight.world
    levels = shared_levels(world, exercise.policies)
    known = {one.partition(" ")[0] for one in exercise.revealed}
    held_up: dict[str, int] = {}
    for row in sight.lines:
        line = world.lines[row.line]
        if row.binding not in world.components or line.system not in sight.short or row.binding in known:
            continue
        if not any(level >= BINDING for level in levels.get(line.operator, {}).values()):
            held_up[row.binding] = held_up.get(row.binding, 0) + 1
    for component, lines in held_up.items():
        yield Noticed(component, {"lines held up": lines})
