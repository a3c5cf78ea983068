"""Chapter 3, orders: taking back, duplicates at lock, standing intents and rankings."""

from collections.abc import Iterator, Mapping

from engine import events as e
from engine.exercise import Exercise, Initiative
from engine.ids import InitiativeId, InjectId, OrganisationId, StepId, SystemId
from engine.orders import SetIntent, SetRanking, TakeBack
from engine.refusals import Refusal, RefusalCode
from engine.rules.initiatives import declined, open_steps, waited_for
from engine.rules.money import can_pay, price_of
from engine.rules.waits import approval, can_spend, charge, stance_of
from engine.unfolding import Unfolding

HIGHEST_CEILING = 1_000_000_000
"""Rule 3.6: a trillion dollars, in thousands; what is above is a slip of the key."""
RANKING_ORGANISATION = OrganisationId("nsc/staff")
"""Rule 5.6: who may rank systems for scarce components."""


def take_back(exercise: Exercise, by: OrganisationId, order: TakeBack) -> tuple[e.Event, ...] | Refusal:
    """Rule 3.4: until lock an organisation may undo its own proposal or answer; what others built on it falls with it."""
    if order.inject is not None:
        return _take_back_inject(exercise, by, order.inject)
    initiative = exercise.initiatives.get(order.initiative) if order.initiative else None
    if initiative is None or initiative.done_week is not None or initiative.stopped in ("withdrawn", "merged"):
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW)
    if order.step is None:
        return _take_back_proposal(exercise, by, initiative)
    return _take_back_answer(exercise, by, initiative, order.step)


def _take_back_inject(exercise: Exercise, by: OrganisationId, inject: InjectId) -> tuple[e.Event, ...] | Refusal:
    answer = exercise.answers.get(f"{inject} {by}")
    if answer is None or answer.turn != exercise.turn:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW)
    return (e.TakenBack(organisation=by, initiative=None, step=None, inject=inject),)


def _take_back_proposal(exercise: Exercise, by: OrganisationId, initiative: Initiative) -> tuple[e.Event, ...] | Refusal:
    if initiative.proposer != by or initiative.turn != exercise.turn:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW)
    asked = _asked(initiative, set(initiative.steps))
    closed = [_closed(initiative, step, asked) for step in reversed(list(initiative.steps))]
    taken = e.TakenBack(organisation=by, initiative=initiative.id, step=None, inject=None)
    return (taken, *closed, e.InitiativeVanished(initiative=initiative.id, proposer=by))


def _take_back_answer(
    exercise: Exercise, by: OrganisationId, initiative: Initiative, step_id: StepId
) -> tuple[e.Event, ...] | Refusal:
    step = initiative.steps.get(step_id)
    if step is None or step.by != by or step.answered_turn != exercise.turn or step.through != "order":
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW)
    built_on = _built_on(exercise, initiative, step_id)
    asked = _asked(initiative, {step_id, *built_on})
    reopened = e.StepReopened(
        initiative=initiative.id,
        step=step_id,
        by=by,
        proposer=initiative.proposer,
        parameters=asked,
        waited_for=waited_for(initiative, but=by) if step.verdict == "declined" else (),
    )
    closed = [_closed(initiative, one, asked) for one in reversed(list(initiative.steps)) if one in built_on]
    taken = e.TakenBack(organisation=by, initiative=initiative.id, step=step_id, inject=None)
    return (taken, *closed, reopened)


def _built_on(exercise: Exercise, initiative: Initiative, step_id: StepId) -> set[StepId]:
    found, before = {step_id}, 0
    while len(found) > before:
        before = len(found)
        steps = exercise.type_of(initiative).steps
        found |= {StepId(declared.id) for declared in steps if found.intersection(declared.after)}
    return found - {step_id}


def _closed(initiative: Initiative, step: StepId, asked: Mapping[str, str]) -> e.StepClosed:
    return e.StepClosed(
        initiative=initiative.id,
        step=step,
        by=initiative.steps[step].by,
        proposer=initiative.proposer,
        parameters=asked,
    )


def _asked(initiative: Initiative, undone: set[StepId]) -> Mapping[str, str]:
    """The parameters without what these steps had granted less of."""
    asked = dict(initiative.parameters)
    for step_id in reversed(list(initiative.steps)):
        if step_id in undone:
            asked.update(initiative.steps[step_id].reduced_from)
    return asked


