"""What evaluators and reviewers annotated: notes, ratings, verdicts and the improvement plan, each with its entry."""

from textual.content import Content

from engine.annotations.bodies import (
    GiveFeedback,
    JudgeFinding,
    Note,
    PlanAction,
    RaiseCandidate,
    Rate,
    TakePosition,
)
from engine.annotations.records import AnnotationRecord
from tui.inking import faint, inked, joined, lines, strong
from tui.review.model import Review
from tui.review.pane import FollowingRows
from tui.widgets.rows import Row

EMPTY = (
    "Nothing is noted yet. a notes what you see on the entry under the cursor, m marks it; both go into a chain beside the log."
)


class NotesPane(FollowingRows[int]):
    """Every annotation in its order; enter goes to its entry."""

    def __init__(self, number: int) -> None:
        super().__init__(number, "Notes", follow=True)

    def follow(self, review: Review) -> None:
        """All of them; those on the entry under the cursor stand out."""
        rows = [(Row(f"note {one.number}", _row(review, one)), one.entry) for one in review.annotations.records]
        self.show(rows, empty=EMPTY)


def _row(review: Review, one: AnnotationRecord) -> Content:
    names = review.annotations.authors()
    who = names.get(one.author.holder, "a participant" if not one.author.by else one.author.by)
    here = strong if one.entry == review.cursor else inked
    wall = f"  {one.wall[:16].replace('T', ' ')}" if one.wall else ""
    return lines([joined(here(f"entry {one.entry}"), faint(f"  {who}{wall}")), joined("  ", note_words(review, one))])


def note_words(review: Review, one: AnnotationRecord) -> Content:
    """What one annotation says."""
    match one.body:
        case Note(text=text, objective=objective, task=task):
            about = f"on {objective}{f'.{task}' if task else ''}: " if objective else ""
            return inked(f"{about}{text}")
        case Rate(objective=objective, task=task, mark=mark, explanation=why):
            return inked(f"{objective}{f'.{task}' if task else ''} rated {mark}{f': {why}' if why else ''}")
        case JudgeFinding(about=about, verdict=verdict, reason=reason, into=into):
            return inked(f"{about}: {verdict}{f' into {into}' if into else ''}{f', {reason}' if reason else ''}")
        case RaiseCandidate(title=title, what=what, text=text):
            return inked(f"raised a {what}: {title}. {text}")
        case PlanAction(action=action, owner=owner, finding=finding):
            return inked(f"plan for {finding}: {action} (owner {owner})")
        case TakePosition(organisation=organisation, agrees=agrees, words=words, about=about):
            stand = "agrees" if agrees else "disagrees"
            return inked(f"{organisation} {stand}{f' with {about}' if about else ''}{f': {words}' if words else ''}")
        case GiveFeedback():
            return inked("a participant's feedback")
