"""Findings, each with its chain, both sides, evidence, severity, kind, owner, and where it stands with those who were there."""

from collections.abc import Iterator, Sequence

from aar.chain import Bound
from aar.documents.model import Block, Bullets, Definitions, Paragraph, Section, Strong, Table, Words
from aar.links import bound_links
from aar.models import Finding
from aar.models_of_annotations import RaisedShape, SaidShape, VerdictsShape
from aar.report.figures import WORLDS, cited
from aar.report.material import Material
from aar.report.pictures import chain_picture

DRAWN_FROM = 3
"""Links from which a chain is drawn, of findings that are more than candidates."""
KINDS = {
    "seam": "seam: it stood between organisations, and waiting there cost units",
    "pacing": "pacing: our own turns, no finding about anybody",
    "unheld": "unheld: nobody held the seat",
    "withheld": "choice: declined or returned, with a reason",
    "not_attempted": "not attempted: said in hindsight",
    "gap": "gap: nobody held what was needed, or not in time",
    "strength": "strength",
}


Key = tuple[str, ...]


def key_of(one: Finding) -> Key:
    """By what a finding is found again: no two have the same ids."""
    return one.ids


def references(material: Material) -> dict[Key, str]:
    """By key: the number of a finding in this report, `F1`, the most severe first."""
    return {key_of(one): f"F{number}" for number, one in enumerate(material.findings.findings, start=1)}


def findings(material: Material) -> Section:
    """All of them, and what was raised by hand."""
    known = references(material)
    blocks: list[Block] = [
        Paragraph(
            "A finding is computed where other worlds priced it, confirmed where evaluators did, and else a candidate: "
            "it was noticed by a detector and belongs into a plan only once people have judged it."
        )
    ]
    told = [one for one in material.findings.findings if not slight(one)]
    small = [one for one in material.findings.findings if slight(one)]
    blocks += [_finding(material, known[key_of(one)], one) for one in told]
    if small:
        blocks.append(_in_a_table(known, small))
    if not material.findings.findings:
        blocks.append(Paragraph("There is no finding."))
    if material.findings.raised:
        blocks.append(Section(title="Raised by hand", blocks=tuple(_raised(material.findings.raised))))
    return Section(title="Findings", blocks=tuple(blocks), new_page=True)


def slight(one: Finding) -> bool:
    """A candidate of the least severity, about which nobody has said anything."""
    return one.status == "candidate" and one.severity == 1 and one.verdicts is None


def _in_a_table(known: dict[Key, str], small: Sequence[Finding]) -> Section:
    rows = tuple(
        (
            known[key_of(one)],
            cited(one.title.rstrip("."), one.evidence),
            f"{one.kind.replace('_', ' ')}, {one.code}",
            " ↔ ".join(one.organisations) or "–",
            one.owner,
            ", ".join(one.dotmlpf),
        )
        for one in small
    )
    table = Table(
        head=("No.", "Candidate", "Kind, detector", "Sides", "Owner", "DOTMLPF-P"),
        rows=rows,
        widths=(2, 10, 4, 7, 4, 4),
        row_heads=True,
    )
    note = Paragraph("Noticed by a detector, of severity 1, and judged by nobody; report.json holds their chains.")
    return Section(title="Candidates of the least severity", blocks=(note, table))


def _finding(material: Material, number: str, one: Finding) -> Section:
    entries: list[tuple[str, Words]] = [
        ("Kind", KINDS[one.kind] + (" (severity 5 is the most)" if number == "F1" else "")),
        ("Severity, detector", f"{one.severity} of 5; {one.code}, {one.class_}; noticed in week {one.week}"),
        ("Sides", " ↔ ".join(one.organisations) or "–"),
        ("Owner, cause", f"{one.owner}; {', '.join(one.dotmlpf)} (DOTMLPF-P); objectives {', '.join(one.objectives) or '–'}"),
        ("Standing", standing(one)),
        ("Rests on", _rests_on(one)),
    ]
    blocks: list[Block] = [Definitions(tuple(entries))]
    if one.status != "candidate" and len(one.chain) >= DRAWN_FROM:
        blocks.append(chain_picture(number, one))
    if one.chain:
        blocks.append(Bullets(tuple(_links(material, one))))
    if one.verdicts:
        blocks += list(_verdicts(one.verdicts))
    return Section(title=f"{number} {one.title.rstrip('.')}", blocks=tuple(blocks))


