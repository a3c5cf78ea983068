"""Exercise Evaluation Guides: objective, capability target, critical tasks, room for what was seen, the rating and its key."""

from aar.documents.model import Blank, Definitions, Document, Paragraph, Section, Table, Ticks, Words
from aar.papers.making import Source, paper
from aar.papers.turns import in_order
from engine.deck import Inject
from engine.objectives import Criterion, Measure, Objective
from engine.titles import short_name
from engine.world import World

RATINGS = {
    "P": "performed without challenges",
    "S": "performed with some challenges: the target was met, and nothing else was harmed",
    "M": "performed with major challenges: the target was met and something else harmed, or against procedure",
    "U": "unable to be performed",
}
"""HSEEP's key to the ratings, in our words."""


def evaluation_guides(source: Source) -> Document:
    """One guide for each objective, on pages of its own."""
    guides = tuple(_guide(source, one) for one in source.world.deck.objectives)
    how = Section(
        title="How to use these guides",
        numbered=False,
        blocks=(
            Paragraph("Rate first what you saw; the rating computed from the log comes afterwards and stands beside yours."),
            _key(),
            source.rules.rules("16.3"),
        ),
    )
    return paper(source, "Exercise Evaluation Guides", (how, *guides))


def _key() -> Definitions:
    return Definitions(tuple(RATINGS.items()))


def _guide(source: Source, objective: Objective) -> Section:
    testing = [inject for _, inject in in_order(source.world, source.pace) if inject.objective == objective.id]
    about: tuple[tuple[str, Words], ...] = (
        ("Core capability", objective.title),
        ("Capability target", objective.target),
    )
    return Section(
        title=f"{objective.id}: {objective.title}",
        numbered=False,
        new_page=True,
        blocks=(
            Definitions(about),
            *((_criteria(source.world, objective),) if objective.criteria else ()),
            *((_tasks(testing),) if testing else (Paragraph("No inject of this pace tests it: watch for it in every turn."),)),
            Blank("Observation notes and explanation of the rating", 6),
            Blank("Strengths", 2),
            Blank("Areas for improvement", 2),
            Ticks("Target rating", tuple(RATINGS)),
            Ticks("Final rating of the core capability", tuple(RATINGS)),
            Blank("Evaluator's name and contact"),
            Paragraph("; ".join(f"{letter}: {words}" for letter, words in RATINGS.items()) + ".", "note"),
        ),
    )


def _criteria(world: World, objective: Objective) -> Table:
    rows = tuple((one.asks, _measures(world, one), "") for one in objective.criteria)
    return Table(
        caption="What the rating is computed from (thresholds are notional)",
        head=("Asks for", "Measured by", "Seen"),
        rows=rows,
        widths=(6, 6, 2),
    )


def _measures(world: World, criterion: Criterion) -> str:
    return "\n".join(_measure(world, one) for one in criterion.any)


def _measure(world: World, one: Measure) -> str:
    least = f" at least {one.at_least}" if one.at_least is not None else ""
    most = f" at most {one.at_most}" if one.at_most is not None else ""
    level = f" (level {one.level})" if one.level else ""
    by = f" by month {one.by_month}" if one.by_month else ""
    between = f" between {' and '.join(short_name(world, who) for who in one.parties)}" if one.parties else ""
    figure = f"{one.measure.replace('-', ' ')}{between}{level}{least}{most}{by}"
    return figure + ("" if least or most else ": for evaluators to judge")


def _tasks(injects: list[Inject]) -> Table:
    rows = tuple((f"{one.reference}\n{one.title}", "\n".join(one.expects) or "–", one.exposes, "") for one in injects)
    return Table(
        caption="Critical tasks, by the injects that call for them",
        head=("Inject", "Critical tasks", "Look for", "Seen: turn, entry, by whom"),
        rows=rows,
        widths=(4, 6, 5, 4),
        row_heads=True,
    )
