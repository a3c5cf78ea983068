"""What an organisation believes of the physical world, worked out only when somebody asks (rule 8.3)."""

from collections.abc import Callable, Mapping

from engine import events as e
from engine.apply_stocks import OnStocks, apply_to_stocks
from engine.changing import replace
from engine.exercise import days_of_supply as days_that_last
from engine.ids import ComponentId, LineId, OrganisationId, RepairId, SystemId, TheatreId
from engine.observe import DEMAND_SIDE, Fact
from engine.policies import WHOLE, shared_levels
from engine.stocks import ComponentState, Stocks
from engine.views import View
from engine.week.chance import Expected
from engine.week.kernel import run_week
from engine.world import World


def believed(view: View) -> Stocks:
    """Rule 8.3: the physical world as this organisation believes it; of the true one's shape.

    The published world lives through the weeks by itself, with expected values for chance; what is told overlays it.
    """
    facts, known = view.unsettled, view.worked_out
    stocks, done = view.settled_stocks, 0
    if known and known[0] is stocks and len(known[1]) <= len(facts) and _begins_with(facts, known[1]):
        done, stocks = len(known[1]), known[2]
    if done < len(facts):
        for fact in facts[done:]:
            stocks = _fold(view.world, view.organisation, stocks, fact)
    known[:] = (view.settled_stocks, facts, stocks)
    return stocks


def _begins_with(facts: tuple[Fact, ...], known: tuple[Fact, ...]) -> bool:
    return all(one is other for one, other in zip(known, facts, strict=False))


def settled(view: View) -> View:
    """The same view with its beliefs worked out: what is sent, or kept for long."""
    if not view.unsettled:
        return view
    settled_view: View = replace(view, settled_stocks=believed(view), unsettled=(), worked_out=[])
    return settled_view


def days_of_supply(view: View, theatre: TheatreId, system: SystemId) -> int:
    """Rule 6.2 on the believed stock."""
    return days_that_last(believed(view).theatre[theatre][system], view.need_now(theatre, system))


def _fold(world: World, organisation: OrganisationId, stocks: Stocks, fact: Fact) -> Stocks:
    kind = fact["kind"]
    if kind == "week-passed":
        levels = shared_levels(world, fact["policies"])
        for event in _week(world, stocks, fact):
            if not _is_told(event, organisation, levels):
                stocks = apply_to_stocks(stocks, event)
        return stocks
    if kind in ("brief-given", "capacity-revealed"):
        spares = fact["spare"] if kind == "brief-given" else {fact["component"]: fact["spare"]}
        for component, spare in spares.items():
            stocks = _know_spare(world, stocks, ComponentId(component), spare)
        return stocks
    if kind == "stock-changed" and "stock" not in fact:
        return _know_reserve(stocks, fact)
    return apply_to_stocks(stocks, EVENTS[kind](fact))


def _week(world: World, stocks: Stocks, fact: Fact) -> tuple[OnStocks, ...]:
    return run_week(world, stocks, fact["week"], Expected(), confidence=fact["confidence"], policies=fact["policies"])


def _is_told(event: OnStocks, organisation: OrganisationId, shared: Mapping[str, Mapping[str, int]]) -> bool:
    """Rule 8.4: whether the truth of this report comes to the organisation, so that it need not be believed."""
    if isinstance(event, e.LinesReported) and shared.get(event.operator, {}).get(organisation, 0) >= WHOLE:
        return True
    if isinstance(event, e.LinesReported | e.ComponentsReported):
        return event.operator == organisation
    if isinstance(event, e.RepairsReported) and event.operator == organisation:
        return True
    return organisation in DEMAND_SIDE


def _know_spare(world: World, stocks: Stocks, component: ComponentId, spare: int) -> Stocks:
    """Rule 8.3: what is disclosed replaces the public belief."""
    rate = world.component_base[component] * (100 + spare) // 100
    known: ComponentState = replace(stocks.components[component], rate=rate)
    return replace(stocks, components={**stocks.components, component: known})


