"""From candidates and worlds to findings: every one of them, the most severe first (chapter 15)."""

from aar.answer import Answer
from aar.findings.beside import choices, strengths
from aar.findings.grouping import Group, grouped, without_symptoms
from aar.findings.telling import told_of
from aar.findings.weighing import Told, weighed
from aar.models import Finding
from aar.reading import Played


def findings_in(played: Played, answer: Answer) -> list[Finding]:
    """Every finding, the most severe first; symptoms are told with their roots."""
    groups = grouped(played, answer)
    found = [
        _weighed_group(played, answer, group, told_of(played, answer, group)) for group in without_symptoms(answer, groups)
    ]
    found += choices(played, answer)
    found += strengths(played, answer)
    rank = {"computed": 0, "confirmed": 0, "candidate": 1}
    return sorted(found, key=lambda one: (-one.severity, rank[one.status], one.week, one.code, one.title))


def _weighed_group(played: Played, answer: Answer, group: Group, told: Told) -> Finding:
    noticed = {entry for subject in group.subjects for entry in played.evidence[f"candidate {group.detector.id} {subject}"]}
    found_again = len(group.candidates) > len(group.subjects)  # a subject is found once a turn
    return weighed(
        played,
        answer,
        told,
        ids=[f"{group.detector.id} {subject}" for subject in group.subjects],
        code=group.detector.code,
        class_=group.detector.finding_class,
        dotmlpf=group.detector.dotmlpf,
        owner=group.detector.owner,
        objectives=group.detector.objectives,
        weeks=max(group.weeks, told.weeks),
        recurs=found_again,
        week=group.candidates[0].week,
        noticed=noticed,
    )
