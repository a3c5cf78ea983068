"""What came to a seat since its person looked last: verdicts, notices of the server, news of the exercise; each of it once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tui.desk import Desk, Said

WHOLE_HASH = re.compile("[0-9a-f]{64}")
DIGITS = 12
"""As many as the line of control shows at the end."""


def in_passing(sentence: str) -> str:
    """A notice as a toast has it: of the head of the log the first digits, and where the others stand."""
    short = WHOLE_HASH.sub(lambda found: found[0][:DIGITS], sentence)
    return sentence if short == sentence else f"{short}; [5] has it whole."


@dataclass(slots=True)
class Hearing:
    """Asked at every change of the link; what it gives has been put into the desk's history."""

    desk: Desk
    _verdicts: set[str] = field(default_factory=set)
    _notices: int = 0
    _trouble: str = ""
    _refused: dict[str, list[str]] = field(default_factory=dict)
    """By form, or by what was ordered where there was none: what was refused of it and did not go through since."""

    def verdicts(self) -> Iterator[Said]:
        """Answers to orders; a draft that was accepted is put away."""
        desk = self.desk
        for order_id, verdict in desk.link.verdicts.items():
            if order_id in self._verdicts:
                continue
            self._verdicts.add(order_id)
            sentence = desk.drafts.sentences.get(order_id, "Your order")
            form = desk.drafts.form_of.get(order_id, "") or sentence
            desk.drafts.answered(order_id, accepted=verdict.accepted, pending=desk.link.pending_plain())
            if verdict.accepted:
                self._settled(form)
                yield desk.say("done", sentence)
            else:
                said = desk.say("refused", f"{sentence}. {verdict.sentence}")
                self._refused.setdefault(form, []).append(said.sentence)
                yield said

    def _settled(self, form: str) -> None:
        """What was refused of this form has gone through now: its refusals are put away."""
        for sentence in self._refused.pop(form, ()):
            if sentence in self.desk.refusals:
                self.desk.refusals.remove(sentence)

    def notices(self) -> Iterator[Said]:
        """What the server wants the person to read."""
        notices = list(self.desk.link.notices)
        for notice in notices[self._notices :]:
            yield self.desk.say("notice", notice.sentence)
        self._notices = len(notices)

    def trouble(self) -> Iterator[Said]:
        """That drafts cannot be kept on disk any more, once for each reason."""
        problem = self.desk.drafts.problem
        if problem and problem != self._trouble:
            yield self.desk.say("notice", problem)
        self._trouble = problem

    def news(self) -> list[Said]:
        """What happened in the exercise, with its turn; what was looked at here before is read first."""
        self.desk.mind_looked_at()
        return [self.desk.say("news", f"Turn {one.turn}: {one.sentence}") for one in self.desk.news.look(self.desk.views)]
