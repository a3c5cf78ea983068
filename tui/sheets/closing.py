"""Sheets for after EndEx: the five questions of the hot wash, positions on findings, and the form that names nobody."""

from collections.abc import Iterator, Mapping

from engine.annotations.bodies import QUESTIONS as QUESTIONS_ASKED
from engine.annotations.bodies import SCALE, SCALED, GiveFeedback, TakePosition
from engine.annotations.open import PROMISE, WAIT
from engine.orders import GiveHotWash, Order
from engine.phases import Phase
from engine.views import View
from tui.sheets.sheet import Field, Given, Offer, Sheet, key_for, said
from tui.sheets.waited import longest_wait
from tui.wall.facts import promises
from tui.words import count

READ_BY = "control and evaluators read it"
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


def afterwards(view: View) -> Iterator[Offer]:
    """Rules 17.6 and 17.7: positions on what the curtain opened, on what was read out, and the form."""
    if not view.phase.over:
        return
    for about, title, _ in on_the_wall(view):
        yield Offer(key=key_for("position", view.organisation, about), title=f"Position on {title}")
    yield Offer(key=key_for("position", view.organisation), title="Position on a finding that was read out")
    yield Offer(key=key_for("form", view.organisation), title="Feedback form", about="kept without your name, seat and time")


def on_the_wall(view: View) -> Iterator[tuple[str, str, tuple[tuple[str, str], ...]]]:
    """Rule 17.6: the id, the title and what is told of each candidate on which everybody may take a position."""
    for seen in view.secrets:
        if seen.secret == "candidate":
            yield seen.subject, seen.title, seen.tells
        elif seen.secret == "initiative" and longest_wait(seen):
            yield f"{WAIT} {seen.subject}", f"the waits of {seen.title}", seen.tells
    for one in promises(view) if view.phase is not Phase.CURTAIN else ():
        figures = (
            ("Promised", f"{count(one.announced)} a month, all lines together"),
            ("Delivered", f"{count(one.delivered)} a month at the end, as far as you know"),
        )
        yield f"{PROMISE} {one.system}", f"what was promised for {one.title} and what is delivered", figures


def position(view: View, about: str = "") -> Sheet | str:
    """Agree or disagree with a finding, in words (rule 17.6)."""
    seen = next((one for one in on_the_wall(view) if one[0] == about), None)
    if about and seen is None:
        return "No such finding was opened."

    def make(values: Mapping[str, str]) -> Given | str:
        words = said(values, "words")
        if not about and not words:
            return "Say which finding it is, and what you say to it."
        if not said(values, "agrees"):
            return "Choose whether it was so."
        return TakePosition(organisation=view.organisation, about=about, agrees=said(values, "agrees") == "yes", words=words)

    _, title, tells = seen or ("", "a finding that was read out", ())
    told = tuple(f"{name}: {text}" for name, text in tells)
    reads = "everybody sees whether you agree, your words go to control and evaluators" if seen else READ_BY
    return Sheet(
        key=key_for("position", view.organisation, about).strip(),
        order=TakePosition,
        title=f"Position on {title}",
        send_word="Say it",
        said=(f"Your organisation's word on {title}; {reads}.", *told),
        begins=lambda values: "words",
        fields=(
            Field(id="agrees", title="It is so", kind="one", choices=AGREES, spread=True, needed=True),
            Field(id="words", title="In words", kind="words", hint="which one it is, where it was only read out"),
        ),
        make=make,
    )


AFTERWARDS = ("position", "form")
"""Kinds of sheets that are no orders: what comes of them stands among the annotations."""
AGREES = (("", "not chosen yet"), ("yes", "We agree: so it was"), ("no", "We do not agree"))


def _unanswered(values: Mapping[str, str]) -> str:
    empty = [asked for name, asked in QUESTIONS_ASKED.items() if not said(values, name)]
    left = "Every question is answered." if not empty else "\n".join(("Not answered:", *(f"  {one}" for one in empty)))
    return f"{left}\n\nIt cannot be taken back, and a second form would count beside it."


def feedback(view: View, about: str = "") -> Sheet | str:
    """The participants' form, without a name (rule 17.7)."""

    def make(values: Mapping[str, str]) -> Given | str:
        answers = {name: said(values, name) for name in QUESTIONS_ASKED if said(values, name)}
        return GiveFeedback(answers=answers) if answers else "Answer at least one of the questions."

    figures = (("", "no answer"), *((one, one) for one in SCALE))
    return Sheet(
        key=key_for("form", view.organisation),
        order=GiveFeedback,
        title="Feedback form, kept without your name",
        send_word="Hand it in",
        said=(
            "It is kept without your name, your seat, your organisation and the time; 1 is not at all, 5 is fully.",
            "Once handed in it cannot be taken back, since nobody knows whose it is.",
            "A second form replaces nothing: both count. So each person hands in one.",
        ),
        asks=_unanswered,
        fields=tuple(
            Field(id=name, title=asked, kind="one", choices=figures)
            if name in SCALED
            else Field(id=name, title=asked, kind="words", hint="may stay empty")
            for name, asked in QUESTIONS_ASKED.items()
        ),
        make=make,
    )


def afterwards_sheet_for(view: View, key: str) -> Sheet | str:
    """The sheet of a key as it stands now, or a sentence: why there is none."""
    kind, _, rest = key.partition(" ")
    about = rest.removeprefix(view.organisation).strip()
    return position(view, about) if kind == "position" else feedback(view)
