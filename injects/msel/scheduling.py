"""From a planner's time to a week of the scenario: by StartEx, D-day, pace and zone. What the words mean is read elsewhere."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Literal

from engine.deck import Pace
from engine.world import World
from injects.msel.cells import CellError
from injects.msel.times import After, Clock, Day, Moment, Order, Turn, Week, When, instant
from injects.msel.turn_times import LAST, InTurn
from injects.msel.writing import DAYS, first_week, minutes_before
from injects.problems import did_you_mean

DAY_MINUTES = 24 * 60
SPREAD = 4
"""Dates under a header that does not say which clock it means are those of the room where they span so many days or fewer."""


class StartExNeededError(Exception):
    """Times are absolute, and nobody has said when StartEx is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What whoever imports has said beside the workbook."""

    startex: datetime | None = None
    """In the zone below where it has none of its own."""
    zone: tzinfo = UTC
    """Of StartEx, and of times that name none."""
    dates: Order = ""
    pace: str = ""
    """Whose turns are meant; the deck's own where empty."""
    d_day: str = ""
    """The week of the scenario (`Week 14`) or the date of D+0; StartEx where empty."""
    times: Literal["scenario", "room", ""] = ""
    """Which clock dates speak of under a header that does not say."""
    objective: str = ""
    """For rows that name none that the deck has."""
    sheet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """What weeks and turns are in one deck."""

    world: World
    options: Options

    @property
    def pace(self) -> Pace:
        """The pace whose turns are meant."""
        return self.world.deck.pace(self.options.pace or self.world.deck.default_pace)

    def week_of(self, when: When, *, in_room: bool) -> int:
        """The week of a time; `in_room` where a date is one of the clock in the room. Raises CellError, StartExNeededError."""
        match when:
            case Week():
                week = when.number
            case Turn():
                return self._of_turn(when.number, when.pace)
            case InTurn():
                return self._in_turn(when)
            case After():
                return self._after(when.minutes)
            case Day():
                week = (when.offset + (self._d_day() if when.from_d_day else 0)) // DAYS + 1
            case Moment() if not in_room:
                week = self._days_after(when) // DAYS + 1
            case Moment():
                after = int((instant(when, self._zone()) - self._startex()).total_seconds() // 60)
                return self._after(self._days_after(when) * DAY_MINUTES if when.clock is None else after)
            case Clock():
                begins = self._startex()
                at = instant(Moment(on=begins.date(), clock=when), self._zone())
                return self._after(int((at - begins).total_seconds() // 60))
        weeks = self.world.deck.weeks
        if not 1 <= week <= weeks:
            raise CellError(
                f"that is week {week}, and the deck has weeks 1 to {weeks}: look at StartEx, or choose another time"
            )
        return week

    def _after(self, minutes: int) -> int:
        """The week of the turn whose brief is the next at or after a minute in the room: what is due is read out there."""
        if minutes < 0:
            raise CellError("that is before StartEx: look at --startex, or choose a later time")
        turns = len(self.pace.turns)
        if minutes_before(self.pace, 1) is None:
            return self._of_turn(minutes // DAY_MINUTES + 1, "")
        for turn in range(turns, 0, -1):
            begins = minutes_before(self.pace, turn)
            if begins is None:
                raise CellError(f"pace {self.pace.id} does not say how long its turns last: name the turn, or another --pace")
            if begins <= minutes:
                self._check_end(minutes, turn, begins)
                return first_week(self.pace, turn)
        return 1

    def _check_end(self, minutes: int, turn: int, begins: int) -> None:
        times = self.pace.times_of(turn)
        if turn == len(self.pace.turns) and times is not None:
            ends = begins + times.brief + times.orders + times.locked + times.adjudicate + times.picture
            if minutes >= ends:
                raise CellError(
                    f"pace {self.pace.id} ends at T+{ends // 60}h{ends % 60:02}: choose an earlier time or another --pace"
                )

    def _of_turn(self, number: int, named: str) -> int:
        paces = [one.id for one in self.world.deck.paces]
        if named and named not in paces:
            raise CellError(f"there is no pace `{named}`: {did_you_mean(named, paces)}")
        pace = self.world.deck.pace(named) if named else self.pace
        if not 1 <= number <= len(pace.turns):
            raise CellError(f"pace {pace.id} has turns 1 to {len(pace.turns)}, and not {number}: choose one, or another --pace")
        return first_week(pace, number)

    def _in_turn(self, when: InTurn) -> int:
        """A week of a turn; where a turn has not so many, the week of the exercise is meant, if the turn holds it."""
        number = self.last_turn if when.number == LAST else when.number
        first = self._of_turn(number, "")
        weeks = self.pace.turns[number - 1]
        if when.ends:
            return first + weeks - 1
        if when.middle:
            return first + weeks // 2
        if when.week > weeks and first <= when.week < first + weeks:
            return when.week
        behind = max(when.week - 1, 0) + when.days // DAYS
        if behind >= weeks:
            raise CellError(
                f"turn {number} of pace {self.pace.id} has weeks {first} to {first + weeks - 1}: choose one of them"
            )
        return first + behind

    @property
    def last_turn(self) -> int:
        """The number of the last turn."""
        return len(self.pace.turns)

    def _days_after(self, moment: Moment) -> int:
        """Days of the calendar from StartEx to a moment: the day of StartEx is the first, whatever the hour."""
        startex = self._startex()
        on = moment.on if moment.clock is None else instant(moment, self._zone()).astimezone(startex.tzinfo).date()
        return (on - startex.date()).days

    def _d_day(self) -> int:
        """Days from StartEx to D-day."""
        said = self.options.d_day.lower().strip()
        if not said:
            return 0
        if said.removeprefix("week").strip().isdigit():
            return (int(said.removeprefix("week").strip()) - 1) * DAYS
        try:
            return (date.fromisoformat(said) - self._startex().date()).days
        except ValueError:
            raise CellError(f"--d-day {self.options.d_day} is neither a week nor a date: write week:14 or 2026-08-27") from None

    def _zone(self) -> tzinfo:
        return self.options.zone

    def _startex(self) -> datetime:
        startex = self.options.startex
        if startex is None:
            raise StartExNeededError
        return startex if startex.tzinfo else startex.replace(tzinfo=self.options.zone)


def dates_of_room(moments: list[Moment]) -> bool:
    """Whether dates are those of the room, because they lie so close together."""
    days = sorted(one.on for one in moments)
    return bool(days) and days[-1] - days[0] <= timedelta(days=SPREAD - 1)
