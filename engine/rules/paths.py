"""Chapter 4: the shape of an initiative's path: what comes before what, and what nothing waits for any more. No state."""

from collections.abc import Collection, Mapping

from engine.playbook import Duration, InitiativeType, Step, delay_key


def steps_before(kind: InitiativeType, step: Step, mechanism: int) -> tuple[str, ...]:
    """Rule 4.11: the steps that a step comes after, at this level of the interagency mechanism."""
    if step.after_side_by_side is not None and side_by_side(kind, mechanism):
        return step.after_side_by_side
    return step.after


def side_by_side(kind: InitiativeType, mechanism: int) -> bool:
    """Rule 4.11: whether independent steps of a type open together."""
    return 0 < kind.side_by_side_at <= mechanism


def in_order(kind: InitiativeType, mechanism: int = 0) -> tuple[Step, ...]:
    """The steps of a type, each after those that it waits for."""
    done: list[Step] = []
    names: set[str] = set()
    while len(done) < len(kind.steps):
        left = [step for step in kind.steps if step.id not in names]
        ready = [step for step in left if names.issuperset(steps_before(kind, step, mechanism))]
        done += ready or left  # a circle is refused by the loader; here it must only end
        names.update(step.id for step in ready or left)
    return tuple(done)


def steps_after(kind: InitiativeType, step: Step, mechanism: int) -> list[Step]:
    """The steps that wait for a step, at this level of the interagency mechanism."""
    return [one for one in kind.steps if step.id in steps_before(kind, one, mechanism)]


def overtaken(kind: InitiativeType, mechanism: int, opened: Collection[str]) -> frozenset[str]:
    """Rule 4.2: the steps that nothing waits for any more, because another way has opened what came after them."""
    found: set[str] = set()
    if all(step.joins == "all" for step in kind.steps):
        return frozenset()
    for step in reversed(in_order(kind, mechanism)):
        behind = steps_after(kind, step, mechanism)
        if behind and all(one.id in found or (one.joins == "any" and one.id in opened) for one in behind):
            found.add(step.id)
    return frozenset(found)


def way_remains(kind: InitiativeType, mechanism: int, opened: Collection[str], declined: Collection[str]) -> bool:
    """Rule 4.4: whether the last steps can still be reached without those that were declined."""
    closed: set[str] = set()
    for step in in_order(kind, mechanism):
        before = steps_before(kind, step, mechanism)
        barred = [one in closed for one in before]
        if step.id in declined or (step.id not in opened and before and (all(barred) if step.joins == "any" else any(barred))):
            closed.add(step.id)
    return not any(step.id in closed and not steps_after(kind, step, mechanism) for step in kind.steps)


def weeks_of(step: Step, parameters: Mapping[str, str]) -> int:
    """Rule 4.5: the weeks of a decision, a payment or a clock: those of its table for this choice, else its own."""
    if step.by_choice is None:
        return step.processing
    return step.by_choice.weeks.get(parameters.get(step.by_choice.of, ""), step.processing)


def duration_of(step: Step, parameters: Mapping[str, str]) -> Duration | None:
    """Rule 4.6: the range of weeks of a work: that of its table for this choice, else its own; None for what is no work."""
    if step.by_choice is None:
        return step.duration
    return step.by_choice.durations.get(parameters.get(step.by_choice.of, ""), step.duration)


def planned_weeks(step: Step, parameters: Mapping[str, str], delays: Mapping[str, int], kind: str) -> int:
    """Rules 4.5, 4.6 and 4.10: the weeks that a step is planned to take; of work the mode."""
    duration = duration_of(step, parameters)
    weeks = weeks_of(step, parameters) if duration is None else duration.mode
    return max(0, weeks + delays.get(delay_key(kind, step.id), 0))
