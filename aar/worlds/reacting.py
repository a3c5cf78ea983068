"""Run B: the worlds of the ladder with red deciding again on what it sees there. Run A, red as played, is the ladder's own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from aar.reading import Played
from aar.worlds.change import CONCURRING, Added, Change
from aar.worlds.course import Living
from aar.worlds.ladder import CHANGES, RUNGS, split_of
from aar.worlds.physics import Place
from engine import events as e
from engine.ids import OrganisationId
from engine.orders import MoveRed
from engine.refusals import Refusal
from engine.rules.adversary import move_red
from engine.rules.corrections import stock_corrected
from engine.rules.politics import measure_deterrence
from engine.rules.weeks import live_week
from engine.unfolding import Unfolding

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An action of red in a week."""

    week: int
    by: OrganisationId
    action: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """One world with red reacting: thousandths short, and what red did."""

    short_in: Mapping[Place, int]
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunB:
    """Every world of the ladder, by its name, with red reacting."""

    worlds: Mapping[str, Reaction]

    def split(self) -> dict[Place, dict[str, int]]:
        """Rule 15.10: by theatre and system, thousandths under each key of the split; they sum to what was short in play."""
        return split_of([self.worlds[name].short_in for name in RUNGS])

    def differing(self) -> list[tuple[str, tuple[Move, ...], tuple[Move, ...]]]:
        """World by world, where red acted otherwise than in play: what it did there besides, and what it left."""
        played = self.worlds[RUNGS[0]].moves
        found = []
        for name in RUNGS[1:]:
            here = self.worlds[name].moves
            more, fewer = tuple(one for one in here if one not in played), tuple(one for one in played if one not in here)
            if more or fewer:
                found.append((name, more, fewer))
        return found


def run_b(played: Played, added: tuple[Added, ...], *, seed: str = "", progress: Progress = lambda world: None) -> RunB:
    """Rule 15.10: the worlds of the ladder once more, `attempted` with the proposals that run A had made, red reacting."""
    changes = {**CHANGES, "attempted": replace(CONCURRING, added=added)}
    worlds = {}
    for name, change in changes.items():
        progress(name)
        worlds[name] = reaction_of(played, replace(change, seed=seed))
    return RunB(worlds=worlds)


def reaction_of(played: Played, change: Change) -> Reaction:
    """Rule 15.10: one world with red reacting; with nothing changed it is the log's own."""
    living = _Reacting(played, change)
    while not living.over:
        living.live_through_week()
    return Reaction(short_in=living.short_in, moves=tuple(living.moves))


class _Reacting(Living):
    """A course that is lived through together with its physical weeks, since red may look at stocks and at deterrence."""

    def __init__(self, played: Played, change: Change) -> None:
        super().__init__(played, change)
        world = played.start.world
        self.short_in: dict[Place, int] = {(theatre, system): 0 for theatre in world.theatres for system in world.systems}
        self.moves: list[Move] = []

    def _unfolding(self) -> Unfolding:
        return Unfolding(self.exercise)

    def _red(self, unfolding: Unfolding, week: int) -> tuple[str, ...] | None:
        """What red's own cell had ordered comes as far as it can here; the rest its autopilot decides."""
        for event in self.played.red_orders.get(week, ()):
            if isinstance(event, e.AutopilotSet) or not isinstance(
                move_red(unfolding.exercise, event.by, MoveRed(action=event.action)), Refusal
            ):
                unfolding.happen(event)
        return None

    def _correct(self, unfolding: Unfolding, recorded: e.Corrected) -> None:
        super()._correct(unfolding, recorded)
        for event in stock_corrected(unfolding.exercise.stocks, recorded):
            unfolding.happen(event)

    def _live_week(self, unfolding: Unfolding, week: int) -> None:
        for event in live_week(unfolding):
            if isinstance(event, e.StocksReported):
                for row in event.rows:
                    self.short_in[row.theatre, row.system] += row.short
        measure_deterrence(unfolding)
        self.moves += [
            Move(week=week, by=event.by, action=event.action, title=event.title)
            for event in unfolding.events
            if isinstance(event, e.RedMoved)
        ]
