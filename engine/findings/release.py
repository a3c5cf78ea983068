"""Detectors of class technology release: decisions on sharing that weigh one side alone, come late, or stop short."""

from collections.abc import Iterator

from engine.baseline import HOME
from engine.effects import ComponentEffect, SiteEffect
from engine.exercise import Initiative
from engine.findings.sight import Noticed, Sight
from engine.ids import ComponentId, LineId, OrganisationId, StepId
from engine.units import THOUSAND

RELEASE = "release"
"""Rule 15.4, release without both sides: the step by which technology is released."""
ASSESS = "assess"
"""Rule 15.4, release without both sides: the step that weighs sharing against not sharing."""
STANDING = "standing-assessment-"
"""Rule 15.4, release without both sides: the authority, by partner, that stands for that step."""
LATE_PERCENT = 50
"""Rule 15.4, licence too slow: a release waited for more than so much of the weeks that it takes by itself."""
KITS = 4
"""Rule 15.4, end item without component: up to this stage a line builds from kits, and makes no parts of its own."""


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


def licence_too_slow(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, REL-1: a release has waited, for whatever reason, for more than half of the weeks that it takes by itself."""
    turn = sight.exercise.turn
    for initiative in sight.exercise.initiatives.values():
        step = initiative.steps.get(StepId(RELEASE))
        if step is None or step.kind != "decide" or not step.processing or initiative.stopped in ("merged", "withdrawn"):
            continue
        pending = initiative.running and step.verdict in ("", "returned")
        if (pending or step.answered_turn == turn) and step.waited * 100 > step.processing * LATE_PERCENT:
            yield Noticed(f"{initiative.id} {RELEASE}", {"weeks waited": step.waited, "weeks by itself": step.processing})


def end_item_without_component(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, REL-2: an allied line builds a short system, lacks a component, and may not make that one itself."""
    world = sight.world
    for row in sight.lines:
        line = world.lines[row.line]
        component = ComponentId(row.binding)
        if line.country == HOME or component not in world.components or line.system not in sight.short or line.stage > KITS:
            continue
        if not _may_make(sight, OrganisationId(line.country), component):
            yield Noticed(row.line, {"units started": row.started, "stage": line.stage})


def _may_make(sight: Sight, partner: OrganisationId, component: ComponentId) -> bool:
    """Whether an initiative that has not stopped lets this partner make this component."""
    for initiative in sight.exercise.initiatives.values():
        for one in () if initiative.stopped else sight.effects_of(initiative):
            made = isinstance(one, ComponentEffect) or (isinstance(one, SiteEffect) and one.rung == "components")
            if made and one.component == component and partner in sight.abroad(initiative):  # type: ignore[union-attr]
                return True
    return False
