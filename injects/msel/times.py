"""What a planner's words for a time mean: dates, serial numbers, weeks, days, turns, hours. Not which week that is."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from injects.msel.cells import CellError
from injects.msel.turn_times import InTurn, in_turn, numbered

Order = Literal["mdy", "dmy", ""]
"""What 03/04/2026 is: month or day first; empty where nobody has said."""
EXCEL_EPOCH = date(1899, 12, 30)
SERIALS = range(20_000, 80_000)
"""Numbers that are days of a spreadsheet's calendar, 1954 to 2119, and nothing smaller that a planner counts."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
REGIONS = {
    "eastern": "America/New_York",
    "central": "America/Chicago",
    "mountain": "America/Denver",
    "pacific": "America/Los_Angeles",
    "hawaii": "Pacific/Honolulu",
    "guam": "Pacific/Guam",
    "tokyo": "Asia/Tokyo",
    "seoul": "Asia/Seoul",
    "london": "Europe/London",
    "paris": "Europe/Paris",
    "berlin": "Europe/Berlin",
}
"""Zones as people in a room call them; summer time counts."""
ZONES = {
    **dict.fromkeys(("z", "utc", "gmt", "zulu"), 0),
    "est": -300,
    "edt": -240,
    "cst": -360,
    "cdt": -300,
    "mst": -420,
    "mdt": -360,
    "pst": -480,
    "pdt": -420,
    "hst": -600,
    "jst": 540,
    "kst": 540,
    "aest": 600,
    "aedt": 660,
    "awst": 480,
    "sgt": 480,
    "bst": 60,
    "cet": 60,
    "cest": 120,
    "wet": 0,
    "eet": 120,
    "eest": 180,
}
"""Minutes ahead of UTC. CST is taken as the American one, BST as the British one."""
LOCAL = ("local", "l", "j", "lt", "local time")


class AmbiguousDateError(CellError):
    """A date that is one day or another: 03/04/2026."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A week of the scenario, from 1."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """Days after the first: of StartEx (0 is Day 1), or of D-day."""

    offset: int
    from_d_day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A turn from 1, of a pace where one is named."""

    number: int
    pace: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """Minutes after StartEx, on the clock in the room."""

    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day without a date."""

    at: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A date, with a time of day or without."""

    on: date
    clock: Clock | None = None


When: TypeAlias = Week | Day | Turn | InTurn | After | Clock | Moment
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})[a-z]*\.?"
_SIGNS = r"[\s,./-]*"
_WRITTEN = (
    re.compile(r"(?P<year>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<day>\d{1,2})"),
    re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_SIGNS}{_MONTH}{_SIGNS}(?P<year>\d{{4}}|\d\d)(?!\d)"),
    re.compile(rf"{_MONTH}{_SIGNS}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_SIGNS}(?P<year>\d{{4}})"),
    re.compile(r"(?P<day>\d{1,2})\.(?P<m>\d{1,2})\.(?P<year>\d{4}|\d\d)"),
)
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d\d)(?!\d)")
_DTG = re.compile(rf"(?P<day>\d\d)(?P<h>\d\d)(?P<min>\d\d)\s*(?P<zone>[a-z])\s*{_MONTH}\s*(?P<year>\d{{4}}|\d\d)")
_OF_DAY = re.compile(
    r"(?P<h>\d{1,2})(?:[:.h](?P<min>\d\d))(?::\d\d(?:\.\d+)?)?\s*(?P<half>[ap]\.?m\.?)?"
    r"|(?P<h4>[01]\d|2[0-4])(?P<min4>[0-5]\d)\s*(?:h(?:rs|ours)?)?(?![\d])"
    r"|(?P<h12>\d{1,2})\s*(?P<half12>[ap]\.?m\.?)"
)
_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+-])(\d{1,2}):?(\d\d)?")
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+")
_COUNTED = re.compile(
    r"(?:scenario |exercise |ex)?\s*(?P<unit>week|wk|w|day|turn|move|module|phase|month)\s*(?:no\.?|number|#)?\s*"
    r"(?P<number>\d{1,4})"
    r"(?:\s*\((?P<pace>[a-z0-9-]+)\))?"
)
_AFTER = re.compile(
    r"(?P<from>t|h|startex|start|s)?\s*\+\s*(?:(?P<h>\d{1,3})\s*(?:h(?:ours?|rs?)?(?![a-z])|:)\s*)?"
    r"(?:(?:h\s*)?(?P<min>\d{1,4})\s*(?:m(?:in(?:utes?)?)?)?)?"
)
_LATER = re.compile(r"(?P<from>startex|start|s|d|d-day)\s*\+\s*(?P<count>\d{1,3})\s*(?P<unit>w(?:ee)?ks?|w|days?)")
_D_DAY = re.compile(r"d(?:-day)?\s*(?:(?P<sign>[+-])\s*(?P<days>\d{1,4}))?")


