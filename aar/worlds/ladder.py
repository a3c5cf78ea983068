"""Seam, pacing, unheld, withheld, not attempted, gap: what each world of the ladder takes away from what was short."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from aar.reading import Played
from aar.worlds.change import CONCURRING, CONTINUOUS, PLAYED, PROMPT, STAFFED, Added, Change
from aar.worlds.physics import Outcome, Place, outcome_of
from aar.worlds.planner import planned
from engine.ids import InitiativeId, StepId

KEYS = ("seam", "pacing", "unheld", "withheld", "not_attempted", "gap")
"""Rule 15.2: the difference of each world to the one above it has a name; what is left is the gap."""
PLAIN_KEYS = (*KEYS[:4], "rest")
"""The same without a planner: what it would also have tried and the gap are one, the rest."""
CHANGES: Mapping[str, Change] = {
    "played": PLAYED,
    "prompt": PROMPT,
    "continuous": CONTINUOUS,
    "staffed": STAFFED,
    "concurring": CONCURRING,
}
"""Rule 15.1: the worlds whose change is known beforehand; `attempted` is the last of them with the planner's proposals."""
RUNGS = (*CHANGES, "attempted")

Outcomes = Mapping[str, Outcome]
"""By the name of the world."""
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """Every world of the ladder, from the play down."""

    outcomes: Outcomes
    void: tuple[tuple[InitiativeId, StepId], ...]
    """Orders of the last world that found no slot, money or law to the end: they stay in the gap."""
    added: tuple[Added, ...]
    """What the planner would also have proposed."""

    def split(self) -> dict[Place, dict[str, int]]:
        """Rule 15.2: by theatre and system, thousandths under each key; they sum exactly to what was short in play."""
        return split_of([self.outcomes[name].short_in for name in RUNGS])


def split_of(worlds: Sequence[Mapping[Place, int]], keys: Sequence[str] = KEYS) -> dict[Place, dict[str, int]]:
    """Rule 15.2: from what was short in each world, from the play down, what each takes away from the one above it.

    The last key is for what no world takes away.
    """
    split = {}
    for place, short in worlds[0].items():
        steps = [above[place] - below[place] for above, below in pairwise(worlds)]
        split[place] = dict(zip(keys, (*steps, short - sum(steps)), strict=True))
    return split


def known_worlds(played: Played, *, seed: str = "", progress: Progress = lambda said: None) -> Outcomes:
    """Rule 15.1: the worlds from `played` down to `concurring`: each a fraction of a second, where the planner takes most."""
    outcomes = {}
    for name, change in CHANGES.items():
        progress(f"playing the world `{name}`")
        outcomes[name] = outcome_of(played, replace(change, seed=seed))
    return outcomes


def ladder_of(
    played: Played,
    *,
    seed: str = "",
    added: tuple[Added, ...] | None = None,
    known: Outcomes | None = None,
    progress: Progress = lambda said: None,
) -> Ladder:
    """Rule 15.1: the worlds from `played` down to `attempted`; another seed redraws chance in all of them alike.

    `added` is what the planner proposes, where it has been asked already; `known` the worlds above, where they were played.
    """
    above = known_worlds(played, seed=seed, progress=progress) if known is None else known
    if added is None:
        added = planned(
            played, seed, lambda turn, turns: progress(f"planning what else could have been tried: turn {turn} of {turns}")
        )
    progress("playing the world `attempted`")
    attempted = replace(CONCURRING, seed=seed, added=added)
    last = outcome_of(played, attempted)
    return Ladder(outcomes={**above, "attempted": last}, void=tuple(last.course.void), added=added)