def settle_duplicates(exercise: Exercise) -> Iterator[e.InitiativeMerged]:
    """Rule 3.5: at lock, of several initiatives for the same thing the earliest stands; of one turn's, the one whose
    proposer's id comes first."""
    first: dict[str, InitiativeId] = {}
    standing = [one for one in exercise.initiatives.values() if not one.stopped]
    for initiative in sorted(standing, key=lambda one: (one.turn, one.proposer, one.id)):
        once_for = exercise.type_of(initiative).once_for
        if not once_for:
            continue
        key = " ".join((initiative.type, *(initiative.parameters[name] for name in once_for)))
        stands = first.setdefault(key, initiative.id)
        if stands != initiative.id and initiative.running:
            yield e.InitiativeMerged(initiative=initiative.id, into=stands, proposer=initiative.proposer)


def set_intent(exercise: Exercise, by: OrganisationId, order: SetIntent) -> tuple[e.Event, ...] | Refusal:
    """Rule 3.6: a standing intent to approve, decline (with a reason) or ask, with ceilings on price and risk."""
    if order.stance == "decline" and not order.reason.strip():
        return Refusal(RefusalCode.REASON_NEEDED)
    if not all(0 <= (ceiling or 0) <= HIGHEST_CEILING for ceiling in (order.price_ceiling, order.risk_ceiling)):
        return Refusal(RefusalCode.BAD_PARAMETER, f"A ceiling is a whole number from 0 to {HIGHEST_CEILING:,}.")
    return (
        e.IntentSet(
            organisation=by,
            stance=order.stance,
            price_ceiling=order.price_ceiling,
            risk_ceiling=order.risk_ceiling,
            reason=order.reason,
        ),
    )


def set_ranking(exercise: Exercise, by: OrganisationId, order: SetRanking) -> tuple[e.Event, ...] | Refusal:
    """Rule 5.6: the NSC staff may rank systems, each once, for scarce components; those who run the lines hear it."""
    if by != RANKING_ORGANISATION:
        return Refusal(RefusalCode.NOT_YOURS)
    world = exercise.world
    if len(set(order.systems)) < len(order.systems) or any(one not in world.systems for one in order.systems):
        return Refusal(RefusalCode.BAD_PARAMETER, "Rank each system once, from: " + ", ".join(world.systems))
    operators = tuple(sorted({OrganisationId(line.operator) for line in world.lines.values()}))
    systems = tuple(SystemId(one) for one in order.systems)
    return (e.RankingSet(organisation=by, systems=systems, operators=operators),)


def answer_by_intent(unfolding: Unfolding) -> None:
    """Rule 3.6: while weeks pass, open steps are taken by the standing intent of their organisation.

    One that would approve but has no slot or money left tries again each week; each such week is a wait for slots.
    """
    for identity in list(unfolding.exercise.initiatives):
        moved = True
        while moved:
            moved = _answer_one(unfolding, identity)


def _answer_one(unfolding: Unfolding, identity: InitiativeId) -> bool:
    exercise = unfolding.exercise
    initiative = exercise.initiatives[identity]
    for step_id, step in initiative.steps.items():
        if not (initiative.running and step.waits):
            continue
        stance = stance_of(exercise, initiative, step_id)
        if stance == "decline":
            reason = exercise.intents[step.by].reason
            unfolding.happen(declined(exercise, initiative, step_id, through="intent", reason=reason))
            return False
        declared = exercise.type_of(initiative).step(step_id)
        price = price_of(exercise.world, declared, initiative.parameters)
        if stance == "approve" and can_spend(exercise, step) and can_pay(exercise, step.account, price):
            unfolding.happen(approval(exercise, initiative, step_id, through="intent", price=price))
            open_steps(unfolding, identity)
            return True
    return False


def wait_for_slots(unfolding: Unfolding) -> None:
    """Rule 3.6: an intent that could not act for want of slots or money has waited this week for them."""
    exercise = unfolding.exercise
    for initiative in list(exercise.initiatives.values()):
        for step_id, step in initiative.steps.items():
            if initiative.running and step.waits and stance_of(exercise, initiative, step_id) == "approve":
                unfolding.happen(charge(unfolding.exercise, initiative, step_id, "slots", 1))
