"""One sitting at the line client: read a command, print what it asks for; what comes in by itself is said between."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from textual.content import Content

from engine.decide import PHASES
from engine.orders import MarkReady
from engine.phases import Phase
from server.client import LinkState, SeatClient, SeatRefusedError
from tui.desk import Desk
from tui.hearing import Hearing
from tui.inking import harmless
from tui.plain import evaluating, pages
from tui.plain.commands import PAGES, help_for
from tui.plain.evaluating import Evaluating
from tui.plain.giving import Giving
from tui.plain.incoming import Incoming
from tui.plain.rows import OPENS, WaitingRows
from tui.rulebook import book
from tui.sheets.groups import GROUPS
from tui.words import not_now

LAST_WORDS = 5.0
"""Seconds that leaving waits for the answers to the last orders."""


@dataclass(slots=True)
class Session:
    """Reads lines from `lines`, prints with `say`; ends with the exit code."""

    desk: Desk
    link: SeatClient
    lines: "asyncio.Queue[str | None]"
    say: Callable[[str], None]
    width: int = 80
    _hearing: Hearing = field(init=False)
    _rows: WaitingRows = field(init=False)
    _incoming: Incoming = field(init=False)
    _giving: Giving = field(init=False)
    _phase: str = ""
    _link_said: str = ""
    _evaluating: Evaluating | None = None
    _wanted: tuple[type, ...] = ()
    """The kinds of orders that are being asked for."""
    _pending: str = ""
    """What was asked and is not answered yet."""
    _interrupted: bool = False
    """Whether something came in since then: it no longer stands at the end of what is printed."""
    _before: bool = False
    """Whether the exercise has not started: the brief is still to come."""
    _lines_said: int = 0
    _in_question: bool = False
    """Whether what is typed next answers a question, and is no command."""
    over: bool = False
    """Whether the phase took away what is being asked for: the line that is typed next is no command."""

    def __post_init__(self) -> None:
        say = self.say

        def harmlessly(text: str) -> None:
            """Titles and names of others stand in prompts and lists too; what comes in by itself begins a line of its own."""
            self._lines_said += 1
            if self._pending and not self._interrupted:
                self._interrupted = True
                say("")
            say(pages.shown(harmless(text), self.width))

        self.say = harmlessly
        self._hearing = Hearing(self.desk)
        self._rows = WaitingRows(self.desk)
        self._incoming = Incoming(self.desk, self._rows)
        self._giving = Giving(self, self.desk, self._rows)

    async def run(self) -> int:
        """Until q, the end of input, or a seat that is refused: 0, or 1 where it was refused."""
        self.say(f"surgex: {self.link.url}. ? shows the commands.")
        with suppress(SeatRefusedError):
            await self.link.until(lambda: self.link.role is not None)
        if self.link.role is None:
            self.say(f"Not admitted: {self.link.why}")
            return 1
        if self.link.role not in ("participant", "evaluator"):
            self.say("The line client is for participants and evaluators; others join without --plain.")
            return 1
        if not self.desk.find_drafts():
            self.say("Drafts of another exercise were set aside.")
        if self.link.role == "evaluator":
            self._evaluating = Evaluating(desk=self.desk, ask=self.ask, say=self.say, width=self.width)
            self.say(evaluating.HELP)
        else:
            self.say(f"You speak for {pages.names(self.desk.views)}.")
            over = any(view.phase.over for view in self.desk.views)
            self._before = any(view.phase.before_start for view in self.desk.views)
            self.show((pages.happened if over else pages.brief)(self.desk))
            if unread := pages.unread(self.desk):
                self.say(unread)
        while (line := await self._command()) is not None:
            if line.strip() == "q":
                break
            await self.obey(line.strip())
        await self._answers()
        self.link.close()
        return 1 if self._refused() else 0

    def _refused(self) -> bool:
        """Whether the seat is not this client's any more."""
        return self.link.state is LinkState.REFUSED

    async def _answers(self) -> None:
        """Who leaves right after an order still hears what became of it."""
        if self.link.state is LinkState.ONLINE and self.desk.unsent():
            with suppress(TimeoutError, SeatRefusedError):
                async with asyncio.timeout(LAST_WORDS):
                    await self.link.until(lambda: not self.desk.unsent())

    def tell(self) -> None:
        """Say what came in, and then once more what is waited for; in the middle of a question only what ends it."""
        if self._in_question and not self._ends_the_question():
            return
        before = self._lines_said
        self._tell()
        if self._pending and self._lines_said > before and not self._refused():
            self.say(self._pending if self._in_question else self._prompt())
            self._interrupted = False

    def _ends_the_question(self) -> bool:
        return self._refused() or (bool(self.desk.views) and self._is_taken_away())

    def _is_taken_away(self) -> bool:
        """Whether the phase takes nothing of what is being asked for."""
        taken = [PHASES[one] for one in self._wanted if one in PHASES]
        return not self.over and bool(taken) and not any(self.desk.views[0].phase in each for each in taken)

    def tell_trouble(self) -> None:
        """That drafts cannot be kept, while one is filled in."""
        for said in self._hearing.trouble():
            self.say(f"* {said.sentence}")

    def _tell(self) -> None:
        """The link, verdicts, notices, news, another phase."""
        state = "" if self.link.state in (LinkState.ONLINE, LinkState.CLOSED) else f"{self.link.state.value}: {self.link.why}"
        if state != self._link_said and not (self._refused() and self.link.role is None):
            self.say(f"* {state or 'online again'}")
            self._link_said = state
            if self._refused():
                self.say("  The seat is not yours any more: nothing goes out. With a new token, join again.")
                self.lines.put_nowait(None)
        hearing = self._hearing
        for said in (*hearing.verdicts(), *hearing.notices(), *hearing.trouble(), *hearing.news()):
            if said.what == "done":
                line = f"{self.desk.glyphs.done} {said.sentence}{'' if said.sentence.startswith('Recorded') else ': taken'}"
            else:
                line = f"* {'refused: ' if said.what == 'refused' else ''}{said.sentence}"
            self.say(line)
        for line in self._incoming.lines():
            self.say(f"* {line}")
        if self.desk.views and (phase := pages.status(self.desk)) != self._phase:
            self._phase = phase
            self.say(f"* {phase}")
            self._cancel()
        if self._before and self.desk.views and not any(view.phase.before_start for view in self.desk.views):
            self._before = False
            self.show(pages.brief(self.desk))

    def _cancel(self) -> None:
        """Say so where the phase that has come takes nothing of what is being asked for."""
        if not self._is_taken_away():
            return
        phase = self.desk.views[0].phase
        self.over = True
        why = "The turn was locked" if phase is Phase.LOCKED else "The phase has changed"
        self.say(f"* {why}: this was not sent; your draft is kept. Enter goes back.")

    @contextmanager
    def asking_for(self, *orders: type) -> Iterator[None]:
        """While questions for these orders are asked, a change of phase is minded."""
        self._wanted, self.over = orders, False
        try:
            yield
        finally:
            self._wanted, self.over = (), False

    def show(self, content: Content) -> None:
        """Print a page."""
        self.say(pages.shown(content, self.width))

    async def _command(self) -> str | None:
        """The next line that is typed at the prompt of commands."""
        if self._refused():
            return None
        self._tell()
        return await self._line(self._prompt())

    async def ask(self, prompt: str) -> str | None:
        """The answer to a question; None at the end of input. What came in since the last one is said before it."""
        if self._refused():
            return None
        self._tell()
        self._in_question = True
        try:
            return await self._line(prompt)
        finally:
            self._in_question = False

    async def _line(self, prompt: str) -> str | None:
        if self._refused():
            return None
        self.say(prompt)
        self._pending, self._interrupted = prompt, False
        typed = await self.lines.get()
        self._pending = ""
        return None if self._refused() else typed

    def _prompt(self) -> str:
        if self._evaluating is not None:
            return f"[{self._evaluating.stands()}] >"
        view = self.desk.views[0] if self.desk.views else None
        paused = ", paused" if view and view.paused else ""
        return f"[{view.phase.value}{paused} T{view.turn}/{view.turns} wk {view.week}] >" if view else ">"

    async def obey(self, command: str) -> None:
        """Do what one line asks for."""
        if self._evaluating is not None:
            await self._evaluating.obey(command)
            return
        word, _, rest = command.partition(" ")
        rest = rest.strip()
        group = next((one for one in GROUPS if one.key == word), None)
        if not command:
            return
        if word == "go" or (word == OPENS and rest):
            await self._giving.open(rest)
        elif command == OPENS:
            self.show(self._rows.page())
        elif word in PAGES and rest:
            self.show(pages.lines_with(PAGES[word][1](self.desk), rest))
        elif command in PAGES:
            self.show(PAGES[command][1](self.desk))
            pages.was_read(self.desk, command)
        elif word == "R":
            names = book.names_in(self.desk.views)
            self.show(book.found(rest, names) if rest else book.page(names))
        elif word == "f":
            self.show(pages.published(self.desk, rest))
        elif word == "x":
            await self._giving.discard(rest)
        elif command == "l":
            await self._ready()
        elif group is not None:
            await (self._giving.on_row(group, rest) if rest else self._giving.choose(group))
        else:
            self.say(
                help_for(self.desk.views) if command in ("?", "help") else f"`{command[:20]}` is no command; ? shows them all."
            )

    async def _ready(self) -> None:
        views = self.desk.views
        why = not_now(views[0], MarkReady)
        if why:
            self.say(why)
            return
        self.show(pages.summary(self.desk))
        ready = all(view.ready for view in views)
        if ready and (await self.ask("You are ready. Take that back? y or n >") or "").strip().lower() not in ("y", "yes"):
            self.say("You stay ready.")
            return
        for view in views:
            self.desk.give(MarkReady(ready=not ready), view.organisation)