def _know_reserve(stocks: Stocks, fact: Fact) -> Stocks:
    """An owner knows what its own reserve holds; where what it lent went is not in its report."""
    reserves = dict(stocks.reserves)
    for owner in fact["owners"]:
        held = reserves.get(OrganisationId(owner), {})
        reserves[OrganisationId(owner)] = {**held, SystemId(fact["system"]): fact["reserve"]}
    return replace(stocks, reserves=reserves)


EVENTS: Mapping[str, Callable[[Fact], OnStocks]] = {
    "contract-raised": lambda fact: e.ContractRaised(
        line=LineId(fact["line"]), units=fact["units"], since=fact["since"], initiative=None, parties=()
    ),
    "tooling-begun": lambda fact: e.ToolingBegun(
        line=LineId(fact["line"]), add=fact["add"], weeks=fact["weeks"], since=fact["since"], initiative=None, parties=()
    ),
    "idle-switched-on": lambda fact: e.IdleSwitchedOn(
        line=LineId(fact["line"]), add=fact["add"], since=fact["since"], initiative=None, parties=()
    ),
    "component-expansion-begun": lambda fact: e.ComponentExpansionBegun(
        component=ComponentId(fact["component"]),
        add=fact["add"],
        weeks=fact["weeks"],
        since=fact["since"],
        new_source=fact["new_source"],
        initiative=None,
        parties=(),
    ),
    "stock-changed": lambda fact: e.StockChanged(
        system=SystemId(fact["system"]),
        theatre=fact["theatre"],
        by=fact["by"],
        stock=fact["stock"],
        owners=tuple(fact["owners"]),
        reserve=fact["reserve"],
        cause="",
    ),
    "transit-changed": lambda fact: e.TransitChanged(
        theatre=TheatreId(fact["theatre"]), permille=fact["permille"], until=fact["until"], cause=""
    ),
    "sea-route-changed": lambda fact: e.SeaRouteChanged(
        theatre=TheatreId(fact["theatre"]), longer=fact["longer"], until=fact["until"], cause=""
    ),
    "need-changed": lambda fact: e.NeedChanged(
        theatre=TheatreId(fact["theatre"]),
        system=SystemId(fact["system"]),
        permille=fact["permille"],
        until=fact["until"],
        cause="",
    ),
    "launch-changed": lambda fact: e.LaunchChanged(
        theatre=TheatreId(fact["theatre"]),
        platform=fact["platform"],
        permille=fact["permille"],
        until=fact["until"],
        cause="",
    ),
    "site-damaged": lambda fact: e.SiteDamaged(
        site=fact["site"], operator=fact["operator"], permille=fact["permille"], until=fact["until"], cause=""
    ),
    "workforce-changed": lambda fact: e.WorkforceChanged(
        operator=fact["operator"], rows=tuple((line, workforce) for line, workforce in fact["rows"]), cause=""
    ),
    "yard-tasked": lambda fact: e.YardTasked(
        repair=RepairId(fact["repair"]), operator=fact["operator"], since=fact["since"], initiative=None, parties=()
    ),
    "drain-changed": lambda fact: e.DrainChanged(permille=fact["permille"], cause=""),
    "ranking-set": lambda fact: e.RankingSet(organisation=fact["organisation"], systems=tuple(fact["systems"]), operators=()),
    "stocks-reported": lambda fact: e.StocksReported(week=fact["week"], rows=tuple(e.StockRow(*row) for row in fact["rows"])),
    "rear-reported": lambda fact: e.RearReported(week=fact["week"], rows=tuple(e.RearRow(*row) for row in fact["rows"])),
    "shipped": lambda fact: e.Shipped(week=fact["week"], rows=tuple(e.ShipmentRow(*row) for row in fact["rows"])),
    "lines-reported": lambda fact: e.LinesReported(
        operator=fact["operator"], week=fact["week"], rows=tuple(e.LineRow(*row) for row in fact["rows"]), made=()
    ),
    "components-reported": lambda fact: e.ComponentsReported(
        operator=fact["operator"], week=fact["week"], rows=tuple(e.ComponentRow(*row) for row in fact["rows"])
    ),
    "repairs-reported": lambda fact: e.RepairsReported(
        operator=fact["operator"], week=fact["week"], rows=tuple(e.RepairRow(*row) for row in fact["rows"])
    ),
}
"""From a fact back to the event that it tells of, without what only control knows."""
