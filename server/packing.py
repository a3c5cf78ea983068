"""A deck's folder, and a baseline's, as one text for the wire and back. What the files say is not read here."""

import base64
import binascii
import json
import re
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

LONGEST_PACKED = 200_000
"""Signs of a packed deck, so that it goes into one frame."""
LARGEST_UNPACKED = 8 * 1024 * 1024
"""Bytes of all its files."""
MOST_FILES = 500
MOST_ADDITIONS = 9
_NAME = re.compile(r"(deck|baseline|with-[1-9])(/[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}){1,4}\.yaml")


class PackingError(Exception):
    """A deck that cannot be sent, or a text that is none; a sentence with the mend."""


def packed(deck: Path, baseline: Path | None = None, additions: Sequence[Path] = ()) -> str:
    """The YAML files of these folders, compressed, additions in their order. Raises PackingError where they do not fit."""
    folders = {"deck": deck, **({"baseline": baseline} if baseline is not None else {})}
    if len(additions) > MOST_ADDITIONS:
        raise PackingError(f"{deck}: at most {MOST_ADDITIONS} additions go over the wire: put some of them into the deck")
    folders |= {f"with-{number}": folder for number, folder in enumerate(additions, start=1)}
    files = {}
    try:
        for name, folder in folders.items():
            for file in sorted(folder.rglob("*.yaml")):
                if any(part.startswith(".") for part in file.relative_to(folder).parts):
                    continue  # what editors and version control leave is no part of the deck
                if not (file.is_file() and file.resolve().is_relative_to(folder.resolve())):
                    raise PackingError(f"{file}: it leads out of the deck's folder: put the file itself there")
                files[f"{name}/{file.relative_to(folder).as_posix()}"] = file.read_text(encoding="utf-8")
    except OSError as error:
        raise PackingError(f"{error.filename}: it cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise PackingError(f"{file}: it is no UTF-8 text: save it as such") from None
    text = base64.b64encode(zlib.compress(json.dumps(files).encode(), 9)).decode()
    if len(text) > LONGEST_PACKED:
        mend = "make the exercise on the server's own machine, with `surgex new --database`"
        raise PackingError(f"{deck}: this deck is too large to be sent ({len(text):,} signs, {LONGEST_PACKED:,} fit): {mend}")
    return text


def unpack(text: str, into: Path) -> Mapping[str, Path]:
    """Write a packed deck's files below a folder that is there; gives `deck`, and `baseline` and `with-1` where it has them.

    Raises PackingError for anything that `packed` does not make: nothing is written outside, and nothing is unbounded.
    """
    folders: dict[str, Path] = {}
    for name, content in _files(text).items():
        if not isinstance(content, str) or not _NAME.fullmatch(name):
            raise PackingError(f"`{name[:100]!r}` is no file of a deck")
        target = into / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(content, encoding="utf-8")
        except (OSError, UnicodeEncodeError) as error:
            raise PackingError(f"`{name}` cannot be written: {type(error).__name__}") from None
        top = name.partition("/")[0]
        folders[top] = into / top
    if "deck" not in folders:
        raise PackingError("there is no deck in what was sent")
    return folders


def _files(text: str) -> dict[str, object]:
    try:
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(base64.b64decode(text, validate=True), LARGEST_UNPACKED)
        if unpacking.unconsumed_tail:
            raise PackingError(f"a deck holds at most {LARGEST_UNPACKED // 1024 // 1024} MB")
        files = json.loads(content)
    except (binascii.Error, zlib.error, ValueError, RecursionError):
        raise PackingError("this is no packed deck") from None
    if not isinstance(files, dict) or len(files) > MOST_FILES:
        raise PackingError(f"a deck is at most {MOST_FILES} files by their names")
    return files
