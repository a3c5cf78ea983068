"""How a view comes about: one fold for each kind of fact. Nothing else may put anything into a view."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from engine.apply import apply_to_stocks
from engine.events import (
    ComponentExpansionBegun,
    ContractRaised,
    RankingSet,
    StockReported,
    ToolingBegun,
    TransitChanged,
)
from engine.exercise import ComponentState, Transit
from engine.ids import ComponentId, InitiativeId, InjectId, LineId, OrganisationId, StepId, SystemId
from engine.observe import Fact
from engine.orders import EstimateRow, Phase
from engine.stored import Plain, event_of
from engine.views import BriefSeen, InitiativeSeen, InjectSeen, OrderSeen, StepSeen, View, WeekSeen
from engine.week.chance import Expected
from engine.week.kernel import run_week

KEPT = 104
"""So many own orders and notices a view keeps; the whole history is in the log."""
KEPT_WEEKS = 520
"""So many weekly reports a view keeps: ten years, longer than any deck."""

Fold = Callable[[View, Fact], View]


def fold(view: View, part: Plain) -> View:
    """The view after one part. Of an entry, the public part comes first, then the organisation's own."""
    facts = part.get("facts", ())
    for fact in facts:
        view = FOLDS[fact["kind"]](view, fact)
    if any(fact["kind"] == "stock-reported" for fact in facts):
        view = replace(view, stocks=replace(view.stocks, transit=view.reported_transit))
    if "receipt" in part:
        view = replace(view, orders=(*view.orders[-KEPT:], _order_seen(part["receipt"])))
    return view


def _order_seen(receipt: Plain) -> OrderSeen:
    refusal = receipt["refusal"]
    return OrderSeen(
        order_id=receipt["order_id"],
        kind=receipt["order"]["kind"],
        order=receipt["order"],
        turn=receipt["turn"],
        week=receipt["week"],
        refusal=refusal["sentence"] if refusal else "",
    )


def _notice(view: View, sentence: str) -> View:
    return replace(view, notices=(*view.notices[-KEPT:], sentence))


def _seat_taken(view: View, fact: Fact) -> View:
    present = tuple(sorted({*view.present_organisations, fact["organisation"]}))
    return replace(view, present_organisations=present)


def _started(view: View, fact: Fact) -> View:
    return replace(view, turns=fact["turns"])


def _brief(view: View, fact: Fact) -> View:
    brief = BriefSeen(who=fact["who"], aim=fact["aim"], private_fact=fact["private_fact"], leverage=fact["leverage"])
    view = replace(view, brief=brief)
    for component, spare in fact["spare"].items():
        view = _know_spare(view, ComponentId(component), spare)
    return view


def _know_spare(view: View, component: ComponentId, spare: int) -> View:
    """Rule 8.3: what is disclosed replaces the public belief."""
    rate = view.world.component_base[component] * (100 + spare) // 100
    known: ComponentState = replace(view.stocks.components[component], rate=rate)
    return replace(view, stocks=replace(view.stocks, components={**view.stocks.components, component: known}))


def _phase(view: View, fact: Fact) -> View:
    phase = Phase(fact["phase"])
    ready = view.ready and phase not in (Phase.BRIEF, Phase.ORDERS)
    return replace(
        view,
        phase=phase,
        turn=fact["turn"],
        first_week=fact["first_week"],
        last_week=fact["last_week"],
        ready=ready,
    )


def _paused(view: View, fact: Fact) -> View:
    return replace(view, paused=fact["paused"], pause_reason=fact["reason"])


def _ended(view: View, fact: Fact) -> View:
    return replace(view, phase=Phase.ENDED, seed=fact["seed"])


def _ready(view: View, fact: Fact) -> View:
    return replace(view, ready=fact["ready"])


