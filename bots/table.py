"""A whole exercise in one process: the entries that a server would record, with fixed holders and no wall clock."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bots.facilitator import rulings_put_off
from bots.policy import Policy
from engine.entries import Entry
from engine.events import Event
from engine.exercise import Exercise
from engine.folding import fold
from engine.ids import CLOCK_SEAT, CONTROL, CONTROL_SEAT, PUBLIC, Audience, HolderId, OrderId, OrganisationId, SeatId
from engine.orders import (
    AdvancePhase,
    EndExercise,
    EndPractice,
    Order,
    PauseExercise,
    ResolveWeek,
    SealExercise,
    StartExercise,
    TakeSeat,
)
from engine.phases import Phase
from engine.recording import Opening, Recorded, Submission, first_entry, record
from engine.refusals import Refusal
from engine.replay import replayed, replayed_start
from engine.rules.turn import NEXT_PHASE
from engine.stored import Plain, world_of
from engine.views import View, view_at_start
from engine.world import World

Verdict = tuple[Event, ...] | Refusal
NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_.+-]+")
"""Files are named by an exercise's id: of a seed it has no other sign."""
MOST_ROUNDS = 50
"""How often each bot is asked in one order phase at the most; a policy that never ends is an error, not a hang."""


@dataclass(slots=True)
class Table:
    """Organisations around one table. Every order goes through `engine.recording`, as on a server."""

    world: World
    pace: str
    seed: str
    resumed: Sequence[Entry] = ()
    """The log to go on from; empty for a new one."""
    own_key: bytes = b""
    """The log key of a log that goes on; a new one's comes from the seed."""
    exercise: Exercise = field(init=False)
    entries: list[Entry] = field(init=False)
    views: dict[OrganisationId, View] = field(init=False)
    given: int = 0

    def __post_init__(self) -> None:
        if self.resumed:
            self._take_up()
            return
        opening = Opening(
            exercise_id=f"{self.world.deck.id}-{NOT_IN_A_NAME.sub('-', self.seed)}",
            pace=self.pace,
            seed=self.seed,
            seed_salt=_derived("seed salt", self.seed),
            log_key=self.log_key,
        )
        first = first_entry(self.world, opening)
        self.exercise = first.exercise
        self.entries = [first.entry]
        self.views = self._views_at_start(first.told[PUBLIC])

    def _views_at_start(self, first: Plain) -> dict[OrganisationId, View]:
        header = first["header"]
        public = world_of(header["world"])
        return {one: view_at_start(header, one, world=public) for one in self.world.organisations}

    def _take_up(self) -> None:
        self.exercise = replayed_start(self.resumed[0].parts[CONTROL].plain["header"])
        self.views = self._views_at_start(self.resumed[0].parts[PUBLIC].plain)
        self.entries = list(self.resumed)
        self.given = len(self.resumed)
        for entry in self.resumed[1:]:
            self.exercise = replayed(self.exercise, entry.parts[CONTROL].plain)
            self._hear(_told(entry))

    @property
    def log_key(self) -> bytes:
        """Rule 1.4: in play the log key comes from the seed, so that the same seed gives the same bytes."""
        return self.own_key or hashlib.sha256(f"log key\x1f{self.seed}".encode()).digest()

    def give(self, organisation: OrganisationId, order: Order) -> Verdict:
        """An organisation's order, recorded; its verdict."""
        return self._record(organisation, SeatId(f"seat-{organisation}"), HolderId(f"bot-{organisation}"), order)

    def control(self, order: Order) -> Verdict:
        """An order of control, recorded; its verdict."""
        return self._record(None, CONTROL_SEAT, HolderId("control"), order)

    def clock(self, order: Order) -> Verdict:
        """An order of the clock, recorded; its verdict."""
        return self._record(None, CLOCK_SEAT, HolderId("clock"), order)

    def _record(self, organisation: OrganisationId | None, seat: SeatId, holder: HolderId, order: Order) -> Verdict:
        self.given += 1
        order_id = OrderId(f"{seat}-{self.given}")
        return self.submit(Submission(order_id=order_id, seat=seat, holder=holder, organisation=organisation, order=order))

    def submit(self, submission: Submission) -> Verdict:
        """Somebody's order as it was given elsewhere, recorded; its verdict."""
        recorded = record(self.exercise, submission, self.entries[-1], self.log_key, None)
        self._tell(recorded)
        return recorded.verdict

    def _tell(self, recorded: Recorded) -> None:
        self.entries.append(recorded.entry)
        self.exercise = recorded.exercise
        self._hear(recorded.told)

    def _hear(self, parts: Mapping[Audience, Plain]) -> None:
        public = parts.get(PUBLIC)
        for organisation, view in self.views.items():
            heard = fold(view, public) if public else view
            own = parts.get(Audience(organisation))
            self.views[organisation] = fold(heard, own) if own else heard


