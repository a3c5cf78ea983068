"""Who learns what from an event: the closed table of audiences and fields, and nothing that is not in the table."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine import events as e
from engine.ids import CONTROL, PUBLIC, Audience

Fact = Mapping[str, Any]
"""Plain data: the event's kind and the fields that this audience learns."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: an audience, and the fields that it learns. Every field where `fields` is empty."""

    audience: str
    """`public`; an organisation's id; or `.field`, the event's field that names one organisation or several."""
    fields: tuple[str, ...] = ()


DEMAND_SIDE = ("dod/as", "dod/indopacom", "nsc/staff")
"""Rule 8.4: who gets the theatre's weekly stock report."""

_PUBLIC = (Row(PUBLIC),)
_NOBODY: tuple[Row, ...] = ()
_PARTIES = (Row(".parties"),)
_READERS = (Row(".readers"),)
_RULED = ("action", "organisation", "ruling", "through", "odds", "permille", "die", "reason", "turn", "week")
_DEFERRED = ("action", "organisation", "reason", "turn", "week")
_OVERRIDDEN = ("action", "organisation", "ruling", "reason", "overrode", "turn", "week")
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
    "may_hold",
)
_STEP_FOR_ITS_ORGANISATION = (*_STEP_FOR_PROPOSER, "spends", "price", "account", "during", "note")
_APPROVED = ("initiative", "step", "by", "proposer", "decided", "granted", "provisos", "through")
_DECLINED = ("initiative", "step", "by", "proposer", "through", "reason", "week")
_REOPENED = ("initiative", "step", "by", "proposer", "parameters", "stopped", "returned")

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
_INJECT_FOR_ADDRESSEES = (*_INJECT, "asks", "choices", "due_turn")

