"""The closed vocabulary of conditions that release injects. Data, never code; what makes each true: `rules/triggers.py`."""

from typing import Annotated, Literal

from pydantic import Discriminator

from engine.declared import declared


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
    system: str
    below: int


@declared
class StockBelow:
    """Theatre stock is below this many units."""

    condition: Literal["stock"]
    system: str
    below: int


@declared
class ComponentBinds:
    """A line has been held up by this component in the week just resolved."""

    condition: Literal["component-binds"]
    component: str


@declared
class IndexAtLeast:
    """An index stands at this many points or more."""

    condition: Literal["index"]
    index: str
    at_least: int


@declared
class InitiativeStands:
    """An initiative of this type is in the state named: proposed (or further), done, or none."""

    condition: Literal["initiative"]
    type: str
    state: Literal["none", "proposed", "done"]
    proposer: str = ""


@declared
class InjectAnswered:
    """An organisation has answered an inject, with this choice if one is named."""

    condition: Literal["inject-answered"]
    inject: str
    choice: str = ""


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
class Not:
    """This does not hold."""

    condition: Literal["not"]
    of: "Condition"


Condition = Annotated[
    WeekReached
    | TurnReached
    | DaysOfSupply
    | StockBelow
    | ComponentBinds
    | IndexAtLeast
    | InitiativeStands
    | InjectAnswered
    | AllOf
    | AnyOf
    | Not,
    Discriminator("condition"),
]
