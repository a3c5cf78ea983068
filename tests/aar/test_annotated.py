"""Annotations beside a log: verdicts beside findings, ratings beside the computed ones, and a broken record is named."""

import json
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from aar.annotated import annotated
from aar.annotations import annotations_in, beside, read_annotations, verify_annotations, write_annotations
from aar.answer import answer_of
from aar.findings.beside import STRENGTH, WITHHELD
from aar.log_file import LogError, write_log
from aar.models import Findings
from aar.pages.annotated import annotated_behind, annotated_in_short
from aar.reading import read
from aar.summary import findings_of
from bots.roster import policy
from bots.table import play
from cli.main import app
from engine.annotations.bodies import BESIDE_DETECTORS, Annotation, JudgeFinding, RaiseCandidate, Rate, TakePosition
from engine.annotations.records import AnnotationRecord, Author
from engine.entries import Entry
from engine.ids import OrganisationId
from tests.support.annotating import CONTROLLER, EVE, IVO, chain
from tests.support.decks import opening_world

JAPAN = OrganisationId("allies/japan")
PLAYER = Author(by="participant", holder="holder-japan")


@cache
def entries() -> tuple[Entry, ...]:
    world = opening_world()
    policies = {one: policy("idle", "2") for one in world.organisations}
    return tuple(play(world, pace="half-day", seed="2", policies=policies).entries)


@cache
def computed() -> Findings:
    log = read(entries())
    return findings_of(log, answer_of(log))


def heads() -> tuple[str, ...]:
    return tuple(entry.hash for entry in entries())


def said(*annotations: tuple[Author, Annotation]) -> Findings:
    records = chain(*annotations, heads=heads())
    return annotated(computed(), annotations_in(records, heads(), "the test's"))


def judged(author: Author, about: str, verdict: str, reason: str = "", into: str = "") -> tuple[Author, Annotation]:
    return author, JudgeFinding(about=about, verdict=verdict, reason=reason, into=into)  # type: ignore[arg-type]


def test_17_5_verdicts_and_positions_stand_beside_a_finding_and_change_nothing_computed() -> None:
    about = computed().findings[0].ids[0]
    found = said(
        judged(EVE, about, "confirmed"),
        judged(IVO, about, "disputed", "They had asked."),
        judged(CONTROLLER, about, "confirmed", "So it was."),
        (PLAYER, TakePosition(organisation=JAPAN, about=about, agrees=False, words="Not by us.")),
    )

    first = found.findings[0]
    assert first.verdicts is not None
    assert first.verdicts.word == "confirmed"
    assert [one.by for one in first.verdicts.confirmed] == ["evaluator 1", "control 1"]
    assert [(one.by, one.words) for one in first.verdicts.disputed] == [("evaluator 2", "They had asked.")]
    assert [(one.by, one.words) for one in first.verdicts.disagrees] == [(JAPAN, "Not by us.")]
    unsaid = first.model_copy(update={"verdicts": None, "status": computed().findings[0].status})
    assert unsaid == computed().findings[0]
    assert all(one.verdicts is None for one in found.findings[1:] if about not in one.ids)


def test_17_5_a_candidate_that_was_confirmed_is_none_any_more_and_a_dismissed_one_stays() -> None:
    one, other = [found for found in computed().findings if found.status == "candidate"][:2]
    found = said(judged(EVE, one.ids[0], "confirmed"), *(judged(CONTROLLER, about, "dismissed", "x") for about in other.ids))

    status = {each.title: each.status for each in found.findings}
    words = {each.title: each.verdicts.word for each in found.findings if each.verdicts}
    assert (status[one.title], words[one.title]) == ("confirmed", "confirmed")
    assert (status[other.title], words[other.title]) == ("candidate", "dismissed")


def test_17_3_evaluators_ratings_stand_beside_the_computed_one() -> None:
    found = said((EVE, Rate(objective="O1", mark="M", explanation="Late.")), (IVO, Rate(objective="O1", mark="U")))

    objective = next(one for one in found.objectives if one.id == "O1")
    assert [(one.rating, one.said.by) for one in objective.evaluators] == [("M", "evaluator 1"), ("U", "evaluator 2")]
    assert objective.rating == next(one.rating for one in computed().objectives if one.id == "O1")


def test_17_4_what_was_raised_by_hand_is_told_with_its_verdicts() -> None:
    raised = RaiseCandidate(title="Two lists", what="seam", text="Each had its own.", organisations=(JAPAN,), entries=(3, 4))
    found = said((EVE, raised), judged(IVO, "raised 0", "confirmed"))

    (one,) = found.raised
    assert (one.id, one.title, one.entries, one.said.by) == ("raised 0", "Two lists", (3, 4), "evaluator 1")
    assert one.verdicts is not None
    assert one.verdicts.word == "confirmed"
    page = "\n".join((*annotated_in_short(found), *annotated_behind(found)))
    assert "Findings, by verdict: 1 confirmed, 1 raised by hand." in page
    assert "seam (confirmed): Two lists. Each had its own. allies/japan." in page


def test_without_annotations_a_page_says_nothing_of_them() -> None:
    assert [*annotated_in_short(computed()), *annotated_behind(computed())] == []


def test_findings_that_no_detector_finds_are_named_alike_where_they_are_found_and_judged() -> None:
    assert BESIDE_DETECTORS == (WITHHELD, STRENGTH)


def _written(folder: Path, records: list[AnnotationRecord]) -> Path:
    log = folder / "exercise.jsonl"
    write_log(log, entries()[:9])
    write_annotations(beside(log), records)
    return log


def test_verify_reads_the_chain_beside_a_log_and_names_its_first_broken_record(tmp_path: Path) -> None:
    records = chain(*(judged(EVE, "raised 0", "confirmed") for _ in range(3)), heads=heads())
    log = _written(tmp_path, records)
    whole = CliRunner().invoke(app, ["verify", str(log)])
    write_annotations(beside(log), [records[0], records[2]])
    broken = CliRunner().invoke(app, ["verify", str(log)])
    write_annotations(tmp_path / "other.jsonl", records)
    named = CliRunner().invoke(app, ["verify", str(log), "--annotations", str(tmp_path / "other.jsonl"), "--json"])

    assert whole.exit_code == 0
    assert f"3 annotations beside it, intact; their head {records[2].hash}" in whole.output
    assert (broken.exit_code, "NOT INTACT: annotation 2 stands where 1 belongs" in broken.output) == (1, True)
    assert json.loads(named.output)["annotations"] == {"annotations": 3, "head": records[2].hash, "fault": ""}


def test_a_line_that_was_changed_is_named_by_file_and_line(tmp_path: Path) -> None:
    records = chain(judged(EVE, "raised 0", "confirmed"), judged(EVE, "raised 1", "confirmed"), heads=heads())
    file = beside(_written(tmp_path, records))
    file.write_bytes(file.read_bytes().replace(b"raised 1", b"raised 2"))

    with pytest.raises(LogError, match=r"exercise\.annotations\.jsonl:2: the line is not as surgex wrote it"):
        list(read_annotations(file))
    found = verify_annotations(lambda: list(read_annotations(file)), heads())
    assert ":2: " in found.fault
