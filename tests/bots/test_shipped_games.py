"""Bots on the shipped deck: everybody takes part, prompt leaves nobody waiting, typical has reasons; what the world does."""

from collections import Counter, defaultdict
from collections.abc import Iterable

import pytest

from engine.events import (
    EstimateSealed,
    InjectAnswered,
    LinesReported,
    PolicySet,
    StepApproved,
    StepDeclined,
    StepReturned,
    StocksReported,
    WaitCharged,
)
from engine.ids import CONTROL, SystemId
from engine.units import THOUSAND
from tests.support.shipped_games import happened, shipped_game, shipped_world

WORLD = shipped_world()
COALITION = {key for key, one in WORLD.organisations.items() if one.report_group != "other"}
WAR = WORLD.deck.shooting_week


@pytest.mark.parametrize("name", ["prompt", "typical"])
def test_every_organisation_proposes_answers_and_says_what_it_expects(name: str) -> None:
    initiatives = shipped_game(name).exercise.initiatives.values()
    answered = [one for one in happened(name) if isinstance(one, StepApproved) and one.through in ("order", "intent")]

    assert {one.proposer for one in initiatives} == COALITION
    assert {one.by for one in answered} == COALITION
    assert {one.organisation for one in happened(name) if isinstance(one, InjectAnswered)} == COALITION
    sealed = Counter(one.organisation for one in happened(name) if isinstance(one, EstimateSealed))
    assert sealed == dict.fromkeys(COALITION, 3), "adversaries say nothing of what the coalition makes"


@pytest.mark.parametrize("name", ["prompt", "typical", "idle"])
def test_no_order_of_a_bot_is_refused(name: str) -> None:
    verdicts = [entry.parts[CONTROL].plain["verdict"] for entry in shipped_game(name).entries[1:]]

    assert [one["refusal"] for one in verdicts if "refusal" in one] == []


@pytest.mark.parametrize("name", ["prompt", "typical"])
def test_much_is_begun_a_good_part_of_it_is_done_and_slots_and_law_are_short_now_and_then(name: str) -> None:
    initiatives = shipped_game(name).exercise.initiatives.values()
    done = [one for one in initiatives if one.done_week is not None]
    waited = {one.waited_for for one in happened(name) if isinstance(one, WaitCharged)}

    assert len(initiatives) >= 100
    assert len(done) >= len(initiatives) * 2 // 5
    assert {"slots", "authority"} <= waited


def test_prompt_declines_nothing_returns_nothing_and_lets_nobody_wait() -> None:
    events = happened("prompt")

    assert not [one for one in events if isinstance(one, StepDeclined | StepReturned)]
    assert not [one for one in events if isinstance(one, WaitCharged) and one.waited_for in ("organisation", "returned")]


def test_typical_declines_with_a_reason_sends_back_and_leaves_somebody_waiting() -> None:
    events = happened("typical")
    refused = [one for one in events if isinstance(one, StepDeclined | StepReturned)]

    assert refused
    assert all(one.reason for one in refused)
    assert [one for one in events if isinstance(one, WaitCharged) and one.waited_for == "organisation"]


def test_whoever_has_a_standing_policy_to_set_sets_some() -> None:
    set_by = {one.organisation for one in happened("prompt") if isinstance(one, PolicySet)}

    assert {"dod/indopacom", "nsc/staff", "dod/as", "allies/japan"} <= set_by


def used(system: str, weeks: Iterable[int]) -> int:
    """Units that theatres used of a system in these weeks, without an order given."""
    reports = [one for one in happened("idle") if isinstance(one, StocksReported) and one.week in set(weeks)]
    return sum(row.used for report in reports for row in report.rows if row.system == system) // THOUSAND


def test_without_an_order_lrasm_is_out_within_seven_days_of_the_shooting_war_and_other_munitions_too() -> None:
    first = next(one for one in happened("idle") if isinstance(one, StocksReported) and one.week == WAR)
    out = {row.system for row in first.rows if row.need > 0 and row.stock == 0 and row.used < row.need}

    assert "LRASM" in out
    assert len(out) >= 2, "some munitions are out within eight days; none but those of the first week can be told by the week"


def test_without_an_order_the_first_three_weeks_of_the_war_use_3400_to_4400_jassm() -> None:
    assert 3_400 <= used("JASSMER", range(WAR, WAR + 3)) <= 4_400


def weighted_rate(month: int) -> int:
    """Units of all systems finished in the four weeks up to the end of a month, by the declared weights, played by prompt."""
    last = month * 52 // 12
    made: dict[SystemId, int] = defaultdict(int)
    for one in happened("prompt"):
        if isinstance(one, LinesReported) and last - 3 <= one.week <= last:
            for row in one.rows:
                made[SystemId(WORLD.lines[row.line].system)] += row.finished
    return sum(WORLD.systems[key].weight.value * units for key, units in made.items())


def test_when_everybody_answers_at_once_rates_rise_most_between_month_12_and_month_30() -> None:
    begin, early, late, end = (weighted_rate(month) for month in (1, 12, 30, 38))

    assert late - early > max(early - begin, end - late)
    assert late > early * 110 // 100
