"""The browser's door: token page, sessions, socket; what is refused, and what never leaves the server."""

import asyncio
import json
import os
import re
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from socket import gethostname
from typing import Any

import aiohttp
import pytest

from server.admission import CreatedExercise
from server.app import Host
from server.issuing import revoke
from server.web.door import site_of
from server.web.origins import Origins
from server.web.sessions import IDLE_SECONDS, MOST_OF_A_TOKEN, Sessions
from server.web.settings import WebSettings
from server.web.site import Site
from tests.support.server import PATIENCE, hosting

COMMAND = (sys.executable, "-m", "tests.support.page_client", "ws://server")
OUTSIDE = re.compile(rb"""(?:src|href|action|url\(|@import|fetch\()\s*[=(]?\s*["']?\s*(?:https?:)?//""")


@dataclass
class Browser:
    """What keeps cookies and says from where it comes, like a browser."""

    http: aiohttp.ClientSession
    site: Site

    @property
    def origin(self) -> str:
        return self.site.url.rstrip("/")

    async def get(self, path: str, **headers: str) -> tuple[int, str, Any]:
        async with self.http.get(self.origin + path, allow_redirects=False, headers=headers) as answer:
            return answer.status, await answer.text(), answer.headers

    async def post(self, path: str, data: Any = None, origin: str | None = "own", **headers: str) -> tuple[int, str, Any]:
        if origin is not None:
            headers["Origin"] = self.origin if origin == "own" else origin
        async with self.http.post(self.origin + path, data=data, allow_redirects=False, headers=headers) as answer:
            return answer.status, await answer.text(), answer.headers

    @asynccontextmanager
    async def socket(self, origin: str | None = "own", query: str = "") -> AsyncIterator["Socket"]:
        headers = {} if origin is None else {"Origin": self.origin if origin == "own" else origin}
        async with self.http.ws_connect(f"{self.origin}/socket{query}", headers=headers) as socket:
            yield Socket(socket)


@dataclass
class Socket:
    """The socket of a page, and what was drawn in it."""

    socket: aiohttp.ClientWebSocketResponse
    drawn: str = ""

    async def until(self, text: str) -> str:
        async with asyncio.timeout(PATIENCE):
            while text not in self.drawn:
                message = await self.socket.receive()
                assert message.type is aiohttp.WSMsgType.BINARY, message
                self.drawn += message.data.decode()
        return self.drawn

    async def closed(self) -> int | None:
        async with asyncio.timeout(PATIENCE):
            while not self.socket.closed:
                await self.socket.receive()
        return self.socket.close_code

    async def say(self, *said: Any) -> None:
        await self.socket.send_str(json.dumps(said))


@dataclass
class Served:
    host: Host
    made: CreatedExercise
    site: Site
    browser: Browser
    folder: Path


@asynccontextmanager
async def serving(folder: Path, host_settings: dict[str, Any] | None = None, **web: Any) -> AsyncIterator[Served]:
    async with hosting(folder, **(host_settings or {})) as (host, made):
        settings = WebSettings(port=0, command=COMMAND, **{"grace_seconds": 0.0, **web})
        jar = aiohttp.CookieJar(unsafe=True)
        async with site_of(host, settings) as site, aiohttp.ClientSession(cookie_jar=jar) as http:
            yield Served(host, made, site, Browser(http, site), folder)


async def signed_in(served: Served) -> str:
    """Show a token at the page; gives it."""
    token = served.made.control.token
    status, _, headers = await served.browser.post("/sign-in", {"token": token})
    assert (status, headers["Location"]) == (303, "/play")
    return token


async def gone(pid: int) -> None:
    """Wait until a process has ended."""
    async with asyncio.timeout(PATIENCE):
        await asyncio.to_thread(_until_gone, pid)


def _until_gone(pid: int) -> None:
    with suppress(ProcessLookupError):
        while True:
            os.kill(pid, 0)
            time.sleep(0.02)


def pid_of(drawn: str) -> int:
    found = re.search(r"pid (\d+)", drawn)
    assert found is not None
    return int(found[1])


