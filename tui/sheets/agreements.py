"""Sheets for agreements: offer, sign, refuse, say that one was kept, break."""

from collections.abc import Iterator, Mapping

from engine.ids import AgreementId
from engine.orders import BreakAgreement, KeepAgreement, Order, ProposeAgreement, RefuseAgreement, SignAgreement
from engine.views import View
from engine.views_talk import AgreementSeen
from tui.sheets.sheet import Field, Offer, Sheet, key_for, matter, reasoned, said
from tui.sheets.talk import GONE, addressees, due_turn, parties
from tui.words import plural, short_name

NOT_KEPT = "Did others not keep it? Leave it open and write to control (t): after its due turn control rules who broke it."
"""Rules 14.4 and 14.5, for whoever would say neither that it was kept nor that it breaks it."""
YOU_BREAK = "This says that you yourself break it, and that is on record."


def agree(view: View, about: str = "") -> Sheet | str:
    """Offer parties an agreement; whoever offers it has signed it."""
    due = due_turn(view)
    if not due.choices:
        return "This is the last turn: nothing can fall due any more."

    def make(values: Mapping[str, str]) -> Order | str:
        with_whom, title, terms = parties(values), said(values, "title"), said(values, "terms")
        if not title:
            return "Give it a title."
        if not terms:
            return "Say in its terms what each of you does."
        if not with_whom:
            return "Choose with whom."
        return ProposeAgreement(parties=with_whom, title=title, terms=terms, due_turn=int(said(values, "due")))

    return Sheet(
        key=key_for("agree", view.organisation),
        order=ProposeAgreement,
        title="Agreement",
        send_word="Offer and sign",
        said=("It is in force once all have signed. What it promises is due by the end of a turn; breaking it is on record.",),
        fields=(
            Field(id="title", title="Title", kind="line", needed=True),
            Field(id="terms", title="Terms", kind="words", hint="who does what for whom, and by when", needed=True),
            addressees(view, control=False),
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


def _plain(view: View, seen: AgreementSeen, kind: str, word: str, order: Order, *more: str) -> Sheet:
    """A sheet with nothing to fill in: to say it is all."""
    return Sheet(
        key=key_for(kind, view.organisation, seen.agreement),
        order=type(order),
        objects=matter(f"agreement {seen.agreement}"),
        title=f"{word}: {seen.title}",
        send_word=word,
        said=(*_terms(view, seen), *more),
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
    order = KeepAgreement(agreement=seen.agreement)
    return _plain(view, seen, "keep", "Say that it was kept", order, NOT_KEPT)


def refuse(view: View, about: str) -> Sheet | str:
    """Refuse to sign, or take one's signature back, with a reason."""
    seen = _agreement(view, about, "open")
    if seen is None:
        return GONE
    return reasoned(
        key=key_for("refuse", view.organisation, seen.agreement),
        order=RefuseAgreement,
        objects=matter(f"agreement {seen.agreement}"),
        title=f"Refuse: {seen.title}",
        send_word="Refuse",
        said=_terms(view, seen),
        make=lambda reason: RefuseAgreement(agreement=seen.agreement, reason=reason),
    )


def break_off(view: View, about: str) -> Sheet | str:
    """Break an agreement that is in force, with a reason."""
    seen = _agreement(view, about, "in-force")
    if seen is None:
        return GONE
    return reasoned(
        key=key_for("break", view.organisation, seen.agreement),
        order=BreakAgreement,
        objects=matter(f"agreement {seen.agreement}"),
        title=f"Break: {seen.title}",
        send_word="Break",
        said=(*_terms(view, seen), YOU_BREAK, NOT_KEPT),
        make=lambda reason: BreakAgreement(agreement=seen.agreement, reason=reason),
    )


def offers(view: View) -> Iterator[Offer]:
    """Which agreements can be offered, signed, kept and broken now."""
    mine = view.organisation
    for seen in view.agreements_to_sign():
        with_whom = plural(len(seen.parties) - 1, "other party", "other parties")
        yield Offer(key=key_for("sign", mine, seen.agreement), title=f"Sign: {seen.title}", about=f"with {with_whom}")
        yield Offer(key=key_for("refuse", mine, seen.agreement), title=f"Refuse: {seen.title}")
    for seen in view.agreements.values():
        if seen.stands in ("in-force", "due") and mine not in seen.kept_says:
            yield Offer(key=key_for("keep", mine, seen.agreement), title=f"Say that it was kept: {seen.title}")
        if seen.stands == "in-force":
            yield Offer(key=key_for("break", mine, seen.agreement), title=f"Break: {seen.title}")
    about = "offer others a promise with terms and a due turn"
    yield Offer(key=key_for("agree", mine), title="Agreement", about=about)
