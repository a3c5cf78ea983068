"""What follows from the public path and from what was told: steps that must be decided, though nobody said so."""

from collections.abc import Iterator

from engine.ids import StepId
from engine.playbook import InitiativeType, Step
from engine.rules.paths import steps_before
from engine.views import View
from engine.views_initiatives import InitiativeSeen

UNTOLD = "decided, since what comes after it has begun; when and how was not told to you"


def surely_decided(view: View, seen: InitiativeSeen) -> frozenset[str]:
    """Steps of which nothing was told, and without which what is known could not have come about."""
    kind = view.type_of(seen)
    begun = [kind.step(one) for one in seen.steps]
    if seen.done_week is not None:
        begun += _last(kind, view.mechanism)
    decided: set[str] = set()
    while begun:
        step = begun.pop()
        for one in _needed(kind, step, view.mechanism):
            if one not in decided and StepId(one) not in seen.steps:
                decided.add(one)
                begun.append(kind.step(one))
    if seen.done_week is not None:
        decided |= {one.id for one in _last(kind, view.mechanism) if StepId(one.id) not in seen.steps}
    return frozenset(decided)


def _needed(kind: InitiativeType, step: Step, mechanism: int) -> tuple[str, ...]:
    """What had to be decided before a step opened; of several ways nobody can say which it was."""
    before = steps_before(kind, step, mechanism)
    return tuple(before) if step.joins == "all" or len(before) == 1 else ()


def _last(kind: InitiativeType, mechanism: int) -> list[Step]:
    """The step on which the effects wait, where it is one."""
    followed = set(_followed(kind, mechanism))
    last = [step for step in kind.steps if step.id not in followed]
    return last if len(last) == 1 else []


def _followed(kind: InitiativeType, mechanism: int) -> Iterator[str]:
    for step in kind.steps:
        yield from steps_before(kind, step, mechanism)
