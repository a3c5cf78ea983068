"""A log that other rules made says so wherever worlds are played again on its orders."""

import re
from dataclasses import replace

from aar.answer import plainly_answered
from aar.other_rules import CONSEQUENCE, by_other_rules
from aar.page import page
from aar.pages.plain import plain_page
from aar.plainly import plainly
from aar.summary import findings_of
from aar.wording import WIDTH
from aar.worlds.course import shortfall_played
from tests.support.reports import small_answer


def test_a_log_of_these_rules_says_nothing() -> None:
    played, answer = small_answer()

    assert by_other_rules(played, shortfall_played(played)) == ""
    assert answer.other_rules == ""


def test_a_thousandth_that_comes_out_otherwise_is_told() -> None:
    played, _ = small_answer()
    again = shortfall_played(played)
    again[next(iter(again))] += 1

    assert re.search(r" was [\d,]+\.\d{3} units short, played again [\d,]+\.\d{3}\. What", by_other_rules(played, again))


def test_a_log_of_another_version_names_both() -> None:
    played, _ = small_answer()
    older = replace(played, header={**played.header, "engine": "0.0.9"})

    told = by_other_rules(older, shortfall_played(played))

    assert told.startswith("Other rules made this log: surgex 0.0.9 recorded it, this is ")
    assert told.endswith(CONSEQUENCE)


def test_a_log_that_comes_out_otherwise_names_the_system_that_differs_most() -> None:
    played, _ = small_answer()
    again = shortfall_played(played)
    first, *others = again
    again[first] += again[first] // 50 + 1_500

    told = by_other_rules(played, again)

    assert re.search(rf": {first} was [\d,.]+ units short, played again [\d,.]+\. What", told)
    again[others[0]] += 9_000_000
    told = by_other_rules(played, again)
    assert re.search(rf": {others[0]} was [\d,.]+ units short, played again [\d,.]+ \(and 1 more system differs\)\. What", told)


def test_every_page_and_document_of_it_carries_the_sentence() -> None:
    played, answer = small_answer()
    said = f"Other rules made this log: a test. {CONSEQUENCE}"
    other, plain = replace(answer, other_rules=said), replace(plainly_answered(played), other_rules=said)

    for text in (page(other, ()), plain_page(plain, ())):
        assert "Other rules made this log: a test." in text
        assert max(map(len, text.splitlines())) <= WIDTH
    assert findings_of(played, other).other_rules == said
    assert plainly(played, plain).other_rules == said
