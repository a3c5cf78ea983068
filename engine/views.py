"""What one organisation knows, as data: a view. How facts make one is in `engine/folding.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.changing import replace
from engine.deck import Need
from engine.estimates import EstimateRow
from engine.exercise import Timer, need_in, slots_left
from engine.ids import (
    PUBLIC,
    ActionId,
    AgreementId,
    InitiativeId,
    InjectId,
    LineId,
    OrganisationId,
    RequestId,
    StepId,
    SystemId,
    TheatreId,
)
from engine.observe import DEMAND_SIDE, Fact
from engine.phases import Phase
from engine.playbook import InitiativeType
from engine.rules.law import lacking
from engine.stocks import Stocks
from engine.stored import world_of
from engine.views_actions import ActionSeen
from engine.views_campaign import NO_CAMPAIGN, CampaignSeen
from engine.views_initiatives import InitiativeSeen, StepSeen
from engine.views_talk import AgreementSeen, MessageSeen, RequestSeen
from engine.week.kernel import stocks_at_start
from engine.world import World

KEPT = 104
"""So many own orders and notices a view keeps; the whole history is in the log."""


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
    asked: bool
    """Whether whoever it is addressed to is to answer."""
    choices: tuple[tuple[str, str], ...]
    due_turn: int
    week: int
    turn: int
    answered: bool = False
    answer_choice: str = ""
    answer_text: str = ""
    answered_turn: int = 0
    brought: tuple[str, ...] = ()
    """What came of the answer, as far as this organisation may know it."""

    def asks(self, organisation: str) -> bool:
        """Whether this organisation is to answer it: where nothing is expected or offered, it is there to be read."""
        return organisation in self.to and self.asked


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
class LineSeen:
    """What somebody else's line did in the last week of which this organisation was told; thousandths."""

    week: int
    finished: int
    binding: str = ""
    """What held it up, where that was shared."""


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
    by_control: bool = False
    """Whether control gave it, in this organisation's place or after the lock."""
    slip: int = 0
    """The number of the paper slip that control entered it from; 0 where there was none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretSeen:
    """What control told everybody once play was over."""

    secret: str
    subject: str
    title: str
    tells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class View:
    """One organisation's knowledge. What it believes of the physical world is asked of `engine.beliefs.believed`."""

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
    paused_by_clock: bool = False
    real_world_stop: bool = False
    clock_driven: bool = False
    """Whether the clock goes on from phase to phase, or control."""
    timer: Timer | None = None
    """Until when the phase that is on lasts, where that is settled."""
    aside: "View | None" = None
    """During practice: the view as it comes back when the practice ends (rule 1.7)."""
    present_organisations: tuple[str, ...] = ()
    ready: bool = False
    brief: BriefSeen | None = None
    slots_spent: Mapping[str, int] = field(default_factory=dict)
    balances: Mapping[str, int] = field(default_factory=dict)
    indices: Mapping[str, int] = field(default_factory=dict)
    authorities: Mapping[str, int] = field(default_factory=dict)
    """Those in force, with the last week in which they are; 0 where they do not lapse."""
    mechanism: int = 0
    """The level of the interagency mechanism."""
    delays: Mapping[str, int] = field(default_factory=dict)
    """Extra weeks by `type step`, as far as they are known here."""
    injects: Mapping[InjectId, InjectSeen] = field(default_factory=dict)
    initiatives: Mapping[InitiativeId, InitiativeSeen] = field(default_factory=dict)
    intent: Mapping[str, Any] = field(default_factory=dict)
    estimates: Mapping[str, tuple[EstimateRow, ...]] = field(default_factory=dict)
    messages: tuple[MessageSeen, ...] = ()
    """Sent, received and said in the room, newest last."""
    requests: Mapping[RequestId, RequestSeen] = field(default_factory=dict)
    agreements: Mapping[AgreementId, AgreementSeen] = field(default_factory=dict)
    actions: Mapping[ActionId, ActionSeen] = field(default_factory=dict)
    """Free actions: own ones, and those that were opened to this organisation."""
    talked: int = 0
    """How many things of talk were heard; each keeps which of them was its last."""
    versions: Mapping[str, int] = field(default_factory=dict)
    """By object: of how many changes of it this organisation was told; an order may name them (rule 3.12)."""
    notices: tuple[str, ...] = ()
    """Sentences for the picture, newest last."""
    orders: tuple[OrderSeen, ...] = ()
    reports: Mapping[str, tuple[WeekSeen, ...]] = field(default_factory=dict)
    """By `theatre system`: what the theatre reported, week by week."""
    campaign: CampaignSeen = NO_CAMPAIGN
    """A red cell's own; without actions for everybody else."""
    others_lines: Mapping[LineId, LineSeen] = field(default_factory=dict)
    """Lines that others run, as far as this organisation is told of them."""
    policies: Mapping[str, int] = field(default_factory=dict)
    """By `policy subject`: how the week is steered, as far as is known here."""
    settled_stocks: Stocks
    """The believed world as of when it was last settled."""
    unsettled: tuple[Fact, ...] = ()
    """Facts about the physical world since then, not yet folded into it."""
    worked_out: list[Any] = field(default_factory=list, compare=False, repr=False, metadata={"derived": True})
    """What `believed` has worked out of them so far: a memory, no knowledge."""
    seed: str = ""
    """Revealed at EndEx."""
    secrets: tuple[SecretSeen, ...] = ()
    """Opened by control after EndEx."""
    hot_wash: Mapping[str, str] = field(default_factory=dict)
    """This organisation's own answers."""

    @property
    def practice(self) -> bool:
        """Whether what is seen is the copy that practice is played on."""
        return self.aside is not None

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

    def need_now(self, theatre: TheatreId, system: SystemId) -> Need | None:
        """The published need of the present week."""
        return need_in(self.world, theatre, system, self.week)

    @property
    def knows_stock(self) -> bool:
        """Whether the theatre's weekly report comes to this organisation."""
        return self.organisation in DEMAND_SIDE

    def lawful(self, initiative: InitiativeSeen, step: StepId) -> bool:
        """Rule 7.5: whether the authorities that a step needs are in force."""
        return not lacking(self.type_of(initiative).step(step), initiative.parameters, self.authorities)

    def waiting_steps(self) -> list[tuple[InitiativeSeen, StepId, StepSeen]]:
        """The open steps that wait for this organisation, longest wait first."""
        found = [
            (initiative, step_id, step)
            for initiative in self.initiatives.values()
            for step_id, step in initiative.steps.items()
            if initiative.running and step.waits and step.by == self.organisation
        ]
        return sorted(found, key=lambda one: (one[2].opened, one[0].id, one[1]))

    def returned_steps(self) -> list[tuple[InitiativeSeen, StepId, StepSeen]]:
        """Rule 4.9: the steps of own initiatives that came back and wait for an amendment."""
        return [
            (initiative, step_id, step)
            for initiative in self.initiatives.values()
            for step_id, step in initiative.steps.items()
            if initiative.running and step.verdict == "returned" and initiative.proposer == self.organisation
        ]

    def running_clocks(self) -> list[tuple[InitiativeSeen, StepId, StepSeen]]:
        """Rule 4.5: the clocks that this organisation may hold while they run."""
        return [
            (initiative, step_id, step)
            for initiative in self.initiatives.values()
            for step_id, step in initiative.steps.items()
            if initiative.running and not step.verdict and self.organisation in step.may_hold
        ]

    def waiting_injects(self) -> list[InjectSeen]:
        """Injects that expect an answer of this organisation and have none."""
        waiting = [one for one in self.injects.values() if one.asks(self.organisation) and not one.answered]
        return sorted(waiting, key=lambda one: (one.due_turn, one.week, one.inject))

    def waiting_requests(self) -> list[RequestSeen]:
        """Requests that wait for this organisation's yes or no, the first due first."""
        waiting = [one for one in self.requests.values() if one.waits_for(self.organisation)]
        return sorted(waiting, key=lambda one: (one.due_turn, one.week, one.request))

    def agreements_to_sign(self) -> list[AgreementSeen]:
        """Agreements that wait for this organisation's signature, the first due first."""
        waiting = [one for one in self.agreements.values() if one.stands == "open" and self.organisation not in one.signed]
        return sorted(waiting, key=lambda one: (one.due_turn, one.week, one.agreement))


Fold = Callable[[View, Fact], View]
"""What one kind of fact does to a view."""


def view_at_start(header: Mapping[str, Any], organisation: OrganisationId, *, world: World | None = None) -> View:
    """The view before anything happened, from the public header alone.

    Whoever keeps many views may give the published world of that header, so that it is read once.
    """
    world = world or world_of(header["world"])
    return View(
        organisation=organisation,
        world=world,
        exercise_id=header["exercise"],
        pace=header["pace"],
        marking=header["marking"],
        indices={index: kind.start.value for index, kind in world.index_kinds.items() if PUBLIC in kind.told},
        settled_stocks=stocks_at_start(world),
        authorities=world.authorities_at_start(),
    )
