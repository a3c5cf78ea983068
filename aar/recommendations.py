"""The recommendations of the brief: which were carried out here, and what the others would have been worth (rule 15.14)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice, product

from aar.kept import NOTHING_KEPT, Kept
from aar.reading import Played
from aar.wording import initiative_words
from aar.worlds.change import CONTINUOUS, Added
from aar.worlds.course import course_of
from aar.worlds.distinct import Distinct
from engine.ids import OrganisationId, SystemId
from engine.playbook import InitiativeType
from engine.rules.initiatives import proposers_of, title_of
from engine.rules.parameters import completed, offered
from engine.titles import amounts_in_words
from engine.units import THOUSAND
from injects.trace import read_trace

FIRST, LAST = 156, 168
"""Rows of the trace that are the recommendations of the brief; 161 is that the exercise be held."""
MOST_WAYS = 12
"""Rule 15.14: ways to fill in an initiative's parameters that are looked at, the first in declared order."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """One recommendation, and what became of it here."""

    row: int
    title: str
    initiatives: tuple[str, ...]
    """Playbook types that carry it out."""
    done: tuple[tuple[str, int], ...]
    """Title and week of each initiative that was done."""
    proposed: tuple[str, ...]
    """Titles of those that were begun and not done."""
    way: str
    """The best way to begin it in the first week that was looked at; empty where it was done, or nobody could propose it."""
    saved: Mapping[SystemId, int]
    """Thousandths less short in the world in which nothing waited, had that been begun there in week 1 as well."""

    @property
    def carried_out(self) -> bool:
        """Whether anything of it was done."""
        return bool(self.done)


def recommendations_of(
    played: Played, progress: Progress = lambda done, of: None, *, kept: Kept = NOTHING_KEPT
) -> list[Recommendation]:
    """Rule 15.14: every recommendation that levers of the playbook carry out, in the order of the brief."""
    playbook = played.start.world.playbook
    rows = [one for one in read_trace().rows if FIRST <= one.row <= LAST and any(name in playbook for name in one.initiative)]
    distinct = Distinct(played, CONTINUOUS)
    found = []
    for at, row in enumerate(rows):
        progress(at, len(rows))
        kinds = [playbook[name] for name in row.initiative if name in playbook]
        judged = partial(_judged, played, distinct, row.row, row.item, kinds)
        found.append(kept.answer(f"recommendation {row.row}", Recommendation, judged))
    progress(len(rows), len(rows))
    return found


def _judged(played: Played, distinct: Distinct, row: int, title: str, kinds: Sequence[InitiativeType]) -> Recommendation:
    names = [kind.id for kind in kinds]
    begun = [one for one in played.exercise.initiatives.values() if one.type in names and one.stopped != "merged"]
    titles = {one.id: initiative_words(played.exercise, one) for one in begun}
    done = tuple((titles[one.id], one.done_week) for one in begun if one.done_week is not None)
    way, saved = ("", {}) if done else _worth(played, distinct, kinds)
    return Recommendation(
        row=row,
        title=title,
        initiatives=tuple(names),
        done=done,
        proposed=tuple(titles[one.id] for one in begun if one.done_week is None),
        way=way,
        saved=saved,
    )


def _worth(played: Played, distinct: Distinct, kinds: Sequence[InitiativeType]) -> tuple[str, dict[SystemId, int]]:
    """The way that takes most weighted units off what is short; no way where none can be proposed."""
    ways = [one for kind in kinds for one in islice(_ways(played, kind), MOST_WAYS)]
    if not ways:
        return "", {}
    courses = [course_of(played, CONTINUOUS), *(course_of(played, replace(CONTINUOUS, added=(one,))) for one in ways)]
    whole, *others = distinct.outcomes(courses)
    gains = [{system: units - one.short[system] for system, units in whole.short.items()} for one in others]
    best = max(range(len(ways)), key=lambda at: (_weighted(played, gains[at]), -at))
    world = played.start.world
    kind = world.playbook[ways[best].type]
    return amounts_in_words(title_of(kind, completed(world, kind, ways[best].parameters))), gains[best]


def _ways(played: Played, kind: InitiativeType) -> Iterator[Added]:
    """Ways to fill it in that an organisation for which somebody spoke could have proposed, each with high and low numbers."""
    world = played.start.world
    named = [one for one in kind.parameters if offered(world, one)]
    numbers = [one for one in kind.parameters if not offered(world, one)]
    high, low = ({one.id: str(one.high) for one in numbers}, {one.id: str(one.low) for one in numbers})
    for chosen in product(*(offered(world, one) for one in named)):
        for amounts in (high, low) if numbers else (high,):
            parameters = {**dict(zip((one.id for one in named), chosen, strict=True)), **amounts}
            held = [one for one in proposers_of(kind, completed(world, kind, parameters)) if one in played.exercise.holders]
            if held:
                yield Added(week=1, type=kind.id, parameters=parameters, proposer=OrganisationId(held[0]))


def _weighted(played: Played, saved: Mapping[SystemId, int]) -> int:
    systems = played.start.world.systems
    return sum(units * systems[system].weight.value for system, units in saved.items()) // THOUSAND
