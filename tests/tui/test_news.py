"""What a playtest asked for: news that does not pass silently, dated-back steps, drafts, and words in place of ids."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

import tui
from engine.ids import HolderId
from engine.orders import (
    ActFor,
    AdvancePhase,
    EndExercise,
    EndPractice,
    MarkReady,
    ProposeInitiative,
    SendMessage,
    SetIntent,
    StartPractice,
    TakeSeat,
)
from engine.phases import Phase
from engine.titles import blank_title
from tests.support.screens import DOD, JAPAN, NSC, Table, client_of, settled, text_of
from tui.glyphs import UNICODE
from tui.news import News
from tui.participant.initiative_rows import initiative_page
from tui.participant.waits import waiting_words
from tui.widgets.rows import Rows
from tui.words import with_titles

SURGE = ProposeInitiative(type="surge-order", parameters={"system": "LRASM", "units": "300"})


@pytest.fixture
def table() -> Table:
    table = Table()
    table.start()
    return table


async def _past_the_first_page(pilot: Pilot[int]) -> None:
    await settled(pilot)
    await pilot.press("enter")
    await settled(pilot)


async def test_news_is_counted_until_its_pane_was_opened_and_kept_with_its_turn(table: Table, tmp_path: Path) -> None:
    app, seats = client_of(table, NSC, folder=tmp_path)

    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await _past_the_first_page(pilot)
        seats[0].tamper(NSC, notices=("Your intent approved it for $3M.",))
        await settled(pilot)
        counted = text_of(app)
        await pilot.press("5")
        await settled(pilot)
        read = text_of(app)
        await pilot.press("m")
        await settled(pilot)
        messages = text_of(app)

    assert "5 Orders (+1)" in counted
    assert "(+1)" not in read
    assert "Your intent approved it for $3M.  turn 1" in read
    assert "Turn 1: Your intent approved it for $3M." in messages


def test_1_7_what_came_in_during_practice_is_forgotten_and_is_news_again_when_it_really_comes() -> None:
    table = Table()
    table.give(TakeSeat(organisation=NSC, holder=HolderId("person-1")))
    seat, news = table.seat(NSC), News()
    news.look([seat.views[NSC]])
    intent = ActFor(organisation=NSC, order=SetIntent(stance="approve"))
    table.give(StartPractice())
    news.look([seat.views[NSC]])
    table.give(intent)
    practised = [one.sentence for one in news.look([seat.views[NSC]])]

    table.give(EndPractice())
    forgotten = news.look([seat.views[NSC]])
    kept, unread = list(news.items), news.unread_notices
    table.give(intent)

    assert practised == ["Control gave an order in your place: a standing intent."]
    assert (forgotten, kept, unread) == ([], [], 0)
    assert [one.sentence for one in news.look([seat.views[NSC]])] == practised


def test_the_digest_holds_what_came_since_the_orders_ended(table: Table) -> None:
    seat = table.seat(NSC)
    news = News()
    news.look(list(seat.views.values()))
    seat.tamper(NSC, notices=("during the orders",))
    news.look(list(seat.views.values()))
    seat.tamper(NSC, notices=("during the orders", "in the weeks"), phase=Phase.PICTURE)

    found = news.look(list(seat.views.values()))

    assert [one.sentence for one in found] == ["in the weeks"]
    assert [one.sentence for one in news.since_orders(seat.views[NSC])] == ["in the weeks"]


def test_a_step_that_is_dated_back_says_that_it_has_waited_for_nobody(table: Table) -> None:
    table.give(SURGE, DOD)
    view = table.seat(NSC).views[NSC]
    step = view.waiting_steps()[0][2]
    later = replace(view, turn=3, first_week=44, week=44)

    assert waiting_words(later, replace(step, opened=21, seen_turn=3)) == (
        "asked for in week 21 while weeks were played; answer this turn and nobody has waited for you (rule 3.7)"
    )
    assert waiting_words(later, replace(step, opened=21, seen_turn=2, waited=9)) == (
        "waits since week 21 (23 weeks); 9 weeks count against you"
    )


def test_a_merged_initiative_says_so_in_a_sentence_and_shows_nothing_open(table: Table) -> None:
    table.give(SURGE, DOD)
    view = table.seat(DOD).views[DOD]
    identity, seen = next(iter(view.initiatives.items()))
    merged = replace(view, initiatives={identity: replace(seen, stopped="merged")})

    page = initiative_page(merged, identity, UNICODE).plain

    assert "✗ merged: an earlier proposal for the same thing stands" in page
    assert "●" not in page


def test_names_stand_where_ids_stood(table: Table) -> None:
    world = table.seat(NSC).views[NSC].world

    assert [blank_title(kind) for kind in world.playbook.values()] == [
        "Order more of a system at surge rate",
        "Expand capacity of a component",
        "Coproduce a system in a country",
    ]
    said = with_titles(world, "dod/as withdrew: Expand SEEK_PAC3 capacity, paid from japan-capacity.")
    assert said == (
        "Acquisition and Sustainment withdrew: Expand PAC-3 seeker capacity, paid from Japan's fund for defence production."
    )


async def test_a_draft_is_discarded_after_a_question_and_is_never_under_the_cursor_after_sending(
    table: Table, tmp_path: Path
) -> None:
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await _past_the_first_page(pilot)
        await pilot.press("o", "down", "enter", "right", "escape")
        await settled(pilot)
        await pilot.press("e", "f2", "right", "f2", "y")
        await settled(pilot)
        rows = app.screen.query_one("#rows-1", Rows)
        under_cursor = rows.key or ""
        await pilot.press("l")
        await settled(pilot)
        summary = text_of(app)
        await pilot.press("escape", "G", "x", "y")
        await settled(pilot)

    assert not under_cursor.startswith("draft")
    assert "Unfinished drafts, not sent" in summary
    assert "sealed: your estimate for StartEx" in summary
    assert app.desk.drafts.forms == {}


async def test_ready_says_who_is_waited_for_and_locked_says_at_once_that_no_order_is_taken(
    table: Table, tmp_path: Path
) -> None:
    table.give(MarkReady(ready=True), DOD)
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await _past_the_first_page(pilot)
        ready = text_of(app)
        table.give(AdvancePhase(to=Phase.LOCKED))
        await settled(pilot)
        await pilot.press("escape", "o")
        await settled(pilot)
        locked = text_of(app)

    assert "you are ready; control sees it, and locks the turn" in " ".join(ready.split())
    assert "The phase is LOCKED." in locked


async def test_a_pane_that_stands_alone_takes_the_rows_of_its_border_too_and_says_below_what_is_new(tmp_path: Path) -> None:
    table = Table()
    table.start()
    for number in range(30):
        table.give(SendMessage(to=(DOD,), text=f"Word {number}."), JAPAN)
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await _past_the_first_page(pilot)
        await pilot.press("6", "g")
        await settled(pilot)
        rows = text_of(app).splitlines()
        table.give(SendMessage(to=(DOD,), text="One more."), JAPAN)
        await settled(pilot)
        told = text_of(app)

    shown = [line for line in rows if "Word" in line or "Japan" in line]
    assert len(shown) == 24 - len(("heading", "phase", "tabs", "status", "keys"))
    assert "╭" not in told
    assert "+1 new, G goes there" in told


async def test_after_endex_the_footer_offers_no_orders(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, DOD, folder=tmp_path)

    async with app.run_test(size=(80, 24)) as pilot:
        await _past_the_first_page(pilot)
        table.give(EndExercise())
        await settled(pilot)
        await pilot.press("escape", "escape")
        await settled(pilot)
        footer = text_of(app).splitlines()[-1]

    assert "New order" not in footer
    assert "Help" in footer


def test_every_content_is_made_where_it_is_made_harmless() -> None:
    elsewhere = [
        path.name
        for path in Path(tui.__file__).parent.rglob("*.py")
        if path.name != "inking.py" and re.search(r"(?<![\w.])Content(\.\w+)?\((?!\"\"\))", path.read_text(encoding="utf-8"))
    ]

    assert elsewhere == []