def read_when(text: str, *, unit: str = "", order: Order = "", zone: tzinfo = UTC) -> When:
    """What a cell says of a time. `unit` is what a bare number counts there: week, day, turn, or nothing.

    A time without a zone is one of `zone`. Raises CellError, and AmbiguousDateError where `order` is needed.
    """
    said = " ".join(text.lower().replace("−", "-").replace("–", "-").split())
    said = numbered(_WEEKDAY.sub("", said))
    counted = _COUNTED.match(said)
    if counted and _of_day(said[counted.end() :]):
        return _count(counted["unit"], int(counted["number"]), counted["pace"] or "")
    of_pace = re.fullmatch(r"(\d{1,4})\s*\(([a-z0-9-]+)\)", said)
    if of_pace and unit == "turn":
        return Turn(number=int(of_pace[1]), pace=of_pace[2])
    of_turn = in_turn(said)
    if of_turn:
        return of_turn
    number = re.fullmatch(r"(\d{1,6})(\.\d+)?", said)
    if number:
        return _number(int(number[1]), float(number[2] or 0), unit, said, zone)
    later = _LATER.fullmatch(said)
    if later:
        days = int(later["count"]) * (7 if later["unit"].startswith("w") else 1)
        return Day(offset=days, from_d_day=later["from"].startswith("d"))
    d_day = _D_DAY.match(said)
    if d_day and _of_day(said[d_day.end() :]):
        days = int(d_day["days"] or 0)
        return Day(offset=-days if d_day["sign"] == "-" else days, from_d_day=True)
    if said in ("startex", "start", "t", "t0", "h-hour", "start of exercise"):
        return After(minutes=0)
    after = _AFTER.fullmatch(said)
    if after and (after["h"] or after["min"]):
        hours, minutes = int(after["h"] or 0), int(after["min"] or 0)
        bare = after["from"] == "h" and not after["h"] and said[-1].isdigit()  # H+3 is three hours, T+3 three minutes
        return After(minutes=60 * minutes if bare else 60 * hours + minutes)
    return _absolute(said, order, zone)