TABLE: Mapping[type, tuple[Row, ...]] = {
    e.SeatTaken: (Row(PUBLIC, ("organisation",)),),
    e.ExerciseStarted: _PUBLIC,
    e.BriefGiven: (Row(".organisation"),),
    e.PhaseChanged: _PUBLIC,
    e.ExercisePaused: _PUBLIC,
    e.ExerciseEnded: _PUBLIC,
    e.ReadyMarked: (Row(".organisation"),),
    e.InitiativeProposed: (Row(".proposer"),),
    e.StepOpened: (
        Row(".by", _STEP_FOR_ITS_ORGANISATION),
        Row(".proposer", _STEP_FOR_PROPOSER),
        Row(".may_hold", _STEP_FOR_PROPOSER),
    ),
    e.StepApproved: (Row(".by"), Row(".proposer", _APPROVED), Row(".may_hold", _APPROVED)),
    e.StepDeclined: (
        Row(".proposer", (*_DECLINED, "stops")),
        Row(".by", _DECLINED),
        Row(".clock_of", _DECLINED),
        Row(".waited_for", ("initiative", "week")),
    ),
    e.StepReturned: (Row(".by"), Row(".proposer")),
    e.StepAmended: (Row(".by"), Row(".proposer", ("initiative", "step", "by", "proposer", "reduced", "note", "week"))),
    e.StepOvertaken: (Row(".by"), Row(".proposer"), Row(".may_hold")),
    e.InitiativeWithdrawn: (
        Row(".proposer", ("initiative", "proposer", "week")),
        Row(".waited_for", ("initiative", "proposer", "week")),
    ),
    e.TakenBack: (Row(".organisation"),),
    e.StepReopened: (
        Row(".by", _REOPENED),
        Row(".proposer", _REOPENED),
        Row(".clock_of", _REOPENED),
        Row(".waited_for", ("initiative",)),
    ),
    e.StepClosed: (Row(".by"), Row(".proposer"), Row(".may_hold")),
    e.InitiativeVanished: (Row(".proposer"),),
    e.InitiativeMerged: _NOBODY,
    e.MergerTold: (Row(".told", ("initiative",)),),
    e.WaitCharged: (Row(".by"), Row(".proposer", ("initiative", "step", "by", "proposer", "weeks", "turn"))),
    e.InitiativeDone: (Row(".parties", ("initiative", "since", "week")),),
    e.InitiativeRevealed: (Row(".told", ("title", "since", "week")),),
    e.ContractRaised: (Row(".parties", ("line", "units", "since", "initiative")),),
    e.ToolingBegun: (Row(".parties", ("line", "add", "weeks", "since", "initiative")),),
    e.ComponentExpansionBegun: (Row(".parties", ("component", "add", "weeks", "since", "new_source", "initiative")),),
    e.IdleSwitchedOn: (Row(".parties", ("line", "add", "since", "initiative")),),
    e.StockChanged: (
        *(Row(one, ("system", "theatre", "by", "stock", "owners", "reserve")) for one in DEMAND_SIDE),
        Row(".owners", ("system", "theatre", "by", "owners", "reserve")),
    ),
    e.NeedChanged: tuple(Row(one, ("theatre", "system", "permille", "until")) for one in DEMAND_SIDE),
    e.LaunchChanged: tuple(Row(one, ("theatre", "platform", "permille", "until")) for one in DEMAND_SIDE),
    e.SiteDamaged: (
        Row(".operator", ("site", "operator", "permille", "until")),
        *(Row(one, ("site", "operator", "permille", "until")) for one in DEMAND_SIDE),
    ),
    e.WorkforceChanged: (Row(".operator", ("operator", "rows")),),
    e.YardTasked: (Row(".parties", ("repair", "operator", "since", "initiative")),),
    e.DrainChanged: tuple(Row(one, ("permille",)) for one in DEMAND_SIDE),
    e.SystemCompromised: _NOBODY,
    e.MoneyArrived: (Row(".owner", ("account", "owner", "amount", "week")),),
    e.IndexMoved: (Row(".told", ("index", "value")),),
    e.TransitChanged: (Row(PUBLIC, ("theatre", "permille", "until")),),
    e.SeaRouteChanged: (Row(PUBLIC, ("theatre", "longer", "until")),),
    e.AuthorityChanged: (Row(PUBLIC, ("authority", "in_force", "until_week", "week")),),
    e.MechanismChanged: (Row(PUBLIC, ("level", "week")),),
    e.StepsDelayed: (Row(".told", ("type", "step", "weeks", "extra")),),
    e.PolicySet: (Row(".organisation"), Row(".told", ("organisation", "policy", "subject", "value"))),
    e.InjectScheduled: _NOBODY,
    e.OrderTaken: _NOBODY,
    e.ConditionHeld: _NOBODY,
    e.CapacityRevealed: (Row(".organisation"),),
    e.InjectReleased: (
        Row(".to", _INJECT_FOR_ADDRESSEES),
        Row(".readers", _INJECT),
    ),
    e.InjectHeld: _NOBODY,
    e.InjectAnswered: (Row(".organisation"),),
    e.AnswerBrought: (Row(".organisation"),),
    e.IntentSet: (Row(".organisation"),),
    e.RankingSet: (Row(".organisation"), Row(".operators", ("organisation", "systems"))),
    e.EstimateSealed: (Row(".organisation"),),
    e.WeekPassed: (Row(PUBLIC, ("week",)),),
    e.StocksReported: tuple(Row(one) for one in DEMAND_SIDE),
    e.ComponentsReported: (Row(".operator"),),
    e.LinesReported: (
        Row(".operator", ("operator", "week", "rows")),
        Row(".shared_whole", ("operator", "week", "rows")),
        Row(".shared_binding", ("operator", "week", "made", "binding")),
        Row("dod/as", ("operator", "week", "made")),
        Row(".shared_made", ("operator", "week", "made")),
    ),
    e.RearReported: tuple(Row(one) for one in DEMAND_SIDE),
    e.Shipped: tuple(Row(one) for one in DEMAND_SIDE),
    e.RepairsReported: (Row(".operator"), *(Row(one) for one in DEMAND_SIDE)),
    e.CandidateFound: _NOBODY,
    e.CampaignTold: (Row(".by"),),
    e.RedOrdered: (Row(".by"),),
    e.AutopilotSet: (Row(".by"),),
    e.RedMoved: (Row(".by", ("by", "action", "title", "cost", "week")),),
    e.LeakHappened: _NOBODY,
    e.SupplierLost: (Row(".operator", ("component", "operator", "week", "permille", "weeks")),),
    e.DeterrenceMeasured: _NOBODY,
    e.MessageSent: (Row(".sender"), Row(".to")),
    e.RequestMade: (Row(".sender"), Row(".to")),
    e.RequestAnswered: (Row(".by"), Row(".sender")),
    e.RequestLapsed: (Row(".sender"), Row(".to", ("request", "turn", "week"))),
    e.SaidInRoom: (Row(".speaker"), Row(".to")),
    e.AgreementProposed: _PARTIES,
    e.AgreementSigned: _PARTIES,
    e.AgreementInForce: _PARTIES,
    e.AgreementRefused: _PARTIES,
    e.AgreementLapsed: _PARTIES,
    e.AgreementCalledKept: _PARTIES,
    e.AgreementDue: _PARTIES,
    e.AgreementKept: _PARTIES,
    e.AgreementBroken: _PARTIES,
    e.PracticeBegan: (Row(PUBLIC, ("title", "turns")),),
    e.PracticeEnded: _PUBLIC,
    e.SecretOpened: _PUBLIC,
    e.HotWashGiven: (Row(".organisation"),),
    e.ExerciseSealed: _PUBLIC,
    e.InjectSkipped: _NOBODY,
    e.InjectDelayed: _NOBODY,
    e.InjectEdited: _NOBODY,
    e.InjectWritten: _NOBODY,
    e.Corrected: (Row(".told", ("path", "old", "new", "reason", "week")),),
    e.LateAccepted: (Row(".organisation"),),
    e.ActedFor: (Row(".organisation"),),
    e.ActionTaken: _READERS,
    e.ActionTakenBack: _READERS,
    e.ActionOpened: (Row(".to"),),
    e.ActionArgued: _READERS,
    e.OddsSet: _NOBODY,
    e.ActionRuled: (Row(".readers", _RULED),),
    e.ActionDeferred: (Row(".readers", _DEFERRED),),
    e.ActionOverridden: (Row(".readers", _OVERRIDDEN),),
    e.ActionDissented: _READERS,
    e.TimerSet: _PUBLIC,
    e.TimerStopped: _PUBLIC,
    e.PacingSet: _PUBLIC,
    e.OpenAtLock: _NOBODY,
}


