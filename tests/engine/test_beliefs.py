"""Beliefs are worked out when somebody asks: whenever that is, and however often, they are the same."""

from functools import cache

import pytest

from bots.roster import policy
from bots.table import Table, play
from engine.beliefs import believed, days_of_supply, settled
from engine.folding import fold
from engine.ids import PUBLIC, Audience, OrganisationId
from engine.observe import DEMAND_SIDE
from engine.stocks import Stocks
from engine.stored import canonical, parse, state_of, state_plain
from engine.views import View, view_at_start
from tests.support.decks import opening_world
from tests.support.random_play import RandomGame
from tests.support.worlds import AS, JAPAN, PRIMES, STAFF, STATE, STRAIT, small_world

ORGANISATIONS = (AS, STAFF, STATE, PRIMES, JAPAN)


@cache
def game() -> Table:
    """A random game of the tests' own deck."""
    return RandomGame(opening_world(), "beliefs").play_to_end()


def refolded(table: Table, organisation: OrganisationId, *, ask_every: int = 0, settle_every: int = 0) -> View:
    """The view folded anew; now and then somebody asks what it believes, or it is settled."""
    view = view_at_start(table.entries[0].parts[PUBLIC].plain["header"], organisation)
    for number, entry in enumerate(table.entries[1:]):
        for audience in (PUBLIC, Audience(organisation)):
            if audience in entry.parts:
                view = fold(view, entry.parts[audience].plain)
        if ask_every and number % ask_every == 0:
            believed(view)
        if settle_every and number % settle_every == 0:
            view = settled(view)
    return view


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_8_3_what_is_believed_does_not_depend_on_when_it_was_asked_for(organisation: OrganisationId) -> None:
    never = believed(refolded(game(), organisation))

    assert believed(refolded(game(), organisation, ask_every=3)) == never
    assert believed(refolded(game(), organisation, settle_every=7)) == never
    assert believed(refolded(game(), organisation, ask_every=1, settle_every=5)) == never


def test_8_3_two_views_that_part_after_somebody_asked_believe_each_its_own() -> None:
    before = view_at_start(game().entries[0].parts[PUBLIC].plain["header"], JAPAN)
    week = {"facts": [{"kind": "week-passed", "week": 1}]}
    narrowed = {"facts": [{"kind": "transit-changed", "theatre": "western-pacific", "permille": 0, "until": 0}]}

    one, other = fold(before, week), fold(before, narrowed)
    apart = believed(one), believed(other), believed(one)

    assert apart[0] == apart[2] != apart[1]
    assert believed(fold(one, narrowed)).sea == apart[1].sea


def test_8_3_a_settled_view_says_the_same_and_has_nothing_left_to_work_out() -> None:
    view = refolded(game(), STATE)

    done = settled(view)

    assert (done.unsettled, done.settled_stocks) == ((), believed(view))
    assert view.unsettled != ()
    assert settled(done) is done


@pytest.mark.parametrize("organisation", [AS, STATE])
def test_8_3_a_view_may_be_stored_before_its_beliefs_are_worked_out(organisation: OrganisationId) -> None:
    view = refolded(game(), organisation)

    stored = state_of(View, parse(canonical(state_plain(view))), view.world)

    assert stored == view
    assert believed(stored) == believed(view)


def test_8_4_the_demand_side_believes_of_theatres_rear_and_shipments_what_is_true() -> None:
    truth = game().exercise.stocks

    for organisation in DEMAND_SIDE:
        if organisation in game().views:
            mine = believed(game().views[OrganisationId(organisation)])
            assert (mine.theatre, mine.rear, mine.transit) == (truth.theatre, truth.rear, truth.transit)


@pytest.mark.parametrize("organisation", [PRIMES, JAPAN])
def test_8_4_whoever_runs_lines_believes_of_its_own_what_is_true(organisation: OrganisationId) -> None:
    world, truth = game().world, game().exercise.stocks

    mine = believed(game().views[organisation])

    lines = [key for key, line in world.lines.items() if line.operator == organisation]
    assert lines
    assert [means(mine, key) for key in lines] == [means(truth, key) for key in lines]


def means(stocks: Stocks, line: str) -> tuple[object, ...]:
    """What a line report tells of a line."""
    state = next(one for key, one in stocks.lines.items() if key == line)
    return state.workforce, state.book, state.wip, state.binding, state.finished


def test_8_4_others_believe_the_public_course_of_things() -> None:
    table = play(small_world(), pace="quarters", seed="1", policies={one: policy("idle", "1") for one in (AS, STATE)})

    told, untold = believed(table.views[AS]), believed(table.views[STATE])

    assert told.theatre == table.exercise.stocks.theatre
    assert untold.theatre != told.theatre


def test_6_2_days_of_supply_in_a_view_go_by_what_is_believed() -> None:
    table = Table(world=small_world(), pace="fours", seed="seed")

    assert days_of_supply(table.views[STATE], STRAIT, next(iter(table.world.systems))) == 70
