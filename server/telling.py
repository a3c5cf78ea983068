"""The frames that tell seats of an entry, made from the bytes that were recorded: no part is read and written anew."""

import json
from collections.abc import Iterable

from engine.entries import Entry
from engine.ids import CONTROL, Audience


class Telling:
    """One entry; what several seats are told alike is put together once."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry
        self._texts: dict[Audience, str] = {}
        self._parts: dict[tuple[Audience, ...], str] = {}

    def told(self, sequence: int, audiences: Iterable[Audience]) -> str:
        """The frame of a `told` with the parts of those of these audiences that learned something."""
        learned = tuple(audience for audience in self._entry.parts if audience in audiences)
        if learned not in self._parts:
            self._parts[learned] = ",".join(f"{json.dumps(one)}:{self._text(one)}" for one in learned)
        return f'{{"type":"told","sequence":{sequence},"parts":{{{self._parts[learned]}}}}}'

    def told_control(self, sequence: int) -> str:
        """The frame of a `told-control`."""
        about = f'"sequence":{sequence},"number":{self._entry.number},"hash":"{self._entry.hash}"'
        return f'{{"type":"told-control",{about},"part":{self._text(CONTROL)}}}'

    def _text(self, audience: Audience) -> str:
        if audience not in self._texts:
            self._texts[audience] = self._entry.parts[audience].content.decode()
        return self._texts[audience]
