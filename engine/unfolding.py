"""A rule in the making: the events that it has brought about so far, and the state after them. Local to one order."""

from dataclasses import dataclass, field
from typing import Any

from engine.apply import apply
from engine.events import Event
from engine.exercise import Exercise


@dataclass(slots=True)
class Unfolding:
    """Lets a rule see what its own events have changed; the exercise that it began with is untouched."""

    exercise: Exercise
    events: list[Event] = field(default_factory=list)
    deferred: list[Any] | None = None
    """Where it is a list, effects on the physical world are put here with their causes, to be carried out later (15.1)."""

    def happen(self, event: Event) -> None:
        """Record the event and go on from the state after it."""
        self.exercise = apply(self.exercise, event)
        self.events.append(event)

    def outcome(self) -> tuple[Event, ...]:
        """All that happened, in order."""
        return tuple(self.events)
