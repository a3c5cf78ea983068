"""What waits for this seat, as rows: steps, injects, a due estimate, talk, drafts. Nothing is shown before it."""

from collections.abc import Mapping, Sequence

from textual.content import Content

from engine.ids import InitiativeId, OrganisationId, StepId
from engine.orders import AmendInitiative, AnswerInject, ApproveStep, DeclineStep, SealEstimate
from engine.phases import Phase
from engine.rules.paths import steps_before
from engine.views import InjectSeen, View
from engine.views_initiatives import InitiativeSeen, StepSeen
from tui.desk import Desk
from tui.glyphs import Glyphs
from tui.inking import Inked, bad, faint, inked, joined, keys, lines, strong, warn
from tui.participant.row_keys import keys_now
from tui.participant.talk_rows import wrote_row
from tui.participant.talk_waits import hot_wash_due, talk_waits
from tui.participant.targets import (
    DraftTarget,
    EstimateTarget,
    InitiativeTarget,
    InjectTarget,
    StepTarget,
    TalkTarget,
    Target,
    key_of,
)
from tui.participant.waits import waiting_words
from tui.sheets.estimates import estimate_due
from tui.waiting import waiting_in_view
from tui.widgets.rows import Row
from tui.words import count, initiative_title, money, plural, readable, short_name, weeks, with_titles

Costs = Mapping[tuple[OrganisationId, InitiativeId, StepId], Mapping[str, int]]
"""Thousandths more short by system, if a step is answered one turn later: only what is known already."""

EMPTY = (
    "Nothing waits for you.\n\n"
    "Steps, requests and agreements that need your word, injects that expect an answer and a due estimate appear here.\n"
    "Meanwhile:  o starts something of your own;  i says what happens to steps that open while weeks pass;\n"
    "l says that you are ready."
)
NO_ORDERS_YET = (
    "Nothing waits for you.\n\n"
    "Orders are taken in the order phase. Meanwhile:  i says what happens to steps that open while weeks pass;\n"
    "2 shows the injects,  4 the situation,  6 what was said."
)
LOCKED = (
    "Nothing waits for you.\n\n"
    "The turn is locked: no order is taken until the next one. Meanwhile:  3 shows your initiatives,  4 the situation,\n"
    "5 your orders and what became of them,  p the map,  R the rule book."
)
OVER = (
    "The exercise has ended; nothing waits for you.\n\n"
    "c shows what happened, 4 where it ended; H takes your word on findings, and a feedback form.\n"
    "t writes to the others or to control, until control closes the log."
)
SEALED = (
    "The exercise has ended and its log is closed; nothing waits for you.\n\n"
    "c shows what happened, 4 where it ended; H takes your word on findings, and a feedback form."
)
NOT_STARTED = (
    "The exercise has not started.\n\n"
    "When control starts it, your brief opens and what waits for you appears here.\n"
    "Meanwhile:  t writes to control that you are here, or to others;  i sets a standing intent;  ? shows every key."
)


def empty_words(views: Sequence[View]) -> str:
    """What an empty inbox says."""
    if all(view.phase.over for view in views):
        return SEALED if all(view.phase is Phase.SEALED for view in views) else OVER
    if all(view.phase.before_start for view in views):
        return NOT_STARTED
    if all(view.phase in (Phase.LOCKED, Phase.ADJUDICATE, Phase.RESOLVE) for view in views):
        return LOCKED
    return NO_ORDERS_YET if all(view.phase in (Phase.BRIEF, Phase.PICTURE) for view in views) else EMPTY


