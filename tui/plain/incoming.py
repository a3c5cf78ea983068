"""What others say to a seat, a line for each: who, the first words, and the commands that read or answer it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.ids import CONTROL_PARTY, OrganisationId
from engine.views import View
from engine.views_actions import ActionSeen
from engine.views_talk import AgreementSeen, MessageSeen, RequestSeen
from tui.desk import Desk
from tui.inking import clipped
from tui.news import of_others
from tui.participant.talk_rows import Item, actions_on, items
from tui.plain.rows import OPENS, WaitingRows
from tui.words import CONTROL_TITLE, short_name

LONGEST = 100
"""So many signs of the first line of a text are said."""


@dataclass(slots=True)
class Incoming:
    """Asked at every change of the link; what is there at the first look is no news."""

    desk: Desk
    rows: WaitingRows
    _known: dict[OrganisationId, Mapping[str, object]] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """What others have begun or gone on with since it was asked last."""
        for view in self.desk.views:
            now = of_others(view)
            before = self._known.get(view.organisation)
            self._known[view.organisation] = now
            changed = [] if before is None else [key for key, what in now.items() if before.get(key) != what]
            there = {one.target.about: one for one in items(view)} if changed else {}
            for one in (there[key] for key in changed if key in there):
                yield self._line(view, one, is_new=before is not None and one.target.about not in before)

    def _line(self, view: View, one: Item, *, is_new: bool) -> str:
        number = self.rows.number_of(one.target)
        can = [f"{pressed} {number}: {word.lower()}" for pressed, word, _ in actions_on(view, one.target)]
        whose = f"for {short_name(view.world, view.organisation)}: " if len(self.desk.views) > 1 else ""
        return f"{whose}{_said(view, one, is_new=is_new)} ({', '.join([f'{OPENS} {number}: read', *can])})"


def _said(view: View, one: Item, *, is_new: bool) -> str:
    match one.seen:
        case MessageSeen() as seen:
            return f"{_who(view, seen.sender)} {'said in the room' if seen.given else 'wrote'}: {_first(seen.text)}"
        case RequestSeen() as seen:
            return f"{_who(view, seen.sender)} asked: {_first(seen.text)}" if is_new else _answered(view, seen)
        case AgreementSeen() as seen:
            return f"{f'{_who(view, seen.proposer)} offered' if is_new else 'News of'} the agreement: {_first(seen.title)}"
        case ActionSeen() as seen:
            return f"{f'{_who(view, seen.organisation)} acts' if is_new else 'News of the action'}: {_first(seen.title)}"


def _answered(view: View, seen: RequestSeen) -> str:
    answers = [f"{_who(view, by)}: {answer.verdict}" for by, answer in seen.answers.items()]
    return f"Answers to `{_first(seen.text)}`: {', '.join(answers) or 'none in time'}"


def _who(view: View, party: str) -> str:
    if party == view.organisation:
        return "You"
    return CONTROL_TITLE if party == CONTROL_PARTY else short_name(view.world, party)


def _first(text: str) -> str:
    return clipped(text.strip().partition("\n")[0], LONGEST)
