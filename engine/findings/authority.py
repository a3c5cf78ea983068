"""Detectors of class authority: what takes two organisations, and one of them has acted; powers that nobody uses."""

from collections.abc import Iterator, Mapping

from engine.findings.sight import Growth, Noticed, Sight
from engine.world import World


def split_concurrence(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, AUT-4: one organisation has done its part, another has let its own wait longer than its type allows."""
    for initiative, declared, step in sight.open_steps():
        if step.waits and step.after != step.by and step.waited_by_organisation > declared.sla:
            evidence = {"weeks waited": step.waited_by_organisation, "weeks allowed": declared.sla}
            yield Noticed(f"{initiative.id} {declared.id}", evidence)


def authority_unused(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, AUT-3: an authority that helps to make more is in force, priority systems are short, and nobody uses it."""
    if not sight.short_priority:
        return
    exercise = sight.exercise
    begun = {one.type for one in exercise.initiatives.values()}
    for authority, types in _used_by(sight.world).items():
        if authority in exercise.authorities and begun.isdisjoint(types):
            yield Noticed(authority, {"priority systems short": len(sight.short_priority)})


def _used_by(world: World) -> Mapping[str, tuple[str, ...]]:
    """By authority: the types of initiatives that make more and name it, as one that they need or that spares them a step."""
    known = world.kept.get("authorities used by types")
    if isinstance(known, dict):
        return known
    found: dict[str, tuple[str, ...]] = dict.fromkeys(world.authorities, ())
    for kind in world.playbook.values():
        if any(isinstance(one, Growth) for one in kind.effects):
            for name in dict.fromkeys(name for step in kind.steps for name in (*step.needs, step.waived_by)):
                found[name] = (*found.get(name, ()), kind.id)
    named = world.kept["authorities used by types"] = {one: types for one, types in found.items() if types}
    return named
