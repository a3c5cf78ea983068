"""Appendix B: who took part, seat by seat, by random ids; names stand in no log and in no report."""

from aar.documents.model import Paragraph, Section, Table
from aar.papers.saying import listed
from aar.report.material import Material
from engine.ids import OrganisationId


def participants(material: Material) -> Section:
    """Every organisation that somebody, or a bot, held, and how much it ordered."""
    figures, world = material.figures, material.world
    shown = list(material.gathered.holders)
    rows = tuple(
        (
            one,
            world.organisations[OrganisationId(one)].report_group if one in world.organisations else "–",
            listed(dict.fromkeys(holder for holder, _ in material.gathered.holders[one] if holder), "left out"),
            figures.told(figures.orders(one)) if _counted(material, one) else "left out",
            figures.told(figures.refused(one)) if _counted(material, one) else "left out",
            figures.told(figures.declined(one)),
        )
        for one in sorted(shown)
    )
    told = Paragraph(
        "Holders are random ids, `bot-…` where a bot played; names stand on the server, in a table that can be erased. "
        "Orders are those given from the seat, estimates and readiness among them."
    )
    table = Table(
        head=("Organisation", "Group", "Holders", "Orders taken", "Refused", "Steps declined or returned"),
        rows=rows,
        widths=(5, 2, 6, 5, 4, 4),
        row_heads=True,
    )
    unheld = [one for one in world.organisations if one not in shown]
    nobody = Paragraph(f"Held by nobody: {listed(unheld, 'none')}.")
    blocks = (told, table, nobody) if rows else (told, nobody)
    return Section(title="Appendix B: Participants", numbered=False, blocks=blocks, new_page=True)


def _counted(material: Material, organisation: str) -> bool:
    return material.audience in ("", organisation)
