"""Control's sheets for talk: message, request, answer, what was said in the room, and whether an agreement was kept."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from engine.ids import CONTROL_PARTY, AgreementId, OrganisationId, RequestId
from engine.orders import AnswerRequest, MakeRequest, NoteSaid, Order, RuleAgreement, SendMessage
from engine.rules.talk import bad_due_turn
from engine.talk import Agreement, Request
from tui.sheets.control.held import NO_REASON, NOT_AT_HAND, REASON_HINT, Held
from tui.sheets.sheet import Choices, Field, Sheet, matter, said, several
from tui.sheets.talk import GIVEN, given_word

CONTROL_CHOICE = (str(CONTROL_PARTY), "Control")


EVERYBODY, PERSONS = "everybody", "persons"


def _to(held: Held, title: str = "To", start: str = "") -> Field:
    people = f"All seats of people{'' if _persons(held) else ' (bots hold every seat)'}"
    together: Choices = ((EVERYBODY, "Everybody who plays"), (PERSONS, people))
    return Field(id="to", title=title, kind="several", choices=(*together, *held.organisations()), start=start)


def _persons(held: Held) -> tuple[OrganisationId, ...]:
    """Those whose seat a person holds or nobody does: a person may have left it, or may come."""
    holders = held.exercise.holders
    return tuple(one for one in held.exercise.world.organisations if not holders.get(one, "").startswith("bot"))


def _addressees(held: Held, values: Mapping[str, str]) -> tuple[OrganisationId, ...]:
    """Those that are ticked, and those of the rows that stand for several, in the order of the world."""
    ticked = set(several(values.get("to", "")))
    persons = _persons(held) if PERSONS in ticked else ()
    return tuple(one for one in held.exercise.world.organisations if EVERYBODY in ticked or one in ticked or one in persons)


def _about(held: Held) -> Field:
    return Field(id="about", title="About", kind="one", choices=held.subjects())


def _chosen(values: Mapping[str, str], field: str = "to") -> tuple[OrganisationId, ...]:
    return tuple(OrganisationId(one) for one in several(values.get(field, "")))


def message(held: Held, about: str = "") -> Sheet | str:
    """Write to organisations as control; `about` is to whom, where that is known already."""

    def make(values: Mapping[str, str]) -> Order | str:
        to, text = _addressees(held, values), said(values, "text")
        if not to:
            return "Choose to whom."
        return SendMessage(to=to, text=text, about=said(values, "about")) if text else "Write something."

    return Sheet(
        key=f"message {about}".strip(),
        order=SendMessage,
        title="Message from control",
        send_word="Send",
        fields=(
            _to(held, start=about),
            Field(id="text", title="Text", kind="words", hint="they alone will read it"),
            _about(held),
        ),
        begins=lambda values: "text" if about else "",
        make=make,
    )


def request(held: Held, about: str = "") -> Sheet | str:
    """Ask organisations for something, as control."""
    exercise = held.exercise
    turns = [one for one in range(1, exercise.turns + 1) if bad_due_turn(exercise, one) is None]
    if not turns:
        return "This is the last turn: nothing can fall due any more."

    def make(values: Mapping[str, str]) -> Order | str:
        to, text = _addressees(held, values), said(values, "text")
        if not to:
            return "Choose whom you ask."
        if not text:
            return "Write what you ask for."
        return MakeRequest(to=to, text=text, due_turn=int(said(values, "due")), about=said(values, "about"))

    due = Field(
        id="due",
        title="Due by",
        kind="one",
        choices=tuple((str(one), f"the end of turn {one}") for one in turns),
        start=str(turns[0]),
    )
    return Sheet(
        key="request",
        order=MakeRequest,
        title="Request of control",
        send_word="Ask",
        said=("Each of them answers yes, no or later. One that nobody answers in time is on record as unanswered.",),
        fields=(_to(held), Field(id="text", title="Ask for", kind="words"), due, _about(held)),
        make=make,
    )


def asked_of_control(held: Held) -> list[Request]:
    """Requests to control that wait for its yes or no."""
    open_ones = held.exercise.talk.requests.values()
    return [one for one in open_ones if CONTROL_PARTY in (*one.unanswered, *one.put_off)]


def asked_words(held: Held, asked: Request) -> str:
    """What a request says."""
    return next((str(one["text"]) for one in held.events("request-made") if one["request"] == asked.id), NOT_AT_HAND)


def reply(held: Held, about: str) -> Sheet | str:
    """Answer a request that was made of control."""
    asked = next((one for one in asked_of_control(held) if one.id == about), None)
    if asked is None:
        return "This request no longer waits for control. esc goes back."
    verdicts: Choices = (("", "not chosen yet"), ("yes", "Yes"), ("no", "No"))
    if CONTROL_PARTY not in asked.put_off:
        verdicts = (*verdicts, ("later", "Later: said once, and then yes or no"))

    def make(values: Mapping[str, str]) -> Order | str:
        word = said(values, "verdict")
        verdict: Literal["yes", "no", "later"] | None = next((one for one in ("yes", "no", "later") if one == word), None)
        if verdict is None:
            return "Choose yes, no or later."
        return AnswerRequest(request=RequestId(about), verdict=verdict, text=said(values, "text"))

    return Sheet(
        key=f"reply {about}",
        order=AnswerRequest,
        objects=matter(f"request {about}"),
        title=f"Answer {held.name(asked.sender)}",
        send_word="Answer",
        said=(asked_words(held, asked), f"due by the end of turn {asked.due_turn}"),
        fields=(
            Field(id="verdict", title="Answer", kind="one", choices=verdicts, spread=True),
            Field(id="text", title="In words", kind="words", hint="may stay empty"),
        ),
        make=make,
    )


def told(held: Held, about: str = "") -> Sheet | str:
    """Put on record what somebody said in the room."""
    speakers = (("", "not chosen yet"), *held.organisations(), CONTROL_CHOICE)
    hearers = (*held.organisations(), CONTROL_CHOICE)

    def make(values: Mapping[str, str]) -> Order | str:
        speaker, to, what = said(values, "speaker"), _chosen(values), said(values, "what")
        if not speaker:
            return "Choose who said it."
        if not to or OrganisationId(speaker) in to:
            return "Choose who heard it: others than the speaker."
        if not what:
            return "Write what was said."
        return NoteSaid(
            speaker=OrganisationId(speaker),
            to=to,
            what=what,
            given=given_word(said(values, "given")),
            about=said(values, "about"),
        )

    return Sheet(
        key="said",
        order=NoteSaid,
        title="Said in the room",
        send_word="Note it",
        said=("What was told aloud counts as passed from this week on, once it is noted. Speaker and hearers read the note.",),
        fields=(
            Field(id="speaker", title="Who said it", kind="one", choices=speakers),
            Field(id="what", title="What", kind="words"),
            Field(id="to", title="Who heard it", kind="several", choices=hearers),
            Field(id="given", title="It was", kind="one", choices=GIVEN, start="fact"),
            _about(held),
        ),
        make=make,
    )


def before_control(held: Held) -> list[Agreement]:
    """Agreements that wait for control's word on whether they were kept."""
    return [one for one in held.exercise.talk.agreements.values() if one.stands == "due"]


