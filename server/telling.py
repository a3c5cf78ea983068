"""The frames that tell seats of an entry, made from the bytes that were recorded: no part is read and written anew."""

from collections.abc import Iterable

from engine.entries import Entry
from engine.ids import CONTROL, Audience
from engine.stored import canonical


class Telling:
    """One entry; what several seats are told alike is put together once."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry
        self._parts: dict[frozenset[Audience], bytes] = {}
        self._control: tuple[bytes, bytes] | None = None

    def told(self, sequence: int, audiences: Iterable[Audience]) -> bytes:
        """The frame of a `told` with the parts of those of these audiences that learned something."""
        heard = frozenset(audiences)
        parts = self._parts.get(heard)
        if parts is None:
            learned = sorted(heard & self._entry.parts.keys())
            written = b",".join(b"%s:%s" % (canonical(one), self._entry.parts[one].content) for one in learned)
            parts = self._parts[heard] = b',"parts":{%s}}' % written
        return b'{"type":"told","sequence":%d%s' % (sequence, parts)

    def told_control(self, sequence: int) -> bytes:
        """The frame of a `told-control`."""
        if self._control is None:
            entry = self._entry
            self._control = b"%d" % entry.number, b'"%s","part":%s}' % (entry.hash.encode(), entry.parts[CONTROL].content)
        return b'{"type":"told-control","sequence":%d,"number":%s,"hash":%s' % (sequence, *self._control)
