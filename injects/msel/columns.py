"""The columns of an MSEL, how planners name them, and which row of a sheet is the header. Not what stands in the cells."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache

from injects.sheet_file import Cell, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its name in our workbooks, what others call it, and one line for the sheet that explains it."""

    key: str
    title: str
    help: str
    names: tuple[str, ...] = ()
    width: int = 18
    worked_out: bool = False
    """Whether it follows from other columns, so that nothing is read from it."""


def _column(key: str, title: str, explained: str, *names: str, width: int = 18, worked_out: bool = False) -> Column:
    return Column(key=key, title=title, help=explained, names=names, width=width, worked_out=worked_out)


COLUMNS: tuple[Column, ...] = (
    _column("number", "Number", "The code under which planners know the inject. Rows are matched by it on the next import.",
            "inject", "event number", "inject number", "event", "msel number", "serial", "serial number", "ser", "ser number",
            "number", "reference", "ref", "item", "item number", "sn", "s number", "line", "line number", "id", "inject id",
            "event id", "msel id", "inject reference", width=10),
    _column("scheduled", "Scheduled time", "The clock in the room: T+1h30 after StartEx, or a time of day. Read where no "
            "scenario day stands beside it.",
            "scheduled", "time", "local time", "wall time", "real time", "wall clock", "planned time", "start time",
            "inject time", "delivery time", "event time", "time of inject", "dtg", "date time group", "date time",
            "date and time", "scheduled date time", "scheduled wall time", "time delivered", "release time", "when",
            "timing", "date and dtg", width=12),
    _column("date", "Date", "A date beside a time of day.", "scheduled date", "event date", "inject date", width=12),
    _column("scenario", "Scenario day and time", "Week 5, Day 12, D+4 or a date of the story. Weeks count from StartEx.",
            "scenario time", "scenario day", "scenario date", "scenario date time", "scenario week", "week", "day",
            "simulated time", "story time", "exercise day", "exercise week", "game time", "game date", "d day", width=14),
    _column("turn", "Turn", "The move or phase: 3, Turn 3. Read where no scenario day stands beside it.",
            "move", "phase", "module", "move or phase", "turn or phase", "move phase", "move number", "turn number", width=8),
    _column("type", "Type", "contextual, expected-action or contingency; it follows from the other columns.",
            "inject type", "event type", "category", width=14),
    _column("title", "Title", "One line that names the event.",
            "event synopsis", "synopsis", "subject", "headline", "inject title", "event title", "name", "inject name",
            "event name", "event summary", "short description", "short title", "summary", "event", width=32),
    _column("text", "Full text", "What the addressees read, framed as exercise material.",
            "text", "message", "description", "detailed description", "event description", "inject description", "content",
            "inject text", "message text", "script", "details", "body", "detailed statement", "narrative",
            "what happens", "what", "situation", "storyline", "event text", "event details",
            "inject details", "inject", width=70),
    _column("from", "From", "Who seems to send it.",
            "simulated source", "source", "injected by", "sender", "originator", "sent by", "from simulated source",
            "simulated sender", "event source", "delivered by", "simulated from", "by whom", "originating organisation",
            "originating organization", "role player", width=26),
    _column("to", "To", "Organisations that must answer: title, short name or id, one a line.",
            "recipient", "recipients", "recipient s", "intended player", "intended players", "addressee", "addressees",
            "receiver", "player", "players", "target", "target audience", "audience", "training audience", "delivered to",
            "recipient player", "recipient player s", "organisation", "organization", "cell", "agency",
            "to whom", "for whom", "who", "sent to", "addressed to", "receiving organisation",
            "receiving organization", width=34),
    _column("seen_by", "Also seen by", "Organisations that read it and need not answer, one a line; public for everybody.",
            "seen by", "cc", "copy", "copy to", "information", "for information", "info", "observers", width=30),
    _column("delivery", "Delivery method", "news, social, e-mail, phone, intelligence, report or order.",
            "method", "means", "channel", "mode of delivery", "delivery", "delivery mode", "inject mode", "mode", "medium",
            "media", "method of delivery", "inject method", "means of delivery", "source type", "via", "how", "vehicle",
            "delivery means", width=13),
    _column("controller", "Responsible controller", "Who brings it.",
            "controller", "poc", "point of contact", "owner", "responsible", "lead controller", "lead", width=18),
    _column("expected", "Expected player action", "What exercise staff expect, one action a line; "
            "no player reads it, and with it an answer is asked for.",
            "expected action", "expected actions", "expected response", "expected outcome", "expected player response",
            "expected outcomes", "desired action", "anticipated action", "anticipated response", "expects", "player action",
            "expected player actions", "expected results", "expected reaction", "expected decision", "desired outcome",
            "desired response", "expected", width=44),
    _column("due", "Answer due (turns)", "In how many turns an answer is expected; 1 where nothing is said.",
            "answer due", "due turns", "due", "response due", width=9),
    _column("choices", "Choices", "One numbered line for each: 1. Title [id]; below it what it does, one {effect: …} a line.",
            "options", "decision options", "courses of action", "coas", "coa", "course of action",
            "decision", "decisions", "possible decisions", "possible answers", "answers offered", width=60),
    _column("happens", "Choices take effect", "each: for every addressee that makes one; once: for the first.", width=11),
    _column("effects", "Effects", "What the inject does whatever is answered, one {effect: …} a line.", width=40),
    _column("objective", "Objective", "The objective that it tests: its id or its title.",
            "core capability", "objective core capability", "objectives", "exercise objective", "exercise objectives",
            "capability", "training objective", "core capabilities", "objective capability", "objective s", "obj", "objs",
            "obj number", "eeg obj", "eeg objective", "obj ref", "objective ref", "exercise obj", "training objectives",
            "supports objective", "objective number", width=30),
    _column("exposes", "What it exposes", "What the inject is meant to bring to light; players never see it.",
            "exposes", "purpose", "intent", "aim", "rationale", "why", width=40),
    _column("tension", "Tension", "The dilemma that it puts, in the word of the deck.", "dilemma", width=20),
    _column("evaluator", "Evaluator notes", "For evaluators and controllers only.",
            "evaluator", "guidance", "eeg", "eeg reference", "evaluation notes", "evaluator note", "evaluation",
            "evaluator guidance", "evaluator notes eeg reference", width=44),
    _column("contingency", "Contingency of", "Parent inject and condition: BK-06: Obligate now; BK-06 if not answered.",
            "contingency", "contingent on", "contingent upon", "parent", "parent inject", "condition of release", "trigger",
            "depends on", "parent event", "trigger condition", "follows", "contingency of parent condition", "branch",
            "branch of", "only if", width=30),
    _column("controller_notes", "Controller notes", "For controllers only.",
            "controller note", "notes", "note", "controller comments", "exercise control notes", "excon notes", width=34),
    _column("release", "Release", "brief (read out in the brief of its turn), week (while its week is resolved), condition, or "
            "control (waits for a controller).", "released", "release by", "release mode", width=11),
    _column("condition", "Condition", "For release by condition: {condition: …} in the words of the deck.", width=40),
    _column("latest", "At the latest", "For release by condition: the week in which it comes in any case.", "latest", width=10),
    _column("paces", "Paces", "The paces at which it comes; empty for all.", "pace", width=14),
    _column("starts", "Starts", "The starts after which it comes; empty for all.", width=12),
    _column("marking", "Marking", "The real handling marking.", "classification", "handling", "protective marking", width=24),
    _column("level", "Fictional level", "The level that the paper has in the story; never the real one.",
            "fictional classification", "simulated classification", width=20),
    _column("story_date", "Date in the story", "It follows from the week.", width=13, worked_out=True),
    _column("status", "Status", "Where its life stands.", "inject status", "state", width=12, worked_out=True),
    _column("actual", "Actual time", "When it came out.", "time released", "actual", "actual release", width=20,
            worked_out=True),
    _column("remarks", "Remarks", "Anything else.", "remark", "comments", "comment", width=30),
    _column("id", "Internal id", "May stay empty: it is made from the title.", width=26),
    _column("released_by", "Released by", "brief, week, condition, effect or control.", width=12, worked_out=True),
    _column("editor", "Release editor", "Who changed or released it by hand.", width=16, worked_out=True),
    _column("declared", "As the deck has it", "In the place of what control changed.", width=40, worked_out=True),
    _column("answers", "Answers", "Who answered what, and in which turn.", width=50, worked_out=True),
)  # fmt: skip
PLAYED = ("status", "actual", "released_by", "editor", "declared", "answers")
"""Columns of an MSEL as played."""
NOT_WRITTEN = ("date",)
BY_KEY: Mapping[str, Column] = {one.key: one for one in COLUMNS}
HEADER_WITHIN = 40
"""In so many rows that hold something the header is looked for."""
ABOVE = 2
"""So many rows above the header may hold the upper half of its merged cells."""
LONGEST_NAME = 80
"""Characters of what may be the name of a column."""
FEWEST = 3
"""A row is a header where it names so many columns, or two of which one is the title or the text."""


