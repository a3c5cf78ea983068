"""The state of one exercise: what rules need and nothing else. It is changed by `apply` alone; history is a read model."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from engine.deck import Need
from engine.ids import (
    ComponentId,
    HolderId,
    InitiativeId,
    InjectId,
    LineId,
    OrganisationId,
    StepId,
    SystemId,
)
from engine.orders import EstimateRow, Phase
from engine.playbook import InitiativeType, StepKind
from engine.world import World

K = TypeVar("K")
V = TypeVar("V")


def put(mapping: Mapping[K, V], key: K, value: V) -> Mapping[K, V]:
    """The mapping with one more or another entry; the given one is left as it is."""
    return {**mapping, key: value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tranche:
    """Capacity that grows along the S-curve: `add` thousandths a week over `weeks` from week `since`."""

    since: int
    weeks: int
    add: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LineState:
    """What a line can do now; thousandths a week, and thousandths for the book and the work in progress."""

    workforce: int
    book: int
    wip: tuple[int, ...]
    """What was started, oldest first; the first entry finishes next."""
    tooling: tuple[Tranche, ...] = ()
    shifts_since: int | None = None
    binding: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentState:
    """What a component line makes now: thousandths a week, and the buffer in thousandths."""

    rate: int
    stock: int
    growth: tuple[Tranche, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Transit:
    """Thousandths of a system that arrive in the theatre in a week."""

    system: SystemId
    arrives: int
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stocks:
    """The physical world of one week: the truth in an exercise, a belief in a view. The weekly kernel runs on either."""

    theatre: Mapping[SystemId, int]
    rear: Mapping[SystemId, int]
    transit: tuple[Transit, ...]
    lines: Mapping[LineId, LineState]
    components: Mapping[ComponentId, ComponentState]
    ranking: tuple[SystemId, ...] = ()
    sea_permille: int = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class StepState:
    """One step that has opened: since when it waits, for what it waited, and how it was decided."""

    by: OrganisationId
    after: OrganisationId
    kind: StepKind
    opened: int
    processing: int
    spends: Mapping[str, int]
    price: int
    account: str
    first_whole_turn: int
    """The first turn in whose order phase it is visible from the beginning."""
    waited_by_organisation: int = 0
    waited_for_slots: int = 0
    waited_unheld: int = 0
    waited_for_turn: int = 0
    verdict: str = ""
    """Empty while it waits; then approved or declined."""
    through: str = ""
    decided: int = 0
    present: int = 0
    answered_turn: int = 0
    asked_price: int = 0
    """What it cost before its answer granted less."""
    reduced_from: Mapping[str, str] = field(default_factory=dict)
    """Parameters that the answer granted less of, with what had been asked."""

    @property
    def waits(self) -> bool:
        """Whether it is open and somebody has to answer it; clocks and work take care of themselves."""
        return not self.verdict and self.kind in ("decide", "pay")


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """One initiative on its way."""

    id: InitiativeId
    type: str
    parameters: Mapping[str, str]
    proposer: OrganisationId
    week: int
    turn: int
    steps: Mapping[StepId, StepState] = field(default_factory=dict)
    stopped: str = ""
    """Empty, or why it stopped: declined, withdrawn, merged."""
    done_week: int | None = None

    @property
    def running(self) -> bool:
        """Whether it can still move."""
        return not self.stopped and self.done_week is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """A standing intent; ceilings in thousand dollars and risk points."""

    stance: str
    price_ceiling: int | None
    risk_ceiling: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An organisation's answer to an inject; its effects follow at lock."""

    inject: InjectId
    organisation: OrganisationId
    choice: str
    turn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """Everything that rules need. `week` is the present: the first week that is not yet resolved."""

    world: World
    pace: str
    seed: str
    seed_salt: str
    phase: Phase = Phase.SETUP
    turn: int = 0
    week: int = 1
    paused: bool = False
    holders: Mapping[OrganisationId, HolderId] = field(default_factory=dict)
    ready: Mapping[OrganisationId, bool] = field(default_factory=dict)
    slots_spent: Mapping[str, int] = field(default_factory=dict)
    """By `organisation slot-kind`, since StartEx."""
    balances: Mapping[str, int] = field(default_factory=dict)
    """Cents by account."""
    holders_at_orders: tuple[OrganisationId, ...] = ()
    """Who was held when the turn's order phase began (rule 3.7)."""
    slots_spent_at_lock: Mapping[str, int] = field(default_factory=dict)
    balances_at_lock: Mapping[str, int] = field(default_factory=dict)
    """As they stood when this turn's orders ended: what an organisation could have spent on a step that it left open."""
    indices: Mapping[str, int] = field(default_factory=dict)
    stocks: Stocks
    initiatives: Mapping[InitiativeId, Initiative] = field(default_factory=dict)
    released: Mapping[InjectId, int] = field(default_factory=dict)
    """Injects that are out, with the turn of their release."""
    held_injects: Mapping[InjectId, str] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """By `inject organisation`."""
    intents: Mapping[OrganisationId, Intent] = field(default_factory=dict)
    estimates: Mapping[str, tuple[EstimateRow, ...]] = field(default_factory=dict)
    """By `occasion organisation`."""
    effects_due: tuple[str, ...] = ()
    """What has effects that the next resolved week brings: `inject X`, `choice X ORGANISATION`, `decline INITIATIVE`."""
    mergers: tuple[tuple[InitiativeId, tuple[OrganisationId, ...]], ...] = ()
    """Duplicates settled at this turn's lock, and who is to hear it in the picture."""
    streaks: Mapping[str, int] = field(default_factory=dict)
    """Weeks in a row, for detectors."""
    candidates: tuple[str, ...] = ()
    """Detector and subject of what was found already."""

    @property
    def turns(self) -> int:
        """How many turns this pace has."""
        return len(self.world.deck.pace(self.pace).turns)

    def type_of(self, initiative: Initiative) -> InitiativeType:
        """The playbook entry that an initiative follows."""
        return self.world.playbook[initiative.type]

    def step(self, initiative: InitiativeId, step: StepId) -> StepState | None:
        """The step, if it has opened."""
        found = self.initiatives.get(initiative)
        return found.steps.get(step) if found else None

    def slots_left(self, organisation: OrganisationId, kind: str) -> int:
        """Rule 3.2: what has accrued of a slot by the present, less what was spent."""
        return slots_left(self.world, self.week, self.slots_spent, organisation, kind)

    def days_of_supply(self, system: SystemId) -> int:
        """Days that theatre stock lasts at the expected need of the present week; 9,999 where nothing is needed."""
        return days_of_supply(self.stocks.theatre[system], need_in(self.world, system, self.week))


def slots_left(world: World, week: int, spent: Mapping[str, int], organisation: OrganisationId, kind: str) -> int:
    """Rule 3.2: start + per_quarter for every 13 weeks begun since StartEx, less what was spent; 0 for no such slot."""
    slot = world.slot_kind(organisation, kind)
    if slot is None:
        return 0
    return slot.start + slot.per_quarter * (week - 1) // 13 - spent.get(f"{organisation} {kind}", 0)


def need_in(world: World, system: SystemId, week: int) -> Need | None:
    """The stretch of declared need that a week belongs to."""
    for need in world.deck.need:
        if need.system == system and need.first_week <= week <= need.last_week:
            return need
    return None


def days_of_supply(stock: int, need: Need | None) -> int:
    """Rule 6.2: 7 x stock / need, in whole days; 9,999 where nothing is needed."""
    if need is None or need.mode <= 0:
        return 9_999
    return min(9_999, 7 * stock // (need.mode * 1_000))
