import pytest

from bots.table import Table, advance
from engine.bottleneck import Bottleneck
from engine.ids import ComponentId
from engine.orders import ProposeInitiative, StartExercise
from engine.preview import preview
from engine.views import View
from engine.week.production import CONTRACT
from tests.support.worlds import AS, JAPAN, MISSILE, small_world


@pytest.fixture
def table() -> Table:
    table = Table(world=small_world(), pace="fours", seed="seed")
    table.control(StartExercise())
    advance(table)
    return table


def found(view: View, kind: str, **parameters: str) -> Bottleneck | None:
    return preview(view, ProposeInitiative(type=kind, parameters=parameters)).bottleneck


def test_8_5_a_preview_says_how_much_of_a_part_is_made_and_wanted_and_what_would_be_made_with_it(table: Table) -> None:
    small = found(table.views[AS], "expand", component="SEEKER", percent="50")
    large = found(table.views[AS], "expand", component="SEEKER", percent="100")

    assert small is not None
    assert large is not None
    (less,), (more,) = small.parts, large.parts
    assert less.component == ComponentId("SEEKER")
    assert less.without == more.without < less.with_it < more.with_it
    assert 0 < less.taken <= less.wanted


def test_8_5_a_preview_says_what_holds_its_lines_back_now_and_what_comes_next(table: Table) -> None:
    expanding = found(table.views[AS], "expand", component="SEEKER", percent="100")

    assert expanding is not None
    assert {one.now for one in expanding.lines} >= {CONTRACT}
    assert all(CONTRACT not in (one.without, one.with_it) for one in expanding.lines)


def test_8_5_rungs_of_one_agreement_are_told_apart_by_the_parts_that_they_bring(table: Table) -> None:
    assembly = found(table.views[JAPAN], "share", country=JAPAN, rung="assembly")
    components = found(table.views[JAPAN], "share", country=JAPAN, rung="components")

    assert assembly != components


def test_8_5_what_is_about_no_line_and_no_part_has_no_bottleneck(table: Table) -> None:
    assert found(table.views[AS], "warn") is None
    assert found(table.views[AS], "order", system=MISSILE, units="104") is not None
