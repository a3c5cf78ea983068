"""The sheet of the hot wash: five questions, answered in short before the log is sealed."""

from collections.abc import Iterator, Mapping

from engine.orders import GiveHotWash, Order, Phase
from engine.views import View
from tui.sheets.sheet import Field, Offer, Sheet, key_for, said

QUESTIONS = (
    ("assumed", "What did you assume about surge?"),
    ("unanswered", "Which request of yours was never answered?"),
    ("knew", "What did you know that another cell needed?"),
    ("law", "Which law or regulation would you change first?"),
    ("not_sharing", "What did not sharing cost?"),
)


def hot_wash(view: View, about: str = "") -> Sheet | str:
    """This organisation's answers; given again, the last count."""
    if view.phase is not Phase.HOT_WASH:
        return "The hot wash is held after the curtain."

    def make(values: Mapping[str, str]) -> Order | str:
        answers = {name: said(values, name) for name, _ in QUESTIONS}
        return GiveHotWash(**answers) if any(answers.values()) else "Answer at least one of the questions."

    fields = (
        Field(id=name, title=question, kind="words", hint="may stay empty", start=str(view.hot_wash.get(name, "")))
        for name, question in QUESTIONS
    )
    return Sheet(
        key=key_for("hot-wash", view.organisation),
        order=GiveHotWash,
        title="Hot wash",
        send_word="Give",
        said=("Short answers, while it is fresh. They go into the report under your organisation's name.",),
        fields=tuple(fields),
        make=make,
    )


def offers(view: View) -> Iterator[Offer]:
    """The hot wash, while it is held."""
    if view.phase is Phase.HOT_WASH:
        yield Offer(key=key_for("hot-wash", view.organisation), title="Hot wash: five short questions")
