import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.findings.detect import BINDING_WEEKS
from engine.refusals import Refusal, RefusalCode
from engine.rules import estimates, initiatives, injects, money, outcomes, standing, turn
from engine.units import S_CURVE
from engine.week import logistics, production

ROOT = Path(__file__).parents[2]
BOOK = (ROOT / "rules.md").read_text(encoding="utf-8")
NUMBER = r"(\d+)\.(\d+)"

Number = tuple[int, int]


def numbers_of_the_book() -> set[Number]:
    return {(int(a), int(b)) for a, b in re.findall(rf"^- \*\*{NUMBER}\b", BOOK, re.MULTILINE)}


def referred(text: str) -> Iterator[Number]:
    """Every rule that a text refers to: `Rule 4.3`, `rules 5.2 and 5.3`, `Rules 5.2 to 5.6`."""
    for found in re.finditer(rf"[Rr]ules? ({NUMBER}(?:(?:, | and | or | to ){NUMBER})*)", text):
        several = [(int(a), int(b)) for a, b in re.findall(NUMBER, found[1])]
        yield from several
        if " to " in found[1]:
            (chapter, first), (_, last) = several[0], several[-1]
            yield from ((chapter, number) for number in range(first, last + 1))


def references_in(*folders: str) -> dict[Number, str]:
    """Rules that code refers to, with a file that does."""
    files = sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))
    return {number: str(file) for file in files for number in referred(file.read_text(encoding="utf-8"))}


def held_by_tests() -> dict[Number, str]:
    """Rules whose number stands in the name of a test, with a file that has one."""
    found = {}
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        for a, b in re.findall(r"^(?:async )?def test_(\d+)_(\d+)_", file.read_text(encoding="utf-8"), re.MULTILINE):
            found[int(a), int(b)] = str(file)
    return found


def test_the_book_has_its_rules() -> None:
    numbers = numbers_of_the_book()

    assert len(numbers) > 50
    assert {(1, 1), (3, 7), (16, 2)} <= numbers


def test_every_rule_of_the_book_is_carried_out_by_code_that_names_it() -> None:
    assert sorted(numbers_of_the_book() - set(references_in("engine", "aar", "bots"))) == []


def test_every_rule_of_the_book_is_held_by_a_test_that_names_it() -> None:
    assert sorted(numbers_of_the_book() - set(held_by_tests())) == []


def test_no_code_and_no_test_names_a_rule_that_the_book_does_not_have() -> None:
    named = references_in("engine", "aar", "bots", "server", "tui", "cli", "injects") | held_by_tests()

    assert {number: file for number, file in named.items() if number not in numbers_of_the_book()} == {}


def annex_a() -> dict[Number, list[int]]:
    """The numbers of annex A, by rule."""
    annex = BOOK.partition("## Annex A")[2].partition("## Annex B")[0]
    rows = re.findall(rf"^\| (.+?) \| {NUMBER} \|", annex, re.MULTILINE)
    return {(int(a), int(b)): [int(one) for one in re.findall(r"\d+", said)] for said, a, b in rows}


def test_the_numbers_of_annex_a_are_those_of_the_code() -> None:
    said = {rule: numbers for rule, numbers in annex_a().items() if numbers}

    assert said == {
        (5, 2): [production.TOOLING_PERCENT, production.WORKFORCE_PERCENT],
        (5, 3): [production.DEAD_WEEKS, production.SHIFT_RAMP_WEEKS, production.SHIFT_GAIN // 10],
        (5, 4): [permille // 10 for _, permille in S_CURVE[1:]],
        (5, 5): [production.HIRING_PERMILLE, 50, production.DECAY_PERMILLE],
        (5, 6): [production.FLOOR_PERMILLE // 10],
        (5, 7): [outcomes.SITE_BOOK_WEEKS],
        (6, 3): [logistics.COVER_WEEKS],
        (6, 4): [logistics.RESERVE_PERMILLE // 10],
        (7, 3): [money.TOOLING_WEEKS],
        (15, 4): [BINDING_WEEKS],
    }


def test_the_points_of_the_s_curve_in_rule_5_4_are_those_of_the_code() -> None:
    rule = BOOK.partition("**5.4 S-curve.**")[2].partition("**5.5")[0]
    elapsed, grown = rule.partition("expansion time")[0], rule.partition("expansion time")[2].partition("%")[0]

    assert [int(one) for one in re.findall(r"\d+", elapsed)] == [permille // 10 for permille, _ in S_CURVE[1:]]
    assert [int(one) for one in re.findall(r"\d+", grown)] == [permille // 10 for _, permille in S_CURVE[1:]]


MUTATED = {
    "propose_initiative": (initiatives, "test_4_1_an_organisation_that_the_playbook_names_may_start_an_initiative"),
    "approve_step": (initiatives, "test_4_3_the_organisation_that_a_step_waits_for_may_approve_it"),
    "decline_step": (initiatives, "test_4_4_a_decline_stops_the_initiative"),
    "withdraw_initiative": (initiatives, "test_4_7_the_proposer_may_withdraw_and_what_was_spent_stays_spent"),
    "take_back": (standing, "test_3_4_an_answer_is_taken_back_with_the_answers_that_were_built_on_it"),
    "set_intent": (standing, "test_3_6_the_last_intent_counts"),
    "set_ranking": (standing, "test_5_6_the_nsc_staff_and_nobody_else_ranks_systems"),
    "seal_estimate": (estimates, "test_16_1_an_estimate_goes_on_record_for_its_occasion"),
    "answer_inject": (injects, "test_12_4_an_addressee_may_answer_with_one_of_the_choices"),
    "release_inject": (injects, "test_12_1_control_may_release_any_inject_whatever_its_release_says"),
    "hold_inject": (injects, "test_12_1_control_may_hold_an_inject_back_and_let_it_go_again"),
    "mark_ready": (turn, "test_2_2_to_be_ready_changes_nothing_but_what_control_sees"),
    "take_seat": (turn, "test_1_1_an_organisation_is_held_from_the_moment_that_somebody_takes_its_seat"),
    "start_exercise": (turn, "test_1_2_accounts_open_with_their_declared_balances_and_turn_1_begins"),
    "advance_phase": (turn, "test_2_1_one_phase_follows_the_other_and_the_picture_is_followed_by_the_next_brief"),
    "resolve_week": (turn, "test_2_3_a_week_passes_by_its_number_and_each_only_once"),
    "pause_exercise": (turn, "test_2_5_pauseex_stops_everything_but_controls_own_orders"),
    "end_exercise": (turn, "test_2_6_after_endex_no_order_is_taken"),
}
"""By rule function: its module, and a test of that module that fails without it."""


@pytest.mark.parametrize("function", MUTATED)
def test_a_test_fails_where_a_rule_is_replaced_by_a_refusal(function: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module, test = MUTATED[function]
    tests = importlib.import_module("tests.engine.rules.test_" + module.__name__.rpartition(".")[2])
    held = getattr(tests, test)
    held()

    monkeypatch.setattr(module, function, lambda *_: Refusal(RefusalCode.NOT_POSSIBLE_NOW))

    with pytest.raises(AssertionError):
        held()


def test_every_rule_that_decides_an_order_is_so_tried() -> None:
    source = (ROOT / "engine" / "decide.py").read_text(encoding="utf-8")
    deciding = set(re.findall(r"return (?:initiatives|standing|estimates|injects|turn)\.(\w+)\(", source))

    assert set(MUTATED) == deciding
