"""An exercise by keys alone, from the token over a turn to the sealed log: three real clients at a real server, and bots."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot

from aar.verifying import verify
from bots.roster import policy
from engine.ids import CONTROL
from engine.phases import Phase
from server.admission import create_exercise
from server.app import Host
from server.client import SeatClient
from server.players import Players
from tests.support.screens import DOD, JAPAN, settled, text_of
from tests.support.server import settings, world
from tui.app import SurgexApp
from tui.settings import ClientConfig
from tui.widgets.ask_screen import AskScreen
from tui.widgets.words_screen import WordsScreen

PATIENCE = 300.0
"""Seconds after which something is given up."""
ELSEWHERE = Players(make=lambda organisation: policy("prompt", "salt"), every_seat=True)


@dataclass
class Person:
    """Somebody at a terminal, who presses keys and reads."""

    app: SurgexApp
    pilot: Pilot[int]

    async def press(self, *keys: str) -> None:
        """One after the other, each once the screen has taken the last one and shows what it brought."""
        for key in keys:
            await self.pilot.press(key)
            await settled(self.pilot)

    async def until(self, holds: Callable[[], object], what: str) -> None:
        """Wait for it, and show the screen where it does not come."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not holds():
                    await self.pilot.pause(0.05)
        except TimeoutError:
            raise AssertionError(f"never: {what}\n{text_of(self.app)}") from None
        await settled(self.pilot)

    async def begins(self) -> None:
        """Leave the first page, of a newcomer or of whoever takes a seat over from a bot, once it has come."""
        await self.until(lambda: isinstance(self.app.screen, WordsScreen), "the first page")
        while isinstance(self.app.screen, WordsScreen):
            await self.press("enter")

    async def hears(self, other: "Person") -> None:
        """Wait until the phase in which somebody else is has come here."""
        await self.until(lambda: self.phase is other.phase, "the same phase")

    async def is_ready(self) -> None:
        """Wait until the server has it that this person is done."""
        await self.until(lambda: self.app.desk.views[0].ready, "ready")

    @property
    def phase(self) -> Phase | None:
        """The phase as this client knows it."""
        exercise, views = self.app.desk.link.exercise, self.app.desk.views
        return exercise.phase if exercise else views[0].phase if views else None


async def _sit_down(stack: AsyncExitStack, url: str, token: str, folder: Path) -> Person:
    def connect(on_change: Callable[[str], object], pending: object) -> SeatClient:
        return SeatClient(url, token, on_change=on_change)

    app = SurgexApp(connect, token=token, config=ClientConfig(folder=folder), url=url)
    person = Person(app, await stack.enter_async_context(app.run_test(size=(100, 30))))
    await person.until(lambda: person.phase, "a greeting")
    return person


async def _go_on(control: Person, *everybody: Person) -> None:
    """Control goes on to the next phase, and everybody hears of it; a turn that is resolved ends by itself."""
    before = control.phase
    if before is not Phase.RESOLVE:
        await control.press("ctrl+a", "n")
        await control.until(lambda: control.phase is not before or isinstance(control.app.screen, AskScreen), "an answer to n")
    if isinstance(control.app.screen, AskScreen):
        await control.press("y")
    await control.until(lambda: control.phase is not before, f"the phase after {before}")
    for one in everybody:
        await one.hears(control)


async def test_three_people_play_an_exercise_by_keys_from_the_token_over_a_turn_to_the_sealed_log(tmp_path: Path) -> None:
    async with Host(settings(tmp_path), players=ELSEWHERE) as host, AsyncExitStack() as stack:
        made = create_exercise(host.store, world(), seed="a seed")
        control = await _sit_down(stack, host.url, made.control.token, tmp_path / "control")
        dod = await _sit_down(stack, host.url, made.seat_of(DOD).token, tmp_path / "dod")
        japan = await _sit_down(stack, host.url, made.seat_of(JAPAN).token, tmp_path / "japan")
        await control.press("ctrl+a", "s", "y")
        await control.until(lambda: control.phase is Phase.BRIEF, "StartEx")
        await _go_on(control, dod, japan)
        for person in (dod, japan):
            await person.begins()
        await _propose(dod)
        await _say(japan, "We can lend two lots.")
        await _play_turn(control, dod, japan)
        ended = await _wash(control, dod, japan)
        for person in (control, dod, japan):
            await person.press("ctrl+q")
        log = list(host.store.entries(made.id))

    assert verify(log).fault == ""
    givers = {entry.parts[CONTROL].plain["organisation"] for entry in log[1:]}
    assert {DOD, JAPAN, *world().organisations} <= givers
    assert "sealed" in ended


async def _propose(person: Person) -> None:
    await person.press("o", "enter", "f2")
    await person.until(lambda: person.app.desk.views[0].initiatives, "an initiative")


async def _say(person: Person, text: str) -> None:
    await person.press("t", "enter", "space", "tab", *text, "f2")
    await person.until(lambda: not person.app.desk.unsent() and person.app.desk.views[0].orders, "a verdict")


async def _play_turn(control: Person, dod: Person, japan: Person) -> None:
    """From the orders of a turn to its picture."""
    people = (dod, japan)
    for person in people:
        await person.press("l", "enter")
        await person.is_ready()
    while control.phase is not Phase.PICTURE:
        await _go_on(control, *people)


async def _wash(control: Person, dod: Person, japan: Person) -> str:
    """EndEx, curtain, hot wash, seal; what control reads then."""
    await control.press("ctrl+a", "E")
    await control.until(lambda: isinstance(control.app.screen, AskScreen), "a question")
    await control.press("y")
    await control.until(lambda: control.phase is Phase.CURTAIN, "EndEx")
    await _go_on(control, dod, japan)
    await dod.press("escape", "1", "enter", *"That factories start at once.", "f2")
    await dod.until(lambda: not dod.app.desk.unsent(), "a verdict on the hot wash")
    await control.press("ctrl+a", "n")
    await control.until(lambda: isinstance(control.app.screen, AskScreen), "a question")
    await control.press("y")
    await control.until(lambda: control.phase is Phase.SEALED, "the seal")
    await control.press("2")
    return text_of(control.app)
