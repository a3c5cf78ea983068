"""The orders of a log, in the order in which they arrived, given once more to a headless play; and where that led elsewhere."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aar.log_file import LogError
from aar.replaying import format_in, parts_in
from engine.changing import replace
from engine.entries import Entry
from engine.ids import CLOCK_SEAT, CONTROL, Audience, HolderId
from engine.orders import TakeSeat
from engine.recording import Opening, Submission, first_entry, record
from engine.replay import opening_in, submission_in
from engine.stored import Plain, content_hash, world_plain
from engine.world import World

NAMES_A_HOLDER = ("holder", "editor")
"""Fields of orders, events and entries that do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fed:
    """What the orders led to, and where that is not what the log says; `differs` is empty where it is the same."""

    entries: list[Entry]
    orders: int
    differs: str


@dataclass(slots=True)
class Holders:
    """Who held a seat is drawn by chance on a server: here everybody gets a name by the order in which they came."""

    names: dict[str, str] = field(default_factory=dict)

    def name(self, holder: str) -> HolderId:
        """The fixed name of a holder."""
        if holder == CLOCK_SEAT:
            return HolderId(holder)
        return HolderId(self.names.setdefault(holder, f"holder-{len(self.names) + 1}"))

    def renamed(self, value: Any) -> Any:
        """Plain data with fixed names where a holder is named."""
        if isinstance(value, dict):
            named = (key for key in NAMES_A_HOLDER if isinstance(value.get(key), str) and value[key])
            fixed = {key: self.names.get(value[key], value[key]) for key in named}
            return {key: self.renamed(one) for key, one in value.items()} | fixed
        return [self.renamed(one) for one in value] if isinstance(value, list) else value


def feed(world: World, log: Iterable[Entry]) -> Fed:
    """Rule 1.4: play the recorded orders anew, on this world, from the log's seed and pace, without a server.

    Raises LogError where the log withholds what control knows, or was played on another world, and UnreadableLogError
    where it is of a format that this version does not read.
    """
    recorded = iter(log)
    first = next(recorded, None)
    if first is None or CONTROL not in first.parts:
        raise LogError("the log holds no orders: it is empty, or released to somebody. Export it with `surgex export`.")
    written = format_in(first)
    opening = _opening(world, first, written)
    holders = Holders()
    begun = first_entry(world, opening)
    entries, exercise, differs = [begun.entry], begun.exercise, ""
    for given in recorded:
        parts = parts_in(given, tuple(given.parts), written)
        submission = _renamed(submission_in(parts[CONTROL]), holders)
        again = record(exercise, submission, entries[-1], opening.log_key, None)
        entries.append(again.entry)
        exercise = again.exercise
        differs = differs or _difference(parts, again.entry, holders)
    return Fed(entries=entries, orders=len(entries) - 1, differs=differs)


def _opening(world: World, first: Entry, written: int) -> Opening:
    header = parts_in(first, (CONTROL,), written)[CONTROL]["header"]
    declared = world_plain(world)
    for what in ("deck", "baseline"):
        if content_hash(declared[what], header["seed_salt"]) != header[f"{what}_hash"]:
            mend = "name the deck, the --start and the --baseline that it was played on"
            raise LogError(f"the log was played on another {what} than {world.deck.id}: {mend}")
    key = hashlib.sha256(f"log key\x1f{header['seed']}".encode()).digest()
    return replace(opening_in(header), log_key=key, created=None)


def _renamed(submission: Submission, holders: Holders) -> Submission:
    order = submission.order
    if isinstance(order, TakeSeat):
        order = replace(order, holder=holders.name(order.holder))
    return replace(submission, holder=holders.name(submission.holder), order=order)


def _difference(given: Mapping[Audience, Plain], again: Entry, holders: Holders) -> str:
    """What one entry says otherwise, but for wall time, holders and salts."""
    if set(given) != set(again.parts):
        changed = sorted(set(given) ^ set(again.parts))
        return f"entry {again.number} tells others: {', '.join(changed)}"
    for audience, part in given.items():
        one, other = _but_for_chance(holders.renamed(part)), _but_for_chance(again.parts[audience].plain)
        if one != other:
            return f"entry {again.number} tells {audience} otherwise, in {', '.join(_differing(one, other))}"
    return ""


def _but_for_chance(part: Plain) -> Plain:
    return {key: value for key, value in part.items() if key != "wall"}


def _differing(one: Plain, other: Plain) -> Sequence[str]:
    return sorted(key for key in one.keys() | other.keys() if one.get(key) != other.get(key))
