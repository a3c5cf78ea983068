"""The site: which path does what, who may ask, and what everybody is told. `async with Site(...)` serves it."""

import asyncio
import json
from contextlib import suppress
from socket import gethostname
from ssl import SSLContext
from types import TracebackType
from typing import Protocol, Self

from aiohttp import WSCloseCode, WSMsgType, web

from server.limits import Gate
from server.logs import Logger
from server.web.faults import quiet_logger
from server.web.files import Handler, file_routes
from server.web.origins import Origins
from server.web.pages import CLOSED, HEADERS, open_policy, terminal_page, token_page
from server.web.sessions import IDLE_SECONDS, Session, Sessions
from server.web.settings import WebSettings
from server.web.silent import Silent
from server.web.terminal import Terminal
from server.web.terminals import FullError, Terminals
from server.wire import WireError

EVERY_ADDRESS = ("0.0.0.0", "::")
LARGEST_FORM = 4_096
LARGEST_MESSAGE = 256 * 1024
LONGEST_TOKEN = 200
WIDTHS, HEIGHTS = (20, 500), (5, 300)
NOT_OURS = "This server does not go by that name. Whoever runs it names it with --web-origin."
NOT_FROM_HERE = "This did not come from our own page. Open the page again, and type the token there."
OVER = "You are not signed in any more. Type the token of your seat."
LEFT = "You have left. Drafts are kept; the same token brings you back."


class TurnedAwayError(Exception):
    """A token that opens no seat; the message may be told. `unknown` where nobody ever had it."""

    def __init__(self, sentence: str, *, unknown: bool) -> None:
        super().__init__(sentence)
        self.sentence, self.unknown = sentence, unknown


class Door(Protocol):
    """What is asked of the server: whether a token opens a seat."""

    def __call__(self, token: str) -> None:
        """Raises TurnedAwayError where it does not. Called beside the event loop."""


