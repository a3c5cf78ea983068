"""The tests' own deck, small and steady, and copies of it on disk with changes whose place is known."""

from functools import cache
from pathlib import Path
from shutil import copytree

from engine.world import World
from injects.checks import every_problem
from injects.load import load_world, read_deck
from injects.problems import DeckError, Place, Problem
from injects.reading import Loaded, read_world

OPENING = Path(__file__).parent / "opening"
"""Six organisations, two missiles, three initiatives: no change of the shipped content touches it."""


@cache
def opening_world(variant: str | None = None, start: str | None = None) -> World:
    """The world of the tests' own deck."""
    return load_world(OPENING / "deck", variant, start, OPENING / "baseline")


@cache
def main_world(deck: str, variant: str | None = None, start: str | None = None) -> World:
    """The world of a deck that comes with surgex, read and checked once in a process."""
    return load_world(deck, variant, start)


@cache
def whole_deck(deck: str | Path) -> World:
    """A deck that comes with surgex, or its template, with all its starts, unchecked."""
    return read_deck(deck).world


def but_for_its_size(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The tests' own deck is small on purpose: that its organisations often have nothing to decide is no fault of it."""
    return tuple(problem for problem in problems if "has nothing to decide" not in problem.message)


class DeckFolder:
    """A copy of the tests' own deck and baseline that a test may break."""

    def __init__(self, root: Path) -> None:
        self.deck = Path(copytree(OPENING / "deck", root / "deck"))
        self.baseline = Path(copytree(OPENING / "baseline", root / "baseline"))

    def file(self, name: str) -> Path:
        """`deck/calendar.yaml` or `baseline/systems.yaml`."""
        folder, rest = name.split("/", 1)
        return (self.deck if folder == "deck" else self.baseline) / rest

    def change(self, name: str, old: str, new: str, *, after: str = "") -> Place:
        """Replace the first `old` behind `after`; the place of its first character."""
        file = self.file(name)
        text = file.read_text(encoding="utf-8")
        at = text.index(old, text.index(after))
        file.write_text(text[:at] + new + text[at + len(old) :], encoding="utf-8")
        before = text[:at]
        return Place(str(file), before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1)

    def write(self, name: str, content: str | bytes) -> None:
        """Replace a whole file."""
        self.file(name).write_bytes(content.encode() if isinstance(content, str) else content)

    def in_parts(self, name: str) -> list[Path]:
        """Cut `baseline/playbook` or `deck/injects` into a folder with a file for each entry; the files in order."""
        whole, key = self.file(name + ".yaml"), name.split("/")[1]
        _, *entries = whole.read_text(encoding="utf-8").split("\n  - id: ")
        whole.unlink()
        self.file(name).mkdir()
        files = [self.file(name) / f"{index:02}.yaml" for index in range(len(entries))]
        for file, entry in zip(files, entries, strict=True):
            file.write_text(f"{key}:\n  - id: {entry}\n", encoding="utf-8")
        return files

    def loaded(self, variant: str | None = None) -> Loaded:
        """What the folders hold, shape only."""
        return read_world(self.deck, self.baseline, variant)

    def world(self, variant: str | None = None) -> World:
        """The world that the folders declare, unchecked."""
        return self.loaded(variant).world

    def problems(self) -> tuple[Problem, ...]:
        """Everything that loader and checks find, but for the size of the deck."""
        try:
            return but_for_its_size(every_problem(self.loaded()))
        except DeckError as error:
            return error.problems
