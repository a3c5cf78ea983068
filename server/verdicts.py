"""The answer to an order as it is kept: what a second giving of the same order gets. Nothing is decided or stored here."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.entries import Entry, Submission, submission_in
from engine.ids import CONTROL, OrderId, SeatId
from engine.stored import canonical, plain_of


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
    """The answers to the orders of these entries. StoredError where one holds no order."""
    return [verdict for verdict in map(verdict_in, entries) if verdict is not None]


def verdict_in(entry: Entry) -> StoredVerdict | None:
    """The stored answer to the order of an entry, from the entry itself; None for entry 0. StoredError where it is no order."""
    control = entry.parts[CONTROL].plain
    if "verdict" not in control:
        return None
    submission, refusal = submission_in(control), control["verdict"].get("refusal")
    return stored_verdict(submission, order_hash(submission), refusal, entry.number)


def stored_verdict(submission: Submission, content: str, refusal: Mapping[str, str] | None, number: int) -> StoredVerdict:
    """What is kept of the answer to an order."""
    return StoredVerdict(
        seat=submission.seat,
        order_id=submission.order_id,
        content_hash=content,
        accepted=refusal is None,
        code=refusal["code"] if refusal else "",
        sentence=refusal["sentence"] if refusal else "",
        number=number,
    )


def order_hash(submission: Submission) -> str:
    """What makes two orders under one id the same."""
    content: dict[str, Any] = {"organisation": submission.organisation, "order": plain_of(submission.order)}
    if submission.based_on:
        content["based_on"] = dict(submission.based_on)
    return hashlib.sha256(canonical(content)).hexdigest()
