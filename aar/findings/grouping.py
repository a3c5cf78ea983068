"""Candidates with one root become one group; symptoms are told with their roots (rule 15.5). What a group says is not here."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from aar.answer import Answer
from aar.reading import Played
from aar.worlds.change import boundary_of
from engine.events import CandidateFound
from engine.exercise import Initiative, StepState
from engine.findings.catalogue import CATALOGUE
from engine.findings.detector import Detector
from engine.findings.funding import STOPGAP
from engine.ids import InitiativeId, StepId, SystemId
from engine.week.production import TOOLING, WORKFORCE

BY_MATTER = ("estimates-apart", "fact-not-shared")
"""Whoever it is between: one finding for each system or part."""
BY_DECIDER = (
    "licence-too-slow",
    "domestic-content-fails",
    "designs-withheld",
    "transfer-blocked",
    "intelligence-held-back",
    "consent-lost",
    "demand-whipsaw",
)
"""Steps of one organisation are one finding."""


MEANS = {"assembly-capacity-binds": TOOLING, "workforce-binds": WORKFORCE}
"""What two detectors see of one line, in the order in which they count where they are equal."""


@dataclass(slots=True)
class Group:
    """Candidates of one detector with one root: they become one finding."""

    detector: Detector
    candidates: list[CandidateFound] = field(default_factory=list)

    @property
    def subjects(self) -> list[str]:
        """Each once, in the order in which they were first found."""
        return list(dict.fromkeys(one.subject for one in self.candidates))

    @property
    def weeks(self) -> int:
        """The longest that any of it lasted, as the detector counted it."""
        counts = ("weeks in a row", "weeks waited", "weeks waited for the law")
        return max((one.evidence.get(name, 0) for one in self.candidates for name in counts), default=0)


def grouped(played: Played, answer: Answer) -> list[Group]:
    groups: dict[tuple[str, str], Group] = {}
    for candidate in answer.candidates:
        detector = CATALOGUE.get(candidate.detector)
        if detector is not None:
            root = _root(played, detector, candidate.subject)
            groups.setdefault((detector.id, root), Group(detector)).candidates.append(candidate)
    return list(groups.values())


def _root(played: Played, detector: Detector, subject: str) -> str:
    """What candidates have in common that are one finding: a system, a boundary, a purse, a law, or the subject itself."""
    if detector.about in ("place", "estimate", "holding"):
        return subject.rpartition(" ")[2]
    if detector.about == "between":
        return subject.split(" ", 2)[2] if detector.id in BY_MATTER else subject
    if detector.about == "yard":
        return subject.partition(" ")[0]
    if detector.id == "continuing-resolution":
        return STOPGAP
    if detector.about == "step":
        _, step = step_of(played, subject)
        if detector.id == "split-concurrence":
            return " ".join(boundary_of(step))
        if detector.id == "order-unfunded":
            return step.account
        if detector.id in BY_DECIDER:
            return step.by
    return subject


def step_of(played: Played, subject: str) -> tuple[Initiative, StepState]:
    identity, _, step = subject.rpartition(" ")
    initiative = played.exercise.initiatives[InitiativeId(identity)]
    return initiative, initiative.steps[StepId(step)]


def without_symptoms(answer: Answer, groups: list[Group]) -> Iterator[Group]:
    """Rule 15.5: that a theatre ran out is told with what held up the system's lines, where a detector found that, and a line
    that its people and its machines held up is told once."""
    held_up = {one.subject for group in groups if group.detector.about in ("line", "component") for one in group.candidates}
    found = {(group.detector.id, one) for group in groups for one in group.subjects}
    for group in groups:
        line = group.subjects[0]
        both = group.detector.id in MEANS and all((one, line) in found for one in MEANS)
        if both and group.detector.id != _held_up_by(answer, line):
            continue
        if group.detector.id == "stock-out":
            system = SystemId(group.subjects[0].rpartition(" ")[2])
            bound = answer.of(system).bound
            if any(one.line in held_up or one.constraint in held_up for one in bound):
                continue
        yield group


def _held_up_by(answer: Answer, line: str) -> str:
    """Of the two detectors of a line's own means the one of that which held it up for longer."""
    bound = [one for system in answer.systems for one in system.bound if one.line == line]
    weeks = {name: sum(one.weeks for one in bound if one.constraint == means) for name, means in MEANS.items()}
    return max(weeks, key=lambda name: weeks[name])
