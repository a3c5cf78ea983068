"""Sheets for what stands until changed, for injects and being ready. Estimates: `estimates.py`."""

from collections.abc import Iterator, Mapping

from engine.beliefs import believed
from engine.decide import LONGEST_TEXT
from engine.ids import InjectId, SystemId
from engine.orders import AnswerInject, MarkReady, Order, SetIntent, SetPolicy, SetRanking
from engine.phases import Phase
from engine.policies import Policy, policies_of, policy_key, subjects_of
from engine.rules.parameters import stands_for
from engine.rules.standing import RANKING_ORGANISATION
from engine.titles import blanks_of, in_blanks
from engine.views import View
from tui.sheets.policy_values import policy_value_words, value_field, value_of
from tui.sheets.sheet import BETWEEN, Choices, Field, Offer, Sheet, key_for, matter, said, several, whole
from tui.words import intent_words, named, short_name

STANCES: Choices = (
    ("ask", "Ask me: they wait until the next order phase"),
    ("approve", "Approve them, within the ceilings below; ask me above those"),
    ("decline", "Decline them, with the reason below"),
)
NOT_TOLD = (
    "An answer takes none of your slots. What each brings comes with the weeks after the lock, and nobody tells it before."
)
"""Rule 12.3, said once for all the choices of an inject."""
THOUSANDS_IN_MILLION = 1_000
MOST_NAMED = 4
"""Steps without a price that the form names."""


def answer(view: View, about: str) -> Sheet | str:
    """Answer an inject: one of its choices where it offers some, and words of one's own."""
    inject = next((one for one in view.waiting_injects() if one.inject == about), None)
    if inject is None:
        return "This inject no longer waits for your answer."

    def make(values: Mapping[str, str]) -> Order | str:
        text = said(values, "text")
        if not inject.choices and not text:
            return "Write what you answer."
        if inject.choices and not said(values, "choice"):
            return "Choose one of the answers."
        if len(text) > LONGEST_TEXT:
            return f"The text has {len(text):,} characters; shorten it to {LONGEST_TEXT:,}."
        return AnswerInject(inject=InjectId(about), choice=said(values, "choice"), text=text)

    offered: Choices = (("", "not chosen yet"), *inject.choices)
    choice = Field(id="choice", title="Choose one", kind="one", choices=offered, needed=True, spread=True)
    hint = "what else there is to say; may stay empty" if inject.choices else "what you answer"
    return Sheet(
        key=key_for("answer", view.organisation, about),
        order=AnswerInject,
        objects=matter(f"inject {about}"),
        title=f"Answer {inject.reference}: {inject.title}",
        send_word="Answer",
        said=(f"{inject.marking}  {inject.fictional_level}", inject.text, *((NOT_TOLD,) if inject.choices else ())),
        fields=(*((choice,) if inject.choices else ()), Field(id="text", title="In words", kind="words", hint=hint)),
        make=make,
    )


