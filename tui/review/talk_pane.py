"""What was said: messages, requests, agreements, and what was given in the room, until the cursor; each with its entry."""

from collections.abc import Iterable
from typing import Any, get_args

from textual.content import Content

from engine import events as e
from engine.events.talk import TalkEvent
from tui.inking import faint, inked, joined, lines, strong, warn
from tui.review.model import Review
from tui.review.pane import FollowingRows
from tui.widgets.rows import Row
from tui.words import kind_words, named, short_name

EMPTY = (
    "Nothing has been said until here. Messages, requests, agreements and what is said in the room appear with their entries."
)
KINDS = tuple(one.kind for one in get_args(TalkEvent))


BLOCK = 20
"""The rows begin at a multiple of so many: up to twice as many are drawn, so that a log of any length steps alike."""


class TalkPane(FollowingRows[int]):
    """Newest at the end; enter goes to the entry."""

    def __init__(self, number: int) -> None:
        super().__init__(number, "Talk", follow=True)

    def follow(self, review: Review) -> None:
        """Until the entry under the cursor."""
        if review.exercise is None:
            self.show([], empty="This copy withholds control's parts: what its reader heard is in [2].")
            return
        heard = heard_until(review)
        later = sum(len(review.recording.happened.get(kind, ())) for kind in KINDS) - len(heard)
        first = max(0, (len(heard) - 1) // BLOCK * BLOCK - BLOCK)
        rows = [
            (Row(f"{number} {at}", talk_words(review, number, event)), number)
            for at, (number, event) in enumerate(heard[first:], first)
        ]
        if first:
            before = faint(f"       {first} were said before: enter goes back to them")
            rows.insert(0, (Row(f"before {first}", before), heard[first - 1][0]))
        empty = EMPTY if not later else f"Nothing has been said until here; {later} come later."
        self.show(rows, empty=empty, foot=faint(f"{later} come later") if later and rows else None)

    def every_text(self, review: Review) -> list[str] | None:
        """All that was heard, not what is drawn alone."""
        return [talk_words(review, number, event).plain for number, event in heard_until(review)]


def heard_until(review: Review) -> list[tuple[int, e.Event]]:
    """What had been said until the entry under the cursor, in its order."""
    said = (one for kind in KINDS for one in review.recording.happened.get(kind, ()) if one[0] <= review.cursor)
    return sorted(said, key=lambda one: one[0])


def talk_words(review: Review, number: int, event: e.Event) -> Content:
    """One thing that was said: who, to whom, and the words as they were written."""
    said: Any = event
    plain = {name: getattr(said, name) for name in type(said).__dataclass_fields__}
    by = plain.get("sender") or plain.get("speaker") or plain.get("proposer") or plain.get("by") or ""
    to = plain.get("to") or plain.get("parties") or ()
    words = plain.get("text") or plain.get("what") or plain.get("terms") or plain.get("reason") or ""
    title = plain.get("title") or plain.get("about_title") or ""
    verdict = f": {plain['verdict']}" if plain.get("verdict") else ""
    who = short_name(review.world, by) if by else ""
    whom = f" to {_named(review, to)}" if to else ""
    kind = warn(kind_words(event.kind)) if event.kind.startswith("agreement") else strong(kind_words(event.kind))
    return lines(
        [
            joined(faint(f"{number:>5}  "), kind, f"{verdict}  {who}{whom}", faint(f"  {title}" if title else "")),
            joined("       ", inked(words)) if words else None,
        ]
    )


def _named(review: Review, parties: Iterable[str]) -> str:
    return ", ".join(named(review.world, one) for one in parties)
