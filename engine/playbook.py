"""What an initiative type is: parameters, a path of steps through organisations, and effects. Declared, never run here."""

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from engine.declared import Figure, declared
from engine.effects import Effect

StepKind = Literal["decide", "pay", "clock", "work"]
"""A concurrence, a payment, a statutory clock that nobody has to answer, or work that takes its time."""


@declared
class Parameter:
    """What the proposer fills in: one of `choices`, or a whole number between `low` and `high`."""

    id: str
    title: str
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
    tag: str
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
    by_choice: Mapping[str, int] = field(default_factory=dict)
    """Thousand dollars for each choice of the parameter `choice_of`."""
    choice_of: str = ""
    tag: str = "N"
    source: str = ""


@declared
class Step:
    """One hand-off: who must act, what for, after which steps, and in how many weeks of its own."""

    id: str
    title: str
    by: str
    """An organisation's id, or `{parameter}` for a country's organisation."""
    kind: StepKind
    after: tuple[str, ...]
    processing: int = 0
    """The weeks that the organisation itself needs; statutory weeks for a clock."""
    sla: int = 0
    """Weeks after which an unanswered step is worth a finding."""
    duration: Duration | None = None
    account: str = ""
    price: Price | None = None
    spends: Mapping[str, int] = field(default_factory=dict)
    reduces: tuple[str, ...] = ()
    """Parameters that this step may grant less of."""
    source: str = ""


@declared
class InitiativeType:
    """A lever of the playbook. Every step reaches an effect; the loader refuses orphans and cycles."""

    id: str
    title: str
    summary: str
    source: str
    parameters: tuple[Parameter, ...]
    proposers: tuple[str, ...]
    purposes: Mapping[str, int]
    """The brief's four (supply, alliance, deterrence, readiness), 0 to 2 each."""
    risks: Mapping[str, int]
    """The brief's four (industry, technology, politics, not-sharing), 0 to 2 each."""
    once_for: tuple[str, ...] = ()
    """Parameters for which a second proposal duplicates the first; settled at lock (rule 3.5)."""
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


def fill(text: str, parameters: Mapping[str, str]) -> str:
    """Put an initiative's parameters into the `{names}` of a declared text."""
    for name, value in parameters.items():
        text = text.replace("{" + name + "}", value)
    return text


def notional(figure: Figure) -> str:
    """The mark that follows a notional value on every screen."""
    return " (notional)" if figure.notional else ""
