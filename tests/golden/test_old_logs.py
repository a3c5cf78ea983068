"""Logs that earlier versions recorded are still read, whole, and replay to the same state."""

import gzip
import json
from pathlib import Path

import pytest

from engine.apply import apply_all
from engine.entries import NO_PREVIOUS, entry_of, events_in, replayed_start
from engine.ids import CONTROL
from engine.stored import commitment, parse, state_hash

HERE = Path(__file__).parent
STATES = json.loads((HERE / "states.json").read_text())


@pytest.mark.parametrize("name", sorted(path.name for path in HERE.glob("*.log.gz")))
def test_an_old_log_is_whole_and_replays_to_the_state_that_it_had(name: str) -> None:
    entries = [entry_of(parse(line)) for line in gzip.decompress((HERE / name).read_bytes()).splitlines()]

    previous = NO_PREVIOUS
    for entry in entries:
        assert entry.previous == previous
        assert {commitment(part.salt, part.content) for part in entry.parts.values()} == set(entry.commitments)
        previous = entry.hash
    state = replayed_start(entries[0].parts[CONTROL].plain["header"])
    for entry in entries[1:]:
        state = apply_all(state, events_in(entry.parts[CONTROL].plain))

    assert {"head": previous, "state": state_hash(state)} == STATES[name]


def test_every_old_log_has_its_state_on_record() -> None:
    assert set(STATES) == {path.name for path in HERE.glob("*.log.gz")}
