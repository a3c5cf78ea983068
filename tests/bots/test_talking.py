import pytest

from bots.roster import policy
from bots.table import Table, advance, play_orders, seat_all
from bots.talking import replies
from engine.ids import OrganisationId
from engine.orders import AnswerRequest, MakeRequest, ProposeAgreement, ProposeInitiative, StartExercise
from tests.support.decks import opening_world

WORLD = opening_world()
JAPAN = OrganisationId("allies/japan")
STATE = OrganisationId("nsc/state")


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


def test_a_typical_partner_accepts_conditions_on_what_it_wants_itself_and_says_a_word_with_its_no() -> None:
    table = Table(world=WORLD, pace="day", seed="3")
    table.control(StartExercise())
    advance(table)
    parameters = {"system": "PAC3MSE", "country": JAPAN, "rung": "assembly"}
    table.give(JAPAN, ProposeInitiative(type="coproduce", parameters=parameters))
    own = next(iter(table.exercise.initiatives))
    for number in range(12):
        about = own if number % 2 else ""
        table.give(STATE, MakeRequest(to=(JAPAN,), text="Only if you report.", due_turn=1, about=about))

    view = table.views[JAPAN]
    said = [one for one in replies(view, "3", agrees=0) if isinstance(one, AnswerRequest)]

    assert len(said) == 12
    assert {(view.requests[one.request].about, one.verdict) for one in said} == {(own, "yes"), ("", "no")}
    assert all(bool(one.text) == (one.verdict == "no") for one in said)
