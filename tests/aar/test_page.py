"""The one-page answer as a reader meets it."""

import re
from dataclasses import replace
from functools import cache

from aar.answer import Answer, answer_of
from aar.page import page
from aar.reading import read
from aar.wording import WIDTH
from bots.roster import policy
from bots.table import Table, play, seat_all
from engine.orders import StartExercise
from tests.support.decks import opening_world

WORLD = opening_world()


@cache
def answer(name: str = "typical", seed: str = "2") -> Answer:
    policies = {one: policy(name, seed) for one in WORLD.organisations}
    return answer_of(read(play(WORLD, pace="half-day", seed=seed, policies=policies).entries))


def told(of: Answer) -> str:
    return page(of, ())


def test_the_page_fits_a_window_of_80_columns() -> None:
    as_on_a_server = replace(answer(), seed="f" * 32, exercise="taiwan-blockade-7ee5a1")

    lines = told(as_on_a_server).splitlines()

    assert max(len(line) for line in lines) <= WIDTH


def test_the_handling_marking_stands_first() -> None:
    assert told(answer()).startswith("UNCLASSIFIED // EXERCISE MATERIAL\n")


def test_every_organisation_finds_what_it_had_said_beside_what_came() -> None:
    text = told(answer())

    for organisation in WORLD.organisations:
        assert re.search(rf"^  {organisation} +\d of 2 +[+-]\d+ %", text, re.MULTILINE)
    assert re.search(r"^  LRASM +12 +\d+ +\d+ +\d+ +(never|month \d+)   \d+", text, re.MULTILINE)


def test_an_exercise_without_waits_says_that_there_was_no_seam() -> None:
    assert "No step waited for its organisation: there was no seam." in told(answer("prompt"))


def test_a_page_of_an_exercise_that_has_not_ended_says_not_yet() -> None:
    table = Table(world=WORLD, pace="half-day", seed="1")
    seat_all(table, {one: policy("idle", "") for one in WORLD.organisations})
    table.control(StartExercise())

    text = told(answer_of(read(table.entries)))

    assert "The exercise has not ended: this is the answer so far." in text
    assert "DID THE SURGE ASSUMPTION HOLD?  NOT YET\n  0 of 2 priority systems doubled their rate in 0 weeks." in text
    assert "seed 1" not in text, "the seed is secret in play"


def test_what_an_initiative_would_have_lifted_is_told_apart_by_whether_it_bound() -> None:
    text = " ".join(told(answer("typical", "2")).split())

    assert "It would have lifted what bound: contract" in text
    assert "What it lifts did not bind in play" in text
