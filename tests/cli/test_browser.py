"""`surgex host --web`: what is understood, what is wrong use, and the client behind a page."""

import asyncio
import sys
from pathlib import Path

import pytest

from cli.browser import NO_EXTRA, address_of, beside_host
from server.web.sessions import Session
from server.web.settings import WebSettings
from server.web.terminals import Terminals
from tests.support import browsing
from tests.support.server import PATIENCE, hosting


@pytest.mark.parametrize(
    ("where", "meant"),
    [("8080", ("127.0.0.1", 8080)), ("0.0.0.0:80", ("0.0.0.0", 80)), ("[::]:8080", ("::", 8080)), ("0", ("127.0.0.1", 0))],
)
def test_where_pages_are_served_is_a_port_or_an_address_with_one(where: str, meant: tuple[str, int]) -> None:
    assert address_of(where) == meant


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("web", "", "", 60, False), "--web is a port"),
        (("99999", "", "", 60, False), "--web is a port"),
        (("", "https://a.example", "", 60, False), "go with --web"),
        (("8080", "a.example", "", 60, False), "--web-origin"),
        (("8080", "", "", 0, False), "--web-pages"),
        (("8080", "", "", 60, True), "--web-server wss://name:8765"),
    ],
)
def test_wrong_use_is_one_line_with_the_mend(
    capsys: pytest.CaptureFixture[str], options: tuple[str, str, str, int, bool], said: str
) -> None:
    where, origin, server, pages, encrypted = options

    with pytest.raises(SystemExit) as left:
        beside_host(where, origin, server, pages, encrypted=encrypted)

    told = capsys.readouterr().err
    assert left.value.code == 2
    assert said in told
    assert told.count("\n") == 1


def test_a_missing_extra_is_one_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [one for one in sys.modules if one.startswith("server.web.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "textual_serve", None)

    with pytest.raises(SystemExit):
        beside_host("8080", "", "", 60, encrypted=False)

    assert capsys.readouterr().err == f"surgex: {NO_EXTRA}\n"


class _Page:
    """A page that keeps what is drawn in it."""

    def __init__(self) -> None:
        self.drawn = b""
        self.news = asyncio.Event()

    async def send_bytes(self, data: bytes) -> None:
        self.drawn += data
        self.news.set()

    async def close(self, *, code: int = 1000) -> object:
        return code

    async def until(self, text: bytes) -> None:
        async with asyncio.timeout(PATIENCE):
            while text not in self.drawn:
                self.news.clear()
                await self.news.wait()


async def test_the_client_behind_a_page_is_the_one_of_the_terminal_and_draws_anew_for_a_page_that_comes_back(
    tmp_path: Path,
) -> None:
    async with hosting(tmp_path) as (host, made):
        session = Session(made.seat_of("allies/japan").token, 0, 0)
        command = (sys.executable, "-m", "cli.browser", host.url, str(tmp_path / "drafts"))
        terminals = Terminals(WebSettings(command=command, grace_seconds=PATIENCE))
        first, second = _Page(), _Page()
        terminal = await terminals.show(first, session, "here", 80, 24)
        await first.until(b"\x1b[?1049h")
        await terminal.focus()  # as the page does with the first byte that it draws
        await first.until(b"who you are")
        await first.until(b"Begin")
        terminals.leave(terminal, first)
        again = await terminals.show(second, session, "here", 80, 24)
        await second.until(b"who you are")
        await terminals.end_all()

    assert again is terminal
    assert len(terminals) == 0


async def test_a_client_does_not_outlive_a_server_that_is_killed() -> None:
    client = "import cli.browser, time; cli.browser.end_with_its_server(); print('lives', flush=True); time.sleep(600)"
    server = f"import subprocess, sys; subprocess.run((sys.executable, '-c', {client!r}))"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", server, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None

    runs = await process.stdout.readline()
    process.kill()
    await process.wait()
    async with asyncio.timeout(PATIENCE):
        rest = await process.stdout.read()  # a process that lived on would keep it open

    assert runs == b"lives\n"
    assert rest == b""


@pytest.mark.parametrize(("asked", "code"), [((), 0), (("--require",), 1)])
def test_where_there_is_no_browser_the_drive_says_that_it_is_skipped(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    asked: tuple[str, ...],
    code: int,
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("SURGEX_CHROMIUM", raising=False)
    monkeypatch.setattr(sys, "argv", ["browsing", "--pictures", str(tmp_path / "pictures"), *asked])

    left = browsing.main()

    assert left == code
    assert capsys.readouterr().out.startswith("SKIPPED: there is no Chromium to drive: looked for SURGEX_CHROMIUM")
