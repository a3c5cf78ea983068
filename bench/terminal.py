"""`make bench-terminal`: the client in a real terminal: time to the first picture, keys in a long exercise, memory.

Beside it in the same rounds stands an application of Textual that only says hello. Linux; a minute or two.
"""

import asyncio
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from bench.page import commit, machine
from bots.table import Table
from engine.ids import OrganisationId
from engine.orders import AdvancePhase, MarkReady, SendMessage, StartExercise
from engine.phases import Phase
from injects.load import load_world
from server.admission import adopt_exercise
from server.app import Host
from server.store import Store
from tests.support.server import settings

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "benchmarks-terminal.md"
ROUNDS = 7
SIZE = (24, 80)
MESSAGES, ENTRIES = 1_000, 5_000
JAPAN, AS = OrganisationId("allies/japan"), OrganisationId("dod/as")
HELLO = (
    "from textual.app import App\n"
    "from textual.widgets import Static\n"
    "class Hello(App):\n"
    "    def compose(self):\n"
    "        yield Static('production diplomacy')\n"
    "Hello().run()\n"
)
SIGNS = re.compile(rb"\x1b\[[0-9;?<>=$]*[a-zA-Z]|\x1b[()][A-Z0-9]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[=>]")
KEYS: Sequence[tuple[str, bytes]] = (
    ("next row", b"j"),
    ("row before", b"k"),
    ("last row", b"G"),
    ("first row", b"g"),
    ("pane 2", b"2"),
    ("pane 6, talk", b"6"),
    ("next row of talk", b"j"),
    ("last row of talk", b"G"),
    ("pane 1", b"1"),
)
QUIET = 0.4
"""Seconds without output after which a screen counts as drawn."""
PATIENCE = 60.0


class Terminal:
    """A program in a terminal of its own."""

    def __init__(self, command: Sequence[str], environment: dict[str, str]) -> None:
        self.begun = time.perf_counter()
        self.seen = b""
        self.pid, self.screen = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], list(command), environment)
        fcntl.ioctl(self.screen, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))

    def until(self, *words: bytes) -> float:
        """Seconds from its start until one of these words stands on the screen, whatever the colours between its parts."""
        wanted = [one.replace(b" ", b"") for one in words]
        while not any(one in SIGNS.sub(b"", self.seen).replace(b" ", b"") for one in wanted):
            if time.perf_counter() - self.begun > PATIENCE:
                raise TimeoutError(f"{words!r} did not come; last: {SIGNS.sub(b'', self.seen)[-400:]!r}")
            self.seen += self._read(1.0)
        return time.perf_counter() - self.begun

    def quiet(self) -> None:
        """Wait until nothing more is drawn."""
        while self._read(QUIET):
            pass

    def press(self, key: bytes) -> float:
        """Milliseconds from a key to the first that is drawn for it; the screen is quiet before and after."""
        begun = time.perf_counter()
        os.write(self.screen, key)
        drawn = self._read(2.0)
        took = 1000 * (time.perf_counter() - begun)
        self.quiet()
        return took if drawn else float("nan")

    def memory(self) -> float:
        """Megabytes of it that are in memory."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024

    def _read(self, seconds: float) -> bytes:
        ready, _, _ = select.select([self.screen], [], [], seconds)
        try:
            return os.read(self.screen, 65_536) if ready else b""
        except OSError:
            raise ChildProcessError("the program ended before it was measured") from None

    def end(self) -> None:
        """End it and let its terminal go."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.screen)


