"""A workbook into a deck: all of it or nothing. It is tried on a copy, which must load, and only then written."""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from engine.deck import Inject
from engine.world import World
from injects.checks import every_problem
from injects.hidden_cells import hidden_in, told
from injects.load import read_deck
from injects.making import copy_deck
from injects.msel import cells, editing
from injects.msel.cells import Plain
from injects.msel.columns import BY_KEY, UNKNOWN, reported
from injects.msel.drafts import FIELDS, Draft, rows_of
from injects.msel.editing import InjectFile, open_file
from injects.msel.releasing import Releasing
from injects.msel.rows import RowReader
from injects.msel.scheduling import Calendar, Options
from injects.msel.sheets import chosen_sheet, startex_told
from injects.msel.yaml_text import entry, file_of
from injects.problems import DeckError, Problem
from injects.sheet_file import Bounds, SheetError, read_sheets

BOUNDS = Bounds(called="MSEL", rows=5_000, columns=100, cell=32_767)
BACKUP = ".before-import"
LONGEST_PART = 400_000
"""Characters of one file of injects in a new deck; the reader of decks takes a million bytes."""
SHOWN = 60
_INJECT: TypeAdapter[Inject] = TypeAdapter(Inject)


class AskedError(Exception):
    """Something must be said before the workbook can be read: `startex` or `dates`, and where that came up."""

    def __init__(self, what: str, where: str, told: str = "") -> None:
        super().__init__(where)
        self.what = what
        self.told = told
        """What the workbook itself says of it, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMsel:
    """What a workbook says, for one deck."""

    drafts: tuple[Draft, ...]
    report: tuple[str, ...]
    """How it was read: sheets, columns, and what was done where a cell says nothing."""


@dataclass(slots=True, kw_only=True)
class Change:
    """A deck as it will be, on a copy of it."""

    differences: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    files: dict[Path, str] = field(default_factory=dict)
    """What each changed file of the deck will hold."""
    warnings: int = 0
    """What `decks check` says of the deck afterwards beside errors."""


def read_msel(path: Path, world: World, options: Options, *, new: bool) -> ReadMsel:
    """The injects of a workbook; for a new deck nothing of the old one counts. Raises SheetError and AskedError."""
    sheets = read_sheets(path, BOUNDS)
    hidden = hidden_in(path)
    name, header, report = chosen_sheet(path, sheets, options.sheet, hidden)
    sheet, rows = f"sheet {name}: " if name else "", sheets[name]
    unseen = told(hidden[name], rows) if name in hidden else []
    report += [f"{sheet}{said}" for said in (*unseen, *reported(header))]
    releasing = Releasing(calendar=Calendar(world=world, options=options), header=header)
    reader = RowReader(world, header, releasing)
    drafts = reader.drafts(rows[header.below :])
    clock = releasing.prepare(drafts)
    reader.read(drafts, [] if new else [cells.plain_of(one) for one in world.deck.injects])
    if reader.wants_dates:
        raise AskedError("dates", f"{path}: {reader.wants_dates}")
    if reader.wants_startex:
        raise AskedError("startex", f"{path}: {reader.wants_startex}", startex_told(sheets))
    problems = reader.problems
    if not drafts:
        problems = [*problems, f"there is no inject below row {header.row}: write one in each row"]
    if problems:
        named = " ".join(problems)
        problems += [f"{sheet}{said}" for said in reported(header) if UNKNOWN in said and said.split("`")[1] not in named]
        raise SheetError(*(f"{path}: {one}" for one in sorted(problems, key=_in_sheet)))
    report += [sheet + clock] if clock else []
    report += [f"{sheet}{said} ({rows_of(places).removeprefix(f'{sheet[:-2]}, ')})" for said, places in reader.notes.items()]
    return ReadMsel(drafts=tuple(drafts), report=tuple(report))


def _in_sheet(problem: str) -> tuple[int, int, str]:
    """The order of problems: as a reader goes through the sheet."""
    place = re.search(r"rows? (\d+)(?:[\d, ]*, column ([A-Z]+))?", problem)
    return (int(place[1]), len(place[2] or ""), place[2] or "") if place else (0, 0, "")


@contextmanager
def scratch(beside: Path | None = None) -> Iterator[Path]:
    """A folder that goes away again."""
    made = Path(tempfile.mkdtemp(prefix=".surgex-", dir=beside))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def changed_deck(path: Path, deck: Path, read: ReadMsel, *, remove: bool) -> Change:
    """What the import changes in a deck's folder; nothing is written there. Raises SheetError and DeckError."""
    change = Change()
    files = [open_file(file, file.read_bytes().decode("utf-8-sig")) for file in _inject_files(deck)]
    home = {identity: file for file in files for identity in file.ids}
    previous = ""
    for draft in read.drafts:
        made, before = draft.plain, draft.before
        if before is None:
            file = home.get(previous, files[-1])
            editing.insert(file, previous, made)
            home[made["id"]] = file
            change.differences.append(f"+ {made['reference']} {made['title']} ({_when(made['release'])})")
        elif _declared(made) != _declared(before):
            editing.change(home[before["id"]], before["id"], before, made)
            change.differences.extend(_differences(before, made))
        previous = made["id"]
    if remove:
        _remove(change, deck, read, home)
    change.said += [said for file in files for said in file.said]
    change.files = {file.path: file.text.replace("\n", file.ends) for file in files if file.changed}
    with scratch() as folder:
        copy = folder / deck.resolve().name
        shutil.copytree(deck, copy)
        for file in files:
            if file.changed:
                (copy / file.path.relative_to(deck)).write_text(file.text, encoding="utf-8")
        at_home = {copy / file.path.relative_to(deck): file for file in files}
        change.warnings = _tried(path, copy, deck, read, at_home)
    return change


