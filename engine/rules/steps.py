"""Chapter 4: how the steps of an initiative open, run down, are overtaken, and end in its effects."""

from collections.abc import Sequence

from engine import events as e
from engine.changing import replace
from engine.dice import draw
from engine.exercise import Exercise, Initiative, StepState
from engine.ids import InitiativeId, OrganisationId, StepId
from engine.playbook import Duration, Step, delay_key, fill
from engine.rules.causes import Cause
from engine.rules.law import waived
from engine.rules.money import price_of
from engine.rules.outcomes import bound, bring_about
from engine.rules.paths import duration_of, overtaken, planned_weeks, side_by_side, steps_before, weeks_of
from engine.rules.waits import approval
from engine.unfolding import Unfolding
from engine.units import between


def open_steps(unfolding: Unfolding, identity: InitiativeId) -> None:
    """Rule 4.2: a step opens once the steps before it are decided by the present; clocks and work go on by themselves."""
    while True:
        exercise = unfolding.exercise
        initiative = exercise.initiatives[identity]
        due = _next_due(exercise, initiative) if initiative.running else None
        if due is None:
            return
        _open(unfolding, initiative, due)
        _overtake(unfolding, identity)


def _next_due(exercise: Exercise, initiative: Initiative) -> Step | None:
    """The first of its steps that is to open now."""
    kind, opened = exercise.type_of(initiative), initiative.steps
    if len(opened) == len(kind.steps):
        return None
    mechanism = exercise.mechanism
    for declared in kind.steps:
        if declared.id not in opened and _due(exercise, initiative, declared, steps_before(kind, declared, mechanism)):
            return declared
    return None


def _before(exercise: Exercise, initiative: Initiative, declared: Step) -> list[StepState | None]:
    names = steps_before(exercise.type_of(initiative), declared, exercise.mechanism)
    return [initiative.steps.get(StepId(one)) for one in names]


def _due(exercise: Exercise, initiative: Initiative, declared: Step, before: Sequence[str]) -> bool:
    decided = [_decided(exercise, initiative.steps.get(StepId(name))) for name in before]
    enough = any(decided) if declared.joins == "any" and before else all(decided)
    return enough and declared.id not in _needless(exercise, initiative)


def _needless(exercise: Exercise, initiative: Initiative) -> frozenset[str]:
    """Rule 4.2: its steps that nothing waits for any more; none where no step opens by one way of several."""
    if initiative.type not in exercise.world.with_ways:
        return frozenset()
    return overtaken(exercise.type_of(initiative), exercise.mechanism, initiative.steps)


def _decided(exercise: Exercise, step: StepState | None) -> bool:
    return step is not None and step.verdict == "approved" and step.decided <= exercise.week


def _opening(exercise: Exercise, initiative: Initiative, declared: Step) -> tuple[int, OrganisationId]:
    """Rules 4.2, 4.5 and 4.11: the date of a step's opening, and who finished the step before it.

    Of several steps before it the last counts, or the first where any of them opens it. What opens only because the
    interagency mechanism stands does not open before it stood.
    """
    decided = [step for step in _before(exercise, initiative, declared) if step is not None and _decided(exercise, step)]
    if not decided:
        return exercise.week, initiative.proposer
    pick = min if declared.joins == "any" else max
    last = pick(decided, key=lambda step: step.decided)
    opened = last.decided
    kind = exercise.type_of(initiative)
    if declared.after_side_by_side is not None and side_by_side(kind, exercise.mechanism):
        in_a_row = [initiative.steps.get(StepId(one)) for one in declared.after]
        if not all(_decided(exercise, step) for step in in_a_row):
            opened = max(opened, exercise.mechanism_since[kind.side_by_side_at - 1])
    return opened, last.after if last.through == "waiver" else last.by


