"""The wall: what a room is shown, in any size, and nothing that is not public."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine.annotations.bodies import Note, TakePosition
from engine.annotations.folding import folded
from engine.annotations.open import shown_positions
from engine.annotations.records import Author
from engine.annotations.taking import refused
from engine.exercise import Timer
from engine.folding import fold
from engine.ids import PUBLIC, PUBLIC_PARTY
from engine.orders import AdvancePhase, EndExercise, ProposeInitiative, SendMessage
from engine.phases import Phase
from engine.views import SecretSeen, View, view_at_start
from server.client import LinkState
from tests.support.annotating import CONTROLLER, chain
from tests.support.screens import DOD, JAPAN, NSC, Table, client_of, settled, text_of
from tui.glyphs import ASCII, UNICODE
from tui.sheets.waited import longest_wait
from tui.times import in_zone
from tui.wall.facts import candidates, clock, promises
from tui.wall.letters import height_of, large, largest, width_of
from tui.wall.page import Wall, wall_page

SIZES = ((80, 24), (100, 30), (140, 40), (240, 70))


@pytest.fixture
def table() -> Table:
    made = Table()
    made.start()
    return made


def public_view(table: Table) -> View:
    view = view_at_start(table.header, PUBLIC_PARTY)
    for entry in table.entries:
        if PUBLIC in entry.parts:
            view = fold(view, entry.parts[PUBLIC].plain)
    return view


def page(view: View, table: Table, *, size: tuple[int, int] = (100, 30), number: int = 0) -> str:
    return wall_page(view, Wall(width=size[0], height=size[1], now=table.now, page=number, glyphs=UNICODE)).plain


@pytest.mark.parametrize("size", SIZES)
def test_the_page_fills_its_wall_and_never_more(table: Table, size: tuple[int, int]) -> None:
    wall = Wall(width=size[0], height=size[1], now=table.now, glyphs=UNICODE)
    rows = wall_page(public_view(table), wall).split("\n")
    last = wall_page(over(public_view(table), RELEASE, FOUND), wall).split("\n")

    assert len(last) <= size[1]
    assert max(row.cell_length for row in last) <= size[0]
    assert len(rows) <= size[1]
    assert max(row.cell_length for row in rows) <= size[0]
    assert "PROMISED AND DELIVERED" in "\n".join(row.plain for row in rows)
    assert "HEADLINES" in "\n".join(row.plain for row in rows)


def test_what_is_not_public_changes_no_sign_of_the_wall(table: Table) -> None:
    before = page(public_view(table), table)

    verdict = table.give(SendMessage(to=(NSC,), text="The seeker is late."), DOD)

    assert verdict.accepted
    assert page(public_view(table), table) == before


async def test_a_seat_that_knows_no_secret_cannot_show_one(table: Table, tmp_path: Path) -> None:
    app, seats = client_of(table, folder=tmp_path, role="spectator")

    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        given = text_of(app)
        made = wall_page(seats[0].views[PUBLIC_PARTY], Wall(width=98, height=28, now=table.now, glyphs=UNICODE))

    assert list(seats[0].views) == [PUBLIC_PARTY]
    assert all(row.plain.strip() in given for row in made.split("\n"))


def test_the_clock_counts_down_to_the_lock_and_stands_still_in_a_pause(table: Table) -> None:
    view = replace(public_view(table), timer=Timer(ends_at=int((table.now + timedelta(seconds=754)).timestamp())))
    still = replace(view, timer=Timer(left=61), paused=True, pause_reason="Fire drill.")

    running, stopped = page(view, table), page(still, table)

    assert "to the lock" in running
    assert all(row.strip() in running for row in large("12:34", 2))
    assert "stands still" in stopped
    assert "Fire drill." in stopped


def test_a_real_world_stop_is_all_that_the_room_sees(table: Table) -> None:
    view = replace(public_view(table), paused=True, real_world_stop=True, pause_reason="Alarm in the building.")

    shown = page(view, table)

    assert "Leave the exercise and listen to control. Alarm in the building." in shown
    assert "HEADLINES" not in shown


def test_headlines_take_turns_and_the_newest_stays(table: Table) -> None:
    view = replace(public_view(table), notices=tuple(f"Notice number {one}." for one in range(40)), injects={})

    pages = [page(view, table, number=number) for number in range(3)]

    assert all("Notice number 39." in one for one in pages)
    assert "Notice number 38." in pages[0]
    assert "Notice number 38." not in pages[1]
    assert pages[1] != pages[2]


def test_remote_text_is_text(table: Table) -> None:
    hostile = "[/oops] [bold]x[/bold] \x1b[2J " + "w" * 10_000 + " 日本語 \u202eabc"
    view = replace(public_view(table), notices=(hostile,))

    shown = wall_page(view, Wall(width=100, height=30, now=table.now, glyphs=UNICODE))

    assert "[/oops] [bold]x[/bold]" in shown.plain
    assert "\x1b" not in shown.plain
    assert "\u202e" not in shown.plain
    assert max(row.cell_length for row in shown.split("\n")) <= 100


async def test_the_wall_says_that_it_is_offline_and_comes_back(table: Table, tmp_path: Path) -> None:
    app, seats = client_of(table, folder=tmp_path, role="spectator")

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        seats[0].go(LinkState.RECONNECTING)
        await settled(pilot)
        offline = text_of(app)
        seats[0].go(LinkState.ONLINE)
        table.give(AdvancePhase(to=Phase.LOCKED))
        await settled(pilot)
        back = text_of(app)

    assert "OFFLINE" in offline
    assert "This is how it stood at" in offline
    assert "OFFLINE" not in back
    assert all(row.strip() in back for row in large("LOCKED", 1) if row.strip())


async def test_the_wall_opens_for_no_other_seat(table: Table, tmp_path: Path) -> None:
    app, _ = client_of(table, DOD, folder=tmp_path)
    app._only = "spectator"

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)

    assert app.unfit == "participant"


def test_the_wall_can_be_drawn_in_plain_signs(table: Table) -> None:
    shown = wall_page(public_view(table), Wall(width=80, height=24, now=table.now, glyphs=ASCII)).plain

    assert "PROMISED AND DELIVERED" in shown


@pytest.mark.parametrize("size", range(6))
def test_large_letters_take_the_room_that_they_say(size: int) -> None:
    rows = large("ADJUDICATE 12:34", size)

    assert {len(row) for row in rows} == {width_of("ADJUDICATE 12:34", size)}
    assert len(rows) == height_of(size)
    assert largest("ADJUDICATE 12:34", width_of("ADJUDICATE 12:34", size), height_of(size)) == size


def test_after_the_end_the_room_sees_what_control_opened_and_the_seed(table: Table) -> None:
    secret = SecretSeen(secret="brief", subject="dod/as", title="the brief of dod/as", tells=(("its aim", "Buy time."),))
    view = replace(public_view(table), phase=Phase.HOT_WASH, secrets=(secret,), seed="4711")

    shown = page(view, table, size=(140, 40))

    assert "OPENED BY CONTROL" in shown
    assert "its aim: Buy time." in shown
    assert "Seed of all chance, now revealed: 4711" in shown


def test_before_the_start_the_room_sees_who_is_here_and_what_it_is_about(table: Table) -> None:
    view = replace(public_view(table), phase=Phase.CHECK_IN, turn=0, injects={}, notices=())

    shown = page(view, table, size=(140, 40))

    assert "6 of 6 organisations are here" in shown
    assert view.world.deck.summary.split()[0] in shown


def over(view: View, *secrets: SecretSeen) -> View:
    """The public view at the hot wash, in a world where little of what was promised is delivered."""
    return replace(view, phase=Phase.HOT_WASH, secrets=secrets)


RELEASE = SecretSeen(
    secret="initiative",
    subject="initiative-1",
    title="Release of seekers to Japan",
    tells=(
        ("course", "proposed by allies/japan in week 1; under way"),
        ("Assess the case", "dod/as, opened in week 2, approved from week 9, by order; waited 6 weeks for its organisation"),
        ("License", "nsc/state, opened in week 9, never answered; waited 9 weeks for its organisation, 2 weeks for the turn"),
    ),
)
FOUND = SecretSeen(secret="candidate", subject="stock-out LRASM", title="the candidate LRASM: stock-out", tells=())


def test_at_the_hot_wash_promises_that_are_not_kept_and_the_longest_waits_stand_there_by_themselves(table: Table) -> None:
    view = over(public_view(table), RELEASE, FOUND)
    unkept = [one for one in promises(view) if one.percent < 100]

    found = candidates(view, {})

    assert unkept
    assert found[0].text.startswith("Release of seekers to Japan: waited 9 weeks for State")
    assert found[1].text == "the candidate LRASM: stock-out"
    assert [one.text.partition(":")[0] for one in found[2:]] == [
        one.title for one in sorted(unkept, key=lambda one: one.percent)
    ]
    assert "CANDIDATES" in page(view, table, size=(140, 40))
    assert "CANDIDATES" not in page(public_view(table), table, size=(140, 40))


def test_who_agrees_and_who_disputes_stands_beside_each_candidate(table: Table) -> None:
    view = over(public_view(table), FOUND)
    said = {"stock-out LRASM": {JAPAN: True, DOD: False}}

    shown = wall_page(view, Wall(width=140, height=40, now=table.now, glyphs=UNICODE, positions=said)).plain

    assert "agree: Government of Japan; dispute: Acquisition and Sustainment" in shown
    assert "nobody has agreed or disputed yet" in shown


def test_17_6_everybody_sees_who_agrees_with_what_was_opened_and_no_word_holder_or_time(table: Table) -> None:
    """Of a candidate that was only read out, and of notes, nothing is shown."""
    table.give(EndExercise())
    table.give(AdvancePhase(to=Phase.HOT_WASH))
    system = table.exercise.world.deck.priority_systems[0]
    promised = TakePosition(organisation=JAPAN, about=f"promise {system}", agrees=False, words="We told you so.")
    loose = TakePosition(organisation=JAPAN, about="", agrees=True, words="The second one.")
    japan = Author(by="participant", holder="holder-of-japan")
    notes = folded(chain((CONTROLLER, Note(text="They never asked.")), (japan, promised), (japan, loose)))
    held = {key: one.record for key, one in notes.positions.items()}

    shown = shown_positions(table.exercise, held, "log")

    assert refused(table.exercise, notes, "participant", (JAPAN,), promised) is None
    assert refused(table.exercise, notes, "participant", (JAPAN,), replace(promised, about="wait initiative-1")) is not None
    assert [(one.body, one.author.holder, one.wall, one.entry) for one in shown] == [(replace(promised, words=""), "", None, 0)]


async def test_control_puts_the_longest_wait_on_the_wall_with_one_key_after_a_yes(table: Table, tmp_path: Path) -> None:
    table.give(ProposeInitiative(type="surge-order", parameters={"system": "LRASM", "units": "300"}), DOD)
    table.play_turn()
    for phase in (Phase.BRIEF, Phase.ORDERS):
        table.give(AdvancePhase(to=phase))
    table.play_turn()
    table.give(EndExercise())
    waited = [step.waited_by_organisation for one in table.exercise.initiatives.values() for step in one.steps.values()]
    app, _ = client_of(table, folder=tmp_path)

    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+a", "K")
        await settled(pilot)
        offered = text_of(app)
        await pilot.press("enter")
        await settled(pilot)
        asked = text_of(app)
        await pilot.press("y")
        await settled(pilot)
    seen = public_view(table).secrets

    assert max(waited) > 0
    assert f"waited {max(waited)} weeks" in offered
    assert "Show it on the wall?" in asked
    assert any(one.sentence.startswith("Opened to everybody: Initiative, ") for one in app.desk.said)
    assert [one.secret for one in seen] == ["initiative"]
    assert longest_wait(seen[0])[0] == max(waited)


def test_the_time_of_day_is_that_of_the_zone_in_the_settings_and_not_of_the_machine() -> None:
    table = Table()
    table.start()
    view = table.seat(DOD).views[DOD]
    in_zone("Asia/Tokyo")
    try:
        assert clock(view, datetime(2026, 11, 23, 12, 0, tzinfo=UTC)) == ("21:00", "time of day")
    finally:
        in_zone("")
