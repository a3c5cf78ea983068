"""Sheets for talk: messages, requests and their answers, what was said in the room, agreements."""

from collections.abc import Iterator, Mapping
from typing import Literal

from engine.ids import CONTROL_PARTY, AgreementId, OrganisationId, RequestId
from engine.orders import (
    AnswerRequest,
    BreakAgreement,
    KeepAgreement,
    MakeRequest,
    NoteSaid,
    Order,
    Phase,
    ProposeAgreement,
    RefuseAgreement,
    SendMessage,
    SignAgreement,
)
from engine.views import View
from engine.views_talk import AgreementSeen
from tui.sheets.sheet import Choices, Field, Make, Offer, Sheet, key_for, matter, said, several
from tui.words import initiative_title, plural, short_name

GONE = "This has been settled meanwhile; nothing of it waits for you."
NO_REASON = "Say why: the reason is part of the record."
GIVEN: Choices = (
    ("fact", "a fact: something that they did not know"),
    ("answer", "an answer to what they had asked"),
    ("agreement", "an agreement: what was promised"),
)


def others(view: View, *, control: bool = True) -> Choices:
    """To whom this organisation can speak."""
    known = tuple((str(key), one.title) for key, one in view.world.organisations.items() if key != view.organisation)
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


def _to(view: View, *, control: bool = True, start: str = "") -> Field:
    return Field(id="to", title="To", kind="several", choices=others(view, control=control), start=start)


def _about(view: View, start: str = "") -> Field:
    return Field(id="about", title="About", kind="one", choices=subjects(view), start=start)


def _due(view: View) -> Field:
    first = view.turn + (view.phase is Phase.PICTURE)
    turns = tuple((str(turn), f"by the end of turn {turn}") for turn in range(max(1, first), view.turns + 1))
    return Field(id="due", title="Due", kind="one", choices=turns, start=turns[0][0] if turns else "")


def _parties(values: Mapping[str, str], field: str = "to") -> tuple[OrganisationId, ...]:
    return tuple(OrganisationId(one) for one in several(values.get(field, "")))


def message(view: View, about: str = "") -> Sheet | str:
    """Write to organisations or to control; `about` is to whom, where that is chosen already."""

    def make(values: Mapping[str, str]) -> Order | str:
        to, text = _parties(values), said(values, "text")
        if not to:
            return "Choose to whom."
        return SendMessage(to=to, text=text, about=said(values, "about")) if text else "Write something."

    text = Field(id="text", title="Text", kind="words", hint="sender and addressees alone will read it")
    return Sheet(
        key=key_for("message", view.organisation, *([about] if about else [])),
        order=SendMessage,
        title="Message",
        send_word="Send",
        fields=(_to(view, start=about), text, _about(view)),
        make=make,
    )


