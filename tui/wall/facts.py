"""What the wall says, worked out from the public view alone: clock, systems, headlines, indices. No screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engine.annotations.open import PROMISE, WAIT
from engine.beliefs import believed, days_of_supply
from engine.ids import OrganisationId, SystemId, TheatreId
from engine.phases import Phase
from engine.units import monthly_rate
from engine.views import View
from engine.world import World
from tui.sheets.waited import longest_wait
from tui.times import on_the_wall, seconds_left
from tui.words import NEVER, count, phase_name, places_by_theatre, plural, short_name, supply_word, with_titles

DAYS_IN_WEEK = 7
BOTH_SIDES = 4
"""Rows for who agrees and who does not."""
WHOLE = 100
"""Percent."""
Positions = Mapping[str, Mapping[OrganisationId, bool]]
"""By what it is about and by organisation: whether it agrees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One system: what was announced beside what public figures say is delivered; thousandths a month, all lines together."""

    system: str
    title: str
    announced: int
    delivered: int
    supply: str
    """OK, LOW or OUT in the theatre that stands worst; empty where nothing is needed."""
    days: int
    """Days of supply there."""

    @property
    def percent(self) -> int:
        """Delivered, of what was announced."""
        return (self.delivered * 100 + self.announced // 2) // self.announced if self.announced else 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """One line of news: from where it comes, and what it says."""

    source: str
    text: str
    rows: int = 1
    """So many rows its source may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """A public index with a word for how high it stands."""

    title: str
    value: int
    word: str
    notional: bool


def promises(view: View) -> list[Promise]:
    """The deck's priority systems that somebody makes. What is delivered follows from public figures; it is no report."""
    stocks = believed(view)
    shown = []
    for system in view.world.deck.priority_systems:
        lines = [(line, stocks.lines[key]) for key, line in view.world.lines.items() if line.system == system]
        if not lines:
            continue
        begun = view.week > 1
        delivered = sum(monthly_rate(state.finished) if begun else line.rate.value for line, state in lines)
        word, days = _supply(view, SystemId(system))
        shown.append(
            Promise(
                system=system,
                title=view.world.systems[SystemId(system)].title,
                announced=sum(line.target.value for line, _ in lines),
                delivered=delivered,
                supply=word,
                days=days,
            )
        )
    return shown


def _supply(view: View, system: SystemId) -> tuple[str, int]:
    stocks = believed(view)
    found = [
        (days_of_supply(view, TheatreId(theatre), system), stocks.theatre[theatre][system])
        for theatre, what in places_by_theatre(view.world)
        if what == system
    ]
    days, stock = min(found, default=(NEVER, 0))
    return ("", days) if days >= NEVER else (supply_word(stock, days), days)


def headlines(view: View) -> list[Headline]:
    """Public injects, then what was announced, the newest first of each."""
    injects = [
        Headline(source=f"week {one.week}, {one.source or one.source_type}", text=one.title)
        for one in reversed(list(view.injects.values()))
    ]
    return injects + [Headline(source="announced", text=with_titles(view.world, one)) for one in reversed(view.notices)]


def opened(view: View) -> list[Headline]:
    """After EndEx: what control has opened to everybody, the newest first."""
    return [
        Headline(source=with_titles(view.world, one.title), text=with_titles(view.world, f"{name}: {text}"))
        for one in reversed(view.secrets)
        for name, text in one.tells
    ]


def candidates(view: View, positions: Positions) -> list[Headline]:
    """At the hot wash: what control opened, the longest wait first; and by themselves promises that are not kept."""
    waits = sorted(((*longest_wait(one), one) for one in view.secrets if one.secret == "initiative"), key=lambda one: -one[0])
    found = [
        (f"{WAIT} {seen.subject}", f"{seen.title}: waited {plural(weeks, 'week')} for {with_titles(view.world, who)}")
        for weeks, who, seen in waits
        if weeks
    ]
    found += [(one.subject, one.title) for one in reversed(view.secrets) if one.secret == "candidate"]
    found += [
        (f"{PROMISE} {one.system}", f"{one.title}: {count(one.delivered)} of {count(one.announced)} promised a month")
        for one in sorted(promises(view), key=lambda one: one.percent)
        if one.percent < WHOLE
    ]
    return [
        Headline(
            source=position_words(view.world, positions.get(about, {})), text=with_titles(view.world, text), rows=BOTH_SIDES
        )
        for about, text in found
    ]


def position_words(world: World, said: Mapping[OrganisationId, bool]) -> str:
    """Who agrees and who does not."""
    both = [
        (word, [short_name(world, one) for one, agrees in said.items() if agrees is yes])
        for word, yes in (("agree", True), ("dispute", False))
    ]
    return "; ".join(f"{word}: {', '.join(names)}" for word, names in both if names) or "nobody has agreed or disputed yet"


def gauges(view: View) -> list[Gauge]:
    """The indices that are public."""
    return [
        Gauge(
            title=kind.title,
            value=view.indices[key],
            word=_level(view.indices[key], kind.low, kind.high),
            notional=kind.start.notional,
        )
        for key, kind in view.world.index_kinds.items()
        if key in view.indices
    ]


def _level(value: int, low: int, high: int) -> str:
    fifth = min(4, (value - low) * 5 // max(1, high - low))
    return ("very low", "low", "middling", "high", "very high")[max(0, fifth)]


def law_words(view: View) -> list[str]:
    """How much of the law is in force, and what is not."""
    declared = list(view.world.authorities.values())
    lacking = [one.title for one in declared if one.id not in view.authorities]
    if not declared and not view.mechanism:
        return []
    in_force = f"{len(declared) - len(lacking)} of {plural(len(declared), 'authority', 'authorities')} in force"
    said = [f"{in_force}; the interagency mechanism stands at level {view.mechanism}"]
    return said + ([f"Not in force: {'; '.join(lacking)}"] if lacking else [])


def phase_words(view: View) -> str:
    """The one word that is called out in the room."""
    if view.real_world_stop:
        return "STOP"
    return "PAUSED" if view.paused else phase_name(view.phase)


def clock(view: View, now: datetime) -> tuple[str, str]:
    """The figures of the big clock, and what they count: time to the lock, time left of a phase, else the time of day."""
    timer = view.timer
    if timer is None or timer.stopped or view.phase.over or view.real_world_stop:
        return f"{on_the_wall(now):%H:%M}", "time of day"
    seconds = max(0, seconds_left(timer, now))
    hours, minutes = divmod(seconds // 60, 60)
    left = f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"
    counts = "to the lock" if view.phase is Phase.ORDERS else f"left of {phase_name(view.phase)}"
    return left, counts if timer.runs else f"{counts}, stands still"


def where(view: View) -> str:
    """Turn and weeks, or what is being waited for."""
    if view.phase.before_start:
        return f"{len(view.present_organisations)} of {len(view.world.organisations)} organisations are here"
    if view.phase.over or not view.turn:
        return f"after turn {view.turn} of {view.turns}" if view.turn else ""
    turn = "PRACTICE" if view.practice else f"Turn {view.turn} of {view.turns}"
    return f"{turn}, weeks {view.first_week}–{view.last_week}"


def both_times(view: View, now: datetime) -> tuple[str, str]:
    """The time in this room, and the week and date of the scenario."""
    here = on_the_wall(now)
    began = date.fromisoformat(view.world.deck.start_date)
    week = min(view.week, view.world.deck.weeks)
    there = began + timedelta(days=DAYS_IN_WEEK * (week - 1))
    return f"Room {here:%a %H:%M %Z}".rstrip(), f"Scenario week {week}, {there:%d %b %Y}"
