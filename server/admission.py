"""Who may speak: exercises with their seats and tokens, and the seat that a token opens. No socket, no rule."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from sqlalchemy import select, update

from engine.entries import Entry, Opening
from engine.ids import CONTROL, HolderId, OrganisationId, SeatId
from engine.world import World
from server.clock import first_entries
from server.store import SEAT, Store
from server.tables import ExerciseRow, SeatRow
from server.trouble import explained
from server.wire import Role, WireCode

BOT_CLIENT = "surgex-bot/"
"""How the name of a client begins that is a bot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CreatedSeat:
    """A new seat with its token, which is told here and never again."""

    seat: SeatId
    role: Role
    organisations: tuple[OrganisationId, ...]
    title: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CreatedExercise:
    """A new exercise: its id, the identity of its log, and its seats, control's first."""

    id: str
    log: str
    pace: str
    seats: tuple[CreatedSeat, ...]

    @property
    def control(self) -> CreatedSeat:
        """Control's seat."""
        return self.seats[0]

    def seat_of(self, organisation: str) -> CreatedSeat:
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
    tables: Sequence[Sequence[str]] | None = None,
    clock_driven: bool = False,
) -> CreatedExercise:
    """Put down a new exercise with one seat for control and one for each organisation.

    `pace` None is the deck's own; a KeyError names one that the deck has not. `seed` None draws one. `tables` groups
    organisations on seats instead; a KeyError names one that the world has not. Raises StoreError.
    `clock_driven`: the clock goes on from phase to phase; ValueError where the pace gives no times.
    """
    chosen = world.deck.pace(pace or world.deck.default_pace).id
    log_key = secrets.token_bytes(32)
    opening = Opening(
        exercise_id=f"{world.deck.id}-{secrets.token_hex(3)}",
        pace=chosen,
        seed=seed if seed is not None else secrets.token_hex(16),
        seed_salt=secrets.token_hex(16),
        log_key=log_key,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    entries = first_entries(world, opening, clock_driven=clock_driven)
    row = ExerciseRow(id=opening.exercise_id, deck=world.deck.id, pace=chosen, log_key=log_key, created=opening.created or "")
    return _put_down(store, row, entries, _seats_of(world, tables))


def adopt_exercise(
    store: Store, world: World, entries: Sequence[Entry], *, tables: Sequence[Sequence[str]] | None = None
) -> CreatedExercise:
    """Put down an exercise that goes on from a log, with new seats; entries to come get a log key of their own.

    `world` is the log's; `tables` as for a new exercise. Raises StoreError, also where the exercise is there already.
    """
    header = entries[0].parts[CONTROL].plain["header"]
    row = ExerciseRow(
        id=header["exercise"],
        deck=world.deck.id,
        pace=header["pace"],
        log_key=secrets.token_bytes(32),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    return _put_down(store, row, entries, _seats_of(world, tables))


def _seats_of(world: World, tables: Sequence[Sequence[str]] | None) -> list[CreatedSeat]:
    """One seat for control and one for each table, or for each organisation where no tables are named."""
    groups = tables if tables is not None else [(organisation,) for organisation in world.organisations]
    seats = [_new_seat("control", (), "Control")]
    for group in groups:
        title = ", ".join(world.organisations[OrganisationId(one)].title for one in group)
        seats.append(_new_seat("participant", tuple(OrganisationId(one) for one in group), title))
    return seats


def _put_down(store: Store, row: ExerciseRow, entries: Sequence[Entry], seats: list[CreatedSeat]) -> CreatedExercise:
    store.create(row, entries, [_seat_row(row.id, seat) for seat in seats])
    return CreatedExercise(id=row.id, log=entries[0].hash, pace=row.pace, seats=tuple(seats))


def admit(store: Store, token: str, client: str) -> AdmittedSeat:
    """The seat that a token opens; its holder is drawn when it is opened first. Raises AdmissionError, StoreError."""
    hashed = token_hash(token)
    with explained(store.database), store.engine.begin() as connection:
        row = connection.execute(select(SEAT).where(SEAT.c.token_hash == hashed)).mappings().one_or_none()
        if row is None or not hmac.compare_digest(row["token_hash"], hashed):
            raise AdmissionError(WireCode.UNKNOWN_TOKEN, "No seat has this token. Copy it whole, or ask control for yours.")
        if row["revoked"]:
            raise AdmissionError(WireCode.SEAT_REVOKED, "This seat's token was revoked. Ask control for a new one.")
        holder = row["holder"]
        if holder is None:
            holder = f"{'bot' if client.startswith(BOT_CLIENT) else 'person'}-{secrets.token_hex(6)}"
            unheld = (SEAT.c.id == row["id"]) & SEAT.c.holder.is_(None)
            connection.execute(update(SEAT).where(unheld).values(holder=holder))
            holder = connection.execute(select(SEAT.c.holder).where(SEAT.c.id == row["id"])).scalar_one()
    return AdmittedSeat(
        exercise=row["exercise"],
        seat=SeatId(row["id"]),
        role=cast(Role, row["role"]),
        organisations=tuple(OrganisationId(one) for one in row["organisations"].split("\n") if one),
        holder=HolderId(holder),
    )


def revoke(store: Store, seat: SeatId) -> bool:
    """Let a seat's token open nothing any more, from the next connection on. False where there is no such seat."""
    with explained(store.database), store.engine.begin() as connection:
        return connection.execute(update(SEAT).where(SEAT.c.id == seat).values(revoked=True)).rowcount == 1


def token_hash(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _new_seat(role: Role, organisations: tuple[OrganisationId, ...], title: str) -> CreatedSeat:
    return CreatedSeat(
        seat=SeatId(f"seat-{secrets.token_hex(6)}"),
        role=role,
        organisations=organisations,
        title=title,
        token=_new_token(),
    )


def _seat_row(exercise: str, seat: CreatedSeat) -> SeatRow:
    return SeatRow(
        id=seat.seat,
        exercise=exercise,
        token_hash=token_hash(seat.token),
        role=seat.role,
        organisations="\n".join(seat.organisations),
    )


def _new_token() -> str:
    """192 random bits; it begins with a letter or digit, so that no command line takes it for an option."""
    while not (token := secrets.token_urlsafe(24))[0].isalnum():
        pass
    return token
