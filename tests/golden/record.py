"""Records a log for the corpus: `python -m tests.golden.record NAME` writes NAME.log.gz and the outcome that it had."""

import gzip
import json
import sys

from bots.roster import policy
from bots.table import play
from engine.entries import entry_plain
from engine.stored import canonical
from tests.golden.test_old_logs import HERE, STATES, outcome_of
from tests.support.decks import opening_world

if __name__ == "__main__":
    name = f"{sys.argv[1]}.log.gz"
    world = opening_world()
    table = play(world, pace="day", seed="2", policies={one: policy("typical", "2") for one in world.organisations})
    lines = b"\n".join(canonical(entry_plain(entry)) for entry in table.entries)
    (HERE / name).write_bytes(gzip.compress(lines, mtime=0))
    states = STATES | {name: {"head": table.entries[-1].hash, **outcome_of(table.exercise)}}
    (HERE / "outcomes.json").write_text(json.dumps(states, indent=1) + "\n", encoding="utf-8")
