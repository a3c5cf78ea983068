"""Detectors of class supply chain: components that several systems want, and failures that nobody saw coming."""

from collections.abc import Iterator

from engine.findings.sight import Noticed, Sight
from engine.ids import ComponentId
from engine.stocks import holds_in

RATING = "rating"
"""Rule 15.4, component contested: the policy by which orders of a system are rated."""
MAP, MAPPED = "visibility", 50
"""Rule 15.4, failure off the map: the index of what of the supply chain is on the map, and where half of it is."""


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


def failure_off_the_map(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, SPF-4: a component makes less because something broke, and less than half of the supply chain is mapped."""
    exercise = sight.exercise
    mapped = exercise.indices.get(MAP, MAPPED)
    if mapped >= MAPPED:
        return
    for component in sight.world.components:
        lost = sum(
            one.permille for one in exercise.stocks.damage if one.site == component and holds_in(one.until, exercise.week)
        )
        if lost:
            yield Noticed(component, {"permille lost": min(1_000, lost), "percent mapped": mapped})
