"""From a playbook type to the fields of a form, and from what was filled in to an order. No widget lives here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from engine.beliefs import believed
from engine.ids import OrganisationId, SystemId
from engine.orders import EstimateRow, ProposeInitiative
from engine.playbook import InitiativeType, Parameter, Step
from engine.rules.estimates import MONTHS
from engine.rules.parameters import offered, stands_for
from engine.units import THOUSAND, monthly_rate
from engine.views import InitiativeSeen, View
from engine.world import World
from tui.words import named

Confidence = Literal["low", "medium", "high"]
CONFIDENCES: tuple[Confidence, ...] = ("low", "medium", "high")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing to fill in: a choice where `choices` offers some (value and title), else a whole number."""

    id: str
    title: str
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    start: str = ""


WEEKS_IN_YEAR = 52


def types_for(view: View) -> list[InitiativeType]:
    """The playbook types that this organisation may propose, in the playbook's order."""
    return [kind for kind in view.world.playbook.values() if _may_propose(view.world, kind, view.organisation)]


def _may_propose(world: World, kind: InitiativeType, organisation: OrganisationId) -> bool:
    return any(organisation in stands_for(world, kind, one) for one in kind.proposers)


def fields_of(world: World, kind: InitiativeType) -> list[Field]:
    """A field for each parameter of a type."""
    return [_field(world, one) for one in kind.parameters]


def _field(world: World, parameter: Parameter) -> Field:
    values = offered(world, parameter)
    if values:
        choices = tuple((value, named(world, value)) for value in values)
        return Field(id=parameter.id, title=parameter.title, choices=choices, start=values[0])
    hint = f"{parameter.low}–{parameter.high}"
    return Field(id=parameter.id, title=parameter.title, hint=hint, start=str(parameter.low))


def reductions(view: View, seen: InitiativeSeen, step: Step) -> list[Field]:
    """What an approval of this step may grant less of: only values up to what was asked are offered."""
    return lessened(view, seen, step.reduces, "Grant")


def lessened(view: View, seen: InitiativeSeen, names: Collection[str], verb: str) -> list[Field]:
    """A field for each of these parameters that can be less than what was asked."""
    fields = []
    for parameter in view.type_of(seen).parameters:
        if parameter.id not in names or not parameter.reducible:
            continue
        asked = seen.parameters[parameter.id]
        title = f"{verb} {parameter.title.lower()}"
        values = offered(view.world, parameter)
        if values:
            choices = tuple((value, named(view.world, value)) for value in values[: values.index(asked) + 1])
            fields.append(Field(id=parameter.id, title=title, choices=choices, start=asked))
        else:
            hint = f"{parameter.low}–{asked}, asked: {asked}"
            fields.append(Field(id=parameter.id, title=title, hint=hint, start=asked))
    return fields


def proposal_of(kind: InitiativeType, values: Mapping[str, str], *, note: str = "") -> ProposeInitiative:
    """The proposal that a filled form makes; the engine says what is wrong with it."""
    parameters = {one.id: values.get(one.id, "").strip() for one in kind.parameters}
    return ProposeInitiative(type=kind.id, parameters=parameters, note=note)


def rate_now(view: View, system: SystemId) -> int:
    """Units a month that all lines of a system start now, as this organisation believes."""
    started = sum(state.wip[-1] for key, state in believed(view).lines.items() if view.world.lines[key].system == system)
    return (monthly_rate(started) + THOUSAND // 2) // THOUSAND


def estimate_start(view: View) -> dict[str, str]:
    """An estimate form filled with one's own last estimate, else with today's rates: only what changes needs typing."""
    values = {}
    for system in view.world.deck.priority_systems:
        rate = str(rate_now(view, SystemId(system)))
        for month in MONTHS:
            for column in ("low", "expected", "high"):
                values[f"{system} {month} {column}"] = rate
            values[f"{system} {month} first"] = view.organisation
            values[f"{system} {month} confidence"] = "medium"
    for row in next(reversed(list(view.estimates.values())), ()):
        key = f"{row.system} {row.month}"
        numbers = {f"{key} low": row.low, f"{key} expected": row.expected, f"{key} high": row.high}
        values.update({name: str(number) for name, number in numbers.items()})
        values.update({f"{key} first": row.first_mover, f"{key} confidence": row.confidence})
    return values


def is_past(view: View, month: int) -> bool:
    """Whether a month after StartEx lies before the present week."""
    return month * WEEKS_IN_YEAR // 12 < view.week


def estimate_rows(view: View, values: Mapping[str, str]) -> tuple[EstimateRow, ...] | str:
    """The rows that a filled estimate form makes, or what is wrong with it."""
    rows = []
    for system in view.world.deck.priority_systems:
        for month in MONTHS:
            key = f"{system} {month}"
            numbers = [values.get(f"{key} {column}", "").strip() for column in ("low", "expected", "high")]
            if not all(number.isascii() and number.isdecimal() for number in numbers):
                return f"{system}, month {month}: low, expected and high are whole numbers of units a month."
            low, expected, high = (int(number) for number in numbers)
            if not low <= expected <= high:
                return f"{system}, month {month}: low, expected and high must rise."
            rows.append(
                EstimateRow(
                    system=system,
                    month=month,
                    low=low,
                    expected=expected,
                    high=high,
                    first_mover=OrganisationId(values.get(f"{key} first", "")),
                    confidence=_confidence(values.get(f"{key} confidence", "")),
                )
            )
    return tuple(rows)


def _confidence(value: str) -> Confidence:
    match value:
        case "low" | "medium" | "high":
            return value
        case _:
            return "medium"


def whole(text: str) -> int | None:
    """The whole number that a text says, if it says one."""
    text = text.strip().replace(",", "")
    return int(text) if text.isascii() and text.isdecimal() else None
