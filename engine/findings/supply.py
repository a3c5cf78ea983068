"""Detectors of class supply chain: components that several systems want."""

from collections.abc import Iterator

from engine.findings.sight import Noticed, Sight
from engine.ids import ComponentId

RATING = "rating"
"""Rule 15.4, component contested: the policy by which orders of a system are rated."""


def component_contested(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, SPF-2: lines of a short system lack a component that other systems take too, and nobody has ranked them."""
    world, exercise = sight.world, sight.exercise
    if exercise.stocks.ranking:
        return
    bound = {row.binding for row in sight.lines if world.lines[row.line].system in sight.short}
    running = [row.line for row in sight.lines if row.started or row.binding in world.components]
    for key in world.components:
        if key not in bound:
            continue
        claimants = {
            world.lines[line].system
            for line in running
            if any(ComponentId(one.component) == key for one in world.materials_of(world.lines[line]))
        }
        rated = any(exercise.policies.get(f"{RATING} {system}", 0) > 0 for system in sorted(claimants))
        if len(claimants) > 1 and not rated:
            yield Noticed(key, {"systems": len(claimants)})
