"""A headless Chromium, driven over its own protocol in real time: pages, keys, pictures, PDF, console, requests.

async with chromium() as browser:
    page = await browser.open("http://127.0.0.1:8080/")     # or a Path
    await page.until("document.title")
    await page.screenshot(Path("page.png"))
"""

import asyncio
import base64
import json
import os
import re
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.support.finding_chromium import Binary, NoChromiumError, find_chromium

__all__ = ["Browser", "NoChromiumError", "Page", "PageError", "Request", "chromium"]

PATIENCE = 60.0
"""Seconds after which a page is given up."""
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--no-zygote",
    "--disable-gpu-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pings",
    "--hide-scrollbars",
    "--font-render-hinting=none",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--remote-debugging-port=0",
)
LISTENS = re.compile(r"DevTools listening on (ws://\S+)")
KEYS: Mapping[str, tuple[str, int, str]] = {
    "Enter": ("Enter", 13, "\r"),
    "Escape": ("Escape", 27, ""),
    "Tab": ("Tab", 9, ""),
    "Backspace": ("Backspace", 8, ""),
    "F2": ("F2", 113, ""),
    "ArrowUp": ("ArrowUp", 38, ""),
    "ArrowDown": ("ArrowDown", 40, ""),
    "ArrowLeft": ("ArrowLeft", 37, ""),
    "ArrowRight": ("ArrowRight", 39, ""),
}
"""Name, code and text of the keys that are no letters."""


class PageError(Exception):
    """What a page or the browser said is wrong."""


