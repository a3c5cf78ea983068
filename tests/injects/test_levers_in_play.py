"""Every lever of the playbook from its proposal to its effects, and every state that the trace points at, in one long game."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from bots.answering import answer
from bots.policy import ready
from bots.table import Table, play_on
from engine import events as e
from engine.ids import OrganisationId
from engine.orders import ApproveStep, Order, ProposeInitiative, SetIntent, SetPolicy
from engine.playbook import InitiativeType, fill
from engine.policies import policies_of, subjects_of
from engine.recording import Recorded
from engine.rules.initiatives import proposers_of
from engine.rules.parameters import completed
from engine.views import View
from engine.world import World
from injects.trace import read_trace
from tests.support.decks import main_world

PLENTY = 1_000_000_000
"""Slots, and thousand dollars: what is scarce is tested elsewhere."""
AGAIN: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("coproduce", {"site": "gmlrs-port-wakefield"}),
    ("allied-component", {"partner": "allies/uk"}),
    ("negotiate-agreement", {"partner": "allies/taiwan", "agreement": "security-agreement"}),
    ("repair-ships-forward", {"partner": "allies/south-korea"}),
    ("fund-own-capacity", {"partner": "allies/australia"}),
    ("fund-own-capacity", {"partner": "allies/south-korea"}),
    ("replace-adversary-input", {"component": "CELL_LI"}),
)
"""Levers that are proposed a second time, since their first choice alone would not reach every state that is traced."""
IN_THE_LAST_TURN = ("except-from-stopgap",)
"""Levers that change nothing in the first turn: what they bring is in force until the stopgap of an October."""

HOW_IT_WENT = (
    e.InitiativeProposed,
    e.StepOpened,
    e.StepApproved,
    e.WaitCharged,
    e.InitiativeDone,
)
"""Events that name an initiative and are no effect of it."""

Proposal = tuple[InitiativeType, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Eager:
    """Proposes all that falls to it at once, sets every policy once, and approves whatever it may, or declines it."""

    proposals: tuple[Proposal, ...]
    stance: Literal["approve", "decline"] = "approve"
    name: str = "eager"

    def at_check_in(self, view: View) -> Iterable[Order]:
        yield SetIntent(stance=self.stance, reason="Not now.")

    def orders(self, view: View) -> Iterable[Order]:
        if view.turn in (1, view.turns) and not view.ready:
            for kind, parameters in self.proposals:
                if (view.turn == 1) != (kind.id in IN_THE_LAST_TURN):
                    yield ProposeInitiative(type=kind.id, parameters=parameters)
            for policy in policies_of(view.world, view.organisation):
                for subject in subjects_of(view.world, policy, view.organisation)[:1]:
                    yield SetPolicy(policy=policy.id, subject=subject, value=policy.high)
        for initiative, step_id, _ in view.waiting_steps() if self.stance == "approve" else ():
            yield ApproveStep(initiative=initiative.id, step=step_id)
        for inject in view.waiting_injects():
            yield answer(inject, 0)
        yield from ready(view)


def generous(world: World) -> World:
    """The same world with slots and money for everything."""
    organisations = tuple(
        replace(one, slots=tuple(replace(slot, start=PLENTY, per_quarter=PLENTY) for slot in one.slots))
        for one in world.baseline.organisations
    )
    accounts = tuple(
        replace(one, opening=replace(one.opening, value=PLENTY), ceiling=one.ceiling and replace(one.ceiling, value=PLENTY))
        for one in world.baseline.accounts
    )
    return World(baseline=replace(world.baseline, organisations=organisations, accounts=accounts), deck=world.deck)


def proposals(world: World) -> dict[OrganisationId, tuple[Proposal, ...]]:
    """Each lever with its first choices, and some a second time, by the first organisation that may propose it."""
    asked: list[tuple[InitiativeType, Mapping[str, str]]] = [(one, {}) for one in world.baseline.playbook]
    asked += [(world.playbook[kind], chosen) for kind, chosen in AGAIN]
    found: dict[OrganisationId, tuple[Proposal, ...]] = {}
    for kind, chosen in asked:
        first = {one.id: one.choices[0] if one.choices else str(one.low) for one in kind.parameters}
        parameters = {**first, **chosen}
        by = OrganisationId(proposers_of(kind, completed(world, kind, parameters))[0])
        found[by] = (*found.get(by, ()), (kind, parameters))
    return found


class Watched(Table):
    """A table that keeps every event."""

    def __post_init__(self) -> None:
        self.happened: list[e.Event] = []
        super().__post_init__()

    def _tell(self, recorded: Recorded) -> None:
        super()._tell(recorded)
        if isinstance(recorded.verdict, tuple):
            self.happened += recorded.verdict


@cache
def game() -> Watched:
    """The whole Taiwan blockade in a day, played by eager bots that want for nothing: its last turn begins with a stopgap."""
    world = generous(main_world("taiwan-blockade"))
    mine = proposals(world)
    table = Watched(world=world, pace="day", seed="levers")
    play_on(table, {one: Eager(mine.get(one, ())) for one in world.organisations})
    return table


def pointed(kind: str) -> set[str]:
    """Everything of a kind that the rows of the trace point at."""
    return {name for row in read_trace().rows for name in getattr(row, kind)}


def effects() -> list[e.Event]:
    """What initiatives brought about, and not how they went."""
    return [one for one in game().happened if not isinstance(one, HOW_IT_WENT)]


def test_every_lever_can_be_walked_from_its_proposal_to_its_end() -> None:
    done = {one.type for one in game().exercise.initiatives.values() if one.done_week is not None}

    assert set(game().world.playbook) - done == set()


def test_every_lever_changes_something_real() -> None:
    causes = {getattr(one, "cause", "").removeprefix("initiative ") for one in effects()}
    causes |= {str(getattr(one, "initiative", "")) for one in effects()}
    brought = {one.type for one in game().exercise.initiatives.values() if one.id in causes}

    assert set(game().world.playbook) - brought == set()


def test_every_index_that_is_traced_moves() -> None:
    moved = {one.index for one in game().happened if isinstance(one, e.IndexMoved) and one.by}

    assert pointed("index") - moved == set()


def test_every_authority_that_is_traced_changes_or_decides_a_step() -> None:
    changed = {one.authority for one in game().happened if isinstance(one, e.AuthorityChanged)}
    read = {
        fill(authority, initiative.parameters)
        for initiative in game().exercise.initiatives.values()
        for step in game().world.playbook[initiative.type].steps
        if initiative.done_week is not None
        for authority in (*step.needs, step.waived_by)
    }

    assert pointed("authority") - changed - read == set()


def test_every_account_that_is_traced_is_paid_from_or_into() -> None:
    paid = {one.account for one in game().happened if isinstance(one, e.StepApproved) and one.price}
    received = {one.account for one in game().happened if isinstance(one, e.MoneyArrived) and one.amount}

    assert pointed("account") - paid - received == set()


def test_every_policy_that_is_traced_is_set() -> None:
    assert pointed("policy") - {one.policy for one in game().happened if isinstance(one, e.PolicySet)} == set()


def test_every_initiative_that_is_traced_takes_effect() -> None:
    done = {one.type for one in game().exercise.initiatives.values() if one.done_week is not None}

    assert pointed("initiative") - done == set()


@cache
def refused() -> Watched:
    """The first turn of the same game, in which everybody declines whatever comes."""
    world = generous(main_world("taiwan-blockade"))
    mine = proposals(world)
    table = Watched(world=world, pace="day", seed="levers")
    play_on(table, {one: Eager(mine.get(one, ()), stance="decline") for one in world.organisations}, until=1)
    return table


def test_every_lever_that_answers_to_a_decline_changes_something_when_it_is_declined() -> None:
    answering = {key for key, kind in refused().world.playbook.items() if kind.on_decline}
    stopped = {one.id: one.type for one in refused().exercise.initiatives.values() if one.stopped == "declined"}
    causes = {getattr(one, "cause", "").removeprefix("decline ") for one in refused().happened}

    assert answering - {kind for one, kind in stopped.items() if one in causes} == set()
