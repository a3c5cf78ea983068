"""The folder that a played exercise leaves: its log, its findings and its summary, as data and to be read."""

from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from aar.log_file import LogError, write_log, write_whole
from aar.models import Findings, Summary
from aar.models_of_worlds import Document
from engine.entries import Entry

LOG, FINDINGS, SUMMARY, PAGE = "exercise.jsonl", "findings.json", "summary.json", "summary.md"
FILES = (LOG, FINDINGS, PAGE, SUMMARY)
"""In the order in which they are written: where summary.json is new, the others are."""


def json_text(document: Document) -> str:
    """The document as it stands in its file, the last line ended."""
    return document.model_dump_json(by_alias=True, indent=1) + "\n"


def findings_beside(log: Path, head: str) -> Findings | None:
    """The findings that stand beside a log, where they are those of this very log; None else."""
    try:
        found = Findings.model_validate_json(log.with_name(FINDINGS).read_bytes(), strict=True)
    except (OSError, ValidationError):
        return None
    return found if found.head == head else None


def prepare(folder: Path, *, force: bool = False) -> None:
    """Make the folder, or see that it is empty; with `force` its result files may be replaced. Raises LogError."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        there = sorted(one.name for one in folder.iterdir())
    except OSError as error:
        raise LogError(f"{folder} cannot be made or read as a folder: {error.strerror}. Name another folder.") from None
    if there and not force:
        mend = "Name a new folder, or replace its results with --force."
        raise LogError(f"{folder} is not empty: it holds {there[0]}. {mend}")


def write_results(folder: Path, entries: Iterable[Entry], summary: Summary, findings: Findings, page: str, behind: str) -> None:
    """Write the four files, each whole or not at all. Raises LogError."""
    write_log(folder / LOG, entries)
    write_whole(folder / FINDINGS, (json_text(findings).encode(),))
    write_whole(folder / PAGE, (markdown(summary, page, behind).encode(),))
    write_whole(folder / SUMMARY, (json_text(summary).encode(),))


def markdown(summary: Summary, page: str, behind: str) -> str:
    """The one page as a document, and behind it what it rests on: columns are kept."""
    title = f"# {summary.exercise}: did the surge assumption hold?"
    return f"{title}\n\n```text\n{page}```\n\n## What stands behind it\n\n```text\n{behind}```\n"
