"""What can have happened: facts in the past tense that carry their outcome, so that a replay never runs a rule."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from engine.declared import declared
from engine.ids import (
    AccountId,
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
from engine.playbook import StepKind

WaitKind = Literal["organisation", "slots", "unheld"]


@declared
class SeatTaken:
    """Somebody speaks for the organisation from now on."""

    kind: ClassVar[str] = "seat-taken"
    organisation: OrganisationId
    holder: HolderId


@declared
class ExerciseStarted:
    """StartEx."""

    kind: ClassVar[str] = "exercise-started"
    title: str
    turns: int


@declared
class BriefGiven:
    """An organisation learned what only it knows; `spare` is percent by component."""

    kind: ClassVar[str] = "brief-given"
    organisation: OrganisationId
    who: str
    aim: str
    private_fact: str
    leverage: str
    spare: Mapping[str, int]


@declared
class PhaseChanged:
    """The exercise stands in this phase of this turn, which resolves the weeks `first_week` to `last_week`."""

    kind: ClassVar[str] = "phase-changed"
    phase: Phase
    turn: int
    first_week: int
    last_week: int


@declared
class ExercisePaused:
    """PauseEx or its end."""

    kind: ClassVar[str] = "exercise-paused"
    paused: bool
    reason: str


@declared
class ExerciseEnded:
    """EndEx; the seed and its salt let everybody check the dice against the commitment of StartEx."""

    kind: ClassVar[str] = "exercise-ended"
    week: int
    seed: str
    seed_salt: str


@declared
class ReadyMarked:
    """The organisation says that it is done with this order phase, or that it is not."""

    kind: ClassVar[str] = "ready-marked"
    organisation: OrganisationId
    ready: bool


@declared
class InitiativeProposed:
    """An initiative began; its steps follow as they open."""

    kind: ClassVar[str] = "initiative-proposed"
    initiative: InitiativeId
    type: str
    title: str
    parameters: Mapping[str, str]
    proposer: OrganisationId
    week: int
    turn: int


@declared
class StepOpened:
    """A step waits for its organisation, since `opened`; price in cents. `after` finished the preceding step."""

    kind: ClassVar[str] = "step-opened"
    initiative: InitiativeId
    step: StepId
    title: str
    type: str
    parameters: Mapping[str, str]
    by: OrganisationId
    proposer: OrganisationId
    after: OrganisationId
    step_kind: StepKind
    opened: int
    processing: int
    planned: int
    """What `processing` is for whoever may not know how long work will take: its mode."""
    spends: Mapping[str, int]
    price: int
    account: str
    during: Phase
    """`orders` where it opened in the midst of an order phase, `resolve` where while weeks passed."""


@declared
class StepApproved:
    """The step is decided, dated back to when it could have been; carries its waits, so that nobody recomputes them.

    decided = opened + processing + waited_by_organisation + waited_for_slots + waited_unheld. `waited_for_turn` is how
    long before the present that was: the decision stands from `decided`, what it starts cannot show before `present`.
    """

    kind: ClassVar[str] = "step-approved"
    initiative: InitiativeId
    step: StepId
    by: OrganisationId
    proposer: OrganisationId
    through: Literal["order", "intent", "clock", "work"]
    opened: int
    processing: int
    waited_by_organisation: int
    waited_for_turn: int
    waited_for_slots: int
    waited_unheld: int
    decided: int
    present: int
    spends: Mapping[str, int]
    price: int
    account: str
    granted: Mapping[str, str]
    """Parameters that were granted less than asked, with what was granted."""
    provisos: str


@declared
class StepDeclined:
    """The organisation refused, and said why; the initiative is stopped."""

    kind: ClassVar[str] = "step-declined"
    initiative: InitiativeId
    step: StepId
    by: OrganisationId
    proposer: OrganisationId
    through: Literal["order", "intent"]
    reason: str
    week: int
    waited_for: tuple[OrganisationId, ...] = ()
    """Others who were asked beside this step, and need not answer any more."""


@declared
class InitiativeWithdrawn:
    """Its proposer gave it up; whoever it waited for hears it."""

    kind: ClassVar[str] = "initiative-withdrawn"
    initiative: InitiativeId
    proposer: OrganisationId
    waited_for: tuple[OrganisationId, ...]
    week: int


@declared
class TakenBack:
    """An organisation undid an order of this phase; what that undid follows."""

    kind: ClassVar[str] = "taken-back"
    organisation: OrganisationId
    initiative: InitiativeId | None
    step: StepId | None
    inject: InjectId | None


@declared
class StepReopened:
    """A step that had been answered in this phase waits again; what was spent on it is returned."""

    kind: ClassVar[str] = "step-reopened"
    initiative: InitiativeId
    step: StepId
    by: OrganisationId
    proposer: OrganisationId
    parameters: Mapping[str, str]
    """The initiative's parameters as they stand again."""
    waited_for: tuple[OrganisationId, ...] = ()
    """Others who are asked again, where a decline is taken back."""


