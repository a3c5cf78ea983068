"""Chapter 4: initiatives, from the proposal through their steps to their effects."""

from collections.abc import Mapping

from engine import events as e
from engine.exercise import Exercise, Initiative, StepState
from engine.ids import InitiativeId, OrganisationId, StepId
from engine.orders import ApproveStep, DeclineStep, ProposeInitiative, WithdrawInitiative
from engine.playbook import InitiativeType, Step, fill
from engine.refusals import Refusal, RefusalCode
from engine.rules.law import lacking, no_authority
from engine.rules.money import can_pay, price_of
from engine.rules.parameters import bad_parameters, completed, is_less
from engine.rules.paths import way_remains
from engine.rules.steps import open_steps
from engine.rules.waits import approval, can_spend
from engine.unfolding import Unfolding
from engine.world import World


def propose_initiative(exercise: Exercise, by: OrganisationId, order: ProposeInitiative) -> tuple[e.Event, ...] | Refusal:
    """Rule 4.1: an organisation that the playbook names may start an initiative; its first steps open at once.

    A proposal that duplicates another is taken all the same: whether there is another is not the proposer's to know.
    """
    kind = exercise.world.playbook.get(order.type)
    if kind is None:
        return Refusal(RefusalCode.UNKNOWN_TYPE)
    refusal = bad_parameters(exercise.world, kind, order.parameters)
    if refusal is not None:
        return refusal
    parameters = completed(exercise.world, kind, order.parameters)
    if by not in proposers_of(kind, parameters):
        return Refusal(RefusalCode.NOT_YOURS)
    unfolding = Unfolding(exercise)
    identity = _next_id(exercise, kind, order.parameters, by)
    unfolding.happen(
        e.InitiativeProposed(
            initiative=identity,
            type=kind.id,
            title=title_of(kind, parameters),
            parameters=parameters,
            proposer=by,
            week=exercise.week,
            turn=exercise.turn,
            note=order.note.strip(),
        )
    )
    open_steps(unfolding, identity)
    return unfolding.outcome()


def approve_step(exercise: Exercise, by: OrganisationId, order: ApproveStep) -> tuple[e.Event, ...] | Refusal:
    """Rule 4.3: the organisation that a step waits for may approve it while it can pay its slots and its price.

    It may grant less than was asked, where the step allows that; the price follows what is granted.
    """
    found = waiting_step(exercise, by, order.initiative, order.step)
    if found is None:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW)
    initiative, step = found
    kind = exercise.type_of(initiative)
    declared = kind.step(order.step)
    if not may_reduce(exercise.world, kind, declared.reduces, initiative.parameters, order.reduce):
        return Refusal(RefusalCode.BAD_PARAMETER, "Here you can only grant less of: " + reducible(declared))
    without = no_authority(exercise.world, lacking(declared, initiative.parameters, exercise.authorities))
    if without is not None:
        return without
    price = price_of(exercise.world, declared, {**initiative.parameters, **order.reduce})
    if not can_spend(exercise, step):
        return Refusal(RefusalCode.NO_SLOT_LEFT)
    if not can_pay(exercise, step.account, price):
        return Refusal(RefusalCode.NO_MONEY_LEFT)
    unfolding = Unfolding(exercise)
    granted = dict(order.reduce)
    event = approval(exercise, initiative, order.step, through="order", price=price, granted=granted, provisos=order.provisos)
    unfolding.happen(event)
    open_steps(unfolding, order.initiative)
    return unfolding.outcome()


def decline_step(exercise: Exercise, by: OrganisationId, order: DeclineStep) -> tuple[e.Event, ...] | Refusal:
    """Rule 4.4: a refusal needs its reason; it stops the initiative and is a choice, never a seam.

    Whoever may hold a clock declines it while it runs (rule 4.5).
    """
    found = waiting_step(exercise, by, order.initiative, order.step) or _held(exercise, by, order.initiative, order.step)
    if found is None:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW)
    if not order.reason.strip():
        return Refusal(RefusalCode.REASON_NEEDED)
    initiative, _ = found
    return (declined(exercise, initiative, order.step, through="order", reason=order.reason.strip()),)


