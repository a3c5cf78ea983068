"""Appendix D, the MSEL as it was played: what went out, when, to whom, how it differed, and what was answered."""

from collections.abc import Iterator, Sequence

from aar.documents.model import Block, Paragraph, Section, Strong, Table, Words
from aar.papers.saying import listed
from aar.report.figures import cited, joined
from aar.report.material import Material
from engine.deck import Inject

HEAD = ("No.", "Came", "What went out", "To", "What was answered, and what control changed")
WHERE = "The texts and what was expected of whom stand in the workbook (report.xlsx) and in report.json."


def events(material: Material) -> Section:
    """Every inject that came in the order of the deck, then those that did not; for an audience those that it read."""
    injects = material.msel.injects
    came = [one for one in injects if one.id in material.gathered.released or "actual" in material.msel.became[one.id]]
    rows = tuple(_row(material, one) for one in came)
    blocks: list[Block] = []
    if rows:
        blocks += [Paragraph(WHERE, "note"), Table(head=HEAD, rows=rows, widths=(3, 5, 9, 10, 20), row_heads=True)]
    elif material.audience:
        blocks.append(Paragraph("No inject of this exercise was read by this audience."))
    else:
        blocks.append(Paragraph("No inject came."))
    blocks += _left_out(material, [one for one in injects if one not in came])
    return Section(title="Appendix D: MSEL as played", numbered=False, blocks=tuple(blocks), new_page=True)


def _row(material: Material, one: Inject) -> tuple[Words, ...]:
    cells = material.msel.became[one.id]
    entry = material.gathered.released.get(one.id)
    answered = material.gathered.answered.get(one.id, {}) if not material.audience else {}
    title = f"{cells.get('title', one.title)} ({one.objective})" if one.objective else cells.get("title", one.title)
    told = [*_answers(material, one), *_open(material, one), *(cells[key] for key in ("editor", "declared") if cells.get(key))]
    return (
        one.reference,
        cited(cells.get("actual", "–"), () if entry is None else (entry,)),
        title,
        listed(one.to),
        joined(cited("\n".join(told) or "–", sorted(answered.values()))),
    )


def _answers(material: Material, one: Inject) -> Iterator[str]:
    """Each answer once, with all who gave it in that turn."""
    for (answer, turn), who in material.msel.said.get(one.id, {}).items():
        yield f"{answer}: {listed(who)} (turn {turn})"


def _open(material: Material, one: Inject) -> Iterator[str]:
    if material.msel.became[one.id].get("status") == "released" and not material.audience:
        given = {each for who in material.msel.said.get(one.id, {}).values() for each in who}
        yield f"No answer: {listed(each for each in one.to if each not in given)}"


def _left_out(material: Material, left: Sequence[Inject]) -> Iterator[Block]:
    """What was planned and did not come, in a paragraph; with control's reason where it gave one."""
    told = []
    for one in left:
        why = material.msel.became[one.id].get("declared", "")
        told.append(f"{one.reference} {one.title}{f' ({why})' if why else ''}")
    if told:
        yield Paragraph((Strong(f"Did not come, {len(told)}: "), "; ".join(told) + "."))
