"""A deck tried out by bots over seeds and policies: when each inject came, what it changed, who had nothing to do."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import Any

from bots.roster import at_the_tables
from bots.roster import policy as policy_of
from bots.table import Table, play_on
from engine.entries import Entry
from engine.ids import CONTROL, InjectId, OrganisationId
from engine.orders import AmendInitiative, ApproveStep, DeclineStep, ProposeInitiative, ReturnStep, SkipInject
from engine.world import World

Progress = Callable[[int, int], None]
STEP_ORDERS = frozenset({ApproveStep.kind, DeclineStep.kind, ReturnStep.kind, AmendInitiative.kind})
LEFT_OUT = "left out by the dry run"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One game to be played; `without` is the inject that is left out of it, empty for none."""

    policy: str
    seed: str
    without: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """How an inject came in one game."""

    turn: int
    week: int
    by: str


@dataclass(slots=True, kw_only=True)
class Met:
    """What one organisation met in one turn of one game."""

    injects: int = 0
    """Came, and wait for its answer."""
    decisions: int = 0
    """Those of them that make it choose."""
    steps: int = 0
    """Steps of initiatives that it answered."""
    proposals: int = 0
    """Initiatives that it proposed."""

    @property
    def empty(self) -> bool:
        """Whether nothing was asked of it, and it began nothing."""
        return not (self.injects or self.steps or self.proposals)


@dataclass(slots=True, kw_only=True)
class Game:
    """What one game left: plain values, so that it can come from another process."""

    trial: Trial
    head: str
    released: dict[str, Released] = field(default_factory=dict)
    answers: dict[str, Counter[str]] = field(default_factory=dict)
    """By inject: how often each choice was made."""
    changes: Counter[str] = field(default_factory=Counter)
    """By inject: events that its effects, or those of the choices made, brought about."""
    met: dict[tuple[str, int], Met] = field(default_factory=dict)
    """By organisation and turn."""
    short: Counter[str] = field(default_factory=Counter)
    """By system: thousandths of units short, over all weeks and theatres."""
    indices: Mapping[str, int] = field(default_factory=dict)
    """As they stood at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A game against the same game, with the same dice and bots, in which one inject never came."""

    short: Mapping[str, int]
    """By system: thousandths of units that were short because it came; below 0, that it saved."""
    indices: Mapping[str, int]
    """By index: points at the end that it brought, straight and through what people did about it."""

    @property
    def nothing(self) -> bool:
        """Whether it changed neither."""
        return not (self.short or self.indices)


@dataclass(frozen=True, slots=True, kw_only=True)
class DryRun:
    """All games, in the order in which they were asked for, and what injects changed where that was measured."""

    world: World
    pace: str
    games: tuple[Game, ...]
    differences: Mapping[str, Difference]
    """By inject: of the first game in which it came; empty where nothing was measured."""

    @property
    def never(self) -> tuple[str, ...]:
        """Injects of this pace that came in no game."""
        came = {inject for game in self.games for inject in game.released}
        return tuple(one.id for one in self.world.deck.injects if one.comes_at(self.pace) and one.id not in came)

    @property
    def empty(self) -> dict[tuple[str, int], int]:
        """Turns in which an organisation had nothing to do: in how many games, adversaries left out."""
        exempt = {one.id for one in self.world.baseline.adversaries}
        counted = Counter(
            (organisation, turn)
            for game in self.games
            for (organisation, turn), met in sorted(game.met.items())
            if met.empty and organisation not in exempt
        )
        return dict(sorted(counted.items()))


