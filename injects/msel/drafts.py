"""One row of an MSEL on its way to an inject, and which inject of the deck it is about. Its cells are read elsewhere."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from injects.msel.cells import Plain
from injects.msel.workbook import unguarded
from injects.sheet_file import Cell

FIELDS: Mapping[str, str] = {
    "id": "id", "reference": "number", "title": "title", "source": "from", "source_type": "delivery", "to": "to",
    "seen_by": "seen_by", "marking": "marking", "fictional_level": "level", "text": "text", "expects": "expected",
    "due_turns": "due", "choices": "choices", "happens": "happens", "effects": "effects", "objective": "objective",
    "exposes": "exposes", "guidance": "evaluator", "tension": "tension", "release": "condition",
    "paces": "paces", "starts": "starts",
}  # fmt: skip
"""The column in which each field of an inject stands."""
ORDER = ("id", "reference", "title", "release", "paces", "starts", "source", "source_type", "to", "seen_by", "marking",
         "fictional_level", "text", "expects", "due_turns", "happens", "choices", "effects", "objective", "exposes",
         "guidance", "tension")  # fmt: skip
"""The order of the keys of a new inject."""


@dataclass(slots=True, kw_only=True)
class Draft:
    """One row that is an inject."""

    place: str
    cells: Mapping[str, Cell]
    others: Mapping[str, Cell]
    """Cells of columns that nobody knows, by their headers."""
    before: Plain | None = None
    """The inject of the deck that it is about, if any."""
    plain: Plain = field(default_factory=dict)

    def text(self, key: str) -> str:
        """What its cell in a column says, without what guards it; empty where it says nothing."""
        cell = self.cells.get(key)
        return unguarded(cell.text).replace("\u00a0", " ").strip() if cell else ""


def match(drafts: Sequence[Draft], injects: Sequence[Plain]) -> list[str]:
    """Find the inject of the deck that each row is about: by id or number, else by a title that no other has; the problems."""
    by_id = {one["id"]: one for one in injects}
    by_number = {folded(one["reference"]): one for one in injects}
    taken: dict[str, str] = {}
    problems = []
    for draft in drafts:
        problems += _take(draft, by_id.get(draft.text("id")) or by_number.get(folded(number_of(draft))), taken)
    titles = [folded(one["title"]) for one in injects]
    free = {folded(one["title"]): one for one in injects if one["id"] not in taken}
    for draft in drafts:
        title = folded(draft.text("title"))
        if draft.before is None and titles.count(title) == 1 and title in free:
            problems += _take(draft, free[title], taken)
    return problems


def _take(draft: Draft, found: Plain | None, taken: dict[str, str]) -> list[str]:
    if found is None:
        return []
    if found["id"] in taken:
        return [f"{draft.place}: this is the same inject as {taken[found['id']]}: give it a number of its own"]
    taken[found["id"]] = draft.place
    draft.before = found
    return []


def number_of(draft: Draft) -> str:
    """The number of a row; a spreadsheet may have made 7.0 of a 7."""
    return re.sub(r"^(\d+)\.0$", r"\1", draft.text("number"))


def folded(text: str) -> str:
    """A text as it is compared: small letters, single spaces."""
    return " ".join(text.lower().split())


def in_order(made: Plain) -> Plain:
    """The keys in the order of decks; what is as it would be anyway is left out."""
    anyway = {"due_turns": 1, "happens": "each", "expects": [], "choices": [], "effects": [], "seen_by": [], "paces": [],
              "starts": [], "fictional_level": "", "tension": "", "marking": "UNCLASSIFIED"}  # fmt: skip
    return {key: made[key] for key in ORDER if key in made and (key not in anyway or made[key] != anyway[key])}


def rows_of(places: Sequence[str]) -> str:
    """`sheet Events, rows 3, 4, 7`; of many only the first."""
    sheet, _, _ = places[0].rpartition("row ")
    numbers = [one.rpartition("row ")[2] for one in places]
    shown = ", ".join(numbers[:12]) + (f" and {len(numbers) - 12} more" if len(numbers) > 12 else "")
    return f"{sheet}row{'s' if len(numbers) > 1 else ''} {shown}"


def broken_cells(broken: Mapping[str, Cell]) -> list[str]:
    """A sentence for each cell that is not to be used; one for all the formulas of a column."""
    columns: dict[str, list[Cell]] = {}
    for cell in broken.values():
        columns.setdefault(cell.column if cell.formula else cell.place, []).append(cell)
    said = []
    for cells in columns.values():
        if len(cells) == 1:
            said.append(f"{cells[0].place}: {cells[0].wrong}")
            continue
        rows = rows_of([one.place.rpartition(", column")[0] for one in cells])
        mend = "copy the column and paste it as values"
        said.append(f"{rows}, column {cells[0].column}: these are formulas, which are not worked out here: {mend}")
    return said