def _count(unit: str, number: int, pace: str) -> When:
    if unit in ("week", "wk", "w"):
        return Week(number=number)
    if unit == "day":
        return Day(offset=number - 1)
    if unit == "month":
        return Week(number=(number - 1) * 52 // 12 + 1)
    return Turn(number=number, pace=pace)


def _of_day(rest: str) -> bool:
    """Whether what stands behind a week or a day says no more than its day and hour, or nothing."""
    if rest and rest[0] not in " ,;/-(":
        return False
    left = _WEEKDAY.sub("", rest.strip(" ,;/-()").removeprefix("at ") + " ").strip(" ,")
    match = _OF_DAY.match(left)
    return not left or (match is not None and len(left) - match.end() <= 20)


def _number(whole: int, part: float, unit: str, said: str, zone: tzinfo) -> When:
    """A bare number: a spreadsheet's day, a time of day as a part of one, a clock in four digits, or what the column counts."""
    minutes = round(part * 24 * 60)
    if whole in SERIALS:
        clock = Clock(at=time(minutes // 60 % 24, minutes % 60, tzinfo=zone)) if part else None
        return Moment(on=EXCEL_EPOCH + timedelta(days=whole), clock=clock)
    if not whole and part:
        return Clock(at=time(minutes // 60 % 24, minutes % 60, tzinfo=zone))
    if unit and not part:
        return _count(unit, whole, "")
    if re.fullmatch(r"([01]\d|2[0-3])[0-5]\d", said):
        return Clock(at=time(whole // 100, whole % 100, tzinfo=zone))
    raise CellError(f"`{said}` is no time: write Week 5, Day 12, D+4, Turn 3, T3 week 2, T+1h30, 09:30, a date, or TBD")


def _absolute(said: str, order: Order, zone: tzinfo) -> When:
    dtg = _DTG.fullmatch(said)
    if dtg:
        named = zone if dtg["zone"] == "j" else _military(dtg["zone"])
        day = _date(int(dtg["year"]), MONTHS.index(dtg["month"]) + 1, int(dtg["day"]), said)
        return Moment(on=day, clock=_at(int(dtg["h"]), int(dtg["min"]), named, said))
    on, rest = _dated(said, order)
    rest = rest.strip(" ,;-@").removeprefix("t").removeprefix("at ").strip()
    if not rest:
        if on is None:
            raise CellError(f"`{said[:60]}` is no time that is known here")
        return Moment(on=on)
    match = _OF_DAY.match(rest)
    if match is None:
        raise CellError(
            f"`{said[:60]}` is no time: write Week 5, Day 12, D+4, Turn 3, T3 week 2, T+1h30, 09:30, a date, or TBD"
        )
    hour = int(match["h"] or match["h4"] or match["h12"])
    half = (match["half"] or match["half12"] or "").replace(".", "")
    hour = hour % 12 + 12 * (half == "pm") if half else hour
    clock = _at(hour, int(match["min"] or match["min4"] or 0), zone_in(rest[match.end() :]) or zone, said)
    if on is None:
        return clock
    return Moment(on=on, clock=clock)


def _at(hour: int, minute: int, named: tzinfo, said: str) -> Clock:
    if hour == 24 and minute == 0:
        raise CellError(f"`{said[:60]}`: write 00:00 of the next day")
    if hour > 23 or minute > 59:
        raise CellError(f"`{said[:60]}` is no time of day")
    return Clock(at=time(hour, minute, tzinfo=named))


def _dated(said: str, order: Order) -> tuple[date | None, str]:
    """The date in a text, and the text without it."""
    for written in _WRITTEN:
        match = written.search(said)
        if match:
            parts = match.groupdict()
            month = MONTHS.index(parts["month"]) + 1 if parts.get("month") else int(parts["m"])
            found = _date(int(parts["year"]), month, int(parts["day"]), said)
            return found, said[: match.start()] + " " + said[match.end() :]
    match = _SLASHED.search(said)
    if match is None:
        return None, said
    first, second, year = (int(one) for one in match.groups())
    if not order and first <= 12 and second <= 12 and first != second:
        raise AmbiguousDateError(f"`{match[0]}` may be the month or the day first: say which with --dates mdy or --dates dmy")
    month_first = second > 12 or (first <= 12 and order != "dmy")
    month, day = (first, second) if month_first else (second, first)
    return _date(year, month, day, said), said[: match.start()] + " " + said[match.end() :]


def _date(year: int, month: int, day: int, said: str) -> date:
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        raise CellError(f"`{said[:60]}` is no day of the calendar") from None


def zone_in(text: str) -> tzinfo | None:
    """The time zone that a text names: Z, EST, UTC+9, America/New_York; None for none, and for local time. Raises CellError."""
    said = text.strip(" ()[]").lower()
    if not said or said in LOCAL:
        return None
    if said in ZONES:
        return timezone(timedelta(minutes=ZONES[said]))
    region = REGIONS.get(re.sub(r" (?:standard |daylight |summer )?time$", "", said)) or REGIONS.get(said)
    if region:
        return ZoneInfo(region)
    offset = _OFFSET.fullmatch(said)
    if offset and int(offset[2]) <= 14:
        minutes = 60 * int(offset[2]) + int(offset[3] or 0)
        return timezone(timedelta(minutes=minutes if offset[1] == "+" else -minutes))
    if re.fullmatch(r"[a-z]+/[a-z_/+-]+", said):
        try:
            return ZoneInfo("/".join("_".join(one.capitalize() for one in part.split("_")) for part in said.split("/")))
        except (KeyError, ValueError, OSError):
            pass
    raise CellError(f"`{text.strip()[:40]}` is no time zone that is known here: write UTC, EST, UTC+9 or America/New_York")


def _military(letter: str) -> tzinfo:
    if letter == "z":
        return UTC
    hours = "abcdefghiklm".find(letter) + 1 or -("nopqrstuvwxy".find(letter) + 1)
    return timezone(timedelta(hours=hours))


def joined(on: Moment, clock: When) -> Moment:
    """A date beside a time of day."""
    return Moment(on=on.on, clock=clock if isinstance(clock, Clock) else on.clock)


def instant(moment: Moment, zone: tzinfo) -> datetime:
    """A moment as a point in time; at midnight where no time of day is given."""
    at = moment.clock.at if moment.clock else time()
    return datetime.combine(moment.on, at.replace(tzinfo=at.tzinfo or zone))