def standing(one: Finding) -> str:
    """Confirmed, disputed, dismissed, or what it is without anybody's word."""
    word = one.verdicts.word if one.verdicts else None
    if word is None:
        return one.status + (", undecided: as many confirm as dispute" if one.verdicts and one.verdicts.confirmed else "")
    return word if word == one.status else f"{one.status}; {word}"


def _rests_on(one: Finding) -> Words:
    told = "values of which some are notional" if one.notional else "no notional value"
    if one.control_inputs:
        told += f"; in entries {', '.join(map(str, one.control_inputs))} control changed the course by hand"
    return (*cited(told, one.evidence), *((WORLDS,) if one.status == "computed" else ()))


LINKS = {
    "shortage": "Short",
    "line": "Line",
    "constraint": "What it lacked",
    "initiative": "What would have helped",
    "step": "Step",
    "boundary": "Between the two",
}
"""The links of a chain, from what was short back to the boundary, as a reader calls them."""


def _links(material: Material, one: Finding) -> Iterator[Words]:
    bounds = _bounds(material) if any(link.link == "line" for link in one.chain) else {}
    for link in one.chain:
        yield cited((Strong(f"{LINKS[link.link]}: "), link.says), _weeks(material, bounds.get(link.says)) or link.entries)


def _bounds(material: Material) -> dict[str, Bound]:
    """What bound lines, by the sentences that say so."""
    answer = material.answer
    told = {}
    for one in answer.systems:
        for bound in one.bound:
            for link in bound_links(answer, [one.system], line=bound.line, constraint=bound.constraint):
                told[link.says] = bound
    return told


def _weeks(material: Material, bound: Bound | None) -> tuple[int, ...]:
    if bound is None:
        return ()
    last = last_week_that_mattered(material, bound.line, bound.of_weeks)
    return material.figures.line_bound(bound.line, bound.constraint, last).entries


def last_week_that_mattered(material: Material, line: str, weeks: int) -> int:
    """The week to which a line's weeks were counted: the last of so many from the first on."""
    return ([one.week for one in material.played.lines if one.row.line == line] or [0])[:weeks][-1]


def _verdicts(verdicts: VerdictsShape) -> Iterator[Block]:
    items: list[Words] = []
    if verdicts.reason:
        into = f", into {verdicts.into}" if verdicts.into else ""
        items.append((Strong(f"{verdicts.word or 'judged'}{into}: "), verdicts.reason))
    for word, said in (
        ("confirmed by", verdicts.confirmed),
        ("disputed by", verdicts.disputed),
        ("agrees at the hot wash:", verdicts.agrees),
        ("does not agree at the hot wash:", verdicts.disagrees),
    ):
        items += [_said(word, one) for one in said]
    if items:
        yield Bullets(tuple(items))


def _said(word: str, one: SaidShape) -> Words:
    return (Strong(f"{word} {one.by}"), f"{': ' + one.words if one.words else ''} [annotation {one.annotation}]")


def _raised(raised: Sequence[RaisedShape]) -> Iterator[Block]:
    for one in raised:
        word = f", {one.verdicts.word}" if one.verdicts and one.verdicts.word else ""
        said: Words = (Strong(f"{one.kind}{word}: {one.title.rstrip('.')}. "), f"{one.text} {', '.join(one.organisations)}")
        yield Paragraph(cited((*said, f" By {one.said.by}."), one.entries))
        if one.verdicts:
            yield from _verdicts(one.verdicts)
