"""Detectors of class technology release: decisions on sharing that weigh one side alone."""

from collections.abc import Iterator

from engine.exercise import Initiative
from engine.findings.sight import Noticed, Sight
from engine.ids import LineId, StepId
from engine.units import THOUSAND

RELEASE = "release"
"""Rule 15.4, release without both sides: the step by which technology is released."""
ASSESS = "assess"
"""Rule 15.4, release without both sides: the step that weighs sharing against not sharing."""
STANDING = "standing-assessment-"
"""Rule 15.4, release without both sides: the authority, by partner, that stands for that step."""


def release_without_both_sides(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, REL-3: a release was declined or waits too long, and nobody has weighed what not sharing costs."""
    for initiative, declared, step in sight.open_steps():
        if declared.id != RELEASE or _assessed(sight, initiative):
            continue
        if step.verdict == "declined" or step.waited_by_organisation > declared.sla:
            evidence = {"declined": int(step.verdict == "declined"), "weeks waited": step.waited_by_organisation}
            yield Noticed(f"{initiative.id} {declared.id}", {**evidence, "units a month forgone": _forgone(sight, initiative)})


def _assessed(sight: Sight, initiative: Initiative) -> bool:
    own = initiative.steps.get(StepId(ASSESS))
    if own is not None and own.verdict == "approved":
        return True
    return any(f"{STANDING}{partner}" in sight.exercise.authorities for partner in sight.partners_in(initiative))


def _forgone(sight: Sight, initiative: Initiative) -> int:
    """Units a month by which the lines that it names would grow."""
    lines = [sight.world.lines[LineId(one)] for one in initiative.parameters.values() if one in sight.world.lines]
    return sum(max(0, line.target.value - line.rate.value) for line in lines) // THOUSAND
