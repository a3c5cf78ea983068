"""What lies ahead as one organisation believes, and what it costs to wait: slow to work out, so never on the screen's time."""

from dataclasses import dataclass, field

from engine.beliefs import believed
from engine.phases import Phase
from engine.preview import cost_of_waiting
from engine.projection import plans, project
from engine.views import View
from tui.participant.inbox import Costs
from tui.participant.situation import NO_OUTLOOK, Outlook


@dataclass(frozen=True, slots=True)
class Ahead:
    """The outlook, and the cost of leaving each waiting step for one turn."""

    outlook: Outlook = NO_OUTLOOK
    costs: Costs = field(default_factory=dict)


NOTHING_AHEAD = Ahead()


def basis(view: View) -> tuple[object, ...]:
    """What the work depends on: while it is the same, nothing needs to be worked out again."""
    initiatives = tuple(
        (seen.id, seen.stopped, tuple((key, step.verdict) for key, step in seen.steps.items()))
        for seen in view.initiatives.values()
    )
    stocks = believed(view)
    held = tuple(units for here in stocks.theatre.values() for units in here.values())
    return view.week, view.phase, initiatives, held, tuple(stocks.ranking)


def look_ahead(view: View) -> Ahead:
    """The outlook if all others deliver on time, and what waiting through the turn to come would cost."""
    if view.phase.over or view.week > view.world.deck.weeks:
        return NOTHING_AHEAD
    outlook = Outlook({one.system: one for one in project(view, plans(view))})
    weeks = coming_weeks(view)
    costs = {
        (view.organisation, seen.id, step_id): cost_of_waiting(view, seen.id, step_id, weeks)
        for seen, step_id, _ in view.waiting_steps()
    }
    return Ahead(outlook, costs)


def coming_weeks(view: View) -> int:
    """How many weeks the turn to come resolves: this one until it is played, then the next."""
    if view.phase is Phase.PICTURE and view.turn < view.turns:
        first, last = view.world.turn_weeks(view.pace, view.turn + 1)
        return last - first + 1
    return max(0, view.last_week - view.week + 1)
