"""Whether a condition can ever hold. It looks at what is declared and plays nothing: what it cannot tell may hold."""

from collections.abc import Iterator

from engine import conditions as c
from engine import effects as f
from engine.world import World
from injects.checks.filling import Filling


def never_holds(condition: c.Condition, world: World, inject: str = "") -> bool:
    """Whether a condition is false in every exercise; `inject` is the one that waits for it."""
    match condition:
        case c.AllOf():
            return any(never_holds(part, world, inject) for part in condition.of)
        case c.AnyOf():
            return all(never_holds(part, world, inject) for part in condition.of)
        case c.Once():
            return never_holds(condition.of, world, inject)
        case c.Not():
            return _always_holds(condition.of)
        case c.InjectAnswered():
            return condition.inject == inject or _never_answered(condition, world)
        case c.InitiativeStands():
            return condition.state != "none" and _never_proposed(condition, world)
        case c.AuthorityInForce():
            return _never_in_force(condition, world) if condition.in_force else _never_lapses(condition, world)
        case _:
            return _never_measured(condition, world)


def _never_measured(condition: c.Condition, world: World) -> bool:
    match condition:
        case c.WeekReached():
            return condition.at_least > world.deck.weeks
        case c.TurnReached():
            paces = [pace for start in world.deck.starts for pace in start.paces or world.deck.paces]
            return condition.at_least > max((len(pace.turns) for pace in (*paces, *world.deck.paces)), default=0)
        case c.DaysOfSupply() | c.StockBelow():
            return condition.below <= 0
        case c.ShortFor():
            needed = any((one.system, one.theatre) == (condition.system, condition.theatre) for one in world.deck.need)
            return condition.weeks > world.deck.weeks or not needed
        case c.ComponentBinds():
            lines = world.baseline.lines
            return not any(part.component == condition.component for line in lines for part in world.materials_of(line))
        case c.IndexAtLeast():
            kind = world.index_kinds.get(condition.index)
            return kind is not None and condition.at_least > kind.high
        case c.IndexBelow():
            kind = world.index_kinds.get(condition.index)
            return kind is not None and condition.below <= kind.low
        case c.ChanceOf():
            return condition.permille <= 0
        case _:
            return False


def _always_holds(condition: c.Condition) -> bool:
    match condition:
        case c.WeekReached() | c.TurnReached():
            return condition.at_least <= 0
        case _:
            return False


def _never_answered(condition: c.InjectAnswered, world: World) -> bool:
    inject = next((one for one in world.deck.injects if one.id == condition.inject), None)
    return inject is None or not inject.to or condition.by not in ("", *inject.to)


def _never_proposed(condition: c.InitiativeStands, world: World) -> bool:
    lever = world.playbook.get(condition.type)
    if lever is None:
        return True
    filling = Filling(world, lever.parameters)
    proposers = {who for one in lever.proposers for who in filling.ways(one)}
    if condition.proposer not in ("", *proposers):
        return True
    parameter = filling.parameters.get(condition.parameter)
    if not condition.parameter:
        return False
    return parameter is None or (bool(parameter.choices) and condition.value not in parameter.choices)


def _never_in_force(condition: c.AuthorityInForce, world: World) -> bool:
    authority = world.authorities.get(condition.authority)
    if authority is None or authority.in_force:
        return False
    return (condition.authority, True) not in set(_changes_of_law(world))


def _never_lapses(condition: c.AuthorityInForce, world: World) -> bool:
    authority = world.authorities.get(condition.authority)
    if authority is None or not authority.in_force or authority.until_week:
        return False
    return (condition.authority, False) not in set(_changes_of_law(world))


def _changes_of_law(world: World) -> Iterator[tuple[str, bool]]:
    """Which authorities some effect brings into force or lets lapse; what is given for some weeks does both."""
    for effect in _effects_of_deck(world):
        if isinstance(effect, f.AuthorityEffect):
            yield from ((effect.authority, way) for way in _ways(effect))
    for lever in world.playbook.values():
        filling = Filling(world, lever.parameters)
        for effect in (*lever.effects, *lever.on_decline):
            if isinstance(effect, f.AuthorityEffect):
                yield from ((name, way) for name in filling.ways(effect.authority) for way in _ways(effect))


def _ways(effect: f.AuthorityEffect) -> tuple[bool, ...]:
    return (True, False) if effect.in_force and effect.weeks else (effect.in_force,)


def _effects_of_deck(world: World) -> Iterator[f.Effect]:
    for inject in world.deck.injects:
        yield from inject.effects
        for choice in inject.choices:
            yield from choice.effects
    for action in world.deck.red:
        yield from action.effects
