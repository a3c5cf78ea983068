"""The report as its reader meets it."""

import json
import re
from typing import get_args

import pytest
from jsonschema import Draft202012Validator

from aar.documents.model import Document, Section
from aar.documents.writing import FORMATS, Format, write
from aar.report.as_data import report_data
from aar.report.building import report
from aar.report.workbook import workbook
from aar.results import json_text
from aar.schemas import SCHEMAS
from engine.findings.catalogue import CATALOGUE
from tests.support.reading_papers import words_of
from tests.support.reports import everything_said, report_of_small, small_answer

SECTIONS = (
    "The answer",
    "Exercise Overview",
    "Analysis of objectives and core capabilities",
    "Findings",
    "What was short, and where it was lost",
    "Estimates against what came",
    "Free actions, agreements and talk",
    "Appendix A: Improvement Plan",
    "Appendix B: Participants",
    "Appendix C: Exercise Evaluation Guides",
    "Appendix D: MSEL as played",
    "Appendix E: Hot wash",
    "Appendix F: Participant feedback",
    "Appendix G: Assumptions and sources",
    "Appendix H: What the order of findings rests on",
)


def sections(document: Document) -> dict[str, Section]:
    return {one.title: one for one in document.blocks if isinstance(one, Section)}


def first_finding() -> str:
    return report_of_small().findings.findings[0].ids[0]


def test_the_answer_stands_first_and_then_the_sections_of_an_aar_ip() -> None:
    document = report(report_of_small())

    assert tuple(sections(document)) == SECTIONS
    front = words_of(sections(document)["The answer"])
    assert "Did the surge assumption hold? NO" in front
    assert "One group on one day is an observation, not a frequency." in front
    assert "The few places that mattered" in front


def test_the_cover_says_the_verdict_before_all_else_and_between_whom_waiting_cost_the_most() -> None:
    glance = report(report_of_small()).front
    said = words_of(glance)

    assert said.startswith(("Did the surge assumption hold? NO", "Did the surge assumption hold? YES"))
    assert "; between Appropriations committees and National Security Council staff." in said


def test_the_cover_names_marking_head_entries_and_versions() -> None:
    document = report(report_of_small())
    about = dict(document.about)
    _, answer = small_answer()

    assert document.marking == "UNCLASSIFIED // EXERCISE MATERIAL"
    assert about["Head of the log"] == answer.head
    assert str(about["Log"]).startswith(f"{answer.entries} entries")
    assert re.fullmatch(r"recorded by surgex \S+, reported by surgex \S+", str(about["Versions"]))
    assert "……" in str(about["Held on"])


def internal_ids() -> set[str]:
    """What the declared world calls things by that no reader calls so; systems and organisations are called by their ids."""
    world = small_answer()[0].start.world
    steps = {step.id for kind in world.playbook.values() for step in kind.steps}
    tables = (world.components, world.theatres, world.playbook, world.lines, world.authorities, world.accounts, CATALOGUE)
    ids = steps.union(*tables)
    return {one for one in ids if "-" in one or "_" in one or one.isupper()} - set(world.systems)


def test_no_internal_id_and_no_name_with_a_value_stands_in_the_prose() -> None:
    found = sections(report(report_of_small()))
    prose = {title: words_of(section) for title, section in found.items() if title[:11] not in ("Appendix G:", "Appendix H:")}

    ids = internal_ids()
    assert {"western-pacific", "SEEK_LRASM"} & ids
    for title, text in prose.items():
        assert [one for one in re.findall(r"[\w-]+", text) if one in ids] == [], title
        assert re.findall(r"\(?\b(?:permille|percent|weeks|units) [a-z]+ \d", text) == [], title


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_log_gives_the_same_bytes(format: Format) -> None:
    assert write(report(report_of_small()), format) == write(report(report_of_small()), format)


def test_the_same_log_gives_the_same_workbook_and_the_same_data() -> None:
    made = [report_of_small(), report_of_small()]
    for one in made:
        report(one)

    assert workbook(made[0]) == workbook(made[1])
    assert json_text(report_data(made[0])) == json_text(report_data(made[1]))


def test_the_data_are_of_the_published_shape() -> None:
    material = report_of_small(everything_said(first_finding(), "O1"))
    report(material)

    Draft202012Validator(SCHEMAS["report"]()).validate(json.loads(json_text(report_data(material))))


def test_what_evaluators_and_participants_said_stands_where_it_belongs() -> None:
    found = sections(report(report_of_small(everything_said(first_finding(), "O1"))))

    for section, words in {
        "Analysis of objectives and core capabilities": ("zznotezz", "zzexplanationzz", "evaluator 1 M"),
        "Findings": ("zzreasonzz", "zztitlezz", "zzjapanszz", "zzstaffszz", "confirmed"),
        "Appendix A: Improvement Plan": ("zzactionzz", "2027-03-01", "allies/japan", "POETE", "DOTMLPF-P"),
        "Appendix C: Exercise Evaluation Guides": ("zznotezz", "M by evaluator 1: zzexplanationzz"),
        "Appendix F: Participant feedback": ("zzkeepzz", "1 form, without names"),
    }.items():
        for word in words:
            assert word in words_of(found[section]), (section, word)


def test_an_organisation_that_disagreed_is_named_with_its_words() -> None:
    text = words_of(sections(report(report_of_small(everything_said(first_finding(), "O1"))))["Findings"])

    assert "does not agree at the hot wash: allies/japan" in text
    assert "agrees at the hot wash: nsc/staff" in text


def test_a_log_that_breaks_is_reported_with_a_banner_in_front_of_everything() -> None:
    document = report(report_of_small(fault="entry 77 does not follow the entry before it"))

    assert words_of(Document(title="", marking="", date="", blocks=document.front)).count("entry 77 does not follow") == 1
    assert "The log is not whole" in words_of(document)


def test_a_report_that_is_opened_in_a_browser_asks_for_nothing() -> None:
    page = write(report(report_of_small()), "html").decode()

    assert not re.search(r"<script|<link|<img|<iframe|@import|url\((?!#)", page)
    assert not re.search(r"(?:src|href)=\"(?!#)", page)


def test_every_format_is_offered() -> None:
    assert set(get_args(Format)) == {"html", "docx", "pdf", "md"}
