"""Detectors of class timing: what is done one after the other for no need, and warnings that nobody acts on."""

from collections.abc import Iterator, Mapping

from engine.findings.sight import Noticed, Sight
from engine.ids import TheatreId
from engine.playbook import InitiativeType
from engine.rules.paths import in_order, steps_before
from engine.world import World

IN_A_ROW = 3
"""Rule 15.4, serial approvals: so many approvals one after the other."""
WARNING, WARNED = "warning", 3
"""Rule 15.4, warning unused and warning doubted: the index of warning, and the level at which it is one."""
NEAR_WEEKS = 4
"""Rule 15.4, warning doubted: so many weeks before a theatre needs the first unit, war is near."""


def serial_approvals(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, TIM-3: three approvals or more in a row that would stand side by side if the mechanism stood higher.

    Only for types of which an initiative waits for an approval now.
    """
    exercise = sight.exercise
    waiting: dict[str, int] = {}
    for initiative, _, step in sight.open_steps():
        if step.waits:
            waiting[initiative.type] = waiting.get(initiative.type, 0) + 1
    for name, steps in waiting.items():
        kind = exercise.world.playbook[name]
        if not exercise.mechanism < kind.side_by_side_at:
            continue
        serial = _in_a_row(kind, exercise.mechanism)
        shorter = _in_a_row(kind, kind.side_by_side_at)
        if serial >= IN_A_ROW and shorter < serial:
            yield Noticed(name, {"approvals in a row": serial, "side by side": shorter, "steps waiting": steps})


def _in_a_row(kind: InitiativeType, mechanism: int) -> int:
    """The longest chain of approvals and payments in a type, at this level of the interagency mechanism."""
    longest: dict[str, int] = {}
    for step in in_order(kind, mechanism):
        before = max((longest.get(one, 0) for one in steps_before(kind, step, mechanism)), default=0)
        longest[step.id] = before + (1 if step.kind in ("decide", "pay") else 0)
    return max(longest.values(), default=0)


def warning_unused(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, TIM-1: the warning stands at level 3, and nobody has yet begun anything by which more would be made."""
    exercise = sight.exercise
    level = exercise.indices.get(WARNING, 0)
    if level >= WARNED and not any(sight.grows(one) for one in exercise.initiatives.values()):
        yield Noticed(WARNING, {"level": level})


def warning_doubted(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, TIM-4: a theatre is at war within four weeks, and the warning does not stand at level 3."""
    exercise = sight.exercise
    level = exercise.indices.get(WARNING, WARNED)
    for theatre, week in _outbreaks(sight.world).items():
        if level < WARNED and 0 < week - exercise.week <= NEAR_WEEKS:
            yield Noticed(theatre, {"level": level, "weeks to war": week - exercise.week})


def _outbreaks(world: World) -> Mapping[TheatreId, int]:
    """The first week in which each theatre needs a unit of anything."""
    known = world.kept.get("outbreaks")
    if isinstance(known, dict):
        return known
    found: dict[TheatreId, int] = {}
    for need in world.deck.need:
        theatre = TheatreId(need.theatre)
        if theatre in world.theatres and need.system in world.systems and need.mode > 0:
            found[theatre] = min(found.get(theatre, need.first_week), need.first_week)
    world.kept["outbreaks"] = found
    return found
