"""Who came, and who went or lost the link, as news without a toast: those who move at about the same time in one sentence."""

import time
from dataclasses import dataclass, field

from engine.ids import SeatId
from engine.world import World
from server.wire import SeatPresence
from tui.controller.who_is_here import Present, seat_name
from tui.times import on_the_wall
from tui.words import plural

QUIET_SECONDS = 2.0
"""After so long without anybody more, it is said."""
LONGEST_SECONDS = 10.0
"""It is said after so long, though others still come."""
NAMED = 4
"""So many are named; the others are counted."""


@dataclass(slots=True)
class Comings:
    """Asked once a second; what it finds at its first look is no news."""

    _told: dict[SeatId, bool] | None = None
    """By seat: whether somebody was there as last said."""
    _seen: dict[SeatId, bool] = field(default_factory=dict)
    _since: float = 0.0
    """Since when there is something to say."""
    _moved: float = 0.0
    """When somebody moved last."""

    def news(self, presence: Present, world: World) -> list[str]:
        """What there is to say now."""
        if not presence:
            return []
        now, here = time.monotonic(), {seat: one.connections > 0 for seat, one in presence.items()}
        if self._told is None:
            self._told = self._seen = here
        if here != self._seen:
            self._seen, self._moved = here, now
        changed = [one for seat, one in presence.items() if here[seat] != self._told.get(seat, False)]
        if not changed:
            self._since = 0.0
            return []
        self._since = self._since or now
        if now - self._moved < QUIET_SECONDS and now - self._since < LONGEST_SECONDS:
            return []
        self._told, self._since = here, 0.0
        return _sentences(changed, world, sum(here.values()))


def _sentences(changed: list[SeatPresence], world: World, here: int) -> list[str]:
    came = [one for one in changed if one.connections]
    gone = [one for one in changed if not one.connections]
    said = []
    if came:
        said.append(f"Came: {_names(came, world)}. {plural(here, 'seat')} here now.")
    if gone:
        said.append(f"Went, or lost the link: {_names(gone, world)}. [2] shows since when.")
    return said


def _names(seats: list[SeatPresence], world: World) -> str:
    names = [f"{seat_name(one, world)}{_at(one)}" for one in seats[:NAMED]]
    more = f" and {len(seats) - NAMED} more" if len(seats) > NAMED else ""
    return ", ".join(names) + more


def _at(seat: SeatPresence) -> str:
    return f" at {on_the_wall(seat.since):%H:%M}" if seat.since else ""


def gone_words(presence: Present) -> str:
    """How many seats were taken and have nobody now; empty where there is none."""
    gone = sum(one.since is not None and not one.connections for one in presence.values())
    return f"{gone} gone" if gone else ""