async def test_a_token_typed_into_the_form_opens_the_client_and_nothing_shows_it(tmp_path: Path) -> None:
    async with serving(tmp_path) as served:
        page = await served.browser.get("/")
        token = await signed_in(served)
        play = await served.browser.get("/play")
        async with served.browser.socket(query="?width=100&height=30") as socket:
            drawn = await socket.until("names")
            await socket.say("stdin", "héllo")
            await socket.until("typed héllo")
            await socket.say("resize", {"width": 120, "height": 40})
            await socket.until('"width": 120')

    assert '<form method="post" action="/sign-in">' in page[1]
    assert "<script" not in page[1]
    assert token not in page[1] + play[1]
    assert f"token {token}" in drawn
    assert token not in drawn[drawn.index("argv") :]
    log = (tmp_path / "server.log").read_text()
    assert '"web opened"' in log
    assert token not in log


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(tmp_path: Path) -> None:
    async with serving(tmp_path) as served:
        _, _, headers = await served.browser.post("/sign-in", {"token": served.made.control.token})

    cookie = headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert served.made.control.token not in cookie


async def test_behind_a_proxy_the_cookie_is_kept_to_encrypted_connections(tmp_path: Path) -> None:
    async with serving(tmp_path, origin="https://exercise.example") as served:
        here = f"http://127.0.0.1:{served.site.port}"
        form = {"token": served.made.control.token}
        async with served.browser.http.post(
            f"{here}/sign-in", data=form, allow_redirects=False, headers={"Origin": "https://exercise.example"}
        ) as answer:
            cookie = answer.headers["Set-Cookie"]
        name = cookie.partition(";")[0]
        async with served.browser.http.get(f"{here}/play", headers={"Cookie": name}) as page:
            policy, shown = page.headers["Content-Security-Policy"], await page.text()
        async with served.browser.http.post(f"{here}/sign-in", data=form, headers={"Origin": here}) as other:
            direct = other.status

    assert cookie.startswith("__Host-surgex=")
    assert "Secure" in cookie
    assert 'data-session-websocket-url="wss://exercise.example/socket"' in shown
    assert "wss://exercise.example/socket" in policy
    assert direct == 403


async def test_a_wrong_token_is_refused_with_a_sentence_and_later_and_later(tmp_path: Path) -> None:
    async with serving(tmp_path) as served:
        answers = [await served.browser.post("/sign-in", {"token": f"wrong-{n}"}) for n in range(5)]
        waited = asyncio.create_task(served.browser.post("/sign-in", {"token": "wrong-again"}))
        right, _, _ = await served.browser.post("/sign-in", {"token": served.made.control.token})
        came_first = not waited.done()
        late = await waited

    assert {status for status, _, _ in answers} == {403}
    assert "No seat has this token" in answers[0][1]
    assert (right, came_first, late[0]) == (303, True, 403)
    assert "wrong-" not in (tmp_path / "server.log").read_text()


async def test_a_socket_without_a_session_or_from_another_page_is_refused(tmp_path: Path) -> None:
    async with serving(tmp_path) as served:
        with pytest.raises(aiohttp.WSServerHandshakeError) as nobody:
            async with served.browser.socket():
                pass
        await signed_in(served)
        refused = []
        for origin in ("https://elsewhere.example", "null", None):
            with pytest.raises(aiohttp.WSServerHandshakeError) as other:
                async with served.browser.socket(origin=origin):
                    pass
            refused.append(other.value.status)

    assert nobody.value.status == 403
    assert refused == [403, 403, 403]


async def test_a_form_of_another_page_changes_nothing(tmp_path: Path) -> None:
    async with serving(tmp_path) as served:
        await signed_in(served)
        form = {"token": served.made.control.token}
        answers = [
            await served.browser.post(path, form, origin=origin)
            for path in ("/sign-in", "/leave")
            for origin in ("https://elsewhere.example", "null", None)
        ]
        still = await served.browser.get("/play")

    assert {status for status, _, _ in answers} == {403}
    assert not [headers for _, _, headers in answers if "Set-Cookie" in headers]
    assert still[0] == 200


async def test_a_name_that_is_not_ours_is_told_so(tmp_path: Path) -> None:
    async with serving(tmp_path) as served:
        status, said, _ = await served.browser.get("/", Host="rebound.example")

    assert status == 421
    assert "--web-origin" in said


