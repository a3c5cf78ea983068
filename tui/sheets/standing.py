"""Sheets for what stands until changed, for estimates, injects and being ready."""

from collections.abc import Iterator, Mapping
from typing import Literal

from engine.beliefs import believed
from engine.decide import LONGEST_TEXT
from engine.ids import InjectId, OrganisationId, SystemId
from engine.orders import AnswerInject, EstimateRow, MarkReady, Order, Phase, SealEstimate, SetIntent, SetPolicy, SetRanking
from engine.policies import Policy, policies_of, policy_key, subjects_of
from engine.rules.estimates import MONTHS, occasion_of
from engine.rules.standing import RANKING_ORGANISATION
from engine.units import THOUSAND, monthly_rate
from engine.views import View
from tui.sheets.sheet import BETWEEN, Choices, Field, Offer, Sheet, key_for, matter, said, several, whole
from tui.words import intent_words, named, short_name

Confidence = Literal["low", "medium", "high"]
CONFIDENCES: tuple[Confidence, ...] = ("low", "medium", "high")
STANCES: Choices = (
    ("ask", "Ask me: they wait until the next order phase"),
    ("approve", "Approve them, within the ceilings below; ask me above those"),
    ("decline", "Decline them, with the reason below"),
)
THOUSANDS_IN_MILLION = 1_000
WEEKS_IN_YEAR = 52
NONE_DUE = "No estimate is due now: they are sealed in the first, the middle and the last turn, once each."


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
    choice = Field(id="choice", title="Choose one", kind="one", choices=offered, spread=True)
    hint = "what else there is to say; may stay empty" if inject.choices else "what you answer"
    return Sheet(
        key=key_for("answer", view.organisation, about),
        order=AnswerInject,
        objects=matter(f"inject {about}"),
        title=f"Answer {inject.reference}: {inject.title}",
        send_word="Answer",
        said=(
            f"{inject.marking}  {inject.fictional_level}",
            inject.text,
            *(f"Expected: {one}" for one in inject.expects),
        ),
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
        said=(f"Many steps open while weeks are played, when you cannot answer. Now: {intent_words(view)}.",),
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
                title="Lies first",
                kind="number",
                hint="weeks before it is approved, 0 to 52; empty: none",
                start=str(now.get("after_weeks", 0) or ""),
            ),
            Field(id="reason", title="Reason", kind="words", hint=hint, start=str(now.get("reason", ""))),
        ),
        make=_intent,
    )


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
    """What holds for a subject: what was set, or what counts unless it is set."""
    value = view.policies.get(policy_key(policy.id, subject, view.organisation), policy.default)
    return "" if value is None else str(value)


