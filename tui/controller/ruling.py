"""Control's word on free actions: which wait for it, what they say, and four words with a reason. No die, and no effect."""

from collections.abc import Mapping
from typing import Literal

from textual.content import Content

from engine.actions import Action
from engine.exercise import Exercise
from engine.ids import CONTROL, ActionId
from engine.orders import RuleAction
from engine.rules.adjudication import unruled
from engine.versions import BasedOn, version_seen
from tui.controller.arming import Arming
from tui.inking import faint, heading, inked, joined, keys, lines, strong
from tui.widgets.choose_screen import ChooseScreen
from tui.widgets.reason_screen import ReasonScreen
from tui.widgets.rows import Row
from tui.widgets.words_screen import WordsScreen
from tui.words import plural, short_name

Word = Literal["yes", "yes-but", "no", "later"]
WORDS: Mapping[str, tuple[Word, str]] = {
    "y": ("yes", "Yes"),
    "b": ("yes-but", "Yes, but"),
    "n": ("no", "No"),
    "t": ("later", "Another turn"),
}
"""The key of each ruling, and how it reads."""
NONE_WAITS = "No free action waits for your word."


def unruled_words(exercise: Exercise) -> str:
    """How many free actions wait for control's word; empty where none does."""
    waiting = len(unruled(exercise))
    return f"{plural(waiting, 'free action')} to rule on" if waiting else ""


class Rulings(Arming):
    """One key: the actions that wait, then one of them, a word, and a reason."""

    def action_rule(self) -> None:
        """Rule on a free action."""
        waiting = unruled(self.exercise)
        if not waiting:
            self.refuse(NONE_WAITS)
            return
        rows = [Row(one.id, _row(self.exercise, one)) for one in waiting]
        self.app.push_screen(ChooseScreen("Free actions that wait for your word", rows), self._read)

    def _read(self, chosen: str | None) -> None:
        if chosen is None:
            return
        action = self.exercise.actions[ActionId(chosen)]
        actions = [(pressed, reads, word) for pressed, (word, reads) in WORDS.items()]
        page = WordsScreen(action.title, action_page(self.exercise, action), actions=actions)
        about = f"action {action.id}"
        read = {about: version_seen(self.exercise, CONTROL, about)}
        self.app.push_screen(page, lambda word: self._why(action, word, read))

    def _why(self, action: Action, word: str | None, read: BasedOn) -> None:
        ruling = next((one for one, _ in WORDS.values() if one == word), None)
        if ruling is not None:
            self.when_armed(lambda: self._ask_why(action, ruling, read), what="rule on it")

    def _ask_why(self, action: Action, ruling: Word, read: BasedOn) -> None:
        def given(reason: str | None) -> None:
            if reason:
                self.give(RuleAction(action=action.id, ruling=ruling, reason=reason), read)

        said = "Whoever may read the action reads the reason. It brings no effect by itself."
        self.app.push_screen(ReasonScreen(f"{ruling}: {action.title}", said), given)


def _row(exercise: Exercise, action: Action) -> Content:
    who = f"{short_name(exercise.world, action.organisation)}, turn {action.turn}"
    return lines([joined(strong(action.title), faint(f"  {who}")), faint(action.text), inked("")])


def action_page(exercise: Exercise, action: Action) -> Content:
    """What its author wrote, who may read it, and the words that control has."""
    readers = ", ".join(short_name(exercise.world, one) for one in action.readers)
    return lines(
        [
            joined(strong(short_name(exercise.world, action.organisation)), faint(f"  turn {action.turn}")),
            inked(action.text),
            "",
            *([heading("What it is for"), *(inked(f"  {aim}") for aim in action.aims), inked("")] if action.aims else ()),
            joined(heading("Read by  "), readers),
            "",
            faint("No week is resolved before every action has a word."),
            keys(*((pressed, reads) for pressed, (_, reads) in WORDS.items())),
        ]
    )
