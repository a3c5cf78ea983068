"""An exercise is saved as a deck that begins where it stood, with what control wrote, edited and released in play."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from aar.saved_deck import START, SavedDeck, saved_deck
from bots.policy import Policy
from bots.roster import policy
from bots.table import Table, advance, play
from engine.conditions import AllOf, InjectAnswered, TurnReached
from engine.deck import Inject, ReleaseByControl, ReleaseOnCondition
from engine.effects import LaunchEffect
from engine.exercise import Answer, Exercise
from engine.ids import InjectId, OrganisationId, SystemId, TheatreId
from engine.orders import EditInject, Order, ReleaseInject, SkipInject, WriteInject
from engine.refusals import Refusal
from engine.stocks import LaunchLoss
from engine.units import THOUSAND
from engine.week.kernel import stocks_at_start
from injects.check import check
from injects.load import read_deck
from injects.making import write_deck
from tests.support.decks import opening_world

WP, LRASM = TheatreId("western-pacific"), SystemId("LRASM")


CALL = WriteInject(
    title="A call at night",
    text="Somebody has counted the missiles again.",
    to=(OrganisationId("nsc/staff"),),
    source="Duty officer (simulated)",
    objective="O1",
    reason="the room is quiet",
)


@cache
def after_a_turn() -> Exercise:
    """The tests' own deck in the brief of its second turn; control has edited, written, released and skipped injects."""
    world = opening_world()
    policies: dict[OrganisationId, Policy] = {one: policy("prompt", "1") for one in world.organisations}
    table = play(world, pace="half-day", seed="1", policies=policies, until=1)
    order = "show-me-the-order"
    given(table, EditInject(inject=InjectId(order), text="Show us the order, or the furnaces are sold.", reason="clearer"))
    given(table, CALL)
    given(table, ReleaseInject(inject=InjectId(written_in_play(table.exercise).id)))
    given(table, SkipInject(inject=InjectId("exclusion-zone-declared"), reason="no time"))
    advance(table)
    return table.exercise


def given(table: Table, order: Order) -> None:
    assert not isinstance(table.control(order), Refusal)


def written_in_play(exercise: Exercise) -> Inject:
    (found,) = exercise.written_injects.values()
    return found


def saved(exercise: Exercise) -> SavedDeck:
    return saved_deck(exercise, "saved-deck", "Saved: the second turn")


def written(folder: Path, deck: SavedDeck) -> Path:
    write_deck(folder / "saved-deck", deck.files, deck.world)
    return folder / "saved-deck"


def inject(deck: SavedDeck, name: str) -> Inject:
    return next(one for one in deck.world.deck.injects if one.id == name)


def test_the_files_say_what_was_saved_and_can_be_played(tmp_path: Path) -> None:
    deck = saved(after_a_turn())

    folder = written(tmp_path, deck)
    assert check(folder).errors == ()
    assert read_deck(folder).world == deck.world


def test_it_begins_in_the_week_in_which_the_exercise_stood() -> None:
    stands, deck = after_a_turn(), saved(after_a_turn()).world.deck

    assert [one.id for one in deck.starts] == [START]
    assert deck.weeks == stands.world.deck.weeks - stands.week + 1
    assert deck.shooting_week == stands.world.deck.shooting_week - stands.week + 1
    assert [one.turns for one in deck.paces if one.id == "half-day"] == [(30, 126)]


def test_stocks_money_and_indices_are_as_they_stood() -> None:
    stands, world = after_a_turn(), saved(after_a_turn()).world

    fresh = stocks_at_start(world)
    assert fresh.theatre[WP][LRASM] == stands.stocks.theatre[WP][LRASM] // THOUSAND * THOUSAND
    at_home = stands.stocks.rear[LRASM] + sum(one.units for one in stands.stocks.transit if one.system == LRASM)
    assert fresh.rear[LRASM] == at_home // THOUSAND * THOUSAND
    for account in world.baseline.accounts:
        assert account.opening.value == stands.balances[account.id] // 100_000
    assert {one.id: one.start.value for one in world.baseline.indices} == dict(stands.indices)
    assert any(one.start.tag == "N" for one in world.baseline.indices)