def _proposed(view: View, fact: Fact) -> View:
    return _put(
        view,
        InitiativeSeen(
            id=InitiativeId(fact["initiative"]),
            type=fact["type"],
            title=fact["title"],
            parameters=fact["parameters"],
            proposer=OrganisationId(fact["proposer"]),
            turn=fact["turn"],
        ),
    )


def _put(view: View, initiative: InitiativeSeen) -> View:
    return replace(view, initiatives={**view.initiatives, initiative.id: initiative})


def _put_step(view: View, fact: Fact, **changes: Any) -> View:
    initiative = view.initiatives[InitiativeId(fact["initiative"])]
    step_id = StepId(fact["step"])
    step = replace(initiative.steps[step_id], **changes)
    return _put(view, replace(initiative, steps={**initiative.steps, step_id: step}))


def _opened(view: View, fact: Fact) -> View:
    initiative = view.initiatives.get(InitiativeId(fact["initiative"]))
    if initiative is None:
        kind = view.world.playbook[fact["type"]]
        view = _proposed(view, {**fact, "title": _title(kind.title, fact["parameters"]), "turn": view.turn})
        initiative = view.initiatives[InitiativeId(fact["initiative"])]
    step = StepSeen(
        by=OrganisationId(fact["by"]),
        title=fact["title"],
        after=OrganisationId(fact["after"]),
        kind=fact["step_kind"],
        opened=fact["opened"],
        processing=fact["planned"],
        price=fact.get("price", 0),
        account=fact.get("account", ""),
        spends=fact.get("spends", {}),
        seen_turn=view.turn,
    )
    steps = {**initiative.steps, StepId(fact["step"]): step}
    return _put(view, replace(initiative, steps=steps, parameters=fact["parameters"]))


def _title(title: str, parameters: Mapping[str, str]) -> str:
    for name, value in parameters.items():
        title = title.replace("{" + name + "}", value)
    return title


def _approved(view: View, fact: Fact) -> View:
    initiative = view.initiatives[InitiativeId(fact["initiative"])]
    mine = fact["by"] == view.organisation and fact["through"] in ("order", "intent")
    view = _put(view, replace(initiative, parameters={**initiative.parameters, **fact["granted"]}))
    asked_price = initiative.steps[StepId(fact["step"])].price
    view = _put_step(
        view,
        fact,
        verdict="approved",
        through=fact["through"],
        decided=fact["decided"],
        provisos=fact["provisos"],
        answered_turn=view.turn,
        price=fact.get("price", asked_price),
        asked_price=asked_price,
    )
    view = _spend(view, fact, sign=1) if mine else view
    return _approval_notice(view, fact)


def _approval_notice(view: View, fact: Fact) -> View:
    """What an organisation did not do with its own hands, or gets otherwise than it asked for, is said."""
    initiative = view.initiatives[InitiativeId(fact["initiative"])]
    step = initiative.steps[StepId(fact["step"])]
    what = f"{step.title} ({initiative.title})"
    if fact["by"] == view.organisation and fact["through"] == "intent":
        price = f" for ${step.price // 100_000_000:,}M" if step.price else ""
        return _notice(view, f"Your standing intent approved{price}: {what}.")
    less = ", ".join(f"{name} {value}" for name, value in fact["granted"].items())
    if fact["by"] != view.organisation and (less or fact["provisos"]):
        granted = f" only {less};" if less else ""
        return _notice(view, f"{fact['by']} granted{granted} {fact['provisos'] or 'no provisos'}: {what}.")
    return view


def _spend(view: View, fact: Fact, *, sign: int) -> View:
    """An organisation keeps its own books: its slots, and the accounts that it pays from."""
    step = view.initiatives[InitiativeId(fact["initiative"])].steps[StepId(fact["step"])]
    spent = dict(view.slots_spent)
    for kind, amount in step.spends.items():
        key = f"{view.organisation} {kind}"
        spent[key] = spent.get(key, 0) + sign * amount
    balances = dict(view.balances)
    if step.account:
        balances[step.account] = balances.get(step.account, 0) - sign * step.price
    return replace(view, slots_spent=spent, balances=balances)


