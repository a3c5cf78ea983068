"""How facts about the physical world change what a view believes of it (rule 8.3)."""

from collections.abc import Mapping
from dataclasses import replace

from engine.apply_stocks import apply_to_stocks
from engine.events import ComponentExpansionBegun, ContractRaised, RankingSet, StockReported, ToolingBegun, TransitChanged
from engine.exercise import ComponentState, Transit
from engine.ids import ComponentId, LineId, OrganisationId, SystemId
from engine.observe import Fact
from engine.stored import event_of
from engine.views import Fold, View, WeekSeen
from engine.week.chance import Expected
from engine.week.kernel import run_week

KEPT_WEEKS = 520
"""So many weekly reports a view keeps: ten years, longer than any deck."""


def know_spare(view: View, component: ComponentId, spare: int) -> View:
    """Rule 8.3: what is disclosed replaces the public belief."""
    rate = view.world.component_base[component] * (100 + spare) // 100
    known: ComponentState = replace(view.stocks.components[component], rate=rate)
    return replace(view, stocks=replace(view.stocks, components={**view.stocks.components, component: known}))


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


def _transit(view: View, fact: Fact) -> View:
    event = TransitChanged(permille=fact["permille"], cause="")
    return replace(view, stocks=apply_to_stocks(view.stocks, event))


def _revealed(view: View, fact: Fact) -> View:
    return know_spare(view, ComponentId(fact["component"]), fact["spare"])


def _ranking(view: View, fact: Fact) -> View:
    systems = tuple(SystemId(one) for one in fact["systems"])
    event = RankingSet(organisation=OrganisationId(fact["organisation"]), systems=systems, operators=())
    return replace(view, stocks=apply_to_stocks(view.stocks, event))


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


STOCK_FOLDS: Mapping[str, Fold] = {
    "contract-raised": _contract,
    "tooling-begun": _tooling,
    "component-expansion-begun": _component_grows,
    "stock-changed": _stock_changed,
    "transit-changed": _transit,
    "capacity-revealed": _revealed,
    "ranking-set": _ranking,
    "week-passed": _week_passed,
    "stock-reported": _stock_reported,
    "line-reported": _line_reported,
    "component-reported": _component_reported,
    "shipped": _shipped,
}
"""Facts about the physical world."""
