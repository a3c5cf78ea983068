"""Rule 15.11: the same worlds under other dice."""

from dataclasses import replace

from aar.answer import answer_of
from aar.page import full
from aar.reading import Played, read
from aar.redraws import Spread, redraw, redrawn, spread_of
from aar.summary import findings_of
from bots.roster import policy
from bots.table import play
from tests.support.decks import opening_world
from tests.support.reports import small_answer


def played() -> Played:
    return small_answer()[0]


def played_promptly() -> Played:
    world = opening_world()
    policies = {one: policy("prompt", "2") for one in world.organisations}
    return read(play(world, pace="half-day", seed="2", policies=policies).entries)


def test_15_11_of_what_was_drawn_the_nearest_ranks_are_told() -> None:
    assert spread_of(range(200, -1, -1)) == Spread(median=100, p5=10, p95=190)
    assert spread_of([7]) == Spread(median=7, p5=7, p95=7)


def test_15_11_the_figures_are_the_same_whatever_the_number_of_processes() -> None:
    one, alone = small_answer()

    shared = answer_of(one, redraws=1, workers=2)

    assert shared == replace(alone, redrawn=redrawn(one, alone.attempted, count=1))


def test_15_11_another_seed_is_another_war_and_the_shares_sum_to_what_is_short_in_it() -> None:
    one = played()

    first, second = redraw(one, (), 1), redraw(one, (), 2)

    assert first.short != second.short
    for drawn in (first, second):
        assert {system: sum(shares.values()) for system, shares in drawn.split.items()} == drawn.short
        assert drawn.share is not None
        for system, shares in drawn.split.items():
            assert sum(share[system] for share in drawn.share.values()) == shares["seam"]


def test_15_11_what_nobody_waited_for_costs_nothing_under_any_dice() -> None:
    drawn = redrawn(played_promptly(), (), count=4)

    assert {shares["seam"] for shares in drawn.split.values()} == {Spread(median=0, p5=0, p95=0)}
    assert all(spread.p5 < spread.median < spread.p95 for spread in drawn.short.values())


def test_15_11_boundaries_are_weighed_again_in_the_first_twenty_redraws_alone() -> None:
    assert redraw(played(), (), 20).share is not None
    assert redraw(played(), (), 21).share is None


def test_15_11_the_page_and_the_document_tell_the_redraws_and_nothing_where_there_were_none() -> None:
    one, without = small_answer()
    answer = replace(without, redrawn=redrawn(one, without.attempted, count=2))
    document, text = findings_of(one, answer), full(answer, ())

    lrasm = document.systems["LRASM"].redrawn
    assert lrasm is not None
    assert answer.redrawn is not None
    assert lrasm.short.p95 == answer.redrawn.short[answer.systems[0].system].p95
    assert (document.redraws, document.redraws_of_boundaries) == (2, 2)
    assert "WITH OTHER DICE, 2 redraws" in text
    assert findings_of(one, without).systems["LRASM"].redrawn is None
    assert "OTHER DICE" not in full(without, ())