def inbox_rows(desk: Desk, costs: Costs, *, wrote: bool = False) -> list[tuple[Row, Target]]:
    """Everything that waits, over all organisations of the seat: steps, estimate, injects, talk, unread messages, drafts."""
    views = [view for view in desk.views if not view.phase.over]
    several = len(desk.views) > 1
    rows: list[tuple[Row, Target]] = []
    for view in views:
        for seen, step_id, _ in view.waiting_steps():
            target = StepTarget(view.organisation, seen.id, step_id)
            cost = costs.get((view.organisation, seen.id, step_id), {})
            rows.append(_row(target, _step(view, seen, step_id, cost, desk.glyphs), view, several=several))
    for view in views:
        for seen, step_id, step in view.running_clocks():
            clock = StepTarget(view.organisation, seen.id, step_id)
            rows.append(_row(clock, _clock(view, seen, step, desk.glyphs), view, several=several))
        for came in dict.fromkeys(one.id for one, _, _ in view.returned_steps()):
            content = _came_back(view, view.initiatives[came], desk.glyphs)
            rows.append(_row(InitiativeTarget(view.organisation, came), content, view, several=several))
    rows += [
        _row(EstimateTarget(view.organisation), _estimate(view, desk.glyphs), view, several=several)
        for view in views
        if estimate_due(view)
    ]
    for view in views:
        for inject in view.waiting_injects():
            content = _inject(view, inject, desk.glyphs)
            rows.append(_row(InjectTarget(view.organisation, inject.inject), content, view, several=several))
    for view in desk.views:
        rows += [_row(target, content, view, several=several) for target, content in talk_waits(view, desk.glyphs)]
    return [*rows, *(_unread_rows(desk) if wrote else []), *_draft_rows(desk)]


def _unread_rows(desk: Desk) -> list[tuple[Row, Target]]:
    """Messages of others that nobody looked at: they wait for no answer, but are easily overlooked."""
    rows: list[tuple[Row, Target]] = []
    for organisation, place in desk.news.unread_messages:
        view, target = desk.view(organisation), TalkTarget(organisation, "message", place)
        content = wrote_row(view, target, desk.glyphs)
        if content is not None:
            rows.append(_row(target, content, view, several=len(desk.views) > 1))
    return rows


def how_many(views: Sequence[View]) -> int:
    """How many things wait, drafts apart."""
    return sum(waiting_in_view(view).total + hot_wash_due(view) for view in views)


def _row(target: Target, content: Content, view: View, *, several: bool) -> tuple[Row, Target]:
    if several:
        content = lines([faint(f"for {short_name(view.world, view.organisation)}"), content])
    return Row(key_of(target), content), target


def _step(view: View, seen: InitiativeSeen, step_id: StepId, cost: Mapping[str, int], glyphs: Glyphs) -> Content:
    step = seen.steps[step_id]
    price = view.type_of(seen).step(step_id).price
    mark = " n" if price is not None and price.tag == "N" else ""
    other = short_name(view.world, step.after) if step.after != view.organisation else _own_before(view, seen, step_id)
    words = waiting_words(view, step)
    waited = warn(words) if step.waited else faint(words)
    return lines(
        [
            joined(warn(f"{glyphs.waits} "), strong(with_titles(view.world, step.title))),
            joined("  ", initiative_title(view, seen.type, seen.parameters), _who_waits(view, seen, glyphs)),
            joined("  ", faint(f"after {other} {glyphs.dot} "), waited),
            _takes(view, step, mark, glyphs),
            _cost(cost, glyphs),
            joined(
                "  ", keys_now(view, ApproveStep, ("a", "approve"), ("d", "decline"), ("s", "send back"), ("enter", "look"))
            ),
        ]
    )


def _own_before(view: View, seen: InitiativeSeen, step_id: StepId) -> str:
    """What this organisation did itself, so that the step opened."""
    kind = view.type_of(seen)
    before = (kind.step(StepId(one)) for one in steps_before(kind, kind.step(step_id), view.mechanism))
    titles = [f"`{readable(view.world, one.title, seen.parameters)}`" for one in before]
    return f"your own {', '.join(titles)}" if titles else "your own proposal"


def _who_waits(view: View, seen: InitiativeSeen, glyphs: Glyphs) -> Content:
    mine = seen.proposer == view.organisation
    return faint("" if mine else f" {glyphs.dot} {short_name(view.world, seen.proposer)} waits")


