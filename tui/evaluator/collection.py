"""The collection plan in rows: objectives, their critical tasks, what to look for in this turn, what was not yet observed."""

from collections.abc import Iterator

from textual.content import Content

from engine.annotations.folding import Noted
from engine.deck import Inject
from engine.exercise import Exercise
from engine.ids import InjectId
from engine.objectives import Measure, Objective
from engine.rules.inject_plan import inject_now
from tui.controller.plan_words import planned_week
from tui.evaluator.computed_screen import computed_mark, computed_words, shown
from tui.evaluator.ratings import ComputedRatings
from tui.glyphs import Glyphs
from tui.inking import bad, faint, good, heading, inked, joined, lines, strong, warn
from tui.sheets.annotations import Case
from tui.widgets.rows import Row
from tui.words import plural, short_name

EMPTY = "This deck has no objectives. Notes stand in [3]; n writes one."
INJECT = "inject"
"""Begins the target of a row about an inject; others are `O1 2`."""


def plan_rows(case: Case, glyphs: Glyphs, computed: ComputedRatings | None = None) -> list[tuple[Row, str]]:
    """Each objective with its tasks, and below it what of this turn's injects tests it."""
    rows = list(_rows(case, glyphs, computed))
    return [(Row(key, content), key) for key, content in rows]


def _rows(case: Case, glyphs: Glyphs, computed: ComputedRatings | None) -> Iterator[tuple[str, Content]]:
    for objective in case.exercise.world.deck.objectives:
        rating = joined(_rating(case, objective.id, 0), _computed(case, objective.id, computed))
        yield f"{objective.id} 0", joined(strong(f"{objective.id} {objective.title}"), "  ", rating)
        for number, task in enumerate(objective.criteria, 1):
            seen = case.annotations.notes_on(objective.id, number)
            observed = good(plural(len(seen), "note")) if seen else bad("not yet observed")
            told = joined("  ", faint(f"{number}"), f" {task.asks}  ", _rating(case, objective.id, number), "  ", observed)
            yield f"{objective.id} {number}", told
        for inject in looked_for(case.exercise, objective.id):
            yield (
                f"{INJECT} {inject.id}",
                lines(
                    [
                        joined("  ", warn(f"{glyphs.arrow} this turn"), f"  {inject.reference} {inject.title}"),
                        faint(f"    {inject.guidance}"),
                    ]
                ),
            )


def _rating(case: Case, objective: str, task: int) -> Content:
    own = case.annotations.rated_by(case.me, objective, task)
    return good(f"you: {own.body.mark}") if own else faint("not rated")


def _computed(case: Case, objective: str, found: ComputedRatings | None) -> Content:
    own, rating = case.annotations.rated_by(case.me, objective, 0), shown(case, objective, found)
    return joined(", computed: ", computed_mark(rating, own.body.mark)) if own and rating else inked("")


def looked_for(exercise: Exercise, objective: str) -> list[Inject]:
    """The injects of this turn that test an objective: those that are out since its brief, and those that are still to come."""
    if exercise.phase.before_start or exercise.phase.over:
        return []
    _, last = exercise.world.turn_weeks(exercise.pace, exercise.turn)
    found = []
    for key, one in exercise.injects.items():
        if one.objective != objective or key in exercise.skipped_injects:
            continue
        released = exercise.released.get(key)
        if released == exercise.turn or (released is None and planned_week(exercise, one) <= last):
            found.append(inject_now(exercise, InjectId(key)))
    return found


def inject_in(case: Case, target: str) -> Inject:
    """The inject of such a row."""
    return case.exercise.injects[InjectId(target.partition(" ")[2])]


def unobserved(case: Case) -> int:
    """Critical tasks on which nobody has noted anything."""
    return sum(
        not case.annotations.notes_on(one.id, number)
        for one in case.exercise.world.deck.objectives
        for number in range(1, len(one.criteria) + 1)
    )


def task_page(
    case: Case, objective: Objective, number: int, glyphs: Glyphs, computed: ComputedRatings | None = None
) -> Content:
    """An objective or one task: what it asks, what to look for, what was noted, how it was rated."""
    task = objective.criteria[number - 1] if number else None
    looked = looked_for(case.exercise, objective.id)
    return lines(
        [
            strong(task.asks if task else objective.title),
            inked(objective.target),
            *([faint(f"measured by {', '.join(_measure(one) for one in task.any)}")] if task else []),
            "",
            heading("What to look for in this turn"),
            *(_look(one) for one in looked),
            *([] if looked else [faint("no inject of this turn tests it: watch the table")]),
            "",
            heading("Ratings"),
            *_ratings(case, objective.id, number),
            *_computed_page(case, objective.id, number, computed),
            "",
            heading("Notes"),
            *_notes(case, objective.id, number or None, glyphs),
        ]
    )


def _measure(one: Measure) -> str:
    bounds = [f"at least {one.at_least}"] if one.at_least is not None else []
    bounds += [f"at most {one.at_most}"] if one.at_most is not None else []
    return f"{one.measure.replace('-', ' ')} ({', '.join(bounds) or 'as you observe it'})"


def _look(one: Inject) -> Content:
    return lines([joined(strong(f"{one.reference} {one.title}"), faint(f"  exposes {one.exposes}")), inked(one.guidance)])


def _ratings(case: Case, objective: str, number: int) -> Iterator[Content]:
    """Rule 17.3: one's own first."""
    own = case.annotations.rated_by(case.me, objective, number)
    given = case.annotations.ratings_of(objective, number)
    if own is None:
        others = plural(len(given), "rating") if given else "no rating"
        yield faint(f"yours is not given: r rates it. {others[:1].upper()}{others[1:]} of others; you read them then.")
        return
    names = case.annotations.authors()
    for one in given:
        who = "you" if one.record.author.holder == case.me else names.get(one.record.author.holder, "")
        words = f": {one.body.explanation}" if one.body.explanation else ""
        yield inked(f"{who} {one.body.mark}{words}")


def _computed_page(case: Case, objective: str, number: int, found: ComputedRatings | None) -> Iterator[Content]:
    """Of an objective its computed rating; of a task what was measured of it, once the objective itself is rated."""
    if case.annotations.rated_by(case.me, objective, 0) is None:
        return
    rating = shown(case, objective, found)
    if rating is None:
        yield faint("C computes what follows from the log, to stand beside these.")
    else:
        yield from computed_words(rating, number)


def _notes(case: Case, objective: str, number: int | None, glyphs: Glyphs) -> Iterator[Content]:
    notes = case.annotations.notes_on(objective, number)
    if not notes:
        yield faint("not yet observed: n notes what you see")
    for one in notes:
        yield note_content(case, one, glyphs)


def note_content(case: Case, one: Noted, glyphs: Glyphs) -> Content:
    """A note with its stamp."""
    body, names = one.body, case.annotations.authors()
    about = f"{body.objective}.{body.task}" if body.task else body.objective
    who = "you" if one.record.author.holder == case.me else names.get(one.record.author.holder, "")
    concerned = ", ".join(short_name(case.exercise.world, each) for each in body.organisations)
    stamp = "  ".join(part for part in (f"entry {one.record.entry}", about, concerned, who) if part)
    return lines([joined(f"{glyphs.dot} ", body.text), faint(f"    {stamp}")])