class Site:
    """The pages, at `url` as long as the block lasts."""

    def __init__(
        self, settings: WebSettings, door: Door, gate: Gate, logger: Logger, encryption: SSLContext | None = None
    ) -> None:
        self._settings, self._door, self._gate, self._logger = settings, door, gate, logger
        self._encryption = encryption
        self._origins = Origins(settings.origin, encryption is not None)
        self.sessions = Sessions()
        self.terminals = Terminals(settings)
        self._sockets: set[web.WebSocketResponse] = set()
        self._runner: web.AppRunner | None = None
        self._silent = Silent(settings.asking_seconds)
        self._watching: asyncio.Task[None] | None = None
        self._stopping = False

    @property
    def url(self) -> str:
        """Where people open it."""
        if self._settings.origin:
            return f"{self._settings.origin}/"
        host = gethostname() if self._settings.host in EVERY_ADDRESS else self._settings.host
        host = f"[{host}]" if ":" in host else host
        return f"{'https' if self._encryption else 'http'}://{host}:{self.port}/"

    @property
    def port(self) -> int:
        """The port that is listened on."""
        if self._runner is None:
            raise RuntimeError("the site does not listen")
        return int(self._runner.addresses[0][1])

    async def __aenter__(self) -> Self:
        """Listen. Raises OSError where address or port cannot be had."""
        app = web.Application(client_max_size=LARGEST_FORM, middlewares=[self._checked])
        app.add_routes(
            [
                web.get("/", self._token_page),
                web.post("/sign-in", self._sign_in),
                web.get("/play", self._play),
                web.post("/leave", self._leave),
                web.get("/socket", self._socket),
                web.get("/healthz", self._health),
                *file_routes(),
            ]
        )
        app.on_response_prepare.append(_say_headers)
        runner = web.AppRunner(
            app, access_log=None, handle_signals=False, logger=quiet_logger(self._logger), shutdown_timeout=2.0
        )
        await runner.setup()
        self._runner = runner
        assert runner.server is not None
        self._watching = asyncio.create_task(self._silent.watch(runner.server))
        try:
            await web.TCPSite(runner, self._settings.host, self._settings.port, ssl_context=self._encryption).start()
        except OSError:
            self._watching.cancel()
            await runner.cleanup()
            raise
        self._logger.info("web", url=self.url)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take nothing more, say goodbye to pages, end every client's process."""
        self._stopping = True
        if self._watching is not None:
            self._watching.cancel()
        self.sessions.end_all()
        await asyncio.gather(self.terminals.end_all(), *(_close(one) for one in self._sockets))
        if self._runner is not None:
            await self._runner.cleanup()

    @web.middleware
    async def _checked(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Who came by a name that is not ours is told so; what changes something comes from our own page."""
        self._silent.heard(request)
        if request.path == "/healthz" or request.path.startswith("/static/"):
            return await handler(request)
        if not self._origins.own(request.headers):
            return _page(token_page(NOT_OURS), status=421)
        if (request.method not in ("GET", "HEAD") or request.path == "/socket") and not self._origins.is_own(request.headers):
            self._logger.info("web refused", why="origin")
            return _page(token_page(NOT_FROM_HERE), status=403)
        try:
            return await handler(request)
        except web.HTTPRequestEntityTooLarge:
            return _page(token_page("That is no token."), status=413)

    async def _token_page(self, request: web.Request) -> web.StreamResponse:
        return _to_play() if self._session(request) else _page(token_page())

    async def _sign_in(self, request: web.Request) -> web.StreamResponse:
        try:
            async with asyncio.timeout(self._settings.asking_seconds):
                form = await request.post()
        except TimeoutError:
            return _page(token_page("The form did not come whole. Try again."), status=408)
        given = form.get("token", "")
        token = given.strip() if isinstance(given, str) else ""
        if not token or len(token) > LONGEST_TOKEN:
            return _page(token_page("That is no token. Copy it whole, or ask control for yours."), status=403)
        address = self._address(request)
        try:
            with self._gate.from_address(address):
                await self._admit(token, address)
        except WireError as error:
            return _page(token_page(error.sentence), status=429)
        except TurnedAwayError as error:
            self._logger.info("web refused", why="token")
            return _page(token_page(error.sentence), status=403)
        answer = _to_play()
        name = self.sessions.begin(token)
        answer.set_cookie(
            self._cookie, name, httponly=True, samesite="Strict", secure=self._origins.secure, max_age=int(IDLE_SECONDS)
        )
        return answer

    async def _admit(self, token: str, address: str) -> None:
        try:
            await asyncio.to_thread(self._door, token)
        except TurnedAwayError as error:
            if error.unknown:
                await asyncio.sleep(self._gate.wrong_token(address))
            raise

    async def _play(self, request: web.Request) -> web.StreamResponse:
        session = self._session(request)
        if session is None:
            return self._signed_out(OVER)
        try:
            await asyncio.to_thread(self._door, session.token)
        except TurnedAwayError as error:
            await self._end(session)
            return self._signed_out(error.sentence)
        socket_url = self._origins.socket_url(request.headers)
        answer = _page(terminal_page(socket_url))
        answer.headers["Content-Security-Policy"] = open_policy(socket_url)
        return answer

    async def _leave(self, request: web.Request) -> web.StreamResponse:
        session = self._session(request)
        if session is not None:
            await self._end(session)
        return self._signed_out(LEFT, wrong=False)

    async def _end(self, session: Session) -> None:
        self.sessions.end(session)
        await self.terminals.end_of(session)

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        session = self._session(request)
        if session is None or self._stopping:
            return web.Response(status=403, text="Sign in first.")
        socket = web.WebSocketResponse(heartbeat=15, max_msg_size=LARGEST_MESSAGE, compress=False)
        await socket.prepare(request)
        self._sockets.add(socket)
        width, height = _size(request.query.get("width"), request.query.get("height"))
        terminal = None
        try:
            terminal = await self.terminals.show(socket, session, self._address(request), width, height)
            self._logger.info("web opened", clients=len(self.terminals))
            await _listen(socket, terminal)
        except FullError as error:
            self._logger.warning("web full", clients=len(self.terminals))
            await socket.send_bytes(str(error).encode())
        except OSError as error:
            self._logger.error("web client", kind=type(error).__name__)
        finally:
            self._sockets.discard(socket)
            if terminal is not None:
                self.terminals.leave(terminal, socket)
            await _close(socket)
        return socket

    async def _health(self, request: web.Request) -> web.StreamResponse:
        ok = not self._stopping
        return web.json_response({"ok": ok}, status=200 if ok else 503)

    @property
    def _cookie(self) -> str:
        """Cookies know no ports, so the name does; `__Host-` keeps it to this host and to encrypted connections."""
        return "__Host-surgex" if self._origins.secure else f"surgex-{self.port}"

    def _session(self, request: web.Request) -> Session | None:
        return self.sessions.find(request.cookies.get(self._cookie, ""))

    def _signed_out(self, said: str, *, wrong: bool = True) -> web.Response:
        answer = _page(token_page(said, wrong=wrong), status=403 if wrong else 200)
        answer.del_cookie(self._cookie, secure=self._origins.secure, httponly=True, samesite="Strict")
        return answer

    def _address(self, request: web.Request) -> str:
        return self._gate.forwarded(request.remote or "", request.headers.getall("X-Forwarded-For", []))


async def _listen(socket: web.WebSocketResponse, terminal: Terminal) -> None:
    """Carry what the page says to its client until it closes; what is not understood closes it."""
    async for message in socket:
        if message.type is not WSMsgType.TEXT:
            break
        try:
            match json.loads(message.data):
                case ["stdin", str(typed)]:
                    await terminal.send_bytes(typed.encode("utf-8", "ignore"))
                case ["resize", {"width": int(width), "height": int(height)}]:
                    await terminal.set_terminal_size(*_size(width, height))
                case ["ping", str(sent)] if len(sent) < 32:
                    await socket.send_json(["pong", sent])
                case ["focus", *_]:
                    await terminal.focus()
                case ["blur", *_]:
                    await terminal.blur()
                case _:
                    raise ValueError("nothing that a page says")
        except (ValueError, RecursionError):
            await socket.close(code=WSCloseCode.UNSUPPORTED_DATA)
            break


def _size(width: object, height: object) -> tuple[int, int]:
    return _bounded(width, 80, *WIDTHS), _bounded(height, 24, *HEIGHTS)


def _bounded(value: object, usual: int, least: int, most: int) -> int:
    try:
        return min(most, max(least, int(str(value))))
    except ValueError:
        return usual


async def _close(socket: web.WebSocketResponse) -> None:
    with suppress(ConnectionError, RuntimeError):
        await socket.close(code=WSCloseCode.GOING_AWAY)


def _page(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, status=status, content_type="text/html", charset="utf-8")


def _to_play() -> web.Response:
    return web.Response(status=303, headers={"Location": "/play"})


async def _say_headers(request: web.Request, response: web.StreamResponse) -> None:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", CLOSED)
    response.headers.popall("Server", None)