def steer(view: View, about: str) -> Sheet | str:
    """Set the standing policy `about` for one subject."""
    policy = next((one for one in policies_of(view.world, view.organisation) if one.id == about), None)
    if policy is None:
        return "This standing policy is not your organisation's to set."
    subjects = subjects_of(view.world, policy, view.organisation)

    def make(values: Mapping[str, str]) -> Order | str:
        value = whole(said(values, "value"))
        if value is None:
            return f"The value is a whole number from {policy.low} to {policy.high}."
        return SetPolicy(policy=policy.id, subject=said(values, "subject"), value=value)

    choices = tuple((one, named(view.world, one)) for one in subjects)
    hint = f"{policy.low} to {policy.high}: {policy.unit}"
    return Sheet(
        key=key_for("policy", view.organisation, about),
        order=SetPolicy,
        objects=lambda values: (f"policy {policy.id} {said(values, 'subject')}",),
        title=f"Standing policy: {policy.title}",
        send_word="Set",
        said=(policy.explanation,),
        fields=(
            Field(id="subject", title=policy.subject.capitalize(), kind="one", choices=choices, start=subjects[0]),
            Field(id="value", title="Value", kind="number", hint=hint, start=value_now(view, policy, subjects[0])),
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


def rate_now(view: View, system: SystemId) -> int:
    """Units a month that all lines of a system start now, as this organisation believes."""
    started = sum(state.wip[-1] for key, state in believed(view).lines.items() if view.world.lines[key].system == system)
    return (monthly_rate(started) + THOUSAND // 2) // THOUSAND


def is_past(view: View, month: int) -> bool:
    """Whether a month after StartEx lies before the present week."""
    return month * WEEKS_IN_YEAR // 12 < view.week


def estimate_due(view: View) -> str:
    """The occasion for which an estimate of this organisation is still missing; empty if there is none."""
    if view.phase not in (Phase.BRIEF, Phase.ORDERS):
        return ""
    occasion = occasion_of(view.turn, view.turns)
    return "" if not occasion or occasion in view.estimates else occasion


def estimate(view: View, about: str = "") -> Sheet | str:
    """For each priority system and month low, expected and high, who must act first, and how sure; `about` is the turn."""
    occasion = estimate_due(view)
    if not occasion or about not in ("", f"turn {view.turn}"):
        return NONE_DUE
    start = _estimate_start(view)
    filled = "The numbers of your last estimate" if view.estimates else "Today's rates"
    movers: Choices = tuple((str(key), one.title) for key, one in view.world.organisations.items())
    sure: Choices = tuple((one, one) for one in CONFIDENCES)
    fields = []
    for system in view.world.deck.priority_systems:
        for month in MONTHS:
            key = f"{system} {month}"
            for column in ("low", "expected", "high"):
                title = f"{system}, month {month}, {column}"
                fields.append(Field(id=f"{key} {column}", title=title, kind="number", start=start[f"{key} {column}"]))
            for column, choices, word in (("first", movers, "first to act"), ("confidence", sure, "how sure")):
                title, begins = f"{system}, month {month}, {word}", start[f"{key} {column}"]
                fields.append(Field(id=f"{key} {column}", title=title, kind="one", choices=choices, start=begins))
    return Sheet(
        key=key_for("estimate", view.organisation, f"turn {view.turn}"),
        order=SealEstimate,
        title=f"Estimate, sealed for {occasion}",
        send_word="Seal",
        said=(
            (
                "Which monthly rate do you expect 6, 12 and 24 months after StartEx? Nobody reads it during play, and it "
                f"cannot be changed: it is held against what came true. {filled} are filled in; F2 seals."
            ),
        ),
        fields=tuple(fields),
        make=lambda values: _estimate(view, values),
    )


def _estimate_start(view: View) -> dict[str, str]:
    """One's own last estimate, else today's rates: only what changes needs typing."""
    values = {}
    for system in view.world.deck.priority_systems:
        rate = str(rate_now(view, SystemId(system)))
        for month in MONTHS:
            for column in ("low", "expected", "high"):
                values[f"{system} {month} {column}"] = rate
            values[f"{system} {month} first"] = view.organisation
            values[f"{system} {month} confidence"] = "medium"
    for row in next(reversed(list(view.estimates.values())), ()):
        key = f"{row.system} {row.month}"
        numbers = {f"{key} low": row.low, f"{key} expected": row.expected, f"{key} high": row.high}
        values.update({name: str(number) for name, number in numbers.items()})
        values.update({f"{key} first": row.first_mover, f"{key} confidence": row.confidence})
    return values


def _estimate(view: View, values: Mapping[str, str]) -> Order | str:
    rows = []
    for system in view.world.deck.priority_systems:
        for month in MONTHS:
            key = f"{system} {month}"
            numbers = [whole(said(values, f"{key} {column}")) for column in ("low", "expected", "high")]
            low, expected, high = numbers
            if low is None or expected is None or high is None:
                return f"{system}, month {month}: low, expected and high are whole numbers of units a month."
            if not low <= expected <= high:
                return f"{system}, month {month}: low, expected and high must rise."
            rows.append(
                EstimateRow(
                    system=system,
                    month=month,
                    low=low,
                    expected=expected,
                    high=high,
                    first_mover=OrganisationId(said(values, f"{key} first")),
                    confidence=_confidence(said(values, f"{key} confidence")),
                )
            )
    return SealEstimate(rows=tuple(rows))


def _confidence(value: str) -> Confidence:
    match value:
        case "low" | "medium" | "high":
            return value
        case _:
            return "medium"


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
    if estimate_due(view):
        title = f"Estimate, sealed for {estimate_due(view)}"
        yield Offer(key=key_for("estimate", mine, f"turn {view.turn}"), title=title)
    yield Offer(key=key_for("intent", mine), title="Standing intent", about=intent_words(view))
    for policy in policies_of(view.world, mine):
        yield Offer(key=key_for("policy", mine, policy.id), title=policy.title, about=policy.explanation)
    if mine == RANKING_ORGANISATION:
        yield Offer(key=key_for("rank", mine), title="Rank systems for scarce components")
    sheet = ready(view)
    if isinstance(sheet, Sheet):
        yield Offer(key=sheet.key, title=sheet.title)
