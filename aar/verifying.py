"""Whether a log is whole and was decided by these rules: the chain, the commitments, every verdict and every part again."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from aar.log_file import LogError
from aar.replaying import UnreadableLogError
from engine.apply import apply_all
from engine.decide import decide
from engine.entries import NO_PREVIOUS, Entry
from engine.events import Event
from engine.exercise import Exercise
from engine.formats import FormatError, format_of, upgraded
from engine.ids import CONTROL, PUBLIC, Audience
from engine.phases import Phase
from engine.recording import ENGINE_VERSION, header_parts, parts_of, seed_commitment
from engine.refusals import Refusal
from engine.replay import events_in, opening_in, replayed_start, submission_in
from engine.stored import FORMAT, Plain, StoredError, canonical, commitment, content_hash, plain_of, state_hash

HEAD_PRINTED = 16
"""So many signs of a head are printed at each lock, and are enough to find it again."""

_UNREADABLE = (StoredError, LookupError, TypeError, ValueError, AttributeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was found. `fault` is empty where nothing was; `withheld` counts parts that this copy does not hold."""

    entries: int
    head: str
    withheld: int
    fault: str
    chain_intact: bool
    """Whether every entry follows the one before it, holds what it committed to and can be read, up to the head that was given.
    A fault beside it is then one of rules: others than these decided something, or somebody wrote the whole log anew."""
    decided_otherwise: int
    """Entries that these rules would have decided or told otherwise."""
    engine: str
    """The version of surgex that the log says it was recorded by; empty where control's parts are withheld."""
    ended: bool
    """Whether EndEx is in it."""
    sealed: bool
    """Whether it is closed: nothing can be missing at its end."""
    decided_again: int
    """Entries whose order was decided again with the same outcome, and the same parts."""
    state: str
    """The hash of the state after the last entry; empty where control's parts are withheld."""


def verify(entries: Iterable[Entry], *, head: str = "") -> Verification:
    """Check every entry in turn: the chain up to where it breaks, and what these rules make of each order.

    The fault is that of the chain where it has one; else the first entry that these rules would have made otherwise.
    `head` is the hash, or its first signs, that is expected last. Raises UnreadableLogError for a format that this version
    does not read, and LogError where not even the first line is an entry; a later line that is none is a fault.
    """
    checker = _Checker()
    for entry in checker.readable(entries):
        checker.broken = checker.check(entry)
        if checker.broken:
            break
        checker.previous = entry.hash
        checker.count += 1
        if head and entry.hash.startswith(head):
            checker.found_head = entry.number
    if not checker.broken and not checker.count:
        checker.broken = "the log is empty"
    if not checker.broken and head:
        checker.broken = checker.head_fault()
    return checker.result()


