"""Estimates against what came: what each organisation had on record at each occasion, and the rate that was reached."""

from collections.abc import Iterator, Sequence

from aar.documents.model import Block, Paragraph, Section, Table, Words
from aar.models import Expectation
from aar.report.figures import joined
from aar.report.material import Material
from aar.wording import units
from engine.units import THOUSAND


def estimates(material: Material) -> Section:
    """One table for each occasion, over the priority systems and the last month that was both asked for and played."""
    occasions = dict.fromkeys(one.occasion for one in material.played.estimates)
    blocks: list[Block] = [table for occasion in occasions for table in _occasion(material, occasion)]
    if not blocks:
        blocks.append(Paragraph("Nobody sealed an estimate that could be compared." + _whose(material)))
    else:
        note = "Expected units a month, and behind the arrow what came; report.json and the workbook hold every month."
        blocks.insert(0, Paragraph(note + _whose(material), "note"))
    return Section(title="Estimates against what came", blocks=tuple(blocks), new_page=True)


def _whose(material: Material) -> str:
    return " Estimates of others are left out of this copy." if material.audience else ""


def _occasion(material: Material, occasion: str) -> Iterator[Table]:
    systems = [one for one in material.summary.systems if one in material.answer.priority] or list(material.summary.systems)
    rows = []
    for sealed in material.played.estimates:
        if sealed.occasion == occasion:
            cells = [_cell(material, sealed.organisation, occasion, system) for system in systems]
            if any(cell != "–" for cell in cells):
                rows.append((sealed.organisation, *cells))
    for first in range(0, len(systems), 4):
        some = slice(first + 1, first + 5)
        part = tuple((row[0], *row[some]) for row in rows)
        if part:
            yield Table(
                caption=f"Sealed at {occasion}",
                head=("Organisation", *systems[first : first + 4]),
                rows=part,
                widths=(5, *(4,) * len(systems[first : first + 4])),
                row_heads=True,
            )


def _cell(material: Material, organisation: str, occasion: str, system: str) -> Words:
    said = material.summary.systems[system].said.get(organisation, {}).get(occasion, ())
    one = _compared(said)
    if one is None:
        return "–"
    figures = material.figures
    counted = figures.expected(organisation, occasion, system, one.month, one.expected // THOUSAND)
    came = "not played" if one.came is None else units(one.came)
    return joined(figures.told(counted), f" → {came}, month {one.month}")


def _compared(said: Sequence[Expectation]) -> Expectation | None:
    """The latest month that was played, else the latest."""
    ordered = sorted(said, key=lambda one: (one.came is not None, one.month))
    return ordered[-1] if ordered else None
