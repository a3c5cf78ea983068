"""Appendix A, the Improvement Plan: for every finding what is to be done, by whom, where its cause lies, dates left to fill."""

from collections.abc import Iterator

from aar.documents.model import Block, Paragraph, Section, Table, Words
from aar.models import Finding
from aar.report.findings import key_of, references, slight, standing
from aar.report.material import Material
from engine.annotations.folding import Planned

HEAD = (
    "Core capability",
    "Issue",
    "Corrective action",
    "Capability element (POETE)",
    "Cause (DOTMLPF-P)",
    "Primary responsible organization",
    "Organization POC",
    "Start",
    "Completion",
)
ELEMENTS = {
    "doctrine": "planning",
    "organization": "organization",
    "training": "training",
    "materiel": "equipment",
    "leadership": "organization",
    "personnel": "organization",
    "facilities": "equipment",
    "policy": "planning",
}
"""The capability element (POETE) under which a cause is proposed, where no evaluator has chosen one."""
Row = tuple[str, ...]


def plan(material: Material) -> Section:
    """What was planned in the hot wash stands first for its finding; all others wait for an action and for dates."""
    rows = plan_rows(material)
    blocks: list[Block] = [
        Paragraph(
            "Findings that people dismissed or merged are left out, and candidates of the least severity until somebody judges "
            "them. Where no action was agreed, owner, element and cause are "
            "proposed from the detector, and action, contact and dates are left to be filled in at the after-action meeting."
        )
    ]
    if rows:
        cells: tuple[tuple[Words, ...], ...] = tuple(rows)
        blocks.append(Table(head=HEAD, rows=cells, widths=(11, 25, 16, 12, 13, 13, 13, 8, 12)))
    else:
        blocks.append(Paragraph("There is nothing to plan for."))
    return Section(title="Appendix A: Improvement Plan", numbered=False, blocks=tuple(blocks), new_page=True)


def plan_rows(material: Material) -> list[Row]:
    """In the order of the findings, with those of what was raised by hand behind them."""
    known = references(material)
    planned = list(material.annotations.plan.values())
    rows: list[Row] = []
    for one in material.findings.findings:
        judged_away = one.verdicts is not None and one.verdicts.word in ("dismissed", "merged")
        if one.kind == "strength" or judged_away or (slight(one) and not _planned_for(one, planned)):
            continue
        rows += _of(material, one, f"{known[key_of(one)]} {one.title.rstrip('.')} [{standing(one)}]", planned)
    told = {each for one in material.findings.findings for each in one.ids}
    raised = {one.id: one.title for one in material.findings.raised}
    rows += [
        _planned("", raised.get(one.body.finding, one.body.finding), one) for one in planned if one.body.finding not in told
    ]
    return rows


def _of(material: Material, one: Finding, issue: str, planned: list[Planned]) -> Iterator[Row]:
    capability = ", ".join(one.objectives)
    agreed = [each for each in planned if each.body.finding in one.ids]
    for each in agreed:
        yield _planned(capability, issue, each)
    if not agreed:
        elements = ", ".join(dict.fromkeys(ELEMENTS[area] for area in one.dotmlpf))
        yield (capability, issue, "", elements, ", ".join(one.dotmlpf), one.owner, "", "", "")


def _planned_for(one: Finding, planned: list[Planned]) -> bool:
    return any(each.body.finding in one.ids for each in planned)


def _planned(capability: str, issue: str, one: Planned) -> Row:
    body = one.body
    action = (
        f"{body.action}{' Implications: ' + body.implications if body.implications else ''} [annotation {one.record.number}]"
    )
    return (capability, issue, action, body.capability, ", ".join(body.areas), body.owner, "", body.start, body.completion)
