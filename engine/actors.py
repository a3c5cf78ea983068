"""Who gives an order: an organisation, control or the clock. It comes from the admitted connection, never from the order."""

from dataclasses import dataclass

from engine.ids import CLOCK_SEAT, HolderId, OrganisationId, SeatId


@dataclass(frozen=True, slots=True)
class Control:
    """A controller: the person or program that holds control's seat."""

    holder: HolderId


@dataclass(frozen=True, slots=True)
class Clock:
    """The program that seats holders and lets weeks pass; nobody holds it."""


Actor = OrganisationId | Control | Clock
CLOCK = Clock()


def actor_of(seat: str, holder: str, organisation: str | None) -> Actor:
    """Rule 1.5: who speaks, as an entry records it: for an organisation where one is named, else as clock or control."""
    if organisation is not None:
        return OrganisationId(organisation)
    return CLOCK if SeatId(seat) == CLOCK_SEAT else Control(HolderId(holder))
