"""Logs that earlier versions recorded are still read, whole, and replay to the same outcome."""

import gzip
import json
from pathlib import Path

import pytest

from engine.apply import apply_all
from engine.entries import NO_PREVIOUS, entry_of
from engine.exercise import Exercise
from engine.ids import CONTROL
from engine.replay import events_in, replayed_start
from engine.stored import commitment, parse

HERE = Path(__file__).parent
STATES = json.loads((HERE / "outcomes.json").read_text())


@pytest.mark.parametrize("name", sorted(path.name for path in HERE.glob("*.log.gz")))
def test_an_old_log_is_whole_and_replays_to_the_outcome_that_it_had(name: str) -> None:
    entries = [entry_of(parse(line)) for line in gzip.decompress((HERE / name).read_bytes()).splitlines()]

    previous = NO_PREVIOUS
    for entry in entries:
        assert entry.previous == previous
        assert {commitment(part.salt, part.content) for part in entry.parts.values()} == set(entry.commitments)
        previous = entry.hash
    state = replayed_start(entries[0].parts[CONTROL].plain["header"])
    for entry in entries[1:]:
        state = apply_all(state, events_in(entry.parts[CONTROL].plain))

    assert {"head": previous, **outcome_of(state)} == STATES[name]


def outcome_of(exercise: Exercise) -> dict[str, object]:
    """What any version can say of an exercise, however it keeps its state."""
    return {
        "week": exercise.week,
        "theatre": {theatre: dict(here) for theatre, here in exercise.stocks.theatre.items()},
        "rear": dict(exercise.stocks.rear),
        "balances": dict(exercise.balances),
        "in effect since": {one.id: one.done_week for one in exercise.initiatives.values()},
    }


def test_every_old_log_has_its_outcome_on_record() -> None:
    assert set(STATES) == {path.name for path in HERE.glob("*.log.gz")}
