"""The evaluator's workspace, control's findings, and what players say after EndEx, on screens."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from engine.annotations.bodies import GiveFeedback, JudgeFinding, Note, RaiseCandidate, Rate, TakePosition
from engine.annotations.records import NOBODY
from engine.findings.candidates import candidate_ids
from engine.objectives import Criterion, Measure
from engine.orders import AdvancePhase, EndExercise, OpenSecret
from engine.phases import Phase
from engine.world import World
from server.client import LinkState
from tests.support.decks import opening_world
from tests.support.screens import DOD, JAPAN, Table, client_of, settled, text_of
from tui.app import SurgexApp
from tui.evaluator.candidates_screen import CandidatesScreen
from tui.evaluator.workspace import ControlsView, EvaluatorScreen
from tui.widgets.form_screen import FormScreen

SIZES = ((80, 24), (100, 30), (140, 40))


@pytest.fixture(scope="module")
def played() -> Table:
    """Two turns in which nobody did anything: systems ran out, and detectors found that."""
    table = Table()
    table.start()
    for _ in range(2):
        table.play_turn()
        table.give(AdvancePhase(to=Phase.BRIEF))
        table.give(AdvancePhase(to=Phase.ORDERS))
    return table


@pytest.fixture
def table(played: Table) -> Table:
    """The same for each test, with an empty chain and nobody at it."""
    fresh = Table()
    two = tuple(one for one in played.exercise.candidates if ": stock-out " in one)[:2]  # as many as a small screen shows
    exercise = replace(played.exercise, candidates=two)
    fresh.exercise, fresh.entries, fresh.header = exercise, list(played.entries), played.header
    return fresh


@pytest.fixture(scope="module")
def measured() -> Table:
    """A turn of a deck that asks of its first objective that a system surges."""
    world = opening_world()
    asks = Criterion(asks="One system surges.", any=(Measure(measure="systems-surged", at_least=1),))
    first, *others = world.deck.objectives
    deck = replace(world.deck, objectives=(replace(first, criteria=(asks,)), *others))
    table = Table(World(baseline=world.baseline, deck=deck))
    table.start()
    table.play_turn()
    return table


def evaluator(table: Table, folder: Path) -> SurgexApp:
    return client_of(table, folder=folder, role="evaluator")[0]


async def press(app: SurgexApp, pilot: Pilot[int], *keys: str) -> str:
    await pilot.press(*keys)
    await settled(pilot)
    return text_of(app)


def bodies(table: Table) -> list[object]:
    return [one.body for one in table.annotations.records]


@pytest.mark.parametrize("size", SIZES)
async def test_the_collection_plan_comes_first_with_what_was_not_observed(
    table: Table, tmp_path: Path, size: tuple[int, int]
) -> None:
    app = evaluator(table, tmp_path)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        page = text_of(app)

        assert isinstance(app.screen, EvaluatorScreen)
        assert "Collection plan" in page
        assert "O1 Test the assumption" in page
        assert "not rated" in page
        assert "evaluator │ T3/3 ORDERS" in page
        assert f"Candidates ({len(candidate_ids(table.exercise))})" in page


async def test_a_note_takes_a_key_the_words_and_f2_and_is_stamped_with_the_entry(table: Table, tmp_path: Path) -> None:
    app = evaluator(table, tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(app, pilot, "down", "n", *"late", "f2")
        page = await press(app, pilot, "3")

        assert bodies(table) == [Note(text="late", objective="O2")]
        newest = table.entries[-1]
        assert table.annotations.records[0].head == newest.hash
        assert "late" in page
        assert f"entry {newest.number}  O2" in page
        assert not app.desk.drafts.forms


async def test_a_note_begun_offline_is_kept_and_goes_out_stamped_with_what_was_seen(table: Table, tmp_path: Path) -> None:
    app, seats = client_of(table, folder=tmp_path, role="evaluator")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        seats[0].go(LinkState.RECONNECTING)
        seen = table.entries[-1].number
        page = await press(app, pilot, "n", *"said", "f2")
        assert bodies(table) == []
        assert "1 unsent" in page
        table.give(AdvancePhase(to=Phase.LOCKED))
        seats[0].go(LinkState.ONLINE)
        await settled(pilot)

        assert [one.entry for one in table.annotations.records] == [seen]
        assert "unsent" not in text_of(app)


async def test_a_begun_note_is_there_again_after_the_terminal_was_closed(table: Table, tmp_path: Path) -> None:
    app = evaluator(table, tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(app, pilot, "n", *"half")
    again = evaluator(table, tmp_path)
    async with again.run_test(size=(80, 24)) as pilot:
        await settled(pilot)

        assert "half" in await press(again, pilot, "n")


async def test_others_ratings_and_verdicts_are_read_once_ones_own_is_given(table: Table, tmp_path: Path) -> None:
    about = next(iter(candidate_ids(table.exercise)))
    other = table.seat(role="evaluator")
    other.holder = "holder-of-another"
    other.annotate(Rate(objective="O1", mark="U", explanation="Nothing surged."))
    other.annotate(JudgeFinding(about=about, verdict="disputed", reason="It was there, on the quay."))
    app = evaluator(table, tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        before = await press(app, pilot, "enter")
        await press(app, pilot, "escape", "r", "down", "down", "down", "f2")
        after = await press(app, pilot, "enter")
        await press(app, pilot, "escape", "2")
        unread = await press(app, pilot, "enter")
        await press(app, pilot, "escape", "c", "f2", "G")
        read = await press(app, pilot, "enter")

        assert "Nothing surged." not in before
        assert "1 rating of others" in before
        assert "Nothing surged." in after
        assert "on the quay" not in unread
        assert "1 verdict of others" in unread
        assert "on the quay" in read
        own = table.annotations.rated_by("holder-of-this-seat", "O1")
        assert own is not None
        assert table.annotations.standing(about).word is None


@pytest.mark.parametrize("size", SIZES[::2])
async def test_the_computed_rating_opens_beside_ones_own_and_no_other(
    measured: Table, tmp_path: Path, size: tuple[int, int]
) -> None:
    app = evaluator(measured.again(), tmp_path)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        hidden = await press(app, pilot, "C")
        await press(app, pilot, "r", "down", "down", "f2")
        await press(app, pilot, "tab", "G")
        opened = await press(app, pilot, "G")
        plan = await press(app, pilot, "escape", "1")
        page = await press(app, pilot, "enter")

        assert "so far, the exercise goes on" in hidden
        assert "yours first" in hidden
        assert "Computed: " not in hidden
        assert "you S  computed U, not the same" in opened
        assert "Computed: U" in opened
        assert "not met  One system surges." in opened
        assert "0 of 2 priority systems: none" in opened
        assert opened.count("you S") == 1
        assert "you: S, computed: U" in " ".join(plan.replace("│", " ").split())
        assert "Computed: U" in page


async def test_what_was_computed_says_that_entries_came_since_and_is_computed_again(measured: Table, tmp_path: Path) -> None:
    table = measured.again()
    app = evaluator(table, tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await press(app, pilot, "C")
        table.give(EndExercise())
        await settled(pilot)
        behind = text_of(app)
        again = await press(app, pilot, "C")

        assert "1 entry came since" in behind
        assert f"Computed after entry {len(table.entries) - 1}: the exercise has ended" in again


async def test_an_evaluator_raises_a_candidate_and_is_told_why_it_may_not_be_so(table: Table, tmp_path: Path) -> None:
    app = evaluator(table, tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        page = await press(app, pilot, "a", *"Lists", "f2")
        assert "A candidate has a title, a kind, and words" in page
        await press(app, pilot, "tab", "tab", *"two", "f2")
        page = await press(app, pilot, "2", "G")

        assert next(one for one in bodies(table) if isinstance(one, RaiseCandidate)).title == "Lists"
        assert "seam, by hand" in page


async def test_an_evaluator_reads_controls_workspace_and_comes_back(table: Table, tmp_path: Path) -> None:
    app = evaluator(table, tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        page = await press(app, pilot, "V")
        assert isinstance(app.screen, ControlsView)
        assert "[1] Run of show" in page
        assert "read-only" in page
        await press(app, pilot, "ctrl+a", "n", "y")
        assert table.exercise.phase is Phase.ORDERS
        page = await press(app, pilot, "V")

        assert "[1] Collection plan" in page


@pytest.mark.parametrize("size", SIZES[::2])
async def test_control_confirms_dismisses_and_merges_on_one_screen(table: Table, tmp_path: Path, size: tuple[int, int]) -> None:
    known = list(candidate_ids(table.exercise))
    app, _ = client_of(table, folder=tmp_path)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        page = await press(app, pilot, "D")
        assert isinstance(app.screen, CandidatesScreen)
        assert "c confirm" in page
        await press(app, pilot, "x")
        assert "the reason is part of the record" in await press(app, pilot, "f2")
        await press(app, pilot, *"no", "f2")
        await press(app, pilot, "home", "m", "f2")
        await press(app, pilot, *"one", "f2")
        page = text_of(app)

        by_word = {
            word: [one for one in known if table.annotations.standing(one).word == word] for word in ("dismissed", "merged")
        }
        (merged,) = by_word["merged"]
        assert by_word["dismissed"] == known[:1]
        assert table.annotations.root(merged) in known
        assert table.annotations.root(merged) != merged
        assert "dismissed" in page
        assert table.exercise.phase is Phase.ORDERS


async def test_what_others_wrote_is_never_markup(table: Table, tmp_path: Path) -> None:
    other = table.seat(role="control")
    other.holder = "holder-of-control"
    other.annotate(Note(text="[/bold] [@click=app.bell]x[/]", objective="O1"))
    other.annotate(RaiseCandidate(title="[/oops] x", what="gap", text="[red]y[/]"))
    app = evaluator(table, tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        for keys in (("3",), ("2", "G"), ("enter",)):
            page = await press(app, pilot, *keys)
            assert "[/" in page
        assert "[red]y[/]" in page


async def _ended(table: Table) -> str:
    """EndEx, and a candidate opened at the curtain."""
    table.give(EndExercise())
    about = next(iter(candidate_ids(table.exercise)))
    table.give(OpenSecret(secret="candidate", subject=about))
    return about


@pytest.mark.parametrize("size", SIZES[::2])
async def test_an_organisation_takes_a_position_on_what_the_curtain_opened(
    table: Table, tmp_path: Path, size: tuple[int, int]
) -> None:
    about = await _ended(table)
    app, _ = client_of(table, JAPAN, folder=tmp_path)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(app, pilot, "escape")
        await press(app, pilot, "escape")
        page = await press(app, pilot, "H")
        assert "Position on the candidate" in page
        await press(app, pilot, "enter")
        assert isinstance(app.screen, FormScreen)
        await press(app, pilot, *"no", "f2")
        assert "Choose whether it was so" in text_of(app)
        await press(app, pilot, "down", "down", "f2")

        assert bodies(table) == [TakePosition(organisation=JAPAN, about=about, agrees=False, words="no")]


async def test_the_feedback_form_says_that_it_names_nobody_and_does_not(table: Table, tmp_path: Path) -> None:
    await _ended(table)
    app, _ = client_of(table, DOD, folder=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(app, pilot, "escape")
        await press(app, pilot, "escape")
        page = await press(app, pilot, "H", "G", "enter")
        assert "without your name" in page
        assert "Answer at least one" in await press(app, pilot, "f2")
        assert "Not answered:" in await press(app, pilot, "right", "f2")
        assert not table.annotations.records
        await press(app, pilot, "y")

        (record,) = table.annotations.records
        assert isinstance(record.body, GiveFeedback)
        assert record.author == NOBODY


async def test_nothing_is_annotated_before_startex(tmp_path: Path) -> None:
    table = Table()
    app = evaluator(table, tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(app, pilot, "n")

        assert isinstance(app.screen, EvaluatorScreen)
