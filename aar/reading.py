"""From the entries of a log to what was played: history by week and initiative, with the entries that prove it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine import events as e
from engine.apply import apply_all
from engine.entries import Entry, events_in, replayed_start
from engine.exercise import Exercise
from engine.ids import CONTROL, InitiativeId, InjectId, StepId


class UnreadableLogError(Exception):
    """A log without control's parts: what was played cannot be told from it."""


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
    """By week: what seats and control did that is no step: injects out, answers, rankings, seats."""
    fired: dict[int, list[InjectId]] = field(default_factory=dict)
    """By week: injects that came out while it was resolved."""
    withdrawn: dict[InitiativeId, int] = field(default_factory=dict)
    stocks: list[e.StockReported] = field(default_factory=list)
    lines: list[e.LineReported] = field(default_factory=list)
    candidates: list[e.CandidateFound] = field(default_factory=list)
    estimates: list[e.EstimateSealed] = field(default_factory=list)
    evidence: dict[str, list[int]] = field(default_factory=dict)
    control_inputs: list[int] = field(default_factory=list)
    """Entries in which control changed the world by hand."""

    def note(self, what: str, number: int) -> None:
        """Remember that an entry records something."""
        self.evidence.setdefault(what, []).append(number)


def step_key(initiative: InitiativeId, step: StepId) -> str:
    """The name under which a step's entries are remembered."""
    return f"step {initiative} {step}"


def read(entries: Iterable[Entry]) -> Played:
    """Go through a log once. Raises UnreadableLogError where control's parts are withheld."""
    played: Played | None = None
    for entry in entries:
        if CONTROL not in entry.parts:
            raise UnreadableLogError("This copy of the log withholds control's parts: take the whole log.")
        control = entry.parts[CONTROL].plain
        if played is None:
            start = replayed_start(control["header"])
            played = Played(header=control["header"], start=start, exercise=start)
        else:
            _take(played, entry.number, control)
        played.head, played.entries = entry.hash, entry.number + 1
    if played is None:
        raise UnreadableLogError("The log is empty.")
    return played


def _take(played: Played, number: int, control: Mapping[str, Any]) -> None:
    events = events_in(control)
    week = played.exercise.week
    kind = control["order"]["kind"]
    if kind == "start-exercise":
        played.opening += events
    if kind in ("release-inject", "hold-inject") and events:
        played.control_inputs.append(number)
    for event in events:
        _note(played, number, event)
        if kind == "resolve-week" and isinstance(event, e.InjectReleased):
            played.fired.setdefault(week, []).append(event.inject)
        elif kind != "start-exercise" and isinstance(event, _CONDUCT):
            played.conduct.setdefault(week, []).append(event)
    played.exercise = apply_all(played.exercise, events)


_CONDUCT = (e.InjectReleased, e.InjectAnswered, e.RankingSet, e.SeatTaken, e.TakenBack)


def _note(played: Played, number: int, event: e.Event) -> None:
    match event:
        case e.StepOpened() | e.StepApproved() | e.StepDeclined() | e.WaitCharged():
            played.note(step_key(event.initiative, event.step), number)
        case e.InitiativeProposed() | e.InitiativeDone():
            played.note(f"initiative {event.initiative}", number)
        case e.InitiativeWithdrawn():
            played.withdrawn[event.initiative] = event.week
        case e.StockReported():
            played.stocks.append(event)
            played.note(f"week {event.week}", number)
        case e.LineReported():
            played.lines.append(event)
        case e.CandidateFound():
            played.candidates.append(event)
            played.note(f"candidate {event.detector} {event.subject}", number)
        case e.EstimateSealed():
            played.estimates.append(event)
            played.note(f"estimate {event.occasion} {event.organisation}", number)
        case _:
            pass
