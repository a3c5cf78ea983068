"""Detectors: one function each, run at the end of every week; they read the state and the week, and change nothing."""

from collections.abc import Iterable, Iterator

from engine.events import CandidateFound, ComponentReported, Event, LineReported, StockReported
from engine.exercise import Exercise
from engine.ids import StepId

BINDING_WEEKS = 4
"""Rule 15.4: a component that binds so many weeks in a row while its system is short is a candidate."""


def streaks_after(exercise: Exercise, week_events: Iterable[Event]) -> dict[str, int]:
    """How many weeks in a row each component has held up a line whose system was short."""
    events = list(week_events)
    short = {event.system for event in events if isinstance(event, StockReported) and event.short > 0}
    bound = {
        event.binding
        for event in events
        if isinstance(event, LineReported) and event.system in short and event.binding in exercise.world.components
    }
    components = [event.component for event in events if isinstance(event, ComponentReported)]
    return {key: exercise.streaks.get(key, 0) + 1 if key in bound else 0 for key in components}


def binding_component(exercise: Exercise, streaks: dict[str, int]) -> Iterator[CandidateFound]:
    """Rule 15.4, class capacity: a component holds up lines of a system that is short."""
    for component, weeks in streaks.items():
        if weeks >= BINDING_WEEKS:
            yield CandidateFound(
                detector="binding-component",
                finding_class="capacity",
                subject=component,
                week=exercise.week,
                evidence={"weeks in a row": weeks},
            )


def unanswered_step(exercise: Exercise) -> Iterator[CandidateFound]:
    """Rule 15.4, class coordination: a step has waited by its organisation for longer than its type allows."""
    for initiative in exercise.initiatives.values():
        kind = exercise.type_of(initiative)
        for declared in kind.steps:
            step = initiative.steps.get(StepId(declared.id))
            if step is not None and step.waited_by_organisation > declared.sla:
                yield CandidateFound(
                    detector="unanswered-step",
                    finding_class="coordination",
                    subject=f"{initiative.id} {declared.id}",
                    week=exercise.week,
                    evidence={"weeks waited": step.waited_by_organisation, "weeks allowed": declared.sla},
                )


def candidates(exercise: Exercise, streaks: dict[str, int]) -> list[CandidateFound]:
    """What the detectors find now and had not found before."""
    found = [*binding_component(exercise, streaks), *unanswered_step(exercise)]
    return [one for one in found if f"{one.detector} {one.subject}" not in exercise.candidates]
