"""What the report needs of a log beside the answer: who sat where, who ordered how much, what came when."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from aar.replaying import Moment, moments
from engine import events as e
from engine.entries import Entry

DAY = 10
"""So many signs of a time are its day."""


@dataclass(slots=True)
class Gathered:
    """By organisation, inject or occasion: the numbers of the entries that record it. Practice counts nowhere (rule 1.7)."""

    engine: str = ""
    """The version that recorded the log."""
    parent: str = ""
    """Of a fork: where it left its parent."""
    days: tuple[str, str] | None = None
    """The first and the last day of play on the wall; None for a game without a clock."""
    holders: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    """By organisation: random ids, each with the entry in which it took the seat."""
    orders: dict[str, list[int]] = field(default_factory=dict)
    """Orders of its own that were taken."""
    refused: dict[str, list[int]] = field(default_factory=dict)
    by_control: list[int] = field(default_factory=list)
    """Entries that control ordered, the clock's not among them."""
    practice: set[int] = field(default_factory=set)
    """Entries of practice."""
    started: int = 0
    ended: int | None = None
    released: dict[str, int] = field(default_factory=dict)
    readers: dict[str, set[str]] = field(default_factory=dict)
    """By inject: who read it, the addressees too."""
    answered: dict[str, dict[str, int]] = field(default_factory=dict)
    """By inject and organisation."""
    hot_wash: list[tuple[e.HotWashGiven, int]] = field(default_factory=list)
    sealed_estimates: dict[tuple[str, str], int] = field(default_factory=dict)
    """By organisation and occasion."""


def gathered(entries: Iterable[Entry]) -> Gathered:
    """Go through a log once. Raises UnreadableLogError where control's parts are withheld or damaged."""
    found = Gathered()
    for moment in moments(entries):
        if "header" in moment.part:
            header = moment.part["header"]
            found.engine = header["engine"]
            if fork := header.get("fork"):
                found.parent = f"{fork['exercise']}, after entry {fork['entry']}"
            continue
        _take(found, moment)
    return found


def _take(found: Gathered, moment: Moment) -> None:
    part = moment.part
    if wall := str(part.get("wall") or "")[:DAY]:
        found.days = (found.days[0] if found.days else wall, wall)
    practice = moment.exercise.practice
    if practice:
        found.practice.add(moment.number)
    for event in moment.events:
        if isinstance(event, e.SeatTaken):
            found.holders.setdefault(event.organisation, []).append((event.holder, moment.number))
        elif not practice:
            _note(found, event, moment.number)
    if not practice:
        _count(found, moment)


def _count(found: Gathered, moment: Moment) -> None:
    organisation, seat = moment.part.get("organisation"), moment.part.get("seat")
    if organisation:
        kind = found.refused if "refusal" in moment.part["verdict"] else found.orders
        kind.setdefault(organisation, []).append(moment.number)
    elif seat == "control":
        found.by_control.append(moment.number)


def _note(found: Gathered, event: e.Event, number: int) -> None:
    match event:
        case e.ExerciseStarted():
            found.started = number
        case e.ExerciseEnded():
            found.ended = number
        case e.InjectReleased():
            found.released.setdefault(event.inject, number)
            found.readers.setdefault(event.inject, set()).update((*event.to, *event.readers))
        case e.InjectAnswered():
            found.answered.setdefault(event.inject, {})[event.organisation] = number
        case e.HotWashGiven():
            found.hot_wash = [one for one in found.hot_wash if one[0].organisation != event.organisation]
            found.hot_wash.append((event, number))
        case e.EstimateSealed():
            found.sealed_estimates[event.organisation, event.occasion] = number
        case _:
            pass
