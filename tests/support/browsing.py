"""`make browser`: a person's way through a real browser: token page, join, an order, reload, leave, resume."""

import argparse
import asyncio
import os
import re
import sys
import tempfile
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from engine.ids import OrganisationId
from engine.orders import AdvancePhase, StartExercise
from engine.phases import Phase
from injects.load import load_world
from server.admission import CreatedExercise, create_exercise
from server.client import SeatClient
from server.store import Store
from tests.support.chromium import NoChromiumError, Page, PageError, chromium

ROOT = Path(__file__).parents[2]
JAPAN = OrganisationId("allies/japan")
WRITTEN = "The Diet has not agreed."
DRAFTED = "Perhaps after the vote."
STEERING = re.compile(r"\x1b(?:\[[0-9;?<>=$]*[A-Za-z]|[()][A-Z0-9]|\][^\x07]*\x07)")
PATIENCE = 60.0
AFTER_TAB = 0.5
"""Nobody types sooner; a letter that comes with the tab would still go to the field before."""


@dataclass
class Way:
    """How far it has come, and where pictures go."""

    pictures: Path
    page: Page
    url: str
    begun: float = field(default_factory=time.monotonic)
    steps: int = 0

    async def stands(self, sentence: str, picture: str) -> None:
        """A step that was made, with a picture of it."""
        self.steps += 1
        file = self.pictures / f"{self.steps}-{picture}.png"
        await self.page.screenshot(file)
        print(f"ok {self.steps}  {sentence}  ({time.monotonic() - self.begun:.1f} s, {file.name})", flush=True)

    async def drawn(self, *texts: str, since: int = 0) -> None:
        """Wait until the terminal was sent all of these since so many frames."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self.page.heard_all(lambda: all(text in self.told(since) for text in texts))
        except TimeoutError:
            await self.page.screenshot(self.pictures / "failed.png")
            raise PageError(f"never drawn: {texts}; last: {self.told(since)[-500:]}") from None

    def told(self, since: int) -> str:
        """What was drawn, without what steers."""
        return STEERING.sub("", b"".join(self.page.frames[since:]).decode("utf-8", "replace"))


@asynccontextmanager
async def a_server(folder: Path) -> AsyncIterator[tuple[CreatedExercise, str, str, Process]]:
    """`surgex host --web` in a process of its own, as a person starts it: the exercise, its socket's URL, the page's URL."""
    store = Store(folder / "exercise.db")
    made = create_exercise(store, load_world(ROOT / "injects" / "decks" / "taiwan-blockade"), "half-day", "a seed")
    store.close()
    command = (sys.executable, "-m", "cli", "host", "--port", "0", "--web", "0")
    files = ("--database", str(folder / "exercise.db"), "--log-file", str(folder / "server.log"))
    environment = {**os.environ, "XDG_DATA_HOME": str(folder / "data"), "PYTHONPATH": str(ROOT)}
    process = await asyncio.create_subprocess_exec(*command, *files, stderr=PIPE, env=environment)
    try:
        assert process.stderr is not None
        said = ""
        async with asyncio.timeout(PATIENCE):
            while not ("browsers join at" in said and " at ws://" in said):
                line = (await process.stderr.readline()).decode()
                if not line:
                    raise PageError(f"the server did not start: {said}")
                said += line
        page, socket = re.search(r"browsers join at (\S+)", said), re.search(r" at (ws://\S+);", said)
        assert page is not None
        assert socket is not None
        yield made, socket[1], page[1], process
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


async def drive(pictures: Path) -> None:
    """The whole way. Raises PageError, NoChromiumError, AssertionError where something is not as it should be."""
    with tempfile.TemporaryDirectory(prefix="surgex-browser-") as name:
        folder = Path(name)
        async with chromium() as browser, a_server(folder) as (made, socket, url, process):
            print(f"{browser.version}, server at {url}", flush=True)
            async with SeatClient(socket, made.control.token) as control:
                await control.until(lambda: control.exercise is not None)
                for order in (StartExercise(), AdvancePhase(to=Phase.ORDERS)):
                    verdict = await control.answered(control.give(order, None))
                    assert verdict.accepted, verdict.sentence
                page = await browser.open(url, width=1000, height=720)
                way = Way(pictures, page, url)
                token = made.seat_of(JAPAN).token
                await _comes_in(way, token)
                await _orders(way, control)
                await _resumes(way, folder, token)
                await _sees_nothing_from_outside(way, folder, token)
            process.terminate()
            await asyncio.wait_for(process.wait(), PATIENCE)
            assert process.returncode == 0, process.returncode
            print(f"ok {way.steps + 1}  the server stops in order", flush=True)


async def _comes_in(way: Way, token: str) -> None:
    page = way.page
    await page.until("document.activeElement && document.activeElement.id === 'token'")
    await way.stands("the page asks for the token, without any script", "token-page")
    await page.type("no-such-token")
    await page.press("Enter")
    await page.until("document.querySelector('[role=alert]')?.innerText.includes('No seat has this token')")
    await way.stands("a wrong token is refused with a sentence", "wrong-token")
    await _signs_in(way, token)
    await way.drawn("who you are", "Government of Japan", "Begin")
    assert token not in await page.evaluate("location.href + document.documentElement.outerHTML + document.cookie")
    await way.stands("the token opens the workspace of its seat", "workspace")


async def _orders(way: Way, control: SeatClient) -> None:
    """A form is begun, outlives a reload, and is sent: its order is in the exercise."""
    page = way.page
    await page.press("Enter")
    await way.drawn("T1/3 ORDERS")
    await _begin_intent(way, WRITTEN)
    await way.stands("a form is filled in with keys alone", "form")
    before = len(page.frames)
    await page.reload()
    await page.until("document.body.classList.contains('-first-byte')")
    await way.drawn("Standing intent", WRITTEN, since=before)
    await way.stands("a reload comes back to the same form, with what was typed", "reloaded")
    await page.press("F2")
    exercise = control.exercise
    async with asyncio.timeout(PATIENCE):
        await control.until(lambda: control.exercise is not None and JAPAN in control.exercise.intents)
    exercise = control.exercise
    assert exercise is not None
    assert exercise.intents[JAPAN].reason == WRITTEN, exercise.intents[JAPAN]
    await asyncio.sleep(1)
    await way.stands("the order is accepted, and control sees it", "order")


async def _begin_intent(way: Way, text: str) -> None:
    """The form of a standing intent: decline, with a reason."""
    before = len(way.page.frames)
    await way.page.press("i")
    await way.drawn("Many steps open while", since=before)
    await way.page.press("ArrowDown", "ArrowDown", "Tab", "Tab", "Tab", "Tab")
    await asyncio.sleep(AFTER_TAB)
    await way.page.type(text)
    await asyncio.sleep(1)


async def _resumes(way: Way, folder: Path, token: str) -> None:
    """Who leaves and comes back with the same token finds the draft, in a new client."""
    page = way.page
    await _begin_intent(way, DRAFTED)
    await page.click("header button")
    await page.until("document.querySelector('[role=status]')?.innerText.includes('You have left')")
    await way.stands("Leave ends the client and the session", "left")
    await page.open(f"{way.url}play")
    await page.until("document.querySelector('[role=alert]')?.innerText.includes('You are not signed in')")
    drafts = list((folder / "data" / "surgex" / "browser-drafts").glob("*.json"))
    assert any(DRAFTED in one.read_text(encoding="utf-8") for one in drafts)
    assert all(one.stat().st_mode & 0o077 == 0 for one in drafts)
    before = len(page.frames)
    await _signs_in(way, token)
    await way.drawn("begins.", since=before)
    await page.press("Enter")
    await way.drawn("T1/3 ORDERS", since=before)
    await page.press("i")
    await way.drawn(DRAFTED, since=before)
    await way.stands("the same token brings back the exercise, and the draft", "resumed")


async def _signs_in(way: Way, token: str) -> None:
    await way.page.until("document.activeElement?.id === 'token'")
    await way.page.type(token)
    await way.page.press("Enter")
    await way.page.until("location.pathname === '/play' && document.body.classList.contains('-first-byte')")


async def _sees_nothing_from_outside(way: Way, folder: Path, token: str) -> None:
    """What the browser asked for is all ours, and nowhere is the token."""
    page, ours = way.page, way.url.rstrip("/").partition("//")[2]
    elsewhere = [one.url for one in page.requests if one.url.partition("//")[2].partition("/")[0] != ours]
    wrong = [one for one in page.errors if " 403 " not in one]
    assert not elsewhere, elsewhere
    assert not wrong, wrong
    assert token not in "".join(one.url for one in page.requests)
    assert token not in (folder / "server.log").read_text(encoding="utf-8")
    await way.stands(
        f"{len(page.requests)} requests, all to this server; no error in the console; the token in no URL and log", "end"
    )


def main() -> int:
    """0 where all went well, and where there is no Chromium unless one is required; 1 else."""
    reading = argparse.ArgumentParser(prog="make browser", description=__doc__)
    reading.add_argument("--require", action="store_true", help="fail where there is no Chromium")
    reading.add_argument("--pictures", type=Path, default=Path("build") / "browser", help="where the pictures go")
    given = reading.parse_args()
    given.pictures.mkdir(parents=True, exist_ok=True)
    try:
        asyncio.run(drive(given.pictures))
    except NoChromiumError as error:
        print(f"SKIPPED: there is no Chromium to drive: {error}", flush=True)
        return 1 if given.require else 0
    except (PageError, AssertionError) as error:
        print(f"NOT OK: {error}", file=sys.stderr)
        return 1
    print(f"all as it should be; the pictures are in {given.pictures}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
