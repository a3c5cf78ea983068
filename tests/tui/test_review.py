"""The reviewer's workspace: one cursor on the log, and every panel follows it."""

import re
import threading
from pathlib import Path
from typing import Any, cast

import pytest

from aar.annotations import beside, read_annotations
from aar.apart import apart
from aar.log_file import read_log, write_log
from aar.recording import recorded
from aar.releasing import Withheld, released
from aar.wording import packed
from engine.annotations.bodies import Note, Rate
from engine.ids import Audience
from engine.orders import StartExercise
from engine.phases import Phase
from server.issuing import find_seat, revoke
from tests.support.reviewing import (
    HOSTILE,
    ended,
    following,
    log_in,
    much_talk,
    opened,
    pressed,
    review_of,
    small_findings,
    small_game,
    talked_game,
)
from tests.support.screens import DOD, Table, text_of, until
from tests.support.server import PATIENCE, Follower, hosting
from tui.glyphs import UNICODE
from tui.review import app as review_app
from tui.review.following import LogSeat, readable
from tui.review.log_pane import page_of
from tui.review.model import Review
from tui.review.replaying import EntryTexts
from tui.review.workspace import ReviewScreen
from tui.widgets.rows import Rows
from tui.widgets.search_screen import next_with

SIZES = ((80, 24), (100, 30), (140, 40))
LAST = len(small_game()) - 1


@pytest.mark.parametrize("size", SIZES)
async def test_the_log_opens_with_its_timeline_and_the_panes_that_fit(tmp_path: Path, size: tuple[int, int]) -> None:
    app = review_of(tmp_path, log_in(tmp_path))
    async with app.run_test(size=size) as pilot:
        await opened(app, pilot)
        page = text_of(app)

        assert "REVIEW" in page
        assert f"Entry 0 of {LAST}" in page
        assert "|T1" in page
        assert "[1] Log" in page
        assert ("[2] State" in page) is (size[0] >= 100)


async def test_every_panel_follows_where_the_cursor_goes(tmp_path: Path) -> None:
    app = review_of(tmp_path, log_in(tmp_path))
    async with app.run_test(size=(140, 40)) as pilot:
        screen = await opened(app, pilot)

        assert "After entry 0: the truth" in text_of(app)
        await pressed(app, pilot, "right", "down")
        assert screen.review.cursor == 2
        await pressed(app, pilot, "shift+right")
        assert screen.review.cursor == screen.review.entry_of_turn(1)
        await pressed(app, pilot, "colon", "t", "2", "enter")
        assert screen.review.cursor == screen.review.entry_of_turn(2)
        page = await pressed(app, pilot, "G")
        assert f"After entry {LAST}: the truth" in page
        await pressed(app, pilot, "colon", "9", "9", "9", "9", "enter")
        assert app.said[-1] == f"The last entry is {LAST}."


async def test_an_organisations_view_is_what_it_knew_then(tmp_path: Path) -> None:
    app = review_of(tmp_path, log_in(tmp_path))
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(app, pilot)
        await pressed(app, pilot, "v")
        screen.app.screen.query_one("#choices").put_cursor_on(str(DOD))  # type: ignore[attr-defined]
        page = await pressed(app, pilot, "enter")

        assert screen.review.whose == DOD
        assert "After entry 0: what" in page
        assert screen.review.glimpse is not None
        page = await pressed(app, pilot, "right", "right")
        assert "After entry 2: what" in page


