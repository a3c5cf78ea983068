"""The doctor: what it finds of terminal, machine and server, that it never hangs, and that it always says the mend."""

import asyncio
import json
import os
import pty
import select
import socket
import ssl
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme
from typer.testing import CliRunner

from cli.main import app
from tests.support.server import PATIENCE, hosting
from tui.doctor import network
from tui.doctor.checks import Area, Check, Level, bounded, looked
from tui.doctor.machine import fits, machine_checks, settings_checks
from tui.doctor.network import network_checks, parsed
from tui.doctor.terminal import terminal_checks


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A step takes as long as it does where others are at work on the machine, and nobody's clock is off by that."""
    monkeypatch.setattr(network, "SECONDS", PATIENCE)
    monkeypatch.setattr(network, "CLOCK_OFF", PATIENCE)


def _by_name(checks: list[Check]) -> dict[str, Check]:
    return {one.name: one for one in checks}


def _at(url: str, **environ: str) -> dict[str, Check]:
    return _by_name(list(network_checks(parsed(url), environ)))


def _inside(**environ: str) -> dict[str, Check]:
    return _by_name(list(terminal_checks({"TERM": "xterm-256color", **environ}, {}, at_terminal=False)))


async def test_every_step_to_a_server_that_runs_is_fine(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, _):
        found = await asyncio.to_thread(_at, host.url)

    assert list(found) == ["proxy", "name", "connection", "health", "clock", "websocket", "protocol"]
    assert {one.level for one in found.values()} == {Level.OK}
    assert "as here" in found["protocol"].says


async def test_a_server_of_another_protocol_is_told_before_the_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "PROTOCOL", 99)
    async with hosting(tmp_path) as (host, _):
        found = await asyncio.to_thread(_at, host.url)

    assert found["protocol"].level == Level.FAIL
    assert "here protocol 99" in found["protocol"].says


@pytest.mark.parametrize(
    ("name", "days", "trusted", "level", "said"),
    [
        ("127.0.0.1", 90, True, Level.OK, "trusted, for 127.0.0.1, 89 days left"),
        ("127.0.0.1", 5, True, Level.WARN, "4 days left"),
        ("127.0.0.1", -1, True, Level.FAIL, "expired"),
        ("other.example", 90, True, Level.FAIL, "mismatch"),
        ("127.0.0.1", 90, False, Level.FAIL, "--ca, SURGEX_CA"),
    ],
)
async def test_a_certificate_is_judged_by_trust_name_and_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, days: int, trusted: bool, level: Level, said: str
) -> None:
    now = datetime.now(UTC)
    authority, stranger = trustme.CA(), trustme.CA()
    issued = authority.issue_cert(name, not_before=now - timedelta(days=30), not_after=now + timedelta(days=days))
    cert, key, ca = (tmp_path / one for one in ("cert.pem", "key.pem", "ca.pem"))
    cert.write_bytes(b"".join(one.bytes() for one in issued.cert_chain_pems))
    issued.private_key_pem.write_to_path(key)
    (authority if trusted else stranger).cert_pem.write_to_path(ca)
    monkeypatch.setenv("SSL_CERT_FILE", str(ca))

    async with hosting(tmp_path, tls_cert=cert, tls_key=key) as (host, _):
        found = await asyncio.to_thread(_at, host.url)

    one = found["certificate"]
    assert one.level == level
    assert said in f"{one.says} {one.mend}".replace("doesn't match", "mismatch").replace("not valid for", "mismatch")
    assert ("protocol" in found) == (level != Level.FAIL)


def test_nobody_listens_or_the_name_is_not_known() -> None:
    refused = _at("ws://127.0.0.1:1", HTTPS_PROXY="http://proxy:3128")
    unknown = _at("wss://nowhere.invalid")

    assert refused["connection"].level == Level.FAIL
    assert "does not go through a proxy" in refused["proxy"].says
    assert list(unknown) == ["proxy", "name"]
    assert unknown["name"].level == Level.FAIL
    assert all(one.mend for one in (*refused.values(), *unknown.values()) if one.level != Level.OK)


