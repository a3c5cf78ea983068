import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from aar import attribution, recommendations, redraws, sensitivity
from aar.objectives import output, rating
from aar.objectives import standing as standing_objectives
from aar.severity import SEVERITIES, WEEKS_A_STEP
from aar.worlds.beforehand import EARLIER
from aar.worlds.planner import HALVINGS, LOOKED_AT_AGAIN, MOST_WAYS
from engine import exercise
from engine.findings import capacity, coordination, funding, information, legal, logistics, release, stockpile, supply, timing
from engine.findings import politics as consent
from engine.findings.catalogue import CATALOGUE
from engine.refusals import Refusal, RefusalCode
from engine.rules import (
    adjudication,
    adversary,
    agreements,
    control,
    corrections,
    curtain,
    estimates,
    industry,
    initiatives,
    inject_plan,
    injects,
    lifecycle,
    money,
    outcomes_physical,
    policies,
    politics,
    returns,
    standing,
    talk,
    timers,
    turn,
)
from engine.units import S_CURVE
from engine.week import plan, production, repair, steering

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
        (2, 12): [control.HIGHEST_SLIP],
        (2, 14): [timers.NOTICE_HOURS],
        (2, 15): [timers.CONTROLLER_SECONDS, timers.LATE_SECONDS],
        (3, 2): [exercise.CAP_QUARTERS],
        (3, 6): [standing.LONGEST_REST],
        (5, 2): [plan.TOOLING_PERCENT, plan.WORKFORCE_PERCENT],
        (5, 3): [production.DEAD_WEEKS, production.SHIFT_RAMP_WEEKS, production.SHIFT_GAIN // 10],
        (5, 4): [permille // 10 for _, permille in S_CURVE[1:]],
        (5, 5): [production.HIRING_PERMILLE, 50, production.DECAY_PERMILLE],
        (5, 6): [plan.FLOOR_PERMILLE // 10],
        (5, 7): [outcomes_physical.SITE_BOOK_WEEKS],
        (5, 8): [production.CUT_OFF_PERMILLE // 10],
        (6, 2): [steering.LOWEST_RATION // 10],
        (6, 3): [steering.COVER_WEEKS],
        (6, 4): [steering.RESERVE_PERMILLE // 10],
        (6, 6): [outcomes_physical.INTEROPERABLE],
        (6, 8): [repair.YARD_RAMP_WEEKS],
        (7, 3): [money.TOOLING_WEEKS],
        (13, 4): list(adjudication.ODDS.values()),
        (9, 1): [
            industry.MARGIN_PERMILLE // 10,
            10,
            industry.AT_RISK_PERMILLE // 10,
            industry.LOW // 10,
            industry.HIGH // 10,
            industry.DESIGN_PERMILLE // 10,
        ],
        (9, 3): [
            industry.WORRY,
            industry.EXIT_PER_POINT,
            industry.DICE // 1000,
            0,
            industry.EXIT_PERMILLE // 10,
            industry.EXIT_WEEKS,
            industry.EXIT_POINTS,
            industry.MOST_SOURCES,
        ],
        (10, 2): [1, politics.FADES_EVERY],
        (10, 3): [politics.STOCK_POINTS, politics.RATE_POINTS, politics.SITE_POINTS, politics.MOST_POINTS],
        (10, 4): [politics.WINDOW_POINTS],
        (11, 5): [adversary.PROTECTED_PERMILLE // 10, adversary.LEAK_PERMILLE // 10],
        (15, 3): [
            attribution.EXACT_UP_TO,
            attribution.SAMPLED_ORDERS,
            attribution.FEWEST_ORDERS,
            attribution.SAMPLED_WORLDS,
            attribution.PAIRS_UP_TO,
        ],
        (15, 4): [
            CATALOGUE["assembly-capacity-binds"].weeks,
            CATALOGUE["workforce-binds"].weeks,
            CATALOGUE["problem-without-owner"].turns,
            CATALOGUE["warning-unused"].turns,
            capacity.IDLE_PERMILLE,
            capacity.INTEROPERABLE,
            capacity.SURGE,
            capacity.LATE_PERCENT,
            stockpile.FEW_DAYS,
            supply.MAPPED,
            logistics.ONE_NODE_PERMILLE,
            logistics.WAITING_PERMILLE,
            funding.CUT_PERCENT,
            funding.WITHIN_TURNS,
            release.LATE_PERCENT,
            release.KITS,
            legal.HALT_WEEKS,
            information.BELIEVED_POINTS,
            information.APART_PERCENT,
            coordination.SPOKES,
            coordination.WOVEN,
            coordination.TOO_MUCH_PERCENT,
            timing.IN_A_ROW,
            timing.WARNED,
            timing.NEAR_WEEKS,
            consent.PRESSURE,
            consent.LOST,
        ],
        (15, 7): [WEEKS_A_STEP, SEVERITIES],
        (15, 8): [MOST_WAYS, HALVINGS, LOOKED_AT_AGAIN],
        (15, 9): [EARLIER],
        (16, 3): [rating.SOME, rating.MAJOR],
        (16, 4): [output.DAYS, standing_objectives.YEAR_OF_WAR],
        (15, 11): [redraws.FOR_BOUNDARIES, redraws.LOW // 10, redraws.MIDDLE // 10, redraws.HIGH // 10],
        (15, 13): [sensitivity.TOP, sensitivity.CONTENDERS],
        (15, 14): [recommendations.MOST_WAYS],
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
    "return_step": (returns, "test_4_9_the_organisation_that_a_step_waits_for_may_return_it_with_a_reason"),
    "amend_initiative": (returns, "test_4_9_words_alone_are_enough"),
    "set_policy": (policies, "test_3_9_the_organisation_that_a_policy_belongs_to_sets_it_and_the_last_value_counts"),
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
    "take_action": (adjudication, "test_13_1_an_organisation_takes_one_action_in_a_turn"),
    "argue_action": (adjudication, "test_13_3_whoever_may_read_an_action_argues_for_it_and_against_it"),
    "dissent_action": (adjudication, "test_13_8_dissent_stands_beside_the_ruling_and_changes_nothing"),
    "open_action": (adjudication, "test_13_2_control_opens_an_action_to_others"),
    "set_odds": (adjudication, "test_13_4_odds_are_set_in_five_words"),
    "roll_action": (adjudication, "test_13_4_below_the_odds_the_die_is_a_success_and_brings_what_was_declared"),
    "rule_action": (adjudication, "test_13_5_control_rules_in_one_word_with_a_reason"),
    "override_action": (adjudication, "test_13_7_an_override_keeps_what_it_overrode"),
    "send_message": (talk, "test_14_1_a_message_is_read_by_its_addressees"),
    "make_request": (talk, "test_14_2_a_request_waits_for_those_it_was_made_to"),
    "answer_request": (talk, "test_14_2_an_answer_is_told_to_whoever_asked_and_to_nobody_else"),
    "note_said": (talk, "test_14_6_what_was_said_in_the_room_counts_as_passed_from_its_week"),
    "propose_agreement": (agreements, "test_14_3_who_proposes_an_agreement_has_signed_it"),
    "sign_agreement": (agreements, "test_14_3_with_the_last_signature_an_agreement_is_in_force"),
    "refuse_agreement": (agreements, "test_14_3_any_party_may_refuse_until_it_is_in_force_and_that_ends_it"),
    "keep_agreement": (agreements, "test_14_4_an_agreement_was_kept_once_all_parties_say_so"),
    "break_agreement": (agreements, "test_14_4_a_party_breaks_an_agreement_by_saying_so"),
    "rule_agreement": (agreements, "test_14_5_control_rules_who_broke_an_agreement"),
    "end_exercise": (turn, "test_2_6_after_endex_no_order_is_taken"),
    "start_practice": (lifecycle, "test_1_7_control_has_a_turn_played_for_practice_after_check_in"),
    "end_practice": (lifecycle, "test_1_7_when_the_practice_ends_the_exercise_stands_as_at_check_in"),
    "give_hot_wash": (lifecycle, "test_1_9_an_organisation_answers_the_five_questions_and_the_last_answer_counts"),
    "seal_exercise": (lifecycle, "test_1_10_the_log_may_be_sealed_without_a_hot_wash"),
    "open_secret": (curtain, "test_1_8_control_opens_a_brief_to_everybody"),
    "skip_inject": (inject_plan, "test_12_5_a_skipped_inject_never_comes_whatever_its_release_says"),
    "delay_inject": (inject_plan, "test_12_5_a_delayed_inject_arrives_in_the_later_week"),
    "edit_inject": (inject_plan, "test_12_6_what_comes_out_is_the_edited_inject"),
    "write_inject": (inject_plan, "test_12_7_control_writes_an_inject_that_waits_for_its_release_and_is_then_answered_as_any"),
    "correct": (corrections, "test_2_11_control_sets_a_stock_of_a_theatre_right"),
    "set_timer": (timers, "test_2_13_the_clock_names_the_end_of_a_phase_and_everybody_hears_it"),
    "hold_timer": (timers, "test_2_13_a_pause_keeps_what_is_left_and_the_end_is_set_anew_afterwards"),
    "change_timer": (timers, "test_2_13_control_gives_a_phase_more_time_or_less"),
    "stop_timer": (timers, "test_2_13_control_takes_a_timer_away_and_the_phase_lasts_until_it_goes_on"),
    "set_pacing": (timers, "test_2_14_control_chooses_the_clock_or_its_own_hand_and_may_change_its_mind"),
    "act_for": (control, "test_2_7_control_gives_an_order_in_an_organisations_place"),
    "accept_late": (control, "test_2_8_control_accepts_it_as_if_it_had_come_in_time"),
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
    source = "".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / "engine").glob("decide*.py")))
    modules = "|".join(sorted({module.__name__.rpartition(".")[2] for module, _ in MUTATED.values()}))
    deciding = set(re.findall(rf"return (?:{modules})\.(\w+)\(", source))

    assert set(MUTATED) == deciding
