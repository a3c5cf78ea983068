"""Detectors of class legal: content rules, rights in designs, transfers to third countries."""

from collections.abc import Iterator

from engine.effects import AuthorityEffect
from engine.findings.sight import Noticed, Sight
from engine.playbook import fill

DOMESTIC = "buy-american-exception-"
"""Rule 15.4, domestic content fails: the authority, by partner, that spares a purchase the rule."""
TRANSFER = "transfer-pre-clearance"
"""Rule 15.4, transfer blocked: the authority that clears transfers among allies beforehand."""
OWNERS = "industry"
"""Rule 15.4, designs withheld: who owns designs, by report group."""
HALT_WEEKS = 2
"""Rule 15.4, designs withheld: a wait of so many weeks by the owner is a halt."""


def domestic_content_fails(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, LEG-2: a purchase waits for an exception of its own or is denied it, and nobody asks for the standing one."""
    exercise = sight.exercise
    for initiative, declared, step in sight.open_steps():
        if not declared.waived_by.startswith(DOMESTIC) or (step.waits and step.first_whole_turn > exercise.turn):
            continue
        exception = fill(declared.waived_by, initiative.parameters)
        known = exercise.world.authorities.get(exception)
        if exception in exercise.authorities or known is None or not known.renewed_by or _is_asked_for(sight, exception):
            continue
        evidence = {"declined": int(step.verdict == "declined"), "weeks waited": step.waited, "weeks": step.processing}
        yield Noticed(f"{initiative.id} {declared.id}", evidence)


def _is_asked_for(sight: Sight, authority: str) -> bool:
    """Whether an initiative is on its way that brings an authority into force."""
    for initiative in sight.exercise.initiatives.values():
        for one in sight.effects_of(initiative) if not initiative.stopped else ():
            if isinstance(one, AuthorityEffect) and one.in_force and one.authority == authority:
                return True
    return False


def designs_withheld(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, LEG-3: a firm keeps designs from a partner: it declined, or has let two weeks pass."""
    organisations = sight.world.organisations
    for initiative, declared, step in sight.open_steps():
        if organisations[step.by].report_group != OWNERS or declared.kind != "decide" or not sight.abroad(initiative):
            continue
        if not sight.exercise.type_of(initiative).risks.get("technology", 0):
            continue
        if step.verdict == "declined" or step.waited_by_organisation >= HALT_WEEKS:
            evidence = {"declined": int(step.verdict == "declined"), "weeks waited": step.waited_by_organisation}
            yield Noticed(f"{initiative.id} {declared.id}", evidence)


def transfer_blocked(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, LEG-4: allies wait for the permission to pass something on to each other, or were denied it."""
    for initiative, declared, step in sight.open_steps():
        if fill(declared.waived_by, initiative.parameters) == TRANSFER and (step.verdict == "declined" or step.waited):
            evidence = {"declined": int(step.verdict == "declined"), "weeks waited": step.waited}
            yield Noticed(f"{initiative.id} {declared.id}", evidence)
