"""Appendices E and F: the hot wash in the words of those who were there, what lapsed, and the feedback, without a name."""

from statistics import median_low

from aar.documents.model import Block, Bullets, Paragraph, Section, Strong, Table, Words
from aar.models_of_talk import RequestShape
from aar.papers.saying import listed
from aar.report.figures import cited
from aar.report.material import Material
from engine.annotations.bodies import QUESTIONS, SCALE, SCALED
from engine.annotations.open import PROMISE, WAIT
from engine.ids import InitiativeId
from engine.rules.initiatives import title_of
from engine.titles import plural

PROMPTS = {
    "assumed": "What did you assume about surge?",
    "unanswered": "Which request of yours was never answered?",
    "knew": "What did you know that another cell needed?",
    "law": "Which law or regulation would you change first?",
    "not_sharing": "What did not sharing cost?",
}


def hot_wash(material: Material) -> Section:
    """Answer by answer, prompt by prompt."""
    blocks: list[Block] = []
    for key, prompt in PROMPTS.items():
        said = [(event.organisation, getattr(event, key), entry) for event, entry in material.gathered.hot_wash]
        items = tuple(cited((Strong(f"{who}: "), words), (entry,)) for who, words, entry in said if words.strip())
        if items:
            blocks.append(Section(title=prompt, numbered=False, blocks=(Bullets(items),)))
    if not blocks:
        whose = "This audience" if material.audience else "Nobody"
        blocks.append(Paragraph(f"{whose} {'gave no' if material.audience else 'gave an'} answer in the hot wash."))
    lapsed = [one for one in material.talk.shape.requests if one.lapsed]
    if lapsed:
        items = tuple(cited(_unanswered(material, one), one.entries[-1:]) for one in lapsed)
        blocks.append(Section(title="Requests that nobody answered in time", numbered=False, blocks=(Bullets(items),)))
    blocks += _positions(material)
    return Section(title="Appendix E: Hot wash", numbered=False, blocks=tuple(blocks), new_page=True)


def _unanswered(material: Material, one: RequestShape) -> str:
    """Who was silent is known to whoever asked, and to control."""
    told = f"{one.sender} asked {listed(one.to)}; due in turn {one.due_turn}"
    if material.audience not in ("", one.sender):
        return told
    answered = {each.by for each in one.answers}
    return f"{told}, unanswered by {listed((each for each in one.to if each not in answered), 'nobody: it was put off')}"


def _positions(material: Material) -> list[Block]:
    """Positions that are about nothing that was opened; the others stand with their findings."""
    loose = [
        one
        for (about, _), one in material.annotations.positions.items()
        if about.startswith(("annotation ", f"{PROMISE} ", f"{WAIT} "))
    ]
    if not loose:
        return []
    items: tuple[Words, ...] = tuple(
        (
            Strong(f"{one.body.organisation} {'agrees' if one.body.agrees else 'does not agree'}"),
            f"{_about(material, one.body.about)}: {one.body.words}",
        )
        for one in loose
    )
    return [Section(title="Positions on what was read out", numbered=False, blocks=(Bullets(items),))]


def _about(material: Material, about: str) -> str:
    kind, _, subject = about.partition(" ")
    if kind == WAIT:
        exercise = material.played.exercise
        initiative = exercise.initiatives.get(InitiativeId(subject))
        title = title_of(exercise.type_of(initiative), initiative.parameters) if initiative else subject
        return f", on the waits of {title}"
    return f", on {subject}: promise against delivery" if kind == PROMISE else ""


def feedback(material: Material) -> Section:
    """How often each figure was given, and what was written; nobody's form is told apart."""
    forms = material.annotations.feedback
    if material.audience:
        blocks: tuple[Block, ...] = (Paragraph("The feedback is left out of this copy."),)
    elif not forms:
        blocks = (Paragraph("Nobody handed in a form."),)
    else:
        words = [question for question in QUESTIONS if question not in SCALED]
        written = tuple(_written(material, question) for question in words)
        blocks = (Paragraph(f"{plural(len(forms), 'form')}, without names."), _scales(material), *written)
    return Section(title="Appendix F: Participant feedback", numbered=False, blocks=blocks)


def _scales(material: Material) -> Table:
    rows = []
    for question in SCALED:
        given = sorted(material.annotations.scale(question))
        cells = (str(given.count(int(mark)) or "·") for mark in SCALE)
        rows.append((QUESTIONS[question], *cells, str(median_low(given)) if given else "–"))
    return Table(
        caption="From 1, not at all, to 5, fully: how many gave which",
        head=("Question", *SCALE, "Median"),
        rows=tuple(rows),
        widths=(8, 1, 1, 1, 1, 1, 2),
        numbers=(1, 2, 3, 4, 5, 6),
        row_heads=True,
    )


def _written(material: Material, question: str) -> Section:
    """In the order of the letters, so that no form can be put together again."""
    answers = sorted(
        one.answers[question].strip() for one in material.annotations.feedback if one.answers.get(question, "").strip()
    )
    blocks: tuple[Block, ...] = (Bullets(tuple(answers)),) if answers else (Paragraph("Nobody wrote anything."),)
    return Section(title=QUESTIONS[question], numbered=False, blocks=blocks)
