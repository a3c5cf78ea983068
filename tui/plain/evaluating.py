"""The line client of an evaluator: the collection plan, candidates and notes by number, and the same forms as on the screen."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from textual.content import Content

from tui.controller.clock_and_seats import where_it_stands
from tui.desk import Desk
from tui.evaluator import candidate_rows, collection
from tui.inking import inked, joined
from tui.noting_hands import NotingHand
from tui.plain.asking import fill_in
from tui.plain.pages import shown
from tui.sheets.annotations import task_of
from tui.widgets.rows import Row

HELP = "\n".join(
    [
        "The keys are those of the evaluator's workspace; a number names a row of the list, enter follows each.",
        "  1  the collection plan, its rows numbered",
        "  2  candidates, numbered",
        "  3  notes",
        "  n  note what you see; n 4 notes it on row 4 of the plan",
        "  r 4  rate row 4 of the plan; p 4 reads it",
        "  o 2  read candidate 2; c 2 confirms it, d 2 disputes it, i 2 puts a row into the plan",
        "  a  raise a candidate by hand",
        "  q  leave; drafts and what is unsent are kept",
        "  ?  this help. Lines that begin with * came in by themselves.",
    ]
)
JUDGES = {"c": "confirmed", "d": "disputed"}


@dataclass(slots=True, kw_only=True)
class Evaluating:
    """Answers the commands of one evaluator."""

    desk: Desk
    ask: Callable[[str], Awaitable[str | None]]
    say: Callable[[str], None]
    width: int

    def stands(self) -> str:
        """Where the exercise stands, in one line."""
        return where_it_stands(NotingHand(self.desk).case.exercise, self.desk.glyphs.dot)

    async def obey(self, command: str) -> None:
        """Do what one line asks for."""
        word, _, number = command.partition(" ")
        number = number.strip()
        case, glyphs = NotingHand(self.desk).case, self.desk.glyphs
        plan = collection.plan_rows(case, glyphs)
        found = candidate_rows.candidate_rows(case, glyphs, sees_others=False)
        if command == "1":
            self._list((row for row, _ in plan), collection.EMPTY)
        elif command == "2":
            self._list((row for row, _ in found), candidate_rows.EMPTY)
        elif command == "3":
            notes = (collection.note_content(case, one, glyphs) for one in case.annotations.notes)
            self._list((Row("", one) for one in notes), "Nothing was noted yet; n notes what you see.")
        elif command == "a":
            await self._fill_in("raise")
        elif command == "n":
            await self._fill_in("note")
        elif word in ("n", "r", "p") and (task := _chosen(plan, number)):
            await self._on_task(word, task)
        elif word in ("o", "i", *JUDGES) and (about := _chosen(found, number)):
            await self._on_candidate(word, about)
        else:
            known = word in ("n", "r", "p", "o", "i", *JUDGES)
            self.say(f"There is no row {number[:10] or '…'}; 1 and 2 list them." if known else HELP)

    async def _on_task(self, word: str, task: str) -> None:
        case = NotingHand(self.desk).case
        if task.startswith(collection.INJECT):
            task = f"{collection.inject_in(case, task).objective} 0"
        if word != "p":
            await self._fill_in(f"{'note' if word == 'n' else 'rate'} {task}")
            return
        identity, number = task_of(task)
        objective = next(one for one in case.exercise.world.deck.objectives if one.id == identity)
        self._show(collection.task_page(case, objective, number, self.desk.glyphs))

    async def _on_candidate(self, word: str, about: str) -> None:
        if word == "o":
            case = NotingHand(self.desk).case
            self._show(candidate_rows.candidate_page(case, about, self.desk.glyphs, sees_others=False))
        else:
            await self._fill_in(f"judge {JUDGES[word]} {about}" if word in JUDGES else f"plan {about}")

    def _list(self, rows: Iterable[Row], empty: str) -> None:
        contents = [row.content for row in rows]
        for number, content in enumerate(contents, 1):
            self.say(shown(joined(f"{number:>3}  ", content), self.width))
        if not contents:
            self.say(empty)

    def _show(self, content: Content) -> None:
        self.say(shown(content, self.width))

    async def _fill_in(self, key: str) -> None:
        hand = NotingHand(self.desk)
        sheet = hand.sheet(key)
        if isinstance(sheet, str) or (why := hand.why_not(sheet.order)):
            self.say(sheet if isinstance(sheet, str) else why)
            return
        self._show(inked(sheet.title))
        for sentence in sheet.said:
            self._show(inked(sentence))
        drafts = self.desk.drafts
        values = {**sheet.start(), **drafts.values(key)}

        def keep() -> None:
            drafts.keep_form(key, sheet.title, hand.organisation, values)

        if not await fill_in(sheet, values, self.ask, self.say, keep):
            self.say("Left for later; what was filled in is kept.")
            return
        keep()
        made = sheet.make(values)
        if isinstance(made, str):
            self.say(f"{made} What was filled in is kept.")
        else:
            self.desk.give(made, None, key)


def _chosen(rows: list[tuple[Row, str]], number: str) -> str:
    """The target of a row by its number; nothing where there is none."""
    return rows[int(number) - 1][1] if number.isdecimal() and 1 <= int(number) <= len(rows) else ""
