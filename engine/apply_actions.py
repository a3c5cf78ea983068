"""What an event does to free actions, and to the effects that are due from them. No rule runs here."""

from typing import assert_never

from engine import events as e
from engine.actions import Action
from engine.changing import replace
from engine.exercise import Exercise, put


def apply_to_actions(exercise: Exercise, event: e.ActionEvent) -> Exercise:
    """The exercise after an event about a free action."""
    match event:
        case e.ActionTaken():
            return _with(exercise, _taken(event))
        case e.ActionTakenBack():
            kept = {key: one for key, one in exercise.actions.items() if key != event.action}
            return replace(exercise, actions=kept)
        case e.ActionOpened():
            action = exercise.actions[event.action]
            return _with(exercise, replace(action, readers=tuple(sorted({*action.readers, *event.to}))))
        case e.OddsSet():
            action = exercise.actions[event.action]
            odds = replace(
                action, odds=event.odds, permille=event.permille, because=event.because, at_success=tuple(event.effects)
            )
            return _with(exercise, odds)
        case e.ActionDeferred():
            return _with(exercise, replace(exercise.actions[event.action], deferred_turn=event.turn))
        case e.ActionRuled() | e.ActionOverridden():
            return _rule(exercise, event)
        case e.ActionArgued() | e.ActionDissented():
            return exercise
        case _:
            assert_never(event)


def _with(exercise: Exercise, action: Action) -> Exercise:
    return replace(exercise, actions=put(exercise.actions, action.id, action))


def _taken(event: e.ActionTaken) -> Action:
    return Action(
        id=event.action,
        organisation=event.organisation,
        title=event.title,
        text=event.text,
        aims=tuple(event.aims),
        wants=tuple(event.wants),
        readers=tuple(event.readers),
        turn=event.turn,
    )


def _rule(exercise: Exercise, event: e.ActionRuled | e.ActionOverridden) -> Exercise:
    """The effects of the last ruling are due; those of an overridden one that have not come will not."""
    name = f"action {event.action}"
    due = tuple(cause for cause in exercise.effects_due if cause != name)
    ruled = replace(exercise.actions[event.action], ruling=event.ruling, effects=tuple(event.effects))
    return replace(_with(exercise, ruled), effects_due=(*due, name) if event.effects else due)
