"""Detectors of class timing: what is done one after the other and could be done side by side."""

from collections.abc import Iterator

from engine.findings.sight import Noticed, Sight
from engine.playbook import InitiativeType
from engine.rules.paths import in_order, steps_before

IN_A_ROW = 3
"""Rule 15.4, serial approvals: so many approvals one after the other."""


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
