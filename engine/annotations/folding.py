"""What a chain of annotations adds up to: notes, ratings, standing of findings, merged sets, positions, plan, feedback."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from engine.annotations.bodies import (
    FindingWord,
    GiveFeedback,
    JudgeFinding,
    Note,
    PlanAction,
    RaiseCandidate,
    Rate,
    TakePosition,
)
from engine.annotations.records import AnnotationRecord
from engine.ids import OrganisationId

Task = tuple[str, int]
"""An objective, and the number of its critical task, or 0 for the whole."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A note with the record that holds it."""

    record: AnnotationRecord
    body: Note


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating with the record that holds it."""

    record: AnnotationRecord
    body: Rate


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with the record that holds it."""

    record: AnnotationRecord
    body: JudgeFinding


@dataclass(frozen=True, slots=True)
class Raised:
    """A candidate that somebody raised, with the record that holds it."""

    record: AnnotationRecord
    body: RaiseCandidate

    @property
    def id(self) -> str:
        """Rule 17.4: `raised` and the number of its record."""
        return raised_id(self.record.number)


@dataclass(frozen=True, slots=True)
class Planned:
    """A row of the improvement plan with the record that holds it."""

    record: AnnotationRecord
    body: PlanAction


@dataclass(frozen=True, slots=True)
class Positioned:
    """A position with the record that holds it."""

    record: AnnotationRecord
    body: TakePosition


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Rule 17.5: what became of a candidate or finding; of every author the last verdict counts."""

    word: FindingWord | None
    """`merged` or `dismissed` where control said so last, else `confirmed` or `disputed`; None without a verdict, or where as
    many confirm as dispute."""
    confirmed: tuple[Judged, ...] = ()
    disputed: tuple[Judged, ...] = ()
    reason: str = ""
    """Why it was dismissed or merged."""
    into: str = ""


@dataclass(slots=True)
class Annotations:
    """The fold of a chain. `take` adds the next record."""

    records: list[AnnotationRecord] = field(default_factory=list)
    notes: list[Noted] = field(default_factory=list)
    ratings: dict[tuple[Task, str], Rated] = field(default_factory=dict)
    """By objective and task, and by the author's holder: the last counts."""
    raised: dict[str, Raised] = field(default_factory=dict)
    verdicts: dict[str, dict[str, Judged]] = field(default_factory=dict)
    """By candidate or finding, and by the author's holder: the last counts, and stands last."""
    plan: dict[int, Planned] = field(default_factory=dict)
    """Rows that stand, by the number of their record."""
    positions: dict[tuple[str, OrganisationId], Positioned] = field(default_factory=dict)
    """By finding and organisation; what is about nothing that was opened stands under its record's number."""
    feedback: list[GiveFeedback] = field(default_factory=list)

    @property
    def head(self) -> str:
        """The hash of the last record; empty where there is none."""
        return self.records[-1].hash if self.records else ""

    def take(self, record: AnnotationRecord) -> None:
        """Add the next record."""
        self.records.append(record)
        holder = record.author.holder
        match record.body:
            case Note() as body:
                self.notes.append(Noted(record, body))
            case Rate() as body:
                self.ratings[(body.objective, body.task), holder] = Rated(record, body)
            case JudgeFinding() as body:
                given = self.verdicts.setdefault(body.about, {})
                given.pop(holder, None)
                given[holder] = Judged(record, body)
            case RaiseCandidate() as body:
                self.raised[raised_id(record.number)] = Raised(record, body)
            case PlanAction() as body:
                self._plan(record, body)
            case TakePosition() as body:
                self.positions[body.about or f"annotation {record.number}", body.organisation] = Positioned(record, body)
            case GiveFeedback() as body:
                self.feedback.append(body)

    def _plan(self, record: AnnotationRecord, body: PlanAction) -> None:
        if body.replaces is not None:
            self.plan.pop(body.replaces, None)
        if not body.dropped:
            self.plan[record.number] = Planned(record, body)

    def notes_on(self, objective: str, task: int | None = None) -> list[Noted]:
        """The notes on an objective, or on one task of it alone; under the empty id those on none."""
        return [one for one in self.notes if one.body.objective == objective and task in (None, one.body.task)]

    def rated_by(self, holder: str, objective: str, task: int = 0) -> Rated | None:
        """What this author says of it now."""
        return self.ratings.get(((objective, task), holder))

    def ratings_of(self, objective: str, task: int = 0) -> list[Rated]:
        """What every author says of it now, in the order of the records."""
        found = [rated for (about, _), rated in self.ratings.items() if about == (objective, task)]
        return sorted(found, key=lambda one: one.record.number)

    def standing(self, about: str) -> Standing:
        """Rule 17.5: where a candidate or finding stands by the verdicts that were given on it."""
        given = sorted(self.verdicts.get(about, {}).values(), key=lambda one: one.record.number)
        confirmed = tuple(one for one in given if one.body.verdict == "confirmed")
        disputed = tuple(one for one in given if one.body.verdict == "disputed")
        of_control = [one.body for one in given if one.record.author.by == "control"]
        last = of_control[-1] if of_control else None
        if last is not None and last.verdict in ("dismissed", "merged"):
            reason, into = last.reason, last.into
            return Standing(word=last.verdict, confirmed=confirmed, disputed=disputed, reason=reason, into=into)
        more = len(confirmed) - len(disputed)
        word: FindingWord | None = "confirmed" if more > 0 else "disputed" if more < 0 else None
        return Standing(word=word, confirmed=confirmed, disputed=disputed)

    def root(self, about: str) -> str:
        """The candidate or finding that this one was merged into in the end; itself where it was not."""
        seen: list[str] = []
        while about not in seen:
            seen.append(about)
            standing = self.standing(about)
            if standing.word != "merged":
                return about
            about = standing.into
        return seen[0]

    def merged(self) -> Mapping[str, tuple[str, ...]]:
        """By what they were merged into: the candidates and findings that are one now."""
        sets: dict[str, list[str]] = {}
        for about in self.verdicts:
            root = self.root(about)
            if root != about:
                sets.setdefault(root, []).append(about)
        return {root: tuple(found) for root, found in sets.items()}

    def positions_on(self, about: str) -> list[Positioned]:
        """What organisations say of a finding now."""
        return [one for (key, _), one in self.positions.items() if key == about]

    def authors(self) -> Mapping[str, str]:
        """By holder: an author's name on a page, numbered by kind of seat in the order in which they first wrote."""
        names: dict[str, str] = {}
        counts: dict[str, int] = {}
        for record in self.records:
            author = record.author
            if author.holder and author.holder not in names:
                counts[author.by] = counts.get(author.by, 0) + 1
                names[author.holder] = f"{author.by} {counts[author.by]}"
        return names

    def scale(self, question: str) -> Iterator[int]:
        """The figures that were given to a question of a scale."""
        for one in self.feedback:
            if one.answers.get(question, "").isdecimal():
                yield int(one.answers[question])


def raised_id(number: int) -> str:
    """Rule 17.4: the id of the candidate that the record of this number raises."""
    return f"raised {number}"


def folded(records: Iterable[AnnotationRecord]) -> Annotations:
    """The fold of these records, in their order."""
    annotations = Annotations()
    for record in records:
        annotations.take(record)
    return annotations
