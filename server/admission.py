"""Who may speak: exercises with their seats and tokens, and the seat that a token opens. No socket, no rule."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import cast

from sqlalchemy import Connection, bindparam, select, update

from engine.entries import Entry
from engine.ids import CONTROL, HolderId, OrganisationId, SeatId
from engine.recording import Opening
from engine.steering import steers
from engine.world import World
from injects.files import FILE_NAME
from injects.problems import did_you_mean
from server.clock import first_entries
from server.store import SEAT, Store
from server.succession import check_may_serve
from server.tables import ExerciseRow, PersonRow, SeatRow, SpentTokenRow, table
from server.trouble import StoreError, StoreTrouble, explained
from server.wire import Role, SeatIssued, SeatWanted, WireCode

SPENT = table(SpentTokenRow)
OF_TOKEN = select(SEAT).where(SEAT.c.token_hash == bindparam("hashed"))
BOT_CLIENT = "surgex-bot/"
"""How the name of a client begins that is a bot."""
SPEAKS_FOR_NONE: tuple[Role, ...] = ("control", "evaluator", "spectator")
"""Roles that go with no organisation."""
REVOKED = "This seat's token was revoked. Ask control for a new one."
REPLACED = {
    "reissued": "This token was replaced by a new one. Ask control for it.",
    "passed": "This seat was passed to somebody else. Ask control if it should be yours.",
}
"""What is said to whoever comes with a token that a seat had before, by why it has another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CreatedExercise:
    """A new exercise: its id, the identity of its log, and its seats, control's first."""

    id: str
    log: str
    pace: str
    title: str
    seats: tuple[SeatIssued, ...]

    @property
    def control(self) -> SeatIssued:
        """Control's first seat."""
        return self.seats[0]

    def seat_of(self, organisation: str) -> SeatIssued:
        """The seat that speaks for an organisation; KeyError where none does."""
        for seat in self.seats:
            if organisation in seat.organisations:
                return seat
        raise KeyError(organisation)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmittedSeat:
    """What a valid token opens, and who holds it."""

    exercise: str
    seat: SeatId
    role: Role
    organisations: tuple[OrganisationId, ...]
    holder: HolderId
    read_up_to: int = 0
    """How far a holder had read when that was last written down."""
    token_hash: str = field(repr=False)
    """Of the token that opened it: once the seat has another, this connection ends."""


