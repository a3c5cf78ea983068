"""What one organisation knows, as data: a view. How facts make one is in `engine/folding.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from engine.deck import Need
from engine.exercise import Stocks, Transit, days_of_supply, need_in, slots_left
from engine.ids import InitiativeId, InjectId, OrganisationId, StepId, SystemId
from engine.observe import Fact
from engine.orders import EstimateRow, Phase
from engine.playbook import InitiativeType, StepKind
from engine.stored import world_of
from engine.week.kernel import stocks_at_start
from engine.world import World

KEPT = 104
"""So many own orders and notices a view keeps; the whole history is in the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSeen:
    """A step as this organisation sees it. Price, spends and waits are known to whom it waits for."""

    by: OrganisationId
    title: str
    after: OrganisationId
    kind: StepKind
    opened: int
    processing: int
    """The weeks that it takes; of work, the weeks that are planned."""
    price: int = 0
    account: str = ""
    spends: Mapping[str, int] = field(default_factory=dict)
    verdict: str = ""
    through: str = ""
    """How it was answered: order, intent, clock or work; known to its organisation and to the proposer."""
    decided: int = 0
    reason: str = ""
    provisos: str = ""
    asked_price: int = 0
    """What it cost before its answer granted less."""
    waited: int = 0
    """Weeks charged to its organisation so far."""
    seen_turn: int = 0
    answered_turn: int = 0

    @property
    def waits(self) -> bool:
        """Whether it is open and somebody has to answer it."""
        return not self.verdict and self.kind in ("decide", "pay")


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeSeen:
    """An initiative as far as this organisation has been told of it."""

    id: InitiativeId
    type: str
    title: str
    parameters: Mapping[str, str]
    proposer: OrganisationId
    turn: int
    steps: Mapping[StepId, StepSeen] = field(default_factory=dict)
    stopped: str = ""
    done_week: int | None = None

    @property
    def running(self) -> bool:
        """Whether it can still move, as far as is known."""
        return not self.stopped and self.done_week is None


@dataclass(frozen=True, slots=True, kw_only=True)
class InjectSeen:
    """An inject as it was read, with this organisation's answer."""

    inject: InjectId
    reference: str
    title: str
    source: str
    source_type: str
    marking: str
    fictional_level: str
    text: str
    to: tuple[str, ...]
    expects: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]
    due_turn: int
    week: int
    turn: int
    answered: bool = False
    answer_choice: str = ""
    answer_text: str = ""
    answered_turn: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefSeen:
    """What only this organisation was told at StartEx."""

    who: str
    aim: str
    private_fact: str
    leverage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekSeen:
    """One system in one week, as reported; thousandths."""

    week: int
    need: int
    used: int
    short: int
    stock: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSeen:
    """An own order and what became of it."""

    order_id: str
    kind: str
    order: Mapping[str, Any]
    """The order itself, as plain data."""
    turn: int
    week: int
    refusal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One organisation's knowledge. `stocks` is its believed world, of the same shape as the true one."""

    organisation: OrganisationId
    world: World
    """The published world: titles, playbook, public figures."""
    exercise_id: str
    pace: str
    marking: str
    phase: Phase = Phase.SETUP
    turn: int = 0
    turns: int = 0
    first_week: int = 1
    last_week: int = 1
    week: int = 1
    paused: bool = False
    pause_reason: str = ""
    present_organisations: tuple[str, ...] = ()
    ready: bool = False
    brief: BriefSeen | None = None
    slots_spent: Mapping[str, int] = field(default_factory=dict)
    balances: Mapping[str, int] = field(default_factory=dict)
    indices: Mapping[str, int] = field(default_factory=dict)
    injects: Mapping[InjectId, InjectSeen] = field(default_factory=dict)
    initiatives: Mapping[InitiativeId, InitiativeSeen] = field(default_factory=dict)
    intent: Mapping[str, Any] = field(default_factory=dict)
    estimates: Mapping[str, tuple[EstimateRow, ...]] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    """Sentences for the picture, newest last."""
    orders: tuple[OrderSeen, ...] = ()
    reports: Mapping[SystemId, tuple[WeekSeen, ...]] = field(default_factory=dict)
    stocks: Stocks
    reported_transit: tuple[Transit, ...] = ()
    seed: str = ""
    """Revealed at EndEx."""

    def noticing(self, sentence: str) -> "View":
        """The view with one more sentence among its notices."""
        noticed: View = replace(self, notices=(*self.notices[-KEPT:], sentence))
        return noticed

    def type_of(self, initiative: InitiativeSeen) -> InitiativeType:
        """The playbook entry that an initiative follows."""
        return self.world.playbook[initiative.type]

    def slots_left(self, kind: str) -> int:
        """Rule 3.2, from what this organisation knows of itself."""
        return slots_left(self.world, self.week, self.slots_spent, self.organisation, kind)

    def need_now(self, system: SystemId) -> Need | None:
        """The published need of the present week."""
        return need_in(self.world, system, self.week)

    def days_of_supply(self, system: SystemId) -> int:
        """Rule 6.2 on the believed stock."""
        return days_of_supply(self.stocks.theatre[system], self.need_now(system))

    @property
    def knows_stock(self) -> bool:
        """Whether the theatre's weekly report comes to this organisation."""
        return bool(self.reports)

    def waiting_steps(self) -> list[tuple[InitiativeSeen, StepId, StepSeen]]:
        """The open steps that wait for this organisation, longest wait first."""
        found = [
            (initiative, step_id, step)
            for initiative in self.initiatives.values()
            for step_id, step in initiative.steps.items()
            if initiative.running and step.waits and step.by == self.organisation
        ]
        return sorted(found, key=lambda one: (one[2].opened, one[0].id, one[1]))

    def waiting_injects(self) -> list[InjectSeen]:
        """Injects that expect an answer of this organisation and have none."""
        waiting = [one for one in self.injects.values() if self.organisation in one.to and not one.answered and one.expects]
        return sorted(waiting, key=lambda one: (one.due_turn, one.week, one.inject))


Fold = Callable[[View, Fact], View]
"""What one kind of fact does to a view."""


def view_at_start(header: Mapping[str, Any], organisation: OrganisationId) -> View:
    """The view before anything happened, from the public header alone."""
    world = world_of(header["world"])
    return View(
        organisation=organisation,
        world=world,
        exercise_id=header["exercise"],
        pace=header["pace"],
        marking=header["marking"],
        indices={index: figure.value for index, figure in world.deck.indices.items()},
        stocks=stocks_at_start(world),
    )
