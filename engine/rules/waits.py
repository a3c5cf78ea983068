"""Chapter 3, slots and waits: when an answer is dated, what an open step waited for, and who may spend what."""

from collections.abc import Iterator

from engine.events import StepApproved, WaitCharged, WaitKind
from engine.exercise import Exercise, Initiative, Intent, StepState, slots_lapsed, slots_left
from engine.ids import OrganisationId, StepId
from engine.rules.law import lacking
from engine.units import CENTS_IN_THOUSAND_DOLLARS


def can_spend(exercise: Exercise, step: StepState) -> bool:
    """Rule 3.2: whether the organisation has the slots that deciding this step takes, at the present."""
    return all(exercise.slots_left(step.by, kind) >= amount for kind, amount in step.spends.items())


def decided_week(step: StepState) -> int:
    """Rule 3.3: an answer counts from opened + processing + what the step waited, however late it is given."""
    return step.opened + step.processing + step.waited


def _lapsed(exercise: Exercise, step: StepState) -> dict[str, int]:
    """Rule 3.2: what had accrued above the caps of the slots that this answer takes, and is lost."""
    found = {kind: slots_lapsed(exercise.world, exercise.week, exercise.slots_spent, step.by, kind) for kind in step.spends}
    return {kind: lapsed for kind, lapsed in found.items() if lapsed}


def approval(
    exercise: Exercise,
    initiative: Initiative,
    step_id: StepId,
    *,
    through: str,
    price: int = 0,
    granted: dict[str, str] | None = None,
    provisos: str = "",
) -> StepApproved:
    """Rule 3.3: the step decided and dated back; only time is dated back, slots and money are spent at the present."""
    step = initiative.steps[step_id]
    decided = decided_week(step)
    return StepApproved(
        initiative=initiative.id,
        step=step_id,
        by=step.by,
        proposer=initiative.proposer,
        through=through,  # type: ignore[arg-type]
        opened=step.opened,
        processing=step.processing,
        waited_by_organisation=step.waited_by_organisation,
        waited_for_turn=max(0, exercise.week - decided),
        waited_for_slots=step.waited_for_slots,
        waited_unheld=step.waited_unheld,
        decided=decided,
        present=exercise.week,
        spends=step.spends,
        price=price,
        account=step.account,
        granted=granted or {},
        provisos=provisos,
        waited_for_authority=step.waited_for_authority,
        waited_returned=step.waited_returned,
        lapsed=_lapsed(exercise, step),
        may_hold=step.may_hold,
    )


def charge(exercise: Exercise, initiative: Initiative, step_id: StepId, kind: WaitKind, weeks: int) -> WaitCharged:
    """A wait of so many weeks on the account of one cause."""
    step = initiative.steps[step_id]
    return WaitCharged(
        initiative=initiative.id,
        step=step_id,
        by=step.by,
        proposer=initiative.proposer,
        after=step.after,
        waited_for=kind,
        weeks=weeks,
        turn=exercise.turn,
    )


def charge_turn(exercise: Exercise) -> Iterator[WaitCharged]:
    """Rule 3.7: at the picture, every step that was visible for one whole order phase and is still open waits the turn.

    By its organisation, if somebody speaks for it, it had a slot to spare and the law allowed it; else for slots, for
    the law, or for somebody to come. What was returned waits for its proposer (rule 4.9). What a standing intent would
    approve has been charged week by week (rule 3.6).
    """
    first, last = exercise.world.turn_weeks(exercise.pace, exercise.turn)
    for initiative in _running(exercise):
        for step_id, step in initiative.steps.items():
            if step.verdict == "returned" and step.answered_turn < exercise.turn:
                held = initiative.proposer in exercise.holders_at_orders
                yield charge(exercise, initiative, step_id, "returned" if held else "unheld", last - first + 1)
            if not step.waits or step.first_whole_turn > exercise.turn:
                continue
            if stance_of(exercise, initiative, step_id) != "approve":
                kind = _waited_for(exercise, initiative, step_id, first)
                yield charge(exercise, initiative, step_id, kind, last - first + 1)


def _waited_for(exercise: Exercise, initiative: Initiative, step_id: StepId, first_week: int) -> WaitKind:
    step = initiative.steps[step_id]
    if step.by not in exercise.holders_at_orders:
        return "unheld"
    declared = exercise.type_of(initiative).step(step_id)
    if lacking(declared, initiative.parameters, exercise.authorities_at_lock):
        return "authority"
    world, spent = exercise.world, exercise.slots_spent_at_lock
    spare = all(slots_left(world, first_week, spent, step.by, kind) >= amount for kind, amount in step.spends.items())
    solvent = not step.account or exercise.balances_at_lock.get(step.account, 0) >= step.price
    return "organisation" if spare and solvent else "slots"


def _running(exercise: Exercise) -> list[Initiative]:
    return [one for one in exercise.initiatives.values() if one.running]


def waiting_for(exercise: Exercise, organisation: OrganisationId) -> list[tuple[Initiative, StepId]]:
    """The open steps that wait for an organisation, oldest initiative first."""
    return [
        (initiative, step_id)
        for initiative in _running(exercise)
        for step_id, step in initiative.steps.items()
        if step.waits and step.by == organisation
    ]


def intent_of(exercise: Exercise, organisation: OrganisationId) -> Intent | None:
    """Rule 3.11: an organisation's standing intent, or what the deck declares for one that nobody holds."""
    own = exercise.intents.get(organisation)
    if own is not None or organisation in exercise.holders:
        return own
    declared = exercise.world.deck.silence_of(organisation)
    match declared.does:
        case "approve":
            return Intent(stance="approve", price_ceiling=None, risk_ceiling=None, reason="")
        case "intent":
            return Intent(
                stance=declared.stance,
                price_ceiling=declared.price_ceiling,
                risk_ceiling=declared.risk_ceiling,
                reason=declared.reason,
            )
        case _:
            return None


def rest_of(exercise: Exercise, step: StepState) -> int:
    """Rule 3.6: the weeks that a step lies before the standing intent of its organisation approves it."""
    intent = intent_of(exercise, step.by)
    return intent.after_weeks if intent is not None else 0


def lies(exercise: Exercise, step: StepState) -> bool:
    """Rule 3.6: whether these weeks are not over at the present."""
    return exercise.week < step.opened + rest_of(exercise, step)


def stance_of(exercise: Exercise, initiative: Initiative, step_id: StepId) -> str:
    """Rule 3.6: what the standing intent of its organisation says of an open step: approve, decline or ask."""
    step = initiative.steps[step_id]
    intent = intent_of(exercise, step.by)
    if intent is None:
        return "ask"
    price, risk = intent.price_ceiling, intent.risk_ceiling
    if intent.stance == "approve" and price is not None and step.price > price * CENTS_IN_THOUSAND_DOLLARS:
        return "ask"
    if intent.stance == "approve" and risk is not None and exercise.type_of(initiative).risk > risk:
        return "ask"
    return intent.stance
