"""Organisations that propose every lever and answer late: games in which many waits by many organisations count."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bots.answering import answer
from bots.policy import lot, ready
from bots.table import Table, play
from engine.ids import OrganisationId
from engine.orders import ApproveStep, Order, ProposeInitiative
from engine.playbook import InitiativeType
from engine.rules.initiatives import proposers_of
from engine.rules.parameters import completed
from engine.views import View
from engine.world import World

PATIENCE = 3
"""One in so many steps is answered in the turn in which it opens."""

Proposal = tuple[InitiativeType, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Busy:
    """Proposes its levers one after the other, and lets most of what waits for it wait a turn."""

    proposals: tuple[Proposal, ...]
    salt: str = ""
    name: str = "busy"

    def at_check_in(self, view: View) -> Iterable[Order]:
        return ()

    def orders(self, view: View) -> Iterable[Order]:
        if not view.ready:
            for at, (kind, parameters) in enumerate(self.proposals):
                if at % max(1, view.turns - 1) == view.turn - 1:
                    yield ProposeInitiative(type=kind.id, parameters=parameters)
        for initiative, step_id, _ in view.waiting_steps():
            if not lot(self.salt, initiative.id, step_id, str(view.turn), sides=PATIENCE):
                yield ApproveStep(initiative=initiative.id, step=step_id)
        for inject in view.waiting_injects():
            yield answer(inject, 0)
        yield from ready(view)


def levers(world: World) -> dict[OrganisationId, tuple[Proposal, ...]]:
    """Each lever with its first choices, by the first organisation that may propose it."""
    found: dict[OrganisationId, tuple[Proposal, ...]] = {}
    for kind in world.baseline.playbook:
        parameters = {one.id: one.choices[0] if one.choices else str(one.low) for one in kind.parameters}
        by = OrganisationId(proposers_of(kind, completed(world, kind, parameters))[0])
        found[by] = (*found.get(by, ()), (kind, parameters))
    return found


def busy_game(world: World, *, pace: str, seed: str = "1") -> Table:
    """A whole exercise of busy organisations."""
    mine = levers(world)
    return play(world, pace=pace, seed=seed, policies={one: Busy(mine.get(one, ()), seed) for one in world.organisations})
