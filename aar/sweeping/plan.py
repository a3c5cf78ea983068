"""Which games a sweep plays: every combination of policies, paces, starts and varied values, each under so many seeds."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any

from aar.sensitivity import changed, figures
from engine.declared import Figure
from engine.recording import ENGINE_VERSION
from engine.stored import canonical, world_plain
from engine.units import THOUSAND
from engine.world import World
from injects.load import load_world

OF_THE_GAME = ("pace", "start")
"""What `vary` may name beside figures of the baseline."""


class SweepError(Exception):
    """A sweep that cannot be planned or gone on with; the message says why, and the mend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Varied:
    """One thing that differs between games, with its values as they were given: a number, or percent of what is declared."""

    path: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Game:
    """One game of a sweep."""

    number: int
    """From 1."""
    seed: str
    policy: str
    varied: tuple[tuple[str, str], ...]
    """Path and value."""

    def value(self, path: str, otherwise: str) -> str:
        """What was chosen for a path."""
        return dict(self.varied).get(path, otherwise)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A whole sweep: the same plan gives the same rows, whoever plays them."""

    deck: str
    baseline: str = ""
    """A variant of the shipped baseline, or the folder of another; empty for the deck's own."""
    games: int
    """For each combination."""
    policies: tuple[str, ...]
    vary: tuple[Varied, ...] = ()
    split: bool = False
    """Whether each game's shortfall is divided by the ladder of worlds, without the planner."""

    @property
    def combinations(self) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
        """Policy and varied values, in the order in which they were given."""
        choices = [[(one.path, value) for value in one.values] for one in self.vary]
        return [(policy, chosen) for policy in self.policies for chosen in product(*choices)]

    def all_games(self) -> list[Game]:
        """Every game, numbered; games of one seed are beside each other, so that combinations can be compared by seed."""
        return [
            Game(number=number, seed=str(seed), policy=policy, varied=varied)
            for number, (seed, (policy, varied)) in enumerate(product(range(1, self.games + 1), self.combinations), start=1)
        ]

    def name(self) -> str:
        """A hash of everything that the rows depend on: what was begun under another one cannot be gone on with."""
        worlds = [canonical(world_plain(self.world(chosen))).hex() for _, chosen in self.combinations]
        vary = [[one.path, list(one.values)] for one in self.vary]
        plain = [ENGINE_VERSION, self.games, list(self.policies), vary, self.split, worlds]
        return hashlib.sha256(canonical(plain)).hexdigest()

    def world(self, varied: Sequence[tuple[str, str]]) -> World:
        """The world of a combination. Raises SweepError where a path or a value is none."""
        return _world(self.deck, self.baseline, tuple(varied))


@lru_cache(maxsize=64)
def _world(deck: str, baseline: str, varied: tuple[tuple[str, str], ...]) -> World:
    chosen = dict(varied)
    folder = Path(baseline) if baseline and Path(baseline).is_dir() else None
    world = load_world(deck, None if folder else baseline or None, chosen.get("start"), folder)
    if chosen.get("pace", world.deck.default_pace) not in [one.id for one in world.deck.paces]:
        raise SweepError(f"the deck has no pace `{chosen['pace']}`; it has: {', '.join(one.id for one in world.deck.paces)}")
    known = {one.path: one for one, _ in figures(world)} if any(path not in OF_THE_GAME for path in chosen) else {}
    for path, value in varied:
        if path in OF_THE_GAME:
            continue
        if path not in known:
            raise SweepError(f"--vary {path}: there is no such figure in the baseline{_near(path, known)}")
        world = changed(world, known[path], _setting(path, value))
    return world


def _near(path: str, known: Mapping[str, object]) -> str:
    last = path.rpartition("/")[2]
    like = [one for one in known if path.split("/")[0:2] == one.split("/")[0:2] or one.endswith(f"/{last}")][:4]
    return f"; there are: {', '.join(like)} …" if like else f"; for example {next(iter(known), 'none')}"


def _setting(path: str, value: str) -> Callable[[Any], Figure]:
    percent = value.removesuffix("%")
    if not percent.isdecimal():
        raise SweepError(f"--vary {path}={value}: a whole number, or percent of what is declared, is wanted, such as 150%")

    def put(figure: Figure) -> Figure:
        number = figure.value * int(percent) * 10 // THOUSAND if value.endswith("%") else int(value)
        return replace(figure, value=number)

    return put


def varied_in(given: Sequence[str]) -> Iterator[Varied]:
    """`PATH=VALUE[,VALUE …]` from the command line. Raises SweepError."""
    seen: set[str] = set()
    for one in given:
        path, equals, values = one.partition("=")
        chosen = tuple(value.strip() for value in values.split(",") if value.strip())
        if not equals or not chosen:
            raise SweepError(
                f"--vary {one}: PATH=VALUE,VALUE is wanted, such as pace=half-day,day or systems/LRASM/drain=50%,150%"
            )
        if path in seen:
            raise SweepError(f"--vary {path} is given twice: put its values into one")
        seen.add(path)
        yield Varied(path=path.strip(), values=chosen)