def _open(unfolding: Unfolding, initiative: Initiative, declared: Step) -> None:
    """Rule 4.5: a step opens at the date of the one before it; a clock that nobody may hold decides itself at once."""
    exercise = unfolding.exercise
    parameters = initiative.parameters
    step_id = StepId(declared.id)
    opened, after = _opening(exercise, initiative, declared)
    skipped = waived(declared, parameters, exercise.authorities)
    event = e.StepOpened(
        initiative=initiative.id,
        step=step_id,
        title=fill(declared.title, parameters),
        type=initiative.type,
        parameters=parameters,
        by=OrganisationId(fill(declared.by, parameters)),
        proposer=initiative.proposer,
        after=after,
        step_kind=declared.kind,
        opened=opened,
        processing=_weeks(exercise, initiative, declared, opened),
        planned=planned_weeks(declared, parameters, exercise.delays, initiative.type),
        spends=declared.spends,
        price=price_of(exercise.world, declared, parameters),
        account=fill(declared.account, parameters),
        during=exercise.phase,
        note=initiative.note,
        may_hold=(OrganisationId(fill(declared.may_hold, parameters)),) if declared.may_hold else (),
    )
    if skipped:
        event = replace(event, processing=0, planned=0, spends={}, price=0, account="", may_hold=())
    unfolding.happen(event)
    if skipped or (declared.kind == "clock" and not declared.may_hold):
        opened_now = unfolding.exercise.initiatives[initiative.id]
        through = "waiver" if skipped else "clock"
        unfolding.happen(approval(unfolding.exercise, opened_now, step_id, through=through))


def _weeks(exercise: Exercise, initiative: Initiative, declared: Step, opened: int) -> int:
    """Rules 4.5, 4.6 and 4.10: the weeks of a step; those of work are drawn once, and are not over before the present."""
    delay = exercise.delays.get(delay_key(initiative.type, declared.id), 0)
    duration = duration_of(declared, initiative.parameters)
    if duration is None:
        return max(0, weeks_of(declared, initiative.parameters) + delay)
    return max(_drawn(exercise, initiative, declared, duration) + delay, exercise.week - opened, 0)


def _drawn(exercise: Exercise, initiative: Initiative, declared: Step, duration: Duration) -> int:
    at = draw(exercise.seed, "work", initiative.id, declared.id, week=0)
    return between(duration.low, duration.mode, duration.high, at)


def _overtake(unfolding: Unfolding, identity: InitiativeId) -> None:
    """Rule 4.2: where any of several steps opens the next, the others need no answer any more."""
    exercise = unfolding.exercise
    initiative = exercise.initiatives[identity]
    needless = _needless(exercise, initiative)
    for step_id, step in initiative.steps.items() if needless else ():
        if step_id in needless and step.verdict in ("", "returned"):
            unfolding.happen(
                e.StepOvertaken(
                    initiative=identity, step=step_id, by=step.by, proposer=initiative.proposer, may_hold=step.may_hold
                )
            )


def run_down(unfolding: Unfolding, identity: InitiativeId) -> None:
    """Rules 4.5 and 4.6: work is over in the week that was drawn for it, and a clock that nobody held in its last week."""
    initiative, week = unfolding.exercise.initiatives[identity], unfolding.exercise.week
    for step_id, step in initiative.steps.items() if initiative.running else ():
        over = step.opened + step.processing <= week
        if over and not step.verdict and step.kind in ("work", "clock"):
            unfolding.happen(approval(unfolding.exercise, initiative, step_id, through=step.kind))


def complete(unfolding: Unfolding, identity: InitiativeId) -> None:
    """Rule 4.8: when every step that counts is decided by the present, the effects stand from the last decision and show
    from now."""
    exercise = unfolding.exercise
    initiative = exercise.initiatives[identity]
    kind = exercise.type_of(initiative)
    if not initiative.running or not _all_decided(exercise, initiative):
        return
    needless = _needless(exercise, initiative)
    since = max(step.decided for step_id, step in initiative.steps.items() if step_id not in needless)
    parties = parties_of(initiative)
    unfolding.happen(e.InitiativeDone(initiative=identity, parties=parties, since=since, week=exercise.week))
    if kind.reveals:
        title = fill(kind.title, initiative.parameters)
        told = tuple(fill(one, initiative.parameters) for one in kind.reveals)
        revealed = e.InitiativeRevealed(initiative=identity, title=title, told=told, since=since, week=exercise.week)
        unfolding.happen(revealed)
    cause = Cause(name=f"initiative {identity}", since=since, initiative=identity, parties=parties)
    for effect in kind.effects:
        bring_about(unfolding, bound(effect, initiative.parameters), cause)


def _all_decided(exercise: Exercise, initiative: Initiative) -> bool:
    """Whether every step that counts is decided by the present."""
    kind, steps = exercise.type_of(initiative), initiative.steps
    needless = _needless(exercise, initiative)
    return all(one.id in needless or _decided(exercise, steps.get(StepId(one.id))) for one in kind.steps)


def parties_of(initiative: Initiative) -> tuple[OrganisationId, ...]:
    """Everybody who had a hand in it: they hear when it takes effect."""
    return tuple(
        sorted({initiative.proposer, *(one for step in initiative.steps.values() for one in (step.by, *step.may_hold))})
    )
