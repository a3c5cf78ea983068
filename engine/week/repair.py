"""What breaks waits in a queue for repair slots; an ally's tasked yard gives more of them (rule 6.8)."""

from engine.units import share_out, weekly_rate
from engine.week.chance import Chance
from engine.week.ledger import Ledger, Lived

YARD_RAMP_WEEKS = 13
"""Rule 6.8: weeks from its tasking in which a yard reaches its slots."""


def repair(ledger: Ledger, week: int, chance: Chance, lived: Lived) -> None:
    """Rule 6.8: the week's events join the queue; slots take from it, shared by what waits in each theatre."""
    plan, waiting = ledger.plan, ledger.waiting
    if not plan.repairs:
        return
    _, _, rows = plan.needs(week)
    came = dict(zip([row[0] for row in rows], chance.needs(rows, week), strict=True))
    for place, units in came.items():
        waiting[place] += units
    count = len(plan.repairs)
    for at in range(count):
        places = range(at, len(waiting), count)
        queue = [waiting[place] for place in places]
        done = share_out(min(sum(queue), slots(ledger, at, week)), queue)
        for place, units in zip(places, done, strict=True):
            waiting[place] -= units
            if units or place in came or waiting[place]:
                lived.repairs.append((place, came.get(place, 0), units))


def slots(ledger: Ledger, at: int, week: int) -> int:
    """Thousandths of a repair that a repair activity can do in this week, tasked yards included."""
    yards = sum(
        weekly_rate(monthly) * min(YARD_RAMP_WEEKS, max(0, week - since)) // YARD_RAMP_WEEKS
        for monthly, since in ledger.yards[at]
    )
    return ledger.plan.repair_rate[at] + yards
