"""Objectives: the computed rating beside those of evaluators, with what each rests on."""

from collections.abc import Iterator

from textual.content import Content

from aar.models_of_objectives import CriterionShape, MeasureShape, ObjectiveShape
from aar.pages.objectives import KEY
from tui.inking import bad, faint, good, inked, joined, lines, strong, warn
from tui.review.model import Review
from tui.review.opening_entries import Said
from tui.review.pane import FollowingRows
from tui.widgets.rows import Row

EMPTY = "This deck declares no objective. Objectives appear here with computed ratings and evaluators'."
NOT_RATED = "–"


class ObjectivesPane(FollowingRows[int]):
    """In the deck's order; enter opens one with its measures."""

    def __init__(self, number: int) -> None:
        super().__init__(number, "Objectives")

    def follow(self, review: Review) -> None:
        """With ratings as of the last entry; they need no other world, and are there before the findings."""
        rated = review.objectives
        found = {one.id: at for at, one in enumerate(rated)}
        rows = []
        for one in review.world.deck.objectives:
            why = "not computed here" if review.may_read(one.id) else "rate it first, in your own workspace"
            unread = joined(strong(f"{one.id} {one.title}"), faint(f"  computed rating: {why}"))
            at = found.get(one.id, -1)
            rows.append((Row(one.id, _row(rated[at]) if at >= 0 else unread), at))
        so_far = "" if review.exercise is None or review.exercise.phase.over else "so far; "
        self.show(rows, empty=EMPTY, foot=faint(f"{so_far}{KEY}; {NOT_RATED} is for evaluators. enter opens what it rests on"))


def _row(one: ObjectiveShape) -> Content:
    given = ", ".join(
        f"{each.rating} by {each.said.by}{f' (task {each.task})' if each.task else ''}" for each in one.evaluators
    )
    met = sum(criterion.met is True for criterion in one.criteria)
    return lines(
        [
            joined(strong(f"{one.id} {one.title}")),
            joined("  computed: ", _mark(one.rating), f", {met} of {len(one.criteria)} criteria met"),
            joined("  evaluators: ", given or faint("nobody has rated it")),
        ]
    )


def _mark(rating: str | None) -> Content:
    return {"P": good, "S": good, "M": warn, "U": bad}.get(rating or "", faint)(rating or NOT_RATED)


def head_of(one: ObjectiveShape) -> Content:
    """What stands above the measures of an objective."""
    said = [f"{each.rating} by {each.said.by}: {each.said.words or 'no explanation'}" for each in one.evaluators]
    return lines([strong(f"{one.id} {one.title}"), inked(one.target), *said, faint("enter goes to the entry, esc back")])


def measures_of(one: ObjectiveShape) -> Iterator[Said]:
    """Every criterion, and each of its measures with its entries."""
    for criterion in one.criteria:
        yield joined(_met(criterion), f"  {criterion.asks}"), ()
        for measure in criterion.measures:
            yield joined("    ", _said(measure)), measure.entries


def _met(one: CriterionShape) -> Content:
    return {True: good("met"), False: bad("not met"), None: faint("for evaluators")}[one.met]


def _said(one: MeasureShape) -> str:
    return one.says
