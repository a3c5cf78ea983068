"""The report as data, in the shape of `models_of_report`. It holds nothing that the document does not."""

from aar.models_of_report import (
    FigureShape,
    InjectShape,
    ParticipantShape,
    PlanShape,
    ReportShape,
    SaidAfterShape,
)
from aar.reading import entries_of_weeks
from aar.report.closing import PROMPTS
from aar.report.figures import WHATS, Figures
from aar.report.material import Material
from aar.report.plan import plan_rows
from engine.annotations.bodies import QUESTIONS
from engine.deck import Inject
from engine.ids import OrganisationId


def report_data(material: Material) -> ReportShape:
    """What the document told, and in full what it told in part. Figures are those that the document asked for."""
    return ReportShape(
        marking=material.marking,
        audience=material.audience,
        left_out=material.left_out,
        fault=material.fault,
        head=material.answer.head,
        engine=material.gathered.engine,
        findings=material.findings,
        systems=material.summary.systems,
        weeks=entries_of_weeks(material.played, range(1, material.answer.weeks + 1)),
        whats=WHATS,
        figures=figures_in(material.figures),
        participants=participants_in(material),
        injects=tuple(_inject(material, one) for one in material.msel.injects),
        plan=tuple(PlanShape(**dict(zip(PlanShape.model_fields, row, strict=True))) for row in plan_rows(material)),
        hot_wash=tuple(
            SaidAfterShape(
                organisation=event.organisation,
                answers={prompt: getattr(event, key) for key, prompt in PROMPTS.items()},
                entries=(entry,),
            )
            for event, entry in material.gathered.hot_wash
        ),
        talk=material.talk.shape,
        feedback={
            question: tuple(sorted(one.answers[question] for one in material.annotations.feedback if question in one.answers))
            for question in (QUESTIONS if material.annotations.feedback else ())
        },
    )


def figures_in(figures: Figures) -> tuple[FigureShape, ...]:
    """Every figure that was asked for."""
    return tuple(
        FigureShape(what=one.what, of=one.of, value=one.value, unit=one.unit, entries=one.entries)
        for one in figures.used.values()
    )


def participants_in(material: Material) -> tuple[ParticipantShape, ...]:
    """By organisation."""
    known = material.world.organisations
    return tuple(
        ParticipantShape(
            organisation=one,
            group=known[OrganisationId(one)].report_group if one in known else "",
            holders=tuple(holder for holder, _ in held if holder),
            since=tuple(entry for _, entry in held),
        )
        for one, held in sorted(material.gathered.holders.items())
    )


def _inject(material: Material, one: Inject) -> InjectShape:
    cells = material.msel.became[one.id]
    entry = material.gathered.released.get(one.id)
    answered = {} if material.audience else material.gathered.answered.get(one.id, {})
    return InjectShape(
        id=one.id,
        reference=one.reference,
        status=cells.get("status", ""),
        came=cells.get("actual", ""),
        title=cells.get("title", one.title),
        to=tuple(one.to),
        objective=one.objective,
        text=cells.get("text", ""),
        expects=tuple(one.expects),
        answers=cells.get("answers", ""),
        remarks="\n".join(cells[key] for key in ("editor", "declared") if cells.get(key)),
        entries=tuple(sorted({*answered.values(), *((entry,) if entry is not None else ())})),
    )