class AdmissionError(Exception):
    """A token that opens nothing: a code of the wire, and a sentence with the mend."""

    def __init__(self, code: WireCode, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


def create_exercise(
    store: Store,
    world: World,
    pace: str | None = None,
    seed: str | None = None,
    *,
    seats: Sequence[SeatWanted] = (),
    clock_driven: bool = False,
) -> CreatedExercise:
    """Put down a new exercise with these seats, or with one for control and one for each organisation where none is named.

    `pace` None is the deck's own; a KeyError names one that the deck has not. `seed` None draws one. A seat for control
    is always there. Raises StoreError; AdmissionError where a seat names an organisation that the world has not.
    `clock_driven`: the clock goes on from phase to phase; ValueError where the pace gives no times.
    """
    check_may_serve(store)
    chosen = world.deck.pace(pace or world.deck.default_pace).id
    wanted = complete(world, seats)
    log_key = secrets.token_bytes(32)
    opening = Opening(
        exercise_id=f"{world.deck.id}-{secrets.token_hex(3)}",
        pace=chosen,
        seed=seed if seed is not None else secrets.token_hex(16),
        seed_salt=secrets.token_hex(16),
        log_key=log_key,
        created=now(),
    )
    entries = first_entries(world, opening, clock_driven=clock_driven)
    row = ExerciseRow(id=opening.exercise_id, deck=world.deck.id, pace=chosen, log_key=log_key, created=opening.created or "")
    return _put_down(store, world, row, entries, wanted)


def adopt_exercise(
    store: Store, world: World, entries: Sequence[Entry], *, seats: Sequence[SeatWanted] = ()
) -> CreatedExercise:
    """Put down an exercise that goes on from a log, with new seats; entries to come get a log key of their own.

    `world` is the log's; `seats` as for a new exercise. Raises StoreError, also where the exercise is there already.
    """
    header = entries[0].parts[CONTROL].plain["header"]
    if not FILE_NAME.fullmatch(header["exercise"]):
        said = (
            f"{header['exercise'][:60]!r} is no id of an exercise: files are named by it. Ask for the log that surgex exported"
        )
        raise StoreError(StoreTrouble.BROKEN_LOG, said)
    row = ExerciseRow(
        id=header["exercise"],
        deck=world.deck.id,
        pace=header["pace"],
        log_key=secrets.token_bytes(32),
        created=now(),
    )
    return _put_down(store, world, row, entries, complete(world, seats))


def complete(world: World, seats: Sequence[SeatWanted]) -> list[SeatWanted]:
    """The seats of an exercise, control's first; one for each organisation where none is named. Raises AdmissionError."""
    wanted = list(seats) or [SeatWanted(organisations=(organisation,)) for organisation in world.seated]
    check_seats(world, wanted)
    control = [one for one in wanted if one.role == "control"] or [SeatWanted(role="control")]
    return [*control, *(one for one in wanted if one.role != "control")]


def one_each_beside(world: World, groups: Sequence[SeatWanted]) -> list[SeatWanted]:
    """These seats, and one for each organisation that people are to play and for which none of them speaks."""
    spoken_for = {organisation for group in groups if group.role == "participant" for organisation in group.organisations}
    alone = [SeatWanted(organisations=(one,)) for one in world.seated if one not in spoken_for]
    return [*groups, *alone]


def check_seats(world: World, seats: Sequence[SeatWanted]) -> None:
    """Raises AdmissionError where a seat cannot be one of this world."""
    for seat in seats:
        for organisation in seat.organisations:
            if organisation not in world.organisations:
                mend = did_you_mean(organisation, world.organisations)
                raise AdmissionError(WireCode.BAD_SEATS, f"{world.deck.id} has no organisation `{organisation}`: {mend}")
        if (seat.role in SPEAKS_FOR_NONE) == bool(seat.organisations):
            mend = "leave it without one" if seat.organisations else "name one at least"
            raise AdmissionError(WireCode.BAD_SEATS, f"the role {seat.role} and its organisations do not go together: {mend}")
        if any(steers(sign) for sign in seat.name + seat.contact):
            raise AdmissionError(WireCode.BAD_SEATS, "a name holds signs that steer a terminal: type it without them")


def _put_down(
    store: Store, world: World, row: ExerciseRow, entries: Sequence[Entry], wanted: Sequence[SeatWanted]
) -> CreatedExercise:
    issued = [issue(world, one) for one in wanted]
    seats, people = rows_of(row.id, issued)
    store.create(row, entries, seats, people)
    return CreatedExercise(id=row.id, log=entries[0].hash, pace=row.pace, title=world.deck.title, seats=tuple(issued))


def issue(world: World, wanted: SeatWanted) -> SeatIssued:
    """A seat with an id and a token, which stands nowhere yet."""
    return SeatIssued(
        seat=SeatId(f"seat-{secrets.token_hex(6)}"),
        role=wanted.role,
        organisations=wanted.organisations,
        title=title_of(world, wanted.role, wanted.organisations),
        token=new_token(),
        name=wanted.name,
        contact=wanted.contact,
    )


def title_of(world: World, role: Role, organisations: Sequence[OrganisationId]) -> str:
    """What a seat is called."""
    titles = ", ".join(world.organisations[one].title for one in organisations)
    if role == "participant":
        return titles
    return f"{role.capitalize()}{': ' if titles else ''}{titles}"


def rows_of(exercise: str, issued: Sequence[SeatIssued]) -> tuple[list[SeatRow], list[PersonRow]]:
    """What is stored of new seats: hashes of their tokens, and who is known already, under a holder drawn for them."""
    seats, people = [], []
    for one in issued:
        holder = new_holder("person") if one.name or one.contact else None
        if holder is not None:
            people.append(PersonRow(holder=holder, exercise=exercise, name=one.name, contact=one.contact))
        hashed, organisations = token_hash(one.token), "\n".join(one.organisations)
        seats.append(
            SeatRow(
                id=one.seat, exercise=exercise, token_hash=hashed, role=one.role, organisations=organisations, holder=holder
            )
        )
    return seats, people


def admit(store: Store, token: str, client: str) -> AdmittedSeat:
    """The seat that a token opens; its holder is drawn when it is opened first. Raises AdmissionError, StoreError."""
    hashed = token_hash(token)
    with explained(store.database), store.engine.connect() as connection:
        row = connection.execute(OF_TOKEN, {"hashed": hashed}).mappings().one_or_none()
        if row is None or not hmac.compare_digest(row["token_hash"], hashed):
            raise _unknown(connection, hashed)
        if row["revoked"]:
            raise AdmissionError(WireCode.SEAT_REVOKED, REVOKED)
    holder = row["holder"] or store.commits.done(partial(_first_holder, str(row["id"]), client))
    return AdmittedSeat(
        exercise=row["exercise"],
        seat=SeatId(row["id"]),
        role=cast(Role, row["role"]),
        organisations=tuple(OrganisationId(one) for one in row["organisations"].split("\n") if one),
        holder=HolderId(holder),
        read_up_to=row["read_up_to"],
        token_hash=hashed,
    )


def _first_holder(seat: str, client: str, connection: Connection) -> str:
    unheld = (SEAT.c.id == seat) & SEAT.c.holder.is_(None)
    holder = new_holder("bot" if client.startswith(BOT_CLIENT) else "person")
    connection.execute(update(SEAT).where(unheld).values(holder=holder))
    return str(connection.execute(select(SEAT.c.holder).where(SEAT.c.id == seat)).scalar_one())


def _unknown(connection: Connection, hashed: str) -> AdmissionError:
    why = connection.execute(select(SPENT.c.why).where(SPENT.c.token_hash == hashed)).scalar()
    if why is not None:
        return AdmissionError(WireCode.SEAT_REVOKED, REPLACED[why])
    return AdmissionError(WireCode.UNKNOWN_TOKEN, "No seat has this token. Copy it whole, or ask control for yours.")


def token_hash(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def new_token() -> str:
    """192 random bits; it begins with a letter or digit, so that no command line takes it for an option."""
    while not (token := secrets.token_urlsafe(24))[0].isalnum():
        pass
    return token


def new_holder(kind: str) -> str:
    """A random id for whoever sits down; it tells a bot from a person and nothing else."""
    return f"{kind}-{secrets.token_hex(6)}"


def now() -> str:
    """UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