def dry_run(
    world: World,
    pace: str,
    *,
    games: int,
    policies: Sequence[str],
    measured: bool = False,
    workers: int = 1,
    progress: Progress = lambda done, of: None,
) -> DryRun:
    """Play seeds 1 to `games` with each policy in every seat that the deck has.

    The result is the same whatever the number of processes.
    `measured` plays once more, for each inject that came, the first game in which it came, without it.
    """
    trials = [Trial(policy=policy, seed=str(seed)) for policy in policies for seed in range(1, games + 1)]
    played = tuple(_reported(_played(world, pace, trials, workers), len(trials), progress))
    differences: dict[str, Difference] = {}
    if measured:
        first = {inject: game for game in reversed(played) for inject in game.released}
        order = [one.id for one in world.deck.injects if one.id in first]
        again = [Trial(policy=first[one].trial.policy, seed=first[one].trial.seed, without=one) for one in order]
        others = _reported(_played(world, pace, again, workers), len(again), progress)
        differences = {one: difference(first[one], other) for one, other in zip(order, others, strict=True)}
    return DryRun(world=world, pace=pace, games=played, differences=differences)


def difference(played: Game, without: Game) -> Difference:
    """What stood otherwise at the end."""
    systems, indices = sorted({*played.short, *without.short}), sorted({*played.indices, *without.indices})
    short = {one: played.short[one] - without.short[one] for one in systems}
    points = {one: played.indices.get(one, 0) - without.indices.get(one, 0) for one in indices}
    return Difference(short={one: by for one, by in short.items() if by}, indices={one: by for one, by in points.items() if by})


def play_trial(world: World, pace: str, trial: Trial) -> Game:
    """Play one game to its end and read it."""
    table = Table(world=world, pace=pace, seed=trial.seed)
    if trial.without:
        table.control(SkipInject(inject=InjectId(trial.without), reason=LEFT_OUT))
    play_on(table, {one: policy_of(trial.policy, trial.seed) for one in at_the_tables(world)})
    game = Game(trial=trial, head=table.entries[-1].hash, indices=dict(table.exercise.indices))
    turns = table.exercise.turns
    game.met = {(one, turn): Met() for one in world.seated for turn in range(1, turns + 1)}
    for entry in table.entries[1:]:
        _read(game, entry, turns)
    return game


def _read(game: Game, entry: Entry, turns: int) -> None:
    part = entry.parts[CONTROL].plain
    if "events" not in part["verdict"]:
        return
    met = game.met.get((part["organisation"] or "", part["turn"]))
    if met is not None:
        met.steps += part["order"]["kind"] in STEP_ORDERS
        met.proposals += part["order"]["kind"] == ProposeInitiative.kind
    for event in part["verdict"]["events"]:
        match event["kind"]:
            case "inject-released":
                _released(game, event, turns)
            case "inject-answered":
                game.answers.setdefault(event["inject"], Counter())[event["choice"] or "in words"] += 1
            case "stocks-reported":
                for _, system, _, need, _, used, *_ in event["rows"]:
                    game.short[system] += need - used
            case _:
                kind, _, rest = str(event.get("cause", "")).partition(" ")
                if kind in ("inject", "choice"):
                    game.changes[rest.partition(" ")[0]] += 1


def _released(game: Game, event: Mapping[str, Any], turns: int) -> None:
    game.released[event["inject"]] = Released(turn=event["turn"], week=event["week"], by=event["released_by"])
    in_turn = event["turn"] + (0 if event["released_by"] == "brief" else 1)  # what comes later waits for the next turn
    for organisation in event["to"]:
        met = game.met.get((OrganisationId(organisation), min(in_turn, turns)))
        if met is not None:
            met.injects += 1
            met.decisions += bool(event["choices"])


def _reported(games: Iterator[Game], of: int, progress: Progress) -> Iterator[Game]:
    for done, game in enumerate(games, start=1):
        progress(done, of)
        yield game


def _played(world: World, pace: str, trials: Sequence[Trial], workers: int) -> Iterator[Game]:
    if workers <= 1 or len(trials) <= 1:
        yield from (play_trial(world, pace, trial) for trial in trials)
        return
    with ProcessPoolExecutor(min(workers, len(trials)), get_context("spawn"), _begin, (world, pace)) as pool:
        try:
            yield from pool.map(_in_a_process, trials)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


_given: list[tuple[World, str]] = []


def _begin(world: World, pace: str) -> None:
    _given.append((world, pace))


def _in_a_process(trial: Trial) -> Game:
    world, pace = _given[0]
    return play_trial(world, pace, trial)
