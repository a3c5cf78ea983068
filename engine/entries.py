"""An entry of the log: a sealed part for each audience, chained to the entry before. What it records: `engine/recording.py`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from engine.ids import Audience
from engine.stored import (
    Plain,
    StoredError,
    canonical,
    chained,
    commitment,
    parse,
    salt,
)

NO_PREVIOUS = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one audience learned, as canonical bytes, with the salt that opens its commitment."""

    salt: bytes
    content: bytes

    @property
    def plain(self) -> Plain:
        """The part as plain data."""
        plain: Plain = parse(self.content)
        return plain


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One order with its verdict: the unit of the log."""

    number: int
    previous: str
    commitments: tuple[str, ...]
    parts: Mapping[Audience, Part]

    @cached_property
    def hash(self) -> str:
        """The entry's hash, which the next one names."""
        return chained(self.number, self.previous, self.commitments)


def sealed(number: int, previous: str, plain_parts: Mapping[Audience, Plain], log_key: bytes) -> Entry:
    """An entry from plain parts: each says whose it is, and is committed to under a salt of its own."""
    parts = {}
    for audience in sorted(plain_parts):
        content = canonical({"audience": audience, **plain_parts[audience]})
        parts[audience] = Part(salt=salt(log_key, number, audience), content=content)
    commitments = tuple(sorted(commitment(part.salt, part.content) for part in parts.values()))
    return Entry(number=number, previous=previous, commitments=commitments, parts=parts)


def entry_plain(entry: Entry) -> Plain:
    """An entry as plain data: one line of an exported log."""
    return {
        "number": entry.number,
        "previous": entry.previous,
        "commitments": list(entry.commitments),
        "parts": {
            audience: {"salt": part.salt.hex(), "content": part.content.decode()} for audience, part in entry.parts.items()
        },
    }


def entry_of(plain: object) -> Entry:
    """The entry that plain data describe; StoredError where they describe none."""
    try:
        given = dict(plain)  # type: ignore[call-overload]
        parts = {
            Audience(audience): Part(salt=bytes.fromhex(part["salt"]), content=part["content"].encode())
            for audience, part in given["parts"].items()
        }
        return Entry(
            number=int(given["number"]),
            previous=str(given["previous"]),
            commitments=tuple(str(one) for one in given["commitments"]),
            parts=parts,
        )
    except KeyError as error:
        raise StoredError(f"no entry of a log: `{error.args[0]}` is missing") from None
    except (TypeError, ValueError, AttributeError):
        raise StoredError("no entry of a log: something in it is of another kind than an entry has there") from None
