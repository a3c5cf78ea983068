"""Several groups on one deck: which findings recur, in how many groups, and what they cost there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from aar.answer import answer_of
from aar.kept import kept_of
from aar.log_file import PACKED
from aar.models import Finding, Findings
from aar.models_of_worlds import Document, Thousandths
from aar.pages.places import between
from aar.reading import read
from aar.replaying import UnreadableLogError, published_world
from aar.results import LOG, findings_beside
from aar.summary import findings_of
from aar.wording import bullet, paragraph, units
from engine.entries import Entry
from engine.titles import plural
from engine.units import THOUSAND

MOST = 15
"""Lessons of a kind that are named; --json lists all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One group's exercise: how the reader calls it, and its findings."""

    name: str
    findings: Findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """One group's log, before its findings are there."""

    name: str
    entries: Sequence[Entry]
    deck: str
    head: str


class InGroup(Document):
    """What a lesson was in one group."""

    group: str
    title: str
    severity: int
    evidence: tuple[int, ...]
    """Entries of that group's log."""


class Lesson(Document):
    """One finding that several groups share: same detector or choice, same owner."""

    code: str
    kind: str
    owner: str
    title: str
    """As it was told where it was most severe."""
    groups: tuple[InGroup, ...]


class SharedBoundary(Document):
    """A boundary whose waits cost units in several groups."""

    between: tuple[str, str]
    weighted: dict[str, Thousandths]
    """By group: what its waits cost, each system by its declared weight."""


class Lessons(Document):
    """What recurs, most groups first."""

    deck: str
    groups: tuple[str, ...]
    boundaries: tuple[SharedBoundary, ...]
    lessons: tuple[Lesson, ...]
    alone: int
    """Findings of one group only."""


def log_in(path: Path) -> Path:
    """The log of a folder of results, packed or not; what is no folder is a log itself."""
    if not path.is_dir():
        return path
    packed = path / (LOG + PACKED)
    return packed if packed.exists() and not (path / LOG).exists() else path / LOG


def begun(name: str, entries: Sequence[Entry]) -> Begun:
    """A group's log before its findings are there. Raises UnreadableLogError."""
    if not entries:
        raise UnreadableLogError(f"{name} is empty: name a log that an exercise has written")
    return Begun(name=name, entries=entries, deck=published_world(entries[0]).deck.id, head=entries[-1].hash)


def check_groups(groups: Sequence[Begun]) -> None:
    """Raises ValueError where lessons of these cannot be told: before findings are worked out, which takes a while."""
    decks = sorted({one.deck for one in groups})
    if len(decks) > 1:
        raise ValueError(f"these groups played different decks ({', '.join(decks)}): lessons are of one deck")
    if len({one.head for one in groups}) < len(groups):
        raise ValueError("the same log is given twice: each group counts once")


def group_of(log: Path, group: Begun) -> Group:
    """A group's findings: those beside its log, or worked out where they are not there. Raises UnreadableLogError."""
    found = findings_beside(log, group.head)
    if found is None:
        played = read(group.entries)
        found = findings_of(played, answer_of(played, kept=kept_of(group.head)))
    return Group(name=group.name, findings=found)


def lessons_of(groups: Sequence[Group]) -> Lessons:
    """What recurs in two groups or more, which are of one deck and of different logs: `check_groups`."""
    by_key: dict[tuple[str, str, str], list[InGroup]] = {}
    for group in groups:
        for key, finding in _severest(group.findings.findings).items():
            by_key.setdefault(key, []).append(
                InGroup(group=group.name, title=finding.title, severity=finding.severity, evidence=finding.evidence)
            )
    recurring = [
        Lesson(code=code, kind=kind, owner=owner, title=max(some, key=lambda one: one.severity).title, groups=tuple(some))
        for (code, kind, owner), some in by_key.items()
        if len(some) > 1
    ]
    return Lessons(
        deck=groups[0].findings.deck,
        groups=tuple(one.name for one in groups),
        boundaries=tuple(_boundaries(groups)),
        lessons=tuple(sorted(recurring, key=lambda one: (-len(one.groups), -_worst(one), one.code, one.owner))),
        alone=sum(len(some) == 1 for some in by_key.values()),
    )


def _severest(findings: Sequence[Finding]) -> dict[tuple[str, str, str], Finding]:
    found: dict[tuple[str, str, str], Finding] = {}
    for one in findings:
        key = one.code, one.kind, one.owner
        if key not in found or one.severity > found[key].severity:
            found[key] = one
    return found


def _worst(lesson: Lesson) -> int:
    return max(one.severity for one in lesson.groups)


def _boundaries(groups: Sequence[Group]) -> Iterator[SharedBoundary]:
    costs: dict[tuple[str, str], dict[str, int]] = {}
    for group in groups:
        for one in group.findings.boundaries:
            if one.weighted >= THOUSAND:
                costs.setdefault(one.between, {})[group.name] = one.weighted
    shared = [(pair, cost) for pair, cost in costs.items() if len(cost) > 1]
    for pair, cost in sorted(shared, key=lambda one: (-len(one[1]), -sum(one[1].values()), one[0])):
        yield SharedBoundary(between=pair, weighted=cost)


def lessons_lines(found: Lessons) -> Iterator[str]:
    """For a terminal of 80 columns."""
    yield f"LESSONS · {found.deck} · {plural(len(found.groups), 'group')}"
    for number, name in enumerate(found.groups, start=1):
        yield f"  {number}  {name}"
    yield ""
    yield "BOUNDARIES THAT COST UNITS IN SEVERAL GROUPS"
    if not found.boundaries:
        yield from paragraph("None: no two groups lost units at the same boundary.")
    for boundary in found.boundaries[:MOST]:
        told = ", ".join(f"{units(cost)} in {found.groups.index(name) + 1}" for name, cost in boundary.weighted.items())
        yield from bullet(f"{between(boundary.between)}: weighted units {told}")  # type: ignore[arg-type]
    yield ""
    for size in range(len(found.groups), 1, -1):
        some = [one for one in found.lessons if len(one.groups) == size]
        if some:
            yield f"IN {size} OF {len(found.groups)} GROUPS"
            for lesson in some[:MOST]:
                where = "; ".join(_where(found, one) for one in lesson.groups)
                yield from bullet(f"{lesson.code} ({lesson.kind}, owner {lesson.owner}): {lesson.title.rstrip('.')}. {where}.")
            if len(some) > MOST:
                yield f"  and {len(some) - MOST} more; --json lists them all"
            yield ""
    yield from paragraph(
        f"{plural(found.alone, 'finding')} of one group only. A few groups are observations, not a frequency; who sat where, "
        "and which injects went out, differed too."
    )


def _where(found: Lessons, one: InGroup) -> str:
    entries = ", ".join(map(str, one.evidence[:3]))
    return f"{found.groups.index(one.group) + 1}: severity {one.severity}, entries {entries}"
