"""Sheets for talk: messages, requests and their answers, what was said in the room. Agreements: `agreements.py`."""

from collections.abc import Iterator, Mapping
from typing import Literal

from engine.ids import CONTROL_PARTY, OrganisationId, RequestId
from engine.orders import AnswerRequest, MakeRequest, NoteSaid, Order, SendMessage
from engine.phases import Phase
from engine.views import View
from tui.sheets.sheet import Choices, Field, Offer, Sheet, key_for, matter, said, several
from tui.words import initiative_title, short_name

GONE = "This has been settled meanwhile; nothing of it waits for you."
GIVEN: Choices = (
    ("fact", "a fact: something that they did not know"),
    ("answer", "an answer to what they had asked"),
    ("agreement", "an agreement: what was promised"),
)


def others(view: View, *, control: bool = True) -> Choices:
    """To whom this organisation can speak: control first, those who play against the others last."""
    against = {one.id for one in view.world.baseline.adversaries}
    keys = sorted((one for one in view.world.organisations if one != view.organisation), key=lambda one: one in against)
    known = tuple((str(key), view.world.organisations[key].title) for key in keys)
    return ((CONTROL_PARTY, "Control"), *known) if control else known


def subjects(view: View) -> Choices:
    """What something can be about, newest first: what this organisation knows of."""
    found = [("", "nothing in particular")]
    found += [(str(one.request), f"request: {_short(one.text)}") for one in reversed(list(view.requests.values()))]
    found += [(str(one.agreement), f"agreement: {one.title}") for one in reversed(list(view.agreements.values()))]
    found += [(str(one.inject), f"inject: {one.title}") for one in reversed(list(view.injects.values()))]
    initiatives = (one for one in reversed(list(view.initiatives.values())) if one.running)
    found += [(str(one.id), f"initiative: {initiative_title(view, one.type, one.parameters)}") for one in initiatives]
    found += [(str(one.action), f"action: {one.title}") for one in reversed(list(view.actions.values()))]
    return tuple(found)


def _short(text: str) -> str:
    first = text.strip().partition("\n")[0]
    return first if len(first) <= 50 else first[:49].rstrip() + "…"


ABOUT = "about:"
"""Before what something is about, in the key of a sheet; else a key names to whom it goes."""


def to_and_about(about: str) -> tuple[str, str]:
    """From what follows the kind and the organisation in a key: to whom, and about what."""
    return ("", about.removeprefix(ABOUT)) if about.startswith(ABOUT) else (about, "")


def addressees(view: View, *, control: bool = True, start: str = "") -> Field:
    choices = tuple(sorted(others(view, control=control), key=lambda one: one[0] != start))
    return Field(id="to", title="To", kind="several", choices=choices, start=start, needed=True)


def begins_with_words(values: Mapping[str, str]) -> str:
    """Once it is said to whom, a key is typed into the words and unticks nobody."""
    return "text" if values.get("to") else ""


def _about(view: View, start: str = "") -> Field:
    return Field(id="about", title="About", kind="one", choices=subjects(view), start=start)


def _preset_subject(view: View, subject: str) -> tuple[str, ...]:
    """Said on top where the subject came from the row or page on which it was begun: the field stands last."""
    title = dict(subjects(view)).get(subject, "") if subject else ""
    return (f"About {title}. Begun from there; the field About, below, takes it away.",) if title else ()


def due_turn(view: View) -> Field:
    first = view.turn + (view.phase is Phase.PICTURE)
    turns = tuple((str(turn), f"by the end of turn {turn}") for turn in range(max(1, first), view.turns + 1))
    return Field(id="due", title="Due", kind="one", choices=turns, start=turns[0][0] if turns else "")


def parties(values: Mapping[str, str], field: str = "to") -> tuple[OrganisationId, ...]:
    return tuple(OrganisationId(one) for one in several(values.get(field, "")))


def message(view: View, about: str = "") -> Sheet | str:
    """Write to organisations or to control; `about` is to whom, where that is chosen already."""

    whom, subject = to_and_about(about)

    def make(values: Mapping[str, str]) -> Order | str:
        to, text = parties(values), said(values, "text")
        if not to:
            return "Choose to whom."
        return SendMessage(to=to, text=text, about=said(values, "about")) if text else "Write something."

    text = Field(id="text", title="Text", kind="words", hint="sender and addressees alone will read it", needed=True)
    return Sheet(
        key=key_for("message", view.organisation, *([about] if about else [])),
        order=SendMessage,
        title="Message",
        send_word="Send",
        begins=begins_with_words,
        said=_preset_subject(view, subject),
        fields=(addressees(view, start=whom), text, _about(view, subject)),
        make=make,
    )