@declared
class StepClosed:
    """A step that had opened in this phase is gone, because what opened it was undone; what was spent is returned."""

    kind: ClassVar[str] = "step-closed"
    initiative: InitiativeId
    step: StepId
    by: OrganisationId
    proposer: OrganisationId
    parameters: Mapping[str, str]
    """The initiative's parameters as they stand again."""


@declared
class InitiativeVanished:
    """A proposal of this phase was taken back, before it was settled."""

    kind: ClassVar[str] = "initiative-vanished"
    initiative: InitiativeId
    proposer: OrganisationId


@declared
class InitiativeMerged:
    """At lock an initiative turned out to duplicate another; the loser stops, and what was spent on it is returned."""

    kind: ClassVar[str] = "initiative-merged"
    initiative: InitiativeId
    into: InitiativeId
    proposer: OrganisationId


@declared
class MergerTold:
    """In the picture those who worked on a duplicate hear that another proposal of the same kind stands."""

    kind: ClassVar[str] = "merger-told"
    initiative: InitiativeId
    told: tuple[OrganisationId, ...]


@declared
class WaitCharged:
    """An open step waited so many weeks, and for what; `sla` is what its type allows."""

    kind: ClassVar[str] = "wait-charged"
    initiative: InitiativeId
    step: StepId
    by: OrganisationId
    proposer: OrganisationId
    after: OrganisationId
    waited_for: WaitKind
    weeks: int
    turn: int


@declared
class InitiativeDone:
    """Every step is decided: the effects stand from `since`, and show from `week` on."""

    kind: ClassVar[str] = "initiative-done"
    initiative: InitiativeId
    parties: tuple[OrganisationId, ...]
    since: int
    week: int


@declared
class ContractRaised:
    """Units (thousandths) were added to a line's order book; it may run above its level schedule, and add shifts."""

    kind: ClassVar[str] = "contract-raised"
    line: LineId
    units: int
    since: int
    initiative: InitiativeId | None
    parties: tuple[OrganisationId, ...]


@declared
class ToolingBegun:
    """A line's tooling grows by `add` thousandths a week, along the S-curve, over `weeks` from `since`."""

    kind: ClassVar[str] = "tooling-begun"
    line: LineId
    add: int
    weeks: int
    since: int
    initiative: InitiativeId | None
    parties: tuple[OrganisationId, ...]


@declared
class ComponentExpansionBegun:
    """A component's output grows by `add` thousandths a week, along the S-curve, over `weeks` from `since`."""

    kind: ClassVar[str] = "component-expansion-begun"
    component: ComponentId
    add: int
    weeks: int
    since: int
    initiative: InitiativeId | None
    parties: tuple[OrganisationId, ...]


@declared
class StockChanged:
    """Control's or an inject's hand on a theatre stock, in thousandths."""

    kind: ClassVar[str] = "stock-changed"
    system: SystemId
    by: int
    stock: int
    cause: str


@declared
class MoneyArrived:
    """An account was filled, in cents."""

    kind: ClassVar[str] = "money-arrived"
    account: AccountId
    owner: OrganisationId
    amount: int
    week: int
    cause: str


@declared
class IndexMoved:
    """An index stands at a new value."""

    kind: ClassVar[str] = "index-moved"
    index: str
    by: int
    value: int
    cause: str


@declared
class TransitChanged:
    """Only so many permille of the sea lift sail."""

    kind: ClassVar[str] = "transit-changed"
    permille: int
    cause: str


@declared
class CapacityRevealed:
    """An organisation learned the true spare capacity of a component, in percent."""

    kind: ClassVar[str] = "capacity-revealed"
    organisation: OrganisationId
    component: ComponentId
    spare: int


