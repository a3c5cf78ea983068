"""Finds a deck by its id or folder and gives the world that it declares. Files and checks are read elsewhere."""

from pathlib import Path

from engine.world import World
from injects.checks import every_problem
from injects.problems import DeckError, Place, Problem, did_you_mean
from injects.reading import ADDITION_FILE, Loaded, read_world
from injects.starting import begin
from injects.strict_yaml import read_yaml

HERE = Path(__file__).parent
DECKS = HERE / "decks"
ADDITIONS = HERE / "additions"
"""Where the additions lie that come with surgex: injects, actions of red and needs that a deck can be played with."""
BASELINE = HERE / "baseline"
WITH = "+"
"""Between a deck and what it is played with: `two-front-war+minerals-and-cyber`."""


def load_world(
    deck: str | Path, variant: str | None = None, start: str | None = None, baseline: str | Path | None = None
) -> World:
    """The world of a shipped deck, named by its id, or of a deck's folder, on the first day of a start.

    Behind a `+` stand the additions that it is played with, each named by its id or its folder.

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
    own, *additions = folders_of(deck)
    return read_world(own, BASELINE if baseline is None else Path(baseline), variant, additions)


def folders_of(deck: str | Path) -> list[Path]:
    """The folder of a deck, and those of what it is played with. Raises DeckError where one is missing or named twice."""
    own, added = parted(deck)
    for one in added:
        if added.count(one) > 1:
            message = f"the addition `{one}` is named twice"
            raise DeckError([Problem(place=Place(str(deck)), message=message, mend="name it once")])
    return [deck_folder(own), *(addition_folder(one) for one in added)]


def parted(deck: str | Path) -> tuple[str | Path, tuple[str, ...]]:
    """A deck and the additions behind it; a folder whose own name holds a `+` is a deck by itself."""
    if isinstance(deck, Path) or WITH not in deck or Path(deck).is_dir():
        return deck, ()
    own, *added = deck.split(WITH)
    return own, tuple(added)


def addition_folder(addition: str) -> Path:
    """The folder of an addition. Raises DeckError when there is none."""
    if addition in shipped_additions():
        return ADDITIONS / addition
    folder = Path(addition)
    if addition and (folder / ADDITION_FILE).is_file():
        return folder
    mend = f"{did_you_mean(addition, shipped_additions())}; or name a folder that holds an addition.yaml"
    raise DeckError([Problem(place=Place(addition), message=f"there is no addition `{addition}`", mend=mend)])


def deck_folder(deck: str | Path) -> Path:
    """The folder of a deck. Raises DeckError when there is none."""
    if isinstance(deck, str) and deck in shipped_decks():
        return DECKS / deck
    folder = Path(deck)
    if folder.is_dir():
        if not any(folder.glob("*.yaml")):
            message, mend = "there is no deck in this folder", "name the folder that holds its deck.yaml"
            raise DeckError([Problem(place=Place(str(deck)), message=message, mend=mend)])
        return folder
    if folder.is_file():
        message, mend = f"`{deck}` is a file, and a deck is a folder", "unpack it, or name the folder that holds its deck.yaml"
        raise DeckError([Problem(place=Place(str(deck)), message=message, mend=mend)])
    own, added = parted(deck)
    if added:
        message = f"a deck alone is asked for here, and `{deck}` has additions"
        raise DeckError([Problem(place=Place(str(deck)), message=message, mend=f"name `{own}`")])
    mend = f"{did_you_mean(str(deck), shipped_decks())}; or name a folder that holds a deck.yaml"
    raise DeckError([Problem(place=Place(str(deck)), message=f"there is no deck `{deck}`", mend=mend)])


def shipped_decks() -> tuple[str, ...]:
    """The ids of the decks that come with surgex."""
    return tuple(sorted(file.parent.name for file in DECKS.glob("*/deck.yaml")))


def shipped_additions() -> tuple[str, ...]:
    """The ids of the additions that come with surgex."""
    return tuple(sorted(file.parent.name for file in ADDITIONS.glob(f"*/{ADDITION_FILE}")))


def about_addition(addition: str) -> tuple[str, str]:
    """Title and summary of a shipped addition."""
    file = ADDITIONS / addition / ADDITION_FILE
    said = read_yaml(file.read_bytes(), str(file)).value
    assert isinstance(said, dict)
    return str(said["title"]), str(said["summary"])


def comes_with_surgex(deck: str) -> bool:
    """Whether a deck and all that it is played with are shipped, so that every server of this version has them."""
    own, added = parted(deck)
    return own in shipped_decks() and all(one in shipped_additions() for one in added)


def shipped_variants() -> tuple[str, ...]:
    """The ids of the variants of the shipped baseline."""
    return tuple(sorted(file.stem for file in (BASELINE / "variants").glob("*.yaml")))
