"""Chapter 4: initiatives, from the proposal through their steps to their effects."""

from collections.abc import Mapping

from engine import events as e
from engine.dice import draw
from engine.exercise import Exercise, Initiative, StepState
from engine.ids import InitiativeId, OrganisationId, StepId
from engine.orders import ApproveStep, DeclineStep, ProposeInitiative, WithdrawInitiative
from engine.playbook import Duration, InitiativeType, Parameter, Step, fill
from engine.refusals import Refusal, RefusalCode
from engine.rules.money import can_pay, price_of
from engine.rules.outcomes import Cause, bound, carry_out
from engine.rules.waits import approval, can_spend
from engine.unfolding import Unfolding
from engine.units import between


def propose_initiative(exercise: Exercise, by: OrganisationId, order: ProposeInitiative) -> tuple[e.Event, ...] | Refusal:
    """Rule 4.1: an organisation that the playbook names may start an initiative; its first steps open at once.

    A proposal that duplicates another is taken all the same: whether there is another is not the proposer's to know.
    """
    kind = exercise.world.playbook.get(order.type)
    if kind is None:
        return Refusal(RefusalCode.UNKNOWN_TYPE)
    refusal = bad_parameters(kind, order.parameters)
    if refusal is not None:
        return refusal
    if by not in proposers_of(kind, order.parameters):
        return Refusal(RefusalCode.NOT_YOURS)
    unfolding = Unfolding(exercise)
    identity = _next_id(exercise, kind, order.parameters, by)
    unfolding.happen(
        e.InitiativeProposed(
            initiative=identity,
            type=kind.id,
            title=title_of(kind, order.parameters),
            parameters=order.parameters,
            proposer=by,
            week=exercise.week,
            turn=exercise.turn,
        )
    )
    open_steps(unfolding, identity)
    return unfolding.outcome()


def approve_step(exercise: Exercise, by: OrganisationId, order: ApproveStep) -> tuple[e.Event, ...] | Refusal:
    """Rule 4.3: the organisation that a step waits for may approve it while it can pay its slots and its price.

    It may grant less than was asked, where the step allows that; the price follows what is granted.
    """
    found = _waiting_step(exercise, by, order.initiative, order.step)
    if found is None:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW)
    initiative, step = found
    declared = exercise.type_of(initiative).step(order.step)
    if not may_reduce(exercise.type_of(initiative), declared, initiative.parameters, order.reduce):
        return Refusal(RefusalCode.BAD_PARAMETER, "Here you can only grant less of: " + reducible(declared))
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
    """Rule 4.4: a refusal needs its reason; it stops the initiative and is a choice, never a seam."""
    found = _waiting_step(exercise, by, order.initiative, order.step)
    if found is None:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW)
    if not order.reason.strip():
        return Refusal(RefusalCode.REASON_NEEDED)
    initiative, _ = found
    return (declined(exercise, initiative, order.step, through="order", reason=order.reason.strip()),)


def declined(exercise: Exercise, initiative: Initiative, step: StepId, *, through: str, reason: str) -> e.StepDeclined:
    """The event of a decline, by an order or by a standing intent."""
    return e.StepDeclined(
        initiative=initiative.id,
        step=step,
        by=initiative.steps[step].by,
        proposer=initiative.proposer,
        through=through,  # type: ignore[arg-type]
        reason=reason,
        week=exercise.week,
        waited_for=waited_for(initiative, but=initiative.steps[step].by),
    )


def waited_for(initiative: Initiative, *, but: OrganisationId) -> tuple[OrganisationId, ...]:
    """The organisations that were asked for something and have not answered; they hear when there is no more to answer."""
    others = {step.by for step in initiative.steps.values() if step.waits} - {but, initiative.proposer}
    return tuple(sorted(others))


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


def open_steps(unfolding: Unfolding, identity: InitiativeId) -> None:
    """Rule 4.2: a step opens once every step before it is decided by the present; clocks and work go on by themselves."""
    moved = True
    while moved:
        moved = False
        initiative = unfolding.exercise.initiatives[identity]
        for declared in unfolding.exercise.type_of(initiative).steps:
            if initiative.running and declared.id not in initiative.steps and _due(unfolding, initiative, declared):
                _open(unfolding, initiative, declared)
                moved = True
                break


def _due(unfolding: Unfolding, initiative: Initiative, declared: Step) -> bool:
    before = [initiative.steps.get(StepId(one)) for one in declared.after]
    present = unfolding.exercise.week
    return all(step is not None and step.verdict == "approved" and step.decided <= present for step in before)


def _open(unfolding: Unfolding, initiative: Initiative, declared: Step) -> None:
    """Rule 4.5: a step opens at the date of the last one before it; a clock decides itself at once."""
    exercise = unfolding.exercise
    before = [initiative.steps[StepId(one)] for one in declared.after]
    last = max(before, key=lambda step: step.decided, default=None)
    opened = last.decided if last else exercise.week
    parameters = initiative.parameters
    step_id = StepId(declared.id)
    weeks = declared.processing if declared.duration is None else _work_weeks(exercise, initiative, declared, opened)
    unfolding.happen(
        e.StepOpened(
            initiative=initiative.id,
            step=step_id,
            title=fill(declared.title, parameters),
            type=initiative.type,
            parameters=parameters,
            by=OrganisationId(fill(declared.by, parameters)),
            proposer=initiative.proposer,
            after=last.by if last else initiative.proposer,
            step_kind=declared.kind,
            opened=opened,
            processing=weeks,
            planned=weeks if declared.duration is None else declared.duration.mode,
            spends=declared.spends,
            price=price_of(exercise.world, declared, parameters),
            account=declared.account,
            during=exercise.phase,
        )
    )
    if declared.kind == "clock":
        opened_now = unfolding.exercise.initiatives[initiative.id]
        unfolding.happen(approval(unfolding.exercise, opened_now, step_id, through="clock"))


