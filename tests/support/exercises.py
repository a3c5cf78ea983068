"""Builders of exercises in the small world: every one goes through `decide` and `apply_all`, as a server does."""

from typing import Any

from engine import orders as o
from engine.actors import CLOCK, Actor, Control
from engine.apply import apply_all
from engine.decide import CLOCKS_OWN, Verdict, decide
from engine.estimates import EstimateRow
from engine.events import Event
from engine.exercise import Exercise, Initiative, StepState
from engine.ids import HolderId, InitiativeId, OrganisationId, StepId
from engine.orders import Order
from engine.phases import Phase
from engine.recording import Opening, exercise_at_start
from engine.refusals import Refusal, RefusalCode
from engine.rules.turn import NEXT_PHASE
from engine.world import World
from tests.support.worlds import AS, CONGRESS, JAPAN, MISSILE, PRIMES, STAFF, STATE, small_world

CONTROL = Control(HolderId("control"))
EVERYBODY = (JAPAN, CONGRESS, AS, PRIMES, STAFF, STATE)
ORDER_OF_MISSILES = InitiativeId("order:MISSILE-104:dod-as:1")
ORDER_OF_STAFF = InitiativeId("order:MISSILE-50:nsc-staff:1")
SHARING = InitiativeId("share:allies-japan-components:allies-japan:1")
WARNING = InitiativeId("warn::dod-as:1")


def events_of(verdict: Verdict) -> tuple[Event, ...]:
    """What an order brought about; a refusal is a failure of the test."""
    assert not isinstance(verdict, Refusal), f"{verdict.code}: {verdict.sentence}"
    return verdict


def actor(by: OrganisationId | None, order: Order) -> Actor:
    """Who gives an order: an organisation, or control, or the clock where the order is its own."""
    if by is not None:
        return by
    return CLOCK if type(order) in CLOCKS_OWN else CONTROL


def given(exercise: Exercise, by: OrganisationId | None, order: Order) -> tuple[Event, ...]:
    """The events of an order that is taken."""
    return events_of(decide(exercise, actor(by, order), order))


def done(exercise: Exercise, by: OrganisationId | None, *orders: Order) -> Exercise:
    """The exercise after orders that are taken."""
    for order in orders:
        exercise = apply_all(exercise, given(exercise, by, order))
    return exercise


def refused(exercise: Exercise, by: OrganisationId | None, order: Order) -> RefusalCode:
    """The code with which an order is refused."""
    verdict = decide(exercise, actor(by, order), order)
    assert isinstance(verdict, Refusal), verdict
    return verdict.code


def before_check_in(world: World | None = None, *, pace: str = "fours", seed: str = "seed") -> Exercise:
    """Nobody has taken a seat yet."""
    opening = Opening(exercise_id="test", pace=pace, seed=seed, seed_salt="salt", log_key=b"key")
    return exercise_at_start(world or small_world(), opening)


def checked_in(exercise: Exercise, *organisations: OrganisationId) -> Exercise:
    """Somebody speaks for these organisations."""
    seats = [o.TakeSeat(organisation=one, holder=HolderId(f"holder of {one}")) for one in organisations]
    return done(exercise, None, *seats)


def in_brief(world: World | None = None, *, held: tuple[OrganisationId, ...] = EVERYBODY, **more: Any) -> Exercise:
    """The brief of turn 1."""
    return done(checked_in(before_check_in(world, **more), *held), None, o.StartExercise())


def in_orders(world: World | None = None, **more: Any) -> Exercise:
    """The order phase of turn 1, week 1."""
    return done(in_brief(world, **more), None, o.AdvancePhase(to=Phase.ORDERS))


def until(exercise: Exercise, phase: Phase) -> Exercise:
    """On to the next time that this phase begins; weeks pass on the way."""
    while True:
        if exercise.phase is Phase.RESOLVE:
            exercise = weeks_passed(exercise)
        exercise = done(exercise, None, o.AdvancePhase(to=NEXT_PHASE[exercise.phase]))
        if exercise.phase is phase:
            return exercise


def weeks_passed(exercise: Exercise, weeks: int | None = None) -> Exercise:
    """So many weeks of the turn that is being resolved pass; all that are left where no number is given."""
    _, last = exercise.world.turn_weeks(exercise.pace, exercise.turn)
    end = last + 1 if weeks is None else exercise.week + weeks
    while exercise.week < end:
        exercise = done(exercise, None, o.ResolveWeek(week=exercise.week))
    return exercise


def turns_passed(exercise: Exercise, turns: int) -> Exercise:
    """The order phase so many turns later, in which nobody gives an order."""
    for _ in range(turns):
        exercise = until(exercise, Phase.ORDERS)
    return exercise


def proposed(exercise: Exercise, by: OrganisationId, kind: str, **parameters: str) -> Exercise:
    """An organisation has started an initiative."""
    return done(exercise, by, o.ProposeInitiative(type=kind, parameters=parameters))


def missiles_ordered(exercise: Exercise, units: int = 104) -> Exercise:
    """`dod/as` has proposed to order missiles: `ORDER_OF_MISSILES` where there are 104."""
    return proposed(exercise, AS, "order", system=MISSILE, units=str(units))


def sharing_proposed(exercise: Exercise) -> Exercise:
    """`allies/japan` has proposed to share components: `SHARING`."""
    return proposed(exercise, JAPAN, "share", country=JAPAN, rung="components")


def warned(exercise: Exercise) -> Exercise:
    """`dod/as` has proposed a warning, which `nsc/state` answers: `WARNING`."""
    return proposed(exercise, AS, "warn")


def step_of(exercise: Exercise, initiative: InitiativeId, step: str) -> StepState:
    """A step that has opened."""
    return exercise.initiatives[initiative].steps[StepId(step)]


def is_open(exercise: Exercise, initiative: InitiativeId, step: str) -> bool:
    """Whether a step has opened and waits."""
    found = exercise.step(initiative, StepId(step))
    return found is not None and found.waits


def approval(initiative: InitiativeId, step: str, **reduce: str) -> o.ApproveStep:
    """The order that approves a step, with less than was asked where that is given."""
    return o.ApproveStep(initiative=initiative, step=StepId(step), reduce=reduce)


def decline(initiative: InitiativeId, step: str, reason: str = "Not now.") -> o.DeclineStep:
    """The order that declines a step."""
    return o.DeclineStep(initiative=initiative, step=StepId(step), reason=reason)


def approved(exercise: Exercise, initiative: InitiativeId, *names: str, **reduce: str) -> Exercise:
    """The steps are approved, one after the other, by whom they wait for."""
    for step in names:
        by = step_of(exercise, initiative, step).by
        exercise = done(exercise, by, approval(initiative, step, **reduce))
    return exercise


def took_back(exercise: Exercise, by: OrganisationId, initiative: InitiativeId, step: str | None = None) -> Exercise:
    """A proposal, or an answer to a step, is taken back."""
    return done(exercise, by, o.TakeBack(initiative=initiative, step=StepId(step) if step else None))


def only_initiative(exercise: Exercise) -> Initiative:
    """The one initiative that there is."""
    (initiative,) = exercise.initiatives.values()
    return initiative


def estimate_row(month: int, **changes: Any) -> EstimateRow:
    """What an organisation expects of the missile in one month."""
    given = {"low": 50, "expected": 60, "high": 80, "first_mover": STATE, "system": MISSILE, **changes}
    return EstimateRow(month=month, confidence="medium", **given)


ESTIMATE = o.SealEstimate(rows=(estimate_row(6), estimate_row(12), estimate_row(24)))
