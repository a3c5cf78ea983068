"""The state at the entry under the cursor: the truth, or what one organisation knew; the same words as in their workspaces."""

from collections.abc import Iterator

from textual.content import Content

from aar.snapshot import Snapshot
from aar.state_page import FATES, where
from engine.standings import standings
from tui.controller.initiative_rows import title
from tui.controller.situation import situation as true_situation
from tui.inking import faint, heading, inked, joined, lines, strong, warn
from tui.participant.situation import NO_OUTLOOK, situation
from tui.review.model import Review
from tui.review.pane import FollowingWords
from tui.words import count, named, places_by_theatre, plural, short_name


class StatePane(FollowingWords):
    """`v` chooses whose eyes."""

    def __init__(self, number: int) -> None:
        super().__init__(number, "State")

    def follow(self, review: Review) -> None:
        """After the entry under the cursor."""
        self.border_subtitle = inked(f"v: {eyes(review)}")
        self.show(page(review))


def eyes(review: Review) -> str:
    """Whose view is shown."""
    return "the truth" if review.whose is None else named(review.world, review.whose)


def page(review: Review) -> Content:
    """The whole pane."""
    glimpse = review.glimpse
    if glimpse is not None:
        view = glimpse.view
        known = f"After entry {glimpse.number}: what {named(review.world, view.organisation)} knew"
        body = situation(view, NO_OUTLOOK, review.glyphs, named=False)
        told = [inked(f"  {review.glyphs.dot} {one}") for one in view.notices[-5:]]
        notices = lines([heading("Told last"), *told, ""]) if told else None
        return lines([strong(known), faint(where(view)), "", notices, body])
    snapshot = review.snapshot
    return lines(
        [
            strong(f"After entry {review.cursor}: the truth"),
            faint(where(snapshot.moment.exercise)),
            "",
            *_short(review, snapshot),
            *_waiting(snapshot),
            true_situation(snapshot.moment.exercise, (), review.glyphs),
        ]
    )


def _short(review: Review, snapshot: Snapshot) -> Iterator[Content]:
    if not snapshot.so_far:
        return
    yield joined(heading("Short so far"), faint("  units since StartEx: needed, met, short"))
    for theatre, system in places_by_theatre(review.world):
        one = snapshot.so_far.get(system, {}).get(theatre)
        if one is not None and one.need:
            short = warn if one.short else faint
            yield joined(
                f"  {system:<14} {count(one.need):>8} {count(one.met):>8} ",
                short(f"{count(one.short):>8}"),
                faint(f"  {theatre}" if len(review.world.theatres) > 1 else ""),
            )
    yield inked("")


def _waiting(snapshot: Snapshot) -> Iterator[Content]:
    """Who is waited for now, and what a standing intent will make of it."""
    exercise = snapshot.moment.exercise
    if exercise.phase.before_start or exercise.phase.over:
        return
    yield heading("Who is waited for")
    nobody = True
    for standing in standings(exercise):
        if not standing.waiting:
            continue
        nobody = False
        fates = [one.fate for one in standing.waiting]
        said = ", ".join(f"{fates.count(fate)} {words}" for fate, words in FATES.items() if fate in fates)
        yield joined("  ", strong(short_name(exercise.world, standing.organisation)), f": {plural(len(fates), 'step')}, {said}")
    if nobody:
        yield faint("  nobody")
    for one in exercise.initiatives.values():
        waits = [step.by for step in one.steps.values() if step.waits]
        if one.running and waits:
            who = ", ".join(short_name(exercise.world, by) for by in dict.fromkeys(waits))
            yield joined(f"  {title(exercise, one)}", faint(f"  waits for {who}"))
    yield inked("")
