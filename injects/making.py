"""The folder of a new deck: a copy of the template or of another deck, with schemas for editors. What it says is not judged."""

import json
import re
from pathlib import Path

from engine.world import World
from injects.files import FileRefusedError, Files
from injects.load import HERE
from injects.problems import DeckError, Place, Problem
from injects.reading import DECK_FILES, IN_PARTS, OVERLAYS
from injects.schema import FOLDER, modeline, write_schemas

TEMPLATE = HERE / "template"
LONGEST_NAME = 60
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MODELINE = "# yaml-language-server:"


def new_folder(given: str) -> Path:
    """The folder for a new deck, which is not there yet or is empty. Raises DeckError for a name that is none."""
    folder = Path(given)
    name = folder.name
    if not _NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        fitting = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:LONGEST_NAME] or "my-exercise"
        message = f"`{name}` is no name for a deck: small letters, digits and hyphens, at most {LONGEST_NAME}"
        raise DeckError([Problem(place=Place(given), message=message, mend=f"for example `{folder.with_name(fitting)}`")])
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise DeckError([Problem(place=Place(given), message="something is there already", mend="choose another name")])
    if not folder.absolute().parent.is_dir():
        mend = f"make the folder {folder.parent} first"
        raise DeckError([Problem(place=Place(given), message=f"there is no folder {folder.parent}", mend=mend)])
    return folder


def title_from(name: str) -> str:
    """`spring-exercise` as a title."""
    words = name.replace("-", " ")
    return words[:1].upper() + words[1:]


def copy_deck(source: Path, folder: Path, title: str, world: World) -> tuple[Path, ...]:
    """A deck's files under another id and title, comments and all; `world` is what the schemas offer names from."""
    files = {file.relative_to(source): _text_of(file, source) for file in _files_of(source)}
    deck = Path(next(iter(DECK_FILES)))
    files[deck] = _renamed(files[deck], folder.name, title)
    return write_deck(folder, files, world)


def _text_of(file: Path, home: Path) -> str:
    """What a file says, as far as a deck may have it. Raises DeckError."""
    try:
        return Files(homes=[home]).content(file).decode("utf-8-sig")
    except FileRefusedError as refused:
        raise DeckError([Problem(place=Place(str(file)), message=str(refused), mend=refused.mend)]) from None
    except (OSError, UnicodeDecodeError) as error:
        message = f"this file cannot be copied: {error}"
        raise DeckError([Problem(place=Place(str(file)), message=message, mend="mend it with `surgex decks check`")]) from None


def write_deck(folder: Path, files: dict[Path, str], world: World) -> tuple[Path, ...]:
    """Write the files of a deck, each with the line by which an editor finds its schema, and the schemas."""
    written = []
    for name, text in sorted(files.items()):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_with_modeline(name, text), encoding="utf-8")
        written.append(file)
    write_schemas(folder / FOLDER, world)
    return tuple(written)


def _files_of(source: Path) -> list[Path]:
    known = [source / name for name in (*DECK_FILES, OVERLAYS)]
    parts = [file for part in IN_PARTS for file in sorted((source / part).glob("*.yaml"))]
    return [file for file in (*known, *parts) if file.is_file()]


def _with_modeline(name: Path, text: str) -> str:
    if text.startswith(_MODELINE):
        return text
    inside = len(name.parts) > 1
    return modeline(name.parts[0] if inside else name.stem, "../" if inside else "") + text


def _renamed(text: str, name: str, title: str) -> str:
    """The text of a deck.yaml with another id and title in the places of the old ones."""
    for key, value in (("id", name), ("title", json.dumps(title, ensure_ascii=False))):
        old = re.search(rf"^{key}: .*(\n[ \t]+.*)*", text, re.MULTILINE)
        if old is not None:
            text = f"{text[: old.start()]}{key}: {value}{text[old.end() :]}"
    return text
