"""The state of one exercise: what rules need and nothing else. It is changed by `apply` alone; history is a read model."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from engine.actions import Action
from engine.baseline import SlotKind
from engine.deck import Inject, Need
from engine.estimates import EstimateRow
from engine.ids import ActionId, HolderId, InitiativeId, InjectId, OrganisationId, StepId, SystemId, TheatreId
from engine.phases import Phase
from engine.playbook import InitiativeType, StepKind
from engine.stocks import Stocks
from engine.talk import Talk
from engine.world import World

K = TypeVar("K")
V = TypeVar("V")

WEEKS_IN_QUARTER = 13
CAP_QUARTERS = 2
"""Rule 3.2: a slot holds at most what so many quarters bring."""


def put(mapping: Mapping[K, V], key: K, value: V) -> Mapping[K, V]:
    """The mapping with one more or another entry; the given one is left as it is."""
    return {**mapping, key: value}


@dataclass(frozen=True, kw_only=True)
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
    waited_for_authority: int = 0
    waited_returned: int = 0
    """What its returns have cost: the processing that was for nothing, and the weeks until its proposer amended it."""
    waited_for_turn: int = 0
    may_hold: tuple[OrganisationId, ...] = ()
    """Who may stop this clock before it has run down."""
    verdict: str = ""
    """Empty while it waits; then approved, declined, returned (it waits for its proposer) or overtaken."""
    through: str = ""
    decided: int = 0
    present: int = 0
    answered_turn: int = 0
    asked_price: int = 0
    """What it cost before its answer granted less."""
    reduced_from: Mapping[str, str] = field(default_factory=dict)
    """Parameters that the answer granted less of, with what had been asked."""
    amended_from: Mapping[str, str] = field(default_factory=dict)
    """Parameters that the proposer asked less of when this step was returned, with what had been asked."""

    @property
    def waits(self) -> bool:
        """Whether it is open and somebody has to answer it; clocks and work take care of themselves."""
        return not self.verdict and self.kind in ("decide", "pay")

    @property
    def may_be_held(self) -> bool:
        """Rule 4.5: whether it is a clock that still runs and that somebody may stop."""
        return not self.verdict and bool(self.may_hold)

    @property
    def waited(self) -> int:
        """Rule 3.3: everything that it waited for but the turn."""
        waited = self.waited_by_organisation + self.waited_for_slots + self.waited_unheld
        return waited + self.waited_for_authority + self.waited_returned


@dataclass(frozen=True, kw_only=True)
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
    note: str = ""
    """What the proposer wrote to everybody who must act."""

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
    after_weeks: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An organisation's answer to an inject; its effects follow at lock."""

    inject: InjectId
    organisation: OrganisationId
    choice: str
    turn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InjectEdit:
    """How control has changed an inject that is not out; None is as declared."""

    title: str | None
    text: str | None
    to: tuple[OrganisationId, ...] | None
    seen_by: tuple[str, ...] | None
    effects: tuple[int, ...] | None
    editor: HolderId
    reason: str
    declared: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Red:
    """What chapter 11 needs of the adversaries."""

    spent: Mapping[OrganisationId, int] = field(default_factory=dict)
    """Points of campaign budget since StartEx."""
    last: Mapping[str, int] = field(default_factory=dict)
    """The week in which each action came last."""
    ordered: tuple[str, ...] = ()
    """Actions that a red cell has ordered for the next resolved week."""
    autopilot_off: tuple[OrganisationId, ...] = ()
    leaked: tuple[SystemId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """Until when a phase lasts on the wall (rule 2.13)."""

    ends_at: int = 0
    """Seconds since 1970-01-01 UTC; 0 where it does not run."""
    left: int = 0
    """Seconds that are left while play is paused."""
    stopped: bool = False
    """Whether control has taken it away."""

    @property
    def runs(self) -> bool:
        """Whether there is a moment at which the phase ends."""
        return self.ends_at > 0


@dataclass(frozen=True, kw_only=True)
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
    real_world_stop: bool = False
    clock_driven: bool = False
    """Whether the clock goes on from phase to phase (rule 2.14)."""
    timer: Timer | None = None
    """Of the phase that is on."""
    timers: int = 0
    """How often something was settled about wall time: what the next order of the clock is called by."""
    aside: "Exercise | None" = None
    """During practice: the exercise itself, as it comes back when the practice ends (rule 1.7)."""
    practices: int = 0
    """Practices that have begun."""
    holders: Mapping[OrganisationId, HolderId] = field(default_factory=dict)
    ready: Mapping[OrganisationId, bool] = field(default_factory=dict)
    slots_spent: Mapping[str, int] = field(default_factory=dict)
    """By `organisation slot-kind`, since StartEx: what was spent, and what had lapsed unused (rule 3.2)."""
    balances: Mapping[str, int] = field(default_factory=dict)
    """Cents by account."""
    holders_at_orders: tuple[OrganisationId, ...] = ()
    """Who was held when the turn's order phase began (rule 3.7)."""
    slots_spent_at_lock: Mapping[str, int] = field(default_factory=dict)
    balances_at_lock: Mapping[str, int] = field(default_factory=dict)
    authorities_at_lock: Mapping[str, int] = field(default_factory=dict)
    """As they stood when this turn's orders ended: what an organisation could have spent on a step that it left open."""
    indices: Mapping[str, int] = field(default_factory=dict)
    authorities: Mapping[str, int] = field(default_factory=dict)
    """Those in force, with the last week in which they are; 0 where they do not lapse (rule 7.5)."""
    mechanism_since: tuple[int, ...] = ()
    """The week in which each level of the interagency mechanism was reached, lowest first (rule 4.11)."""
    delays: Mapping[str, int] = field(default_factory=dict)
    """Extra weeks by `type step` (rule 4.10)."""
    requested: Mapping[str, int] = field(default_factory=dict)
    """Cents that requests have brought, by account (rule 7.6)."""
    injects_due: Mapping[InjectId, int] = field(default_factory=dict)
    """Injects that an effect releases, with the week (rule 12.1)."""
    orders_taken: tuple[str, ...] = ()
    """`kind organisation` of orders that were taken, as far as conditions ask for them (rule 12.2)."""
    conditions_held: tuple[str, ...] = ()
    """Conditions that count only once and have held (rule 12.2)."""
    stocks: Stocks
    policies: Mapping[str, int] = field(default_factory=dict)
    """By `policy subject`: how the week is steered where somebody has set it (rules 3.9 and 6.10)."""
    initiatives: Mapping[InitiativeId, Initiative] = field(default_factory=dict)
    released: Mapping[InjectId, int] = field(default_factory=dict)
    """Injects that are out, with the turn of their release."""
    held_injects: Mapping[InjectId, str] = field(default_factory=dict)
    skipped_injects: Mapping[InjectId, str] = field(default_factory=dict)
    delayed_injects: Mapping[InjectId, int] = field(default_factory=dict)
    """Injects that do not come before a week."""
    edited_injects: Mapping[InjectId, InjectEdit] = field(default_factory=dict)
    written_injects: Mapping[InjectId, Inject] = field(default_factory=dict)
    """Those that control has written beside the deck's (rule 12.7)."""
    slips: Mapping[OrganisationId, tuple[int, ...]] = field(default_factory=dict)
    """The numbers of the paper slips that control has entered (rule 2.12)."""
    opened_secrets: tuple[str, ...] = ()
    """Kind and subject of what control has opened after EndEx."""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """By `inject organisation`."""
    intents: Mapping[OrganisationId, Intent] = field(default_factory=dict)
    estimates: Mapping[str, tuple[EstimateRow, ...]] = field(default_factory=dict)
    """By `occasion organisation`."""
    effects_due: tuple[str, ...] = ()
    """Whose effects the next resolved week brings: `inject X`, `choice X ORGANISATION`, `decline INITIATIVE`, `action A`."""
    mergers: tuple[tuple[InitiativeId, tuple[OrganisationId, ...]], ...] = ()
    """Duplicates settled at this turn's lock, and who is to hear it in the picture."""
    red: Red = field(default_factory=Red)
    deterrence_measured: int = 0
    """What the last measurement added to deterrence (rule 10.3)."""
    revealed: tuple[str, ...] = ()
    """`component organisation`: whom play has told the true spare capacity of a component (rule 8.3)."""
    streaks: Mapping[str, int] = field(default_factory=dict)
    """By `detector subject`: for how many weeks in a row it has held; only what holds."""
    candidates: tuple[str, ...] = ()
    """`turn N: detector subject` of what was found already."""
    talk: Talk = field(default_factory=Talk)
    actions: Mapping[ActionId, Action] = field(default_factory=dict)
    versions: Mapping[str, int] = field(default_factory=dict)
    """By `audience object`: of how many changes of it this audience was told (rule 3.12)."""

    @property
    def practice(self) -> bool:
        """Whether this is the copy that practice is played on (rule 1.7)."""
        return self.aside is not None

    @property
    def injects(self) -> Mapping[InjectId, Inject]:
        """Every inject that there is: the deck's, and those that control has written."""
        return {**self.world.injects, **self.written_injects} if self.written_injects else self.world.injects

    @property
    def turns(self) -> int:
        """How many turns this pace has."""
        return len(self.world.deck.pace(self.pace).turns)

    @property
    def mechanism(self) -> int:
        """Rule 4.11: the level at which the interagency mechanism stands."""
        return len(self.mechanism_since)

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

    def days_of_supply(self, theatre: TheatreId, system: SystemId) -> int:
        """Days that theatre stock lasts at the expected need of the present week; 9,999 where nothing is needed."""
        return days_of_supply(self.stocks.theatre[theatre][system], need_in(self.world, theatre, system, self.week))


def slots_left(world: World, week: int, spent: Mapping[str, int], organisation: OrganisationId, kind: str) -> int:
    """Rule 3.2: start + per_quarter x (week - 1) / 13, less what was spent, at most two quarters' worth; 0 for no such slot."""
    slot = world.slot_kind(organisation, kind)
    return 0 if slot is None else min(slot_cap(slot), _accrued(slot, week) - spent.get(f"{organisation} {kind}", 0))


def slots_lapsed(world: World, week: int, spent: Mapping[str, int], organisation: OrganisationId, kind: str) -> int:
    """Rule 3.2: what a slot has accrued above its cap, and is lost once the next one is spent."""
    slot = world.slot_kind(organisation, kind)
    if slot is None:
        return 0
    return max(0, _accrued(slot, week) - spent.get(f"{organisation} {kind}", 0) - slot_cap(slot))


def slot_cap(slot: SlotKind) -> int:
    """Rule 3.2: the most that can lie unused: two quarters' worth, or what there was at StartEx."""
    return max(slot.start, CAP_QUARTERS * slot.per_quarter)


def _accrued(slot: SlotKind, week: int) -> int:
    return slot.start + slot.per_quarter * (week - 1) // WEEKS_IN_QUARTER


def need_in(world: World, theatre: TheatreId, system: SystemId, week: int) -> Need | None:
    """The stretch of declared need that a week belongs to."""
    for need in world.needs.get((theatre, system), ()):
        if need.first_week <= week <= need.last_week:
            return need
    return None


def days_of_supply(stock: int, need: Need | None) -> int:
    """Rule 6.2: 7 x stock / need, in whole days; 9,999 where nothing is needed."""
    if need is None or need.mode <= 0:
        return 9_999
    return min(9_999, 7 * stock // need.mode)
