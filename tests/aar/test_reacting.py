"""Rule 15.10: red decides again in the other worlds, on what it sees there and as far as its budget reaches."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from aar.answer import answer_of
from aar.page import full
from aar.reading import Played, read
from aar.summary import findings_of
from aar.worlds.change import CONCURRING, PLAYED, PROMPT, Change
from aar.worlds.course import course_of
from aar.worlds.ladder import RUNGS, ladder_of
from aar.worlds.reacting import reaction_of, run_b
from bots.policy import Policy
from bots.roster import policy
from bots.table import Table, advance, seat_all
from engine.baseline import Adversary, Organisation
from engine.conditions import AllOf, ChanceOf, Condition, DaysOfSupply, InitiativeStands, Not, WeekReached
from engine.deck import RedAction
from engine.effects import StockEffect
from engine.ids import InitiativeId, OrganisationId, StepId
from engine.orders import ApproveStep, EndExercise, MoveRed, Order, ProposeInitiative, SetAutopilot, StartExercise
from engine.phases import Phase
from engine.world import World
from tests.support.decks import opening_world
from tests.support.worlds import figure

RED = OrganisationId("red/prc")
AS, STAFF = OrganisationId("dod/as"), OrganisationId("nsc/staff")
CONGRESS, PRIMES = OrganisationId("congress/appropriators"), OrganisationId("industry/primes")
SURGE = InitiativeId("surge-order:LRASM-400:dod-as:1")
Turns = Mapping[int, Sequence[tuple[OrganisationId, Order]]]


def answer(step: str) -> ApproveStep:
    return ApproveStep(initiative=SURGE, step=StepId(step))


PROPOSED = (AS, ProposeInitiative(type="surge-order", parameters={"system": "LRASM", "units": "400"}))
TOO_LATE: Turns = {
    1: [PROPOSED, (STAFF, answer("prioritise"))],
    3: [(CONGRESS, answer("fund")), (AS, answer("contract")), (PRIMES, answer("accept"))],
}
"""The appropriators leave the second turn of three without an answer."""


def strike(identity: str, when: Condition, *, again: int = 0, cost: int = 10, units: int = -10) -> RedAction:
    effect = StockEffect(effect="stock", system="PAC3MSE", theatre="western-pacific", units=units * 1_000)
    return RedAction(
        id=identity,
        title=f"Strike {identity}",
        by=RED,
        when=when,
        cost=cost,
        again_after_weeks=again,
        effects=(effect,),
        tag="N",
    )


def red_world(*actions: RedAction, budget: int = 100) -> World:
    world = opening_world()
    red = Organisation(id=RED, title="PRC", report_group="other")
    points = Adversary(
        id=RED, title="PRC", campaign_budget=figure(budget), budget_per_quarter=figure(0), growth_months=figure(1), summary=""
    )
    baseline = replace(
        world.baseline, organisations=(*world.baseline.organisations, red), adversaries=(*world.baseline.adversaries, points)
    )
    return World(baseline=baseline, deck=replace(world.deck, red=actions))


def game(world: World, turns: Turns) -> Played:
    table = Table(world=world, pace="half-day", seed="1")
    held: dict[OrganisationId, Policy] = {one: policy("idle", "") for one in world.organisations}
    seat_all(table, held)
    table.control(StartExercise())
    while True:
        if table.exercise.phase is Phase.ORDERS:
            for by, order in turns.get(table.exercise.turn, []):
                verdict = table.give(by, order)
                assert isinstance(verdict, tuple), verdict
        if table.exercise.phase is Phase.PICTURE and table.exercise.turn == table.exercise.turns:
            break
        advance(table)
    table.control(EndExercise())
    return read(table.entries)


def week(at_least: int) -> WeekReached:
    return WeekReached(condition="week", at_least=at_least)


def moves(played: Played, change: Change) -> list[tuple[int, str]]:
    return [(one.week, one.action) for one in reaction_of(played, change).moves]


WHENEVER = {
    "a week": week(20),
    "a chance": ChanceOf(condition="chance", permille=50, about="strike"),
    "a stock": DaysOfSupply(condition="days-of-supply", system="PAC3MSE", theatre="western-pacific", below=20),
}


@pytest.mark.parametrize("when", WHENEVER.values(), ids=WHENEVER)
def test_15_10_with_nothing_taken_away_red_does_again_what_it_did(when: Condition) -> None:
    played = game(red_world(strike("at-sea", when, again=13)), TOO_LATE)

    again = reaction_of(played, PLAYED)

    assert {week: [one.action for one in again.moves if one.week == week] for week in played.red} == played.red
    assert len(again.moves) == sum(len(actions) for actions in played.red.values()) >= 1
    assert again.short_in == ladder_of(played).outcomes["played"].short_in


def struck_unless_they_surge() -> Played:
    """Red strikes once the surge order would have been done, had nobody waited, and is not."""
    in_prompt = course_of(game(red_world(), TOO_LATE), PROMPT).exercise
    assert in_prompt is not None
    ready = in_prompt.initiatives[SURGE].done_week
    assert ready is not None
    done = InitiativeStands(condition="initiative", type="surge-order", state="done")
    unless_done = AllOf(condition="all", of=(week(ready + 1), not_(done)))
    return game(red_world(strike("magazines", unless_done, units=-200)), TOO_LATE)


def test_15_10_red_leaves_what_another_world_gives_it_no_reason_for() -> None:
    played = struck_unless_they_surge()

    reacting = run_b(played, ())
    a, b = ladder_of(played).split(), reacting.split()

    assert [one.action for one in reacting.worlds["played"].moves] == ["magazines"]
    assert reacting.worlds["prompt"].moves == ()
    place = next(place for place in a if place[1] == "PAC3MSE")
    assert b[place]["seam"] > a[place]["seam"], "in run B waiting cost what red struck, too"
    assert sum(b[place].values()) == sum(a[place].values())


def not_(condition: Condition) -> Condition:
    return Not(condition="not", of=condition)


def test_15_10_what_reds_own_cell_ordered_comes_in_every_world() -> None:
    never = week(10_000)
    world = red_world(strike("by-hand", never), strike("by-itself", week(1)))
    by_hand: Turns = {1: [(RED, SetAutopilot(on=False))], 2: [(RED, MoveRed(action="by-hand"))]}
    played = game(world, {**TOO_LATE, 1: [*TOO_LATE[1], *by_hand[1]], 2: by_hand[2]})

    assert moves(played, PLAYED) == moves(played, CONCURRING) == [(one, "by-hand") for one in played.red]


def test_15_10_what_reds_own_cell_ordered_is_left_where_the_budget_went_into_something_else() -> None:
    done = InitiativeStands(condition="initiative", type="surge-order", state="done")
    last = WeekReached(condition="week", at_least=169)
    sooner = AllOf(condition="all", of=(done, not_(last)))
    world = red_world(strike("if-they-surge", sooner, cost=60), strike("by-hand", week(10_000), cost=60))
    ordered = {**TOO_LATE, 3: [*TOO_LATE[3], (RED, MoveRed(action="by-hand"))]}
    played = game(world, ordered)

    assert [action for actions in played.red.values() for action in actions] == ["by-hand"]
    assert [action for _, action in moves(played, PROMPT)] == ["if-they-surge"]


def test_15_10_the_split_sums_to_what_was_short_and_both_runs_are_told() -> None:
    played = struck_unless_they_surge()
    told = answer_of(played)
    document = findings_of(played, told)

    for one in told.systems:
        for theatre, split in one.reacting_in.items():
            assert sum(split.values()) == one.short_in[theatre]
    assert [one.world for one in document.red_reactions] == list(RUNGS[1:])
    assert [one.action for one in document.red_reactions[0].fewer] == ["magazines"]
    pac3 = document.systems["PAC3MSE"]
    assert sum(pac3.red_reacting.model_dump().values()) == pac3.short
    assert pac3.red_reacting != pac3.split
    assert "Strike magazines" in " ".join(full(told, document.findings).split())
