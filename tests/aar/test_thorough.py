"""Rules 15.12 to 15.14: what rests on control's hand, on notional values, and what the brief recommended."""

from collections.abc import Sequence
from functools import cache

from aar.answer import Answer, answer_of
from aar.pages.thorough import thorough_page
from aar.reading import Played, read
from aar.recommendations import recommendations_of
from aar.sensitivity import Coefficient, coefficients, courses_for, order_in, sensitivity_of, varied
from aar.summary import findings_of
from aar.thorough import resting_on_control, thorough_of
from aar.wording import WIDTH
from aar.worlds.change import PLAYED
from aar.worlds.course import boundaries_with_waits
from aar.worlds.distinct import physically
from aar.worlds.physics import outcome_of
from bots.roster import policy
from bots.table import Table, advance, play, play_orders, seat_all
from engine.ids import OrganisationId, SystemId, TheatreId
from engine.orders import Correct, EndExercise, StartExercise
from engine.phases import Phase
from tests.support.decks import opening_world
from tests.support.shipped_games import shipped_game, shipped_world

WORLD = opening_world()
LRASM, PACIFIC = SystemId("LRASM"), TheatreId("western-pacific")
AS = OrganisationId("dod/as")


@cache
def played() -> Played:
    policies = {one: policy("typical", "2") for one in WORLD.organisations}
    return read(play(WORLD, pace="half-day", seed="2", policies=policies).entries)


@cache
def answer() -> Answer:
    return answer_of(played())


def corrected(units: int) -> Played:
    """The same game with a stock set right by control in the first order phase."""
    table = Table(world=WORLD, pace="half-day", seed="2")
    policies = {one: policy("typical", "2") for one in WORLD.organisations}
    seat_all(table, policies)
    table.control(StartExercise())
    while not table.exercise.phase.over:
        if table.exercise.phase is Phase.ORDERS:
            if table.exercise.turn == 1:
                there = table.exercise.stocks.theatre[PACIFIC][LRASM]
                path = ("theatre", PACIFIC, LRASM)
                table.control(Correct(path=path, old=there, new=max(0, there + units), reason="Counted again."))
            play_orders(table, policies)
        if table.exercise.phase is Phase.PICTURE and table.exercise.turn == table.exercise.turns:
            table.control(EndExercise())
            break
        advance(table)
    return read(table.entries)


def test_15_12_nothing_rests_on_control_where_it_changed_nothing() -> None:
    assert resting_on_control(played()) == {}


def test_15_12_a_stock_that_control_took_away_is_what_was_short_through_its_hand() -> None:
    fewer = corrected(-20_000)

    resting = resting_on_control(fewer)

    assert fewer.control_inputs
    assert 0 < resting[LRASM] <= 20_000
    assert resting[LRASM] == outcome_of(fewer, PLAYED).short[LRASM] - outcome_of(played(), PLAYED).short[LRASM]


def paths(found: Sequence[Coefficient]) -> dict[str, Coefficient]:
    return {one.path: one for one in found}


def test_15_13_every_notional_value_is_found_by_the_path_that_an_overlay_would_name() -> None:
    found = paths(list(coefficients(WORLD)))

    assert "systems/LRASM/weight" in found
    assert f"systems/LRASM/holdings/{PACIFIC}/units" in found
    assert any(path.startswith("need/western-pacific/") for path in found)
    assert not any(path.startswith(("partners/", "adversaries/")) for path in found)
    changed = varied(played(), found["systems/LRASM/weight"], 500).start.world.systems[LRASM].weight.value
    assert changed == WORLD.systems[LRASM].weight.value // 2


def test_15_13_what_is_called_physical_changes_nothing_that_organisations_do() -> None:
    boundaries = boundaries_with_waits(played())[:1]
    declared = [physically(one) for one in courses_for(played(), boundaries)]

    for one in coefficients(WORLD):
        if one.physical:
            other = courses_for(varied(played(), one, 1_500), boundaries)
            assert [physically(each) for each in other] == declared, one.path


def test_15_13_a_value_that_reorders_what_mattered_is_named_with_the_order_then() -> None:
    worth = answer().boundaries
    found = sensitivity_of(played(), worth)

    assert found.looked_at == len(list(coefficients(WORLD)))
    assert found.declared.systems
    by_path = {(one.path, one.permille): one for one in found.reordering}
    for (path, permille), one in by_path.items():
        contenders = tuple(sorted(each.boundary for each in worth))[:12]
        other = varied(played(), paths(list(coefficients(WORLD)))[path], permille)
        again = order_in(other, contenders, courses_for(other, contenders))
        assert one.systems in (None, again.systems)
        assert one.systems != found.declared.systems
    assert found == sensitivity_of(played(), worth, workers=2)


def test_15_14_a_recommendation_is_carried_out_or_worth_what_another_world_says() -> None:
    game = read(shipped_game("idle").entries)
    found = {one.row: one for one in recommendations_of(game)}

    assert set(found) == {156, 157, 158, 159, 160, 162, 163, 164, 165, 166, 167, 168}
    assert not any(one.carried_out for one in found.values())
    assert found[164].way.startswith("Buy ")
    assert sum(found[164].saved.values()) > 0
    assert set(found[164].saved) == set(shipped_world().systems)


def test_15_14_what_was_done_is_told_with_its_week() -> None:
    game = read(shipped_game("typical").entries)

    for one in recommendations_of(game):
        weeks = [each.done_week for each in game.exercise.initiatives.values() if each.type in one.initiatives]
        assert one.carried_out == any(weeks)
        assert not (one.carried_out and one.way)
        assert all(week in weeks for _, week in one.done)


def test_all_three_stand_on_the_page_and_in_the_document() -> None:
    found = thorough_of(played(), answer())

    page = thorough_page(found)
    document = findings_of(played(), answer(), found)

    assert max(map(len, page.splitlines())) <= WIDTH
    assert "Control changed nothing by hand." in page
    assert "THE BRIEF'S RECOMMENDATIONS" in page
    assert document.thorough is not None
    assert document.thorough.sensitivity.looked_at == found.sensitivity.looked_at
    assert findings_of(played(), answer()).thorough is None