def in_force(held: Held) -> list[Agreement]:
    """Agreements that control may rule on before they are due."""
    return [one for one in held.exercise.talk.agreements.values() if one.stands == "in-force"]


def agreement_story(held: Held, one: Agreement) -> Iterator[str]:
    """Its terms, its parties, and who says that it was kept."""
    terms = next((str(event["terms"]) for event in held.events("agreement-proposed") if event["agreement"] == one.id), "")
    yield terms or NOT_AT_HAND
    yield f"between {held.names(one.parties)}; due by the end of turn {one.due_turn}"
    yield f"kept, say: {held.names(one.kept_says)}"


def rule_agreement(held: Held, about: str) -> Sheet | str:
    """Say whether an agreement was kept, and who broke it."""
    one = held.exercise.talk.agreements.get(AgreementId(about))
    if one is None or one.stands not in ("in-force", "due"):
        return "This agreement is not before control. esc goes back."
    parties = tuple((str(party), held.name(party)) for party in one.parties)

    def make(values: Mapping[str, str]) -> Order | str:
        verdict, broken_by, reason = said(values, "verdict"), _chosen(values, "broken"), said(values, "reason")
        return _ruled(one.id, verdict, broken_by, reason)

    verdicts: Choices = (("", "not chosen yet"), ("kept", "Kept"), ("broken", "Broken"))
    return Sheet(
        key=f"agreement {about}",
        order=RuleAgreement,
        objects=matter(f"agreement {about}"),
        title=f"Was it kept? {one.title}",
        send_word="Rule",
        said=(*agreement_story(held, one), f"Its parties hear your word: {held.names(one.parties)}. It cannot be undone."),
        fields=(
            Field(id="verdict", title="It was", kind="one", choices=verdicts),
            Field(id="broken", title="Broken by", kind="several", choices=parties, hint="only where it was broken"),
            Field(id="reason", title="Reason", kind="line", hint=REASON_HINT),
        ),
        make=make,
    )


def _ruled(agreement: AgreementId, verdict: str, broken_by: Sequence[OrganisationId], reason: str) -> Order | str:
    if verdict not in ("kept", "broken"):
        return "Choose kept or broken."
    if verdict == "broken" and not broken_by:
        return "Choose who broke it."
    if not reason:
        return NO_REASON
    if verdict == "kept":
        return RuleAgreement(agreement=agreement, verdict="kept", reason=reason)
    return RuleAgreement(agreement=agreement, verdict="broken", reason=reason, broken_by=tuple(broken_by))
