"""Appendix C, the Exercise Evaluation Guides as they were filled in: objective, target, tasks, what was seen, the ratings."""

from aar.documents.model import Block, Bullets, Definitions, Paragraph, Section, Table, Words
from aar.models_of_objectives import CriterionShape, ObjectiveShape
from aar.papers.evaluation_guides import RATINGS
from aar.report.figures import cited, joined
from aar.report.material import Material


def guides(material: Material) -> Section:
    """One for each objective."""
    key = Definitions(tuple(RATINGS.items()))
    sections = tuple(_guide(material, one) for one in material.findings.objectives)
    blocks: tuple[Block, ...] = (key, *sections)
    return Section(title="Appendix C: Exercise Evaluation Guides", numbered=False, blocks=blocks, new_page=True)


def _guide(material: Material, one: ObjectiveShape) -> Section:
    entries: tuple[tuple[str, Words], ...] = (
        ("Core capability", one.title),
        ("Organizational capability target", one.target),
        ("Target rating, computed", one.rating or "evaluators must say"),
        ("Final rating of the core capability, by evaluators", _final(one)),
    )
    rows = tuple(_task(material, one, number, task) for number, task in enumerate(one.criteria, start=1))
    blocks: list[Block] = [Definitions(entries)]
    if rows:
        blocks.append(Table(head=("Critical task", "Computed", "Evaluators", "Observed"), rows=rows, widths=(5, 2, 4, 8)))
    notes = [note for note in material.annotations.notes_on(one.id) if not note.body.task]
    if notes:
        names = material.annotations.authors()
        told = (f"{names[each.record.author.holder]}: {each.body.text}" for each in notes)
        blocks += [Paragraph("Observation notes"), Bullets(tuple(told))]
    elif not one.evaluators:
        blocks.append(Paragraph("No evaluator wrote anything about it.", "note"))
    return Section(title=f"{one.id}: {one.title}", numbered=False, blocks=tuple(blocks))


def _final(one: ObjectiveShape) -> str:
    rated = (f"{each.rating} by {each.said.by}{': ' + each.said.words if each.said.words else ''}" for each in one.evaluators)
    return "; ".join(told for told, each in zip(rated, one.evaluators, strict=True) if not each.task) or "none"


def _task(material: Material, one: ObjectiveShape, number: int, task: CriterionShape) -> tuple[Words, ...]:
    names = material.annotations.authors()
    rated = ", ".join(f"{each.said.by} {each.rating}" for each in one.evaluators if each.task == number)
    entries = sorted({entry for measure in task.measures for entry in measure.entries})
    seen = cited("; ".join(measure.says for measure in task.measures), entries)
    noted = "".join(
        f"\n{names[note.record.author.holder]}: {note.body.text}" for note in material.annotations.notes_on(one.id, number)
    )
    met = {True: "met", False: "not met", None: "–"}[task.met]
    return (f"{number}. {task.asks}", met, rated or "–", joined(seen, noted))
