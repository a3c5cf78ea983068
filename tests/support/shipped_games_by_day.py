"""Shipped decks at the pace of a day, played by bots or by a script; each is played once in a process."""

from collections.abc import Mapping
from functools import cache

from bots.policy import Policy
from bots.roster import policy
from bots.table import Table, play
from engine.ids import InitiativeId, OrganisationId, StepId
from engine.orders import ApproveStep, DeclineStep, MakeRequest, Order, ProposeInitiative
from tests.support.decks import main_world
from tests.support.scripted import Scripted

PACE = "day"
JAPAN, KOREA, TAIWAN = (OrganisationId(f"allies/{one}") for one in ("japan", "south-korea", "taiwan"))
STATE, STAFF, DSCA = OrganisationId("nsc/state"), OrganisationId("nsc/staff"), OrganisationId("dod/dsca")
INTELLIGENCE, FOREIGN = OrganisationId("nsc/intelligence"), OrganisationId("congress/foreign-relations")


@cache
def game_of_a_day(deck: str, name: str, until: int | None = None) -> Table:
    """A shipped deck, every organisation played by this policy, seed 1; to the picture of a turn, or to the end."""
    world = main_world(deck)
    policies = {one: policy(name, "1") for one in world.organisations}
    return play(world, pace=PACE, seed="1", policies=policies, until=until)


def proposal(kind: str, **parameters: str) -> ProposeInitiative:
    return ProposeInitiative(type=kind, parameters=parameters)


def _approve(initiative: str, step: str) -> ApproveStep:
    return ApproveStep(initiative=InitiativeId(initiative), step=StepId(step))


SHIFT = "second-shift-abroad:loiter-taichung-25:allies-taiwan:1"
DEPOT = "repair-aircraft-forward:allies-south-korea:dod-dsca:1"
SCRIPT: Mapping[OrganisationId, Mapping[int, tuple[Order, ...]]] = {
    STATE: {
        1: (
            MakeRequest(to=(STAFF,), text="Who speaks for all of us?", due_turn=1),
            proposal("negotiate-agreement", partner=KOREA, agreement="buy-american-exception"),
        ),
        3: (DeclineStep(initiative=InitiativeId(DEPOT), step=StepId("release"), reason="Not this one."),),
    },
    FOREIGN: {1: (proposal("tighten-buy-american", partner=KOREA),)},
    INTELLIGENCE: {1: (proposal("share-intelligence", partner=JAPAN),)},
    TAIWAN: {1: (proposal("second-shift-abroad", site="loiter-taichung", percent="25"), _approve(SHIFT, "offer"))},
    DSCA: {1: (proposal("repair-aircraft-forward", partner=KOREA),)},
    KOREA: {2: (_approve(DEPOT, "offer"),)},
}
"""Requests that nobody answers, offers that wait, and two who want the contrary: what no bot does."""


@cache
def scripted_game() -> Table:
    """The Taiwan blockade to the picture of its third turn, by the script; the others do nothing."""
    world = main_world("taiwan-blockade")
    policies: dict[OrganisationId, Policy] = {one: Scripted(SCRIPT.get(one, {})) for one in world.organisations}
    return play(world, pace=PACE, seed="1", policies=policies, until=3)
