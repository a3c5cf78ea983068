"""Chapter 4: what an initiative's parameters offer, and the fields that follow from what was chosen. Look-ups, no state."""

from collections.abc import Callable, Mapping

from engine.baseline import HOME
from engine.ids import ComponentId, LineId, OrganisationId, RepairId, SystemId
from engine.playbook import InitiativeType, Parameter
from engine.refusals import Refusal, RefusalCode
from engine.rules.money import main_line
from engine.world import World

Read = Callable[[World, str], str]


def _short(world: World, country: str) -> str:
    """How indices name a country; nothing for one that has no sheet."""
    partner = world.partners.get(OrganisationId(country))
    return partner.short if partner else ""


OFFERED: Mapping[str, Callable[[World], tuple[str, ...]]] = {
    "system": lambda world: tuple(world.systems),
    "component": lambda world: tuple(world.components),
    "line": lambda world: tuple(key for key, line in world.lines.items() if line.country != HOME),
    "partner": lambda world: tuple(world.partners),
    "authority": lambda world: tuple(world.authorities),
    "account": lambda world: tuple(world.accounts),
    "repair": lambda world: tuple(world.repairs),
}
"""Rule 4.1: by kind, the ids that a parameter without a list of its own offers; of lines the allied ones."""
FIELDS: Mapping[str, Mapping[str, Read]] = {
    "system": {
        "title": lambda world, one: world.systems[SystemId(one)].title,
        "operator": lambda world, one: main_line(world, SystemId(one)).operator,
    },
    "component": {
        "title": lambda world, one: world.components[ComponentId(one)].title,
        "operator": lambda world, one: world.components[ComponentId(one)].operator,
    },
    "line": {
        "title": lambda world, one: world.lines[LineId(one)].title,
        "system": lambda world, one: world.lines[LineId(one)].system,
        "country": lambda world, one: world.lines[LineId(one)].country,
        "operator": lambda world, one: world.lines[LineId(one)].operator,
        "short": lambda world, one: _short(world, world.lines[LineId(one)].country),
    },
    "partner": {
        "title": lambda world, one: world.partners[OrganisationId(one)].title,
        "short": _short,
    },
    "authority": {
        "title": lambda world, one: world.authorities[one].title,
        "holder": lambda world, one: world.authorities[one].holder,
        "renewer": lambda world, one: world.authorities[one].renewed_by,
    },
    "account": {
        "title": lambda world, one: world.accounts[one].title,
        "owner": lambda world, one: world.accounts[one].owner,
    },
    "repair": {"title": lambda world, one: world.repairs[RepairId(one)].title},
}
"""Rule 4.1: by kind, what may be used as `{parameter.field}`."""

_KNOWN: Mapping[str, Callable[[World, str], bool]] = {
    "system": lambda world, one: one in world.systems,
    "component": lambda world, one: one in world.components,
    "line": lambda world, one: one in world.lines,
    "partner": lambda world, one: one in world.partners,
    "authority": lambda world, one: one in world.authorities,
    "account": lambda world, one: one in world.accounts,
    "repair": lambda world, one: one in world.repairs,
}


def offered(world: World, parameter: Parameter) -> tuple[str, ...]:
    """Rule 4.1: the choices of a parameter: its own list, or every id of the kind that it is `of`; none for a number."""
    if parameter.choices or not parameter.of:
        return parameter.choices
    return OFFERED[parameter.of](world)


def is_known(world: World, parameter: Parameter, value: str) -> bool:
    """Whether a value is the id of something of the kind that a parameter is `of`."""
    return bool(parameter.of) and _KNOWN[parameter.of](world, value)


def completed(world: World, kind: InitiativeType, chosen: Mapping[str, str]) -> dict[str, str]:
    """Rule 4.1: what the proposer chose, with every field that follows from it; what names nothing has no fields."""
    found = dict(chosen)
    for parameter in kind.parameters:
        value = chosen.get(parameter.id, "")
        if is_known(world, parameter, value):
            for field, read in FIELDS[parameter.of].items():
                found[f"{parameter.id}.{field}"] = read(world, value)
    return found


def choices_of(world: World, kind: InitiativeType, name: str) -> tuple[str, ...]:
    """Everything that a parameter, or a field of one (`line.country`), can stand for, each once; none for a number."""
    identity, _, field = name.partition(".")
    parameter = next((one for one in kind.parameters if one.id == identity), None)
    if parameter is None:
        return ()
    values = offered(world, parameter)
    if not field:
        return values
    read = FIELDS[parameter.of].get(field) if parameter.of else None
    if read is None:
        return ()
    known = (value for value in values if is_known(world, parameter, value))
    return tuple(dict.fromkeys(read(world, value) for value in known))


def stands_for(world: World, kind: InitiativeType, written: str) -> tuple[str, ...]:
    """What a declared name can mean: itself, or the choices of the `{parameter}` that it is."""
    if written.startswith("{") and written.endswith("}"):
        return choices_of(world, kind, written[1:-1])
    return (written,)


def bad_parameters(world: World, kind: InitiativeType, chosen: Mapping[str, str]) -> Refusal | None:
    """Rule 4.1: every parameter is filled in with something that was offered, and no other is there."""
    unknown = sorted(set(chosen) - {one.id for one in kind.parameters})
    if unknown:
        return Refusal(RefusalCode.BAD_PARAMETER, f"There is nothing called {unknown[0]} to fill in here.")
    for parameter in kind.parameters:
        if parameter.id not in chosen:
            return Refusal(RefusalCode.INCOMPLETE, f"Fill in {parameter.title}.")
        if not fits(world, parameter, chosen[parameter.id]):
            return Refusal(RefusalCode.BAD_PARAMETER, f"{parameter.title} must be {_in_words(world, parameter)}.")
    return None


def fits(world: World, parameter: Parameter, value: str) -> bool:
    """Whether a value is among what a parameter offers."""
    choices = offered(world, parameter)
    if choices or parameter.of:
        return value in choices
    whole = value.isascii() and value.isdecimal() and value[0] != "0" and len(value) <= len(str(parameter.high))
    return whole and parameter.low <= int(value) <= parameter.high


def is_less(world: World, parameter: Parameter, asked: str, value: str) -> bool:
    """Rule 4.3: whether a value is no more than what was asked: a smaller number, or an earlier choice."""
    if not fits(world, parameter, value):
        return False
    choices = offered(world, parameter)
    return choices.index(value) <= choices.index(asked) if choices else int(value) <= int(asked)


def _in_words(world: World, parameter: Parameter) -> str:
    choices = offered(world, parameter)
    if choices:
        return "one of " + ", ".join(choices)
    return f"a whole number from {parameter.low} to {parameter.high}"
