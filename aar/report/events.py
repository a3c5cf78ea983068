"""Appendix D, the MSEL as it was played: every inject, when it came, to whom, how it differed, and who answered."""

from aar.documents.model import Paragraph, Section, Table, Words
from aar.papers.saying import listed
from aar.report.figures import cited, joined
from aar.report.material import Material
from engine.deck import Inject
from engine.titles import short_name

HEAD = ("No.", "Status", "Came", "Title", "To", "Expected player action", "EEG", "Answers, remarks")


def events(material: Material) -> Section:
    """Every inject of the deck and those that control wrote; for an audience those that it read."""
    injects = material.msel.injects
    rows = tuple(_row(material, one) for one in injects)
    table = Table(head=HEAD, rows=rows, widths=(3, 3, 3, 5, 8, 7, 2, 8), row_heads=True)
    blocks = (table,) if rows else (Paragraph("No inject of this exercise was read by this audience."),)
    return Section(title="Appendix D: MSEL as played", numbered=False, blocks=blocks, new_page=True)


def _row(material: Material, one: Inject) -> tuple[Words, ...]:
    cells = material.msel.became[one.id]
    answered = material.gathered.answered.get(one.id, {}) if not material.audience else {}
    entry = material.gathered.released.get(one.id)
    remarks = [cells[key] for key in ("answers", "editor", "declared") if cells.get(key)]
    return (
        one.reference,
        cells.get("status", ""),
        cited(cells.get("actual", "–"), () if entry is None else (entry,)),
        cells.get("title", one.title),
        listed(short_name(material.world, who) for who in one.to),
        "\n".join(one.expects) or "–",
        one.objective,
        joined(cited("\n".join(remarks) or "–", sorted(answered.values()))),
    )
