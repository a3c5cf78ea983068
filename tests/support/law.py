"""Initiative types for rules of law and of paths, beside those of the small world, and steps to make others of."""

from typing import Any

from engine import orders as o
from engine.baseline import Authority
from engine.effects import AuthorityEffect, Effect, IndexEffect, MechanismEffect
from engine.exercise import Exercise
from engine.ids import InitiativeId, StepId
from engine.playbook import InitiativeType, Parameter, Step
from engine.world import World
from tests.support.exercises import done
from tests.support.worlds import AS, BASELINE, CONGRESS, PRIMES, STAFF, STATE, small_world

EXEMPTION = "exemption"
RATINGS = "dpa-ratings"
PURCHASE = "purchase"

HOPE = IndexEffect(effect="index", index="confidence", by=5)
"""The effect of a path that is about something else."""


def authority(identity: str, *, in_force: bool = True, until_week: int = 0) -> Authority:
    return Authority(
        id=identity,
        title=f"The {identity} act",
        holder=AS,
        in_force=in_force,
        until_week=until_week,
        renewed_by=CONGRESS,
        tag="N",
        source="made for tests",
    )


def step(identity: str, by: str, *after: str, kind: Any = "decide", **more: Any) -> Step:
    return Step(id=identity, title=identity.capitalize(), by=by, kind=kind, after=after, **more)


def path(*steps: Step, effects: tuple[Effect, ...] = (HOPE,), **more: Any) -> InitiativeType:
    """A type `path` that `dod/as` may propose."""
    given: dict[str, Any] = {
        "title": "Path",
        "summary": "",
        "source": "",
        "parameters": (),
        "proposers": (AS,),
        "purposes": {"supply": 1, "alliance": 0, "deterrence": 0, "readiness": 0},
        "risks": {"industry": 0, "technology": 0, "politics": 0, "not-sharing": 0},
        **more,
    }
    return InitiativeType(**{"id": "path", **given}, steps=steps, effects=effects)


def world_of_path(kind: InitiativeType, *authorities: Authority, **changes: Any) -> World:
    """The small world with this path and this law."""
    return small_world(playbook=(*BASELINE.playbook, kind), authorities=authorities, **changes)


PATH = InitiativeId("path::dod-as:1")


def begun(exercise: Exercise) -> Exercise:
    """`dod/as` has proposed the path: `PATH`."""
    return done(exercise, AS, o.ProposeInitiative(type="path", parameters={}))


def returned(exercise: Exercise, initiative: InitiativeId, name: str, reason: str = "Too much.") -> Exercise:
    """A step goes back to its proposer."""
    by = exercise.initiatives[initiative].steps[StepId(name)].by
    return done(exercise, by, o.ReturnStep(initiative=initiative, step=StepId(name), reason=reason))


def open_names(exercise: Exercise, initiative: InitiativeId = PATH) -> list[str]:
    """The steps that are open and not decided, in the order in which they opened."""
    return [name for name, one in exercise.initiatives[initiative].steps.items() if not one.verdict]


LAW = (authority(EXEMPTION), authority(PURCHASE, in_force=False), authority(RATINGS, until_week=30))
LAWFUL = (
    path(
        step("assess", STATE, processing=2, waived_by=EXEMPTION),
        step("notify", STATE, "assess", kind="clock", processing=2, may_hold=CONGRESS),
        step("ask", PRIMES, "assess", after_side_by_side=()),
        step("act", "{site.country}", "notify", "ask", joins="any"),
        id="licence",
        title="License {site.system} to {site.country}",
        parameters=(Parameter(id="site", title="Line", of="line"),),
        proposers=(AS, STAFF),
        side_by_side_at=1,
    ),
    path(
        step("ask", STATE),
        step("plead", CONGRESS),
        step("act", AS, "ask", "plead", joins="any"),
        id="either",
        title="Either",
        proposers=(PRIMES,),
        effects=(MechanismEffect(effect="mechanism", level=1),),
    ),
    path(
        step("vote", CONGRESS),
        id="law",
        title="Law",
        proposers=(STAFF,),
        effects=(AuthorityEffect(effect="authority", authority=PURCHASE, in_force=True, weeks=13),),
    ),
    path(step("buy", STATE, needs=(PURCHASE,)), id="purchase", title="Purchase", proposers=(AS,)),
)
"""Every feature of a path, for games at random."""
