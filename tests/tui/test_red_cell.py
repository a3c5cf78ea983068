"""What a red cell finds in its client: its campaign where everybody else starts something, and what became of it."""

import asyncio
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import cast

from engine.ids import OrganisationId
from engine.orders import EndExercise, MoveRed, Order, ProposeInitiative, SetAutopilot
from engine.world import World
from injects.load import load_world
from server.client import SeatClient
from tests.support.screens import DOD, NSC, Table, client_of, settled, text_of
from tui.desk import Desk
from tui.drafts import Drafts
from tui.glyphs import UNICODE
from tui.participant.pages import closing, welcome
from tui.participant.summary import done_this_turn
from tui.plain.session import Session
from tui.settings import ClientConfig
from tui.sheets import red
from tui.sheets.sheet import Sheet

QUARREL = "quarrel-over-the-batteries"
RED = OrganisationId("red/prc")


@cache
def _world() -> World:
    return load_world("two-front-war")


async def test_o_orders_a_move_of_ones_campaign_with_what_it_costs_and_brings(tmp_path: Path) -> None:
    table = Table(_world())
    table.start()
    app, _ = client_of(table, RED, folder=tmp_path)

    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        first = text_of(app)
        await pilot.press("enter", "o")
        await settled(pilot)
        offered = text_of(app)
        await pilot.press("enter")
        await settled(pilot)
        form = text_of(app)
        await pilot.press("f2")
        await settled(pilot)
        asked = text_of(app)
        before = table.exercise.red.ordered
        await pilot.press("y")
        await settled(pilot)
        await pilot.press("4")
        await settled(pilot)
        situation = text_of(app)
        app.clear_notifications()
        await pilot.press("o", "G")
        await settled(pilot)
        afterwards = text_of(app)

    assert "Your campaign: " in first
    assert "o orders moves, or stops the autopilot, now on." in " ".join(first.split())
    assert "cannot be taken back" in asked
    assert before == ()
    assert "Make a quarrel of the batteries that leave" in offered
    assert "Pressure at home in South Korea against sharing: +2" in form
    assert "It costs 2 of the" in form
    assert table.exercise.red.ordered == ("quarrel-over-the-batteries",)
    assert "ordered: it comes with the next week that is played" in " ".join(situation.split())
    assert "points left" in situation
    assert "Make a quarrel of the batteries that leave" not in afterwards
    assert "Autopilot" in afterwards


def _table(*orders: Order) -> Table:
    table = Table(_world())
    table.start()
    for order in orders:
        table.give(order, RED)
    return table


def test_before_ready_a_red_cell_reads_what_it_ordered_and_how_it_left_its_autopilot() -> None:
    view = _table(MoveRed(action=QUARREL), SetAutopilot(on=False)).seat(RED).views[RED]

    done = done_this_turn(view)

    title = view.campaign.actions[QUARREL].title
    assert f"ordered: {title} (2 points)" in done
    assert "autopilot: turned off" in done


def test_a_move_that_came_is_told_with_what_it_brings_and_the_last_page_tells_the_campaign() -> None:
    table = _table(MoveRed(action=QUARREL), SetAutopilot(on=False))
    table.play_turn()
    told = " ".join(table.seat(RED).views[RED].notices)
    table.give(EndExercise())
    page = closing(table.seat(RED).views[RED]).plain

    [move] = table.seat(RED).views[RED].campaign.moves
    assert move.ordered
    assert f"{move.title} (2 points, as ordered). It brings: " in told
    assert "Pressure at home in South Korea against sharing: +2" in told
    assert "Your campaign spent 2 of the " in page
    assert f"week {move.week}  {move.title} (2 points, as ordered)" in page
    assert "brought  Pressure at home in South Korea against sharing: +2" in page
    assert "You made 0 proposals" not in page
    assert "Steps waited 0" not in page


def test_the_autopilots_form_begins_with_how_it_stands_and_sends_only_a_change() -> None:
    view = _table().seat(RED).views[RED]

    sheet = red.pilot(view)

    assert isinstance(sheet, Sheet)
    assert sheet.title == "Autopilot: it is on now"
    assert sheet.make(sheet.start()) == "The autopilot is on already: choose the other, or go back."
    assert sheet.make({"pilot": "off"}) == SetAutopilot(on=False)
    assert all(len(title) <= 60 for one in sheet.fields for _, title in one.choices)


def test_the_first_page_counts_what_waits_and_names_a_campaign_to_nobody_else() -> None:
    table = Table()
    table.start()
    table.give(ProposeInitiative(type="surge-order", parameters={"system": "LRASM", "units": "200"}), DOD)
    view = table.seat(NSC).views[NSC]
    several = welcome(view, UNICODE).plain
    alone = welcome(replace(view, injects={}, initiatives={}), UNICODE).plain

    assert "The one thing that waits for you" in alone
    number = len(view.waiting_steps()) + len(view.waiting_injects()) + 1
    assert f"The first of {number} things that wait for you" in several
    assert "Your campaign" not in several


async def test_by_lines_a_move_is_said_to_be_for_good_right_before_it_is_sent(tmp_path: Path) -> None:
    table = _table()
    seat = table.seat(RED)
    desk = Desk(link=seat, drafts=Drafts(tmp_path, "a token"), config=ClientConfig(folder=tmp_path))
    lines: asyncio.Queue[str | None] = asyncio.Queue()
    said: list[str] = []
    session = Session(desk=desk, link=cast(SeatClient, seat), lines=lines, say=said.append)
    for line in ("Make a quarrel", "n", "Make a quarrel", "y"):
        lines.put_nowait(line)

    await session.obey("o")
    kept = table.exercise.red.ordered
    await session.obey("o")

    assert kept == ()
    assert table.exercise.red.ordered == (QUARREL,)
    assert "Once it is ordered it cannot be taken back; it comes with the next week" in " ".join(" ".join(said).split())
