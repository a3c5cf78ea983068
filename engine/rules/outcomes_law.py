"""Carries out the effects that change law, money, delays, the interagency mechanism, or what comes out next (rule 12.3)."""

from collections.abc import Iterator

from engine import effects as f
from engine import events as e
from engine.exercise import Exercise
from engine.ids import AccountId, InjectId, OrganisationId
from engine.playbook import delay_key
from engine.rules.parameters import stands_for
from engine.units import CENTS_IN_THOUSAND_DOLLARS

LawEffect = f.AuthorityEffect | f.MoneyEffect | f.DelayEffect | f.MechanismEffect | f.InjectEffect


def on_law(exercise: Exercise, effect: LawEffect, cause: str) -> Iterator[e.Event]:
    """Rule 12.3: what happens when one of these effects comes about; `cause` names what brought it."""
    match effect:
        case f.AuthorityEffect():
            yield from _authority(exercise, effect, cause)
        case f.MoneyEffect():
            yield _money(exercise, effect, cause)
        case f.DelayEffect():
            yield _delay(exercise, effect, cause)
        case f.MechanismEffect():
            if effect.level != exercise.mechanism:
                yield e.MechanismChanged(level=effect.level, week=exercise.week, cause=cause)
        case f.InjectEffect():
            inject = InjectId(effect.inject)
            if inject not in exercise.released:
                yield e.InjectScheduled(inject=inject, week=exercise.week + effect.weeks, cause=cause)


def _authority(exercise: Exercise, effect: f.AuthorityEffect, cause: str) -> Iterator[e.AuthorityChanged]:
    """Rule 7.5: in force from this week on, for so many weeks; a second grant never shortens the first."""
    until = exercise.week + effect.weeks - 1 if effect.weeks else 0
    now = exercise.authorities.get(effect.authority)
    if effect.in_force and now is not None and (now == 0 or 0 < until <= now):
        return
    if effect.in_force or now is not None:
        yield e.AuthorityChanged(
            authority=effect.authority,
            in_force=effect.in_force,
            until_week=until if effect.in_force else 0,
            week=exercise.week,
            cause=cause,
        )


def _money(exercise: Exercise, effect: f.MoneyEffect, cause: str) -> e.MoneyArrived:
    """Rules 7.1 and 7.6: an account is never overdrawn, and requests bring no more than its ceiling in all."""
    account = exercise.world.accounts[effect.account]
    amount = int(effect.thousand_dollars) * CENTS_IN_THOUSAND_DOLLARS
    if effect.requested:
        ceiling = account.ceiling.value * CENTS_IN_THOUSAND_DOLLARS if account.ceiling else 0
        amount = max(0, min(amount, ceiling - exercise.requested.get(account.id, 0)))
    return e.MoneyArrived(
        account=AccountId(account.id),
        owner=OrganisationId(account.owner),
        amount=max(amount, -exercise.balances.get(account.id, 0)),
        week=exercise.week,
        cause=cause,
        requested=effect.requested,
    )


def _delay(exercise: Exercise, effect: f.DelayEffect, cause: str) -> e.StepsDelayed:
    """Rule 4.10: steps that open from now on take longer; whoever takes them learns it."""
    kind = exercise.world.playbook[effect.type]
    by = stands_for(exercise.world, kind, kind.step(effect.step).by)
    return e.StepsDelayed(
        type=effect.type,
        step=effect.step,
        weeks=effect.weeks,
        extra=exercise.delays.get(delay_key(effect.type, effect.step), 0) + effect.weeks,
        told=tuple(sorted({OrganisationId(one) for one in by})),
        cause=cause,
    )
