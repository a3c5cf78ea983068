"""Finds a deck by its id or folder and gives the world that it declares. Files and checks are read elsewhere."""

from pathlib import Path

from engine.world import World
from injects.checks import every_problem
from injects.problems import DeckError, Place, Problem, did_you_mean
from injects.reading import Loaded, read_world
from injects.starting import begin

HERE = Path(__file__).parent
DECKS = HERE / "decks"
BASELINE = HERE / "baseline"


def load_world(
    deck: str | Path, variant: str | None = None, start: str | None = None, baseline: str | Path | None = None
) -> World:
    """The world of a shipped deck, named by its id, or of a deck's folder, on the first day of a start.

    `variant` chooses a variant of the baseline instead of the one that the deck names, `start` one of the deck's starts
    instead of the first, `baseline` a folder instead of the shipped baseline. Raises DeckError, with every problem that
    keeps the deck from being played; warnings do not.
    """
    loaded = read_deck(deck, variant, baseline)
    errors = [problem for problem in every_problem(loaded) if problem.severity == "error"]
    if errors:
        raise DeckError(errors)
    starts = {one.id: one for one in loaded.world.deck.starts}
    chosen = next(iter(starts)) if start is None else start
    if chosen not in starts:
        message, mend = f"the deck has no start `{chosen}`", did_you_mean(chosen, starts)
        raise DeckError([Problem(place=loaded.deck.place("starts"), message=message, mend=mend)])
    return begin(loaded.world, starts[chosen])


def read_deck(deck: str | Path, variant: str | None = None, baseline: str | Path | None = None) -> Loaded:
    """The world of a deck with all its starts and the place of everything in it, unchecked. Raises DeckError."""
    return read_world(deck_folder(deck), BASELINE if baseline is None else Path(baseline), variant)


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
