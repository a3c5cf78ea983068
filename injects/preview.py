"""What each organisation of a deck will see, and the run of show, as declared: nothing is played and nothing is drawn."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from engine.baseline import Account, Organisation
from engine.deck import Brief, Inject, Pace, TurnTimes
from engine.ids import OrganisationId
from engine.world import World
from injects.checks.arriving import holding, turn_of
from injects.checks.means import Means

_PARAMETER = re.compile(r"\$?\{(\w+)(?:\.\w+)?\}K?")
"""What is filled into a lever's title when it is proposed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One turn of a pace: its weeks, its first day in the story, and how long it lasts on the wall."""

    number: int
    first_week: int
    last_week: int
    first_day: str
    minutes: int
    """0 where the deck gives no times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One inject of the run of show."""

    inject: Inject
    turn: int | None
    """The turn in which it is answered, at the latest where a condition may bring it earlier; None where nobody knows."""
    week: int | None
    """The week in which it comes, at the latest; None where nobody knows."""
    sure: bool
    """Whether turn and week are known before play."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """An initiative type that an organisation may propose, and the turns in which it could pay for its own part."""

    id: str
    title: str
    turns: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What lies on the table of one organisation."""

    organisation: Organisation
    brief: Brief | None
    accounts: tuple[Account, ...]
    levers: tuple[Lever, ...]
    asked: tuple[Row, ...]
    """Injects that it must answer."""
    reads: tuple[Row, ...]
    """Injects that it reads and need not answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A deck from one of its starts, at one pace."""

    world: World
    pace: Pace
    turns: tuple[Turn, ...]
    rows: tuple[Row, ...]
    """The injects that come at this pace, in the order in which they come; those that nobody can date behind."""
    desks: tuple[Desk, ...]
    """One for each organisation that people are to play."""


def preview_of(world: World, pace: str) -> Preview:
    """The preview of a world that has begun at one of its starts. A KeyError names a pace that it has not."""
    cut = world.deck.pace(pace)
    turns = tuple(_turn(world, cut, number) for number in range(1, len(cut.turns) + 1))
    rows = tuple(sorted((_row(one, cut) for one in world.deck.injects if one.comes_at(pace)), key=_when))
    means = Means(world)
    desks = tuple(desk_of(world, one, turns, rows, means) for one in world.seated)
    return Preview(world=world, pace=cut, turns=turns, rows=rows, desks=desks)


def desk_of(world: World, who: OrganisationId, turns: tuple[Turn, ...], rows: tuple[Row, ...], means: Means) -> Desk:
    """What one organisation will meet."""
    can = {turn.number: set(means.affordable_levers(who, turn.first_week)) for turn in turns}
    titles = {one: _PARAMETER.sub(r"[\1]", world.playbook[one].title) for one in means.levers.get(who, ())}
    levers = (
        Lever(id=one, title=title, turns=tuple(turn for turn, levers in can.items() if one in levers))
        for one, title in titles.items()
    )
    return Desk(
        organisation=world.organisations[who],
        brief=world.briefs.get(who),
        accounts=tuple(one for one in world.accounts.values() if one.owner == who),
        levers=tuple(levers),
        asked=tuple(row for row in rows if who in row.inject.to),
        reads=tuple(row for row in rows if who not in row.inject.to and {who, "public"} & set(row.inject.seen_by)),
    )


def _turn(world: World, pace: Pace, number: int) -> Turn:
    first, last = world.turn_weeks(pace.id, number)
    times = pace.times_of(number)
    try:
        day = (date.fromisoformat(world.deck.start_date) + timedelta(weeks=first - 1)).isoformat()
    except ValueError:
        day = ""
    return Turn(number=number, first_week=first, last_week=last, first_day=day, minutes=_minutes(times))


def _minutes(times: TurnTimes | None) -> int:
    return times.brief + times.orders + times.locked + times.adjudicate + times.picture if times else 0


def _row(inject: Inject, pace: Pace) -> Row:
    release = inject.release
    match release.by:
        case "brief" | "week":
            week: int | None = release.week
        case "condition":
            week = release.at_the_latest or None
        case _:
            week = None
    turn = turn_of(inject, pace)
    if turn is None and week is not None:
        turn = holding(pace, week)  # it comes in the last turn, behind its orders
    return Row(inject=inject, turn=turn, week=week, sure=release.by in ("brief", "week"))


def _when(row: Row) -> tuple[int, int, str]:
    far = 10**6
    return (row.turn or far, row.week or far, row.inject.reference)
