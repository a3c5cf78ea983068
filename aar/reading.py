"""From the entries of a log to what was played: history by week and initiative, with the entries that prove it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from aar.replaying import Moment, moments
from engine import events as e
from engine.entries import Entry
from engine.exercise import Exercise
from engine.ids import InitiativeId, InjectId, StepId


class StockWeek(NamedTuple):
    """One system in one theatre in one week."""

    week: int
    row: e.StockRow


class LineWeek(NamedTuple):
    """One line in one week."""

    week: int
    row: e.LineRow


class IndexAt(NamedTuple):
    """An index at a new value."""

    week: int
    turn: int
    name: str
    value: int
    entry: int


@dataclass(slots=True)
class Played:
    """What one exercise was. `evidence` names entries by what they record."""

    header: Mapping[str, Any]
    start: Exercise
    """The exercise before check-in."""
    exercise: Exercise
    """The exercise after the last entry."""
    head: str = ""
    entries: int = 0
    opening: list[e.Event] = field(default_factory=list)
    """What StartEx brought."""
    conduct: dict[int, list[e.Event]] = field(default_factory=dict)
    """By week, in their order: what seats and control did and did not take back: proposals, answers, injects out, seats."""
    fired: dict[int, list[InjectId]] = field(default_factory=dict)
    """By week: injects that came out while it was resolved."""
    red: dict[int, list[str]] = field(default_factory=dict)
    """By week: actions of red that happened while it was resolved."""
    red_orders: dict[int, list[e.RedOrdered | e.AutopilotSet]] = field(default_factory=dict)
    """By week: what red's own cell had ordered before it."""
    withdrawn: dict[InitiativeId, int] = field(default_factory=dict)
    stocks: list[StockWeek] = field(default_factory=list)
    lines: list[LineWeek] = field(default_factory=list)
    candidates: list[e.CandidateFound] = field(default_factory=list)
    refusals: list[e.StepDeclined | e.StepReturned] = field(default_factory=list)
    """Steps that were declined or returned, with the reasons; not what was taken back."""
    estimates: list[e.EstimateSealed] = field(default_factory=list)
    agreed: list[tuple[e.AgreementInForce, int]] = field(default_factory=list)
    """Every agreement that came into force, with its entry."""
    rulings: list[tuple[int, int]] = field(default_factory=list)
    """Turn and entry of every ranking and policy that was set."""
    indices: list[IndexAt] = field(default_factory=list)
    """Every move of an index, in its order."""
    evidence: dict[str, list[int]] = field(default_factory=dict)
    control_inputs: list[int] = field(default_factory=list)
    """Entries in which control changed the world by hand."""

    def note(self, what: str, number: int) -> None:
        """Remember that an entry records something: each once, however often it says it."""
        known = self.evidence.setdefault(what, [])
        if not known or known[-1] != number:
            known.append(number)


def step_key(initiative: InitiativeId, step: StepId) -> str:
    """The name under which a step's entries are remembered."""
    return f"step {initiative} {step}"


def entries_of_weeks(played: Played, weeks: Iterable[int]) -> tuple[int, ...]:
    """The entries that report these weeks, in their order."""
    return tuple(sorted({entry for week in weeks for entry in played.evidence.get(f"week {week}", ())}))


def read(entries: Iterable[Entry]) -> Played:
    """Go through a log once. Raises UnreadableLogError where control's parts are withheld or damaged."""
    stream = moments(entries)
    played = begun(next(stream))
    for moment in stream:
        take(played, moment)
    return played


def begun(first: Moment) -> Played:
    """What was played, after entry 0."""
    played = Played(header=first.part["header"], start=first.before, exercise=first.exercise)
    played.head, played.entries = first.hash, first.number + 1
    return played


def take(played: Played, moment: Moment) -> None:
    """Go on with the entry that follows."""
    played.exercise, played.head, played.entries = moment.exercise, moment.hash, moment.number + 1
    number, events = moment.number, moment.events
    if moment.exercise.practice:  # rule 1.7: it counts nowhere, but who came in it has come
        events = tuple(event for event in events if isinstance(event, e.SeatTaken))
    week = (moment.before.aside or moment.before).week
    kind = moment.part["order"]["kind"]
    if kind == "start-exercise":
        played.opening += events
    if _by_hand(kind, events):
        played.control_inputs.append(number)
    for event in events:
        _note(played, moment, event)
        if kind == "resolve-week" and isinstance(event, e.InjectReleased):
            played.fired.setdefault(week, []).append(event.inject)
        elif isinstance(event, e.RedMoved):
            played.red.setdefault(week, []).append(event.action)
        elif isinstance(event, e.RedOrdered | e.AutopilotSet):
            played.red_orders.setdefault(week, []).append(event)
        elif kind != "start-exercise" and _is_conduct(event):
            played.conduct.setdefault(week, []).append(event)
        elif isinstance(event, _UNDONE):
            _forget_conduct(played.conduct.get(week, []), event)


