"""What docs/operating.md says of limits and metrics, held against the server."""

import re
from collections import Counter
from pathlib import Path

from server import limits
from server.metrics import Metrics, Standing
from server.packing import LARGEST_UNPACKED, MOST_FILES
from server.settings import Settings
from server.waiting import LONGEST_QUEUE
from server.wire import LARGEST_FRAME

TEXT = (Path(__file__).parents[2] / "docs" / "operating.md").read_text(encoding="utf-8")


def row(begins: str) -> str:
    found = re.search(rf"^\| {re.escape(begins)}[^|]*\|([^|]*)\|([^|]*)\|$", TEXT, re.MULTILINE)
    assert found, f"docs/operating.md has no row for {begins}"
    return found[1] + found[2]


def test_the_limits_are_those_of_a_server_that_was_told_nothing() -> None:
    default = Settings(database="a.db")

    assert f" {LARGEST_FRAME // 1024} KiB " in row("size of a frame")
    assert f" {default.orders_per_second:.0f}, and {default.orders_at_once} at once " in row("orders of one seat")
    frames = f" {limits.FRAMES_PER_SECOND:.0f} a second, and {limits.FRAMES_AT_ONCE:,} at once "
    assert frames in row("anything that one connection says")
    assert f" {LONGEST_QUEUE:,} " in row("orders that wait")
    assert f" {default.connections_per_seat} " in row("connections of one seat")
    assert f" {default.connections_per_address} " in row("connections of one address")
    assert f" {limits.FREE_GUESSES} at once " in row("wrong tokens of one address")
    assert f"{limits.LONGEST_WAIT:.0f};" in row("wrong tokens of one address")
    assert f" {default.hello_seconds:.0f} seconds" in row("Hello")
    assert f" {default.slow_reader_bytes // 1024 // 1024} MiB " in row("what waits for a client")
    assert f" {LARGEST_UNPACKED // 1024 // 1024} MiB unpacked, {MOST_FILES} files " in row("a deck that is sent")


def test_every_metric_is_told_of_and_none_that_is_not_there() -> None:
    page = Metrics(lambda: Standing(connections=Counter(), exercises=0, failed=0, unsent=0)).page()

    there = set(re.findall(r"^# TYPE (\S+)", page, re.MULTILINE))
    assert set(re.findall(r"`(surgex_[a-z_]+)", TEXT)) == there