def _declined(view: View, fact: Fact) -> View:
    if "step" not in fact:
        title = view.initiatives[InitiativeId(fact["initiative"])].title
        sentence = f"Declined elsewhere; you need not answer any more: {title}."
        return _notice(_stop(view, fact, "declined"), sentence)
    view = _put_step(
        view,
        fact,
        verdict="declined",
        through=fact["through"],
        decided=fact["week"],
        reason=fact["reason"],
        answered_turn=view.turn,
    )
    initiative = view.initiatives[InitiativeId(fact["initiative"])]
    view = _stop(view, fact, "declined")
    if fact["by"] == view.organisation and fact["through"] == "order":
        return view
    who = "Your standing intent" if fact["by"] == view.organisation else fact["by"]
    return _notice(view, f"{who} declined: {initiative.title}. Reason: {fact['reason']}")


def _stop(view: View, fact: Fact, why: str) -> View:
    initiative = view.initiatives.get(InitiativeId(fact["initiative"]))
    return view if initiative is None else _put(view, replace(initiative, stopped=why))


def _withdrawn(view: View, fact: Fact) -> View:
    view = _stop(view, fact, "withdrawn")
    title = view.initiatives[InitiativeId(fact["initiative"])].title
    return _notice(view, f"{fact['proposer']} withdrew: {title}.")


def _reopened(view: View, fact: Fact) -> View:
    if "step" not in fact:
        return _stop(view, fact, "")
    view = _return_spending(view, fact)
    initiative = view.initiatives[InitiativeId(fact["initiative"])]
    step = initiative.steps[StepId(fact["step"])]
    price = step.asked_price if step.verdict == "approved" else step.price
    view = _put(view, replace(initiative, parameters=fact["parameters"]))
    view = _put_step(
        view, fact, verdict="", through="", decided=0, reason="", provisos="", answered_turn=0, price=price, asked_price=0
    )
    return _put(view, _undone(view.initiatives[initiative.id]))


def _undone(initiative: InitiativeSeen) -> InitiativeSeen:
    """Where a decline was undone the initiative runs again; where another one stands it stays stopped."""
    declined = any(step.verdict == "declined" for step in initiative.steps.values())
    return initiative if declined else replace(initiative, stopped="")


def _closed(view: View, fact: Fact) -> View:
    view = _return_spending(view, fact)
    initiative = view.initiatives[InitiativeId(fact["initiative"])]
    steps = {key: step for key, step in initiative.steps.items() if key != fact["step"]}
    if not steps and initiative.proposer != view.organisation:
        kept = {key: one for key, one in view.initiatives.items() if key != initiative.id}
        return replace(view, initiatives=kept)
    return _put(view, _undone(replace(initiative, steps=steps, parameters=fact["parameters"])))


def _return_spending(view: View, fact: Fact) -> View:
    step = view.initiatives[InitiativeId(fact["initiative"])].steps[StepId(fact["step"])]
    mine = step.by == view.organisation and step.verdict == "approved"
    return _spend(view, fact, sign=-1) if mine else view


def _vanished(view: View, fact: Fact) -> View:
    kept = {key: one for key, one in view.initiatives.items() if key != fact["initiative"]}
    return replace(view, initiatives=kept)


def _merger_told(view: View, fact: Fact) -> View:
    initiative = view.initiatives.get(InitiativeId(fact["initiative"]))
    if initiative is None:
        return view
    for step_id, step in initiative.steps.items():
        view = _return_spending(view, {"initiative": initiative.id, "step": step_id}) if step.verdict else view
    view = _put(view, replace(view.initiatives[initiative.id], stopped="merged"))
    sentence = f"An earlier proposal for the same stands, so this one stops and what was spent is returned: {initiative.title}."
    return _notice(view, sentence)


