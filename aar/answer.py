"""The one-page answer, as data: did the surge assumption hold, what was short and why, and what that rests on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Any

from aar.attribution import BoundaryWorth, worth_of_boundaries
from aar.kept import NOTHING_KEPT, Kept
from aar.plain import PlainAnswer, PlainSystem, plain_answer_of, weighted
from aar.processes import beside
from aar.reading import Played
from aar.redraws import Redrawn, redrawn
from aar.worlds.beforehand import beforehand
from aar.worlds.change import Added
from aar.worlds.ladder import KEYS, Ladder, known_worlds, ladder_of
from aar.worlds.reacting import RunB, run_b
from engine.ids import SystemId, TheatreId

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemAnswer(PlainSystem):
    """One system; thousandths. Its `split` is the whole ladder's, by `KEYS`."""

    reacting_in: Mapping[TheatreId, Mapping[str, int]]
    """The same split with red reacting to each world (run B)."""
    beforehand: int
    """What would have been short, had what the orders built been begun two years earlier."""

    @property
    def reacting(self) -> Mapping[str, int]:
        """Rule 15.10: the split over all theatres with red reacting."""
        return {key: sum(split[key] for split in self.reacting_in.values()) for key in KEYS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(PlainAnswer):
    """Everything on the page."""

    systems: tuple[SystemAnswer, ...]
    boundaries: tuple[BoundaryWorth, ...]
    redrawn: Redrawn | None
    """The same under other dice, where that was asked for."""
    reacting: RunB
    """Every world of the ladder with red reacting."""
    attempted: tuple[Added, ...]
    """What the planner with hindsight would also have proposed."""
    void: int
    """Steps that no world found slots, money or law for."""

    def of(self, system: SystemId) -> SystemAnswer:
        """One system's part."""
        return next(one for one in self.systems if one.system == system)

    @property
    def joint(self) -> tuple[BoundaryWorth, ...]:
        """Boundaries that are to be read together with others."""
        return tuple(one for one in self.boundaries if one.joint_with)


def plainly_answered(played: Played) -> PlainAnswer:
    """What stands on the page before a planner, boundaries and chance are asked: from a log in seconds."""
    return plain_answer_of(played, known_worlds(played))


def answer_of(
    played: Played,
    progress: Progress = lambda said: None,
    *,
    redraws: int = 0,
    workers: int = 1,
    first: Callable[[PlainAnswer], None] = lambda plain: None,
    kept: Kept = NOTHING_KEPT,
) -> Answer:
    """The answer from a log; other worlds are played for it, `progress` says which. Two processes share the work.

    `first` is given the plain answer as soon as it stands. Chance is redrawn so many times, in so many processes: a second
    or two each, the first 20 up to a minute (rule 15.11). What was `kept` of this log is not worked out again.
    """
    answer = kept.answer("the answer", Answer, lambda: _answered(played, progress, workers, first))
    if not redraws:
        return answer
    again = redrawn(
        played,
        answer.attempted,
        count=redraws,
        workers=workers,
        progress=lambda done, of: progress(f"redraw {done} of {of}"),
        kept=kept,
    )
    return replace(answer, redrawn=again)


def _answered(played: Played, progress: Progress, workers: int, first: Callable[[PlainAnswer], None]) -> Answer:
    with beside(_boundaries if workers > 1 else partial(_boundaries, progress=progress), played, workers) as shared_out:
        known = known_worlds(played, progress=progress)
        plain = plain_answer_of(played, known)
        first(plain)
        ladder = ladder_of(played, known=known, progress=progress)
        reacting = run_b(
            played, ladder.added, progress=lambda world: progress(f"playing the world `{world}` with red reacting")
        )
        progress("playing the world `beforehand`")
        earlier = beforehand(played).short
        progress("sharing the seam between boundaries")
        boundaries = shared_out()
    return Answer(
        **_fields_of(plain) | {"systems": tuple(_system(one, ladder, reacting, earlier[one.system]) for one in plain.systems)},
        boundaries=tuple(sorted(boundaries, key=lambda one: (-weighted(played, one.share), one.boundary))),
        redrawn=None,
        reacting=reacting,
        attempted=ladder.added,
        void=len(ladder.void),
    )


def _boundaries(played: Played, progress: Progress = lambda said: None) -> list[BoundaryWorth]:
    worth, _ = worth_of_boundaries(
        played, lambda done, of: progress(f"sharing the seam between boundaries: {done} of {of} worlds")
    )
    return worth


def _system(plain: PlainSystem, ladder: Ladder, reacting: RunB, earlier: int) -> SystemAnswer:
    split_in = {theatre: split for (theatre, of), split in ladder.split().items() if of == plain.system}
    split = {key: sum(split[key] for split in split_in.values()) for key in KEYS}
    return SystemAnswer(
        **_fields_of(plain) | {"split": split, "split_in": split_in},
        reacting_in={theatre: split for (theatre, of), split in reacting.split().items() if of == plain.system},
        beforehand=earlier,
    )


def _fields_of(one: PlainAnswer | PlainSystem) -> dict[str, Any]:
    return {field.name: getattr(one, field.name) for field in fields(one)}
