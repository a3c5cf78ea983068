"""Measures of warning, law, suppliers, deterrence and consent: what indices and sources came to (rule 16.4)."""

from aar.objectives.measured import Measurable, Measured, percent_of
from aar.plain import moved_indices, sources_then_and_now
from aar.reading import IndexAt
from engine.effects import CapacityEffect, ComponentEffect, ContractEffect, SiteEffect
from engine.ids import ComponentId

CAPACITY = (CapacityEffect, ComponentEffect, ContractEffect, SiteEffect)
"""Rule 16.4: effects that make an initiative an order for more capacity."""
YEAR_OF_WAR = 52
DECLARED = (0,)
"""The entry that holds the declared world: what a value at StartEx rests on."""


def leaks(of: Measurable) -> Measured:
    """Rule 16.4: systems whose technology leaked at allied sites."""
    leaked = of.played.exercise.red.leaked
    names = f": {', '.join(leaked)}" if leaked else ""
    return Measured(value=len(leaked), says=f"{len(leaked)} leaks{names}", entries=_noted(of, "leak-happened"))


def weeks_to_mechanism(of: Measurable) -> Measured:
    """Rule 16.4: weeks of the shooting war after which the interagency mechanism stood at the level; below 0 before it."""
    since, level = of.played.exercise.mechanism_since, of.measure.level
    entries = _noted(of, "mechanism-changed")
    if len(since) < level or not level:
        return Measured(value=None, says=f"it stands at level {len(since)}", entries=entries, never=True)
    weeks = since[level - 1] - of.played.start.world.deck.shooting_week
    return Measured(value=weeks, says=f"level {level} in week {since[level - 1]}", entries=entries)


def sources_lost(of: Measurable) -> Measured:
    """Rule 16.4: by how many qualified sources of all components there are fewer than at StartEx."""
    start, now = sources_then_and_now(of.played)
    return Measured(
        value=max(0, start - now), says=f"sources {start} → {now}", entries=(*DECLARED, *_noted(of, "supplier-lost"))
    )


def single_sources(of: Measurable) -> Measured:
    """Rule 16.4: components with one source or none, in percent of those of StartEx."""
    start, now = (
        sum(one.sources <= 1 for one in at.stocks.components.values()) for at in (of.played.start, of.played.exercise)
    )
    value = percent_of(now, start)
    if value is None:
        return Measured(value=None, says="no component had a single source at StartEx")
    moved = (*_noted(of, "supplier-lost"), *_noted(of, "component-expansion-begun"))
    says = f"components with a single source {start} → {now}, {value} %"
    return Measured(value=value, says=says, entries=tuple(sorted({*DECLARED, *moved})))


def adversary_inputs_binding(of: Measurable) -> Measured:
    """Rule 16.4: components with an adversary's input that hold up a line from a year into the shooting war on."""
    world = of.played.start.world
    first = world.deck.shooting_week + YEAR_OF_WAR
    if of.last_week < first:
        return Measured(value=None, says="play did not reach a year into the war")
    exposed = {key for key, one in world.components.items() if one.adversary_share.value > 0}
    binding: dict[ComponentId, int] = {}
    for week, row in of.played.lines:
        if week >= first and row.binding in exposed:
            binding.setdefault(ComponentId(row.binding), week)
    names = f": {', '.join(world.components[one].title for one in sorted(binding))}" if binding else ""
    entries = tuple(sorted({entry for week in binding.values() for entry in of.played.evidence[f"week {week}"]}))
    return Measured(value=len(binding), says=f"{len(binding)} such components{names}", entries=entries)


def weeks_from_warning(of: Measurable) -> Measured:
    """Rule 16.4: weeks from the warning to the first order for more capacity; below 0 where that came first."""
    return _from_warning(of, "weeks")


def turns_from_warning(of: Measurable) -> Measured:
    """Rule 16.4: turns from the warning to the first order for more capacity; below 0 where that came first."""
    return _from_warning(of, "turns")


def _from_warning(of: Measurable, unit: str) -> Measured:
    warned = next((one for one in of.played.indices if one.name == "warning" and one.value >= of.measure.level), None)
    if warned is None:
        return Measured(value=None, says=f"the warning never stood at {of.measure.level}")
    exercise = of.played.exercise
    first = min(
        (
            one
            for one in exercise.initiatives.values()
            if any(isinstance(its, CAPACITY) for its in exercise.type_of(one).effects)
        ),
        key=lambda one: (one.week, one.id),
        default=None,
    )
    if first is None:
        return Measured(value=None, says="nobody ordered more capacity", entries=(warned.entry,), never=True)
    value = first.week - warned.week if unit == "weeks" else first.turn - warned.turn
    entries = (warned.entry, *of.played.evidence[f"initiative {first.id}"])
    return Measured(value=value, says=f"{value} {unit} after the warning of week {warned.week}", entries=tuple(sorted(entries)))


def deterrence_change(of: Measurable) -> Measured:
    """Rule 16.4: points by which deterrence stands above where it began."""
    found = next((one for one in moved_indices(of.played) if one[0] == "deterrence"), None)
    if found is None:
        return Measured(value=None, says="this world has no such index")
    _, _, start, now = found
    last = [one.entry for one in of.played.indices if one.name == "deterrence"][-1:]
    return Measured(value=now - start, says=f"deterrence {start} → {now}", entries=(*DECLARED, *last))


def resistance_highest(of: Measurable) -> Measured:
    """Rule 16.4: the highest that resistance at home ever stood in any country."""
    start = [(one[2], one[0]) for one in moved_indices(of.played) if one[0].startswith(RESISTANCE)]
    if not start:
        return Measured(value=None, says="this world has no such index")
    moved = [one for one in of.played.indices if one.name.startswith(RESISTANCE)]
    highest = max(moved, key=lambda one: one.value, default=None)
    value, index = max(start)
    if highest is None or highest.value <= value:
        return Measured(value=value, says=f"{index.removeprefix(RESISTANCE)} {value} at StartEx", entries=DECLARED)
    return Measured(value=highest.value, says=_stood(highest), entries=(highest.entry,))


RESISTANCE = "politics-"


def _stood(one: IndexAt) -> str:
    return f"{one.name.removeprefix(RESISTANCE)} {one.value} in week {one.week}"


def _noted(of: Measurable, kind: str) -> tuple[int, ...]:
    return tuple(of.played.evidence.get(kind, ()))
