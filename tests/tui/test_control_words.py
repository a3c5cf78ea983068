"""What control reads of a played game: titles and words, and no id that only the engine needs."""

import re
from collections.abc import Callable
from functools import cache

import pytest

from aar.replaying import moments
from bots.roster import policy
from bots.table import play
from engine.annotations.folding import Annotations
from engine.entries import Entry
from engine.exercise import Exercise
from engine.ids import CONTROL
from engine.stored import Plain
from tests.support.decks import opening_world
from tests.support.talk_game import talk_game
from tui.controller import initiative_rows, log_rows, run_of_show
from tui.controller.clock_and_seats import clock_and_seats
from tui.controller.situation import situation
from tui.evaluator.candidate_rows import candidate_page, candidate_rows
from tui.glyphs import UNICODE
from tui.sheets.annotations import Case
from tui.sheets.control.curtain import for_the_wall, secrets
from tui.sheets.control.held import Held


@cache
def bots_game() -> tuple[Entry, ...]:
    """Typical bots, to the end of the deck."""
    world = opening_world()
    return tuple(
        play(world, pace="half-day", seed="3", policies={one: policy("typical", "3") for one in world.organisations}).entries
    )


def read_by_control(exercise: Exercise, recent: list[tuple[int, Plain]]) -> dict[str, str]:
    """Every row of the panes and every page that a row opens, by what it is."""
    held, case = Held(exercise, recent), Case(exercise=exercise, annotations=Annotations(), me="control")
    opened = {f"weeks {turn} {fold}" for turn in range(9) for fold in range(9)}
    initiatives = initiative_rows.initiative_rows(exercise, recent, UNICODE)
    candidates = candidate_rows(case, UNICODE, sees_others=True)
    shown = run_of_show.inject_rows(exercise, UNICODE)
    pages = {
        "log": [row.content.plain for row, _ in log_rows.log_rows(exercise, recent, opened, UNICODE)],
        "initiatives": [row.content.plain for row, _ in initiatives],
        "initiative": [initiative_rows.initiative_page(exercise, one, recent, UNICODE).plain for _, one in initiatives],
        "run of show": [row.content.plain for row, _ in shown],
        "inject": [run_of_show.inject_page(exercise, one, UNICODE).plain for _, one in shown],
        "candidates": [row.content.plain for row, _ in candidates],
        "candidate": [candidate_page(case, one, UNICODE, sees_others=True).plain for _, one in candidates],
        "situation": [situation(exercise, recent, UNICODE).plain],
        "clock and seats": [clock_and_seats(exercise, (1, "a"), UNICODE).plain],
        "secrets": [f"{one.title} {one.about}" for one in (*secrets(held), *for_the_wall(held))],
    }
    return {name: "\n".join(texts) for name, texts in pages.items()}


@pytest.mark.parametrize("game", [talk_game, bots_game])
def test_no_row_and_no_page_of_control_names_anything_by_its_id(
    game: Callable[[], tuple[Entry, ...]],
) -> None:
    entries = game()
    exercise = list(moments(entries))[-1].exercise
    world = exercise.world
    compound = (key for key in (*world.theatres, *world.authorities, *world.index_kinds, *world.playbook) if "-" in key)
    ids = [*world.organisations, *compound, r"(?:request|agreement|action):[a-z]"]
    raw = re.compile(rf"(?<![\w/-])(?:{'|'.join(ids)})(?![\w/])")

    pages = read_by_control(exercise, [(one.number, one.parts[CONTROL].plain) for one in entries])

    assert {name: raw.findall(text) for name, text in pages.items() if raw.search(text)} == {}
    assert all(pages[name] for name in ("log", "situation", "secrets"))
