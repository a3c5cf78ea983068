"""Within an order phase a return, an amendment, a hold or a policy is known to those concerned and to nobody else."""

from copy import deepcopy

import pytest

from bots.policy import lot
from engine.ids import PUBLIC, Audience, OrganisationId
from engine.orders import AmendInitiative, DeclineStep, ReturnStep, SetPolicy
from engine.refusals import Refusal
from tests.properties.test_secrecy import advanced, everything_of, sent_to
from tests.support.law import LAW
from tests.support.random_law import possible
from tests.support.random_play import RandomGame
from tests.support.watched_games import HURRIED
from tests.support.worlds import small_world

WORLD = small_world(playbook=HURRIED, authorities=LAW)
KINDS = (ReturnStep, AmendInitiative, DeclineStep, SetPolicy)


def acted(game: RandomGame, kind: type, salt: int) -> OrganisationId | None:
    """Somebody gives an order of this kind that is taken; None where nobody can."""
    organisations = list(game.players)
    start = lot(str(salt), kind.__name__, sides=len(organisations))
    for organisation in (*organisations[start:], *organisations[:start]):
        for order in possible(game.table.views[organisation]):
            if isinstance(order, kind) and not isinstance(game.table.give(organisation, order), Refusal):
                return organisation
    return None


@pytest.mark.parametrize("kind", KINDS)
def test_within_an_order_phase_it_leaves_no_trace_with_those_who_are_not_told_of_it(kind: type) -> None:
    proved = 0
    for salt in range(6):
        game = RandomGame(WORLD, f"law {salt}", pace="quarters", orders_each=14)
        advanced(game, turns=1)
        game.play_phase()
        other = deepcopy(game)
        before = len(other.table.entries)

        actor = acted(other, kind, salt)

        told = {audience for entry in other.table.entries[before:] for audience in entry.parts}
        assert PUBLIC not in told
        blind = [one for one in game.players if one != actor and Audience(one) not in told]
        since, since_other = len(game.table.entries), len(other.table.entries)
        everything_of(blind, game, other, salt=str(salt))
        for organisation in blind:
            assert sent_to(game, organisation, since) == sent_to(other, organisation, since_other)
        proved += actor is not None and bool(blind)
    assert proved, "nobody could do it in any of these games"
