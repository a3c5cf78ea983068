"""Chapter 12: how injects come out, what they bring, and how they are answered."""

from collections.abc import Iterator, Mapping
from typing import Literal

from engine import effects as f
from engine import events as e
from engine.deck import (
    Inject,
    ReleaseInBrief,
    ReleaseInWeek,
    ReleaseOnCondition,
)
from engine.effect_words import effect_words
from engine.effects import Effect
from engine.exercise import Answer, Exercise
from engine.ids import PUBLIC, ActionId, HolderId, InitiativeId, InjectId, OrganisationId
from engine.observe import DEMAND_SIDE
from engine.orders import AnswerInject, HoldInject, ReleaseInject
from engine.refusals import Refusal, RefusalCode
from engine.rules.causes import Cause
from engine.rules.inject_plan import inject_now, planned
from engine.rules.outcomes import bound, bring_about
from engine.rules.triggers import Values, holds
from engine.unfolding import Unfolding
from engine.world import World

ReleasedBy = Literal["brief", "week", "condition", "control", "effect"]


def release_inject(exercise: Exercise, order: ReleaseInject) -> tuple[e.Event, ...] | Refusal:
    """Rule 12.1: control may release any inject that is not out, whatever its release says."""
    refusal = planned(exercise, order.inject)
    if refusal is not None:
        return refusal
    return (released(exercise, order.inject, "control"),)


def hold_inject(exercise: Exercise, order: HoldInject) -> tuple[e.Event, ...] | Refusal:
    """Rule 12.1: an inject that is held waits for control, whatever its release says."""
    refusal = planned(exercise, order.inject)
    if refusal is not None:
        return refusal
    if order.held and not order.reason.strip():
        return Refusal(RefusalCode.REASON_NEEDED)
    return (e.InjectHeld(inject=order.inject, held=order.held, reason=order.reason),)


def answer_inject(exercise: Exercise, by: OrganisationId, order: AnswerInject) -> tuple[e.Event, ...] | Refusal:
    """Rule 12.4: whoever an inject is addressed to may answer it once, with one of its choices where it offers some."""
    if order.inject not in exercise.released or by not in inject_now(exercise, order.inject).to:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW)
    inject = exercise.injects[order.inject]
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
    for identity, inject in _waiting(exercise, last):
        delayed = exercise.delayed_injects.get(identity, 0)
        match inject.release:
            case ReleaseInBrief(week=week) if week <= last:
                yield released(exercise, identity, "brief")
            case ReleaseOnCondition(at_the_latest=week) if 0 < week <= last and max(week, delayed) >= first:
                yield released(exercise, identity, "brief")
            case _:
                continue


def due_in_week(exercise: Exercise) -> Iterator[e.InjectReleased]:
    """Rule 12.1: what arrives in the present week, by an effect, by the calendar, or because its condition holds."""
    for identity, inject in _waiting(exercise, exercise.week):
        if exercise.injects_due.get(identity, exercise.week + 1) <= exercise.week:
            yield released(exercise, identity, "effect")
            continue
        match inject.release:
            case ReleaseInWeek(week=week) if week <= exercise.week:
                yield released(exercise, identity, "week")
            case ReleaseOnCondition(when=when):
                values: Values = {}
                if holds(when, exercise, values):
                    yield released(exercise, identity, "condition", values)
            case _:
                continue


def named_in_week(exercise: Exercise, named: tuple[InjectId, ...]) -> Iterator[e.InjectReleased]:
    """Rule 15.1: in another world injects come when they came in play, whatever their conditions would say."""
    for inject in named:
        if inject not in exercise.released:
            yield released(exercise, inject, "week")


def released(
    exercise: Exercise, identity: InjectId, by: ReleasedBy, values: Mapping[str, int] | None = None
) -> e.InjectReleased:
    """The inject as it goes out now, with control's changes and what had been declared in their place (rule 12.6)."""
    inject, edit = inject_now(exercise, identity), exercise.edited_injects.get(identity)
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
        declared=edit.declared if edit else {},
        editor=edit.editor if edit else HolderId(""),
        edit_reason=edit.reason if edit else "",
    )


def bring_effects(unfolding: Unfolding) -> None:
    """Rule 12.3: the effects of what came out, was chosen or was declined since the last week, in that order.

    Where an inject says so, a choice that several of the addressed made has its effects once.
    """
    for name in unfolding.exercise.effects_due:
        for effect in _effects_of(unfolding.exercise, name):
            cause = Cause(name=name, since=unfolding.exercise.week)
            bring_about(unfolding, effect, cause)
        kind, _, rest = name.partition(" ")
        if kind == "choice" and unfolding.exercise.answers[rest].choice:
            unfolding.happen(_brought(unfolding.exercise, unfolding.exercise.answers[rest]))


def _brought(exercise: Exercise, answer: Answer) -> e.AnswerBrought:
    """Rule 12.3: what who answered is told of it: moods that it hears of, its own means, the law, stocks that it may know."""
    who, world = answer.organisation, exercise.world
    effects = next((one.effects for one in exercise.injects[answer.inject].choices if one.id == answer.choice), ())
    does = tuple(effect_words(world, one) for one in effects if _may_know(world, who, one))
    return e.AnswerBrought(inject=answer.inject, organisation=who, week=exercise.week, does=does)


def _may_know(world: World, who: OrganisationId, effect: Effect) -> bool:
    match effect:
        case f.IndexEffect():
            kind = world.index_kinds.get(effect.index)
            return kind is not None and not {PUBLIC, who}.isdisjoint(kind.told)
        case f.MoneyEffect():
            return any(one.id == effect.account and one.owner == who for one in world.accounts.values())
        case f.StockEffect():
            return who in DEMAND_SIDE or effect.owner == who
        case f.WorkforceEffect():
            return effect.operator == who
        case f.RevealEffect():
            return effect.to == who
        case f.AuthorityEffect() | f.MechanismEffect():
            return True
        case _:
            return False


def _effects_of(exercise: Exercise, cause: str) -> tuple[Effect, ...]:
    kind, _, rest = cause.partition(" ")
    if kind == "inject":
        return inject_now(exercise, InjectId(rest)).effects
    if kind == "action":
        return exercise.actions[ActionId(rest)].effects
    if kind == "decline":
        initiative = exercise.initiatives[InitiativeId(rest)]
        return tuple(bound(one, initiative.parameters) for one in exercise.type_of(initiative).on_decline)
    answer = exercise.answers[rest]
    inject = exercise.injects[answer.inject]
    if inject.happens == "once" and not _first_to_choose(exercise, answer):
        return ()
    return next((one.effects for one in inject.choices if one.id == answer.choice), ())


def _first_to_choose(exercise: Exercise, answer: Answer) -> bool:
    """Whether nobody made this choice in an earlier turn, or in the same turn with an id before this one's."""
    asked = inject_now(exercise, answer.inject).to
    given = (exercise.answers.get(f"{answer.inject} {organisation}") for organisation in asked)
    same = ((one.turn, one.organisation) for one in given if one is not None and one.choice == answer.choice)
    return min(same) == (answer.turn, answer.organisation)


def _waiting(exercise: Exercise, week: int) -> list[tuple[InjectId, Inject]]:
    """What may come by itself until a week at this pace; in practice nothing does (rule 1.7)."""
    kept = {**exercise.released, **exercise.held_injects, **exercise.skipped_injects}
    return [
        (key, inject)
        for key, inject in exercise.injects.items()
        if key not in kept
        and exercise.delayed_injects.get(key, 0) <= week
        and not exercise.practice
        and inject.comes_at(exercise.pace)
    ]
