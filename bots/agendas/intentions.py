"""What an agenda is made of: intentions, from which week or at which sign in its own view an organisation has them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bots.reading import at_war, limits, weeks_short, weeks_to_fiscal_year
from engine.views import View

APPROPRIATION = "full-year-appropriation"

Sign = Callable[[View], bool]
"""Something that an organisation can see for itself."""


@dataclass(frozen=True, slots=True)
class Intention:
    """A proposal that a typical organisation makes, once it has come so far."""

    week: int
    """The week, counted from StartEx, in which it is thought of; notional, see `bots/agendas/README.md`."""
    type: str
    """The playbook type."""
    parameters: Mapping[str, str]
    when: Sign | None = None
    """What must be seen as well."""
    every: int = 0
    """So many weeks after its last proposal it is made again; 0 for once."""


Agenda = tuple[Intention, ...]


def intend(week: int, kind: str, when: Sign | None = None, every: int = 0, **parameters: str) -> Intention:
    """One line of an agenda."""
    return Intention(week, kind, parameters, when, every)


def short(system: str) -> Sign:
    """A theatre has reported that it lacks a system."""
    return lambda view: weeks_short(view, system) > 0


def bound_by(component: str) -> Sign:
    """Some own line is held up by a component."""
    return lambda view: component in limits(view).values()


def in_force(authority: str) -> Sign:
    """The law allows something."""
    return lambda view: authority in view.authorities


def lapsed(authority: str) -> Sign:
    """An authority is not in force."""
    return lambda view: authority not in view.authorities


def stopgap(weeks: int) -> Sign:
    """A stopgap is in force, or the appropriation or the fiscal year ends within so many weeks: everybody has a calendar."""

    def seen(view: View) -> bool:
        until = view.authorities.get(APPROPRIATION)
        ends = until is not None and 0 < until < view.week + weeks
        return until is None or ends or weeks_to_fiscal_year(view) < weeks

    return seen


def index_from(index: str, value: int) -> Sign:
    """An index that this organisation hears of has come so far."""
    return lambda view: view.indices.get(index, 0) >= value


def index_below(index: str, value: int) -> Sign:
    """An index that this organisation hears of has fallen so far."""
    return lambda view: view.indices.get(index, value) < value


def fought_in(theatre: str) -> Sign:
    """The deck has a war there: its need is published, and everybody reads of it."""
    return lambda view: theatre in view.world.theatres


def spared(theatre: str) -> Sign:
    """The deck has no war there: who lives there can lend."""
    return lambda view: theatre not in view.world.theatres


def both(one: Sign, other: Sign) -> Sign:
    """Two signs at once."""
    return lambda view: one(view) and other(view)


def war(view: View) -> bool:
    """The shooting has begun."""
    return at_war(view)
