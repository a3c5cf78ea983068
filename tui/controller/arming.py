"""Control's hand on the exercise: read-only until armed, and asked before what cannot be undone."""

import time
from collections.abc import Callable
from typing import Any

from textual.content import Content
from textual.screen import Screen

from engine.exercise import Exercise
from engine.ids import OrderId
from engine.orders import Order
from engine.phases import Phase
from engine.versions import ON_THE_PRESENT, BasedOn
from tui.controller.order_words import done_words
from tui.desk import Said
from tui.widgets.ask_screen import AskScreen
from tui.widgets.workspace import Workspace

ARMED_SECONDS = 60
TYPING_SECONDS = 0.3
"""A pause between two keys that is longer than this ends what was being typed."""


class Arming(Workspace):
    """Every change passes `when_armed`; pause alone is always one key."""

    _armed_until = 0.0
    _asked: Screen[Any] | None = None
    """What was opened armed: while it is open the minute does not run."""
    _typing_until = 0.0

    @property
    def armed_for(self) -> int:
        """Seconds for which changes are still taken."""
        if self._asked is not None and self._asked in self.app.screen_stack:
            return ARMED_SECONDS
        return max(0, round(self._armed_until - time.monotonic()))

    @property
    def exercise(self) -> Exercise:
        """The exercise as control holds it."""
        exercise = self.desk.link.exercise
        if exercise is None:
            raise RuntimeError("the control workspace opens with the greeting, which brings the exercise")
        return exercise

    def say(self, sentence: str) -> None:
        """A word that goes away by itself, and stays among the messages."""
        self._said("notice", sentence)

    def refuse(self, sentence: str) -> None:
        """Why a key does nothing now: it goes away by itself, and stays among the messages."""
        self._said("refused", sentence)

    def _said(self, what: str, sentence: str) -> None:
        self.desk.said.append(Said(what, sentence))
        self.app.notify(sentence, timeout=5, markup=False)

    def action_arm(self) -> None:
        """Take changes for a minute from now on, armed already or not."""
        if self.exercise.phase is Phase.SEALED:
            self.refuse("The log is sealed: there is nothing left to change.")
            return
        if not self.armed_for:
            self.say("Armed for a minute; each change and each ctrl+a renews it. It runs out by itself.")
        self._armed_until = time.monotonic() + ARMED_SECONDS
        self.told()

    def renew(self) -> None:
        """Somebody answered a form that was opened armed: the minute begins again."""
        self._armed_until = time.monotonic() + ARMED_SECONDS

    def hold_the_minute(self) -> None:
        """Once a second: the minute begins again when what was opened armed is closed."""
        if self._asked is not None:
            self.renew()
            if self._asked not in self.app.screen_stack:
                self._asked = None

    def closed_early(self) -> None:
        """A list closed and nothing opened: what is typed on was meant for what did not open, and is no command."""
        self._typing_until = time.monotonic() + TYPING_SECONDS

    def goes_on_typing(self) -> bool:
        """Whether a key still belongs to what was being typed; a pause ends that."""
        goes_on = time.monotonic() < self._typing_until
        if goes_on:
            self.closed_early()
        return goes_on

    def when_armed(self, then: Callable[[], object], *, what: str) -> None:
        """Go on if armed; else say how to."""
        if self.armed_for:
            self.renew()
            before = self.app.screen
            then()
            self._asked = self.app.screen if self.app.screen is not before else None
        else:
            self.refuse(f"Read-only: nothing was changed. Press ctrl+a to arm for a minute, then the key again to {what}.")

    def give(self, order: Order, based_on: BasedOn = ON_THE_PRESENT, form: str = "") -> OrderId:
        """Give one of control's orders; its verdict will read as what happened. `form` is what it was filled in on."""
        order_id = self.desk.link.give(order, None, based_on)
        said = done_words(self.exercise, order)
        self.desk.drafts.given(order_id, said, form, self.desk.link.pending_plain())
        if not self.desk.online:
            self.say("You are offline. The order is kept on disk and goes out when the connection is back.")
        self.told()
        return order_id

    def ask(self, title: str, said: Content, order: Order) -> None:
        """Give the order if the answer is yes."""

        def answered(yes: bool | None) -> None:
            if yes:
                self.give(order)

        self.push_question(AskScreen(title, said), answered)

    def push_question(self, question: Screen[bool], answered: Callable[[bool | None], None]) -> None:
        """Ask with nothing in front of the words: what was just said goes away, and stays among the messages."""
        self.app.clear_notifications()
        self.app.push_screen(question, answered)
