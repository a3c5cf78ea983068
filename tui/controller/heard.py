"""What others wrote to control, from the entries of the log: messages, words in the room, answers to its own requests."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from engine.ids import CONTROL_PARTY
from engine.orders import ActFor
from engine.stored import Plain
from tui.words import plural

WRITTEN = ("message-sent", "said-in-room", "request-made", "request-answered")
"""Kinds of events in which somebody tells somebody something."""
TO_READ = ("message-sent", "request-answered")
"""Those that control has only to read: a request waits for its answer besides, and what was said in the room was heard."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing that was written to control, or by it."""

    key: str
    """Number of the entry, and place in what is written in it."""
    event: Mapping[str, Any]
    sender: str
    to: tuple[str, ...]
    from_others: bool
    """Whether somebody else wrote it to control."""

    @property
    def text(self) -> str:
        """What was said; the verdict of an answer before its words."""
        said = [self.event.get("verdict"), self.event.get("what") or self.event.get("text")]
        return ": ".join(str(one) for one in said if one)


def heard(recent: Sequence[tuple[int, Plain]]) -> Iterator[Heard]:
    """What was written to control or by it, oldest first."""
    for number, part in recent:
        yield from heard_in(number, part)


def heard_in(number: int, part: Mapping[str, Any]) -> Iterator[Heard]:
    """The same of one entry."""
    written = (one for one in part.get("verdict", {}).get("events", ()) if one["kind"] in WRITTEN)
    by_hand = (part.get("order") or {}).get("kind") == ActFor.kind
    for place, event in enumerate(written):
        sender, to = _parties(event)
        if str(CONTROL_PARTY) in (sender, *to):
            yield Heard(f"{number}.{place}", event, sender, to, sender != str(CONTROL_PARTY) and not by_hand)


def _parties(event: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    if event["kind"] == "request-answered":
        return str(event["by"]), (str(event["sender"]),)
    return str(event.get("speaker") or event.get("sender")), tuple(map(str, event["to"]))


def unread(recent: Sequence[tuple[int, Plain]], seen: Set[str]) -> list[Heard]:
    """What others wrote to control that nobody has looked at here, oldest first."""
    return [one for one in heard(recent) if one.from_others and one.event["kind"] in TO_READ and one.key not in seen]


def messages_count(recent: Sequence[tuple[int, Plain]], seen: Set[str]) -> str:
    """How many messages nobody has looked at; empty where there is none."""
    waiting = len(unread(recent, seen))
    return plural(waiting, "message") if waiting else ""