def declined(exercise: Exercise, initiative: Initiative, step_id: StepId, *, through: str, reason: str) -> e.StepDeclined:
    """Rule 4.4: the event of a decline, by an order or by a standing intent; another way may remain."""
    step = initiative.steps[step_id]
    by = step.may_hold[0] if step.may_be_held else step.by
    barred = [one for one, state in initiative.steps.items() if one == step_id or state.verdict == "declined"]
    stops = not way_remains(exercise.type_of(initiative), exercise.mechanism, initiative.steps, barred)
    return e.StepDeclined(
        initiative=initiative.id,
        step=step_id,
        by=by,
        proposer=initiative.proposer,
        through=through,  # type: ignore[arg-type]
        reason=reason,
        week=exercise.week,
        waited_for=waited_for(initiative, but=by) if stops else (),
        stops=stops,
        clock_of=() if by == step.by else (step.by,),
    )


def waited_for(initiative: Initiative, *, but: OrganisationId) -> tuple[OrganisationId, ...]:
    """The organisations that were asked for something and have not answered, or whose clock runs or could be held; they
    hear when there is no more to answer."""
    found: set[OrganisationId] = set()
    for step in initiative.steps.values():
        if step.waits:
            found.add(step.by)
        elif step.may_be_held:
            found.update((step.by, *step.may_hold))
    return tuple(sorted(found - {but, initiative.proposer}))


def withdraw_initiative(exercise: Exercise, by: OrganisationId, order: WithdrawInitiative) -> tuple[e.Event, ...] | Refusal:
    """Rule 4.7: the proposer may give up what has not taken effect; what was spent stays spent."""
    initiative = exercise.initiatives.get(order.initiative)
    if initiative is None or initiative.proposer != by or not initiative.running:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW)
    return (
        e.InitiativeWithdrawn(
            initiative=initiative.id, proposer=by, waited_for=waited_for(initiative, but=by), week=exercise.week
        ),
    )


def title_of(kind: InitiativeType, parameters: Mapping[str, str]) -> str:
    """The type's title with its parameters filled in."""
    return fill(kind.title, parameters)


def proposers_of(kind: InitiativeType, parameters: Mapping[str, str]) -> tuple[str, ...]:
    """Who may propose this, with a country's organisation in the place of its parameter."""
    return tuple(fill(one, parameters) for one in kind.proposers)


def may_reduce(
    world: World, kind: InitiativeType, reduces: tuple[str, ...], asked: Mapping[str, str], reduce: Mapping[str, str]
) -> bool:
    """Rule 4.3: whether this much less than was asked may be granted, where these parameters can be reduced."""
    declared = {one.id: one for one in kind.parameters}
    return all(
        name in reduces and name in declared and is_less(world, declared[name], asked[name], value)
        for name, value in reduce.items()
    )


def reducible(declared: Step) -> str:
    """What a step may grant less of, in words."""
    return ", ".join(declared.reduces) or "nothing; approve it wholly or decline it"


def _next_id(exercise: Exercise, kind: InitiativeType, parameters: Mapping[str, str], by: OrganisationId) -> InitiativeId:
    filled = "-".join(parameters[one.id].replace("/", "-") for one in kind.parameters)
    stem = f"{kind.id}:{filled}:{by.replace('/', '-')}"
    numbers = range(1, len(exercise.initiatives) + 2)
    return next(free for free in (InitiativeId(f"{stem}:{n}") for n in numbers) if free not in exercise.initiatives)


def waiting_step(
    exercise: Exercise, by: OrganisationId, initiative: InitiativeId, step: StepId
) -> tuple[Initiative, StepState] | None:
    """The step, if it is open and waits for this organisation; a truer answer would tell what others may not know."""
    found = exercise.step(initiative, step)
    running = exercise.initiatives.get(initiative)
    if found is None or running is None or not running.running or not found.waits or found.by != by:
        return None
    return running, found


def _held(
    exercise: Exercise, by: OrganisationId, initiative: InitiativeId, step: StepId
) -> tuple[Initiative, StepState] | None:
    """Rule 4.5: the clock, if it runs and this organisation may hold it."""
    found = exercise.step(initiative, step)
    running = exercise.initiatives.get(initiative)
    if found is None or running is None or not running.running or not found.may_be_held or by not in found.may_hold:
        return None
    return running, found
