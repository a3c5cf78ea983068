"""What an event does to law, mechanism, delays, policies and the bookkeeping of conditions. No rule runs here."""

from typing import assert_never

from engine import events as e
from engine.changing import replace
from engine.exercise import Exercise, put
from engine.playbook import delay_key
from engine.policies import policy_key


def apply_to_law(exercise: Exercise, event: e.LawEvent) -> Exercise:
    """The exercise after an event about law, policies or conditions."""
    match event:
        case e.AuthorityChanged():
            others = {key: until for key, until in exercise.authorities.items() if key != event.authority}
            return replace(exercise, authorities=put(others, event.authority, event.until_week) if event.in_force else others)
        case e.MechanismChanged():
            reached = exercise.mechanism_since[: event.level]
            new = (event.week,) * (event.level - len(reached))
            return replace(exercise, mechanism_since=(*reached, *new))
        case e.StepsDelayed():
            return replace(exercise, delays=put(exercise.delays, delay_key(event.type, event.step), event.extra))
        case e.PolicySet():
            key = policy_key(event.policy, event.subject, event.organisation)
            return replace(exercise, policies=put(exercise.policies, key, event.value))
        case e.InjectScheduled():
            return replace(exercise, injects_due=put(exercise.injects_due, event.inject, event.week))
        case e.OrderTaken():
            return replace(exercise, orders_taken=(*exercise.orders_taken, f"{event.order} {event.organisation}"))
        case e.ConditionHeld():
            return replace(exercise, conditions_held=(*exercise.conditions_held, event.condition))
        case _:
            assert_never(event)