@pytest.mark.parametrize("says", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", b"SSH-2.0-x\r\n"])
def test_what_is_silent_or_something_else_is_told_and_never_waited_for(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], says: bytes
) -> None:
    monkeypatch.setattr(network, "SECONDS", 0.3)
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        held = []
        while True:
            try:
                held.append(listening.accept()[0])
                held[-1].sendall(says)
            except OSError:
                return

    threading.Thread(target=serve, daemon=True).start()
    port = listening.getsockname()[1]
    found = _at(f"ws://127.0.0.1:{port}")
    over_tls = _at(f"wss://127.0.0.1:{port}")
    listening.close()

    assert found["health"].level == Level.WARN
    assert "Traceback" not in capfd.readouterr().err
    assert found["websocket"].level == Level.FAIL
    assert over_tls["certificate"].level == Level.FAIL


@pytest.mark.parametrize("url", ["http://x", "x", "ws://", "wss://me:word@x", "ws://x:99999", "ws://[::1", ""])
def test_an_address_that_is_none_is_one_line_and_exit_code_2(url: str) -> None:
    with pytest.raises(ValueError, match=r"wss://"):
        parsed(url)


def test_terminals_are_known_by_what_they_keep() -> None:
    screen, code, dumb = _inside(STY="1.x"), _inside(TERM_PROGRAM="vscode"), _inside(TERM="dumb")
    few, none = _inside(TERM="xterm"), _inside(NO_COLOR="1")

    assert "keeps ctrl+a for itself, the key of control.arm" in screen["keys"].says
    assert "W writes a pane" in screen["screen"].mend
    assert "Visual Studio Code keeps" in code["keys"].says
    assert dumb["kind"].level == Level.FAIL
    assert "--plain" in dumb["kind"].mend
    assert "ansi-dark" in few["colours"].mend
    assert none["colours"].level == Level.OK
    assert _inside(SSH_TTY="/dev/pts/1")["ssh"].level == Level.OK


def test_a_folder_that_cannot_be_written_and_a_file_that_is_not_sound_are_in_the_way(tmp_path: Path) -> None:
    occupied = tmp_path / "file"
    occupied.write_text("theem = 1\n")

    drafts = _by_name(list(machine_checks(occupied / "drafts")))["drafts"]
    settings, read = settings_checks({"SURGEX_CONFIG": str(occupied)})

    assert drafts.level == Level.FAIL
    assert read is None
    assert [(one.level, "did you mean `theme`" in one.says) for one in settings] == [(Level.FAIL, True)]
    assert _by_name(list(machine_checks(tmp_path)))["drafts"].level == Level.OK


@pytest.mark.parametrize(
    ("version", "wanted", "right"),
    [("8.2.8", ">=8.2,<9", True), ("9.0", ">=8.2,<9", False), ("8.1", ">=8.2,<9", False), ("17.4", "", True)],
)
def test_versions_are_held_against_their_bounds(version: str, wanted: str, right: bool) -> None:
    assert fits(version, wanted) is right


def test_a_look_that_goes_wrong_is_told_and_one_that_hangs_is_left_behind() -> None:
    def broken() -> list[Check]:
        raise ssl.SSLError("strange")

    (found,) = looked(Area("here"), "thing", broken)

    assert (found.level, found.name) == (Level.WARN, "thing")
    with pytest.raises(TimeoutError):
        bounded(threading.Event().wait, 0.05)


def test_without_a_terminal_and_without_an_address_it_looks_at_what_there_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SURGEX_CONFIG", "")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("SURGEX_TOKEN", "a-secret-token")

    read = CliRunner().invoke(app, ["doctor"])
    plain = json.loads(CliRunner().invoke(app, ["doctor", "--json"]).output)
    wrong = CliRunner().invoke(app, ["doctor", "http://x"])
    away = CliRunner().invoke(app, ["doctor", "ws://127.0.0.1:1"])

    assert read.exit_code == 0
    assert "No server was tried" in read.output
    assert "a-secret-token" not in read.output
    assert plain["ok"] is True
    assert {one["area"] for one in plain["checks"]} == {"terminal", "machine", "settings"}
    assert wrong.exit_code == 2
    assert away.exit_code == 1


def test_in_a_terminal_that_answers_nothing_it_comes_to_its_end(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    environ = {**os.environ, "TERM": "xterm-256color", "XDG_CONFIG_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    command = [sys.executable, "-m", "cli", "doctor"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environ) as running:
        os.close(theirs)
        read = b""
        while select.select([ours], [], [], PATIENCE)[0]:
            try:
                read += os.read(ours, 65_536)
            except OSError:
                break
        code = running.wait(PATIENCE)
    os.close(ours)

    assert code in (0, 1)  # a pseudo-terminal has no size until somebody gives it one
    assert "does not say where its cursor is" in read.decode()
    assert "Traceback" not in read.decode()
