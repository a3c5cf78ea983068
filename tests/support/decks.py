"""Builders of decks on disk: a copy of what is shipped, with changes whose place is known."""

from pathlib import Path
from shutil import copytree

from engine.world import World
from injects.checks import every_problem
from injects.load import BASELINE, DECKS
from injects.problems import DeckError, Place, Problem
from injects.reading import Loaded, read_world

SHIPPED = "taiwan-blockade"


class DeckFolder:
    """A copy of the shipped deck and baseline that a test may break."""

    def __init__(self, root: Path) -> None:
        self.deck = Path(copytree(DECKS / SHIPPED, root / "deck"))
        self.baseline = Path(copytree(BASELINE, root / "baseline"))

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

    def loaded(self, variant: str | None = None) -> Loaded:
        """What the folders hold, shape only."""
        return read_world(self.deck, self.baseline, variant)

    def world(self, variant: str | None = None) -> World:
        """The world that the folders declare, unchecked."""
        return self.loaded(variant).world

    def problems(self) -> tuple[Problem, ...]:
        """Everything that loader and checks find."""
        try:
            return every_problem(self.loaded())
        except DeckError as error:
            return error.problems
