"""Detectors of class authority: what takes two organisations, and one of them has acted."""

from collections.abc import Iterator

from engine.findings.sight import Noticed, Sight


def split_concurrence(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, AUT-4: one organisation has done its part, another has let its own wait longer than its type allows."""
    for initiative, declared, step in sight.open_steps():
        if step.waits and step.after != step.by and step.waited_by_organisation > declared.sla:
            evidence = {"weeks waited": step.waited_by_organisation, "weeks allowed": declared.sla}
            yield Noticed(f"{initiative.id} {declared.id}", evidence)