@dataclass(slots=True)
class _Checker:
    previous: str = NO_PREVIOUS
    count: int = 0
    withheld: int = 0
    decided_again: int = 0
    decided_otherwise: int = 0
    broken: str = ""
    """Where the chain breaks."""
    otherwise: str = ""
    """The first entry that these rules would have made otherwise."""
    engine: str = ""
    exercise: Exercise | None = None
    written: int = FORMAT
    by_others: str = ""
    """Said where another version recorded the log: its rules may have been others."""
    found_head: int | None = None
    told_sealed: bool = False
    parts: dict[Audience, Plain] = field(default_factory=dict)
    """The parts of the entry that is checked, in the present format."""

    def readable(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        try:
            yield from entries
        except LogError as error:
            if not self.count:
                raise
            self.broken = str(error)

    def head_fault(self) -> str:
        if self.found_head is None:
            return f"the head is {self.previous}, not the one given: entries are missing at the end, or it is another log"
        if self.found_head < self.count - 1:
            first, last = self.found_head + 1, self.count - 1
            return f"entries {first} to {last} stand after the head that was given, which is that of entry {self.found_head}"
        return ""

    def check(self, entry: Entry) -> str:
        return self._chain(entry) or self._content(entry)

    def _chain(self, entry: Entry) -> str:
        fault = chain_fault(entry, self.count, self.previous)
        if not fault:
            self.withheld += len(entry.commitments) - len(entry.parts)
        return fault

    def _content(self, entry: Entry) -> str:
        try:
            plain = {audience: part.plain for audience, part in entry.parts.items()}
            for audience, part in plain.items():
                if part.get("audience") != audience:
                    return f"entry {entry.number}: the part of {audience} says that it is another's"
                if canonical(part) != entry.parts[audience].content:
                    return f"entry {entry.number}: the part of {audience} is not written as surgex writes"
            if entry.number == 0:
                self._take_format(plain)
            self.parts = {audience: upgraded(part, self.written) for audience, part in plain.items()}
            if CONTROL not in self.parts and self.exercise is not None:
                return f"entry {entry.number} has not control's part, but entry 0 has: take a copy that holds both or neither"
            if CONTROL not in self.parts:  # a released copy: everybody was told when the log was closed
                told = self.parts.get(PUBLIC, {}).get("facts", ())
                self.told_sealed = any(fact["kind"] == "exercise-sealed" for fact in told)
                return ""
            return self._header(entry, plain[CONTROL]["header"]) if entry.number == 0 else self._next(entry)
        except FormatError as error:
            raise UnreadableLogError(str(error)) from None
        except _UNREADABLE as error:
            return f"entry {entry.number} cannot be read: {type(error).__name__} {error}"

    def _take_format(self, plain: Mapping[Audience, Plain]) -> None:
        for audience in (CONTROL, PUBLIC):
            if audience in plain:
                self.written = format_of(plain[audience]["header"])

    def _header(self, entry: Entry, as_written: Mapping[str, Any]) -> str:
        header = self.parts[CONTROL]["header"]
        self.engine = header["engine"]
        if self.engine != ENGINE_VERSION:
            self.by_others = f"; surgex {self.engine} recorded it, this is {ENGINE_VERSION}"
        if header["seed_commitment"] != seed_commitment(header["seed"], header["seed_salt"]):
            return "entry 0: the seed is not the one that was committed to"
        for what in ("baseline", "deck"):
            if content_hash(as_written["world"][what], header["seed_salt"]) != header[f"{what}_hash"]:
                return f"entry 0: the {what} is not the one whose hash is published"
        self.exercise = replayed_start(header)
        if self.written != FORMAT:
            return ""
        expected = header_parts(self.exercise.world, opening_in(header), self.engine)
        self._take_otherwise(self._same(0, expected, len(entry.commitments)))
        return ""

    def _next(self, entry: Entry) -> str:
        control = self.parts[CONTROL]
        if self.exercise is None:
            return f"entry {entry.number} has control's part, but entry 0 has not: take a copy that holds both or neither"
        otherwise = self._decide_again(entry, self.exercise, control)
        self.exercise = apply_all(self.exercise, events_in(control))
        self.decided_again += not otherwise
        self._take_otherwise(otherwise)
        return ""

    def _decide_again(self, entry: Entry, exercise: Exercise, control: Plain) -> str:
        try:
            submission = submission_in(control)
            again = decide(exercise, submission.actor, submission.order, submission.based_on)
        except _UNREADABLE as error:  # an order that had another shape then: its events are read all the same
            return f"entry {entry.number}: these rules do not know such an order ({error}){self.by_others}"
        otherwise = _otherwise(again, control)
        if otherwise:
            return f"entry {entry.number}: these rules would {otherwise}{self.by_others}"
        return self._same(entry.number, parts_of(exercise, submission, again, control["wall"]), len(entry.commitments))

    def _take_otherwise(self, said: str) -> None:
        self.decided_otherwise += bool(said)
        self.otherwise = self.otherwise or said

    def _same(self, number: int, expected: Mapping[Audience, Any], committed: int) -> str:
        """Whether the parts are those that these rules make: nothing in them is invented, and nobody's is left out."""
        for audience, part in self.parts.items():
            if audience not in expected:
                return f"entry {number}: {audience} learned nothing by these rules, and yet it has a part"
            if {"audience": audience, **expected[audience]} != part:
                return f"entry {number}: the part of {audience} does not say what these rules tell {audience}"
        if committed != len(expected):
            return f"entry {number} commits to {committed} parts, where these rules make {len(expected)}"
        return ""

    def result(self) -> Verification:
        exercise = self.exercise
        return Verification(
            entries=self.count,
            head=self.previous,
            withheld=self.withheld,
            fault=self.broken or self.otherwise,
            chain_intact=not self.broken,
            decided_otherwise=self.decided_otherwise,
            engine=self.engine,
            ended=exercise is not None and exercise.phase.over,
            sealed=self.told_sealed or (exercise is not None and exercise.phase is Phase.SEALED),
            decided_again=self.decided_again,
            state=state_hash(exercise) if exercise else "",
        )


def chain_fault(entry: Entry, number: int, previous: str) -> str:
    """Why an entry is not the one of this number behind that hash, or holds what was not committed to; empty where it is."""
    where = f"entry {entry.number}"
    if entry.number < number:
        return f"{where} stands where entry {number} belongs: it was moved or added"
    if entry.number > number:
        return f"{where} stands where entry {number} belongs: one is missing or out of order"
    if entry.previous != previous:
        return f"{where} does not follow the entry before it: one of the two was changed"
    if len(set(entry.commitments)) != len(entry.commitments):
        return f"{where} commits twice to the same part"
    for audience, part in entry.parts.items():
        if commitment(part.salt, part.content) not in entry.commitments:
            return f"{where}: the part of {audience} is not the one that was committed to"
    return ""


def _otherwise(again: tuple[Event, ...] | Refusal, control: Plain) -> str:
    """What these rules would do instead of what is recorded; empty where it is the same."""
    recorded = control["verdict"]
    if isinstance(again, Refusal):
        same = recorded.get("refusal", {}).get("code") == again.code
        return "" if same else f"refuse the order ({again.code})"
    if [plain_of(event) for event in again] == recorded.get("events"):
        return ""
    return f"decide the order otherwise ({control['order']['kind']})"
