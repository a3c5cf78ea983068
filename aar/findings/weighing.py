"""From what a finding says to a finding: its severity, its evidence, and whether it rests on notional values (rule 15.7)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from aar.answer import Answer
from aar.links import in_order
from aar.models import Finding, Kind, Link
from aar.reading import Played
from aar.severity import severity
from engine.ids import SystemId
from engine.world import World

BACKGROUND = ("line", "constraint")
"""Links whose entries, every week that a line was bound, stand with them and are not told as evidence once more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a finding says before it is weighed."""

    title: str
    organisations: Iterable[str]
    systems: Sequence[SystemId]
    chain: Iterable[Link]
    kind: Kind
    computed: bool = False
    saved: Mapping[SystemId, int] = field(default_factory=dict)
    """What the worlds say that it cost; where empty, all that was short of its systems counts."""
    weeks: int = 0
    """For how long it mattered, where that is more than the detector could count."""
    also: Iterable[int] = ()
    """Entries that prove it and stand in a link of its background."""
    costless: bool = False
    """Rule 15.7: whether the worlds say that it cost no unit, however long it lasted."""


def weighed(
    played: Played,
    answer: Answer,
    told: Told,
    *,
    ids: Iterable[str],
    code: str,
    class_: str,
    dotmlpf: Iterable[str],
    owner: str,
    objectives: Iterable[str],
    weeks: int,
    recurs: bool,
    week: int,
    noticed: Iterable[int],
) -> Finding:
    world = played.start.world
    chain = in_order(told.chain)
    evidence = sorted({*noticed, *told.also, *_proving(chain)})
    return Finding(
        ids=tuple(ids),
        code=code,
        kind=told.kind,
        class_=class_,
        status="computed" if told.computed else "candidate",
        organisations=tuple(sorted(one for one in told.organisations if one in world.organisations)),
        severity=1 if told.costless else _severest(world, answer, told, weeks=weeks, recurs=recurs),
        title=told.title,
        chain=chain,
        evidence=tuple(evidence),
        dotmlpf=tuple(dotmlpf),  # type: ignore[arg-type]
        owner=owner,
        objectives=tuple(objectives),
        week=week,
        notional=any(_notional(played, one) for one in told.systems),
        control_inputs=tuple(entry for entry in evidence if entry in played.control_inputs),
    )


def _proving(chain: Iterable[Link]) -> Iterator[int]:
    """Entries of the links that are no background."""
    for link in chain:
        if link.link not in BACKGROUND:
            yield from link.entries


def _severest(world: World, answer: Answer, told: Told, *, weeks: int, recurs: bool) -> int:
    """Rule 15.7: of its systems the one for which it was worst, by what it cost, else by all that was short."""
    found = []
    for one in told.systems:
        shortage = answer.of(one).shortage
        short, weight = told.saved.get(one, shortage.units), world.systems[one].weight.value
        found.append(severity(short=short, need=shortage.need, weight=weight, weeks=weeks, recurs=recurs))
    return max(found, default=severity(short=0, need=0, weight=0, weeks=weeks, recurs=recurs))


def _notional(played: Played, system: SystemId) -> bool:
    """Whether a value that the figures of a system rest on is notional."""
    world = played.start.world
    declared = world.systems[system]
    figures = [declared.stock_world, *(one.units for one in declared.holdings)]
    figures += [line.rate for line in world.lines.values() if line.system == system]
    needs = any(need.tag == "N" for need in world.deck.need if need.system == system)
    return needs or any(one.notional for one in figures)