def _waited(view: View, fact: Fact) -> View:
    step = view.initiatives[InitiativeId(fact["initiative"])].steps[StepId(fact["step"])]
    return _put_step(view, fact, waited=step.waited + fact["weeks"])


def _done(view: View, fact: Fact) -> View:
    initiative = view.initiatives.get(InitiativeId(fact["initiative"]))
    if initiative is None:
        return view
    view = _put(view, replace(initiative, done_week=fact["since"]))
    return _notice(view, f"In effect since week {fact['since']}: {initiative.title}.")


def _contract(view: View, fact: Fact) -> View:
    event = ContractRaised(line=LineId(fact["line"]), units=fact["units"], since=fact["since"], initiative=None, parties=())
    return replace(view, stocks=apply_to_stocks(view.stocks, event))


def _tooling(view: View, fact: Fact) -> View:
    event = ToolingBegun(
        line=LineId(fact["line"]),
        add=fact["add"],
        weeks=fact["weeks"],
        since=fact["since"],
        initiative=None,
        parties=(),
    )
    return replace(view, stocks=apply_to_stocks(view.stocks, event))


def _component_grows(view: View, fact: Fact) -> View:
    event = ComponentExpansionBegun(
        component=ComponentId(fact["component"]),
        add=fact["add"],
        weeks=fact["weeks"],
        since=fact["since"],
        initiative=None,
        parties=(),
    )
    return replace(view, stocks=apply_to_stocks(view.stocks, event))


def _stock_changed(view: View, fact: Fact) -> View:
    theatre = {**view.stocks.theatre, SystemId(fact["system"]): fact["stock"]}
    return replace(view, stocks=replace(view.stocks, theatre=theatre))


def _money(view: View, fact: Fact) -> View:
    balances = {**view.balances, fact["account"]: view.balances.get(fact["account"], 0) + fact["amount"]}
    return replace(view, balances=balances)


def _index(view: View, fact: Fact) -> View:
    return replace(view, indices={**view.indices, fact["index"]: fact["value"]})


def _transit(view: View, fact: Fact) -> View:
    event = TransitChanged(permille=fact["permille"], cause="")
    return replace(view, stocks=apply_to_stocks(view.stocks, event))


def _revealed(view: View, fact: Fact) -> View:
    return _know_spare(view, ComponentId(fact["component"]), fact["spare"])


def _inject(view: View, fact: Fact) -> View:
    fields = {key: value for key, value in fact.items() if key != "kind"}
    fields["to"] = tuple(fact["to"])
    fields["expects"] = tuple(fact.get("expects", ()))
    fields["choices"] = tuple((choice[0], choice[1]) for choice in fact.get("choices", ()))
    fields.setdefault("due_turn", fact["turn"])
    seen = InjectSeen(**fields)
    return replace(view, injects={**view.injects, seen.inject: seen})


def _inject_answered(view: View, fact: Fact) -> View:
    inject = InjectId(fact["inject"])
    answered = replace(
        view.injects[inject],
        answered=True,
        answer_choice=fact["choice"],
        answer_text=fact["text"],
        answered_turn=fact["turn"],
    )
    return replace(view, injects={**view.injects, inject: answered})


def _taken_back(view: View, fact: Fact) -> View:
    if fact["inject"] is None:
        return view
    inject = InjectId(fact["inject"])
    open_again = replace(view.injects[inject], answered=False, answer_choice="", answer_text="", answered_turn=0)
    return replace(view, injects={**view.injects, inject: open_again})


def _intent(view: View, fact: Fact) -> View:
    kept = ("stance", "price_ceiling", "risk_ceiling", "reason")
    return replace(view, intent={name: fact[name] for name in kept})


def _ranking(view: View, fact: Fact) -> View:
    systems = tuple(SystemId(one) for one in fact["systems"])
    event = RankingSet(organisation=OrganisationId(fact["organisation"]), systems=systems, operators=())
    return replace(view, stocks=apply_to_stocks(view.stocks, event))


