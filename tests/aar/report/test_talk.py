"""Free actions, agreements and talk stand in the report with their entries, for each audience what it was told."""

import re
from dataclasses import replace
from functools import cache

import pytest

from aar.answer import answer_of
from aar.documents.model import Section
from aar.documents.writing import write
from aar.papers.rule_book import RuleBook
from aar.reading import read
from aar.report.as_data import report_data
from aar.report.building import report
from aar.report.material import Material, material_of
from aar.report.sheets import sheets_of_talk
from engine.annotations.folding import folded
from engine.ids import PUBLIC
from tests.support.reading_papers import words_of
from tests.support.recounting import Recount
from tests.support.reports import lines_of, report_of_small
from tests.support.talk_game import talk_game
from tests.support.worlds import AS, JAPAN, STAFF, STATE

TALK = ("happened", "messages", "actions-taken", "actions-ruled")


@cache
def report_of_talk(audience: str) -> Material:
    entries = talk_game()
    played = read(entries)
    answer = answer_of(played)
    return material_of(
        entries, played, answer, annotations=folded(()), assumptions=RuleBook("").assumptions(), audience=audience
    )


def section(audience: str = "", title: str = "Free actions, agreements and talk") -> str:
    """As it reads in Markdown, without entries and signs."""
    document = report(report_of_talk(audience))
    blocks = tuple(one for one in document.blocks if isinstance(one, Section) and one.title == title)
    text = write(replace(document, blocks=blocks, contents=False), "md").decode()
    return re.sub(r"<sup>.*?</sup>|\*\*|\\", "", text)


def test_an_action_is_told_with_its_arguments_the_die_the_override_and_the_dissent_in_that_order() -> None:
    text = section()

    told = [
        "dod/as: Ship by rail. “We buy every wagon.”",
        "should bring Warning: +5",
        "Against, nsc/state: “Rail is slow.”",
        "by the die: odds even (500 of 1,000), rolled",
        "Control, turn 1: yes, but, in the place of",
        "“The die was cruel.” It brought Warning: −3.",
        "Disagrees with the ruling, nsc/state: “It would never have come.”",
    ]
    places = [text.index(one) for one in told]
    assert places == sorted(places)
    assert "Call home" not in text


def test_agreements_say_who_kept_and_who_broke_them_and_requests_who_did_not_answer() -> None:
    text = section()

    assert "2 agreements offered, 2 came into force, 1 kept, 1 broken." in text
    assert "broken by dod/as: “No money came.”" in text
    assert "allies/japan, dod/as" in text
    assert "nsc/state, turn 1: yes “Of course.”<br>lapsed" in text
    assert "dod/as to nsc/state, turn 1" in text
    (kept, broken) = report_data(report_of_talk("")).talk.agreements
    assert (kept.stands, broken.stands, broken.by) == ("kept", "broken", (AS,))


def test_messages_are_counted_by_pair_and_their_words_stand_in_workbook_and_data_alone() -> None:
    material = report_of_talk("")
    text = section()
    sheets = {name: rows for name, _, rows in sheets_of_talk(report_data(material).talk)}

    assert "Between two." not in text
    assert [row[6] for row in sheets["messages"]][:2] == ["Between two.", "Among three."]
    assert [material.figures.messages(*pair).value for pair in ((AS, STATE), (STATE, AS), (AS, JAPAN))] == [2, 1, 1]


def test_what_was_said_in_practice_counts_nowhere() -> None:
    assert "Only practice." not in str(report_data(report_of_talk("")).talk)


@pytest.mark.parametrize("name", TALK)
def test_figures_about_talk_are_counted_again_from_the_entries_they_name(name: str) -> None:
    material = report_of_talk("")
    report(material)
    lines = lines_of(talk_game())
    whole = Recount(lines)
    figures = [one for one in report_data(material).figures if one.what == name]

    assert any(one.value for one in figures)
    for one in figures:
        assert whole.value(one.what, one.of) == one.value, one
        assert Recount(lines, one.entries).value(one.what, one.of) == one.value, one


def test_an_organisation_reads_what_it_was_told_and_everybody_nothing() -> None:
    japan, staff, nobody = (report_data(report_of_talk(one)).talk for one in (JAPAN, STAFF, PUBLIC))

    assert [one.text for one in japan.messages] == ["Among three."]
    assert [one.title for one in staff.actions] == ["Convene"]
    assert not japan.actions
    assert len(japan.agreements) == 1
    assert not any((nobody.actions, nobody.agreements, nobody.requests, nobody.said, nobody.messages))
    text = section(PUBLIC)
    assert "This audience was told of no free action." in text
    assert "What this audience was not told of is left out" in text
    assert "free actions, agreements, requests" in report(report_of_talk(PUBLIC)).handling


def test_who_was_silent_is_told_to_whoever_asked_and_not_to_others_that_were_asked() -> None:
    asked = "dod/as asked nsc/state, allies/japan; due in turn 2"
    silent = f"{asked}, unanswered by allies/japan"
    washes = {one: section(one, "Appendix E: Hot wash") for one in ("", AS, JAPAN)}

    assert silent in washes[""]
    assert silent in washes[AS]
    assert asked in washes[JAPAN]
    assert silent not in washes[JAPAN]


def test_pairs_of_which_an_audience_is_neither_side_are_not_counted_for_it() -> None:
    assert report_of_talk(JAPAN).figures.pairs() == [(JAPAN, AS)]


def test_where_nobody_said_anything_the_report_says_so() -> None:
    text = words_of(report(report_of_small()))

    for said in ("Nobody acted in words of its own.", "Nobody offered an agreement.", "Nobody wrote a message."):
        assert said in text
