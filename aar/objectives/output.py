"""Measures of what was made, stocked and repaired: objectives of surge, sustainment and work abroad (rule 16.4)."""

from aar.objectives.measured import Measurable, Measured, percent_of
from aar.rates import MEASURE_PERCENT, RATE_WEEKS, monthly_rates, rate_at_start, surged_month
from aar.reading import entries_of_weeks
from engine.ids import OrganisationId, SystemId, TheatreId
from engine.rules.adversary import open_sites
from engine.units import THOUSAND, weekly_rate
from engine.week.repair import YARD_RAMP_WEEKS

DAYS = 3
"""Rule 16.4: days of supply below which a theatre counts as without supply."""


def systems_surged(of: Measurable) -> Measured:
    """Rule 16.4: priority systems that reached one and a half times their rate at StartEx in time."""
    month = of.measure.by_month or 1_000
    asked = [one for one in of.played.start.world.systems if one in of.priority]
    months = {one: surged_month(of.played, one) for one in asked}
    reached = [one for one in asked if (months[one] or month + 1) <= month]
    names = ", ".join(reached) or "none"
    weeks = sorted({week for one in reached for week in _window(of, one)})
    entries = tuple(sorted({entry for week in weeks for entry in of.played.evidence.get(f"week {week}", ())}))
    return Measured(value=len(reached), says=f"{len(reached)} of {len(asked)} priority systems: {names}", entries=entries)


def _window(of: Measurable, one: SystemId) -> range:
    """The weeks whose mean first was the rate that is asked for."""
    asked = rate_at_start(of.played, one) * MEASURE_PERCENT // 100
    week = next(week for week, rate in monthly_rates(of.played, one) if rate >= asked)
    return range(week - RATE_WEEKS + 1, week + 1)


def weeks_without_supply(of: Measurable) -> Measured:
    """Rule 16.4: the longest run of weeks in which a priority system had less than three days of supply in a theatre."""
    runs: dict[tuple[TheatreId, SystemId], list[int]] = {}
    longest: list[int] = []
    where = ""
    theatres = of.played.start.world.theatres
    for week, row in of.played.stocks:
        if row.system not in of.priority:
            continue
        run = runs.setdefault((row.theatre, row.system), [])
        without = row.need > 0 and row.stock * 7 < DAYS * row.need
        if without and run and run[-1] != week - 1:
            run.clear()
        if without:
            run.append(week)
        else:
            run.clear()
        if len(run) > len(longest):
            longest, where = list(run), f"{row.system} in {theatres[row.theatre].title}"
    if not longest:
        return Measured(value=0, says="no priority system was without supply")
    says = f"{len(longest)} weeks in a row, {where}, from week {longest[0]} on"
    entries = tuple(entry for week in (longest[0], longest[-1]) for entry in of.played.evidence[f"week {week}"])
    return Measured(value=len(longest), says=says, entries=entries)


def turns_to_ruling(of: Measurable) -> Measured:
    """Rule 16.4: turns from the first in which a priority system was short to the next ranking or standing policy."""
    short = [week for week, row in of.played.stocks if row.short and row.system in of.priority]
    if not short:
        return Measured(value=None, says="nothing was short: there was nothing to rule on")
    first = _turn_of(of, min(short))
    rulings = [(turn, entry) for turn, entry in of.played.rulings if turn >= first]
    entries = tuple(of.played.evidence[f"week {min(short)}"])
    if not rulings:
        return Measured(value=None, says=f"no ruling after the first shortage in turn {first}", entries=entries, never=True)
    turn, entry = rulings[0]
    return Measured(value=turn - first, says=f"{turn - first} turns after the first shortage", entries=(*entries, entry))


def _turn_of(of: Measurable, week: int) -> int:
    world, pace = of.played.start.world, of.played.start.pace
    turns = range(1, of.played.exercise.turns + 1)
    return next(turn for turn in turns if world.turn_weeks(pace, turn)[1] >= week)


def allied_share_of_added_output(of: Measurable) -> Measured:
    """Rule 16.4: of what lines made above their rates of StartEx, at its price, the percent made outside the United States."""
    world = of.played.start.world
    finished: dict[str, int] = {}
    for week, row in of.played.lines:
        if week <= of.last_week:
            finished[row.line] = finished.get(row.line, 0) + row.finished
    added = {"allied": 0, "all": 0}
    for key, line in world.lines.items():
        at_start = weekly_rate(line.rate.value) * of.last_week if line.open else 0
        worth = max(0, finished.get(key, 0) - at_start) * world.systems[SystemId(line.system)].unit_cost.value // THOUSAND
        added["all"] += worth
        added["allied"] += worth if OrganisationId(line.country) in world.organisations else 0
    value = percent_of(added["allied"], added["all"])
    entries = entries_of_weeks(of.played, range(1, of.last_week + 1))
    if value is None:
        return Measured(value=None, says="nothing was made above the rates of StartEx", entries=entries, never=True)
    return Measured(value=value, says=f"{value} % of added output by its price, to week {of.last_week}", entries=entries)


def allied_share_of_repair(of: Measurable) -> Measured:
    """Rule 16.4: of what repair activities could do in the last week that counts, the percent in tasked yards of allies."""
    own = abroad = 0
    for key, repair in of.played.start.world.repairs.items():
        own += weekly_rate(repair.rate.value)
        tasked = of.played.exercise.stocks.repairs[key].yards
        for yard in repair.yards:
            since = tasked.get(OrganisationId(yard.operator))
            if since is not None:
                weeks = min(YARD_RAMP_WEEKS, max(0, of.last_week - since))
                abroad += weekly_rate(yard.slots.value) * weeks // YARD_RAMP_WEEKS
    value = percent_of(abroad, own + abroad)
    if value is None:
        return Measured(value=None, says="there is nothing to repair in this world")
    entries = (0, *of.played.evidence.get("yard-tasked", ()))
    return Measured(value=value, says=f"{value} % of repair slots in week {of.last_week}", entries=entries)


def allied_lines_opened(of: Measurable) -> Measured:
    """Rule 16.4: lines abroad that initiatives opened or enlarged."""
    opened = open_sites(of.played.exercise)
    entries = tuple(sorted({entry for one, _ in opened for entry in of.played.evidence[f"initiative {one}"]}))
    return Measured(value=len(opened), says=f"{len(opened)} lines abroad opened or enlarged", entries=entries)
