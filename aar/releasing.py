"""A copy of a log for one organisation: it can be verified like the whole one, and holds what that organisation may know."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from aar.replaying import UnreadableLogError
from engine.entries import Entry
from engine.ids import PUBLIC, Audience


@dataclass(slots=True)
class Withheld:
    """What a release came to, counted while it is made."""

    entries: int = 0
    parts: int = 0
    head: str = ""


def released(entries: Iterable[Entry], audience: Audience, count: Withheld) -> Iterator[Entry]:
    """Every entry with what is public and the audience's own parts; of all others the commitments stay, salts do not.

    Raises UnreadableLogError, at the end, where the given log itself withholds everything of this audience.
    """
    told = withheld = False
    for entry in entries:
        told |= audience in entry.parts
        withheld |= len(entry.parts) < len(entry.commitments)
        kept = {one: part for one, part in entry.parts.items() if one in (PUBLIC, audience)}
        count.entries, count.head = count.entries + 1, entry.hash
        count.parts += len(entry.commitments) - len(kept)
        yield replace(entry, parts=kept)
    if withheld and not told:
        raise UnreadableLogError(f"this copy of the log itself withholds the parts of {audience}: take the whole log")
