"""A rule in the making: the events that it has brought about so far, and the state after them. Local to one order."""

from dataclasses import dataclass, field
from typing import Any

from engine.apply import apply, apply_all
from engine.events import Event
from engine.exercise import Exercise


class Outcome(tuple[Event, ...]):
    """The events of a rule that has unfolded, with the states before and after them."""

    before: Exercise
    after: Exercise


@dataclass(slots=True)
class Unfolding:
    """Lets a rule see what its own events have changed; the exercise that it began with is untouched."""

    exercise: Exercise
    events: list[Event] = field(default_factory=list)
    deferred: list[Any] | None = None
    """Where it is a list, effects on the physical world are put here with their causes, to be carried out later (15.1)."""
    begun: Exercise = field(init=False)

    def __post_init__(self) -> None:
        self.begun = self.exercise

    def happen(self, event: Event) -> None:
        """Record the event and go on from the state after it."""
        self.exercise = apply(self.exercise, event)
        self.events.append(event)

    def outcome(self) -> Outcome:
        """All that happened, in order."""
        outcome = Outcome(self.events)
        outcome.before, outcome.after = self.begun, self.exercise
        return outcome


def state_after(exercise: Exercise, events: tuple[Event, ...]) -> Exercise:
    """The exercise after these events, as `apply_all` gives it; what unfolded from this very state is not applied again."""
    if isinstance(events, Outcome) and events.before is exercise:
        return events.after
    return apply_all(exercise, events)
