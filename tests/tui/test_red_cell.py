"""What a red cell finds in its client: its campaign where everybody else starts something, and what became of it."""

from pathlib import Path

from engine.ids import OrganisationId
from injects.load import load_world
from tests.support.screens import Table, client_of, settled, text_of

RED = OrganisationId("red/prc")


async def test_o_orders_a_move_of_ones_campaign_with_what_it_costs_and_brings(tmp_path: Path) -> None:
    table = Table(load_world("two-front-war"))
    table.start()
    app, _ = client_of(table, RED, folder=tmp_path)

    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("enter", "o")
        await settled(pilot)
        offered = text_of(app)
        await pilot.press("enter")
        await settled(pilot)
        form = text_of(app)
        await pilot.press("f2")
        await settled(pilot)
        await pilot.press("4")
        await settled(pilot)
        situation = text_of(app)
        app.clear_notifications()
        await pilot.press("o", "G")
        await settled(pilot)
        afterwards = text_of(app)

    assert "Make a quarrel of the batteries that leave" in offered
    assert "Pressure at home in South Korea against sharing: +2" in form
    assert "It costs 2 of the" in form
    assert table.exercise.red.ordered == ("quarrel-over-the-batteries",)
    assert "ordered: it comes with the next week that is played" in " ".join(situation.split())
    assert "points left" in situation
    assert "Make a quarrel of the batteries that leave" not in afterwards
    assert "Autopilot" in afterwards