async def test_no_served_byte_names_another_host_and_every_page_forbids_it(tmp_path: Path) -> None:
    async with serving(tmp_path) as served:
        first = await served.browser.get("/")
        await signed_in(served)
        second = await served.browser.get("/play")
        names = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', first[1] + second[1]))
        bodies = [first[1].encode(), second[1].encode()]
        for name in sorted(names | {"/static/mono.ttf", "/static/mono-italic.ttf"}):
            async with served.browser.http.get(served.browser.origin + name) as answer:
                assert answer.status == 200, name
                bodies.append(await answer.read())
        missing = await served.browser.get("/static/../settings.py")

    own = ("door.css", "door.js", "icon.svg", "mono.ttf", "play.css", "textual.js", "xterm.css")
    assert names == {f"/static/{one}" for one in own}
    assert not [found for body in bodies for found in OUTSIDE.findall(body)]
    for _, _, headers in (first, second):
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store"
    assert "'unsafe-inline'" not in first[2]["Content-Security-Policy"]
    assert "script-src 'self';" in second[2]["Content-Security-Policy"]
    assert missing[0] == 404


async def test_a_reload_comes_back_to_the_same_client_within_the_grace(tmp_path: Path) -> None:
    async with serving(tmp_path, grace_seconds=PATIENCE) as served:
        await signed_in(served)
        async with served.browser.socket() as socket:
            first = pid_of(await socket.until("names"))
        async with served.browser.socket() as socket:
            await socket.say("stdin", "again")
            drawn = await socket.until("typed again")

    assert "pid" not in drawn
    assert '"type": "resize"' in drawn
    await gone(first)


async def test_a_client_ends_when_its_page_has_gone(tmp_path: Path) -> None:
    async with serving(tmp_path) as served:
        await signed_in(served)
        async with served.browser.socket() as socket:
            pid = pid_of(await socket.until("names"))

        await gone(pid)


async def test_leaving_ends_client_and_session(tmp_path: Path) -> None:
    async with serving(tmp_path, grace_seconds=PATIENCE) as served:
        await signed_in(served)
        async with served.browser.socket() as socket:
            pid = pid_of(await socket.until("names"))
            status, said, _ = await served.browser.post("/leave")
            code = await socket.closed()
        again = await served.browser.get("/play")

    assert (status, again[0]) == (200, 403)
    assert "You have left" in said
    assert code is not None
    await gone(pid)


async def test_a_revoked_seat_is_signed_out_at_its_next_page(tmp_path: Path) -> None:
    async with serving(tmp_path) as served:
        await signed_in(served)
        revoke(served.host.store, served.made.control.seat)
        status, said, _ = await served.browser.get("/play")

    assert status == 403
    assert "revoked" in said


async def test_only_so_many_pages_are_open_at_once(tmp_path: Path) -> None:
    async with serving(tmp_path, terminals=1) as served:
        await signed_in(served)
        async with served.browser.socket() as first:
            await first.until("names")
            async with served.browser.socket() as second:
                said = await second.until("Too many pages")
                await second.closed()

    assert "Close one, or wait" in said


async def test_a_page_that_waits_for_its_reload_makes_room_for_another_browser(tmp_path: Path) -> None:
    async with serving(tmp_path, terminals=1, grace_seconds=PATIENCE) as served:
        await signed_in(served)
        async with served.browser.socket() as socket:
            first = pid_of(await socket.until("names"))
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(cookie_jar=jar) as http:
            other = Browser(http, served.site)
            await other.post("/sign-in", {"token": served.made.seat_of("allies/japan").token})
            async with other.socket() as socket:
                second = pid_of(await socket.until("names"))

        assert first != second
        await gone(first)


async def test_a_page_that_comes_while_the_client_of_another_ends_waits_for_its_place(tmp_path: Path) -> None:
    seen = []
    async with serving(tmp_path, terminals=1) as served:
        await signed_in(served)
        for _ in range(3):
            async with served.browser.socket() as socket:
                seen.append(pid_of(await socket.until("names")))

    assert len(seen) == 3


async def test_what_no_page_says_closes_the_socket_and_nothing_else(tmp_path: Path) -> None:
    codes = []
    async with serving(tmp_path) as served:
        await signed_in(served)
        for said in ("", "[", "[]", "{}", '["stdin"]', '["resize", {"width": "x"}]', "[" * 5_000, '["stdin", 5]'):
            async with served.browser.socket() as socket:
                await socket.socket.send_str(said)
                codes.append(await socket.closed())
        healthy, _, _ = await served.browser.get("/healthz")

    assert codes == [aiohttp.WSCloseCode.UNSUPPORTED_DATA] * 8
    assert healthy == 200


