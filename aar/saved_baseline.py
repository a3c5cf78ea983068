"""The baseline of an exercise as it stands: stocks, money, law, plants and indices at one moment. It knows no deck."""

from dataclasses import replace

from engine.baseline import Baseline, Component, Line, System
from engine.declared import Figure
from engine.exercise import Exercise
from engine.ids import ComponentId, OrganisationId, SystemId
from engine.stocks import Stocks
from engine.units import CENTS_IN_THOUSAND_DOLLARS, THOUSAND, WEEKS_IN_YEAR, weekly_rate
from engine.week.kernel import stocks_at_start
from engine.week.ledger import grown
from engine.week.production import component_rate, line_at_start


def baseline_now(exercise: Exercise, baseline: Baseline, source: str) -> Baseline:
    """The baseline with everything that stands otherwise by now; a figure that moved is notional."""
    lines = tuple(_line(exercise, one, source) for one in baseline.lines)
    base = replace(exercise.world, baseline=replace(baseline, lines=lines)).component_base
    fresh = stocks_at_start(exercise.world)
    return replace(
        baseline,
        systems=tuple(_system(exercise, one, source) for one in baseline.systems),
        lines=lines,
        components=tuple(_component(exercise, fresh, one, base[ComponentId(one.id)], source) for one in baseline.components),
        accounts=tuple(
            replace(
                one,
                opening=_figure(one.opening, exercise.balances.get(one.id, 0) // CENTS_IN_THOUSAND_DOLLARS, source),
                ceiling=one.ceiling
                and _figure(
                    one.ceiling, one.ceiling.value - exercise.requested.get(one.id, 0) // CENTS_IN_THOUSAND_DOLLARS, source
                ),
            )
            if exercise.phase.over or not exercise.phase.before_start
            else one
            for one in baseline.accounts
        ),
        authorities=tuple(
            replace(
                one,
                in_force=one.id in exercise.authorities,
                until_week=max(0, exercise.authorities.get(one.id, 0) - exercise.week + 1),
            )
            if exercise.authorities
            else one
            for one in baseline.authorities
        ),
        indices=tuple(
            replace(one, start=_figure(one.start, exercise.indices.get(one.id, one.start.value), source))
            for one in baseline.indices
        ),
        organisations=tuple(
            replace(
                one,
                slots=tuple(
                    replace(slot, start=max(0, exercise.slots_left(OrganisationId(one.id), slot.id))) for slot in one.slots
                ),
            )
            for one in baseline.organisations
        ),
    )


def _figure(old: Figure, value: int, source: str) -> Figure:
    return old if old.value == value else Figure(value=value, tag="N", source=source)


def _system(exercise: Exercise, system: System, source: str) -> System:
    """Whole units; what is at sea is counted at home."""
    stocks = exercise.stocks
    theatre = {str(key): held[system.id] // THOUSAND for key, held in stocks.theatre.items()}  # type: ignore[index]
    at_sea = sum(one.units for one in stocks.transit if one.system == system.id)
    home = (stocks.rear[system.id] + at_sea) // THOUSAND  # type: ignore[index]
    declared = {one.theatre: one for one in system.holdings}
    holdings = [
        replace(one, units=_figure(one.units, theatre.get(one.theatre, one.units.value), source)) for one in system.holdings
    ]
    new = [key for key, units in theatre.items() if key not in declared and units]
    notional = {key: Figure(value=theatre[key], tag="N", source=source) for key in new}
    held = (*holdings, *(type(system.holdings[0])(theatre=key, units=notional[key]) for key in new)) if holdings else ()
    if new and not holdings:
        home += sum(theatre[key] for key in new)  # no holding is declared to be written like
    return replace(
        system,
        holdings=tuple(held),
        stock_world=_figure(system.stock_world, home + sum(one.units.value for one in held), source),
        reserves=tuple(
            replace(one, units=_figure(one.units, _in_reserve(exercise, one.owner, system.id) // THOUSAND, source))
            for one in system.reserves
        ),
    )


def _in_reserve(exercise: Exercise, owner: str, system: str) -> int:
    return exercise.stocks.reserves.get(OrganisationId(owner), {}).get(SystemId(system), 0)


def _line(exercise: Exercise, line: Line, source: str) -> Line:
    """The rate for which it has people and tools by now."""
    state = exercise.stocks.lines[line.id]  # type: ignore[index]
    fresh = line_at_start(line)
    added = grown(state.tooling, exercise.week)
    base = weekly_rate(line.rate.value)
    if not fresh.workforce or (state.workforce == fresh.workforce and not added):
        return line
    weekly = min(base * state.workforce // fresh.workforce, base + added)
    monthly = -(-weekly * WEEKS_IN_YEAR // 12)
    rate = _figure(line.rate, monthly, source)
    return replace(line, rate=rate, target=_figure(line.target, max(line.target.value, monthly), source))


def _component(exercise: Exercise, fresh: Stocks, component: Component, base: int, source: str) -> Component:
    """What is spare of its rate by now, what is still being built, and what lies in the buffer."""
    state = exercise.stocks.components[ComponentId(component.id)]
    rate, spare = component_rate(state, exercise.week), component.spare.value
    if base and rate != base * (100 + spare) // 100:
        spare = rate * 100 // base - 100
    coming = max(0, sum(one.add for one in state.growth) - grown(state.growth, exercise.week))
    at_first = fresh.components[ComponentId(component.id)].stock
    stock = component.stock
    if state.stock // THOUSAND != at_first // THOUSAND:
        stock = Figure(value=state.stock // THOUSAND, tag="N", source=source)
    return replace(
        component,
        spare=_figure(component.spare, spare, source),
        in_work=_figure(component.in_work, -(-coming * 100 // base) if base else component.in_work.value, source),
        sources=state.sources,
        stock=stock,
    )
