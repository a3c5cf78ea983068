"""Chapter 3, orders: taking back, duplicates at lock, standing intents and rankings."""

from collections.abc import Iterator, Mapping, Sequence

from engine import events as e
from engine.changing import replace
from engine.exercise import Exercise, Initiative
from engine.ids import InitiativeId, InjectId, OrganisationId, StepId, SystemId
from engine.orders import SetIntent, SetRanking, TakeBack
from engine.refusals import Refusal, RefusalCode
from engine.rules.adjudication import take_back_action
from engine.rules.initiatives import declined, waited_for
from engine.rules.law import lacking
from engine.rules.money import can_pay, price_of
from engine.rules.paths import in_order, overtaken, steps_before, way_remains
from engine.rules.steps import open_steps
from engine.rules.waits import approval, can_spend, charge, intent_of, lies, rest_of, stance_of
from engine.unfolding import Unfolding

HIGHEST_CEILING = 1_000_000_000
LONGEST_REST = 52
"""Rule 3.6: so many weeks a step may lie before an intent approves it (notional: a year)."""
"""Rule 3.6: a trillion dollars, in thousands; what is above is a slip of the key."""
RANKING_ORGANISATION = OrganisationId("nsc/staff")
"""Rule 5.6: who may rank systems for scarce components."""


def take_back(exercise: Exercise, by: OrganisationId, order: TakeBack) -> tuple[e.Event, ...] | Refusal:
    """Rule 3.4: until lock an organisation may undo its own proposal or answer; what others built on it falls with it."""
    if order.action is not None:
        return take_back_action(exercise, by, order.action)
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
    if step is None or by != (step.may_hold or (step.by,))[0]:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW)
    if step.answered_turn != exercise.turn or step.through != "order":
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW)
    built_on = _built_on(exercise, initiative, step_id)
    asked = _asked(initiative, {step_id, *built_on})
    kept = {one: state for one, state in initiative.steps.items() if one not in built_on}
    open_again = replace(initiative, steps={**kept, step_id: replace(step, verdict="")})
    stopped = _still_stopped(exercise, open_again)
    reopened = e.StepReopened(
        initiative=initiative.id,
        step=step_id,
        by=by,
        proposer=initiative.proposer,
        parameters=asked,
        waited_for=waited_for(open_again, but=by) if initiative.stopped and not stopped else (),
        stopped=stopped,
        clock_of=() if by == step.by else (step.by,),
        returned=step.processing if step.verdict == "returned" else 0,
    )
    closed = [_closed(initiative, one, asked, stopped) for one in reversed(list(initiative.steps)) if one in built_on]
    taken = e.TakenBack(organisation=by, initiative=initiative.id, step=step_id, inject=None)
    return (taken, *closed, reopened, *_needed_again(exercise, open_again, asked, stopped))


def _built_on(exercise: Exercise, initiative: Initiative, step_id: StepId) -> set[StepId]:
    """The steps that are open, or were answered, only because this one was decided."""
    kind = exercise.type_of(initiative)
    found: set[StepId] = set()
    for declared in in_order(kind, exercise.mechanism):
        undone = {step_id, *found}
        before = [StepId(one) for one in steps_before(kind, declared, exercise.mechanism)]
        others = [initiative.steps.get(one) for one in before if one not in undone]
        alone = declared.joins == "all" or not any(one is not None and one.verdict == "approved" for one in others)
        if declared.id in initiative.steps and alone and not undone.isdisjoint(before):
            found.add(StepId(declared.id))
    return found


def _still_stopped(exercise: Exercise, initiative: Initiative) -> str:
    """Rule 4.4: whether the declines that stand stop the initiative."""
    barred = [one for one, step in initiative.steps.items() if step.verdict == "declined"]
    open_way = way_remains(exercise.type_of(initiative), exercise.mechanism, initiative.steps, barred)
    return "" if open_way else "declined"


def _needed_again(
    exercise: Exercise, initiative: Initiative, asked: Mapping[str, str], stopped: str
) -> Iterator[e.StepReopened]:
    """Rule 3.4: steps that had been overtaken wait again, where the way that overtook them is gone."""
    needless = overtaken(exercise.type_of(initiative), exercise.mechanism, initiative.steps)
    for step_id, step in initiative.steps.items():
        if step.verdict == "overtaken" and step_id not in needless:
            yield e.StepReopened(
                initiative=initiative.id,
                step=step_id,
                by=step.by,
                proposer=initiative.proposer,
                parameters=asked,
                clock_of=step.may_hold,
                stopped=stopped,
            )


