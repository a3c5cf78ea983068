"""The answer to an order as it is kept: what a second giving of the same order gets. Nothing is decided or stored here."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.entries import Entry
from engine.ids import CONTROL, OrderId, SeatId
from engine.recording import Submission
from engine.stored import Plain, canonical, plain_of


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredVerdict:
    """The answer to one order, and the entry that holds it."""

    seat: SeatId
    order_id: OrderId
    content_hash: str
    accepted: bool
    code: str
    sentence: str
    number: int


def verdicts_of(entries: Iterable[Entry]) -> list[StoredVerdict]:
    """The answers to the orders of these entries. KeyError where one holds no order."""
    return [verdict for verdict in map(verdict_in, entries) if verdict is not None]


def verdict_in(entry: Entry) -> StoredVerdict | None:
    """The stored answer to the order of an entry, from the entry itself; None for entry 0.

    The order may be one of an earlier version. KeyError where there is none.
    """
    control = entry.parts[CONTROL].plain
    if "verdict" not in control:
        return None
    refusal = control["verdict"].get("refusal")
    return StoredVerdict(
        seat=control["seat"],
        order_id=control["order_id"],
        content_hash=_hash_of(control["organisation"], control["order"], control.get("based_on")),
        accepted=refusal is None,
        code=refusal["code"] if refusal else "",
        sentence=refusal["sentence"] if refusal else "",
        number=entry.number,
    )


def order_hash(submission: Submission) -> str:
    """What makes two orders under one id the same."""
    return _hash_of(submission.organisation, plain_of(submission.order), submission.based_on)


def _hash_of(organisation: str | None, order: Plain, based_on: Mapping[str, int] | None) -> str:
    content: dict[str, Any] = {"organisation": organisation, "order": order}
    if based_on:
        content["based_on"] = dict(based_on)
    return hashlib.sha256(canonical(content)).hexdigest()
