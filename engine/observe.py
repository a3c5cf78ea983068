"""Who learns what from an event: the closed table of audiences and fields, and nothing that is not in the table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine import events as e
from engine.ids import PUBLIC, Audience

Fact = Mapping[str, Any]
"""Plain data: the event's kind and the fields that this audience learns."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: an audience, and the fields that it learns. Every field where `fields` is empty."""

    audience: str
    """`public`; an organisation's id; or `.field`, the event's field that names one organisation or several."""
    fields: tuple[str, ...] = ()


DEMAND_SIDE = ("dod/as", "nsc/staff")
"""Rule 8.4: who gets the theatre's weekly stock report."""

_PUBLIC = (Row(PUBLIC),)
_NOBODY: tuple[Row, ...] = ()
_STEP_FOR_PROPOSER = (
    "initiative",
    "step",
    "title",
    "step_kind",
    "by",
    "after",
    "opened",
    "planned",
    "type",
    "parameters",
    "proposer",
)
_STEP_FOR_ITS_ORGANISATION = (*_STEP_FOR_PROPOSER, "spends", "price", "account", "during")
_DECLINED = ("initiative", "step", "by", "proposer", "through", "reason", "week")
_REOPENED = ("initiative", "step", "by", "proposer", "parameters")

_INJECT = (
    "inject",
    "reference",
    "title",
    "source",
    "source_type",
    "marking",
    "fictional_level",
    "text",
    "to",
    "week",
    "turn",
)
_INJECT_FOR_ADDRESSEES = (*_INJECT, "expects", "choices", "due_turn")

TABLE: Mapping[type, tuple[Row, ...]] = {
    e.SeatTaken: (Row(PUBLIC, ("organisation",)),),
    e.ExerciseStarted: _PUBLIC,
    e.BriefGiven: (Row(".organisation"),),
    e.PhaseChanged: _PUBLIC,
    e.ExercisePaused: _PUBLIC,
    e.ExerciseEnded: _PUBLIC,
    e.ReadyMarked: (Row(".organisation"),),
    e.InitiativeProposed: (Row(".proposer"),),
    e.StepOpened: (Row(".by", _STEP_FOR_ITS_ORGANISATION), Row(".proposer", _STEP_FOR_PROPOSER)),
    e.StepApproved: (
        Row(".by"),
        Row(".proposer", ("initiative", "step", "by", "proposer", "decided", "granted", "provisos", "through")),
    ),
    e.StepDeclined: (
        Row(".by", _DECLINED),
        Row(".proposer", _DECLINED),
        Row(".waited_for", ("initiative", "week")),
    ),
    e.InitiativeWithdrawn: (
        Row(".proposer", ("initiative", "proposer", "week")),
        Row(".waited_for", ("initiative", "proposer", "week")),
    ),
    e.TakenBack: (Row(".organisation"),),
    e.StepReopened: (Row(".by", _REOPENED), Row(".proposer", _REOPENED), Row(".waited_for", ("initiative",))),
    e.StepClosed: (Row(".by"), Row(".proposer")),
    e.InitiativeVanished: (Row(".proposer"),),
    e.InitiativeMerged: _NOBODY,
    e.MergerTold: (Row(".told", ("initiative",)),),
    e.WaitCharged: (Row(".by"), Row(".proposer", ("initiative", "step", "by", "proposer", "weeks", "turn"))),
    e.InitiativeDone: (Row(".parties", ("initiative", "since", "week")),),
    e.ContractRaised: (Row(".parties", ("line", "units", "since", "initiative")),),
    e.ToolingBegun: (Row(".parties", ("line", "add", "weeks", "since", "initiative")),),
    e.ComponentExpansionBegun: (Row(".parties", ("component", "add", "weeks", "since", "initiative")),),
    e.StockChanged: tuple(Row(one, ("system", "by", "stock")) for one in DEMAND_SIDE),
    e.MoneyArrived: (Row(".owner", ("account", "owner", "amount", "week")),),
    e.IndexMoved: (Row(PUBLIC, ("index", "value")),),
    e.TransitChanged: (Row(PUBLIC, ("permille",)),),
    e.CapacityRevealed: (Row(".organisation"),),
    e.InjectReleased: (
        Row(".to", _INJECT_FOR_ADDRESSEES),
        Row(".readers", _INJECT),
    ),
    e.InjectHeld: _NOBODY,
    e.InjectAnswered: (Row(".organisation"),),
    e.IntentSet: (Row(".organisation"),),
    e.RankingSet: (Row(".organisation"), Row(".operators", ("organisation", "systems"))),
    e.EstimateSealed: (Row(".organisation"),),
    e.WeekPassed: (Row(PUBLIC, ("week",)),),
    e.StockReported: tuple(Row(one) for one in DEMAND_SIDE),
    e.LineReported: (
        Row(".operator", ("line", "system", "operator", "week", "started", "finished", "binding", "workforce", "book")),
        Row("dod/as", ("line", "system", "week", "finished", "rear")),
    ),
    e.ComponentReported: (Row(".operator"),),
    e.Shipped: tuple(Row(one, ("system", "week", "sent", "lost", "arrives", "rear", "by")) for one in DEMAND_SIDE),
    e.CandidateFound: _NOBODY,
}


def observe(event: e.Event, plain: Mapping[str, Any]) -> Iterable[tuple[Audience, Fact]]:
    """Rule 8.1: the facts that follow from one event, by audience. `plain` is the event as plain data, with its kind.

    An organisation that two rows name learns the fields of the first. Control learns events, not facts.
    """
    told: set[str] = set()
    for row in TABLE[type(event)]:
        fact = plain if not row.fields else {"kind": plain["kind"]} | {name: plain[name] for name in row.fields}
        for audience in _audiences(row, plain):
            if audience not in told:
                told.add(audience)
                yield Audience(audience), fact


def _audiences(row: Row, plain: Mapping[str, Any]) -> tuple[str, ...]:
    if not row.audience.startswith("."):
        return (row.audience,)
    named = plain[row.audience[1:]]
    return (named,) if isinstance(named, str) else tuple(named)


def table_rows() -> list[tuple[str, str, str]]:
    """The table as it is printed in the rule book: event kind, audience, fields."""
    rows = []
    for event, audiences in TABLE.items():
        kind: str = event.kind  # type: ignore[attr-defined]
        if not audiences:
            rows.append((kind, "control only", "all"))
        for row in audiences:
            who = f"those in `{row.audience[1:]}`" if row.audience.startswith(".") else row.audience
            rows.append((kind, who, ", ".join(row.fields) or "all"))
    return rows
