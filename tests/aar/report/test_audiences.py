"""A report for an organisation, or for everybody, holds no word that this audience could not read in play."""

from dataclasses import replace
from functools import cache

import pytest

from aar.answer import Answer, answer_of
from aar.documents.writing import write
from aar.papers.rule_book import RuleBook
from aar.reading import Played, read
from aar.report.as_data import report_data
from aar.report.audiences import answer_for
from aar.report.building import report
from aar.report.material import Material, material_of
from aar.report.workbook import sheets
from aar.results import json_text
from engine.annotations.folding import folded
from engine.entries import Entry
from engine.events import CandidateFound
from engine.ids import PUBLIC, Audience
from tests.support.planted import WORD, planted_game, words_told, words_withheld
from tests.support.reading_papers import words_of
from tests.support.reports import everything_said, report_of_small, small_answer
from tests.support.worlds import JAPAN, PRIMES, STAFF

AUDIENCES = (JAPAN, STAFF, PRIMES, PUBLIC)


@cache
def planted() -> tuple[list[Entry], Played, Answer]:
    entries = planted_game("report").entries
    played = read(entries)
    return entries, played, answer_of(played)


def report_of_planted(audience: str) -> Material:
    entries, played, answer = planted()
    return material_of(
        entries, played, answer, annotations=folded(()), assumptions=RuleBook("").assumptions(), audience=audience
    )


def everything_told(material: Material) -> str:
    """Every word of the document with its cover, of the workbook and of the data."""
    document = report(material)
    return "\n".join((words_of(document), str(sheets(material)), json_text(report_data(material))))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_planted_word_that_was_withheld_from_an_audience_is_in_its_report(audience: str) -> None:
    entries, _, _ = planted()
    withheld = words_withheld(entries, Audience(audience))

    found = set(WORD.findall(everything_told(report_of_planted(audience))))

    assert len(withheld) > 100
    assert not found & withheld


def test_the_whole_report_does_hold_such_words() -> None:
    """Else the test above could not fail."""
    entries, _, _ = planted()
    found = set(WORD.findall(everything_told(report_of_planted(""))))

    for audience in AUDIENCES:
        assert found & words_withheld(entries, Audience(audience))
    assert found <= words_told(entries, *{one for entry in entries for one in entry.parts})


@pytest.mark.parametrize("audience", AUDIENCES)
def test_what_evaluators_wrote_and_others_said_is_left_out_and_the_cover_says_so(audience: str) -> None:
    finding = report_of_small().findings.findings[0].ids[0]
    material = report_of_small(everything_said(finding, "O1"), audience=audience)

    own = (
        {"zzactionzz", "zzjapanszz"}
        if audience == JAPAN
        else {"zzothersactionzz", "zzstaffszz"}
        if audience == STAFF
        else set()
    )
    assert set(WORD.findall(everything_told(material))) == own
    cover = report(material)
    assert f"This copy is for {audience}. Left out: what others wrote" in cover.handling
    assert dict(cover.about)["Prepared for"] == audience


def test_of_estimates_an_organisation_finds_its_own_and_everybody_finds_none() -> None:
    _, answer = small_answer()
    said = {one.organisation for one in answer.said}
    told = {audience: report_data(report_of_small(audience=audience)).systems for audience in (JAPAN, PUBLIC)}

    assert len(said) > 3
    assert {organisation for one in told[JAPAN].values() for organisation in one.said} == {JAPAN}
    assert not any(one.said for one in told[PUBLIC].values())
    assert any("had assumed" in one.title for one in report_of_small().findings.findings)
    assert not any("had assumed" in one.title for one in report_of_small(audience=PUBLIC).findings.findings)


def test_findings_about_what_lay_between_others_are_told_to_those_whom_they_name_and_two_estimates_to_nobody() -> None:
    _, answer = small_answer()
    subjects = {
        "surge-assumption-missed": ("nsc/staff LRASM", "allies/japan LRASM"),
        "request-unanswered": ("nsc/staff nsc/state r-1", "nsc/staff allies/japan r-2"),
        "fact-not-shared": ("industry/primes nsc/state SEEK_PAC3", "allies/japan nsc/state SEEK_PAC3"),
        "reserve-below-floor": ("allies/korea LRASM", "allies/japan LRASM"),
        "estimates-apart": ("nsc/staff nsc/state LRASM", "nsc/staff allies/japan LRASM"),
    }
    candidates = tuple(
        CandidateFound(detector=detector, finding_class="", subject=subject, week=9, evidence={})
        for detector, both in subjects.items()
        for subject in both
    )

    theirs = answer_for(replace(answer, candidates=candidates), JAPAN).candidates
    nobodys = answer_for(replace(answer, candidates=candidates), PUBLIC).candidates

    assert [one.subject for one in theirs] == [subjects[one][1] for one in subjects if one != "estimates-apart"]
    assert nobodys == ()


def test_the_workbook_lists_the_initiatives_that_an_organisation_had_a_part_in() -> None:
    def listed(audience: str) -> set[str]:
        rows = next(rows for name, _, rows in sheets(report_of_small(audience=audience)) if name == "initiatives")
        return {str(row[0]) for row in rows}

    played, _ = small_answer()
    own = {
        str(key)
        for key, one in played.exercise.initiatives.items()
        if JAPAN in (one.proposer, *(step.by for step in one.steps.values()))
    }

    assert own < listed("")
    assert listed(JAPAN) == own
    assert listed(PUBLIC) == set()


def test_what_the_worlds_say_is_the_same_for_every_audience() -> None:
    whole, theirs = (report_data(report_of_small(audience=audience)) for audience in ("", PUBLIC))

    assert whole.findings.boundaries == theirs.findings.boundaries
    assert whole.findings.systems == theirs.findings.systems
    assert {one.code for one in theirs.findings.findings} <= {one.code for one in whole.findings.findings}


def test_no_planted_word_hides_in_a_picture() -> None:
    entries, _, _ = planted()
    page = write(report(report_of_planted(PUBLIC)), "html").decode()

    assert not set(WORD.findall(page)) & words_withheld(entries, Audience(PUBLIC))
