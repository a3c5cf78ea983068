"""What if: the orders behind an entry given once more, some left out or replaced, some organisations played by bots."""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from aar.branching import Fork, branch
from aar.replaying import UnreadableLogError, format_in
from bots.policy import Policy
from bots.table import Table, check_in, play_orders
from engine.entries import Entry
from engine.formats import upgraded
from engine.ids import CONTROL, OrganisationId
from engine.orders import AcceptLate, ActFor, AdvancePhase, Order, StartExercise
from engine.phases import Phase
from engine.recording import Submission
from engine.refusals import Refusal
from engine.replay import submission_in
from engine.stored import Plain, StoredError, order_of, state_hash
from engine.versions import ON_THE_PRESENT

CARRIES_PLAY_ON = frozenset(
    {"start-practice", "end-practice", "start-exercise", "advance-phase", "resolve-week", "end-exercise", "seal-exercise"}
)
"""Kinds of orders without which play would stand still: they can be neither left out nor replaced."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Otherwise:
    """What is to be other than it was. Entries are those of the log that is forked."""

    dropped: frozenset[int] = frozenset()
    replaced: Mapping[int, Order] = field(default_factory=dict)
    policies: Mapping[OrganisationId, Policy] = field(default_factory=dict)
    """Bots in the place of what these organisations ordered."""

    def __bool__(self) -> bool:
        return bool(self.dropped or self.replaced or self.policies)

    @property
    def named(self) -> tuple[int, ...]:
        """The entries that are left out or replaced."""
        return tuple(sorted(self.dropped | self.replaced.keys()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """An order that was given as before and answered otherwise: refused where it was taken, or taken where it was not."""

    number: int
    """Its entry in the log that is forked."""
    organisation: OrganisationId | None
    kind: str
    refused_now: str
    """The sentence of the refusal; empty where it is taken now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retold:
    """How the rest of a log went under what is otherwise."""

    given: int
    """Recorded orders that were given once more."""
    left_out: int
    by_bots: int
    """Orders that bots gave in the place of what was left out."""
    turned: tuple[Turned, ...]
    did_nothing: bool
    """Whether the exercise stands in the end exactly as it did: what is otherwise was without effect."""


def at_of(otherwise: Otherwise, at: int | None) -> int:
    """The entry after which a fork departs: as named, else the one before the first that is changed, else check-in."""
    if at is not None:
        return at
    return otherwise.named[0] - 1 if otherwise.named else 0


def replacements_in(plain: object) -> dict[int, Order]:
    """Orders by the entry whose order they replace, from plain data. Raises UnreadableLogError, naming the place."""
    if not isinstance(plain, list):
        raise UnreadableLogError('replacements are a list: [{"entry": 41, "order": {"kind": "approve-step", …}}]')
    found: dict[int, Order] = {}
    for place, one in enumerate(plain, start=1):
        if not isinstance(one, dict) or set(one) != {"entry", "order"} or type(one["entry"]) is not int:
            raise UnreadableLogError(f'replacement {place}: an object with "entry" (a number) and "order" is wanted')
        if one["entry"] in found:
            raise UnreadableLogError(f"replacement {place}: entry {one['entry']} is replaced twice")
        try:
            found[one["entry"]] = order_of(one["order"])
        except StoredError as error:
            raise UnreadableLogError(f"replacement {place}: {error}") from None
    return found


def gone_on(
    parent: Sequence[Entry], otherwise: Otherwise, at: int | None, progress: Progress = lambda done, of: None
) -> tuple[Fork, Table, Retold | None]:
    """A fork, a table that stands where it has led, and how the rest went; None where nothing is to be otherwise.

    Raises UnreadableLogError where there is no such entry, parts are withheld, or an order cannot be left out.
    """
    last = len(parent) - 1
    for number in otherwise.named:
        if not 1 <= number <= last:
            raise UnreadableLogError(f"there is no order in entry {number} of this log: name one from 1 to {last}")
    log_key = secrets.token_bytes(32)
    fork = branch(parent, at_of(otherwise, at), log_key, datetime.now(UTC).isoformat(timespec="seconds"))
    stands = fork.exercise
    seed = stands.aside.seed if stands.aside else stands.seed
    table = Table(world=stands.world, pace=stands.pace, seed=seed, resumed=fork.entries, own_key=log_key)
    return fork, table, retell(table, parent, fork, otherwise, progress) if otherwise else None