@contextmanager
def running(command: Sequence[str], folder: Path, **more: str) -> Iterator[Terminal]:
    """A program in a terminal, ended at the end."""
    known = {name: value for name, value in os.environ.items() if not name.startswith(("SURGEX_", "XDG_", "NO_COLOR"))}
    environment = {**known, "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(ROOT), "HOME": str(folder)}
    terminal = Terminal(command, environment | more)
    try:
        yield terminal
    finally:
        terminal.end()


@dataclass(slots=True)
class Found:
    """Seconds, milliseconds and megabytes of every round."""

    hello: list[float]
    first: list[float]
    greeted: list[float]
    keys: dict[str, list[float]]
    memory: list[float]
    hello_memory: list[float]


def long_exercise(folder: Path) -> tuple[str, int]:
    """A database with an exercise of so many messages and entries; Japan's token, and how many entries there are."""
    world = load_world("taiwan-blockade")
    table = Table(world=world, pace=world.deck.default_pace, seed="terminal")
    table.control(StartExercise())
    table.control(AdvancePhase(to=Phase.ORDERS))
    for number in range(MESSAGES):
        by, to = (AS, JAPAN) if number % 2 else (JAPAN, AS)
        table.give(by, SendMessage(to=(to,), text=f"Message {number}: two cases left this week, and the seeker is short."))
    while len(table.entries) < ENTRIES:
        table.give(AS, MarkReady(ready=len(table.entries) % 2 == 0))
    store = Store(folder / "surgex.db")
    try:
        created = adopt_exercise(store, world, table.entries)
    finally:
        store.close()
    return next(seat.token for seat in created.seats if seat.organisations == (JAPAN,)), len(table.entries)


def measured(url: str, token: str, folder: Path) -> Found:
    """Every round: hello, our client to its first picture and to its workspace, keys, memory."""
    found = Found(hello=[], first=[], greeted=[], keys={name: [] for name, _ in KEYS}, memory=[], hello_memory=[])
    client = (sys.executable, "-m", "cli", "join", url)
    for number in range(ROUNDS):
        print(f"round {number + 1} of {ROUNDS}", file=sys.stderr)
        with running((sys.executable, "-c", HELLO), folder) as hello:
            found.hello.append(hello.until(b"production diplomacy"))
            hello.quiet()
            found.hello_memory.append(hello.memory())
        with running(client, folder, SURGEX_TOKEN=token) as ours:
            found.first.append(ours.until(b"a production-diplomacy tabletop exercise", b"Begin"))
            found.greeted.append(ours.until(b"Begin"))
            ours.quiet()
            os.write(ours.screen, b"\r")
            ours.quiet()
            for name, key in KEYS:
                found.keys[name].append(ours.press(key))
            found.memory.append(ours.memory())
    return found


def page(found: Found, entries: int) -> str:
    """What was found, as a page."""
    presses = [one for several in found.keys.values() for one in several if one == one]
    ratio = median(one / other for one, other in zip(found.first, found.hello, strict=True))
    p99 = quantiles(presses, n=100)[98]
    rows = [
        ("a Textual application that says hello, to its first picture", median(found.hello), "s", "", ""),
        ("`surgex join`, to its first picture", median(found.first), "s", "", ""),
        ("the second as a multiple of the first, round by round", ratio, "x", "at most 1.5", _met(ratio <= 1.5)),
        ("`surgex join`, to the first page of a long exercise", median(found.greeted), "s", "", ""),
        ("a key, to what is drawn for it", median(presses), "ms", "at most 50", _met(median(presses) <= 50)),
        ("a key, 99 in 100", p99, "ms", "", ""),
        ("memory of the client in that exercise", median(found.memory), "MB", "", ""),
        ("memory of the application that says hello", median(found.hello_memory), "MB", "", ""),
    ]
    text = [
        "# The client in a terminal",
        "",
        "Generated by `make bench-terminal`; edits are lost. Compare ratios, not seconds.",
        "",
        f"- commit: {commit()}",
        f"- machine: {machine()}",
        f"- an exercise of {entries:,} entries with {MESSAGES:,} messages, seat of Japan, 80x24, a terminal of its own",
        f"- medians of {ROUNDS} rounds; in each the two programs one after the other",
        "- the first picture is the screen that says where the client connects to; workspaces are loaded behind it",
        "",
        "| what | median | unit | goal | met |",
        "|---|---|---|---|---|",
        *(f"| {what} | {value:.3g} | {unit} | {goal} | {met} |" for what, value, unit, goal, met in rows),
        "",
        "| key | median ms | longest ms |",
        "|---|---|---|",
        *(f"| {name} | {median(several):.1f} | {max(several):.1f} |" for name, several in found.keys.items()),
        "",
        "A key counts from when it is written to the terminal until the client has drawn the first of what follows from it.",
        "",
    ]
    return "\n".join(text)


def _met(met: bool) -> str:
    return "yes" if met else "no"


async def main() -> None:
    """Make the exercise, serve it, measure, write the page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        token, entries = long_exercise(folder)
        async with Host(settings(folder)) as server:
            found = await asyncio.to_thread(measured, f"ws://127.0.0.1:{server.port}", token, folder)
    text = page(found, entries)
    PAGE.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    asyncio.run(main())
