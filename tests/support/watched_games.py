"""Random games in the small world, looked at after every single entry."""

from collections.abc import Callable
from dataclasses import replace

from bots.table import Table, advance, seat_all
from engine.orders import ApproveStep, Order, StartExercise, TakeBack
from engine.phases import Phase
from engine.recording import Recorded
from engine.views import View
from engine.world import World
from tests.support.law import LAW, LAWFUL
from tests.support.random_law import possible
from tests.support.random_play import RandomPlayer
from tests.support.worlds import ORDER, SHARE, at_once, small_world

HURRIED = (*at_once(SHARE), replace(at_once(ORDER)[0], id="hurried-order"), *LAWFUL)
"""The playbook with more hand-offs that can follow each other within one order phase."""
Look = Callable[["WatchedTable"], None]


class WatchedTable(Table):
    """A table at which somebody looks after every entry."""

    look: Look

    def _tell(self, recorded: Recorded) -> None:
        super()._tell(recorded)
        self.look(self)


class GrudgingPlayer(RandomPlayer):
    """A random player that answers much, now and then less than was asked, and takes much of it back."""

    def one_order(self, view: View) -> Order:
        dice = self.pick(10)
        waiting = view.waiting_steps()
        if dice < 4 and waiting:
            initiative, step, _ = waiting[self.pick(len(waiting))]
            return ApproveStep(initiative=initiative.id, step=step, reduce=self._less())
        answered = [
            TakeBack(initiative=initiative.id, step=step_id)
            for initiative in view.initiatives.values()
            for step_id, step in initiative.steps.items()
            if view.organisation in (step.by, *step.may_hold) and step.answered_turn == view.turn
        ]
        begun = [TakeBack(initiative=one.id) for one in view.initiatives.values() if one.turn == view.turn]
        if dice == 6:
            orders = possible(view)
            return orders[self.pick(len(orders))]
        undone = answered if dice == 4 else begun if dice == 5 else []
        return undone[self.pick(len(undone))] if undone else super().one_order(view)

    def _less(self) -> dict[str, str]:
        match self.pick(4):
            case 0:
                return {"units": str(1 + self.pick(60))}
            case 1:
                return {"rung": "assembly"}
            case _:
                return {}


def watch(look: Look, *, salt: str, pace: str = "quarters", orders_each: int = 12, world: World | None = None) -> WatchedTable:
    """Play a random game to the picture of its last turn."""
    table = WatchedTable(world=world or small_world(playbook=HURRIED, authorities=LAW), pace=pace, seed=salt)
    table.look = look
    players = {one: GrudgingPlayer(f"{salt} {one}") for one in table.world.organisations}
    seat_all(table, players)
    table.control(StartExercise())
    while not (table.exercise.phase is Phase.PICTURE and table.exercise.turn == table.exercise.turns):
        if table.exercise.phase is Phase.ORDERS:
            for _ in range(orders_each):
                for organisation, player in players.items():
                    table.give(organisation, player.one_order(table.views[organisation]))
        advance(table)
    return table