@dataclass(slots=True)
class Request:
    """Something that a page asked for."""

    url: str
    method: str
    kind: str
    """Document, Script, Stylesheet, Font, WebSocket …"""
    status: int = 0
    failed: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Of the answer."""


class Page:
    """One tab."""

    def __init__(self, browser: "Browser", session: str) -> None:
        self._browser, self._session = browser, session
        self._news = asyncio.Event()
        self.console: list[str] = []
        """Every message of the console, errors and violations of the policy among them: `level: text`."""
        self.frames: list[bytes] = []
        """What came over the tab's sockets."""
        self._requests: dict[str, Request] = {}

    @property
    def requests(self) -> list[Request]:
        """Everything that was asked for so far, sockets too."""
        return list(self._requests.values())

    @property
    def errors(self) -> list[str]:
        """The messages of the console that are errors."""
        return [one for one in self.console if one.startswith("error: ")]

    async def tell(self, method: str, **given: Any) -> dict[str, Any]:
        """A command of the protocol, to this tab. Raises PageError."""
        return await self._browser.tell(method, session=self._session, **given)

    async def open(self, where: str | Path) -> None:
        """Go to a URL or a file, and wait until it has loaded."""
        await self._loaded("Page.navigate", url=_url(where))

    async def reload(self) -> None:
        """Load it again, as a person does."""
        await self._loaded("Page.reload")

    async def _loaded(self, method: str, **given: Any) -> None:
        before = await self.evaluate("performance.timeOrigin")
        answer = await self.tell(method, **given)
        if answer.get("errorText"):
            raise PageError(f"{given}: {answer['errorText']}")
        await self.until(f"document.readyState === 'complete' && performance.timeOrigin !== {before}")

    async def evaluate(self, script: str) -> Any:
        """The value of an expression in the page; a promise is waited for. Raises PageError."""
        answer = await self.tell("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise PageError(details.get("exception", {}).get("description") or details["text"])
        return answer["result"].get("value")

    async def until(self, script: str, seconds: float = PATIENCE) -> Any:
        """Wait until an expression is true, and give it. Raises PageError where it does not become true."""
        found = None
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not found:
                    with suppress(PageError):  # a page that is just leaving knows nothing
                        found = await self.evaluate(script)
                    await asyncio.sleep(0.05)
        if not found:
            raise PageError(f"after {seconds:.0f} s not so: {script}; the console says {self.console[-5:]}")
        return found

    async def type(self, text: str) -> None:
        """Type letters."""
        for sign in text:
            for kind in ("keyDown", "keyUp"):
                shown = {"text": sign} if kind == "keyDown" else {}
                await self.tell("Input.dispatchKeyEvent", type=kind, key=sign, unmodifiedText=sign, **shown)

    async def press(self, *names: str) -> None:
        """Press keys one after the other: a letter, or a name of KEYS."""
        for name in names:
            if name not in KEYS:
                await self.type(name)
                continue
            key, code, text = KEYS[name]
            given = {"key": key, "code": key, "windowsVirtualKeyCode": code, "nativeVirtualKeyCode": code}
            await self.tell("Input.dispatchKeyEvent", type="keyDown", **given, **({"text": text} if text else {}))
            await self.tell("Input.dispatchKeyEvent", type="keyUp", **given)

    async def click(self, selector: str) -> None:
        """Click on what a selector finds. Raises PageError where there is nothing."""
        middle = "(r => [r.x + r.width / 2, r.y + r.height / 2])"
        x, y = await self.evaluate(f"{middle}(document.querySelector({json.dumps(selector)}).getBoundingClientRect())")
        for kind in ("mousePressed", "mouseReleased"):
            await self.tell("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    async def size(self, width: int, height: int) -> None:
        """The window's size in pixels."""
        await self.tell("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    async def screenshot(self, file: Path, *, whole: bool = False) -> None:
        """A PNG of what is seen, or of the whole page."""
        answer = await self.tell("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        await asyncio.to_thread(file.write_bytes, base64.b64decode(answer["data"]))

    async def print_to_pdf(self, file: Path, **options: Any) -> None:
        """A PDF as the page would be printed; options of Page.printToPDF."""
        answer = await self.tell("Page.printToPDF", printBackground=True, preferCSSPageSize=True, **options)
        await asyncio.to_thread(file.write_bytes, base64.b64decode(answer["data"]))

    async def close(self) -> None:
        """Close the tab."""
        with suppress(PageError):
            await self.tell("Page.close")

    async def heard_all(self, condition: Callable[[], object]) -> None:
        """Wait until what the tab said makes the condition true."""
        while not condition():
            self._news.clear()
            await self._news.wait()

    def heard(self, method: str, told: Mapping[str, Any]) -> None:
        """What the tab says by itself."""
        self._news.set()
        match method:
            case "Runtime.consoleAPICalled":
                words = " ".join(str(one.get("value", one.get("description", ""))) for one in told["args"])
                self.console.append(f"{told['type']}: {words}")
            case "Runtime.exceptionThrown":
                details = told["exceptionDetails"]
                self.console.append(f"error: {details.get('exception', {}).get('description') or details['text']}")
            case "Log.entryAdded":
                entry = told["entry"]
                self.console.append(f"{entry['level']}: {entry['text']} {entry.get('url', '')}".rstrip())
            case "Network.requestWillBeSent":
                request = told["request"]
                self._requests[told["requestId"]] = Request(request["url"], request["method"], told.get("type", ""))
            case "Network.webSocketCreated":
                self._requests[told["requestId"]] = Request(told["url"], "GET", "WebSocket")
            case "Network.responseReceived" | "Network.webSocketHandshakeResponseReceived":
                request = self._requests.get(told["requestId"])
                if request is not None:
                    request.status = told["response"]["status"]
                    request.headers = {name.lower(): value for name, value in told["response"]["headers"].items()}
            case "Network.webSocketFrameReceived":
                frame = told["response"]
                data = frame["payloadData"]
                self.frames.append(data.encode() if frame["opcode"] == 1 else base64.b64decode(data))
            case "Network.loadingFailed":
                request = self._requests.get(told["requestId"])
                if request is not None:
                    request.failed = told.get("blockedReason") or told["errorText"]
            case _:
                pass


class Browser:
    """A running Chromium."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._numbers = count(1)
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._pages: dict[str, Page] = {}
        self.version = ""

    async def open(self, where: str | Path = "about:blank", *, width: int = 1280, height: int = 800) -> Page:
        """A new tab at a URL or a file."""
        target = await self.tell("Target.createTarget", url="about:blank")
        attached = await self.tell("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        page = self._pages[attached["sessionId"]] = Page(self, attached["sessionId"])
        for domain in ("Page", "Runtime", "Log", "Network"):
            await page.tell(f"{domain}.enable")
        await page.size(width, height)
        if where != "about:blank":
            await page.open(where)
        return page

    async def tell(self, method: str, session: str = "", **given: Any) -> dict[str, Any]:
        """A command of the protocol and its answer. Raises PageError."""
        number = next(self._numbers)
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        message = {"id": number, "method": method, "params": given} | ({"sessionId": session} if session else {})
        try:
            await self._socket.send(json.dumps(message))
            return await asyncio.wait_for(answer, PATIENCE)
        except (ConnectionClosed, TimeoutError) as error:
            raise PageError(f"{method}: the browser does not answer: {error}") from None
        finally:
            self._waiting.pop(number, None)

    async def listen(self) -> None:
        """Hand out what the browser says, until it is gone."""
        with suppress(ConnectionClosed):
            while True:
                message = json.loads(await self._socket.recv())
                answer = self._waiting.get(message.get("id", 0))
                if answer is not None and not answer.done():
                    if "error" in message:
                        answer.set_exception(PageError(message["error"]["message"]))
                    else:
                        answer.set_result(message["result"])
                elif message.get("sessionId") in self._pages:
                    self._pages[message["sessionId"]].heard(message["method"], message["params"])


@asynccontextmanager
async def chromium(find: Callable[[], Binary] = find_chromium) -> AsyncIterator[Browser]:
    """A Chromium for the length of the block, with a profile of its own. Raises NoChromiumError, PageError."""
    binary = await asyncio.to_thread(find)
    with tempfile.TemporaryDirectory(prefix="surgex-chromium-", ignore_cleanup_errors=True) as profile:
        process = await asyncio.create_subprocess_exec(
            str(binary.path),
            *ARGUMENTS,
            f"--user-data-dir={profile}",
            stdin=DEVNULL,
            stdout=DEVNULL,
            stderr=PIPE,
            env={**os.environ, **binary.environment},
        )
        try:
            url = await _where_it_listens(process)
            drain = asyncio.create_task(_drain(process))
            async with connect(url, max_size=None, compression=None, proxy=None, ping_interval=None) as socket:
                browser = Browser(socket)
                listening = asyncio.create_task(browser.listen())
                browser.version = (await browser.tell("Browser.getVersion"))["product"]
                try:
                    yield browser
                finally:
                    with suppress(PageError):
                        await browser.tell("Browser.close")
                    listening.cancel()
                    drain.cancel()
        finally:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()


def _url(where: str | Path) -> str:
    return where.resolve().as_uri() if isinstance(where, Path) else where


async def _where_it_listens(process: Process) -> str:
    assert process.stderr is not None
    said: list[str] = []
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            while line := (await process.stderr.readline()).decode("utf-8", "replace"):
                found = LISTENS.search(line)
                if found:
                    return found[1]
                said.append(line.strip())
    raise NoChromiumError(f"it does not start: {' '.join(said)[-500:] or 'it says nothing'}")


async def _drain(process: Process) -> None:
    assert process.stderr is not None
    while await process.stderr.read(65_536):
        pass
