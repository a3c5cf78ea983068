"""What an initiative type is: parameters, a path of steps through organisations, and effects. Declared, never run here."""

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, Literal

from engine.declared import AuthorityName, Figure, FromZero, Named, OrganisationName, Tag, declared
from engine.effects import Effect

StepKind = Literal["decide", "pay", "clock", "work"]
"""A concurrence, a payment, a statutory clock that nobody has to answer, or work that takes its time."""


@declared
class Parameter:
    """What the proposer fills in: one of `choices`, or a whole number between `low` and `high`."""

    id: str
    title: str
    of: Literal["", "system", "component", "line", "partner", "authority", "account", "repair"] = ""
    """What its choices are ids of; steps and effects may then use `{parameter.field}` (rule 4.1): a system's `title` and
    `operator`, a component's `title` and `operator`, a line's `title`, `system`, `country`, `operator` and the `short` name
    of its country, a partner's `title` and `short` name, a repair's `title`, an authority's `title`, `holder` and `renewer`,
    an account's `title` and `owner`."""
    choices: tuple[str, ...] = ()
    low: int = 0
    high: int = 0
    reducible: bool = False
    """Whether an approval may grant less: a smaller number, or an earlier choice in the list."""


@declared
class Duration:
    """Weeks of work: a three-point range from which one keyed draw is taken when the work starts (rule 4.6)."""

    low: int
    mode: int
    high: int
    tag: Tag
    source: str = ""


@declared
class Price:
    """What a payment costs, in thousand dollars: a sum of products that names what it multiplies."""

    fixed: int = 0
    per_unit_of: str = ""
    """A parameter that names a system: its unit cost, times the parameter `units`, is added."""
    units: str = ""
    tooling_for: str = ""
    """A parameter that names a system: the tooling that the ordered units need is added (rule 5.3)."""
    expansion_of: str = ""
    """A parameter that names a component: the cost of its expansion is added."""
    per_each: int = 0
    """Thousand dollars for each of the parameter `units`."""
    by_choice: Mapping[str, int] = field(default_factory=dict)
    """Thousand dollars for each choice of the parameter `choice_of`."""
    choice_of: str = ""
    tag: Tag = "N"
    source: str = ""


@declared
class Table:
    """A number of weeks, or a duration, for each choice of a parameter."""

    of: str
    """The parameter, or a field of it: `country`, `site.country`."""
    weeks: Mapping[str, FromZero] = field(default_factory=dict)
    durations: Mapping[str, Duration] = field(default_factory=dict)
    source: str = ""


@declared
class Step:
    """One hand-off: who must act, what for, after which steps, and in how many weeks of its own."""

    id: str
    title: str
    by: OrganisationName
    """An organisation's id, or `{parameter}` for a country's organisation."""
    kind: StepKind
    after: tuple[str, ...]
    processing: FromZero = 0
    """The weeks that the organisation itself needs; statutory weeks for a clock."""
    by_choice: Table | None = None
    """Where weeks or durations depend on a parameter; what it does not name falls back to `processing` or `duration`."""
    sla: FromZero = 0
    """Weeks after which an unanswered step is worth a finding."""
    duration: Duration | None = None
    account: Annotated[str, Named("account", also=("",))] = ""
    """An account's id; may hold `{parameter}`."""
    price: Price | None = None
    spends: Mapping[str, int] = field(default_factory=dict)
    reduces: tuple[str, ...] = ()
    """Parameters that this step may grant less of."""
    joins: Literal["all", "any"] = "all"
    """Whether it opens when all, or when the first, of the steps in `after` are decided."""
    after_side_by_side: tuple[str, ...] | None = None
    """What `after` is once the interagency mechanism stands at the type's `side_by_side_at`."""
    needs: tuple[AuthorityName, ...] = ()
    """Authorities without which it cannot be approved; may hold `{parameter}`."""
    waived_by: Annotated[str, Named("authority", also=("",))] = ""
    """The authority that makes this step unnecessary while it is in force; may hold `{parameter}`."""
    may_hold: Annotated[str, Named("organisation", also=("",))] = ""
    """A clock that this organisation may stop by declining, before it has run down."""
    source: str = ""


@declared
class InitiativeType:
    """A lever of the playbook. Every step reaches an effect; the loader refuses orphans and cycles."""

    id: str
    title: str
    summary: str
    source: str
    parameters: tuple[Parameter, ...]
    proposers: tuple[OrganisationName, ...]
    purposes: Mapping[str, int]
    """The brief's four (supply, alliance, deterrence, readiness), 0 to 2 each."""
    risks: Mapping[str, int]
    """The brief's four (industry, technology, politics, not-sharing), 0 to 2 each."""
    once_for: tuple[str, ...] = ()
    """Parameters for which a second proposal duplicates the first; settled at lock (rule 3.5)."""
    reveals: tuple[Annotated[str, Named("organisation", also=("public",))], ...] = ()
    """Further organisations that learn of it when it is done; `public` for everybody."""
    side_by_side_at: FromZero = 0
    """The level of the interagency mechanism from which `after_side_by_side` counts; 0 for never."""
    seeds: tuple[int, ...] = ()
    """Rows of the trace matrix that this lever stands for (docs/traceability.md)."""
    steps: tuple[Step, ...]
    effects: tuple[Effect, ...]
    on_decline: tuple[Effect, ...] = ()

    def step(self, step: str) -> Step:
        """The step of that id; a KeyError names it otherwise."""
        for candidate in self.steps:
            if candidate.id == step:
                return candidate
        raise KeyError(step)

    @property
    def risk(self) -> int:
        """The sum of the four risks: what a standing intent's ceiling is held against."""
        return sum(self.risks.values())


def delay_key(kind: str, step: str) -> str:
    """Rule 4.10: the name under which the extra weeks of a step of a type are kept."""
    return f"{kind} {step}"


def fill(text: str, parameters: Mapping[str, str]) -> str:
    """Put an initiative's parameters into the `{names}` of a declared text."""
    if "{" not in text:
        return text
    for name, value in parameters.items():
        text = text.replace("{" + name + "}", value)
    return text


def notional(figure: Figure) -> str:
    """The mark that follows a notional value on every screen."""
    return " (notional)" if figure.notional else ""
