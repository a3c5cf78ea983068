"""Who shall sit where, from a spreadsheet: columns found by their names, organisations by id, title or cell. All or nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, get_args

from engine.ids import OrganisationId
from engine.world import World
from injects.hidden_cells import hidden_in, told
from injects.naming import named_organisations
from injects.problems import did_you_mean
from injects.sheet_file import Cell, Row, SheetError, read_sheets
from server.admission import SPEAKS_FOR_NONE
from server.wire import Role, SeatWanted

Column = Literal["name", "organisations", "role", "contact"]
HEADERS: Mapping[Column, tuple[str, ...]] = {
    "name": ("name", "full name", "person", "participant", "player", "who"),
    "organisations": (
        "speaks for",
        *("organisations", "organisation", "organizations", "organization", "org", "orgs", "cell", "team", "table"),
        *("organisation name", "organization name", "cell name", "team name"),
    ),
    "role": ("role", "function", "kind"),
    "contact": ("contact", "email", "e mail", "mail", "email address", "phone", "telephone"),
}
"""How each column may be called; case, signs and small slips of the pen do not matter."""
ROLES: Mapping[str, Role] = {
    **{role: role for role in get_args(Role)},
    "player": "participant",
    "controller": "control",
    "facilitator": "control",
    "white": "control",
    "white cell": "control",
    "evaluators": "evaluator",
    "observers": "observer",
}
"""How each role may be called."""
LONGEST = 200
"""Characters of a name or a contact."""
HEADER_WITHIN = 20
"""In so many rows from the top the names of the columns are looked for."""


@dataclass(slots=True, kw_only=True)
class Roster:
    """What a file says: the seats in its order, and how it was read."""

    seats: list[SeatWanted] = field(default_factory=list)
    read_as: list[str] = field(default_factory=list)
    """One line for each sheet: which column was taken for what, and which was left."""


def read_roster(path: Path, world: World) -> Roster:
    """The seats that a file asks for in this world. Raises SheetError with every problem; then nothing of it counts."""
    roster = Roster()
    problems: list[str] = []
    seen: dict[SeatWanted, str] = {}
    sheets = read_sheets(path)
    hidden = hidden_in(path)
    for sheet, rows in sheets.items():
        header, below = _header(rows)
        where = f"sheet {sheet}: " if sheet else ""
        if header is None:
            roster.read_as.append(f"{where}no row names a column for organisations: passed over{_first_words(rows)}")
            continue
        columns, said = _columns(header)
        roster.read_as.append(where + said)
        roster.read_as.extend(where + one for one in (told(hidden[sheet], rows) if sheet in hidden else ()))
        problems.extend(f"{path}: {one}" for one in _twice(columns))
        used = {name: cells[0].column for name, cells in columns.items()}
        sound = len(problems)
        for row in (one for one in below if not one.keys().isdisjoint(used.values())):
            wanted, wrong = _seat(row, used, world)
            problems.extend(f"{path}: {one}" for one in wrong)
            place = _place(row)
            if wanted in seen and wanted.name:
                problems.append(f"{path}: {place}: this says the same as {seen[wanted]}: leave one out")
            seen.setdefault(wanted, place)
            roster.seats.append(wanted)
        if len(problems) > sound and "organisations" not in columns:
            problems.insert(sound, f"{path}: {where}no column was taken for organisations: {said}")
    if not roster.seats and not problems:
        mend = "name the columns name, organisations, role, contact in one row, and the people below it"
        problems.append(f"{path}: there is nobody in it: {mend}")
        problems.extend(f"{path}: {one}" for one in roster.read_as)
    if problems:
        raise SheetError(*problems)
    return roster


def _header(rows: Sequence[Row]) -> tuple[Row | None, Sequence[Row]]:
    """The first row that names a column for organisations, or for roles; and what stands below it."""
    for index, row in enumerate(rows[:HEADER_WITHIN]):
        named = {_column_of(cell.text) for cell in row.values()}
        if "organisations" in named or {"name", "role"} <= named:
            return row, rows[index + 1 :]
    return None, ()


def _first_words(rows: Sequence[Row]) -> str:
    """What the fullest of the rows says in which the names of columns are looked for: a reader sees what was not known."""
    fullest = max(rows[:HEADER_WITHIN], key=len, default=None)
    said = ", ".join(f"`{cell.text[:40]}`" for cell in list(fullest.values())[:8]) if fullest else ""
    return f" (it has {said})" if said else ""


def _column_of(text: str) -> Column | None:
    """The column that a header means, if any."""
    words = " ".join(re.findall(r"[a-z]+", re.sub(r"\(.*?\)", "", text.lower())))
    known = {name: column for column, names in HEADERS.items() for name in names}
    near = [words] if words in known else get_close_matches(words, known, n=1, cutoff=0.85)
    if near:
        return known[near[0]]
    each = {known.get(word) for word in words.split()}  # "Cell / Team", "Participant name": one thing, said twice
    return each.pop() if len(each) == 1 else None


def _columns(header: Row) -> tuple[dict[Column, list[Cell]], str]:
    columns: dict[Column, list[Cell]] = {}
    left = []
    for cell in header.values():
        meant = _column_of(cell.text)
        if meant is None:
            left.append(f"`{cell.text[:40]}`")
        else:
            columns.setdefault(meant, []).append(cell)
    taken = ", ".join(f"{name} from `{cells[0].text[:40]}`" for name, cells in columns.items())
    return columns, taken + (f"; not read: {', '.join(left)}" if left else "")


def _twice(columns: Mapping[Column, Sequence[Cell]]) -> Iterator[str]:
    for name, cells in columns.items():
        for cell in cells[1:]:
            yield f"{cell.place}: `{cell.text}` is a second column for {name}, beside `{cells[0].text}`: keep one"


def _seat(row: Row, columns: Mapping[Column, str], world: World) -> tuple[SeatWanted, list[str]]:
    cells = {name: row[column] for name, column in columns.items() if column in row}
    wrong = [f"{cell.place}: {cell.wrong}" for cell in cells.values() if cell.wrong]
    if wrong:
        return SeatWanted(), wrong
    role, wrong = _role(cells)
    organisations: tuple[OrganisationId, ...] = ()
    named = cells.get("organisations")
    if role not in SPEAKS_FOR_NONE:
        if named is None:
            mend = f"name one, or a role that needs none ({', '.join(SPEAKS_FOR_NONE)})"
            wrong.append(f"{_place(row)}: no organisation: {mend}")
        else:
            organisations, unknown = named_organisations(named.text, world)
            wrong.extend(f"{named.place}: {one}" for one in unknown)
    elif named is not None and _role_of(named.text) is None:
        wrong.append(f"{named.place}: the role {role} goes with no organisation: leave this empty")
    texts = {name: cells[name].text[:LONGEST] if name in cells else "" for name in ("name", "contact")}
    for name in texts:
        if name in cells and len(cells[name].text) > LONGEST:
            wrong.append(f"{cells[name].place}: a {name} has at most {LONGEST} characters")
    return SeatWanted(role=role, organisations=organisations, **texts), wrong


def _place(row: Row) -> str:
    return next(iter(row.values())).place.rpartition(", column")[0]


def _role(cells: Mapping[Column, Cell]) -> tuple[Role, list[str]]:
    """What the role column says; where it says nothing, control where that stands in the place of a cell."""
    cell = cells.get("role")
    if cell is None:
        named = cells.get("organisations")
        return (_role_of(named.text) if named else None) or "participant", []
    role = _role_of(cell.text)
    if role is not None:
        return role, []
    return "participant", [f"{cell.place}: there is no role `{cell.text[:60]}`: {did_you_mean(cell.text, get_args(Role))}"]


def _role_of(text: str) -> Role | None:
    return ROLES.get(" ".join(re.findall(r"[a-z]+", text.lower())))
