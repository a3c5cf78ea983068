"""A short game in which everything happens that players say, ask, promise and do in their own words."""

from functools import cache

from bots.table import Table, advance
from engine import orders as o
from engine.entries import Entry
from engine.ids import CONTROL_PARTY, ActionId, AgreementId, HolderId, OrganisationId
from engine.orders import Order
from engine.phases import Phase
from engine.refusals import Refusal
from tests.support.actions import ACTION, CALMED, WARNED, action, argument, odds, override
from tests.support.talk import OFFERED, WIDE_REQUEST, agreement, answer, message, request, said
from tests.support.worlds import AS, JAPAN, MISSILE, STAFF, STATE, small_world

BROKEN = AgreementId("agreement:allies-japan:dod-as:1")
CALL = ActionId("action:allies-japan:1")


class Talkers:
    """A table at which nothing that the script says is refused."""

    def __init__(self) -> None:
        self.table = Table(world=small_world(), pace="quarters", seed="talk")

    def give(self, organisation: OrganisationId | None, *orders: Order) -> None:
        for one in orders:
            verdict = self.table.control(one) if organisation is None else self.table.give(organisation, one)
            assert not isinstance(verdict, Refusal), (one, verdict)

    def to(self, phase: Phase) -> None:
        while self.table.exercise.phase is not phase:
            advance(self.table)


@cache
def talk_game() -> tuple[Entry, ...]:
    """Two turns, and a word said in practice that counts nowhere."""
    game = Talkers()
    for one in (AS, STATE, JAPAN, STAFF):
        game.table.clock(o.TakeSeat(organisation=one, holder=HolderId(f"bot-{one}")))
    game.give(None, o.StartPractice())
    game.to(Phase.ORDERS)
    game.give(AS, message(STATE, text="Only practice."))
    game.give(None, o.EndPractice(), o.StartExercise())
    game.to(Phase.ORDERS)
    _first_turn(game)
    game.to(Phase.ADJUDICATE)
    game.give(None, odds("even", WARNED, because="Wagons are few."), o.RollAction(action=ACTION))
    game.give(None, override("yes-but", CALMED, reason="The die was cruel."))
    game.give(STATE, o.DissentAction(action=ACTION, text="It would never have come."))
    game.to(Phase.ORDERS)
    _second_turn(game)
    game.to(Phase.PICTURE)
    game.give(None, o.EndExercise())
    return tuple(game.table.entries)


def _first_turn(game: Talkers) -> None:
    game.give(AS, message(STATE, text="Between two."), message(STATE, JAPAN, text="Among three."), message(CONTROL_PARTY))
    game.give(STATE, message(AS, text="Back to you."))
    game.give(AS, request(STATE, JAPAN, due_turn=2), agreement(STATE), said(AS, STATE))
    game.give(STATE, answer("yes", "Of course.", request=WIDE_REQUEST), o.SignAgreement(agreement=OFFERED))
    game.give(JAPAN, agreement(AS), action(title="Call home", text="The minister calls."), o.TakeBack(action=CALL))
    game.give(AS, o.SignAgreement(agreement=BROKEN), action(STATE, aims=(MISSILE,), wants=(WARNED,)))
    game.give(STATE, argument("against", "Rail is slow."))


def _second_turn(game: Talkers) -> None:
    game.give(AS, o.KeepAgreement(agreement=OFFERED), o.BreakAgreement(agreement=BROKEN, reason="No money came."))
    game.give(STATE, o.KeepAgreement(agreement=OFFERED))
    game.give(STAFF, action(title="Convene", text="All come to the table."))
