"""From what a finding says to a finding: its severity, its evidence, and whether it rests on notional values (rule 15.7)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from aar.answer import Answer
from aar.links import in_order
from aar.models import Finding, Kind, Link
from aar.reading import Played
from aar.severity import severity
from engine.ids import SystemId

BACKGROUND = ("line", "constraint")
"""Links whose entries, every week that a line was bound, stand with them and are not told as evidence once more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a finding says before it is weighed."""

    title: str
    organisations: Iterable[str]
    systems: Iterable[SystemId]
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
    systems = list(told.systems)
    chain = in_order(told.chain)
    evidence = sorted(
        {*noticed, *told.also, *(entry for link in chain if link.link not in BACKGROUND for entry in link.entries)}
    )
    rows = [(told.saved.get(one, answer.of(one).shortage.units), answer.of(one).shortage.need, one) for one in systems]
    severest = (
        1
        if told.costless
        else max(
            (
                severity(short=s, need=n, weight=world.systems[one].weight.value, weeks=weeks, recurs=recurs)
                for s, n, one in rows
            ),
            default=severity(short=0, need=0, weight=0, weeks=weeks, recurs=recurs),
        )
    )
    return Finding(
        ids=tuple(ids),
        code=code,
        kind=told.kind,
        class_=class_,
        status="computed" if told.computed else "candidate",
        organisations=tuple(sorted(one for one in told.organisations if one in world.organisations)),
        severity=severest,
        title=told.title,
        chain=chain,
        evidence=tuple(evidence),
        dotmlpf=tuple(dotmlpf),  # type: ignore[arg-type]
        owner=owner,
        objectives=tuple(objectives),
        week=week,
        notional=any(_notional(played, one) for one in systems),
        control_inputs=tuple(entry for entry in evidence if entry in played.control_inputs),
    )


def _notional(played: Played, system: SystemId) -> bool:
    """Whether a value that the figures of a system rest on is notional."""
    world = played.start.world
    declared = world.systems[system]
    figures = [declared.stock_world, *(one.units for one in declared.holdings)]
    figures += [line.rate for line in world.lines.values() if line.system == system]
    needs = any(need.tag == "N" for need in world.deck.need if need.system == system)
    return needs or any(one.notional for one in figures)
