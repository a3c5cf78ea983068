"""Orders at random, sensible and senseless alike, for tests that hold over any game."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bots.policy import lot
from bots.table import Table, advance, seat_all
from engine.ids import InitiativeId, OrganisationId, StepId
from engine.orders import (
    AnswerInject,
    ApproveStep,
    DeclineStep,
    MarkReady,
    Order,
    ProposeInitiative,
    SealEstimate,
    SetIntent,
    SetRanking,
    StartExercise,
    TakeBack,
    WithdrawInitiative,
)
from engine.phases import Phase
from engine.rules.parameters import offered
from engine.views import View
from engine.world import World
from tests.support.random_law import possible
from tests.support.random_talk import RandomTalker

SENSELESS = (
    ApproveStep(initiative=InitiativeId("nothing"), step=StepId("at-all")),
    ProposeInitiative(type="no-such-type", parameters={}),
    ProposeInitiative(type="surge-order", parameters={"system": "LRASM", "units": "1e9"}),
    SealEstimate(rows=()),
    TakeBack(),
    SetRanking(systems=("LRASM", "LRASM")),
)


@dataclass
class RandomPlayer:
    """Plays any organisation; the same salt plays the same."""

    salt: str
    asked: int = 0

    @property
    def name(self) -> str:
        return "random"

    def pick(self, sides: int) -> int:
        self.asked += 1
        return lot(self.salt, str(self.asked), sides=sides)

    def at_check_in(self, view: View) -> Iterable[Order]:
        if self.pick(3) == 0:
            yield self._intent()

    def orders(self, view: View) -> Iterable[Order]:
        yield self.one_order(view)

    def one_order(self, view: View) -> Order:
        kind = self.pick(12)
        waiting = view.waiting_steps()
        if kind < 4 and waiting:
            initiative, step_id, _ = waiting[self.pick(len(waiting))]
            if kind == 0:
                return DeclineStep(initiative=initiative.id, step=step_id, reason="not now")
            return ApproveStep(initiative=initiative.id, step=step_id)
        if kind < 7:
            return self._proposal(view)
        if kind == 7 and view.injects:
            injects = sorted(view.injects.values(), key=lambda one: one.inject)
            inject = injects[self.pick(len(injects))]
            choice = inject.choices[self.pick(len(inject.choices))][0] if inject.choices else ""
            return AnswerInject(inject=inject.inject, choice=choice, text="as agreed")
        if kind == 8:
            return self._intent()
        if kind == 9 and view.initiatives:
            return self._second_thought(view)
        if kind == 10:
            return MarkReady(ready=self.pick(2) == 0)
        if self.pick(2):
            orders = possible(view)
            return orders[self.pick(len(orders))]
        return SENSELESS[self.pick(len(SENSELESS))]

    def _proposal(self, view: View) -> Order:
        kinds = sorted(view.world.playbook.values(), key=lambda one: one.id)
        kind = kinds[self.pick(len(kinds))]
        parameters = {}
        for one in kind.parameters:
            choices = offered(view.world, one)
            span = one.high - one.low + 1
            parameters[one.id] = choices[self.pick(len(choices))] if choices else str(one.low + self.pick(span))
        return ProposeInitiative(type=kind.id, parameters=parameters)

    def _intent(self) -> Order:
        stance = ("approve", "decline", "ask")[self.pick(3)]
        ceiling = None if self.pick(2) else self.pick(2_000_000)
        return SetIntent(stance=stance, price_ceiling=ceiling, reason="on principle")  # type: ignore[arg-type]

    def _second_thought(self, view: View) -> Order:
        initiatives = sorted(view.initiatives.values(), key=lambda one: one.id)
        initiative = initiatives[self.pick(len(initiatives))]
        steps = sorted(initiative.steps)
        match self.pick(3):
            case 0:
                return WithdrawInitiative(initiative=initiative.id)
            case 1 if steps:
                return TakeBack(initiative=initiative.id, step=steps[self.pick(len(steps))])
            case _:
                return TakeBack(initiative=initiative.id)


@dataclass
class RandomGame:
    """A table with random players that can be stopped in the midst of an order phase."""

    world: World
    salt: str
    pace: str = "half-day"
    orders_each: int = 6
    kind_of_table: type[Table] = Table
    table: Table = field(init=False)
    players: dict[OrganisationId, RandomPlayer] = field(init=False)
    talkers: dict[OrganisationId, RandomTalker] = field(init=False)

    def __post_init__(self) -> None:
        self.table = self.kind_of_table(world=self.world, pace=self.pace, seed=self.salt)
        self.players = {one: RandomPlayer(f"{self.salt} {one}") for one in self.world.organisations}
        self.talkers = {one: RandomTalker(f"{self.salt} {one}") for one in self.world.organisations}
        seat_all(self.table, self.players)
        self.table.control(StartExercise())

    def to_phase(self, phase: Phase) -> None:
        """Go on to the next time that this phase begins."""
        advance(self.table)
        while self.table.exercise.phase is not phase:
            advance(self.table)

    def to_phase_of_orders(self) -> None:
        """Go on to the next order phase."""
        self.to_phase(Phase.ORDERS)

    def to_phase_of_pictures(self) -> None:
        """Go on to the next picture."""
        self.to_phase(Phase.PICTURE)

    def play_phase(self) -> None:
        """A word and some orders of everybody, in turn."""
        for organisation, talker in self.talkers.items():
            self.table.give(organisation, talker.one_order(self.table.views[organisation]))
        for _ in range(self.orders_each):
            for organisation, player in self.players.items():
                self.table.give(organisation, player.one_order(self.table.views[organisation]))

    def play_to_end(self) -> Table:
        """Every turn, to the picture of the last."""
        for _ in range(self.table.exercise.turns):
            self.to_phase(Phase.ORDERS)
            self.play_phase()
            self.to_phase(Phase.PICTURE)
        return self.table
