"""What both main decks promise a room: decisions in every turn and none too many, texts as they must be, a red that can pay."""

from itertools import groupby

import pytest

from engine import effects as f
from engine.units import THOUSAND
from injects.checks.load import MOST_DECISIONS, MOST_INJECTS, load_table
from tests.support.decks import main_world, whole_deck

DECKS = ("taiwan-blockade", "two-front-war")
WHOLE = {deck: whole_deck(deck) for deck in DECKS}
STARTS = [(deck, start.id) for deck in DECKS for start in WHOLE[deck].deck.starts]
EVERY = pytest.mark.parametrize("deck", DECKS)


@pytest.mark.parametrize(("deck", "start"), STARTS)
def test_every_objective_is_tested_by_an_inject_of_every_start(deck: str, start: str) -> None:
    injects = main_world(deck, start=start).deck.injects

    assert {one.objective for one in injects} == {f"O{number}" for number in range(1, 11)}


@EVERY
def test_every_organisation_has_a_decision_in_every_turn_of_every_pace_and_never_too_many(deck: str) -> None:
    adversaries = {one.id for one in WHOLE[deck].baseline.adversaries}
    rows = [row for row in load_table(WHOLE[deck]) if row.organisation not in adversaries]

    assert {row.start for row in rows} == {start.id for start in WHOLE[deck].deck.starts}
    assert {row.pace for row in rows} == {"half-day", "day", "two-days", "distributed"}
    assert min(row.ways for row in rows) >= 2
    assert min(row.levers for row in rows) >= 2
    assert max(row.injects for row in rows) <= MOST_INJECTS
    assert max(row.decisions for row in rows) <= MOST_DECISIONS


@EVERY
def test_every_inject_bears_the_real_marking_of_the_deck_and_a_fictional_level_of_its_own(deck: str) -> None:
    injects = WHOLE[deck].deck.injects

    assert {one.marking for one in injects} == {WHOLE[deck].deck.marking}
    assert [one.id for one in injects if not one.fictional_level or "//" in one.fictional_level] == []


@EVERY
def test_choices_of_an_inject_lead_to_states_of_their_own(deck: str) -> None:
    for one in WHOLE[deck].deck.injects:
        outcomes = [choice.effects for choice in one.choices]

        assert len(outcomes) == len(set(map(repr, outcomes))), one.id


@EVERY
def test_whatever_makes_people_choose_says_between_what_and_nothing_else_does(deck: str) -> None:
    assert [one.id for one in WHOLE[deck].deck.injects if bool(one.choices) is not bool(one.tension)] == []


@EVERY
def test_every_inject_that_is_answered_says_what_is_expected_and_guides_whoever_watches(deck: str) -> None:
    answered = [one for one in WHOLE[deck].deck.injects if one.to]

    assert [one.id for one in answered if not one.expects or one.due_turns < 1 or len(one.guidance) < 40] == []


@EVERY
def test_no_choice_lowers_what_is_needed(deck: str) -> None:
    """Need is demand before rationing: nobody closes a shortage by not shooting."""
    chosen = [effect for one in WHOLE[deck].deck.injects for choice in one.choices for effect in choice.effects]

    assert [effect for effect in chosen if isinstance(effect, f.DemandEffect) and effect.permille < THOUSAND] == []


@EVERY
def test_red_has_a_standing_action_for_each_adversary_and_can_pay_for_what_it_would_do_in_a_year(deck: str) -> None:
    adversaries = WHOLE[deck].baseline.adversaries
    budgets = {one.id: one.campaign_budget.value + 4 * one.budget_per_quarter.value for one in adversaries}
    by_adversary = {
        adversary: sum(action.cost for action in actions)
        for adversary, actions in groupby(sorted(WHOLE[deck].deck.red, key=lambda one: one.by), key=lambda one: one.by)
    }

    assert set(by_adversary) == {one.id for one in adversaries}
    assert all(cost <= budgets[adversary] for adversary, cost in by_adversary.items())
