from pathlib import Path

import pytest

from tests.support.decks import DeckFolder, main_world

TURNS = "    turns: [13, 30, 126]\n"


@pytest.mark.parametrize(
    ("times", "message"),
    [
        ("    times: [{orders: 30}, {orders: 20}]\n", "gives times for 2 of its 3 turns"),
        ('    times: [{orders_until: "25:00"}]\n    zone: UTC\n', "is no time of day"),
        ('    times: [{orders_until: "17:00"}]\n', "in which time zone"),
        ('    zone: America/Gotham\n    times: [{orders_until: "17:00"}]\n', "there is no time zone `America/Gotham`"),
        ('    zone: UTC\n    times: [{orders: 30, orders_until: "17:00"}]\n', "both minutes and a time of day"),
        ("    times: [{brief: -1}]\n", "`brief` cannot be -1"),
        ("    times: [{}]\n", "in which the clock never goes on"),
    ],
)
def test_2_14_times_that_no_clock_could_keep_are_named(tmp_path: Path, times: str, message: str) -> None:
    folder = DeckFolder(tmp_path)

    folder.change("deck/calendar.yaml", TURNS, TURNS + times)

    assert message in "\n".join(str(problem) for problem in folder.problems())


def test_2_14_times_for_all_turns_or_for_each_are_sound(tmp_path: Path) -> None:
    folder = DeckFolder(tmp_path)

    rows = "".join(f"      - {{orders: {minutes}}}\n" for minutes in (30, 40, 50))
    folder.change("deck/calendar.yaml", TURNS, f"{TURNS}    times:\n{rows}")

    assert folder.problems() == ()
    assert [folder.world().deck.pace("half-day").times_of(turn).orders for turn in (1, 2, 3)] == [30, 40, 50]  # type: ignore[union-attr]


@pytest.mark.parametrize("start", ["warning", "protracted"])
def test_2_14_every_pace_of_the_shipped_deck_gives_times(start: str) -> None:
    deck = main_world("taiwan-blockade", start=start).deck

    assert all(len(pace.times) in (1, len(pace.turns)) for pace in deck.paces)
    assert {pace.id for pace in deck.paces if pace.times[0].orders_until} == {"distributed"}


@pytest.mark.parametrize(
    ("silences", "message"),
    [
        ("[{organisation: nsc/nobody, does: hold}]", "nsc/nobody"),
        ("[{organisation: dod/as, does: hold}, {organisation: dod/as, does: bot}]", "two silences"),
        ("[{organisation: dod/as, does: intent, stance: decline}]", "does not say why"),
        ("[{organisation: dod/as, does: bot, stance: approve}]", "an intent that nothing follows"),
        ("[{organisation: dod/as, does: intent, stance: approve, risk_ceiling: -1}]", "cannot be below 0"),
    ],
)
def test_3_11_silences_that_mean_nothing_are_named(tmp_path: Path, silences: str, message: str) -> None:
    folder = DeckFolder(tmp_path)

    folder.change("deck/deck.yaml", "unheld: hold\n", f"unheld: hold\nsilences: {silences}\n")

    assert message in "\n".join(str(problem) for problem in folder.problems())