def _told(entry: Entry) -> dict[Audience, Plain]:
    """What organisations and everybody learn of an entry, read once."""
    return {audience: part.plain for audience, part in entry.parts.items() if audience != CONTROL}


def seat_all(table: Table, policies: Mapping[OrganisationId, Policy]) -> None:
    """Check-in: somebody for every organisation that has a policy, and their standing intents."""
    for organisation in sorted(policies):
        check_in(table, organisation, policies[organisation])


def check_in(table: Table, organisation: OrganisationId, policy: Policy) -> None:
    """A bot takes one organisation's seat and says what it says before play."""
    table.clock(TakeSeat(organisation=organisation, holder=HolderId(f"bot-{organisation}")))
    for order in policy.at_check_in(table.views[organisation]):
        table.give(organisation, order)


def play_orders(table: Table, policies: Mapping[OrganisationId, Policy]) -> None:
    """One order phase: everybody in turn gives what it has to give, until nobody has anything more."""
    for _ in range(MOST_ROUNDS):
        moved = False
        for organisation in sorted(policies):
            for order in list(policies[organisation].orders(table.views[organisation])):
                moved |= not isinstance(table.give(organisation, order), Refusal)
        if not moved:
            return
    raise RuntimeError(f"some policy still gives orders after {MOST_ROUNDS} rounds of turn {table.exercise.turn}")


def advance(table: Table) -> None:
    """Go on to the next phase; resolving lets every week of the turn pass first.

    Free actions that control has not ruled on are put off.
    """
    to = NEXT_PHASE[table.exercise.phase]
    if table.exercise.phase is Phase.RESOLVE:
        _, last = table.world.turn_weeks(table.pace, table.exercise.turn)
        while table.exercise.week <= last:
            table.clock(ResolveWeek(week=table.exercise.week))
    if table.exercise.phase is Phase.ADJUDICATE:
        for put_off in rulings_put_off(table.exercise):
            table.control(put_off)
    table.control(AdvancePhase(to=to))


def play(
    world: World,
    *,
    pace: str,
    seed: str,
    policies: Mapping[OrganisationId, Policy],
    progress: Callable[[Table], None] = lambda table: None,
    until: int | None = None,
) -> Table:
    """A whole exercise from check-in to the sealed log, or to the picture of turn `until`, without practice.

    `progress` is called after every phase.
    """
    table = Table(world=world, pace=pace, seed=seed)
    play_on(table, policies, progress=progress, until=until)
    return table


def play_on(
    table: Table,
    policies: Mapping[OrganisationId, Policy],
    *,
    progress: Callable[[Table], None] = lambda table: None,
    until: int | None = None,
) -> None:
    """Bots take the seats and go on from where a table stands, as `play` does; a pause and a practice are ended first."""
    if table.exercise.paused:
        table.control(PauseExercise(paused=False))
    if table.exercise.practice:
        table.control(EndPractice())
    if not table.exercise.phase.over:
        seat_all(table, policies)
    if table.exercise.phase.before_start:
        table.control(StartExercise())
    while not table.exercise.phase.over:
        progress(table)
        if table.exercise.phase is Phase.ORDERS:
            play_orders(table, policies)
        if table.exercise.phase is Phase.PICTURE:
            if table.exercise.turn == until:
                return
            if table.exercise.turn == table.exercise.turns:
                table.control(EndExercise())
                break
        advance(table)
    table.control(SealExercise())


def _derived(purpose: str, seed: str) -> str:
    return hashlib.sha256(f"{purpose}\x1f{seed}".encode()).hexdigest()
