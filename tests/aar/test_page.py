"""The one-page answer as a reader meets it."""

import re
from dataclasses import replace
from functools import cache

from aar.answer import Answer, answer_of
from aar.page import WIDTH, page, plain_answer
from aar.reading import read
from bots.roster import policy
from bots.table import Table, play, seat_all
from engine.orders import StartExercise
from engine.stored import canonical
from injects.load import load_world

WORLD = load_world("taiwan-blockade")


@cache
def answer(name: str = "typical", seed: str = "2") -> Answer:
    policies = {one: policy(name, seed) for one in WORLD.organisations}
    return answer_of(read(play(WORLD, pace="half-day", seed=seed, policies=policies).entries))


def test_the_page_fits_a_window_of_80_columns() -> None:
    as_on_a_server = replace(answer(), seed="f" * 32, exercise="taiwan-blockade-7ee5a1")

    lines = page(as_on_a_server).splitlines()

    assert max(len(line) for line in lines) <= WIDTH


def test_the_handling_marking_stands_first() -> None:
    assert page(answer()).startswith("UNCLASSIFIED // EXERCISE MATERIAL\n")


def test_every_organisation_finds_what_it_had_said_beside_what_came() -> None:
    text = page(answer())

    for organisation in WORLD.organisations:
        assert re.search(rf"^  {organisation} +\d+/\d+/\d+ +\d+/\d+/\d+", text, re.MULTILINE)
    assert re.search(r"^  what came +\d+/\d+/\d+", text, re.MULTILINE)


def test_the_figures_of_a_row_add_up_to_the_unit() -> None:
    """Rounded figures may miss by one; the exact ones are in the JSON, and add up exactly."""
    for system in plain_answer(answer())["systems"]:
        assert sum(system["split_thousandths"].values()) == system["short_thousandths"]


def test_an_exercise_without_waits_says_that_there_was_no_seam() -> None:
    assert "No step waited for its organisation: there was no seam." in page(answer("prompt"))


def test_the_answer_as_data_holds_whole_numbers_only() -> None:
    assert b"." not in re.sub(rb'"[^"]*"', b"", canonical(plain_answer(answer())))


def test_a_page_of_an_exercise_that_has_not_ended_says_not_yet() -> None:
    table = Table(world=WORLD, pace="half-day", seed="1")
    seat_all(table, {one: policy("idle", "") for one in WORLD.organisations})
    table.control(StartExercise())

    text = page(answer_of(read(table.entries)))

    assert "The exercise has not ended: this is the answer so far." in text
    assert "NOT YET: 0 of 2 systems doubled their rate in 0 weeks." in text
    assert "seed 1" not in text, "the seed is secret in play"


def test_what_an_initiative_would_have_lifted_is_told_apart_by_whether_it_bound() -> None:
    text = page(answer("typical", "2"))

    assert "It would have lifted what bound: contract" in text
    assert "What it lifts did not bind in play" in " ".join(text.split())