def _closed(initiative: Initiative, step: StepId, asked: Mapping[str, str], stopped: str = "") -> e.StepClosed:
    return e.StepClosed(
        initiative=initiative.id,
        step=step,
        by=initiative.steps[step].by,
        proposer=initiative.proposer,
        parameters=asked,
        stopped=stopped,
        may_hold=initiative.steps[step].may_hold,
    )


def _asked(initiative: Initiative, undone: set[StepId]) -> Mapping[str, str]:
    """The parameters without what these steps had granted less of."""
    asked = dict(initiative.parameters)
    for step_id in reversed(list(initiative.steps)):
        if step_id in undone:
            asked.update(initiative.steps[step_id].reduced_from)
            asked.update(initiative.steps[step_id].amended_from)
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
    """Rule 3.6: a standing intent to approve, decline (with a reason) or ask, with ceilings on price and risk, and weeks that a
    step lies before it is approved."""
    if order.stance == "decline" and not order.reason.strip():
        return Refusal(RefusalCode.REASON_NEEDED)
    if not all(0 <= (ceiling or 0) <= HIGHEST_CEILING for ceiling in (order.price_ceiling, order.risk_ceiling)):
        return Refusal(RefusalCode.BAD_PARAMETER, f"A ceiling is a whole number from 0 to {HIGHEST_CEILING:,}.")
    if not 0 <= order.after_weeks <= LONGEST_REST or (order.after_weeks and order.stance != "approve"):
        said = f"Only an approval can lie first, for 0 to {LONGEST_REST} weeks."
        return Refusal(RefusalCode.BAD_PARAMETER, said)
    return (
        e.IntentSet(
            organisation=by,
            stance=order.stance,
            price_ceiling=order.price_ceiling,
            risk_ceiling=order.risk_ceiling,
            reason=order.reason,
            after_weeks=order.after_weeks,
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


def answer_by_intent(unfolding: Unfolding, moving: Sequence[InitiativeId]) -> None:
    """Rule 3.6: while weeks pass, open steps are taken by the standing intent of their organisation.

    One that would approve but has no slot or money left, or not the law, tries again each week; each such week is a wait
    for slots, or for the law.
    """
    for identity in moving:
        moved = True
        while moved:
            moved = _answer_one(unfolding, identity)


def _answer_one(unfolding: Unfolding, identity: InitiativeId) -> bool:
    exercise = unfolding.exercise
    initiative = exercise.initiatives[identity]
    for step_id, step in initiative.steps.items() if initiative.running else ():
        stance = stance_of(exercise, initiative, step_id) if step.waits else "ask"
        if stance == "ask":
            continue
        if stance == "decline":
            left = intent_of(exercise, step.by)
            reason = left.reason if left is not None else ""
            unfolding.happen(declined(exercise, initiative, step_id, through="intent", reason=reason))
            return False
        declared = exercise.type_of(initiative).step(step_id)
        price = price_of(exercise.world, declared, initiative.parameters)
        lawful = not lacking(declared, initiative.parameters, exercise.authorities)
        able = lawful and can_spend(exercise, step) and can_pay(exercise, step.account, price)
        if able and not lies(exercise, step):
            if rest := max(0, rest_of(exercise, step) - step.waited_by_organisation):
                unfolding.happen(charge(exercise, initiative, step_id, "organisation", rest))
                initiative = unfolding.exercise.initiatives[identity]
            unfolding.happen(approval(unfolding.exercise, initiative, step_id, through="intent", price=price))
            open_steps(unfolding, identity)
            return True
    return False


def wait_for_means(unfolding: Unfolding, moving: Sequence[InitiativeId]) -> None:
    """Rule 3.6: an intent that could not act for want of law, slots or money has waited this week for them."""
    exercise = unfolding.exercise
    for initiative in [exercise.initiatives[identity] for identity in moving]:
        for step_id, step in initiative.steps.items() if initiative.running else ():
            if step.waits and stance_of(exercise, initiative, step_id) == "approve" and not lies(exercise, step):
                declared = exercise.type_of(initiative).step(step_id)
                lawful = not lacking(declared, initiative.parameters, exercise.authorities)
                kind: e.WaitKind = "slots" if lawful else "authority"
                unfolding.happen(charge(unfolding.exercise, initiative, step_id, kind, 1))
