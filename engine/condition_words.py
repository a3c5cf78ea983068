"""Conditions of the closed list in plain words. Whether one holds is in `engine/conditions.py`."""

from engine.conditions import (
    AgreementBroken,
    AgreementReached,
    AllOf,
    AnyOf,
    AuthorityInForce,
    ChanceOf,
    ComponentBinds,
    Condition,
    DaysOfSupply,
    IndexAtLeast,
    IndexBelow,
    InitiativeStands,
    InjectAnswered,
    Not,
    Once,
    OrderGiven,
    RateAtLeast,
    ShortFor,
    StockBelow,
    TurnReached,
    WeekReached,
)
from engine.ids import InjectId, TheatreId
from engine.rules.parameters import FIELDS
from engine.titles import named, readable, short_name
from engine.world import World


def condition_words(world: World, condition: Condition) -> str:
    """A condition as the rest of a sentence that begins with `when`."""
    match condition:
        case WeekReached(at_least=week):
            return f"week {week} is reached"
        case TurnReached(at_least=turn):
            return f"turn {turn} is reached"
        case AllOf(of=parts):
            return " and ".join(_inner(world, one) for one in parts)
        case AnyOf(of=parts):
            return " or ".join(_inner(world, one) for one in parts)
        case Not(of=part):
            return f"it is not so that {_inner(world, part)}"
        case Once(of=part):
            return f"for the first time {_inner(world, part)}"
        case InitiativeStands():
            return _initiative_words(world, condition)
        case InjectAnswered():
            return _answer_words(world, condition)
        case AuthorityInForce(authority=authority, in_force=in_force):
            return f'the authority "{_authority(world, authority)}" is {"" if in_force else "not "}in force'
        case OrderGiven(kind=kind, by=by):
            return f"{named(world, by) if by else 'somebody'} has given the order {kind.replace('-', ' ')}"
        case AgreementBroken(party=party, by=by):
            by_whom = f" by {named(world, by)}" if by else ""
            return f"an agreement{f' with {named(world, party)}' if party else ''} has been broken{by_whom}"
        case AgreementReached(parties=parties):
            return f"an agreement of {' and '.join(named(world, one) for one in parties)} is in force"
        case _:
            return _measure_words(world, condition)


_Measured = DaysOfSupply | StockBelow | RateAtLeast | ShortFor | ComponentBinds | IndexAtLeast | IndexBelow | ChanceOf


def _measure_words(world: World, condition: _Measured) -> str:
    match condition:
        case DaysOfSupply(system=system, theatre=theatre, below=below):
            return f"{system} in {_theatre(world, theatre)} lasts fewer than {below} days"
        case StockBelow(system=system, theatre=theatre, below=below):
            return f"fewer than {below} {system} are in {_theatre(world, theatre)}"
        case ShortFor(system=system, theatre=theatre, weeks=weeks):
            return f"{system} has been short in {_theatre(world, theatre)} for {weeks} weeks in a row"
        case RateAtLeast(system=system, percent=percent):
            return f"{system} is made at {percent} % of its rate at StartEx"
        case ComponentBinds(component=component):
            return f"a line is held up for want of {named(world, component)}"
        case IndexAtLeast(index=index, at_least=points):
            return f'"{_index(world, index)}" stands at {points} or more'
        case IndexBelow(index=index, below=below):
            return f'"{_index(world, index)}" stands below {below}'
        case ChanceOf(permille=permille, about=about):
            return f"chance has it: {permille} in a thousand each week ({about})"


def _inner(world: World, condition: Condition) -> str:
    words = condition_words(world, condition)
    return f"({words})" if isinstance(condition, AllOf | AnyOf) else words


def _initiative_words(world: World, condition: InitiativeStands) -> str:
    kind = world.playbook.get(condition.type)
    what = condition.type
    if kind is not None:
        told: dict[str, str] = {}
        for one in kind.parameters:
            given = condition.value if one.id == condition.parameter else one.choices[0] if len(one.choices) == 1 else ""
            told[one.id] = given or "…"
            told |= {
                f"{one.id}.{field}": read(world, given) if given else "…" for field, read in FIELDS.get(one.of, {}).items()
            }
        what = f'"{readable(world, kind.title, told)}"'
    who = short_name(world, condition.proposer) if condition.proposer else ""
    match condition.state:
        case "none":
            return f"{who} has not proposed {what}" if who else f"nobody has proposed {what}"
        case "proposed":
            return f"{who or 'anybody'} proposes {what}"
        case "done":
            return f"{what}{f', proposed by {who},' if who else ''} takes effect"
        case "declined":
            return f"{what}{f', proposed by {who},' if who else ''} is declined"


def _answer_words(world: World, condition: InjectAnswered) -> str:
    inject, choice = condition.inject, condition.choice
    found = world.injects.get(InjectId(inject))
    title = f"{found.reference} {found.title}" if found else inject
    chosen = {one.id: one.title for one in found.choices}.get(choice, choice) if found else choice
    who = short_name(world, condition.by) if condition.by else "anybody"
    return f'{who} answers "{title}"' + (f' with "{chosen}"' if choice else "")


def _authority(world: World, authority: str) -> str:
    found = world.authorities.get(authority)
    return found.title if found else authority


def _index(world: World, index: str) -> str:
    found = world.index_kinds.get(index)
    return found.title if found else index


def _theatre(world: World, theatre: str) -> str:
    found = world.theatres.get(TheatreId(theatre))
    return found.title if found else theatre