def _remove(change: Change, deck: Path, read: ReadMsel, home: Mapping[str, InjectFile]) -> None:
    kept = {draft.plain["id"] for draft in read.drafts}
    for inject in read_deck(deck).world.deck.injects:
        if inject.id not in kept:
            editing.remove(home[inject.id], inject.id)
            change.differences.append(f"- {inject.reference} {inject.title}")


def write_changes(change: Change) -> tuple[Path, ...]:
    """Write the changed files, each whole or not at all; the copies of what they were before."""
    kept = []
    for file in change.files:
        backup = file.with_name(f".{file.name}{BACKUP}")
        shutil.copy2(file, backup)
        kept.append(backup)
    for file, text in change.files.items():
        beside = file.with_name(f".{file.name}.part")
        beside.write_text(text, encoding="utf-8", newline="")
        os.replace(beside, file)
    return tuple(kept)


def new_deck(path: Path, source: Path, folder: Path, title: str, world: World, read: ReadMsel, *, write: bool) -> Change:
    """A deck like another with the injects of the workbook instead of its own; the folder appears whole or not at all."""
    change = Change(
        differences=[f"+ {one.plain['reference']} {one.plain['title']} ({_when(one.plain['release'])})" for one in read.drafts]
    )
    with scratch(folder.absolute().parent) as beside:
        staged = beside / folder.name
        copy_deck(source, staged, title, world)
        for file in _inject_files(staged):
            file.unlink()
        shutil.rmtree(staged / editing.KEY, ignore_errors=True)
        at_home = {}
        parts = list(_parts([one.plain for one in read.drafts]))
        for number, part in enumerate(parts, 1):
            file = staged / f"{editing.KEY}.yaml" if len(parts) == 1 else staged / editing.KEY / f"{number:03}.yaml"
            file.parent.mkdir(exist_ok=True)
            text = file_of(
                editing.KEY, part, f"# From {path.name}. The MSEL of this deck: `surgex msel export` writes it again."
            )
            file.write_text(text, encoding="utf-8")
            at_home[file] = open_file(file, text)
        change.warnings = _tried(path, staged, folder, read, at_home)
        if write:
            if folder.exists():
                folder.rmdir()  # it is empty: another name was asked for otherwise
            os.replace(staged, folder)
    return change


def _parts(injects: Sequence[Plain]) -> Iterator[list[Plain]]:
    part: list[Plain] = []
    length = 0
    for one in injects:
        size = sum(len(line.encode()) + 1 for line in entry(one))
        if part and length + size > LONGEST_PART:
            yield part
            part, length = [], 0
        part.append(one)
        length += size
    yield part