def test_platforms_that_are_lost_for_some_weeks_are_lost_for_those_that_remain() -> None:
    exercise = after_a_turn()
    lost = LaunchLoss(WP, "air", 900, exercise.week + 2)
    struck = replace(exercise, stocks=replace(exercise.stocks, launch_losses=(lost,)))

    effects = [effect for one in saved(struck).world.deck.injects for effect in one.effects]

    assert LaunchEffect(effect="launch", platform="air", theatre=WP, permille=900, weeks=3) in effects


def test_what_was_edited_before_its_release_comes_as_edited() -> None:
    deck = saved(after_a_turn())

    edited = inject(deck, "show-me-the-order")
    assert edited.text == "Show us the order, or the furnaces are sold."
    came = InjectId("show-me-the-order") in after_a_turn().released
    assert isinstance(edited.release, ReleaseByControl) == came


def test_what_was_written_and_released_on_the_fly_is_in_the_deck() -> None:
    here = inject(saved(after_a_turn()), written_in_play(after_a_turn()).id)

    assert (here.text, here.to, here.release.by) == (CALL.text, CALL.to, "control")


def test_what_came_or_was_skipped_waits_for_control() -> None:
    stands, deck = after_a_turn(), saved(after_a_turn())

    for name in (*stands.released, *stands.skipped_injects):
        assert inject(deck, name).release.by == "control"


def test_an_answer_that_was_given_holds_from_the_beginning() -> None:
    stands = after_a_turn()
    asked = InjectId("quarantine-drills")
    answer = Answer(inject=asked, organisation=OrganisationId("nsc/staff"), choice="", turn=1)
    release = ReleaseOnCondition(by="condition", when=InjectAnswered(condition="inject-answered", inject=asked))
    late = replace(written_in_play(stands), id="later", release=release)
    deck = replace(stands.world.deck, injects=(*stands.world.deck.injects, late))
    exercise = replace(stands, answers={"quarantine-drills nsc/staff": answer}, world=replace(stands.world, deck=deck))

    waits, asks_again = inject(saved(exercise), "later").release, inject(saved(replace(exercise, answers={})), "later").release
    assert waits == replace(release, when=AllOf(condition="all", of=()))
    assert asks_again == release


def test_a_turn_that_a_condition_waits_for_is_counted_from_where_the_deck_begins() -> None:
    stands = after_a_turn()
    late = replace(
        written_in_play(stands),
        id="later",
        release=ReleaseOnCondition(by="condition", when=TurnReached(condition="turn", at_least=3)),
    )
    deck = replace(stands.world.deck, injects=(*stands.world.deck.injects, late))

    release = inject(saved(replace(stands, world=replace(stands.world, deck=deck))), "later").release

    assert isinstance(release, ReleaseOnCondition)
    assert release.when == TurnReached(condition="turn", at_least=2)


def test_what_is_under_way_is_named_as_left_out() -> None:
    stands = after_a_turn()

    running = [one.type for one in stands.initiatives.values() if one.running]
    assert running
    for kind in running:
        assert any(kind in one for one in saved(stands).left_out)


def test_a_finished_exercise_goes_on_for_as_long_as_its_last_turn(tmp_path: Path) -> None:
    world = opening_world()
    policies: dict[OrganisationId, Policy] = {one: policy("idle", "1") for one in world.organisations}
    over = play(world, pace="half-day", seed="1", policies=policies).exercise

    deck = saved_deck(over, "saved-deck", "After the war")
    assert deck.world.deck.weeks == 126
    assert check(written(tmp_path, deck)).errors == ()


def test_during_practice_the_exercise_itself_is_saved() -> None:
    table = Table(world=opening_world(), pace="half-day", seed="1")

    assert saved(replace(table.exercise, aside=after_a_turn())).world == saved(after_a_turn()).world


@pytest.mark.parametrize("source", ["ws://127.0.0.1:1"])
def test_a_moment_of_a_log_cannot_be_asked_of_a_server(source: str, tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from cli.main import app

    result = CliRunner().invoke(app, ["decks", "new", str(tmp_path / "mine"), "--from", source, "--at", "3"])

    assert result.exit_code == 2
    assert "leave --at and --exercise out" in result.stderr
