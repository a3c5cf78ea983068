"""Whether weeks, turns, starts and need fit together. Names and other numbers are checked elsewhere."""

from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path as FilePath

from engine import effects as f
from engine.deck import Need, Pace, Start, Survival
from engine.declared import Between
from injects.checks.numbers import between
from injects.problems import Problem
from injects.reading import Loaded
from injects.strict_yaml import Path

MOST_WEEKS = 520
"""Ten years: more than any exercise, and few enough to be played in a moment."""


def check_calendar(loaded: Loaded) -> Iterator[Problem]:
    """The calendar, the paces, the starts, the need and what the platforms can still launch."""
    return chain(_weeks(loaded), _paces(loaded), _starts(loaded), _stretches(loaded), _survival(loaded), _priorities(loaded))


def _weeks(loaded: Loaded) -> Iterator[Problem]:
    tree, deck = loaded.deck, loaded.world.deck
    try:
        date.fromisoformat(deck.start_date)
    except ValueError:
        message = f"`{deck.start_date}` is no date"
        yield Problem(place=tree.place("start_date"), message=message, mend='write it as "2026-01-31"')
    yield from between(tree, ("weeks",), deck.weeks, Between(1, MOST_WEEKS))
    if not 1 <= deck.shooting_week <= deck.weeks:
        message = f"week {deck.shooting_week} is not in the calendar"
        yield Problem(place=tree.place("shooting_week"), message=message, mend=f"choose a week from 1 to {deck.weeks}")
    for index, account in enumerate(loaded.world.baseline.accounts):
        for at, grant in enumerate(account.grants):
            place = loaded.baseline.place("accounts", index, "grants", at, "week")
            own = FilePath(place.file).parent == FilePath(tree.origin.file).parent
            if grant.week < 1 or (own and grant.week > deck.weeks):  # a deck may well end before what the baseline knows
                message = f"the grant of week {grant.week} never arrives"
                mend = f"choose a week from 1 to {deck.weeks}"
                yield Problem(place=place, message=message, mend=mend, severity="warning")


def _paces(loaded: Loaded) -> Iterator[Problem]:
    deck = loaded.world.deck
    if not deck.paces:
        yield Problem(place=loaded.deck.place("paces"), message="there is no pace", mend="add at least one")
    yield from _cut(loaded, ("paces",), deck.paces, deck.weeks)


def _cut(loaded: Loaded, path: Path, paces: tuple[Pace, ...], weeks: int) -> Iterator[Problem]:
    """Whether the turns of each pace fill these weeks."""
    for index, pace in enumerate(paces):
        place = loaded.deck.place(*path, index, "turns")
        if any(turn < 1 for turn in pace.turns):
            yield Problem(place=place, message=f"a turn of `{pace.id}` has no week", mend="give it 1 or more")
        if sum(pace.turns) != weeks:
            message = f"the turns of `{pace.id}` have {sum(pace.turns)} weeks, and the exercise has {weeks}"
            yield Problem(place=place, message=message, mend=f"change them by {weeks - sum(pace.turns):+d} weeks")


def _starts(loaded: Loaded) -> Iterator[Problem]:
    deck = loaded.world.deck
    if not deck.starts:
        mend = "add one: {id: …, title: …, week: 1}"
        yield Problem(place=loaded.deck.place("starts"), message="there is no start", mend=mend)
    for index, start in enumerate(deck.starts):
        path: Path = ("starts", index)
        if not 1 <= start.week <= deck.weeks:
            message = f"week {start.week} is not in the calendar"
            place = loaded.deck.place(*path, "week")
            yield Problem(place=place, message=message, mend=f"choose a week from 1 to {deck.weeks}")
        elif start.paces:
            yield from _cut(loaded, (*path, "paces"), start.paces, deck.weeks - start.week + 1)
        yield from _prelude(loaded, path, start)


def _prelude(loaded: Loaded, path: Path, start: Start) -> Iterator[Problem]:
    for index, effect in enumerate(start.effects):
        if not isinstance(effect, f.StockEffect | f.IndexEffect):
            message = f"a prelude cannot leave behind `{effect.effect}`"
            place = loaded.deck.place(*path, "effects", index, "effect")
            yield Problem(place=place, message=message, mend="it can move a `stock` or an `index`")


def _stretches(loaded: Loaded) -> Iterator[Problem]:
    deck = loaded.world.deck
    for index, need in enumerate(deck.need):
        place = loaded.deck.place("need", index)
        yield from _in_calendar(loaded, ("need", index), need)
        if not 0 <= need.low <= need.mode <= need.high:
            message = "low, mode and high of a need must rise, from 0 up"
            yield Problem(place=place, message=message, mend="write them in rising order")
        for at, other in enumerate(deck.need[:index]):
            if (other.system, other.theatre) == (need.system, need.theatre) and _overlap(other, need):
                message = f"`{need.system}` has two needs in a week, the other at {loaded.deck.place('need', at)}"
                yield Problem(place=place, message=message, mend="let one end before the other begins")


def _survival(loaded: Loaded) -> Iterator[Problem]:
    stretches = loaded.world.deck.survival
    for index, one in enumerate(stretches):
        yield from _in_calendar(loaded, ("survival", index), one)
        for at, other in enumerate(stretches[:index]):
            if (other.platform, other.theatre) == (one.platform, one.theatre) and _overlap(other, one):
                first = loaded.deck.place("survival", at)
                message = f"`{one.platform}` platforms have two stretches in a week, the other at {first}"
                place = loaded.deck.place("survival", index)
                yield Problem(place=place, message=message, mend="let one end before the other begins")


def _in_calendar(loaded: Loaded, path: Path, stretch: Need | Survival) -> Iterator[Problem]:
    weeks = loaded.world.deck.weeks
    if not 1 <= stretch.first_week <= stretch.last_week <= weeks:
        message = f"the stretch from week {stretch.first_week} to {stretch.last_week} does not lie in the calendar"
        mend = f"choose weeks from 1 to {weeks}, the first first"
        yield Problem(place=loaded.deck.place(*path), message=message, mend=mend)


def _overlap(one: Need | Survival, other: Need | Survival) -> bool:
    return one.first_week <= other.last_week and other.first_week <= one.last_week


def _priorities(loaded: Loaded) -> Iterator[Problem]:
    """There are systems that the exercise is about, and the deck says how many of each are needed, in some theatre at least."""
    deck = loaded.world.deck
    if not deck.priority_systems and "priority_systems" not in loaded.deck.left_out:
        mend = "name the systems whose rates everybody estimates and the answer is about"
        yield Problem(place=loaded.deck.place("priority_systems"), message="no system has priority", mend=mend)
    for index, system in enumerate(deck.priority_systems if loaded.whole else ()):
        covered = sorted((one.first_week, one.last_week) for one in deck.need if one.system == system)
        at = deck.shooting_week
        for first, last in covered:
            if first <= at:
                at = max(at, last + 1)
        if at <= deck.weeks:
            message = f"nothing says how many `{system}` are needed in week {at}"
            mend = f"add a need from week {at}, so that weeks {deck.shooting_week} to {deck.weeks} are covered"
            place = loaded.deck.place("priority_systems", index)
            yield Problem(place=place, message=message, mend=mend)
