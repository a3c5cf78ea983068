"""Chapter 4: a step that goes back to its proposer, and the amendment with which it opens again."""

from engine import events as e
from engine.exercise import Exercise
from engine.ids import OrganisationId
from engine.orders import AmendInitiative, ReturnStep
from engine.refusals import Refusal, RefusalCode
from engine.rules.initiatives import may_reduce, waiting_step
from engine.rules.money import price_of


def return_step(exercise: Exercise, by: OrganisationId, order: ReturnStep) -> tuple[e.Event, ...] | Refusal:
    """Rule 4.9: the organisation that a step waits for may send it back with a reason; its processing was for nothing."""
    found = waiting_step(exercise, by, order.initiative, order.step)
    if found is None:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW)
    if not order.reason.strip():
        return Refusal(RefusalCode.REASON_NEEDED)
    initiative, step = found
    return (
        e.StepReturned(
            initiative=initiative.id,
            step=order.step,
            by=by,
            proposer=initiative.proposer,
            reason=order.reason.strip(),
            weeks=step.processing,
            week=exercise.week,
        ),
    )


def amend_initiative(exercise: Exercise, by: OrganisationId, order: AmendInitiative) -> tuple[e.Event, ...] | Refusal:
    """Rule 4.9: the proposer may ask for less, or say more; every step that was returned then opens again, with its
    processing anew."""
    initiative = exercise.initiatives.get(order.initiative)
    if initiative is None or initiative.proposer != by or not initiative.running:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW)
    returned = [step for step, state in initiative.steps.items() if state.verdict == "returned"]
    if not returned:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "None of its steps has been returned to you.")
    kind = exercise.type_of(initiative)
    reducible = tuple(one.id for one in kind.parameters if one.reducible)
    if not may_reduce(exercise.world, kind, reducible, initiative.parameters, order.reduce):
        return Refusal(RefusalCode.BAD_PARAMETER, "You can only ask for less of: " + (", ".join(reducible) or "nothing"))
    reduced = {name: value for name, value in order.reduce.items() if value != initiative.parameters[name]}
    if not reduced and not order.note.strip():
        return Refusal(RefusalCode.INCOMPLETE, "Ask for less of something, or say what you add.")
    return tuple(
        e.StepAmended(
            initiative=initiative.id,
            step=step,
            by=initiative.steps[step].by,
            proposer=by,
            reduced=reduced,
            price=price_of(exercise.world, kind.step(step), {**initiative.parameters, **reduced}),
            note=order.note.strip(),
            week=exercise.week,
        )
        for step in returned
    )
