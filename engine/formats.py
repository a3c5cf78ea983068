"""The formats of a log: which ones this version reads, and how parts of older ones become parts of the present one."""

from collections.abc import Callable, Mapping
from typing import Any

from engine.stored import FORMAT, Plain, StoredError

Upgrade = Callable[[Plain], Plain]
UPGRADES: Mapping[int, Upgrade] = {}
"""By older format: what makes any part of a log of that format, its header's `format` too, a part of the next one.

A log of a format without one is refused. Whatever reads a log reads its parts through this; a server goes on only with the
present.
"""


class FormatError(StoredError):
    """A log that this version does not read; the message is a sentence with the mend."""


def format_of(header: Mapping[str, Any], present: int = FORMAT, upgrades: Mapping[int, Upgrade] = UPGRADES) -> int:
    """The format that a log's header names. Raises FormatError where this version does not read it."""
    written = header.get("format")
    if type(written) is not int or written < 1:
        raise FormatError("the header names no format: this is no log of an exercise, or its header was damaged")
    if written > present:
        raise FormatError(
            f"the log is of format {written}, which a later version of surgex writes; this one reads formats up to "
            f"{present}: update surgex"
        )
    if any(one not in upgrades for one in range(written, present)):
        raise FormatError(
            f"the log is of format {written}, which this version of surgex (format {present}) reads no more: "
            f"use surgex {header.get('engine', 'of that time')}, which wrote it"
        )
    return written


def upgraded(part: Plain, written: int, present: int = FORMAT, upgrades: Mapping[int, Upgrade] = UPGRADES) -> Plain:
    """A part of a log of an older format as the present one would have it; `written` is what `format_of` gave."""
    for one in range(written, present):
        part = upgrades[one](part)
    return part
