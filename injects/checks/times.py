"""Whether the times on the wall, and what is declared for silent organisations, can be carried out as they are written."""

import re
from collections.abc import Iterator
from itertools import chain
from zoneinfo import ZoneInfo

from engine.deck import Pace, TurnTimes
from injects.problems import Problem
from injects.reading import Loaded
from injects.strict_yaml import Path

TIME_OF_DAY = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def check_times(loaded: Loaded) -> Iterator[Problem]:
    """The times of every pace, those of starts too, and the silences."""
    deck = loaded.world.deck
    paces: list[tuple[Path, Pace]] = [(("paces", index), one) for index, one in enumerate(deck.paces)]
    for at, start in enumerate(deck.starts):
        paces += [(("starts", at, "paces", index), one) for index, one in enumerate(start.paces)]
    return chain(chain.from_iterable(_pace(loaded, path, pace) for path, pace in paces), _silences(loaded))


def _pace(loaded: Loaded, path: Path, pace: Pace) -> Iterator[Problem]:
    place = loaded.deck.place
    if len(pace.times) not in (0, 1, len(pace.turns)):
        message = f"`{pace.id}` gives times for {len(pace.times)} of its {len(pace.turns)} turns"
        yield Problem(place=place(*path, "times"), message=message, mend="give one for each turn, or one for all")
    if pace.zone and not _known(pace.zone):
        mend = "write a name such as America/New_York"
        yield Problem(place=place(*path, "zone"), message=f"there is no time zone `{pace.zone}`", mend=mend)
    for index, times in enumerate(pace.times):
        at = (*path, "times", index)
        if times.orders_until and not TIME_OF_DAY.fullmatch(times.orders_until):
            message = f"`{times.orders_until}` is no time of day"
            yield Problem(place=place(*at, "orders_until"), message=message, mend='write it as "17:00"')
        elif times.orders_until and not pace.zone:
            message = f"nothing says in which time zone `{times.orders_until}` is"
            yield Problem(place=place(*at, "orders_until"), message=message, mend="give the pace a `zone`")
        elif times.orders_until and times.orders:
            message = "orders have both minutes and a time of day at which they end"
            yield Problem(place=place(*at, "orders"), message=message, mend="take one of them out")
        if times == TurnTimes():
            message = "a turn under the clock in which the clock never goes on"
            yield Problem(place=place(*at), message=message, mend="give at least one phase its minutes", severity="warning")


def _known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _silences(loaded: Loaded) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, one in enumerate(loaded.world.deck.silences):
        path: Path = ("silences", index)
        if one.organisation in seen:
            message = f"two silences are declared for `{one.organisation}`"
            yield Problem(place=loaded.deck.place(*path), message=message, mend="take one of them out")
        seen.add(one.organisation)
        if one.does != "intent" and (one.stance, one.price_ceiling, one.risk_ceiling, one.reason) != ("ask", None, None, ""):
            message = f"`{one.organisation}` has an intent that nothing follows"
            yield Problem(place=loaded.deck.place(*path), message=message, mend="write `does: intent`, or take it out")
        if one.stance == "decline" and not one.reason.strip():
            message = f"`{one.organisation}` declines and does not say why"
            yield Problem(place=loaded.deck.place(*path), message=message, mend="add a `reason`")
        if any(ceiling is not None and ceiling < 0 for ceiling in (one.price_ceiling, one.risk_ceiling)):
            mend = "write 0 or more"
            yield Problem(place=loaded.deck.place(*path), message="a ceiling cannot be below 0", mend=mend)
