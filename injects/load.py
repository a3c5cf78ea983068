"""Finds a deck by its id or folder and gives the world that it declares. Files and checks are read elsewhere."""

from pathlib import Path

from engine.world import World
from injects.checks import every_problem
from injects.problems import DeckError, Place, Problem, did_you_mean
from injects.reading import Loaded, read_world

HERE = Path(__file__).parent
DECKS = HERE / "decks"
BASELINE = HERE / "baseline"


def load_world(deck: str | Path, variant: str | None = None) -> World:
    """The world of a shipped deck, named by its id, or of a deck's folder.

    `variant` chooses a variant of the baseline instead of the one that the deck names. Raises DeckError, with every
    problem that keeps the deck from being played; warnings do not.
    """
    loaded = read_deck(deck, variant)
    errors = [problem for problem in every_problem(loaded) if problem.severity == "error"]
    if errors:
        raise DeckError(errors)
    return loaded.world


def read_deck(deck: str | Path, variant: str | None = None) -> Loaded:
    """The world of a deck with the place of everything in it, before its names are checked. Raises DeckError."""
    return read_world(deck_folder(deck), BASELINE, variant)


def deck_folder(deck: str | Path) -> Path:
    """The folder of a deck. Raises DeckError when there is none."""
    if isinstance(deck, str) and deck in shipped_decks():
        return DECKS / deck
    folder = Path(deck)
    if folder.is_dir():
        return folder
    mend = f"{did_you_mean(str(deck), shipped_decks())}; or name a folder that holds a deck.yaml"
    raise DeckError([Problem(place=Place(str(deck)), message=f"there is no deck `{deck}`", mend=mend)])


def shipped_decks() -> tuple[str, ...]:
    """The ids of the decks that come with surgex."""
    return tuple(sorted(file.parent.name for file in DECKS.glob("*/deck.yaml")))


def shipped_variants() -> tuple[str, ...]:
    """The ids of the variants of the shipped baseline."""
    return tuple(sorted(file.stem for file in (BASELINE / "variants").glob("*.yaml")))