def _inject_files(deck: Path) -> list[Path]:
    folder = deck / editing.KEY
    return sorted(folder.glob("*.yaml")) if folder.is_dir() else [deck / f"{editing.KEY}.yaml"]


def _errors(deck: Path) -> set[str]:
    """What is wrong with a deck before anything changes in it."""
    return {one.message for one in every_problem(read_deck(deck)) if one.severity == "error"}


def _tried(path: Path, copy: Path, deck: Path, read: ReadMsel, files: Mapping[Path, InjectFile]) -> int:
    """Load the copy and hold it against what was asked for; the number of warnings. Raises SheetError."""
    try:
        loaded = read_deck(copy)
        problems: tuple[Problem, ...] = every_problem(loaded)
    except DeckError as error:
        loaded, problems = None, error.problems
    errors = [one for one in problems if one.severity == "error"]
    if errors and loaded is not None and deck.exists() and any(deck.iterdir()):
        known = _errors(deck)
        errors = [one for one in errors if one.message not in known]
    if errors:
        raise SheetError(*(_told(path, one, copy, deck, read, files) for one in errors))
    assert loaded is not None
    there = {one.id: one for one in loaded.world.deck.injects}
    wrong = [one for one in read.drafts if there.get(one.plain["id"]) != _declared(one.plain)]
    if wrong:
        said = "it could not be put into the deck's files as it stands: write its row into the deck by hand"
        raise SheetError(*(f"{path}: {one.place}: {said}" for one in wrong))
    return len(problems)


def _told(path: Path, problem: Problem, copy: Path, deck: Path, read: ReadMsel, files: Mapping[Path, InjectFile]) -> str:
    """A problem of the copy at the cell that brought it about; else at its place in the deck."""
    at = Path(problem.file).absolute()
    file = next((its for one, its in files.items() if one.absolute() == at), None)
    steps: tuple[Any, ...] = ()
    if file is not None:
        places = (*file.document.values.items(), *file.document.keys.items())
        here = [step for step, place in places if (place.line, place.column) == (problem.line, problem.column)]
        steps = max(here, key=len, default=())
    if file is not None and len(steps) > 1:
        draft = next((one for one in read.drafts if one.plain["id"] == file.ids[steps[1]]), None)
        if draft is not None:
            cell = draft.cells.get(FIELDS.get(str(steps[2]), "")) if len(steps) > 2 else None
            return f"{path}: {cell.place if cell else draft.place}: {problem.message}: {problem.mend}"
    shown = str(problem).replace(str(copy), str(deck))
    return f"{path}: after the import: {shown}"


def _declared(plain: Plain) -> Inject | None:
    """The inject that plain values declare; None where they are of no right shape: loading tells why."""
    try:
        return _INJECT.validate_json(json.dumps(plain))
    except ValidationError:
        return None


def _differences(before: Plain, after: Plain) -> Iterator[str]:
    for name, key in FIELDS.items():
        old, new = before.get(name), after.get(name)
        if old != new:
            title = "Release" if name == "release" else BY_KEY[key].title
            yield f"~ {after['reference']} {title}: {_excerpt(name, old, new)} → {_excerpt(name, new, old)}"


def _excerpt(name: str, value: Any, other: Any) -> str:
    """A value for one line; of a long text the part that differs."""
    if value in (None, "", []):
        return "nothing"
    if name == "release":
        return _when(value)
    text, beside = (one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in (value, other or ""))
    same = next(
        (at for at, (one, two) in enumerate(zip(text, beside, strict=False)) if one != two), min(len(text), len(beside))
    )
    first = max(0, same - SHOWN // 3) if len(text) > SHOWN else 0
    shown = " ".join(text[first : first + SHOWN].split())
    return f"{'…' if first else ''}{shown}{'…' if first + SHOWN < len(text) else ''}"


def _when(release: Plain) -> str:
    if release["by"] in ("brief", "week"):
        return f"{'in the brief of' if release['by'] == 'brief' else 'during'} week {release['week']}"
    latest = f", at the latest in week {release['at_the_latest']}" if release.get("at_the_latest") else ""
    return "on a condition" + latest if release["by"] == "condition" else "by control"