def _clock(view: View, seen: InitiativeSeen, step: StepSeen, glyphs: Glyphs) -> Content:
    return lines(
        [
            joined(f"{glyphs.to_come} ", strong(with_titles(view.world, step.title))),
            joined("  ", initiative_title(view, seen.type, seen.parameters)),
            joined("  ", faint(f"a clock: it runs down by itself in week {step.opened + step.processing}")),
            joined("  ", keys_now(view, DeclineStep, ("d", "hold it"), ("enter", "look"))),
        ]
    )


def _came_back(view: View, seen: InitiativeSeen, glyphs: Glyphs) -> Content:
    came = [step for step in seen.steps.values() if step.verdict == "returned"]
    return lines(
        [
            joined(warn(f"{glyphs.waits} "), strong(f"Sent back: {initiative_title(view, seen.type, seen.parameters)}")),
            *(joined("  ", faint(f"{short_name(view.world, one.by)}: {one.reason}")) for one in came),
            joined("  ", keys_now(view, AmendInitiative, ("M", "amend"), ("w", "withdraw"), ("enter", "look"))),
        ]
    )


def _takes(view: View, step: StepSeen, mark: str, glyphs: Glyphs) -> Content | None:
    """Price and slots, each beside what is there."""
    parts: list[Inked] = []
    if step.account:
        balance = view.balances.get(step.account, 0)
        text = f"costs {money(step.price)}{mark} of {money(balance)}"
        parts.append(bad(f"{text}: not enough") if step.price > balance else text)
    for kind, takes in step.spends.items():
        slot = view.world.slot_kind(view.organisation, kind)
        left = view.slots_left(kind)
        text = f"takes {takes} of {left}: {slot.title.lower() if slot else kind}"
        parts.append(bad(f"{text}: not enough") if takes > left else text)
    parts.append(f"{weeks(step.processing)} of your own work")
    dotted: list[Inked] = ["  "]
    for index, part in enumerate(parts):
        dotted += [f" {glyphs.dot} ", part] if index else [part]
    return joined(*dotted)


def _cost(cost: Mapping[str, int], glyphs: Glyphs) -> Content | None:
    """What waiting costs, where it is known and anything."""
    shown = [f"{count(units)} {system}" for system, units in cost.items() if units >= 1_000]
    if not shown:
        return None
    return warn(f"  {glyphs.alert} left for a turn: {', '.join(shown)} more short by the end")


def _inject(view: View, inject: InjectSeen, glyphs: Glyphs) -> Content:
    if inject.due_turn < view.turn:
        due = bad(f"was due in turn {inject.due_turn}")
    else:
        due = warn(f"answer due in turn {inject.due_turn}")
    expected = plural(len(inject.choices), "choice") if inject.choices else "in your own words"
    return lines(
        [
            joined(warn(f"{glyphs.waits} "), strong(inject.title), faint(f"  {inject.reference}")),
            joined("  ", due, faint(f" {glyphs.dot} {inject.source}, week {inject.week}")),
            joined("  ", f"{expected}   ", keys_now(view, AnswerInject, ("r", "answer"), ("enter", "read"))),
        ]
    )


def _estimate(view: View, glyphs: Glyphs) -> Content:
    systems = ", ".join(view.world.deck.priority_systems)
    return lines(
        [
            joined(warn(f"{glyphs.waits} "), strong(f"Your estimate for {estimate_due(view)}"), faint(f"  {systems}")),
            joined("  ", faint("which monthly rates you expect, sealed: nobody reads it during play")),
            joined("  ", keys_now(view, SealEstimate, ("e", "fill it in"))),
        ]
    )


def _draft_rows(desk: Desk) -> list[tuple[Row, Target]]:
    rows: list[tuple[Row, Target]] = []
    for key, form in desk.drafts.forms.items():
        target = DraftTarget(OrganisationId(form.organisation), key)
        content = joined(
            f"{desk.glyphs.to_come} Unfinished: ", inked(form.title), "  ", keys(("enter", "go on"), ("x", "discard"))
        )
        rows.append((Row(key_of(target), content), target))
    return rows