def request(view: View, about: str = "") -> Sheet | str:
    """Ask for something, with an answer due by a turn."""
    due = _due(view)
    if not due.choices:
        return "This is the last turn: nothing can fall due any more."

    def make(values: Mapping[str, str]) -> Order | str:
        to, text = _parties(values), said(values, "text")
        if not to:
            return "Choose whom you ask."
        if not text:
            return "Write what you ask for."
        return MakeRequest(to=to, text=text, due_turn=int(said(values, "due")), about=said(values, "about"))

    return Sheet(
        key=key_for("request", view.organisation),
        order=MakeRequest,
        title="Request",
        send_word="Ask",
        said=("Each of them answers yes, no or later. A request that nobody answers in time is on record as unanswered.",),
        fields=(_to(view), Field(id="text", title="Ask for", kind="words"), due, _about(view)),
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
            Field(id="verdict", title="Answer", kind="one", choices=verdicts, spread=True),
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
        to, what = _parties(values), said(values, "what")
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
            Field(id="what", title="What", kind="words"),
            _to(view),
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


def agree(view: View, about: str = "") -> Sheet | str:
    """Offer parties an agreement; whoever offers it has signed it."""
    due = _due(view)
    if not due.choices:
        return "This is the last turn: nothing can fall due any more."

    def make(values: Mapping[str, str]) -> Order | str:
        parties, title, terms = _parties(values), said(values, "title"), said(values, "terms")
        if not parties:
            return "Choose with whom."
        if not title or not terms:
            return "Give it a title, and say what each of you does."
        return ProposeAgreement(parties=parties, title=title, terms=terms, due_turn=int(said(values, "due")))

    return Sheet(
        key=key_for("agree", view.organisation),
        order=ProposeAgreement,
        title="Agreement",
        send_word="Offer and sign",
        said=("It is in force once all have signed. What it promises is due by the end of a turn; breaking it is on record.",),
        fields=(
            _to(view, control=False),
            Field(id="title", title="Title", kind="line"),
            Field(id="terms", title="Terms", kind="words", hint="who does what for whom, and by when"),
            due,
        ),
        make=make,
    )


def _agreement(view: View, about: str, *stands: str) -> AgreementSeen | None:
    seen = view.agreements.get(AgreementId(about))
    return seen if seen is not None and seen.stands in stands else None


def _terms(view: View, seen: AgreementSeen) -> tuple[str, ...]:
    parties = ", ".join(short_name(view.world, one) for one in seen.parties)
    return (seen.title, seen.terms, f"between {parties}; due by the end of turn {seen.due_turn}")


def _plain(view: View, seen: AgreementSeen, kind: str, word: str, order: Order) -> Sheet:
    """A sheet with nothing to fill in: to say it is all."""
    return Sheet(
        key=key_for(kind, view.organisation, seen.agreement),
        order=type(order),
        objects=matter(f"agreement {seen.agreement}"),
        title=f"{word}: {seen.title}",
        send_word=word,
        said=_terms(view, seen),
        make=lambda values: order,
    )


def sign(view: View, about: str) -> Sheet | str:
    """Sign an agreement that waits for one's signature."""
    seen = _agreement(view, about, "open")
    if seen is None or view.organisation in seen.signed:
        return GONE
    return _plain(view, seen, "sign", "Sign", SignAgreement(agreement=seen.agreement))


def keep(view: View, about: str) -> Sheet | str:
    """Say that an agreement was kept."""
    seen = _agreement(view, about, "in-force", "due")
    if seen is None or view.organisation in seen.kept_says:
        return GONE
    return _plain(view, seen, "keep", "Say that it was kept", KeepAgreement(agreement=seen.agreement))


def refuse(view: View, about: str) -> Sheet | str:
    """Refuse to sign, or take one's signature back, with a reason."""
    seen = _agreement(view, about, "open")
    if seen is None:
        return GONE

    def make(values: Mapping[str, str]) -> Order | str:
        reason = said(values, "reason")
        return RefuseAgreement(agreement=seen.agreement, reason=reason) if reason else NO_REASON

    return _reasoned(view, seen, "refuse", "Refuse", RefuseAgreement, make)


def break_off(view: View, about: str) -> Sheet | str:
    """Break an agreement that is in force, with a reason."""
    seen = _agreement(view, about, "in-force")
    if seen is None:
        return GONE

    def make(values: Mapping[str, str]) -> Order | str:
        reason = said(values, "reason")
        return BreakAgreement(agreement=seen.agreement, reason=reason) if reason else NO_REASON

    return _reasoned(view, seen, "break", "Break", BreakAgreement, make)


def _reasoned(view: View, seen: AgreementSeen, kind: str, word: str, order: type, make: Make) -> Sheet:
    return Sheet(
        key=key_for(kind, view.organisation, seen.agreement),
        order=order,
        objects=matter(f"agreement {seen.agreement}"),
        title=f"{word}: {seen.title}",
        send_word=word,
        said=_terms(view, seen),
        fields=(Field(id="reason", title="Reason", kind="words", hint="why: it is part of the record"),),
        make=make,
    )


def offers(view: View) -> Iterator[Offer]:
    """With whom to talk about what now."""
    mine = view.organisation
    for asked in view.waiting_requests():
        title = f"Answer {short_name(view.world, asked.sender)}: {_short(asked.text)}"
        yield Offer(key=key_for("reply", mine, asked.request), title=title, about=f"due in turn {asked.due_turn}")
    for seen in view.agreements_to_sign():
        with_whom = plural(len(seen.parties) - 1, "other party", "other parties")
        yield Offer(key=key_for("sign", mine, seen.agreement), title=f"Sign: {seen.title}", about=f"with {with_whom}")
        yield Offer(key=key_for("refuse", mine, seen.agreement), title=f"Refuse: {seen.title}")
    for seen in view.agreements.values():
        if seen.stands in ("in-force", "due") and mine not in seen.kept_says:
            yield Offer(key=key_for("keep", mine, seen.agreement), title=f"Say that it was kept: {seen.title}")
        if seen.stands == "in-force":
            yield Offer(key=key_for("break", mine, seen.agreement), title=f"Break: {seen.title}")
    for kind, title, about in (
        ("message", "Message", "to organisations or to control"),
        ("request", "Request", "ask for something, with an answer due"),
        ("said", "Said in the room", "put on record what you told somebody aloud"),
        ("agree", "Agreement", "offer others a promise with terms and a due turn"),
    ):
        yield Offer(key=key_for(kind, mine), title=title, about=about)
