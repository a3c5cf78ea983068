"""Components and lines in one week: what each line could make, what it gets of scarce parts, and what bound it."""

from engine.baseline import Line
from engine.stocks import ComponentState, LineState
from engine.units import THOUSAND
from engine.week.ledger import Ledger, Lived, grown, left_of
from engine.week.plan import TOOLING_PERCENT, WORKFORCE_PERCENT, Table, base_rate
from engine.week.sharing import share_components
from engine.week.steering import Steering

DEAD_WEEKS = 39
"""Rule 5.3: weeks from contract to the first effect of more shifts."""
SHIFT_RAMP_WEEKS = 52
SHIFT_GAIN = 350
"""Rule 5.3: permille that more shifts add to tooling once the ramp is over."""
HIRING_PERMILLE = 15
"""Rule 5.5: workforce growth a week, at a confidence of 50."""
DECAY_PERMILLE = 10
"""Rule 5.5: workforce lost a week by a line that has no more than its level schedule."""
CUT_OFF_PERMILLE = 200
"""Rule 5.8: what a line makes whose country is cut off."""

CONTRACT = "contract"
TOOLING = "tooling"
WORKFORCE = "workforce"
DAMAGE = "damage"
CUT_OFF = "cut-off"
CLOSED = "closed"


def line_at_start(line: Line) -> LineState:
    """Rule 5.2: a line at StartEx runs its level schedule, with its work in progress filled."""
    base = base_rate(line)
    return LineState(workforce=base * WORKFORCE_PERCENT // 100, book=0, wip=(base,) * line.flow_weeks)


def capacity(line: Line, state: LineState, week: int) -> int:
    """Rule 5.3: tooling with its expansions, times the gain of the shifts that have started."""
    tooling = base_rate(line) * TOOLING_PERCENT // 100 + grown(state.tooling, week)
    return tooling * (THOUSAND + shift_gain(state.shifts_since, week)) // THOUSAND


def component_rate(state: ComponentState, week: int) -> int:
    """Thousandths a week that a component line can make, unless it is damaged."""
    return state.rate + grown(state.growth, week)


def shift_gain(since: int | None, week: int) -> int:
    """Permille that more shifts add: nothing in the dead time, then a straight line."""
    if since is None:
        return 0
    running = min(SHIFT_RAMP_WEEKS, max(0, week - since - DEAD_WEEKS))
    return SHIFT_GAIN * running // SHIFT_RAMP_WEEKS


def produce(ledger: Ledger, steering: Steering, week: int, confidence: int, lived: Lived) -> None:
    """Rules 5.2 to 5.8: components are made, lines start and finish work, and their means change."""
    plan = ledger.plan
    tooling = tooled(ledger, steering, week)
    wish, limits = wishes(ledger, tooling, week)
    rates = component_rates(ledger, week)
    available = [stock + rate for stock, rate in zip(ledger.buffer, rates, strict=True)]
    started, short_of, built_in, lived.scarce = share_components(plan, steering, wish, available)
    _keep_components(ledger, rates, built_in, lived)
    for line, component in short_of.items():
        if started[line] < wish[line]:
            limits[line] = plan.components[component]
    _hire(ledger, steering, tooling, confidence)
    book, base = ledger.book, plan.base
    lived.started, lived.finished = started, []
    for line, units in enumerate(started):
        above = units - base[line]
        if above > 0:
            book[line] = max(0, book[line] - above)
        wip = ledger.wip[line]
        wip.append(units)
        lived.finished.append(wip.pop(0))
    ledger.binding = limits


def tooled(ledger: Ledger, steering: Steering, week: int) -> Table:
    """Rule 5.3: what each line could make with people and parts enough; a policy may order or forbid shifts."""
    plan = ledger.plan
    tooling = list(plan.tooling)
    for line, tranches in enumerate(ledger.tooling):
        if tranches:
            tooling[line] += grown(tranches, week)
        ordered = steering.shifts[line]
        if ordered and ledger.shifts[line] is None:
            ledger.shifts[line] = week
        since = ledger.shifts[line]
        if since is not None and ordered != 0:
            tooling[line] = tooling[line] * (THOUSAND + shift_gain(since, week)) // THOUSAND
    return tooling


def wishes(ledger: Ledger, tooling: Table, week: int) -> tuple[Table, list[str]]:
    """Rule 5.10: what each line could start with all components there, and which of its own means limits it."""
    plan = ledger.plan
    wish, limits = [], []
    for line, able in enumerate(tooling):
        workforce, contract = ledger.workforce[line], plan.base[line] + ledger.book[line]
        makes = min(able, workforce)
        if able == 0 and plan.base[line] == 0:
            wish.append(0)
            limits.append(CLOSED)
        elif contract <= makes:
            wish.append(contract)
            limits.append(CONTRACT)
        else:
            wish.append(makes)
            limits.append(TOOLING if able <= workforce else WORKFORCE)
    if week >= plan.cut_week:
        for line in plan.cut_lines:
            _cut(wish, limits, line, min(tooling[line], ledger.workforce[line]) * CUT_OFF_PERMILLE // THOUSAND, CUT_OFF)
    if ledger.damage:
        damaged = {one.site for one in ledger.damage}
        for line, name in enumerate(plan.lines):
            left = left_of(ledger.damage, name, week) if name in damaged else THOUSAND
            if left < THOUSAND:
                _cut(wish, limits, line, min(tooling[line], ledger.workforce[line]) * left // THOUSAND, DAMAGE)
    return wish, limits


def _cut(wish: Table, limits: list[str], line: int, left: int, why: str) -> None:
    if left < wish[line]:
        wish[line], limits[line] = left, why


def component_rates(ledger: Ledger, week: int) -> Table:
    """Thousandths that each component line can make in this week."""
    rates = list(ledger.rate)
    for component, growth in enumerate(ledger.growth):
        if growth:
            rates[component] += grown(growth, week)
    if ledger.damage:
        damaged = {one.site for one in ledger.damage}
        for component, name in enumerate(ledger.plan.components):
            if name in damaged:
                rates[component] = rates[component] * left_of(ledger.damage, name, week) // THOUSAND
    return rates


def _keep_components(ledger: Ledger, rates: Table, built_in: Table, lived: Lived) -> None:
    """Rule 5.6: what is left fills a buffer of the declared weeks; once it is full, no more is made than is built in."""
    lived.made, lived.built_in = [], built_in
    for component, rate in enumerate(rates):
        stock, used = ledger.buffer[component], built_in[component]
        full = rate * ledger.plan.component_rows[component].buffer_weeks
        made = min(rate, max(0, full - stock + used))
        ledger.buffer[component] = stock + made - used
        lived.made.append(made)


def _hire(ledger: Ledger, steering: Steering, tooling: Table, confidence: int) -> None:
    """Rule 5.5: lines with orders and shifts hire up to their tooling; others shrink to their level schedule."""
    plan, workforce = ledger.plan, ledger.workforce
    for line, now in enumerate(workforce):
        if ledger.book[line] > 0 and ledger.shifts[line] is not None and steering.shifts[line] != 0:
            wanted = tooling[line]
            if now < wanted:
                hired = max(now, wanted // 2) * HIRING_PERMILLE * confidence // (50 * THOUSAND) + 1
                workforce[line] = min(wanted, now + hired)
        elif now > plan.workforce[line]:
            workforce[line] = max(plan.workforce[line], now - now * DECAY_PERMILLE // THOUSAND)
