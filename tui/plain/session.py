"""One sitting at the line client: read a command, print what it asks for; what comes in by itself is said between."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from textual.content import Content

from engine.annotations.bodies import Annotation
from engine.decide import PHASES
from engine.ids import OrganisationId
from engine.orders import MarkReady
from engine.phases import Phase
from engine.preview import preview
from engine.views import View
from server.client import LinkState, SeatClient, SeatRefusedError
from tui.desk import Desk
from tui.hearing import Hearing
from tui.inking import harmless
from tui.noting_hands import hand_for
from tui.participant.preview_text import PREVIEWED, preview_of
from tui.plain import evaluating, pages
from tui.plain.asking import fill_in
from tui.plain.commands import HELP, PAGES
from tui.plain.evaluating import Evaluating
from tui.rulebook import book
from tui.sheets.catalogue import KINDS, kind_of, offers, order_of
from tui.sheets.closing import afterwards
from tui.sheets.groups import GROUPS, HOT_WASH, Group
from tui.sheets.sheet import Given, Offer, Sheet
from tui.words import not_now, short_name

NOT_RUN = "Back at the commands. What you typed last was not run as one; what was filled in is kept."
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
    _over: bool = False
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
        if not self.desk.drafts.belongs_to(self.link.exercise_id):
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
        while (line := await self.ask(self._prompt())) is not None:
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
        """Say what came in, and then once more what is waited for."""
        before = self._lines_said
        self._tell()
        if self._pending and self._lines_said > before and not self._refused():
            self.say(self._pending if self._wanted else self._prompt())
            self._interrupted = False

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
        if self.desk.views and (phase := pages.status(self.desk)) != self._phase:
            self._phase = phase
            self.say(f"* {phase}")
            self._cancel()
        if self._before and self.desk.views and not any(view.phase.before_start for view in self.desk.views):
            self._before = False
            self.show(pages.brief(self.desk))

    def _cancel(self) -> None:
        """Say so where the phase that has come takes nothing of what is being asked for."""
        phase = self.desk.views[0].phase
        taken = [PHASES[one] for one in self._wanted if one in PHASES]
        if self._over or not taken or any(phase in each for each in taken):
            return
        self._over = True
        why = "The turn was locked" if phase is Phase.LOCKED else "The phase has changed"
        self.say(f"* {why}: this was not sent; your draft is kept. Enter goes back.")

    @contextmanager
    def _asking_for(self, *orders: type) -> Iterator[None]:
        """While questions for these orders are asked, a change of phase is minded."""
        self._wanted, self._over = orders, False
        try:
            yield
        finally:
            self._wanted, self._over = (), False

    def show(self, content: Content) -> None:
        """Print a page."""
        self.say(pages.shown(content, self.width))

    async def ask(self, prompt: str) -> str | None:
        """The next line that is typed; None at the end of input."""
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
        return f"[{view.phase.value} T{view.turn}/{view.turns} wk {view.week}] >" if view else ">"

    async def obey(self, command: str) -> None:
        """Do what one line asks for."""
        if self._evaluating is not None:
            await self._evaluating.obey(command)
            return
        group = next((one for one in GROUPS if one.key == command), None)
        if not command:
            return
        if command in PAGES:
            self.show(PAGES[command][1](self.desk))
            pages.was_read(self.desk, command)
        elif command.partition(" ")[0] == "R":
            word = command.partition(" ")[2].strip()
            names = book.names_in(self.desk.views)
            self.show(book.found(word, names) if word else book.page(names))
        elif command.partition(" ")[0] == "f":
            self.show(pages.published(self.desk, command.partition(" ")[2].strip()))
        elif command == "x":
            await self._discard()
        elif command == "l":
            self._ready()
        elif group is not None:
            await self._choose(group)
        else:
            self.say(HELP if command in ("?", "help") else f"`{command[:20]}` is no command; ? shows them all.")

    async def _choose(self, group: Group) -> None:
        """List what the group offers now, and fill in the one that is named by its number."""
        views = self.desk.views
        found = [(view, one) for view in views for one in offers(view) if kind_of(one.key) in group.kinds]
        if group is HOT_WASH:
            found += [(view, one) for view in views for one in afterwards(view)]
        if not found:
            why = "" if not views or any(not not_now(view, order_of(one)) for view in views for one in group.kinds) else None
            self.say(group.empty if why is not None else not_now(views[0], order_of(group.kinds[0])))
            return
        if len(found) == 1:
            await self._fill_in(found[0][0].organisation, found[0][1])
            return
        with self._asking_for(*(order_of(one.key) for _, one in found if kind_of(one.key) in KINDS)):
            await self._of_several(group, found)

    async def _of_several(self, group: Group, found: Sequence[tuple[View, Offer]]) -> None:
        views = self.desk.views
        self.say(group.title)
        for number, (view, one) in enumerate(found, start=1):
            whose = f" [{short_name(view.world, view.organisation)}]" if len(views) > 1 else ""
            small = f" ({one.about})" if one.about else ""
            self.say(f"  {number:>2}  {one.title}{small}{whose}")
        typed = (await self.ask("number, or enter to go back >") or "").strip()
        if self._over:
            self.say(NOT_RUN)
        elif typed.isdecimal() and 1 <= int(typed) <= len(found):
            view, one = found[int(typed) - 1]
            await self._fill_in(view.organisation, one)
        elif typed:
            self.say(f"There is no number {typed[:10]} in this list.")

    async def _discard(self) -> None:
        """Put an unfinished draft away for good."""
        drafts = self.desk.drafts
        kept = list(drafts.forms.items())
        if not kept:
            self.say("There is no unfinished draft.")
            return
        for number, (_, form) in enumerate(kept, start=1):
            self.say(f"  {number:>2}  {form.title}")
        typed = (await self.ask("discard which number, or enter to go back >") or "").strip()
        if typed.isdecimal() and 1 <= int(typed) <= len(kept):
            drafts.drop_form(kept[int(typed) - 1][0])
            self.say("Discarded.")

    def _ready(self) -> None:
        views = self.desk.views
        why = not_now(views[0], MarkReady)
        if why:
            self.say(why)
            return
        self.show(pages.summary(self.desk))
        ready = all(view.ready for view in views)
        for view in views:
            self.desk.give(MarkReady(ready=not ready), view.organisation)

    async def _fill_in(self, organisation: OrganisationId, one: Offer) -> None:
        view = self.desk.view(organisation)
        opened_on = view.versions
        sheet = hand_for(self.desk, organisation, one.key).sheet(one.key)
        if isinstance(sheet, str):
            self.say(sheet)
            return
        self.say(sheet.title)
        for sentence in sheet.said:
            self.say(sentence)
        drafts = self.desk.drafts
        values = {**sheet.start(), **drafts.values(sheet.key)}

        def keep() -> None:
            drafts.keep_form(sheet.key, sheet.title, organisation, values)
            for said in self._hearing.trouble():
                self.say(f"* {said.sentence}")

        with self._asking_for(sheet.order):
            if await fill_in(sheet, values, self.ask, self.say, keep, lambda: self._over):
                based_on = {about: opened_on.get(about, 0) for about in sheet.objects(values)}
                await self._send(organisation, sheet, values, based_on)
            else:
                self.say(NOT_RUN if self._over else "Left for later; what was filled in is kept.")

    async def _send(
        self, organisation: OrganisationId, sheet: Sheet, values: Mapping[str, str], based_on: Mapping[str, int]
    ) -> None:
        hand = hand_for(self.desk, organisation, sheet.key)
        now = hand.sheet(sheet.key)
        order = now if isinstance(now, str) else now.make(values)
        is_order = sheet.order in PHASES
        why = not_now(self.desk.view(organisation), sheet.order) if is_order else hand.why_not(sheet.order)
        if isinstance(order, str) or why:
            self.say(f"{why or order} What was filled in is kept.")
            return
        await self._what_follows(organisation, sheet, values, order)
        answer = None if self._over else await self.ask(f"{_question(sheet)} y sends it, n keeps it for later >")
        if self._over:
            self.say(NOT_RUN)
        elif answer is not None and answer.strip().lower() in ("y", "yes"):
            self.desk.give(order, organisation, sheet.key, based_on)
        else:
            self.say("Not sent; what was filled in is kept.")

    async def _what_follows(self, organisation: OrganisationId, sheet: Sheet, values: Mapping[str, str], order: Given) -> None:
        """Say it before it is sent, as the screen shows it beside the form."""
        if kind_of(sheet.key) in PREVIEWED and not isinstance(order, Annotation):
            view = self.desk.view(organisation)
            made = await asyncio.to_thread(preview, view, order)
            self.show(preview_of(sheet, view, made, self.desk.glyphs))
        for line in sheet.shows(values) if sheet.shows is not None else ():
            self.say(line)


def _question(sheet: Sheet) -> str:
    """What is asked before sending; a title that begins with the word says it once."""
    doubled = sheet.title.startswith(sheet.send_word)
    return f"{sheet.title}?" if doubled else f"{sheet.send_word}: {sheet.title}?"
