"""Answering an inject: one of its choices where it offers some, and words of one's own."""

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Static

from engine.decide import LONGEST_TEXT
from engine.ids import InjectId, OrganisationId
from engine.orders import AnswerInject, Order
from tui.desk import Desk
from tui.inking import faint, heading, inked, joined, lines, strong
from tui.widgets.fields import Labelled, Sentence, Sentences
from tui.widgets.form_screen import FormScreen
from tui.widgets.prose import Prose


class AnswerForm(FormScreen):
    """The inject's text stays in sight while it is answered."""

    ORDER = AnswerInject
    send_word = "Answer"

    def __init__(self, desk: Desk, organisation: OrganisationId, inject: InjectId) -> None:
        self.inject = desk.view(organisation).injects[inject]
        super().__init__(
            desk, organisation, f"answer {organisation} {inject}", f"Answer {self.inject.reference}: {self.inject.title}"
        )

    def about_objects(self) -> tuple[str, ...]:
        """The inject."""
        return (f"inject {self.inject.inject}",)

    def starting_values(self) -> dict[str, str]:
        """No choice and no words: nothing is said by a hasty key."""
        return {"choice": "", "text": ""}

    def fields(self) -> Iterable[Widget]:
        """The text, the choices, and a place for words."""
        inject = self.inject
        dot = self.desk.glyphs.dot
        about = lines(
            [
                joined(strong(inject.marking), faint(f"  {inject.fictional_level}")),
                inked(inject.text),
                "",
                heading("Expected"),
                *(inked(f"{dot} {one}") for one in inject.expects),
            ]
        )
        yield Prose(about, classes="said")
        if inject.choices:
            yield Static(heading("Choose one"), markup=False)
            offered = (("", "not chosen yet"), *inject.choices)
            yield Sentences("choice", offered, self.values["choice"], self.desk.glyphs)
        hint = "what else there is to say; may stay empty" if inject.choices else "what you answer"
        yield Labelled("In words", Sentence("text", self.values["text"], hint))

    def order(self) -> Order | str:
        """The answer, once there is one."""
        text = self.values["text"].strip()
        if not self.inject.choices and not text:
            return "Write what you answer."
        if self.inject.choices and not self.values["choice"]:
            return "Choose one of the answers."
        if len(text) > LONGEST_TEXT:
            return f"The text has {len(text):,} characters; shorten it to {LONGEST_TEXT:,}."
        return AnswerInject(inject=self.inject.inject, choice=self.values["choice"], text=text)