@dataclass(slots=True, kw_only=True)
class Header:
    """Which column of a sheet is what."""

    row: int
    columns: dict[str, Cell] = field(default_factory=dict)
    """The header cell of each column that was known, by its key."""
    others: list[Cell] = field(default_factory=list)
    """Header cells of columns that nobody knows; what stands below is kept as remarks."""
    below: int = 0
    """Index of the first row of the table."""

    @property
    def letters(self) -> Mapping[str, str]:
        """The key of each known column, by its letters."""
        return {cell.column: key for key, cell in self.columns.items()}


def plain(text: str) -> str:
    """A header in small letters, without signs: `Inject #` and `Inject No.` are `inject number`."""
    words = re.findall(r"[a-z0-9]+|#", text.lower())
    return " ".join("number" if one in ("#", "no", "nr", "num") else one for one in words)


_NAMES: dict[str, tuple[int, str]] = {}
for _one in COLUMNS:
    for _rank, _name in enumerate((_one.title, *_one.names)):
        _NAMES.setdefault(plain(_name), (_rank, _one.key))
for _one in COLUMNS:
    _NAMES[plain(_one.title)] = (0, _one.key)
_NAMES.update({"inject": (90, "text"), "event": (90, "title")})


@lru_cache(maxsize=4096)
def meant(text: str) -> tuple[int, str] | None:
    """The column that a header means, with how loosely (0 is its own name); None where nobody knows."""
    if len(text) > LONGEST_NAME:
        return None
    for tried in (plain(text), plain(re.sub(r"[(\[].*?[)\]]", " ", text))):
        if tried in _NAMES:
            return _NAMES[tried]
        alike = [one for one in _NAMES if one[0] == tried[0] and abs(len(one) - len(tried)) <= 3] if len(tried) > 4 else []
        near = get_close_matches(tried, alike, n=1, cutoff=0.88)
        if near:
            rank, key = _NAMES[near[0]]
            return rank + 1, key
    parts = [plain(one) for one in text.split("/")] if "/" in text else []
    read = [_NAMES[one] for one in parts if one in _NAMES]
    return (min(read)[0] + 50, min(read)[1]) if len(read) == len(parts) and len({key for _, key in read}) == 1 else None


