"""Whether a log is whole and was decided by these rules: the chain, the commitments, and every verdict again."""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.apply import apply_all
from engine.decide import decide
from engine.entries import NO_PREVIOUS, Entry, events_in, replayed_start, seed_commitment
from engine.exercise import Exercise
from engine.ids import CONTROL, PUBLIC, OrganisationId
from engine.orders import Phase
from engine.refusals import Refusal
from engine.stored import StoredError, commitment, content_hash, order_of, plain_of, state_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was found. `fault` is empty where nothing was; `withheld` counts parts that this copy does not hold."""

    entries: int
    head: str
    withheld: int
    fault: str
    ended: bool
    decided_again: int
    """Entries whose order was decided again with the same outcome."""
    state: str
    """The hash of the state after the last entry; empty where control's parts are withheld."""


def verify(entries: Iterable[Entry], *, head: str = "") -> Verification:
    """Check every entry in turn, and stop at the first that does not hold. `head` is the hash that is expected last."""
    checker = _Checker()
    for entry in entries:
        checker.fault = checker.check(entry)
        if checker.fault:
            break
        checker.previous = entry.hash
        checker.count += 1
    if not checker.fault and not checker.count:
        checker.fault = "the log is empty"
    if not checker.fault and head and head != checker.previous:
        checker.fault = (
            f"the head is {checker.previous}, not the one given: entries are missing at the end, or it is another log"
        )
    return checker.result()


@dataclass(slots=True)
class _Checker:
    previous: str = NO_PREVIOUS
    count: int = 0
    withheld: int = 0
    decided_again: int = 0
    fault: str = ""
    exercise: Exercise | None = None

    def check(self, entry: Entry) -> str:
        return self._chain(entry) or self._content(entry)

    def _chain(self, entry: Entry) -> str:
        where = f"entry {entry.number}"
        if entry.number != self.count:
            return f"{where} stands where entry {self.count} belongs: one is missing or out of order"
        if entry.previous != self.previous:
            return f"{where} does not follow the entry before it: one of the two was changed"
        if len(set(entry.commitments)) != len(entry.commitments):
            return f"{where} commits twice to the same part"
        for audience, part in entry.parts.items():
            if commitment(part.salt, part.content) not in entry.commitments:
                return f"{where}: the part of {audience} is not the one that was committed to"
        self.withheld += len(entry.commitments) - len(entry.parts)
        return ""

    def _content(self, entry: Entry) -> str:
        try:
            for audience, part in entry.parts.items():
                if part.plain.get("audience") != audience:
                    return f"entry {entry.number}: the part of {audience} says that it is another's"
            control = entry.parts.get(CONTROL)
            if control is None:
                return ""
            return self._header(entry) if entry.number == 0 else self._decide_again(entry)
        except (StoredError, KeyError, TypeError, ValueError) as error:
            return f"entry {entry.number} cannot be read: {type(error).__name__} {error}"

    def _header(self, entry: Entry) -> str:
        header = entry.parts[CONTROL].plain["header"]
        public = entry.parts[PUBLIC].plain["header"] if PUBLIC in entry.parts else header
        if header["seed_commitment"] != seed_commitment(header["seed"], header["seed_salt"]):
            return "entry 0: the seed is not the one that was committed to"
        for what in ("baseline", "deck"):
            if content_hash(header["world"][what], header["seed_salt"]) != public[f"{what}_hash"]:
                return f"entry 0: the {what} is not the one whose hash is published"
        self.exercise = replayed_start(header)
        return ""

    def _decide_again(self, entry: Entry) -> str:
        control = entry.parts[CONTROL].plain
        if self.exercise is None:
            return f"entry {entry.number} has control's part, but entry 0 has not: take a copy that holds both or neither"
        organisation = control["organisation"]
        by = OrganisationId(organisation) if organisation is not None else None
        again = decide(self.exercise, by, order_of(control["order"]))
        recorded = control["verdict"]
        if isinstance(again, Refusal):
            if recorded.get("refusal", {}).get("code") != again.code:
                return f"entry {entry.number}: these rules would refuse the order ({again.code})"
        elif [plain_of(event) for event in again] != recorded.get("events"):
            return f"entry {entry.number}: these rules would decide the order otherwise ({control['order']['kind']})"
        self.exercise = apply_all(self.exercise, events_in(control))
        self.decided_again += 1
        return ""

    def result(self) -> Verification:
        exercise = self.exercise
        return Verification(
            entries=self.count,
            head=self.previous,
            withheld=self.withheld,
            fault=self.fault,
            ended=exercise is not None and exercise.phase is Phase.ENDED,
            decided_again=self.decided_again,
            state=state_hash(exercise) if exercise else "",
        )
