from dataclasses import replace

from bots.table import Table
from engine.baseline import Adversary
from engine.ids import PUBLIC
from engine.world import World, published
from tests.support.worlds import COMPONENTS, MISSILE, SEEKER, changed, figure, small_world

WORLD = small_world()


def test_8_2_the_published_world_has_the_public_figure_where_the_true_one_is_not_public() -> None:
    assert (WORLD.components[SEEKER].spare.value, published(WORLD).components[SEEKER].spare.value) == (20, 50)


def test_8_2_it_does_not_say_what_an_adversary_has_to_spend() -> None:
    adversary = Adversary(
        id="red/prc",
        title="PRC",
        campaign_budget=figure(30),
        budget_per_quarter=figure(13),
        growth_months=figure(10),
        summary="",
    )
    world = small_world()

    (told,) = published(World(baseline=replace(world.baseline, adversaries=(adversary,)), deck=world.deck)).baseline.adversaries

    assert (told.campaign_budget.value, told.budget_per_quarter.value) == (0, 0)


def test_8_2_it_has_need_at_its_mode_and_neither_briefs_nor_injects() -> None:
    world = published(WORLD)

    assert {(one.low, one.mode, one.high) for one in world.deck.need} == {(units * 1_000,) * 3 for units in (5, 10, 20)}
    assert (world.deck.injects, world.deck.briefs) == ((), ())


def test_8_2_baseline_and_playbook_are_there_for_everybody() -> None:
    world = published(WORLD)

    assert world.baseline.playbook == WORLD.baseline.playbook
    assert (world.systems, world.lines, world.organisations) == (WORLD.systems, WORLD.lines, WORLD.organisations)


def test_8_2_two_worlds_that_differ_in_a_secret_publish_the_same() -> None:
    other = small_world(components=changed(COMPONENTS, SEEKER, spare=figure(-30)))

    first, second = (Table(world=world, pace="fours", seed="seed") for world in (WORLD, other))

    assert first.entries[0].parts[PUBLIC].plain["header"]["world"] == second.entries[0].parts[PUBLIC].plain["header"]["world"]


def test_5_2_what_lines_take_of_a_component_at_startex_counts_their_rates() -> None:
    assert WORLD.component_base[SEEKER] == 12_000 + 3_000 + 6_000
    assert WORLD.systems[MISSILE].materials[0].per_unit == 1_000