def find_header(rows: Sequence[Row]) -> Header | None:
    """The row among the first that names the most columns, with what merged cells above it add; None where none does."""
    best: Header | None = None
    for index, row in enumerate(rows[:HEADER_WITHIN]):
        if not any(plain(cell.text[:LONGEST_NAME]) in _NAMES for cell in row.values()):
            continue  # a row of which no cell is known as it stands is no header; names are compared loosely only beside one
        header = _header(rows, index, row)
        known = len(header.columns) if _heads(row) else 0
        enough = known >= FEWEST or (known == FEWEST - 1 and {"title", "text"} & header.columns.keys())
        if enough and (best is None or known > len(best.columns)):
            best = header
    return best


def _header(rows: Sequence[Row], index: int, row: Row) -> Header:
    number = next(iter(row.values())).row
    header = Header(row=number, below=index + 1)
    found: dict[str, tuple[int, Cell]] = {}
    above = [one for one in rows[max(0, index - ABOVE) : index] if next(iter(one.values())).row >= number - ABOVE]
    cells = {column: cell for upper in above for column, cell in upper.items() if meant(cell.text) or _names_columns(upper)}
    for cell in sorted({**cells, **row}.values(), key=lambda one: (len(one.column), one.column)):
        read = meant(cell.text) or (meant(cells[cell.column].text) if cell.column in cells else None)
        if read is None:
            header.others.append(cell)
            continue
        rank, key = read
        if key not in found or rank < found[key][0]:
            if key in found:
                header.others.append(found[key][1])
            found[key] = (rank, cell)
        else:
            header.others.append(cell)
    header.columns = {key: cell for key, (_, cell) in found.items()}
    return header


def _heads(row: Row) -> bool:
    """Whether a row may be a header: all that stands in it names a column, as in the lower half of merged cells, or enough."""
    read = [meant(cell.text) for cell in row.values()]
    known = {one[1] for one in read if one}
    return None not in read or len(known) >= FEWEST or (len(known) == FEWEST - 1 and bool({"title", "text"} & known))


def _names_columns(row: Row) -> bool:
    """Whether a row is the upper half of a header, and no title: what nobody knows in it is the name of a column too."""
    return sum(meant(cell.text) is not None for cell in row.values()) >= FEWEST - 1


UNKNOWN = "is unknown: kept as remarks"
"""What is said of a column that nobody knows."""


def reported(header: Header) -> list[str]:
    """One sentence for each column: what it was read as, and which are kept as remarks or not read."""
    said = []
    for key, cell in header.columns.items():
        column = BY_KEY[key]
        if column.worked_out:
            said.append(f"column {cell.column} `{_short(cell)}` is not read: a deck keeps no such thing")
        elif plain(cell.text) != plain(column.title):
            said.append(f"column {cell.column} `{_short(cell)}` read as {column.title}")
    said.extend(f"column {cell.column} `{_short(cell)}` {UNKNOWN}" for cell in header.others)
    return said


def _short(cell: Cell) -> str:
    text = " ".join(cell.text.split())
    return text if len(text) <= 40 else text[:39] + "…"