CONTROLS_HANDS = (
    "release-inject",
    "hold-inject",
    "skip-inject",
    "delay-inject",
    "edit-inject",
    "write-inject",
    "correct",
    "accept-late",
    "act-for",
)
"""Orders by which control changes by hand what was declared or done: a finding that rests on one says so."""
_CONDUCT = (
    e.InitiativeProposed,
    e.InitiativeWithdrawn,
    e.StepAmended,
    e.IntentSet,
    e.InjectEdited,
    e.InjectWritten,
    e.Corrected,
    e.InjectReleased,
    e.InjectAnswered,
    e.RankingSet,
    e.PolicySet,
    e.OrderTaken,
    e.SeatTaken,
    e.TakenBack,
    e.ActionTaken,
    e.ActionTakenBack,
    e.ActionRuled,
    e.ActionOverridden,
)
_ANSWERED = (e.StepApproved, e.StepDeclined)
_UNDONE = (e.InitiativeVanished, e.StepReopened, e.StepClosed)
"""What is left of an order that was taken back, or rested on one."""


def _is_conduct(event: e.Event) -> bool:
    return isinstance(event, _CONDUCT) or (isinstance(event, _ANSWERED) and event.through == "order")


_NOTED = (
    e.LeakHappened,
    e.AgreementBroken,
    e.RequestMade,
    e.SupplierLost,
    e.MechanismChanged,
    e.YardTasked,
    e.ComponentExpansionBegun,
)
"""What measures of objectives count by its kind."""


def _by_hand(kind: str, events: Iterable[e.Event]) -> bool:
    """Whether control changed the world by this order: with its own hands, or by a ruling that brings something."""
    for event in events:
        if kind in CONTROLS_HANDS:
            return True
        if isinstance(event, e.ActionRuled) and event.effects:
            return True
        if isinstance(event, e.ActionOverridden) and (event.effects or event.overrode_effects):
            return True
    return False


def _note(played: Played, moment: Moment, event: e.Event) -> None:
    number = moment.number
    match event:
        case e.StepDeclined() | e.StepReturned():
            played.refusals.append(event)
            played.note(step_key(event.initiative, event.step), number)
        case e.TakenBack():
            _forget_refusal(played, moment.before, event)
        case e.StepOpened() | e.StepApproved() | e.WaitCharged():
            played.note(step_key(event.initiative, event.step), number)
        case e.InitiativeProposed() | e.InitiativeDone():
            played.note(f"initiative {event.initiative}", number)
        case e.IndexMoved():
            now = moment.before
            played.indices.append(IndexAt(now.week, now.turn, event.index, event.value, number))
        case e.RankingSet() | e.PolicySet():
            played.rulings.append((moment.before.turn, number))
        case e.AgreementInForce():
            played.agreed.append((event, number))
        case _ if isinstance(event, _NOTED):
            played.note(event.kind, number)
        case e.InitiativeWithdrawn():
            played.withdrawn[event.initiative] = event.week
        case e.StocksReported():
            played.stocks += [StockWeek(event.week, row) for row in event.rows]
            played.note(f"week {event.week}", number)
        case e.LinesReported():
            played.lines += [LineWeek(event.week, row) for row in event.rows]
        case e.CandidateFound():
            played.candidates.append(event)
            played.note(f"candidate {event.detector} {event.subject}", number)
        case e.EstimateSealed():
            played.estimates.append(event)
            played.note(f"estimate {event.occasion} {event.organisation}", number)
        case _:
            pass


def _forget_conduct(done: list[e.Event], undone: e.InitiativeVanished | e.StepReopened | e.StepClosed) -> None:
    """What was taken back in its order phase was not done (rule 3.4)."""
    of_step = undone.step if not isinstance(undone, e.InitiativeVanished) else None
    what = (e.InitiativeProposed,) if of_step is None else _ANSWERED
    done[:] = [
        one
        for one in done
        if not (isinstance(one, what) and one.initiative == undone.initiative and getattr(one, "step", None) == of_step)
    ]


def _forget_refusal(played: Played, before: Exercise, event: e.TakenBack) -> None:
    """A refusal that was taken back in its order phase is none (rule 3.4); where an approval was, those before it stay."""
    initiative = before.initiatives.get(event.initiative) if event.initiative else None
    step = initiative.steps.get(event.step) if initiative and event.step else None
    if step is not None and step.verdict in ("declined", "returned"):
        of_step = [at for at, one in enumerate(played.refusals) if (one.initiative, one.step) == (event.initiative, event.step)]
        del played.refusals[of_step[-1]]