def finish_work(unfolding: Unfolding, identity: InitiativeId) -> None:
    """Rule 4.6: work is over in the week that was drawn for it, and nobody knows that week before."""
    initiative = unfolding.exercise.initiatives[identity]
    for step_id, step in initiative.steps.items():
        over = step.opened + step.processing <= unfolding.exercise.week
        if initiative.running and step.kind == "work" and not step.verdict and over:
            unfolding.happen(approval(unfolding.exercise, initiative, step_id, through="work"))


def _work_weeks(exercise: Exercise, initiative: Initiative, declared: Step, opened: int) -> int:
    """Rule 4.6: the weeks of work are drawn once, when it starts; work cannot be over before the present."""
    duration = declared.duration or Duration(low=0, mode=0, high=0, tag="N")
    at = draw(exercise.seed, "work", initiative.id, declared.id, week=0)
    return max(between(duration.low, duration.mode, duration.high, at), exercise.week - opened)


def complete(unfolding: Unfolding, identity: InitiativeId) -> None:
    """Rule 4.8: when every step is decided by the present, the effects stand from the last decision and show from now."""
    exercise = unfolding.exercise
    initiative = exercise.initiatives[identity]
    kind = exercise.type_of(initiative)
    steps = [initiative.steps.get(StepId(declared.id)) for declared in kind.steps]
    done = [step for step in steps if step is not None and step.verdict == "approved" and step.decided <= exercise.week]
    if not initiative.running or len(done) < len(kind.steps):
        return
    parties = parties_of(initiative)
    since = max(step.decided for step in done)
    unfolding.happen(e.InitiativeDone(initiative=identity, parties=parties, since=since, week=exercise.week))
    cause = Cause(name=f"initiative {identity}", since=since, initiative=identity, parties=parties)
    for effect in kind.effects:
        for event in carry_out(unfolding.exercise, bound(effect, initiative.parameters), cause):
            unfolding.happen(event)


def parties_of(initiative: Initiative) -> tuple[OrganisationId, ...]:
    """Everybody who had a hand in it: they hear when it takes effect."""
    return tuple(sorted({initiative.proposer, *(step.by for step in initiative.steps.values())}))


def title_of(kind: InitiativeType, parameters: Mapping[str, str]) -> str:
    """The type's title with its parameters filled in."""
    return fill(kind.title, parameters)


def proposers_of(kind: InitiativeType, parameters: Mapping[str, str]) -> tuple[str, ...]:
    """Who may propose this, with a country's organisation in the place of its parameter."""
    return tuple(fill(one, parameters) for one in kind.proposers)


def bad_parameters(kind: InitiativeType, parameters: Mapping[str, str]) -> Refusal | None:
    """Rule 4.1: every parameter is filled in with something that was offered, and no other is there."""
    unknown = sorted(set(parameters) - {one.id for one in kind.parameters})
    if unknown:
        return Refusal(RefusalCode.BAD_PARAMETER, f"There is nothing called {unknown[0]} to fill in here.")
    for declared in kind.parameters:
        if declared.id not in parameters:
            return Refusal(RefusalCode.INCOMPLETE, f"Fill in {declared.title}.")
        if not _offered(declared, parameters[declared.id]):
            return Refusal(RefusalCode.BAD_PARAMETER, f"{declared.title} must be {offered(declared)}.")
    return None


def offered(declared: Parameter) -> str:
    """What may be filled in, in words."""
    if declared.choices:
        return "one of " + ", ".join(declared.choices)
    return f"a whole number from {declared.low} to {declared.high}"


def _offered(declared: Parameter, value: str) -> bool:
    if declared.choices:
        return value in declared.choices
    whole = value.isascii() and value.isdecimal() and value[0] != "0" and len(value) <= len(str(declared.high))
    return whole and declared.low <= int(value) <= declared.high


def may_reduce(kind: InitiativeType, declared: Step, asked: Mapping[str, str], reduce: Mapping[str, str]) -> bool:
    """Rule 4.3: whether a step may grant this much less than was asked."""
    for name, value in reduce.items():
        parameter = next((one for one in kind.parameters if one.id == name), None)
        if parameter is None or name not in declared.reduces or not _offered(parameter, value):
            return False
        if parameter.choices and parameter.choices.index(value) > parameter.choices.index(asked[name]):
            return False
        if not parameter.choices and int(value) > int(asked[name]):
            return False
    return True


def reducible(declared: Step) -> str:
    """What a step may grant less of, in words."""
    return ", ".join(declared.reduces) or "nothing; approve it wholly or decline it"


def _next_id(exercise: Exercise, kind: InitiativeType, parameters: Mapping[str, str], by: OrganisationId) -> InitiativeId:
    filled = "-".join(parameters[one.id].replace("/", "-") for one in kind.parameters)
    stem = f"{kind.id}:{filled}:{by.replace('/', '-')}"
    numbers = range(1, len(exercise.initiatives) + 2)
    return next(free for free in (InitiativeId(f"{stem}:{n}") for n in numbers) if free not in exercise.initiatives)


def _waiting_step(
    exercise: Exercise, by: OrganisationId, initiative: InitiativeId, step: StepId
) -> tuple[Initiative, StepState] | None:
    """The step, if it is open and waits for this organisation; a truer answer would tell what others may not know."""
    found = exercise.step(initiative, step)
    running = exercise.initiatives.get(initiative)
    if found is None or running is None or not running.running or not found.waits or found.by != by:
        return None
    return running, found
