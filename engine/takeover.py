"""What somebody needs who takes a seat over in the middle of play, from the seat's own views alone. Not how it is shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from engine.ids import OrganisationId
from engine.phases import Phase
from engine.rules.estimates import occasion_of
from engine.units import THOUSAND
from engine.views import BriefSeen, View
from engine.views_talk import AgreementSeen

Said = TypeVar("Said")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing, in a sentence that names organisations by their ids."""

    kind: str
    """step, clock, returned, estimate, inject, request, agreement, asked, answer, message, room or notice."""
    sentence: str
    due_turn: int = 0
    """The turn by which something is due; 0 where nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeover:
    """One organisation, for whoever speaks for it from now on."""

    organisation: OrganisationId
    brief: BriefSeen | None
    """None before StartEx."""
    waits: tuple[Point, ...]
    """Open steps and whatever else waits for this organisation."""
    promises: tuple[Point, ...]
    """What it has promised, what it was promised, and what it asked without an answer so far."""
    unread: tuple[Point, ...]
    """What came since the last holder looked."""
    last_turn: tuple[str, ...]
    """The last turn that is over, in five lines; none where none is over."""


def takeover(view: View, then: View | None) -> Takeover:
    """The packet for one organisation; `then` is its view when it was last looked at, None where it never was."""
    if then is not None and then.practice and not view.practice:
        then = then.aside  # practice is forgotten, and so is what was read in it (rule 1.7)
    return Takeover(
        organisation=view.organisation,
        brief=view.brief,
        waits=() if view.phase.over else tuple(_waits(view)),
        promises=tuple(_promises(view)),
        unread=tuple(_unread(view, then)),
        last_turn=_last_turn(view),
    )


def added(before: Sequence[Said], now: Sequence[Said]) -> Sequence[Said]:
    """What stands after the longest part of the old list that the new one begins with: old entries drop off in front."""
    for dropped in range(len(before) + 1):
        kept = before[dropped:]
        if tuple(now[: len(kept)]) == tuple(kept):
            return now[len(kept) :]
    return now


def _waits(view: View) -> Iterator[Point]:
    for initiative, _, step in view.waiting_steps():
        waited = f", {_weeks(step.waited)} waited for you" if step.waited else ""
        since = f"open since week {step.opened}{waited}"
        yield Point(kind="step", sentence=f"{step.title} ({initiative.title}): {since}")
    for initiative, _, step in view.running_clocks():
        ends = step.opened + step.processing
        yield Point(kind="clock", sentence=f"You may hold {step.title} ({initiative.title}) until week {ends}")
    for initiative, _, step in view.returned_steps():
        yield Point(kind="returned", sentence=f"{step.by} sent back {step.title} ({initiative.title}): {step.reason}")
    occasion = occasion_of(view.turn, view.turns)
    if view.phase in (Phase.BRIEF, Phase.ORDERS) and occasion and occasion not in view.estimates:
        yield Point(kind="estimate", sentence=f"The sealed estimate for {occasion}", due_turn=view.turn)
    for inject in view.waiting_injects():
        yield Point(kind="inject", sentence=f"{inject.reference} {inject.title}", due_turn=inject.due_turn)
    for request in view.waiting_requests():
        yield Point(kind="request", sentence=f"{request.sender} asks: {request.text}", due_turn=request.due_turn)
    for agreement in view.agreements_to_sign():
        sentence = f"{agreement.proposer} offers to sign: {agreement.title}"
        yield Point(kind="agreement", sentence=sentence, due_turn=agreement.due_turn)


def _promises(view: View) -> Iterator[Point]:
    me = view.organisation
    for agreement in sorted(view.agreements.values(), key=lambda one: (one.due_turn, one.week, one.agreement)):
        if agreement.stands in ("in-force", "due") or (agreement.stands == "open" and me in agreement.signed):
            sentence = f"{_stands(view, agreement)}: {agreement.title}. {agreement.terms}".rstrip()
            yield Point(kind="agreement", sentence=sentence, due_turn=agreement.due_turn)
    for request in sorted(view.requests.values(), key=lambda one: (one.due_turn, one.week, one.request)):
        answer = request.answers.get(me)
        if answer is not None and answer.verdict == "yes":
            words = f": {answer.text}" if answer.text else ""
            sentence = f"You said yes to {request.sender}{words} ({request.text})"
            yield Point(kind="request", sentence=sentence, due_turn=request.due_turn)
        silent = [one for one in request.to if request.waits_for(one)]
        if request.sender == me and silent:
            sentence = f"You asked, and {', '.join(silent)} has not answered: {request.text}"
            yield Point(kind="asked", sentence=sentence, due_turn=request.due_turn)


def _stands(view: View, agreement: AgreementSeen) -> str:
    others = ", ".join(one for one in agreement.parties if one != view.organisation)
    if agreement.stands == "in-force":
        return f"You agreed with {others}"
    if agreement.stands == "due":
        return f"You agreed with {others}, and control rules on it"
    return f"You signed, and it waits for {', '.join(one for one in agreement.parties if one not in agreement.signed)}"


def _unread(view: View, then: View | None) -> Iterator[Point]:
    known = then.injects if then else {}
    for inject in view.injects.values():
        if inject.inject not in known:
            yield Point(kind="inject", sentence=f"New inject {inject.reference}: {inject.title}")
    waited = {(one.id, step) for one, step, _ in then.waiting_steps()} if then else set()
    for initiative, step_id, step in view.waiting_steps():
        if (initiative.id, step_id) not in waited:
            yield Point(kind="step", sentence=f"Waits for you since week {step.opened}: {step.title} ({initiative.title})")
    for message in added(then.messages if then else (), view.messages):
        if message.sender != view.organisation:
            said = f"{message.sender} said in the room" if message.given else f"{message.sender} wrote"
            yield Point(kind="room" if message.given else "message", sentence=f"{said}: {message.text}")
    for sentence in added(then.notices if then else (), view.notices):
        yield Point(kind="notice", sentence=sentence)


def _last_turn(view: View) -> tuple[str, ...]:
    turn = view.turn if view.phase is Phase.PICTURE or view.phase.over else view.turn - 1
    if turn < 1:
        return ()
    first, last = view.world.turn_weeks(view.pace, turn)
    return (
        f"Turn {turn} of {view.turns} was weeks {first}–{last}.",
        _orders_of(view, turn),
        _moves_of(view, turn, first, last),
        _talk_of(view, turn),
        _supply_of(view, first, last),
    )


def _orders_of(view: View, turn: int) -> str:
    given = [one for one in view.orders if one.turn == turn]
    if not given:
        return "Nobody gave an order for you."
    refused = sum(bool(one.refusal) for one in given)
    answered = sum(one.answered_turn == turn for one in view.injects.values())
    came = sum(one.turn == turn for one in view.injects.values())
    return f"Orders given for you: {len(given)}, {refused} refused. Injects that came: {came}; answered: {answered}."


def _moves_of(view: View, turn: int, first: int, last: int) -> str:
    mine = sum(one.turn == turn and one.proposer == view.organisation for one in view.initiatives.values())
    steps = [step for one in view.initiatives.values() for step in one.steps.values() if step.by == view.organisation]
    answered = sum(step.answered_turn == turn for step in steps)
    done = sum(one.done_week is not None and first <= one.done_week <= last for one in view.initiatives.values())
    running = sum(one.running for one in view.initiatives.values())
    return f"Initiatives: {mine} proposed by you, {answered} of your steps answered, {done} in effect; {running} run now."


def _talk_of(view: View, turn: int) -> str:
    came = sum(one.turn == turn and one.sender != view.organisation for one in view.messages)
    sent = sum(one.turn == turn and one.sender == view.organisation for one in view.messages)
    asked = sum(one.turn == turn for one in view.requests.values())
    offered = sum(one.turn == turn for one in view.agreements.values())
    return f"Talk: messages to you: {came}, from you: {sent}; requests made: {asked}; agreements offered: {offered}."


def _supply_of(view: View, first: int, last: int) -> str:
    if not view.knows_stock:
        return "Supply: the theatre's reports do not come to you."
    short = []
    for place, weeks in view.reports.items():
        found = [one for one in weeks if first <= one.week <= last]
        need, missing = sum(one.need for one in found), sum(one.short for one in found)
        if missing:
            short.append(f"{place} {missing // THOUSAND} of {need // THOUSAND}")
    return f"Supply: short of {'; '.join(short)}." if short else "Supply: the theatre was short of nothing."


def _weeks(number: int) -> str:
    return "1 week" if number == 1 else f"{number} weeks"
