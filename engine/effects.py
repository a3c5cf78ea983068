"""The closed vocabulary of effects: what an inject, an initiative, red or control can do to the world. Data, never code."""

from typing import Annotated, Literal

from pydantic import Discriminator

from engine.declared import (
    AccountName,
    Amount,
    AuthorityName,
    Between,
    ComponentName,
    FromOne,
    FromZero,
    IndexName,
    InitiativeTypeName,
    InjectName,
    Level,
    LineName,
    Named,
    OrganisationName,
    Permille,
    Platform,
    RepairName,
    SiteName,
    SystemName,
    TheatreName,
    declared,
)


@declared
class ContractEffect:
    """Put `units` more of a system on contract and release its lines from their level schedule (rules 5.2 and 5.3)."""

    effect: Literal["contract"]
    system: SystemName
    units: Annotated[Amount, Between(1)]


@declared
class CapacityEffect:
    """Add tooling to a line: `percent` of its rate at StartEx, over `weeks` along the S-curve (rule 5.4)."""

    effect: Literal["capacity"]
    line: LineName
    percent: Annotated[Amount, Between(1)]
    weeks: FromZero


@declared
class ComponentEffect:
    """Expand a component by `percent` of its rate at StartEx, over `weeks`, or its own expansion time for 0 (rule 5.4)."""

    effect: Literal["component"]
    component: ComponentName
    percent: Annotated[Amount, Between(1)]
    weeks: FromZero = 0
    new_source: bool = False
    """Whether this is another qualified source, and not a larger first one."""


@declared
class SiteEffect:
    """Bring an allied line to its declared target (rule 5.7); on the rung `components` also open a source of a part."""

    effect: Literal["site"]
    line: LineName
    rung: Annotated[str, Named("rung")]
    weeks: FromZero
    """How long the line takes to reach its target once it is built."""
    component: ComponentName
    component_percent: FromZero
    """What the new source adds, percent of the component's rate at StartEx."""
    component_weeks: FromZero


@declared
class StockEffect:
    """Add `units` (negative: take) to a system's stock in a theatre, or in the `rear`; never below nothing (rule 6.6).

    `owner` names whose reserve they come out of (a loan, a swap) or go back to; without it they come from outside.
    """

    effect: Literal["stock"]
    system: SystemName
    theatre: Annotated[str, Named("theatre", also=("rear",))]
    units: Amount
    owner: Annotated[str, Named("organisation", also=("",))] = ""


@declared
class AuthorityEffect:
    """Bring an authority into force, for so many weeks (0: without end), or let it lapse."""

    effect: Literal["authority"]
    authority: AuthorityName
    in_force: bool
    weeks: FromZero = 0


@declared
class MoneyEffect:
    """Add thousand dollars to an account; what was requested counts against the account's ceiling."""

    effect: Literal["money"]
    account: AccountName
    thousand_dollars: Amount
    requested: bool = False


@declared
class IndexEffect:
    """Move an index by so many points; an index stays within its bounds (rule 10.1)."""

    effect: Literal["index"]
    index: IndexName
    by: int


@declared
class DelayEffect:
    """Steps of a type that open from now on take `weeks` more (negative: fewer, never below nothing)."""

    effect: Literal["delay"]
    type: InitiativeTypeName
    step: str
    weeks: int


@declared
class MechanismEffect:
    """The interagency mechanism stands at this level: independent steps may open side by side."""

    effect: Literal["mechanism"]
    level: Level


@declared
class DemandEffect:
    """Multiply the need of a system in a theatre by `permille` for so many weeks, 0 for the rest (rule 6.1)."""

    effect: Literal["demand"]
    system: SystemName
    theatre: TheatreName
    permille: FromZero
    weeks: FromZero


@declared
class LaunchEffect:
    """Leave `permille` of what a kind of platform can launch in a theatre, for so many weeks, 0 for the rest (rule 6.2)."""

    effect: Literal["launch"]
    platform: Platform
    theatre: TheatreName
    permille: Permille
    weeks: FromZero = 0


@declared
class TransitEffect:
    """Let only `permille` of the sea lift to a theatre sail, for so many weeks, 0 for the rest (rule 6.5)."""

    effect: Literal["transit"]
    theatre: TheatreName
    permille: Permille
    weeks: FromZero = 0


@declared
class DetourEffect:
    """Let what sails to a theatre take `longer` weeks more, for so many weeks, 0 for the rest (rule 6.5)."""

    effect: Literal["detour"]
    theatre: TheatreName
    longer: FromOne
    weeks: FromZero = 0


@declared
class DamageEffect:
    """Take `permille` of what a line or a component can make, for so many weeks (rule 11.4)."""

    effect: Literal["damage"]
    site: SiteName
    """A line or a component."""
    permille: Permille
    weeks: FromOne


@declared
class WorkforceEffect:
    """Change the workforce of an operator's lines by so many permille (rule 5.5)."""

    effect: Literal["workforce"]
    operator: OrganisationName
    permille: Annotated[int, Between(-1_000)]


@declared
class RepairEffect:
    """Task the yard of an ally: its slots count from then on (rule 6.8)."""

    effect: Literal["repair"]
    repair: RepairName
    operator: OrganisationName


@declared
class DrainEffect:
    """Let other theatres draw only so many permille of what they draw at StartEx from the rear (rule 6.7)."""

    effect: Literal["drain"]
    permille: FromZero


@declared
class RevealEffect:
    """Tell an organisation the true spare capacity of a component (rule 8.3)."""

    effect: Literal["reveal"]
    component: ComponentName
    to: OrganisationName


@declared
class LeakEffect:
    """Compromise a system: from now on so many permille more of it are needed for the same result (rule 11.5)."""

    effect: Literal["leak"]
    system: SystemName
    permille: FromZero


@declared
class InjectEffect:
    """Release another inject, `weeks` later."""

    effect: Literal["inject"]
    inject: InjectName
    weeks: FromZero = 0


Effect = Annotated[
    ContractEffect
    | CapacityEffect
    | ComponentEffect
    | SiteEffect
    | StockEffect
    | AuthorityEffect
    | MoneyEffect
    | IndexEffect
    | DelayEffect
    | MechanismEffect
    | DemandEffect
    | LaunchEffect
    | TransitEffect
    | DetourEffect
    | DamageEffect
    | WorkforceEffect
    | RepairEffect
    | DrainEffect
    | RevealEffect
    | LeakEffect
    | InjectEffect,
    Discriminator("effect"),
]
