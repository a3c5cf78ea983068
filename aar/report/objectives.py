"""Analysis of objectives: computed ratings beside the evaluators', what they follow from, strengths, areas for improvement."""

from collections.abc import Iterator, Sequence

from aar.documents.model import Block, Bullets, Paragraph, Section, Strong, Table, Words
from aar.models import Finding
from aar.models_of_annotations import RatingShape
from aar.models_of_objectives import CriterionShape, ObjectiveShape
from aar.papers.evaluation_guides import RATINGS
from aar.report.figures import cited
from aar.report.findings import Key, key_of, references, slight
from aar.report.material import Material
from engine.titles import plural

MET = {True: "met", False: "not met", None: "for evaluators"}


def analysis(material: Material) -> Section:
    """The table of all, then each with what is behind its rating."""
    objectives = material.findings.objectives
    blocks: list[Block] = [_table(objectives), _key()]
    if not any(one.evaluators for one in objectives):
        blocks.append(Paragraph("No evaluator has rated an objective: the ratings are the computed ones alone."))
    blocks += [_objective(material, one) for one in objectives]
    return Section(title="Analysis of objectives and core capabilities", blocks=tuple(blocks), new_page=True)


def _key() -> Paragraph:
    return Paragraph(
        "; ".join(f"{letter}: {words}" for letter, words in RATINGS.items()) + ". Thresholds are notional.", "note"
    )


def _table(objectives: Sequence[ObjectiveShape]) -> Table:
    rows = tuple(
        (one.id, one.title, one.rating or "–", *(_marked(one, mark) for mark in RATINGS), _evaluators(one))
        for one in objectives
    )
    return Table(
        caption="Objectives, their core capabilities and ratings; ● computed, ○ an evaluator",
        head=("No.", "Core capability", "Computed", *RATINGS, "Evaluators"),
        rows=rows,
        widths=(2, 12, 4, 2, 2, 2, 2, 8),
        row_heads=True,
    )


def _marked(one: ObjectiveShape, mark: str) -> str:
    rated = "○" * sum(not each.task and each.rating == mark for each in one.evaluators)
    return ("●" if one.rating == mark else "") + rated


def _evaluators(one: ObjectiveShape) -> str:
    return ", ".join(f"{each.said.by} {each.rating}" for each in one.evaluators if not each.task) or "–"


def _objective(material: Material, one: ObjectiveShape) -> Section:
    blocks: list[Block] = [Paragraph((Strong("Capability target: "), one.target))]
    blocks.append(Paragraph((Strong("Computed: "), _in_words(one.rating))))
    blocks += [Bullets(tuple(_rated(each) for each in one.evaluators))] if one.evaluators else []
    if one.criteria:
        blocks.append(Bullets(tuple(map(_criterion, one.criteria))))
    blocks += list(_notes(material, one))
    blocks += list(_judged(material, one))
    return Section(title=f"{one.id} {one.title}", blocks=tuple(blocks))


def _in_words(rating: str | None) -> str:
    return f"{rating}, {RATINGS[rating]}." if rating else "evaluators must say (rule 16.3)."


def _rated(one: RatingShape) -> Words:
    of = f"critical task {one.task}" if one.task else "the objective"
    words = f": {one.said.words}" if one.said.words else ""
    return (Strong(f"{one.said.by} rates {of} {one.rating}"), f"{words} [annotation {one.said.annotation}]")


def _criterion(one: CriterionShape) -> Words:
    entries = sorted({entry for measure in one.measures for entry in measure.entries})
    seen = "; ".join(measure.says for measure in one.measures)
    return cited((Strong(f"{one.asks}: {MET[one.met]}. "), f"{seen[:1].upper()}{seen[1:]}."), entries)


def _notes(material: Material, one: ObjectiveShape) -> Iterator[Block]:
    names = material.annotations.authors()
    notes = material.annotations.notes_on(one.id)
    if notes:
        yield Paragraph((Strong("What evaluators noted"),))
        yield Bullets(
            tuple(cited(f"{names[note.record.author.holder]}: {note.body.text}", (note.record.entry,)) for note in notes)
        )


def _judged(material: Material, one: ObjectiveShape) -> Iterator[Block]:
    known = references(material)
    concerned = [finding for finding in material.findings.findings if one.id in finding.objectives]
    strong = [finding for finding in concerned if finding.kind == "strength"]
    weak = [finding for finding in concerned if finding.kind != "strength" and not slight(finding)]
    left = sum(slight(finding) for finding in concerned)
    told = [_reference(known, each) for each in strong] + _met(one)
    yield Paragraph((Strong("Strengths: "), "; ".join(told) or "none was computed", "."))
    yield Paragraph((Strong("Areas for improvement"), "" if weak else ": none was found."))
    if weak:
        yield Bullets(tuple(_reference(known, each) for each in weak))
    if left:
        yield Paragraph(f"{plural(left, 'candidate')} of the least severity beside, at the end of section 4.", "note")


def _met(one: ObjectiveShape) -> list[str]:
    """How many of its measures were met, where any was."""
    met = sum(each.met is True for each in one.criteria)
    return [f"{met} of {plural(len(one.criteria), 'measure')} met, as said above"] if met else []


def _reference(known: dict[Key, str], one: Finding) -> str:
    return f"{known[key_of(one)]} {one.title.rstrip('.')} ({one.kind.replace('_', ' ')}, severity {one.severity})"