def request(view: View, about: str = "") -> Sheet | str:
    """Ask for something, with an answer due by a turn."""
    due = due_turn(view)
    if not due.choices:
        return "This is the last turn: nothing can fall due any more."

    def make(values: Mapping[str, str]) -> Order | str:
        to, text = parties(values), said(values, "text")
        if not to:
            return "Choose whom you ask."
        if not text:
            return "Write what you ask for."
        return MakeRequest(to=to, text=text, due_turn=int(said(values, "due")), about=said(values, "about"))

    return Sheet(
        key=key_for("request", view.organisation, *([about] if about else [])),
        order=MakeRequest,
        title="Request",
        send_word="Ask",
        begins=begins_with_words,
        said=(
            "Each of them answers yes, no or later. A request that nobody answers in time is on record as unanswered.",
            *_preset_subject(view, to_and_about(about)[1]),
        ),
        fields=(
            addressees(view),
            Field(id="text", title="Ask for", kind="words", needed=True),
            due,
            _about(view, to_and_about(about)[1]),
        ),
        make=make,
    )


def reply(view: View, about: str) -> Sheet | str:
    """Answer a request: yes, no, or once later."""
    asked = next((one for one in view.waiting_requests() if one.request == about), None)
    if asked is None:
        return GONE
    put_off = view.organisation in asked.answers
    verdicts: Choices = (("", "not chosen yet"), ("yes", "Yes"), ("no", "No"))
    if not put_off:
        verdicts = (*verdicts, ("later", "Later: said once, and then yes or no"))

    def make(values: Mapping[str, str]) -> Order | str:
        verdict = _verdict(said(values, "verdict"))
        if verdict is None:
            return "Choose yes, no or later."
        return AnswerRequest(request=RequestId(about), verdict=verdict, text=said(values, "text"))

    return Sheet(
        key=key_for("reply", view.organisation, about),
        order=AnswerRequest,
        objects=matter(f"request {about}"),
        title=f"Answer {short_name(view.world, asked.sender)}",
        send_word="Answer",
        said=(
            asked.text,
            f"due by the end of turn {asked.due_turn}",
            *([f"about {asked.about_title}"] if asked.about_title else []),
        ),
        fields=(
            Field(id="verdict", title="Answer", kind="one", choices=verdicts, spread=True, needed=True),
            Field(id="text", title="In words", kind="words", hint="may stay empty"),
        ),
        make=make,
    )


def _verdict(value: str) -> Literal["yes", "no", "later"] | None:
    match value:
        case "yes" | "no" | "later":
            return value
        case _:
            return None


def told(view: View, about: str = "") -> Sheet | str:
    """Put on record what this organisation said in the room."""

    def make(values: Mapping[str, str]) -> Order | str:
        to, what = parties(values), said(values, "what")
        if not to:
            return "Choose who heard it."
        if not what:
            return "Write what was said."
        return NoteSaid(
            speaker=view.organisation, to=to, what=what, given=given_word(said(values, "given")), about=said(values, "about")
        )

    return Sheet(
        key=key_for("said", view.organisation),
        order=NoteSaid,
        title="Said in the room",
        send_word="Note it",
        said=("What you told somebody aloud counts as passed from this week on, once it is noted.",),
        fields=(
            Field(id="what", title="What", kind="words", needed=True),
            addressees(view),
            Field(id="given", title="It was", kind="one", choices=GIVEN, start="fact"),
            _about(view),
        ),
        make=make,
    )


def given_word(value: str) -> Literal["fact", "answer", "agreement"]:
    """What was given by word of mouth; a fact where nothing else was chosen."""
    match value:
        case "answer" | "agreement":
            return value
        case _:
            return "fact"


def offers(view: View) -> Iterator[Offer]:
    """With whom to talk about what now."""
    mine = view.organisation
    for asked in view.waiting_requests():
        title = f"Answer {short_name(view.world, asked.sender)}: {_short(asked.text)}"
        yield Offer(key=key_for("reply", mine, asked.request), title=title, about=f"due in turn {asked.due_turn}")
    for kind, title, about in (
        ("message", "Message", "to organisations or to control"),
        ("request", "Request", "ask for something, with an answer due"),
        ("said", "Said in the room", "put on record what you told somebody aloud"),
    ):
        yield Offer(key=key_for(kind, mine), title=title, about=about)
