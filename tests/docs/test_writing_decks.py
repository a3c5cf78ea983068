"""docs/writing-decks.md, done as it says: every file is written, every command run, and each shown line is printed."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import app
from injects.problems import DeckError

TEXT = (Path(__file__).parents[2] / "docs" / "writing-decks.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"(?:<!-- file: (?P<file>\S+) -->\n)?```(?P<kind>[\w-]+)\n(?P<body>.*?)```\n", re.DOTALL)


def steps() -> Iterator[tuple[str, str, str]]:
    """The page's blocks in their order: a file with its name, or commands."""
    for found in BLOCK.finditer(TEXT):
        yield found["file"] or "", found["kind"], found["body"]


def commands(body: str) -> Iterator[tuple[str, list[str]]]:
    """Each command with the lines that are shown below it."""
    for part in body.split("$ ")[1:]:
        command, *shown = part.rstrip("\n").split("\n")
        yield command, shown


def words_of(command: str) -> list[str]:
    return [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', command)]


def run(command: str) -> str:
    name, *words = words_of(command)
    if name == "rm":
        for word in words:
            Path(word).unlink()
        return ""
    if name == "mkdir":
        for word in words:
            Path(word).mkdir()
        return ""
    assert name == "surgex"
    result = CliRunner().invoke(app, words)
    if isinstance(result.exception, DeckError):
        return "\n".join(str(one) for one in result.exception.problems)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.stdout


def test_whoever_does_what_the_page_says_sees_what_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = 0
    for file, kind, body in steps():
        if file:
            Path(file).write_text(body, encoding="utf-8")
        elif kind == "console":
            for command, shown in commands(body):
                printed = " ".join(run(command).split())
                ran += 1
                for line in shown:
                    assert " ".join(line.split()) in printed, command

    assert ran > 10


def test_every_file_block_says_which_file_it_is() -> None:
    assert all(file for file, kind, _ in steps() if kind == "yaml")


@pytest.mark.parametrize("word", ["condition", "effect"])
def test_conditions_and_effects_in_the_tables_are_words_of_the_code(word: str) -> None:
    from engine.conditions import Condition
    from engine.effects import Effect
    from injects.describing import alternatives, tag_of

    known = {tag_of(one)[1] for one in alternatives(Condition if word == "condition" else Effect)}
    named = set(re.findall(rf"\{{{word}: ([\w-]+)", TEXT))
    assert named
    assert named <= known