def observe(event: e.Event, plain: Mapping[str, Any]) -> Iterable[tuple[Audience, Fact]]:
    """Rule 8.1: the facts that follow from one event, by audience. `plain` is the event as plain data, with its kind.

    An organisation that two rows name learns the fields of the first. Control learns events, not facts.
    """
    told: set[str] = set()
    facts: dict[tuple[str, ...], Fact] = {(): plain}
    for row in TABLE[type(event)]:
        for audience in _audiences(row, plain):
            if audience not in told and audience != CONTROL:
                told.add(audience)
                if row.fields not in facts:
                    facts[row.fields] = {"kind": plain["kind"]} | {name: _told(event, plain, name) for name in row.fields}
                yield Audience(audience), facts[row.fields]


def _told(event: e.Event, plain: Mapping[str, Any], name: str) -> Any:
    """A field of the event; or what follows from its fields, where an audience learns that and not the fields."""
    return plain[name] if name in plain else getattr(event, name)


def audiences_of(event: e.Event) -> Iterator[str]:
    """Who learns of an event by the table, each once; what they learn is `observe`'s to say."""
    told: set[str] = set()
    for row in TABLE[type(event)]:
        named = getattr(event, row.audience[1:]) if row.audience.startswith(".") else row.audience
        for audience in (named,) if isinstance(named, str) else named:
            if audience not in told and audience != CONTROL:
                told.add(audience)
                yield audience


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
