"""From the rows of a workbook to injects as plain values, with the cell of everything in them. Nothing is written here."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from engine.world import World
from injects.msel import cells
from injects.msel.cells import CellError, Plain
from injects.msel.columns import BY_KEY, Header, plain
from injects.msel.drafts import FIELDS, Draft, broken_cells, folded, in_order, match, number_of, rows_of
from injects.msel.releasing import Releasing
from injects.msel.scheduling import StartExNeededError
from injects.msel.times import AmbiguousDateError
from injects.msel.workbook import unguarded
from injects.msel.writing import parents_of, row_of
from injects.sheet_file import Cell, Row

T = TypeVar("T")
NOT_SAID = {"exposes": "Not said in the workbook.", "guidance": "None in the workbook."}
SENDER = "Exercise control (simulated)"
LONGEST_TITLE = 80
ENOUGH = 300
"""Problems, more than are ever named: behind them cells are no longer read for further ones."""


@dataclass(slots=True)
class RowReader:
    """Reads the rows of one sheet; problems and notes are gathered."""

    world: World
    header: Header
    releasing: Releasing
    problems: list[str] = field(default_factory=list)
    notes: dict[str, list[str]] = field(default_factory=dict)
    """What was done where the workbook says nothing, or not enough, with the rows."""
    parents: Mapping[str, str] = field(default_factory=dict)
    """By inject of the deck: which other one releases it, as its contingency is written."""
    without_objective: list[str] = field(default_factory=list)
    """The places of rows that name none, where nobody has said which stands for them."""
    wants_startex: str = ""
    wants_dates: str = ""
    """The place of the first cell for which somebody must say what it means."""

    def drafts(self, rows: Sequence[Row]) -> list[Draft]:
        """The injects of the rows below a header. Headings, and headers that stand there again, are none."""
        letters = self.header.letters
        others = {cell.column: cell.text for cell in self.header.others}
        again = {plain(cell.text) for cell in self.header.columns.values()}
        made: list[Draft] = []
        for row in rows:
            known = {letters[column]: cell for column, cell in row.items() if column in letters}
            unknown = {others[column]: cell for column, cell in row.items() if column in others}
            place = next(iter(row.values())).place.rpartition(", column")[0]
            strays = [cell for column, cell in row.items() if column not in letters and column not in others]
            for cell in strays:
                self.problems.append(f"{cell.place}: this stands below no header: name the column in row {self.header.row}")
            if known and {plain(cell.text) for cell in known.values()} <= again:
                continue
            if len(known) + len(unknown) == 1:
                only = next(iter((*known.values(), *unknown.values())))
                if not self.releasing.heading(only.text):
                    self.note(f"stands alone in its row, so it was taken for a heading: `{only.text[:40]}`", place)
                continue
            if known or unknown:
                made.append(Draft(place=place, cells=known, others=unknown))
                self.releasing.below_heading(made[-1])
        return made

    def read(self, drafts: Sequence[Draft], injects: Sequence[Plain]) -> None:
        """Fill in what each draft says; `injects` are those of the deck, whom rows may be about."""
        broken = self._broken(drafts)
        self.parents = parents_of(injects)
        self.problems += match(drafts, injects)
        for draft in drafts:
            draft.plain = dict(draft.before or {})
            if draft.before is None:
                draft.plain["id"] = draft.text("id")
            for one in (self._words, self._people, self._answers, self._notes):
                one(draft)
        if not {"to", "seen_by"} & self.header.columns.keys() and any(one.before is None for one in drafts):
            self._without_addressees()
        self._references(drafts, injects)
        taken = {one["id"] for one in injects} | {one.plain["id"] for one in drafts if one.plain["id"]}
        for draft in drafts:
            if not draft.plain["id"]:
                draft.plain["id"] = cells.identifier(draft.plain["title"], taken)
                taken.add(draft.plain["id"])
        everything = list(({one["id"]: one for one in injects} | {one.plain["id"]: one.plain for one in drafts}).values())
        if self.without_objective:
            known = ", ".join(one.id for one in self.world.deck.objectives)
            mend = f"name one of {known}, or give --objective for all such rows"
            self.problems.append(f"{rows_of(self.without_objective)}: there is no objective: {mend}")
        for draft in drafts:
            self._release(draft, everything)
            draft.plain = in_order(draft.plain)
        self.problems = [one for one in self.problems if not one.startswith(tuple(f"{place}:" for place in broken))]
        self.problems += broken_cells(broken)

    def _without_addressees(self) -> None:
        """One sentence for a sheet in which no column says to whom."""
        unknown = ", ".join(f"`{' '.join(cell.text.split())[:30]}`" for cell in self.header.others[:8])
        mend = f"rename one of {unknown}" if unknown else "add one"
        first = next(iter((*self.header.columns.values(), *self.header.others)))
        self.problems.append(f"{first.place.rpartition(', column')[0]}: no column says who gets it: {mend} to `To`")

    def note(self, said: str, place: str) -> None:
        """Remember what was done with a row."""
        self.notes.setdefault(said, []).append(place)

    def _broken(self, drafts: Sequence[Draft]) -> dict[str, Cell]:
        """By place the cells whose text is not to be used; those of columns that are not read are left alone."""
        found = ((cell, draft) for draft in drafts for cell in (*draft.cells.values(), *draft.others.values()))
        return {cell.place: cell for cell, draft in found if cell.wrong and not self._unread(draft, cell)}

    def _unread(self, draft: Draft, cell: Cell) -> bool:
        return any(BY_KEY[key].worked_out and one is cell for key, one in draft.cells.items())

    def _words(self, draft: Draft) -> None:
        made = draft.plain
        for name in ("title", "text", "source", "marking", "fictional_level", "exposes", "tension"):
            self._set(draft, name, draft.text(FIELDS[name]))
        if number := number_of(draft):
            made["reference"] = number
        if not made.get("title"):
            first = re.split(r"(?<=[.!?])\s|\n", made.get("text", ""), maxsplit=1)[0]
            if first:
                first = first.rstrip(".") or first
                made["title"] = first if len(first) <= LONGEST_TITLE else first[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"
                self.note("no title: its first words are taken", draft.place)
        if not made.get("text") and made.get("title") and "text" not in self.header.columns:
            made["text"] = made["title"]
            self.note("no column for the full text: the title is taken", draft.place)
        for name in ("title", "text"):
            if not made.get(name):
                self.problems.append(f"{draft.place}: there is no {BY_KEY[name].title.lower()}: write it")
                made.setdefault(name, "")
        if not made.get("source"):
            made["source"] = SENDER
            self.note(f"no sender: `{SENDER}`", draft.place)
        if draft.before is None:
            made.setdefault("marking", self.world.deck.marking)
        if not made.get("exposes"):
            made["exposes"] = NOT_SAID["exposes"]
            self.note(f"nothing on what it exposes: `{NOT_SAID['exposes']}`", draft.place)

    def _set(self, draft: Draft, name: str, text: str) -> None:
        """An empty cell leaves what must say something as the deck has it; the level of the story may be emptied."""
        if text or (name in ("title", "text") and FIELDS[name] in self.header.columns):
            draft.plain[name] = text
        elif name in ("fictional_level", "tension") and FIELDS[name] in self.header.columns:
            draft.plain.pop(name, None)

    def _people(self, draft: Draft) -> None:
        made, columns = draft.plain, self.header.columns
        for name in ("to", "seen_by"):
            if name not in columns and draft.before is not None:
                continue
            read = self._understood(draft, name, lambda text: cells.organisations_in(text, self.world))
            named, everybody, control = read or ([], False, False)
            if control:
                self.note("control reads every inject and answers none: it is left out", draft.place)
            made[name] = named
            if everybody and name == "to":
                answered = draft.text("expected") or draft.text("choices") or made.get("expects") or made.get("choices")
                if answered:
                    made[name] = [one.organisation for one in self.world.deck.briefs]
                    self.note("sent to all who have a brief", draft.place)
                else:
                    made["to"] = [one for one in named if one != cells.PUBLIC]
                    made["seen_by"] = [cells.PUBLIC]
                    self.note("read by everybody; nobody has to answer", draft.place)
                    break
        if not made.get("to") and not made.get("seen_by") and "to" not in draft.cells and "to" in columns:
            self.problems.append(f"{draft.place}: there is nobody in To: name organisations")
        objective = draft.text("objective")
        if objective or draft.before is None:
            self._objective(draft, objective)

    def _objective(self, draft: Draft, said: str) -> None:
        try:
            draft.plain["objective"] = cells.objective_in(said, self.world)
            if re.search(r"[;,\n]\s*(?:and\s+)?O?\d", said):
                self.note("only the first objective of several is taken; the cell is kept in the notes", draft.place)
        except CellError as error:
            fallback = self.releasing.options.objective
            draft.plain["objective"] = fallback
            if fallback:
                self.note(f"no objective of this deck: {fallback}, as --objective says", draft.place)
            elif said:
                self.problems.append(f"{draft.cells['objective'].place}: {error}, or give --objective for all such rows")
            else:
                self.without_objective.append(draft.place)

    def _answers(self, draft: Draft) -> None:
        made, columns = draft.plain, self.header.columns
        readers: Mapping[str, Callable[[str], Any]] = {
            "expects": cells.lines_in, "choices": cells.choices_in, "effects": cells.effects_in, "happens": cells.happens_in,
            "due_turns": cells.due_in, "paces": cells.names_in, "starts": cells.names_in,
        }  # fmt: skip
        for name, read in readers.items():
            if FIELDS[name] not in columns:
                continue
            if name == "effects" and cells.in_words(draft.text("effects")):
                self.note("effects in words change nothing: they stand in the notes; write them as {effect: …}", draft.place)
                continue
            value = self._understood(draft, FIELDS[name], read)
            if value:
                made[name] = value
            elif FIELDS[name] not in draft.cells:
                made.pop(name, None)
        if draft.before is None or draft.text("delivery"):
            kind = cells.delivery_in(draft.text("delivery")) if draft.text("delivery") else None
            made["source_type"] = kind or "report"
            if kind is None:
                self.note("no way of delivery that is known: report", draft.place)

    def _notes(self, draft: Draft) -> None:
        """Guidance, with everything below it for which a deck has no field."""
        before, had = cells.without_notes((draft.before or {}).get("guidance", ""))
        body = draft.text("evaluator") or before
        kept = [(label, text) for label, text in self._further(draft) if f"{label}: {text}" not in body]
        for label, key in zip(cells.NOTES, ("controller", "controller_notes", "remarks"), strict=True):
            kept.append((label, draft.text(key) if key in self.header.columns else had.get(label, "")))
        if not body:
            body = NOT_SAID["guidance"]
            self.note(f"no evaluator notes: `{body}`", draft.place)
        draft.plain["guidance"] = cells.with_notes(body, kept)

    def _further(self, draft: Draft) -> Iterator[tuple[str, str]]:
        said = draft.text("type")
        if said and plain(said) not in ("contingency", "contextual", "expected action"):
            yield "Type", said
        delivery = draft.text("delivery")
        if delivery and plain(delivery) not in cells.DELIVERIES:
            yield "Delivery method", delivery
        objective = draft.text("objective")
        if objective and plain(objective) not in cells.objective_names(draft.plain["objective"], self.world):
            yield "Objective", objective
        if cells.in_words(draft.text("effects")):
            yield "Effects", draft.text("effects")
        for header, cell in draft.others.items():
            yield " ".join(header.split()), unguarded(cell.text)

    def _references(self, drafts: Sequence[Draft], injects: Sequence[Plain]) -> None:
        about = {id(draft.before) for draft in drafts}
        seen = {folded(one["reference"]): "the deck" for one in injects if id(one) not in about}
        for draft in drafts:
            number = draft.plain.get("reference", "")
            if number and folded(number) in seen:
                where = seen[folded(number)]
                self.problems.append(f"{draft.place}: number {number} stands in {where} already: give it one of its own")
            elif number:
                seen[folded(number)] = draft.place
        free = (f"N-{number:02}" for number in range(1, len(drafts) + len(seen) + 2))
        for draft in drafts:
            if not draft.plain.get("reference"):
                draft.plain["reference"] = next(one for one in free if folded(one) not in seen)
                self.note("no number: one was given", draft.place)

    def _release(self, draft: Draft, everything: Sequence[Plain]) -> None:
        before: dict[str, set[str]] | None = None
        if draft.before is not None:
            before = {}
            startex = self.releasing.options.startex
            for pace in self.world.deck.paces:  # turns and clock times may be written for any of them
                for key, text in row_of(draft.before, self.world, pace, startex, self.parents).items():
                    before.setdefault(key, set()).add(" ".join(text.split()))
        try:
            release, notes = self.releasing.release(draft, before, everything)
        except StartExNeededError:
            self.wants_startex = self.wants_startex or self.releasing.asked_at
            return
        except AmbiguousDateError as error:
            self.wants_dates = self.wants_dates or f"{self.releasing.asked_at}: {error}"
            return
        except CellError as error:
            self.problems.append(f"{self.releasing.asked_at}: {error}")
            return
        draft.plain["release"] = release
        for label, text in notes:
            line = f"{label}: {text}"
            if line not in draft.plain["guidance"]:
                body, had = cells.without_notes(draft.plain["guidance"])
                draft.plain["guidance"] = cells.with_notes(f"{body}\n{line}", had.items())
        for said in self.releasing.said:
            self.note(said, draft.place)

    def _understood(self, draft: Draft, key: str, read: Callable[[str], T]) -> T | None:
        """What a cell says; nothing, and a problem, where it cannot be understood."""
        text = draft.text(key)
        if not text or len(self.problems) > ENOUGH:
            return None
        try:
            return read(text)
        except CellError as error:
            self.problems.append(f"{draft.cells[key].place}: {error}")
            return None
