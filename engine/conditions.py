"""The closed vocabulary of conditions that release injects and move red. What makes each true stands in `rules/triggers.py`."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Discriminator

from engine.declared import (
    AuthorityName,
    ComponentName,
    IndexName,
    InitiativeTypeName,
    InjectName,
    Named,
    OrganisationName,
    Permille,
    SystemName,
    TheatreName,
    declared,
)


@declared
class WeekReached:
    """The exercise week is at least this."""

    condition: Literal["week"]
    at_least: int


@declared
class TurnReached:
    """The turn is at least this."""

    condition: Literal["turn"]
    at_least: int


@declared
class DaysOfSupply:
    """Theatre stock lasts fewer days than this at the need of the coming week."""

    condition: Literal["days-of-supply"]
    system: SystemName
    theatre: TheatreName
    below: int


@declared
class StockBelow:
    """Theatre stock is below this many units."""

    condition: Literal["stock"]
    system: SystemName
    theatre: TheatreName
    below: int


@declared
class RateAtLeast:
    """A system's output in the week just resolved is at least so many percent of its rate at StartEx."""

    condition: Literal["rate"]
    system: SystemName
    percent: int


@declared
class ShortFor:
    """A system has been short in a theatre for so many weeks in a row."""

    condition: Literal["short"]
    system: SystemName
    theatre: TheatreName
    weeks: int


@declared
class ComponentBinds:
    """A line has been held up by this component in the week just resolved."""

    condition: Literal["component-binds"]
    component: ComponentName


@declared
class IndexAtLeast:
    """An index stands at this many points or more."""

    condition: Literal["index"]
    index: IndexName
    at_least: int


@declared
class IndexBelow:
    """An index stands below this many points."""

    condition: Literal["index-below"]
    index: IndexName
    below: int


@declared
class AuthorityInForce:
    """An authority is in force, or is not."""

    condition: Literal["authority"]
    authority: AuthorityName
    in_force: bool


@declared
class OrderGiven:
    """An order of this kind was given (and taken) by an organisation, or by anybody where none is named."""

    condition: Literal["order"]
    kind: Annotated[str, Named("order")]
    by: Annotated[str, Named("organisation", also=("",))] = ""


@declared
class AgreementBroken:
    """An agreement with this party has been broken, by that one; anybody where none is named (rule 14.7)."""

    condition: Literal["agreement-broken"]
    party: Annotated[str, Named("organisation", also=("",))] = ""
    by: Annotated[str, Named("organisation", also=("",))] = ""


@declared
class AgreementReached:
    """An agreement to which all of these are parties has come into force, whatever became of it since (rule 14.7)."""

    condition: Literal["agreement-reached"]
    parties: tuple[OrganisationName, ...]


@declared
class ChanceOf:
    """A keyed draw of the present week lies below so many permille."""

    condition: Literal["chance"]
    permille: Permille
    about: str
    """What the draw is about: two conditions about the same thing see the same draw."""


@declared
class InitiativeStands:
    """An initiative of this type is in the state named: proposed (or further), done, declined for good, or none."""

    condition: Literal["initiative"]
    type: InitiativeTypeName
    state: Literal["none", "proposed", "done", "declined"]
    proposer: Annotated[str, Named("organisation", also=("",))] = ""
    parameter: str = ""
    value: str = ""
    """Where a parameter is named, only initiatives in which it was filled in with this value count."""


@declared
class InjectAnswered:
    """This organisation, or any where none is named, has answered an inject, with this choice if one is named."""

    condition: Literal["inject-answered"]
    inject: InjectName
    choice: str = ""
    by: Annotated[str, Named("organisation", also=("",))] = ""


@declared
class AllOf:
    """Every one of these holds."""

    condition: Literal["all"]
    of: "tuple[Condition, ...]"


@declared
class AnyOf:
    """At least one of these holds."""

    condition: Literal["any"]
    of: "tuple[Condition, ...]"


@declared
class Once:
    """This holds for the first time: once it has held, never again."""

    condition: Literal["once"]
    of: "Condition"


@declared
class Not:
    """This does not hold."""

    condition: Literal["not"]
    of: "Condition"


Condition = Annotated[
    WeekReached
    | TurnReached
    | DaysOfSupply
    | StockBelow
    | RateAtLeast
    | ShortFor
    | ComponentBinds
    | IndexAtLeast
    | IndexBelow
    | AuthorityInForce
    | OrderGiven
    | AgreementBroken
    | AgreementReached
    | ChanceOf
    | InitiativeStands
    | InjectAnswered
    | AllOf
    | AnyOf
    | Once
    | Not,
    Discriminator("condition"),
]


def parts_of(condition: Condition) -> Iterator[Condition]:
    """The condition and everything that it combines, however deep."""
    yield condition
    match condition:
        case AllOf() | AnyOf():
            for one in condition.of:
                yield from parts_of(one)
        case Not() | Once():
            yield from parts_of(condition.of)
        case _:
            pass
