"""Every detector's candidate becomes a sentence that a reader understands, with both sides and an owner (rules 15.2, 15.5)."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from aar.answer import Answer
from aar.findings.collected import findings_in
from aar.models import Finding
from aar.plain import Choice
from aar.reading import Played
from engine.baseline import Authority, Repair, Yard
from engine.events import CandidateFound
from engine.findings.catalogue import CATALOGUE
from engine.findings.detector import Detector
from engine.ids import OrganisationId
from engine.world import World
from tests.support.reports import JAPAN, STAFF, small_answer
from tests.support.worlds import figure

STATE = OrganisationId("nsc/state")
EVIDENCE: Mapping[str, Mapping[str, int]] = {
    "surge-assumption-missed": {"month assumed": 6},
    "serial-approvals": {"approvals in a row": 3, "side by side": 1},
    "repair-slot-unused": {"repairs waiting": 2},
}


@cache
def small_game() -> tuple[Played, Answer]:
    """The small game, in a world that also has an authority and a yard."""
    played, answer = small_answer()
    power = Authority(id="power", title="Power to buy", holder=STAFF, in_force=True, tag="N", source="")
    yard = Yard(operator=JAPAN, place="", slots=figure(1_000))
    kind: dict[str, Any] = {"operator": STATE, "platform": "naval", "rate": figure(0), "launch_permille": figure(0)}
    ships = Repair(id="SHIPS", title="Ships", yards=(yard,), **kind)
    baseline = replace(played.start.world.baseline, authorities=(power,), repairs=(ships,))
    start = replace(played.start, world=World(baseline=baseline, deck=played.start.world.deck))
    return replace(played, start=start), answer


def subject(played: Played, detector: Detector) -> tuple[str, set[str]]:
    """Something of its kind in the small game, and whom it is between."""
    world, exercise = played.start.world, played.exercise
    system = next(iter(world.systems))
    match detector.about:
        case "line" | "site":
            line = next(iter(world.lines.values()))
            return line.id, {line.operator}
        case "component":
            return next(iter(world.components)), set()
        case "place":
            return f"{next(iter(world.theatres))} {system}", set()
        case "step":
            steps = [(one, *each) for one in exercise.initiatives.values() for each in one.steps.items()]
            initiative, paid, step = next(one for one in steps if one[2].account)
            return f"{initiative.id} {paid}", {step.by, step.after}
        case "type":
            return next(iter(exercise.initiatives.values())).type, set()
        case "estimate" | "holding":
            return f"{JAPAN} {system}", {JAPAN}
        case "yard":
            return f"{next(iter(world.repairs))} {JAPAN}", {JAPAN}
        case "system":
            return system, set()
        case "theatre":
            return next(iter(world.theatres)), set()
        case "authority":
            authority = next(iter(world.authorities.values()))
            return authority.id, {authority.holder}
        case "index":
            return next(iter(world.index_kinds)), set()
        case "between":
            return f"{STATE} {STAFF} {system}", {STATE, STAFF}


def told(detector: Detector, *subjects: str) -> list[Finding]:
    played, answer = small_game()
    evidence = EVIDENCE.get(detector.id, {"weeks waited": 3})
    found = [
        CandidateFound(detector=detector.id, finding_class=detector.finding_class, subject=one, week=5, evidence=evidence)
        for one in subjects
    ]
    noticed = {f"candidate {detector.id} {one}": [7] for one in subjects}
    with_candidates: Played = replace(played, candidates=found, evidence={**played.evidence, **noticed})
    with_answer: Answer = replace(answer, candidates=tuple(found))
    return [one for one in findings_in(with_candidates, with_answer) if one.code == detector.code]


@pytest.mark.parametrize("detector", CATALOGUE.values(), ids=lambda one: one.id)
def test_15_5_a_candidate_is_told_in_a_sentence_with_both_sides_and_an_owner(detector: Detector) -> None:
    played, _ = small_game()
    about, sides = subject(played, detector)

    (finding,) = told(detector, about)

    assert (finding.owner, finding.objectives, finding.dotmlpf) == (detector.owner, detector.objectives, detector.dotmlpf)
    assert sides & set(played.start.world.organisations) <= set(finding.organisations)
    assert 1 <= finding.severity <= 5
    assert len(finding.title.split()) >= 4
    assert detector.id not in finding.title
    assert 7 in finding.evidence


def test_15_5_estimates_of_one_system_are_one_finding_and_requests_of_two_pairs_are_two() -> None:
    played, _ = small_answer()
    system = next(iter(played.start.world.systems))
    pairs = (f"{STATE} {STAFF} {system}", f"{JAPAN} {STAFF} {system}")

    assert len(told(CATALOGUE["estimates-apart"], *pairs)) == 1
    assert len(told(CATALOGUE["request-unanswered"], *pairs)) == 2


def test_15_5_a_line_that_people_and_machines_held_up_is_told_once() -> None:
    played, answer = small_answer()
    line = next(iter(played.start.world.lines))
    both = [CATALOGUE["assembly-capacity-binds"], CATALOGUE["workforce-binds"]]
    found = tuple(
        CandidateFound(detector=one.id, finding_class=one.finding_class, subject=line, week=5, evidence={}) for one in both
    )
    evidence = {**played.evidence, **{f"candidate {one.id} {line}": [7] for one in both}}

    findings = findings_in(replace(played, candidates=list(found), evidence=evidence), replace(answer, candidates=found))

    assert sum(one.code in ("CAP-1", "WRK-1") for one in findings) == 1


def test_15_5_a_step_that_was_returned_and_then_declined_is_one_finding_that_tells_both() -> None:
    played, answer = small_answer()
    system = next(one.system for one in answer.systems if one.shortage.units)
    systems = tuple(
        replace(one, split={**one.split, "withheld": 5_000}) if one.system == system else one for one in answer.systems
    )
    given: dict[str, Any] = {"initiative": "i-1", "step": "release", "title": "A line", "step_title": "Release of a line"}
    given |= {"by": STATE, "proposer": JAPAN, "through": "order", "lifts": (system,)}
    returned = Choice(**given, reason="Name the site.", week=3, returned=True, entries=(8,))
    declined = Choice(**given, reason="Not this year.", week=9, returned=False, entries=(12,))

    found = findings_in(played, replace(answer, systems=systems, choices=(returned, declined)))

    (finding,) = (one for one in found if one.code == "withheld-concurrence")
    assert finding.title == "nsc/state declined A line: Not this year."
    assert {8, 12} <= set(finding.evidence)
    assert any("returned in week 3: Name the site." in link.says for link in finding.chain)
    ids = [one.ids for one in found]
    assert len(ids) == len(set(ids))
