"""As much of a log as is sound, and where it breaks. Whether the rules would decide the same again is not asked here."""

from collections.abc import Iterable
from dataclasses import dataclass

from aar.log_file import LogError
from aar.replaying import UnreadableLogError, moments
from engine.entries import Entry
from engine.stored import commitment


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """The entries that hold, from the first on; `fault` says where the others break, and is empty where all hold."""

    entries: tuple[Entry, ...]
    fault: str
    ended: bool
    """Whether EndEx is among them."""


def sound_entries(entries: Iterable[Entry]) -> Sound:
    """Follow chain, commitments and recorded events until one does not hold.

    Raises LogError or UnreadableLogError where not even the beginning can be read: no log, a later format, withheld parts.
    """
    kept: list[Entry] = []
    fault, ended = "", False
    reading = _Kept(entries, kept)
    try:
        for moment in moments(reading.until_broken()):
            reading.confirmed, ended = len(kept), moment.exercise.phase.over
    except UnreadableLogError as error:
        if not reading.confirmed:
            raise UnreadableLogError(reading.fault or str(error)) from None
        fault = str(error)
    return Sound(entries=tuple(kept[: reading.confirmed]), fault=reading.fault or fault, ended=ended)


class _Kept:
    """Remembers what went through, and what ended it."""

    def __init__(self, entries: Iterable[Entry], kept: list[Entry]) -> None:
        self._entries, self._kept = entries, kept
        self.fault = ""
        self.confirmed = 0
        """How many of the kept ones could be played back."""

    def until_broken(self) -> Iterable[Entry]:
        """The entries, as long as lines can be read and parts are those that were committed to."""
        try:
            for entry in self._entries:
                for audience, part in entry.parts.items():
                    if commitment(part.salt, part.content) not in entry.commitments:
                        self.fault = f"entry {entry.number}: the part of {audience} is not the one that was committed to"
                        return
                self._kept.append(entry)
                yield entry
        except LogError as error:
            if not self._kept:
                raise
            self.fault = str(error).rstrip(".")
