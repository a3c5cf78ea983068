"""The figures of docs/walkthrough.md, worked out again from the raw lines of a log: nothing of `aar/` is used here."""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from bots.roster import policy
from bots.table import play
from engine.entries import entry_plain
from injects.load import load_world

TEXT = (Path(__file__).parents[2] / "docs" / "walkthrough.md").read_text(encoding="utf-8")
SYSTEMS = ("LRASM", "PAC3MSE")


@cache
def control_parts() -> list[dict[str, Any]]:
    """Control's part of every entry, as it stands in the log that `surgex play taiwan-blockade --seed 2 --out` writes."""
    world = load_world("taiwan-blockade")
    policies = {one: policy("typical", "2") for one in world.organisations}
    entries = play(world, pace="half-day", seed="2", policies=policies).entries
    lines = [json.dumps(entry_plain(entry)) for entry in entries]
    return [json.loads(json.loads(line)["parts"]["control"]["content"]) for line in lines]


def recorded(kind: str) -> list[tuple[int, dict[str, Any]]]:
    return [
        (number, event)
        for number, part in enumerate(control_parts())
        for event in part.get("verdict", {}).get("events", [])
        if event["kind"] == kind
    ]


def stated(name: str) -> str:
    """What the walkthrough states under a name: `<!-- name -->value`."""
    found = re.search(rf"<!-- {re.escape(name)} -->\**([^\s*,.;:)]+(?:[,.]\d+)*)", TEXT)
    assert found, f"docs/walkthrough.md states nothing under {name}"
    return found[1]


def whole(thousandths: int) -> str:
    return f"{(thousandths + 500) // 1000:,}"


def test_the_walkthrough_states_need_and_shortage_as_the_log_has_them() -> None:
    for system in SYSTEMS:
        reports = [event for _, event in recorded("stock-reported") if event["system"] == system]

        assert stated(f"need {system}") == whole(sum(event["need"] for event in reports))
        assert stated(f"short {system}") == whole(sum(event["short"] for event in reports))


def test_the_walkthrough_states_the_rates_as_the_log_has_them() -> None:
    for system in SYSTEMS:
        finished: Counter[int] = Counter()
        for _, event in recorded("line-reported"):
            finished[event["week"]] += event["finished"] if event["system"] == system else 0
        rate = {week: sum(finished[one] for one in range(week - 3, week + 1)) // 4 * 52 // 12 for week in range(4, 170)}

        assert stated(f"best {system}") == whole(max(rate.values()))
        assert stated(f"month 24 {system}") == whole(rate[104])


def test_the_walkthrough_names_the_entries_of_the_order_and_of_its_wait() -> None:
    initiative = "surge-order:LRASM-400:dod-as:1"
    proposed = [number for number, event in recorded("initiative-proposed") if event["initiative"] == initiative]
    charged = [(number, event) for number, event in recorded("wait-charged") if event["initiative"] == initiative]

    assert [int(stated("entry proposed"))] == proposed
    assert [(int(stated("entry charged")), int(stated("weeks waited")))] == [(n, e["weeks"]) for n, e in charged]
    assert {event["by"] for _, event in charged} == {"nsc/staff"}


def test_the_walkthrough_states_what_bound_the_lines_as_the_log_has_it() -> None:
    last_short = {
        system: max(e["week"] for _, e in recorded("stock-reported") if e["system"] == system and e["short"])
        for system in SYSTEMS
    }
    for line, delay in (("lrasm-troy", 10), ("pac3-camden", 10), ("pac3-komaki", 7)):
        reports = [e for _, e in recorded("line-reported") if e["line"] == line]
        counted = Counter(e["binding"] for e in reports if e["week"] <= last_short[e["system"]] - delay)
        limit, weeks = counted.most_common(1)[0]

        assert stated(f"binding {line}") == limit
        assert stated(f"binding weeks {line}") == str(weeks)
        assert stated(f"binding of weeks {line}") == str(counted.total())
