"""Who is at a seat, in words: here or gone, since when, person or bot. What is shown is what the server said last."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from textual.content import Content

from engine.ids import OrganisationId, SeatId
from engine.world import World
from server.wire import SeatPresence
from tui.glyphs import Glyphs
from tui.inking import faint, good, heading, inked, joined, strong, warn
from tui.times import on_the_wall
from tui.words import short_name

Present = Mapping[SeatId, SeatPresence]


def here_words(presence: Present, organisation: OrganisationId, glyphs: Glyphs, *, over: bool = False) -> Content | None:
    """Whether somebody is at the seat of an organisation; None where nothing is known of it. Who leaves after EndEx may."""
    for seat in presence.values():
        if seat.role == "participant" and organisation in seat.organisations:
            return _words(seat, glyphs, over=over)
    return None


def others_here(presence: Present, world: World, glyphs: Glyphs, *, over: bool = False) -> Iterator[Content]:
    """The seats that speak for nobody: control, evaluators, observers, spectators."""
    others = [seat for seat in presence.values() if seat.role != "participant"]
    if others:
        yield inked("")
        yield heading("Others")
    for seat in sorted(others, key=lambda one: (one.role, one.seat)):
        of = ", ".join(short_name(world, one) for one in seat.organisations)
        kind = faint(f"  a {seat.kind}") if seat.kind else ""
        yield joined(strong(seat.role), faint(f" of {of}") if of else "", kind, "  ", _words(seat, glyphs, over=over))


def seat_name(seat: SeatPresence, world: World) -> str:
    """For whom a seat speaks, or what it is for."""
    names = ", ".join(short_name(world, one) for one in seat.organisations)
    if seat.role == "participant":
        return names
    return f"{seat.role} of {names}" if names else seat.role


def _words(seat: SeatPresence, glyphs: Glyphs, *, over: bool) -> Content:
    if seat.since is None:
        return faint("nobody has come yet")
    since = _clock(seat.since)
    if not seat.connections and over:
        return faint(f"left at {since}")
    if not seat.connections:
        return warn(f"{glyphs.alert} gone, or without link, since {since}")
    twice = f", open {seat.connections} times" if seat.connections > 1 else ""
    return good(f"{glyphs.waits} here since {since}{twice}")


def _clock(moment: datetime) -> str:
    """The hour on the wall where this terminal stands."""
    return f"{on_the_wall(moment):%H:%M}"
