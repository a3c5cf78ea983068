import pytest

from bots.roster import policy
from bots.table import Table, advance, play_orders, seat_all
from engine.ids import OrganisationId
from engine.orders import MakeRequest, ProposeAgreement, StartExercise
from tests.support.decks import opening_world

WORLD = opening_world()
JAPAN = OrganisationId("allies/japan")


def spoken_to(name: str) -> Table:
    """Japan asks everybody for five things and offers everybody five agreements; bots of this policy play a turn."""
    table = Table(world=WORLD, pace="day", seed="3")
    policies = {one: policy(name, "3") for one in WORLD.organisations if one != JAPAN}
    seat_all(table, policies)
    table.control(StartExercise())
    advance(table)
    for _ in range(5):
        for one in policies:
            table.give(JAPAN, MakeRequest(to=(one,), text="Would you?", due_turn=1))
            table.give(JAPAN, ProposeAgreement(parties=(one,), title="Ours", terms="We and you.", due_turn=2))
    play_orders(table, policies)
    return table


@pytest.mark.parametrize(
    ("name", "said", "stands"),
    [
        ("prompt", {"yes"}, {"in-force"}),
        ("typical", {"yes", "no"}, {"in-force", "refused"}),
        ("idle", set(), {"open"}),
    ],
)
def test_bots_reply_to_whoever_speaks_to_them(name: str, said: set[str], stands: set[str]) -> None:
    table = spoken_to(name)

    view = table.views[JAPAN]
    assert {answer.verdict for one in view.requests.values() for answer in one.answers.values()} == said
    assert {one.stands for one in view.agreements.values()} == stands
    assert bool(table.exercise.talk.requests) == (name == "idle")