def retell(
    table: Table, parent: Sequence[Entry], fork: Fork, otherwise: Otherwise, progress: Progress = lambda done, of: None
) -> Retold:
    """Go on from a fork with what the parent's log holds behind it, but for what is otherwise (rule 2.10).

    `table` stands at the fork. What an order was based on is not asked again: it is judged on what is there now.
    Raises UnreadableLogError where an entry that is named is not behind the fork, or carries play on.
    """
    written = format_in(parent[0])
    rest = [upgraded(entry.parts[CONTROL].plain, written) for entry in parent[fork.parent.entry + 1 :]]
    _check(otherwise, fork.parent.entry, rest)
    table.given = max(table.given, len(parent))
    turned: list[Turned] = []
    bots = _Bots(table, otherwise.policies)
    left_out = 0
    for number, part in enumerate(rest, start=fork.parent.entry + 1):
        progress(number, len(parent))
        submission = _submission(number, part)
        bots.before(submission.order)
        if number in otherwise.dropped or bots.speak_for(submission):
            left_out += 1
            continue
        order = otherwise.replaced.get(number, submission.order)
        verdict = table.submit(replace(submission, order=order, based_on=ON_THE_PRESENT))
        if number not in otherwise.replaced:
            turned += _turned(number, submission, part, verdict)
    given = len(rest) - left_out
    did_nothing = state_hash(table.exercise) == state_hash(fork.ended_as)
    return Retold(given=given, left_out=left_out, by_bots=bots.given, turned=tuple(turned), did_nothing=did_nothing)


def _submission(number: int, part: Plain) -> Submission:
    try:
        return submission_in(part)
    except StoredError as error:
        raise UnreadableLogError(
            f"the order of entry {number} cannot be given once more: these rules do not know it as it stands ({error}). "
            f"Without what-if, `surgex branch --at {number - 1}` goes on from before it"
        ) from None


def _check(otherwise: Otherwise, at: int, rest: Sequence[Plain]) -> None:
    last = at + len(rest)
    for number in otherwise.named:
        if not at < number <= last:
            behind = f"name one from {at + 1} to {last}" if rest else "there is nothing behind it"
            raise UnreadableLogError(f"entry {number} does not lie behind entry {at}, where the new log departs: {behind}")
        kind = rest[number - at - 1]["order"]["kind"]
        if kind in CARRIES_PLAY_ON:
            raise UnreadableLogError(f"entry {number} is {kind}, which carries play on: name the order of a seat")


def _turned(number: int, submission: Submission, part: Plain, verdict: object) -> Iterator[Turned]:
    refused = isinstance(verdict, Refusal)
    if refused != ("refusal" in part["verdict"]):
        yield Turned(
            number=number,
            organisation=submission.organisation,
            kind=submission.order.kind,
            refused_now=verdict.sentence if isinstance(verdict, Refusal) else "",
        )


class _Bots:
    """Bots that take over some organisations: they come when play has begun again, and speak in every order phase."""

    def __init__(self, table: Table, policies: Mapping[OrganisationId, Policy]) -> None:
        self.table = table
        self.policies = policies
        self.given = 0
        self._came = False

    def speak_for(self, submission: Submission) -> bool:
        """Whether a recorded order is one of those in whose place bots speak."""
        order = submission.order
        if isinstance(order, AcceptLate | ActFor):
            return order.organisation in self.policies
        return submission.organisation in self.policies

    def before(self, order: Order) -> None:
        """Let them say what is theirs to say before this order: at check-in, as a phase begins, and before its lock."""
        if not self.policies or self.table.exercise.practice:
            return
        stands = self.table.exercise
        if not self._came and (isinstance(order, StartExercise) or not stands.phase.before_start):
            self._come()
        if stands.phase is Phase.ORDERS and not stands.paused and (self._fresh() or isinstance(order, AdvancePhase)):
            before = len(self.table.entries)
            play_orders(self.table, self.policies)
            self.given += len(self.table.entries) - before

    def _come(self) -> None:
        self._came = True
        if self.table.exercise.phase.over:
            return
        before = len(self.table.entries)
        for organisation in sorted(self.policies):
            check_in(self.table, organisation, self.policies[organisation])
        self.given += len(self.table.entries) - before

    def _fresh(self) -> bool:
        """Whether this phase has just begun: nobody has ordered anything in it yet."""
        return bool(self.table.entries[-1].parts[CONTROL].plain["order"]["kind"] == AdvancePhase.kind)
