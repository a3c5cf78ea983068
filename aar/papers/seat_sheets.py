"""Seat sheets: a page for each seat with the line to join with, its code, and that for a camera. No token is made here."""

import io
from collections.abc import Iterable
from dataclasses import dataclass

from aar.documents.model import Bullets, Callout, Definitions, Document, Figure, Mono, Paragraph, Section, Words

NO_DAY = "1980-01-01"
"""A sheet for a seat is about no day of the scenario."""
QR_WIDTH = 55
"""Millimetres."""
KEEP = (
    "Whoever holds this sheet can sit down in your place. Do not photograph or copy it, and give it back to control after the "
    "exercise. If it is lost, tell control at once: a new code is issued and this one opens nothing any more."
)


@dataclass(frozen=True, kw_only=True)
class SeatLine:
    """A seat as it was handed out, its token included: to be printed, and kept nowhere else."""

    title: str
    role: str
    name: str
    organisations: tuple[str, ...]
    url: str
    token: str
    join: str


def seat_sheets(exercise: str, seats: Iterable[SeatLine], marking: str) -> Document:
    """A page for each seat."""
    return Document(
        title="Seat sheets",
        subtitle=exercise,
        marking=marking,
        date=NO_DAY,
        title_page=False,
        contents=False,
        blocks=tuple(_sheet(seat, first=not number) for number, seat in enumerate(seats)),
    )


def _sheet(seat: SeatLine, *, first: bool) -> Section:
    about: tuple[tuple[str, Words], ...] = (
        *((("For", seat.name),) if seat.name else ()),
        ("Your part", seat.role if not seat.organisations else f"{seat.role}: {', '.join(seat.organisations)}"),
        ("Server", (Mono(seat.url),)),
        ("Join code", (Mono(seat.token),)),
    )
    steps: tuple[Words, ...] = (
        ("In a terminal, type this line as it stands:\n", Mono(seat.join)),
        "Or open the page that control names in a browser, and give it the join code; a camera reads it below.",
        "Press ? for help. If the connection breaks, do the same again: nothing is lost.",
    )
    return Section(
        title=seat.title,
        numbered=False,
        new_page=not first,
        blocks=(
            Definitions(about),
            Paragraph("To sit down:"),
            Bullets(steps, ordered=True),
            Figure(svg=_code(seat.token), alt="The join code as a QR code", caption="The join code", width=QR_WIDTH),
            Callout(title="Keep this sheet to yourself", text=KEEP, kind="warning"),
        ),
    )


def _code(text: str) -> str:
    """A QR code as SVG; the same text gives the same picture."""
    import segno

    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="svg", xmldecl=False, scale=4, border=2)
    return drawn.getvalue().decode()
