"""The figures of docs/walkthrough.md, worked out again from the raw lines of its log: nothing of `aar/` is used here."""

import gzip
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "walkthrough.md").read_text(encoding="utf-8")
LOG = ROOT / "tests" / "golden" / "format-2-walkthrough.log.gz"
SYSTEMS = ("LRASM", "PAC3MSE")
SYSTEM_OF = {"lrasm-troy": "LRASM", "pac3-camden": "PAC3MSE", "pac3-komaki": "PAC3MSE"}


@cache
def control_parts() -> list[dict[str, Any]]:
    """Control's part of every entry, as it stands in the log that the walkthrough speaks of."""
    lines = gzip.decompress(LOG.read_bytes()).splitlines()
    return [json.loads(json.loads(line)["parts"]["control"]["content"]) for line in lines]


def recorded(kind: str) -> list[tuple[int, dict[str, Any]]]:
    return [
        (number, event)
        for number, part in enumerate(control_parts())
        for event in part.get("verdict", {}).get("events", [])
        if event["kind"] == kind
    ]


def stock_rows() -> list[tuple[Any, ...]]:
    """Week, theatre, system, arrived, need, allowed, used, stock, why."""
    return [(event["week"], *row) for _, event in recorded("stocks-reported") for row in event["rows"]]


def line_rows() -> list[tuple[Any, ...]]:
    """Week, line, started, finished, what bound it, and more."""
    return [(event["week"], *row) for _, event in recorded("lines-reported") for row in event["rows"]]


def stated(name: str) -> str:
    """What the walkthrough states under a name: `<!-- name -->value`."""
    found = re.search(rf"<!-- {re.escape(name)} -->\**([^\s*,.;:)]+(?:[,.]\d+)*)", TEXT)
    assert found, f"docs/walkthrough.md states nothing under {name}"
    return found[1]


def whole(thousandths: int) -> str:
    return f"{(thousandths + 500) // 1000:,}"


def test_the_walkthrough_states_need_and_shortage_as_the_log_has_them() -> None:
    for system in SYSTEMS:
        reports = [row for row in stock_rows() if row[2] == system]

        assert stated(f"need {system}") == whole(sum(need for _, _, _, _, need, *_ in reports))
        assert stated(f"short {system}") == whole(sum(need - used for _, _, _, _, need, _, used, *_ in reports))


def test_the_walkthrough_states_the_rates_as_the_log_has_them() -> None:
    for system in SYSTEMS:
        finished: Counter[int] = Counter()
        for week, line, _, units, *_ in line_rows():
            finished[week] += units if SYSTEM_OF[line] == system else 0
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
        system: max(week for week, _, one, _, need, _, used, *_ in stock_rows() if one == system and used < need)
        for system in SYSTEMS
    }
    for line, delay in (("lrasm-troy", 10), ("pac3-camden", 10), ("pac3-komaki", 7)):
        last = last_short[SYSTEM_OF[line]] - delay
        counted = Counter(binding for week, one, _, _, binding, *_ in line_rows() if one == line and week <= last)
        limit, weeks = counted.most_common(1)[0]

        assert stated(f"binding {line}") == limit
        assert stated(f"binding weeks {line}") == str(weeks)
        assert stated(f"binding of weeks {line}") == str(counted.total())