async def test_space_lets_the_entries_pass_and_stops_them(tmp_path: Path) -> None:
    app = review_of(tmp_path, log_in(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        page = await pressed(app, pilot, "right_square_bracket", "right_square_bracket", "space")
        assert "playing 16/s" in page
        await until(pilot, lambda: screen.review.cursor >= 2)
        page = await pressed(app, pilot, "space")
        assert screen.review.cursor >= 2
        assert "stopped" in page


async def test_a_mark_and_a_note_go_into_a_chain_beside_the_log_and_nowhere_else(tmp_path: Path) -> None:
    path = log_in(tmp_path)
    before = path.read_bytes()
    app = review_of(tmp_path, path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await pressed(app, pilot, "colon", "t", "2", "enter", "m", "right", "a", *"why?", "enter")
        page = await pressed(app, pilot, "minus")

        records = list(read_annotations(beside(path)))
        assert [type(one.body) for one in records] == [Note, Note]
        assert records[1].body == Note(text="why?")
        assert records[1].entry == records[0].entry + 1
        assert records[1].head == small_game()[records[1].entry].hash
        assert "why?" in page
    assert path.read_bytes() == before

    again = review_of(tmp_path, path)
    async with again.run_test(size=(80, 24)) as pilot:
        screen = await opened(again, pilot)
        assert len(screen.review.annotations.records) == 2


async def test_a_damaged_log_is_reviewed_as_far_as_it_is_sound(tmp_path: Path) -> None:
    path = log_in(tmp_path)
    whole = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(whole[:20]) + whole[20][:100])
    app = review_of(tmp_path, path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        page = text_of(app)

        assert "NOT INTACT after entry 19, up to which it is shown" in page
        assert "game.jsonl:21" in "".join(page.split())  # a long path is broken over lines
        assert "Entry 0 of 19" in page


async def test_a_released_copy_shows_what_it_holds_and_says_what_is_withheld(tmp_path: Path) -> None:
    withheld = Withheld()
    copy = list(released(read_log(log_in(tmp_path)), Audience(DOD), withheld))
    app = review_of(tmp_path, log_in(tmp_path, copy, "dod.jsonl"))
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(app, pilot)
        page = await pressed(app, pilot, "G")

        assert f"This copy withholds {withheld.parts} parts" in page
        assert "|T1" in page
        assert f"After entry {LAST}: what" in page
        assert screen.review.whose == DOD
        await pressed(app, pilot, "m")
        assert "withholds control's parts: notes go with the whole log" in app.said[-1]


async def test_a_log_that_cannot_be_shown_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    write_log(path, ())
    app = review_of(tmp_path, path)
    async with app.run_test(size=(80, 24)) as pilot:
        await ended(app, pilot)

    assert app.return_value == 2
    assert "the log is empty" in app.problem


async def test_the_help_lists_every_key_of_the_review(tmp_path: Path) -> None:
    app = review_of(tmp_path, log_in(tmp_path))
    async with app.run_test(size=(80, 50)) as pilot:
        await opened(app, pilot)
        page = await pressed(app, pilot, "question_mark")

        assert "Replay" in page
        assert "Play, pause" in page
        assert all(one.id for one in ReviewScreen.BINDINGS)  # type: ignore[union-attr]


async def test_plain_characters_alone_where_they_are_asked_for(tmp_path: Path) -> None:
    app = review_of(tmp_path, log_in(tmp_path), ascii_only=True)
    async with app.run_test(size=(140, 40)) as pilot:
        await opened(app, pilot)
        page = await pressed(app, pilot, "G")

        assert page.isascii()


def logs_in(folder: Path) -> list[str]:
    """The logs that stand in a folder."""
    return sorted(one.name for one in folder.glob("*.jsonl"))


PANES = {
    "3": ("[3] Findings", "Severity 5 is worst"),
    "4": ("[4] Gantt", "own time"),
    "5": ("[5] Seams", "weighted units lost"),
    "6": ("[6] Curves", "needed"),
    "7": ("[7] Estimates", "expected"),
    "8": ("[8] Race", "doubled"),
    "9": ("[9] Talk", "Message sent"),
    "0": ("[0] Objectives", "computed:"),
    "minus": ("[-] Notes", "m marks it"),
}


@pytest.mark.parametrize("size", SIZES)
async def test_every_pane_shows_the_game_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    path = log_in(tmp_path, talked_game(), findings=True)
    app = review_of(tmp_path, path)
    async with app.run_test(size=size) as pilot:
        await opened(app, pilot)
        await pressed(app, pilot, "G")
        for key, said in PANES.items() if size == SIZES[0] else list(PANES.items())[:: len(PANES) - 1]:
            page = await pressed(app, pilot, key)

            assert all(one in page for one in said), key


async def test_a_finding_opens_its_chain_and_each_link_its_entry(tmp_path: Path) -> None:
    app = review_of(tmp_path, log_in(tmp_path, findings=True))
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(app, pilot)
        page = await pressed(app, pilot, "3", "enter")
        assert "From the shortage back to the boundary" in page
        rows = app.screen.query_one("#choices", Rows)
        linked = next(one for one in rows.row_keys if int(one.split()[1]) > 0)
        rows.put_cursor_on(linked)
        await pressed(app, pilot, "enter")

        assert screen.review.cursor == int(linked.split()[1])
        assert screen.current == 1


async def test_the_seam_matrix_folds_to_the_groups_of_the_brief(tmp_path: Path) -> None:
    app = review_of(tmp_path, log_in(tmp_path, findings=True))
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(app, pilot)
        folded = await pressed(app, pilot, "5")
        unfolded = await pressed(app, pilot, "x")

        assert "A congress" in folded or "B congress" in folded
        assert "congress " not in unfolded.split("weighted units lost")[1]


async def test_findings_are_worked_out_beside_the_screen_where_none_stand_beside_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = threading.Event()

    def once_looked_at(*given: Any, **more: Any) -> Any:
        looked.wait(PATIENCE)
        return apart(*given, **more)

    monkeypatch.setattr(review_app, "apart", once_looked_at)
    app = review_of(tmp_path, log_in(tmp_path), works_out=True)
    async with app.run_test(size=(100, 30)) as pilot:
        while not isinstance(app.screen, ReviewScreen):
            await pilot.pause(0.05)
        screen = app.screen
        await pilot.press("right")
        assert screen.review.computed is None
        assert screen.review.cursor == 1
        looked.set()
        await app.workers.wait_for_complete()
        review = app.reviews[0].review
        found, split = review.computed, review.divided
        review.computed = None
        page = await pressed(app, pilot, "3")

        assert found == small_findings()
        assert split
        for system, one in split.systems.items():
            assert re.search(rf"{system} +{packed(one.short, one.need)} .*rest \d+", page)


async def test_what_others_wrote_is_text_and_never_markup(tmp_path: Path) -> None:
    app = review_of(tmp_path, log_in(tmp_path, talked_game()))
    async with app.run_test(size=(140, 40)) as pilot:
        await opened(app, pilot)
        page = await pressed(app, pilot, "G", "9")
        assert HOSTILE in page
        page = await pressed(app, pilot, "enter", "enter")
        assert HOSTILE in page


async def test_what_if_takes_three_keys_shows_the_comparison_and_writes_the_fork_beside_where_asked(tmp_path: Path) -> None:
    path = log_in(tmp_path)
    app = review_of(tmp_path, path)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(app, pilot)
        await pressed(app, pilot, "w")
        assert "The header gives no order" in app.said[-1]
        given = next(one.number for one in screen.review.recording.heads if one.kind == "propose-initiative")
        screen.go_to_entry(given)
        page = await pressed(app, pilot, "w")
        assert "Without it" in page
        await pressed(app, pilot, "enter")
        await app.workers.wait_for_complete()
        page = await pressed(app, pilot)
        assert "TWO LOGS SIDE BY SIDE" in page
        assert "1 left out" in page
        assert logs_in(tmp_path) == ["game.jsonl"]

        await pressed(app, pilot, "s")
        assert app.said[-1] == f"Written to {tmp_path / 'game.what-if-1.jsonl'}."
        await pressed(app, pilot, "o")
        assert app.screen is not screen
        assert screen.other is app.screen
        await pressed(app, pilot, "b")
        assert app.screen is screen
    assert len(list(read_log(tmp_path / "game.what-if-1.jsonl"))) > given


async def test_two_logs_are_compared_and_changed_over_at_the_same_week(tmp_path: Path) -> None:
    logs = log_in(tmp_path), log_in(tmp_path, talked_game(), "other.jsonl")
    app = review_of(tmp_path, *logs)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await opened(app, pilot)
        await pressed(app, pilot, "colon", "t", "2", "enter")
        await pressed(app, pilot, "b")
        other = app.reviews[1]
        assert app.screen is other
        assert other.review.week == screen.review.week
        await pressed(app, pilot, "equals_sign")
        await pressed(app, pilot, "equals_sign")
        await app.workers.wait_for_complete()

        assert "ORDERS IN" in await pressed(app, pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_two_logs_are_stepped_side_by_side_and_what_differs_is_marked(tmp_path: Path, size: tuple[int, int]) -> None:
    logs = log_in(tmp_path), log_in(tmp_path, talked_game(), "other.jsonl")
    app = review_of(tmp_path, *logs)
    async with app.run_test(size=size) as pilot:
        await opened(app, pilot)
        beside = await pressed(app, pilot, "equals_sign")
        differing = await pressed(app, pilot, "n")
        turned = await pressed(app, pilot, "colon", "t", "2", "enter")
        back = await pressed(app, pilot, "N")
        await pressed(app, pilot, "b")

        assert "Side by side: A game.jsonl, B other.jsonl" in beside
        assert "They part in week 1, turn 1. 1 of " in beside
        assert "B only in B" in differing
        assert "[/red] [bold]late[/bold]" in differing
        assert "turn 2" in turned
        assert "B only in B" in back
        assert app.screen is app.reviews[1]
        page = page_of(app.reviews[1].review, app.reviews[1].review.cursor).plain
        assert HOSTILE in page


async def test_a_running_exercise_is_followed_with_controls_token_and_noted_on_the_server(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, created):
        tokens = {one.organisations[0] if one.organisations else one.role: one.token for one in created.seats}
        app = following(tmp_path, host.url, tokens["control"])
        async with Follower(host.url, tokens["control"]) as control, app.run_test(size=(100, 30)) as pilot:
            await until(pilot, lambda: bool(app.reviews) and app.screen is app.reviews[0])
            screen = app.reviews[0]
            await control.give(StartExercise())
            await control.advance(Phase.ORDERS)
            await until(pilot, lambda: screen.review.moment.exercise.phase is Phase.ORDERS)
            assert screen.review.cursor == screen.review.recording.last
            await pressed(app, pilot, "a", *"late", "enter")
            await until(pilot, lambda: len(screen.review.annotations.records) == 1)

            assert screen.review.annotations.records[0].body == Note(text="late")
            assert "ORDERS" in text_of(app)
            app.action_leave()


async def test_who_is_turned_away_keeps_what_was_read_and_is_told_that_no_more_comes(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, created):
        token = next(one.token for one in created.seats if one.role == "control")
        app = following(tmp_path, host.url, token)
        async with app.run_test(size=(100, 30)) as pilot:
            await until(pilot, lambda: bool(app.reviews) and app.screen is app.reviews[0])
            online = text_of(app)
            revoke(host.store, find_seat(host.store, created.id, "control").seat)
            await until(pilot, lambda: bool(app.reviews[0].cut))
            page = await pressed(app, pilot)
            await pressed(app, pilot, "a")

            assert "● online" in online
            assert "NO LONGER FOLLOWED after entry 0" in page
            assert "✗ offline" in page
            assert "nothing goes to the server any more" in app.said[-1]
            app.action_leave()


def test_17_3_an_evaluator_who_follows_reads_ratings_of_others_and_the_computed_one_once_its_own_is_given() -> None:
    table = Table()
    table.start()
    mine, other = table.seat(role="evaluator"), table.seat(role="evaluator")
    other.holder = "holder-of-another"
    other.annotate(Rate(objective="O1", mark="U", explanation="Nothing surged."))
    *_, recording = recorded(iter(table.entries))
    review = Review(recording=recording, name="live", glyphs=UNICODE, rates_first=mine.holder)

    before, hidden = readable(cast(LogSeat, mine)), [one.id for one in review.objectives]
    mine.annotate(Rate(objective="O1", mark="S", explanation=""))
    review.annotations = readable(cast(LogSeat, mine))

    assert (before.records, hidden) == ([], [])
    assert [one.body.mark for one in review.annotations.ratings_of("O1")] == ["U", "S"]
    assert [one.id for one in review.objectives] == ["O1"]


async def test_a_participants_token_reviews_nothing(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, created):
        token = next(one.token for one in created.seats if one.role == "participant")
        app = following(tmp_path, host.url, token)
        async with app.run_test(size=(80, 24)) as pilot:
            await ended(app, pilot)

    assert "take control's or an evaluator's" in app.problem


async def test_of_much_talk_the_last_is_shown_and_enter_goes_back_to_what_was_before(tmp_path: Path) -> None:
    app = review_of(tmp_path, log_in(tmp_path, much_talk(45), "much.jsonl"))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        page = await pressed(app, pilot, "G", "9")
        start = await pressed(app, pilot, "g")
        await pressed(app, pilot, "enter", "9")

        assert "word 44" in page
        assert "20 were said before" in start
        assert screen.review.moment.events[0].text == "word 19"  # type: ignore[union-attr]
        assert len(screen.texts_of_pane()) == 20


def test_a_search_makes_no_more_text_than_it_looks_at() -> None:
    *_, recording = recorded(iter(small_game()))
    texts = EntryTexts(Review(recording=recording, name="game", glyphs=UNICODE))

    found = next_with("start", texts, 0, 1)

    assert found is not None
    assert "Start" in texts[found]
    assert len(texts.made) <= found + 2 < len(texts)
