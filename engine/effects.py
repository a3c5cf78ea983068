"""The closed vocabulary of effects: what an inject, an initiative or a reason can do to the world. Data, never code."""

from typing import Annotated, Literal

from pydantic import Discriminator

from engine.declared import declared

Amount = int | str
"""A whole number, or the `{parameter}` of an initiative that is filled in when it is proposed."""


@declared
class ContractEffect:
    """Put `units` more of a system on contract and release its lines from their level schedule (rules 5.2 and 5.3)."""

    effect: Literal["contract"]
    system: str
    units: Amount


@declared
class ComponentEffect:
    """Expand a component line by `percent` of its present rate, over its expansion time (rule 5.4)."""

    effect: Literal["component"]
    component: str
    percent: Amount


@declared
class SiteEffect:
    """Expand an allied line to its declared target; on the rung `components` also open a second source of a part."""

    effect: Literal["site"]
    system: str
    country: str
    rung: str
    weeks: int
    """How long the line takes to reach its target once it is built."""
    component: str
    component_percent: int
    """What the second source adds, percent of the component's present rate."""
    component_weeks: int


@declared
class StockEffect:
    """Add `units` (negative: take) to the theatre stock of a system; never below nothing."""

    effect: Literal["stock"]
    system: str
    units: int


@declared
class MoneyEffect:
    """Add thousand dollars to an account."""

    effect: Literal["money"]
    account: str
    thousand_dollars: int


@declared
class IndexEffect:
    """Move an index by so many points; indices stay between 0 and 100."""

    effect: Literal["index"]
    index: str
    by: int


@declared
class TransitEffect:
    """Let only `permille` of the sea lift to the theatre sail from now on."""

    effect: Literal["transit"]
    permille: int


@declared
class RevealEffect:
    """Tell an organisation the true spare capacity of a component."""

    effect: Literal["reveal"]
    component: str
    to: str


Effect = Annotated[
    ContractEffect | ComponentEffect | SiteEffect | StockEffect | MoneyEffect | IndexEffect | TransitEffect | RevealEffect,
    Discriminator("effect"),
]
