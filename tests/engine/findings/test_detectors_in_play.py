"""Every code that the outlines of the two main decks name is found in one run of them, and not found in another."""

from functools import cache

import pytest

from bots.table import Table
from engine.findings.catalogue import CATALOGUE
from tests.support.shipped_games_by_day import game_of_a_day, scripted_game

BLOCKADE, TWO_FRONTS = "taiwan-blockade", "two-front-war"
OF_THE_BLOCKADE = (
    *("CAP-4", "INF-3", "TIM-1", "POL-2", "REL-3", "COO-3", "LOG-4", "LOG-3", "STK-1", "INF-1", "STK-4", "FUN-1", "FUN-3"),
    *("SPF-2", "COO-1", "REL-2", "CAP-1", "FUN-2", "AUT-4", "INF-2", "CAP-3", "COO-5", "LEG-2", "POL-1", "LOG-1", "COO-2"),
)
OF_TWO_FRONTS = (
    *("COO-2", "STK-3", "STK-2", "TIM-4", "INF-3", "COO-3", "AUT-3", "INF-4", "SPF-4", "SPF-2", "COO-1", "COO-4", "LEG-4"),
    *("LOG-2", "LEG-3", "REL-1", "TIM-3", "WRK-1", "STK-1", "CAP-4"),
)
"""The last columns of the two outlines."""
NAMED = tuple(dict.fromkeys((*OF_THE_BLOCKADE, *OF_TWO_FRONTS)))


def codes_in(table: Table) -> set[str]:
    return {CATALOGUE[one.partition(": ")[2].partition(" ")[0]].code for one in table.exercise.candidates}


@cache
def runs() -> tuple[set[str], ...]:
    """What was found in each of the runs: the first is but the weeks before a war."""
    played = [game_of_a_day(BLOCKADE, "idle", 1), scripted_game()]
    played += [game_of_a_day(deck, name) for deck in (BLOCKADE, TWO_FRONTS) for name in ("typical", "idle")]
    return tuple(codes_in(one) for one in played)


@pytest.mark.slow
@pytest.mark.parametrize("code", NAMED)
def test_15_4_each_code_that_the_outlines_name_is_found_in_one_run_and_not_in_another(code: str) -> None:
    found = [code in one for one in runs()]

    assert any(found), f"{code} is found in no run"
    assert not all(found), f"{code} is found in every run"


def test_15_4_what_no_bot_does_is_found_in_a_script() -> None:
    assert {"COO-1", "COO-2", "INF-2", "LEG-2", "REL-3"} <= codes_in(scripted_game())


def test_15_4_the_outlines_name_codes_that_detectors_have() -> None:
    assert set(NAMED) == {one.code for one in CATALOGUE.values()}
