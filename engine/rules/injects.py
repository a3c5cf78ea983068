"""Chapter 12: how injects come out, what they bring, and how they are answered."""

from collections.abc import Iterator, Mapping
from typing import Literal

from engine import events as e
from engine.deck import (
    Inject,
    ReleaseInBrief,
    ReleaseInWeek,
    ReleaseOnCondition,
)
from engine.effects import Effect
from engine.exercise import Exercise
from engine.ids import InjectId, OrganisationId
from engine.orders import AnswerInject, HoldInject, ReleaseInject
from engine.refusals import Refusal, RefusalCode
from engine.rules.outcomes import Cause, carry_out
from engine.rules.triggers import Values, holds
from engine.unfolding import Unfolding

ReleasedBy = Literal["brief", "week", "condition", "control"]


def release_inject(exercise: Exercise, order: ReleaseInject) -> tuple[e.Event, ...] | Refusal:
    """Rule 12.1: control may release any inject that is not out, whatever its release says."""
    inject = exercise.world.injects.get(order.inject)
    if inject is None or order.inject in exercise.released:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "That inject is out already, or this deck has none of that id.")
    return (released(exercise, inject, "control"),)


def hold_inject(exercise: Exercise, order: HoldInject) -> tuple[e.Event, ...] | Refusal:
    """Rule 12.1: an inject that is held waits for control, whatever its release says."""
    if order.inject not in exercise.world.injects or order.inject in exercise.released:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "That inject is out already, or this deck has none of that id.")
    if order.held and not order.reason.strip():
        return Refusal(RefusalCode.REASON_NEEDED)
    return (e.InjectHeld(inject=order.inject, held=order.held, reason=order.reason),)


def answer_inject(exercise: Exercise, by: OrganisationId, order: AnswerInject) -> tuple[e.Event, ...] | Refusal:
    """Rule 12.4: whoever an inject is addressed to may answer it once, with one of its choices where it offers some."""
    inject = exercise.world.injects.get(order.inject)
    if inject is None or order.inject not in exercise.released or by not in inject.to:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW)
    if f"{order.inject} {by}" in exercise.answers:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "You have answered this. Take the answer back first.")
    choices = [one.id for one in inject.choices]
    if not choices and order.choice:
        return Refusal(RefusalCode.BAD_PARAMETER, "This inject offers no choices; answer it in words.")
    if choices and order.choice not in choices:
        return Refusal(RefusalCode.INCOMPLETE, "Choose one of: " + ", ".join(choices))
    if not choices and not order.text.strip():
        return Refusal(RefusalCode.INCOMPLETE, "Write what you answer.")
    return (
        e.InjectAnswered(
            inject=order.inject,
            organisation=by,
            choice=order.choice,
            text=order.text,
            turn=exercise.turn,
            week=exercise.week,
        ),
    )


def due_in_brief(exercise: Exercise) -> Iterator[e.InjectReleased]:
    """Rule 12.1: what is read out in the brief of a turn: its weeks' own injects, and conditions that are overdue."""
    first, last = exercise.world.turn_weeks(exercise.pace, exercise.turn)
    for inject in _waiting(exercise):
        match inject.release:
            case ReleaseInBrief(week=week) if week <= last:
                yield released(exercise, inject, "brief")
            case ReleaseOnCondition(at_the_latest=week) if 0 < week <= last and week >= first:
                yield released(exercise, inject, "brief")
            case _:
                continue


def due_in_week(exercise: Exercise) -> Iterator[e.InjectReleased]:
    """Rule 12.1: what arrives in the present week, by the calendar or because its condition holds."""
    for inject in _waiting(exercise):
        match inject.release:
            case ReleaseInWeek(week=week) if week <= exercise.week:
                yield released(exercise, inject, "week")
            case ReleaseOnCondition(when=when):
                values: Values = {}
                if holds(when, exercise, values):
                    yield released(exercise, inject, "condition", values)
            case _:
                continue


def named_in_week(exercise: Exercise, named: tuple[InjectId, ...]) -> Iterator[e.InjectReleased]:
    """Rule 15.1: in another world injects come when they came in play, whatever their conditions would say."""
    for inject in named:
        if inject not in exercise.released:
            yield released(exercise, exercise.world.injects[inject], "week")


def released(exercise: Exercise, inject: Inject, by: ReleasedBy, values: Mapping[str, int] | None = None) -> e.InjectReleased:
    """The inject as it goes out now."""
    to = tuple(OrganisationId(one) for one in inject.to)
    everybody = "public" in inject.seen_by
    return e.InjectReleased(
        inject=InjectId(inject.id),
        reference=inject.reference,
        title=inject.title,
        source=inject.source,
        source_type=inject.source_type,
        marking=inject.marking,
        fictional_level=inject.fictional_level,
        text=inject.text,
        to=to,
        readers=("public",) if everybody else tuple(sorted({*inject.to, *inject.seen_by})),
        expects=inject.expects,
        choices=tuple((one.id, one.title) for one in inject.choices),
        due_turn=exercise.turn + inject.due_turns - (1 if by == "brief" else 0),
        week=exercise.week,
        turn=exercise.turn,
        released_by=by,
        values=values or {},
    )


def bring_effects(unfolding: Unfolding) -> None:
    """Rule 12.3: the effects of what came out, was chosen or was declined since the last week, in that order."""
    for name in unfolding.exercise.effects_due:
        for effect in _effects_of(unfolding.exercise, name):
            cause = Cause(name=name, since=unfolding.exercise.week)
            for event in carry_out(unfolding.exercise, effect, cause):
                unfolding.happen(event)


def _effects_of(exercise: Exercise, cause: str) -> tuple[Effect, ...]:
    kind, _, rest = cause.partition(" ")
    if kind == "inject":
        return exercise.world.injects[InjectId(rest)].effects
    if kind == "decline":
        return exercise.world.playbook[rest.partition(":")[0]].on_decline
    answer = exercise.answers[rest]
    choices = exercise.world.injects[answer.inject].choices
    return next((one.effects for one in choices if one.id == answer.choice), ())


def _waiting(exercise: Exercise) -> list[Inject]:
    return [
        inject
        for key, inject in exercise.world.injects.items()
        if key not in exercise.released and key not in exercise.held_injects
    ]
