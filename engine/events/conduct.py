"""What happened to the exercise itself: seats, phases, injects, answers, money, indices, the passing of weeks."""

from collections.abc import Mapping
from dataclasses import field
from typing import ClassVar, Literal

from engine.declared import declared
from engine.estimates import EstimateRow
from engine.ids import AccountId, ComponentId, HolderId, InitiativeId, InjectId, OrganisationId, StepId
from engine.phases import Phase


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
    """PauseEx or its end; in a real-world stop everybody leaves the exercise."""

    kind: ClassVar[str] = "exercise-paused"
    paused: bool
    reason: str
    real_world: bool = False
    by_clock: bool = False
    """Whether the clock paused play by itself."""


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
    """What exercise staff expect; it stays with control."""
    choices: tuple[tuple[str, str], ...]
    """Id and title of each choice; their effects stay with control."""
    due_turn: int
    week: int
    turn: int
    released_by: Literal["brief", "week", "condition", "control", "effect"]
    values: Mapping[str, int]
    declared: Mapping[str, str] = field(default_factory=dict)
    """What the deck says in the place of each thing that control had changed."""
    editor: HolderId = HolderId("")
    edit_reason: str = ""

    @property
    def asks(self) -> bool:
        """Whether its addressees are to answer; what is expected of them they do not learn."""
        return bool(self.expects or self.choices)


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
class AnswerBrought:
    """What an organisation's answer to an inject brought came with this week; it hears what it may know of it."""

    kind: ClassVar[str] = "answer-brought"
    inject: InjectId
    organisation: OrganisationId
    week: int
    does: tuple[str, ...]
    """Effect by effect, in words; none where nothing that it may know came of it."""


@declared
class IntentSet:
    """An organisation's standing intent for steps that open while weeks are resolved."""

    kind: ClassVar[str] = "intent-set"
    organisation: OrganisationId
    stance: Literal["approve", "decline", "ask"]
    price_ceiling: int | None
    risk_ceiling: int | None
    reason: str
    after_weeks: int = 0
    """Weeks that a step lies before it is approved."""


@declared
class EstimateSealed:
    """An estimate is on record."""

    kind: ClassVar[str] = "estimate-sealed"
    organisation: OrganisationId
    occasion: str
    rows: tuple[EstimateRow, ...]
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
class CandidateFound:
    """A detector fired. A candidate is no finding until a shortfall or an evaluator makes it one."""

    kind: ClassVar[str] = "candidate-found"
    detector: str
    finding_class: str
    subject: str
    week: int
    evidence: Mapping[str, int]


@declared
class CapacityRevealed:
    """An organisation learned the true spare capacity of a component, in percent."""

    kind: ClassVar[str] = "capacity-revealed"
    organisation: OrganisationId
    component: ComponentId
    spare: int


@declared
class MoneyArrived:
    """An account was filled, in cents."""

    kind: ClassVar[str] = "money-arrived"
    account: AccountId
    owner: OrganisationId
    amount: int
    week: int
    cause: str
    requested: bool = False
    """Whether it counts against the account's ceiling (rule 7.6)."""


@declared
class IndexMoved:
    """An index stands at a new value."""

    kind: ClassVar[str] = "index-moved"
    index: str
    by: int
    value: int
    told: tuple[str, ...]
    """Who learns of it: organisations, or `public` for everybody."""
    cause: str


@declared
class WeekPassed:
    """A week is over; everybody knows it. The present is the next one."""

    kind: ClassVar[str] = "week-passed"
    week: int
    streaks: Mapping[str, int]
    """What detectors count from week to week."""
    effects_due: tuple[str, ...]
    """What came out or was declined in this week: its effects come with the next one."""