@declared
class InjectReleased:
    """An inject as it was released: text, recipients, by whom, and the values that a trigger read."""

    kind: ClassVar[str] = "inject-released"
    inject: InjectId
    reference: str
    title: str
    source: str
    source_type: str
    marking: str
    fictional_level: str
    text: str
    to: tuple[OrganisationId, ...]
    readers: tuple[str, ...]
    """Everybody who reads it: recipients and onlookers, or `public`."""
    expects: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]
    """Id and title of each choice; their effects stay with control."""
    due_turn: int
    week: int
    turn: int
    released_by: Literal["brief", "week", "condition", "control"]
    values: Mapping[str, int]


@declared
class InjectHeld:
    """Control keeps an inject back, or lets it go again."""

    kind: ClassVar[str] = "inject-held"
    inject: InjectId
    held: bool
    reason: str


@declared
class InjectAnswered:
    """An organisation answered an inject."""

    kind: ClassVar[str] = "inject-answered"
    inject: InjectId
    organisation: OrganisationId
    choice: str
    text: str
    turn: int
    week: int


@declared
class IntentSet:
    """An organisation's standing intent for steps that open while weeks are resolved."""

    kind: ClassVar[str] = "intent-set"
    organisation: OrganisationId
    stance: Literal["approve", "decline", "ask"]
    price_ceiling: int | None
    risk_ceiling: int | None
    reason: str


@declared
class RankingSet:
    """Systems in the order in which scarce components go to them."""

    kind: ClassVar[str] = "ranking-set"
    organisation: OrganisationId
    systems: tuple[SystemId, ...]
    operators: tuple[OrganisationId, ...]


@declared
class EstimateSealed:
    """An estimate is on record."""

    kind: ClassVar[str] = "estimate-sealed"
    organisation: OrganisationId
    occasion: str
    rows: tuple[EstimateRow, ...]
    week: int


@declared
class WeekPassed:
    """A week is over; everybody knows it. The present is the next one."""

    kind: ClassVar[str] = "week-passed"
    week: int
    streaks: Mapping[str, int]
    """What detectors count from week to week."""
    effects_due: tuple[str, ...]
    """What came out or was declined in this week: its effects come with the next one."""


@declared
class StockReported:
    """One system in the theatre in one week, in thousandths: need before rationing, used, short, and what is left."""

    kind: ClassVar[str] = "stock-reported"
    system: SystemId
    week: int
    arrived: int
    need: int
    used: int
    short: int
    stock: int


@declared
class LineReported:
    """One line in one week: what it started and finished, what bound it, and where its means stand afterwards."""

    kind: ClassVar[str] = "line-reported"
    line: LineId
    system: SystemId
    operator: OrganisationId
    week: int
    started: int
    finished: int
    binding: str
    workforce: int
    book: int
    rear: int
    """The system's stock in the rear, once this line's output has reached it."""


@declared
class ComponentReported:
    """One component in one week: made, used by lines, and left in the buffer."""

    kind: ClassVar[str] = "component-reported"
    component: ComponentId
    operator: OrganisationId
    week: int
    made: int
    used: int
    stock: int


@declared
class Shipped:
    """Units left the rear (or an allied line) for the theatre: what arrives, when, and what was lost on the way."""

    kind: ClassVar[str] = "shipped"
    system: SystemId
    week: int
    sent: int
    lost: int
    arrives: int
    rear: int
    """What is left in the rear afterwards."""
    by: Literal["air", "sea", "line"]


@declared
class CandidateFound:
    """A detector fired. A candidate is no finding until a shortfall or an evaluator makes it one."""

    kind: ClassVar[str] = "candidate-found"
    detector: str
    finding_class: str
    subject: str
    week: int
    evidence: Mapping[str, int]


Event = (
    SeatTaken
    | ExerciseStarted
    | BriefGiven
    | PhaseChanged
    | ExercisePaused
    | ExerciseEnded
    | ReadyMarked
    | InitiativeProposed
    | StepOpened
    | StepApproved
    | StepDeclined
    | InitiativeWithdrawn
    | TakenBack
    | StepReopened
    | StepClosed
    | InitiativeVanished
    | InitiativeMerged
    | MergerTold
    | WaitCharged
    | InitiativeDone
    | ContractRaised
    | ToolingBegun
    | ComponentExpansionBegun
    | StockChanged
    | MoneyArrived
    | IndexMoved
    | TransitChanged
    | CapacityRevealed
    | InjectReleased
    | InjectHeld
    | InjectAnswered
    | IntentSet
    | RankingSet
    | EstimateSealed
    | WeekPassed
    | StockReported
    | LineReported
    | ComponentReported
    | Shipped
    | CandidateFound
)