def _estimate(view: View, fact: Fact) -> View:
    rows = tuple(EstimateRow(**row) for row in fact["rows"])
    return replace(view, estimates={**view.estimates, fact["occasion"]: rows})


def _week_passed(view: View, fact: Fact) -> View:
    """Rule 8.3: the believed world lives through the week by itself; what is reported of it then overlays it."""
    stocks = view.stocks
    confidence = view.indices.get("confidence", 50)
    for event in run_week(view.world, stocks, fact["week"], Expected(), confidence=confidence):
        stocks = apply_to_stocks(stocks, event)
    return replace(view, stocks=stocks, week=fact["week"] + 1)


def _stock_reported(view: View, fact: Fact) -> View:
    report = event_of(dict(fact))
    if not isinstance(report, StockReported):
        raise TypeError("a stock report is expected")
    system = report.system
    seen = WeekSeen(week=report.week, need=report.need, used=report.used, short=report.short, stock=report.stock)
    under_way = tuple(one for one in view.reported_transit if one.system != system or one.arrives > report.week)
    return replace(
        view,
        stocks=replace(view.stocks, theatre={**view.stocks.theatre, system: report.stock}),
        reports={**view.reports, system: (*view.reports.get(system, ())[-KEPT_WEEKS:], seen)},
        reported_transit=under_way,
    )


def _line_reported(view: View, fact: Fact) -> View:
    rear = view.stocks.rear
    if "rear" in fact:
        rear = {**rear, SystemId(fact["system"]): fact["rear"]}
    line_id = LineId(fact["line"])
    line = view.stocks.lines[line_id]
    if "started" in fact:
        line = replace(
            line,
            workforce=fact["workforce"],
            book=fact["book"],
            binding=fact["binding"],
            wip=(*line.wip[:-1], fact["started"]),
        )
    return replace(view, stocks=replace(view.stocks, rear=rear, lines={**view.stocks.lines, line_id: line}))


def _component_reported(view: View, fact: Fact) -> View:
    component = ComponentId(fact["component"])
    state = replace(view.stocks.components[component], stock=fact["stock"])
    return replace(view, stocks=replace(view.stocks, components={**view.stocks.components, component: state}))


def _shipped(view: View, fact: Fact) -> View:
    system = SystemId(fact["system"])
    sent = Transit(system=system, arrives=fact["arrives"], units=fact["sent"] - fact["lost"])
    return replace(
        view,
        stocks=replace(view.stocks, rear={**view.stocks.rear, system: fact["rear"]}),
        reported_transit=(*view.reported_transit, sent),
    )


FOLDS: Mapping[str, Fold] = {
    "seat-taken": _seat_taken,
    "exercise-started": _started,
    "brief-given": _brief,
    "phase-changed": _phase,
    "exercise-paused": _paused,
    "exercise-ended": _ended,
    "ready-marked": _ready,
    "initiative-proposed": _proposed,
    "step-opened": _opened,
    "step-approved": _approved,
    "step-declined": _declined,
    "initiative-withdrawn": _withdrawn,
    "taken-back": _taken_back,
    "step-reopened": _reopened,
    "step-closed": _closed,
    "initiative-vanished": _vanished,
    "merger-told": _merger_told,
    "wait-charged": _waited,
    "initiative-done": _done,
    "contract-raised": _contract,
    "tooling-begun": _tooling,
    "component-expansion-begun": _component_grows,
    "stock-changed": _stock_changed,
    "money-arrived": _money,
    "index-moved": _index,
    "transit-changed": _transit,
    "capacity-revealed": _revealed,
    "inject-released": _inject,
    "inject-answered": _inject_answered,
    "intent-set": _intent,
    "ranking-set": _ranking,
    "estimate-sealed": _estimate,
    "week-passed": _week_passed,
    "stock-reported": _stock_reported,
    "line-reported": _line_reported,
    "component-reported": _component_reported,
    "shipped": _shipped,
}
"""Every kind of fact that the observation table can produce."""