async def test_a_form_that_is_too_long_is_refused(tmp_path: Path) -> None:
    async with serving(tmp_path) as served:
        huge, _, _ = await served.browser.post("/sign-in", {"token": "x" * 100_000})
        long, _, _ = await served.browser.post("/sign-in", {"token": "x" * 1_000})

    assert (huge, long) == (413, 403)


async def test_the_client_inherits_no_secret_of_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SURGEX_OPERATOR_TOKEN", "the operator's")
    monkeypatch.setenv("PGPASSWORD", "the database's")

    async with serving(tmp_path) as served:
        await signed_in(served)
        async with served.browser.socket() as socket:
            drawn = await socket.until("\n")

    assert "SURGEX_TOKEN" in drawn
    assert "OPERATOR" not in drawn
    assert "PGPASSWORD" not in drawn


async def test_a_server_that_stops_says_goodbye_and_leaves_no_process(tmp_path: Path) -> None:
    async with serving(tmp_path, grace_seconds=PATIENCE) as served:
        await signed_in(served)
        async with served.browser.socket() as socket:
            pid = pid_of(await socket.until("names"))
            await served.site.__aexit__(None, None, None)
            code = await socket.closed()

    assert code is not None
    await gone(pid)


def test_a_session_ends_by_itself_and_a_token_has_only_so_many() -> None:
    now = [0.0]
    sessions = Sessions(lambda: now[0])

    first = sessions.begin("a")
    others = [sessions.begin("a") for _ in range(MOST_OF_A_TOKEN)]
    found = [sessions.find(one) for one in (first, others[-1], "x", "")]
    now[0] = IDLE_SECONDS + 1
    later = sessions.find(others[-1])

    assert [one is not None for one in found] == [False, True, False, False]
    assert later is None
    assert len(sessions) == 0


@pytest.mark.parametrize("origin", ["exercise.example", "https://a.example/path", "https://", "ftp://a", "https://a b"])
def test_an_origin_that_is_none_is_refused(origin: str) -> None:
    with pytest.raises(ValueError, match="https://name"):
        WebSettings(command=COMMAND, origin=origin)


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("localhost:8080", "http://localhost:8080"),
        ("192.0.2.7:8080", "http://192.0.2.7:8080"),
        ("[::1]:8080", "http://[::1]:8080"),
        (f"{gethostname()}:8080", f"http://{gethostname().lower()}:8080"),
        ("evil.example", ""),
        ("127.0.0.1.evil.example", ""),
        ("", ""),
        ("[", ""),
    ],
)
def test_only_a_name_of_this_machine_is_ours_unless_one_is_told(host: str, own: str) -> None:
    assert Origins("", encrypted=False).own({"Host": host}) == own
    assert Origins("https://exercise.example", encrypted=False).own({"Host": host}) == "https://exercise.example"


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\nHost: 127", b"POST /sign-in HTTP/1.1\r\nContent-Length: 40\r\n"])
async def test_a_connection_that_never_finishes_asking_is_cut(tmp_path: Path, said: bytes) -> None:
    async with serving(tmp_path, asking_seconds=0.2) as served:
        reader, writer = await asyncio.open_connection("127.0.0.1", served.site.port)
        writer.write(said)
        async with asyncio.timeout(PATIENCE):
            answer = await reader.read()
        writer.close()
        healthy, _, _ = await served.browser.get("/healthz")

    assert answer == b""
    assert healthy == 200


async def test_a_form_that_does_not_come_whole_is_not_waited_for(tmp_path: Path) -> None:
    async with serving(tmp_path, asking_seconds=0.2) as served:
        own = served.browser.origin
        head = f"POST /sign-in HTTP/1.1\r\nHost: {own.partition('//')[2]}\r\nOrigin: {own}\r\n"
        kind = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 40\r\n\r\ntoken="
        reader, writer = await asyncio.open_connection("127.0.0.1", served.site.port)
        writer.write((head + kind).encode())
        async with asyncio.timeout(PATIENCE):
            answer = await reader.readline()
        writer.close()

    assert b" 408 " in answer