def intent(view: View, about: str = "") -> Sheet | str:
    """What happens to steps that open while weeks pass and nobody can ask; ceilings only bound an approval."""
    now = view.intent
    price, risk = now.get("price_ceiling"), now.get("risk_ceiling")
    hint = "needed to decline; it is part of the record"
    return Sheet(
        key=key_for("intent", view.organisation),
        order=SetIntent,
        objects=matter("intent"),
        title="Standing intent",
        send_word="Set",
        said=(
            f"Many steps open while weeks are played, when you cannot answer. Now: {intent_words(view)}.",
            "A ceiling is held against each step by itself. There is no total: many steps below it are all approved.",
            *_unpriced(view),
        ),
        fields=(
            Field(id="stance", title="Steps", kind="one", choices=STANCES, start=str(now.get("stance", "ask")), spread=True),
            Field(
                id="price",
                title="Price up to",
                kind="number",
                hint="million dollars; empty: no ceiling",
                start="" if price is None else str(price // THOUSANDS_IN_MILLION),
            ),
            Field(
                id="risk",
                title="Risk up to",
                kind="number",
                hint="points, 0 to 8; empty: no ceiling",
                start="" if risk is None else str(risk),
            ),
            Field(
                id="after",
                title="Let it lie",
                kind="number",
                hint="weeks that a step waits before it is approved for you, 0 to 52; empty: none",
                start=str(now.get("after_weeks", 0) or ""),
            ),
            Field(id="reason", title="Reason", kind="words", hint=hint, start=str(now.get("reason", ""))),
        ),
        make=_intent,
    )


def _unpriced(view: View) -> tuple[str, ...]:
    """Rule 3.6: the steps of this organisation that a ceiling on price cannot stop, since they carry no price here."""
    found = dict.fromkeys(
        in_blanks(step.title, blanks_of(kind))
        for kind in view.world.playbook.values()
        for step in kind.steps
        if step.kind == "decide" and step.price is None and view.organisation in stands_for(view.world, kind, step.by)
    )
    if not found:
        return ()
    more = f"; and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
    return (f"These carry no price and pass any price ceiling, as bills do: {'; '.join(list(found)[:MOST_NAMED])}{more}.",)


def _intent(values: Mapping[str, str]) -> Order | str:
    reason = said(values, "reason")
    price, risk = whole(said(values, "price")), whole(said(values, "risk"))
    match said(values, "stance"):
        case "approve":
            ceiling = None if price is None else price * THOUSANDS_IN_MILLION
            after = whole(said(values, "after")) or 0
            return SetIntent(stance="approve", price_ceiling=ceiling, risk_ceiling=risk, reason=reason, after_weeks=after)
        case "decline" if not reason:
            return "Say why you decline: the reason is part of the record."
        case "decline":
            return SetIntent(stance="decline", reason=reason)
        case _:
            return SetIntent(stance="ask", reason=reason)


def value_now(view: View, policy: Policy, subject: str) -> str:
    """What holds for a subject: what was set, or what counts unless it is set; empty where the rules decide."""
    value = _set_now(view, policy, subject)
    return "" if value is None else policy_value_words(policy, value)


def _set_now(view: View, policy: Policy, subject: str) -> int | None:
    return view.policies.get(policy_key(policy.id, subject, view.organisation), policy.default)


def steer(view: View, about: str) -> Sheet | str:
    """Set the standing policy `about` for one subject."""
    policy = next((one for one in policies_of(view.world, view.organisation) if one.id == about), None)
    if policy is None:
        return "This standing policy is not your organisation's to set."
    subjects = subjects_of(view.world, policy, view.organisation)
    field = value_field(policy, _set_now(view, policy, subjects[0]))

    def make(values: Mapping[str, str]) -> Order | str:
        filled = whole(said(values, "value"))
        if filled is None:
            return "Choose a value." if field.kind == "one" else f"The value is a whole number: {field.hint}."
        return SetPolicy(policy=policy.id, subject=said(values, "subject"), value=value_of(policy, filled))

    choices = tuple((one, named(view.world, one)) for one in subjects)
    return Sheet(
        key=key_for("policy", view.organisation, about),
        order=SetPolicy,
        objects=lambda values: (f"policy {policy.id} {said(values, 'subject')}",),
        title=f"Standing policy: {policy.title}",
        send_word="Set",
        said=(policy.explanation,),
        fields=(
            Field(id="subject", title=policy.subject.capitalize(), kind="one", choices=choices, start=subjects[0]),
            field,
        ),
        make=make,
    )


def rank(view: View, about: str = "") -> Sheet | str:
    """Rank systems for scarce components, from first to last."""
    if view.organisation != RANKING_ORGANISATION:
        return f"{short_name(view.world, RANKING_ORGANISATION)} ranks systems."
    ranked = [str(one) for one in believed(view).ranking]
    order = [*ranked, *(str(one) for one in view.world.systems if one not in ranked)]
    choices = tuple((one, f"{one}  {view.world.systems[SystemId(one)].title}") for one in order)
    return Sheet(
        key=key_for("rank", view.organisation),
        order=SetRanking,
        objects=matter("ranking"),
        title="Rank systems for scarce components",
        send_word="Rank",
        said=(
            (
                "Lines get scarce components in this order, above the floor that keeps each line running. Whoever runs lines "
                "hears it."
            ),
        ),
        fields=(Field(id="ranking", title="First to last", kind="several", choices=choices, start=BETWEEN.join(order)),),
        make=lambda values: SetRanking(systems=several(values.get("ranking", ""))),
    )


def ready(view: View, about: str = "") -> Sheet | str:
    """Say that this organisation is done with the order phase, or take that back."""
    if view.phase not in (Phase.BRIEF, Phase.ORDERS):
        return "Ready is said while orders are open."
    return Sheet(
        key=key_for("ready", view.organisation),
        order=MarkReady,
        title="Not ready after all" if view.ready else "Ready with this turn",
        send_word="Say so",
        make=lambda values: MarkReady(ready=not view.ready),
    )


def offers(view: View) -> Iterator[Offer]:
    """What can be set, sealed, answered and said now."""
    mine = view.organisation
    for inject in view.waiting_injects():
        about = f"answer due in turn {inject.due_turn}"
        yield Offer(key=key_for("answer", mine, inject.inject), title=f"Answer: {inject.title}", about=about)
    yield Offer(key=key_for("intent", mine), title="Standing intent", about=intent_words(view))
    for policy in policies_of(view.world, mine):
        yield Offer(key=key_for("policy", mine, policy.id), title=policy.title, about=policy.explanation)
    if mine == RANKING_ORGANISATION:
        yield Offer(key=key_for("rank", mine), title="Rank systems for scarce components")
    sheet = ready(view)
    if isinstance(sheet, Sheet):
        yield Offer(key=sheet.key, title=sheet.title)
