"""Seats once they are there: who holds them, new tokens for old ones, and names that can be erased. No socket."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from engine.ids import PUBLIC, OrganisationId, SeatId
from engine.stored import world_of
from engine.world import World
from server.admission import (
    SPENT,
    AdmissionError,
    check_seats,
    issue,
    new_holder,
    new_token,
    now,
    rows_of,
    title_of,
    token_hash,
)
from server.store import EXERCISE, PERSON, SEAT, Store
from server.trouble import explained
from server.wire import Role, SeatIssued, SeatListed, SeatWanted, WireCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a seat's connections are held against."""

    token_hash: str
    revoked: bool


def seats_of(store: Store, exercise: str) -> tuple[SeatListed, ...]:
    """The seats of an exercise with who holds them: control's first, then by role and organisation. Raises StoreError."""
    query = (
        select(SEAT, PERSON.c.name, PERSON.c.contact)
        .outerjoin(PERSON, PERSON.c.holder == SEAT.c.holder)
        .where(SEAT.c.exercise == exercise)
        .order_by(SEAT.c.role, SEAT.c.organisations, SEAT.c.id)
    )
    with explained(store.database), store.engine.connect() as connection:
        rows = connection.execute(query).mappings().all()
    return tuple(_listed(row) for row in rows)


def _listed(row: Mapping[Any, Any]) -> SeatListed:
    holder: str = row["holder"] or ""
    kind: Literal["nobody", "person", "bot"] = "nobody"
    if holder:
        kind = "bot" if holder.startswith("bot-") else "person"
    return SeatListed(
        seat=SeatId(row["id"]),
        role=cast(Role, row["role"]),
        organisations=_organisations(row["organisations"]),
        holder=holder,
        holder_kind=kind,
        name=row["name"] or "",
        contact=row["contact"] or "",
        last_seen=row["last_seen"],
        revoked=row["revoked"],
    )


def _organisations(stored: str) -> tuple[OrganisationId, ...]:
    return tuple(OrganisationId(one) for one in stored.split("\n") if one)


def find_seat(store: Store, exercise: str, named: str) -> SeatListed:
    """The seat of that id, or the only one of an organisation or role. Raises AdmissionError, StoreError.

    Whoever speaks for an organisation is meant before those who observe it: an observer's seat goes by its id beside one.
    """
    seats = seats_of(store, exercise)
    by_id = [one for one in seats if one.seat == named]
    meant = [one for one in seats if named in one.organisations or named == one.role]
    speaking = [one for one in meant if one.role == "participant" and named in one.organisations]
    found = by_id or _open_first(speaking) or _open_first(meant)
    if len(found) == 1:
        return found[0]
    if not found:
        mend = "give a seat's id or an organisation's; `surgex seats list` shows them"
        raise AdmissionError(WireCode.NO_SUCH_SEAT, f"{exercise} has no seat `{named[:80]}`: {mend}")
    several = ", ".join(f"{one.seat} ({one.role})" for one in found)
    raise AdmissionError(WireCode.NO_SUCH_SEAT, f"{exercise} has several seats `{named}`: give the id of one: {several}")


def _open_first(seats: Sequence[SeatListed]) -> list[SeatListed]:
    """Those that are not revoked; where all are, all."""
    return [one for one in seats if not one.revoked] or list(seats)


def exercise_of_seat(store: Store, seat: str) -> str | None:
    """The exercise in which a seat of this id is. Raises StoreError."""
    with explained(store.database), store.engine.connect() as connection:
        found: str | None = connection.execute(select(SEAT.c.exercise).where(SEAT.c.id == seat)).scalar()
    return found


def world_of_exercise(store: Store, exercise: str) -> World:
    """The published world of an exercise. Raises StoreError."""
    for first in store.entries(exercise, 0, 0):
        return world_of(first.parts[PUBLIC].plain["header"]["world"])
    raise store.no_such_exercise(exercise)


def add_seats(store: Store, exercise: str, wanted: Sequence[SeatWanted]) -> tuple[SeatIssued, ...]:
    """Further seats with their tokens, all or none. Raises AdmissionError, StoreError."""
    world = world_of_exercise(store, exercise)
    check_seats(world, wanted)
    issued = [issue(world, one) for one in wanted]
    seats, people = rows_of(exercise, issued)
    with explained(store.database), store.engine.begin() as connection:
        connection.execute(insert(SEAT), [seat.model_dump() for seat in seats])
        if people:
            connection.execute(insert(PERSON), [person.model_dump() for person in people])
    return tuple(issued)


def revoke(store: Store, seat: SeatId) -> bool:
    """Let a seat's token open nothing any more; a server closes its connections. False where there is no such seat."""
    with explained(store.database), store.engine.begin() as connection:
        return connection.execute(update(SEAT).where(SEAT.c.id == seat).values(revoked=True)).rowcount == 1


def reissue(store: Store, exercise: str, seat: SeatListed) -> SeatIssued:
    """A new token for the same holder; the old one opens nothing any more. Raises StoreError."""
    title = title_of(world_of_exercise(store, exercise), seat.role, seat.organisations)
    with explained(store.database), store.engine.begin() as connection:
        token = _replace_token(connection, seat.seat, "reissued")
    return _issued(seat, title, token, seat.name, seat.contact)


def pass_on(store: Store, exercise: str, seat: SeatListed, name: str = "", contact: str = "") -> SeatIssued:
    """A new token for somebody else; whoever held the seat has it no more. Raises AdmissionError, StoreError."""
    world = world_of_exercise(store, exercise)
    check_seats(world, [SeatWanted(role=seat.role, organisations=seat.organisations, name=name, contact=contact)])
    holder = new_holder("person") if name or contact else None
    with explained(store.database), store.engine.begin() as connection:
        token = _replace_token(connection, seat.seat, "passed")
        connection.execute(update(SEAT).where(SEAT.c.id == seat.seat).values(holder=holder, last_seen=""))
        if holder is not None:
            connection.execute(insert(PERSON), {"holder": holder, "exercise": exercise, "name": name, "contact": contact})
    return _issued(seat, title_of(world, seat.role, seat.organisations), token, name, contact)


def _replace_token(connection: Connection, seat: SeatId, why: str) -> str:
    token = new_token()
    row = connection.execute(select(SEAT.c.token_hash).where(SEAT.c.id == seat).with_for_update()).one()
    connection.execute(update(SEAT).where(SEAT.c.id == seat).values(token_hash=token_hash(token), revoked=False))
    connection.execute(insert(SPENT), {"token_hash": row.token_hash, "seat": seat, "why": why})
    return token


def _issued(seat: SeatListed, title: str, token: str, name: str, contact: str) -> SeatIssued:
    return SeatIssued(
        seat=seat.seat,
        role=seat.role,
        organisations=seat.organisations,
        title=title,
        token=token,
        name=name,
        contact=contact,
    )


def erase_names(store: Store, exercise: str, holder: str = "") -> int:
    """Forget the names of an exercise, or that of one holder: how many; SQLite overwrites them. Raises StoreError."""
    mine = PERSON.c.exercise == exercise
    if holder:
        mine &= PERSON.c.holder == holder
    with explained(store.database), store.engine.connect() as connection:
        if store.path is not None:
            connection.exec_driver_sql("PRAGMA secure_delete=ON")
            connection.commit()
        with connection.begin():
            count: int = connection.execute(delete(PERSON).where(mine)).rowcount
        if store.path is not None:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return count


def exists(store: Store, exercise: str) -> bool:
    """Whether there is an exercise of this id. Raises StoreError."""
    with explained(store.database), store.engine.connect() as connection:
        return connection.execute(select(EXERCISE.c.id).where(EXERCISE.c.id == exercise)).first() is not None


def standings(store: Store, seats: Sequence[str]) -> dict[str, Standing]:
    """How these seats stand, by their id. Raises StoreError."""
    query = select(SEAT.c.id, SEAT.c.token_hash, SEAT.c.revoked).where(SEAT.c.id.in_(seats))
    with explained(store.database), store.engine.connect() as connection:
        return {row.id: Standing(token_hash=row.token_hash, revoked=row.revoked) for row in connection.execute(query)}


def note_seen(store: Store, seats: Sequence[str]) -> None:
    """These seats are here now, or were until now. Raises StoreError."""
    with explained(store.database), store.engine.begin() as connection:
        connection.execute(update(SEAT).where(SEAT.c.id.in_(seats)).values(last_seen=now()))


_READ = update(SEAT).where(SEAT.c.id == bindparam("seat")).values(read_up_to=bindparam("mark"))


def note_read(store: Store, marks: Mapping[SeatId, int]) -> None:
    """How far these seats were read, put down together with what is played. Raises StoreError."""
    rows = [{"seat": seat, "mark": mark} for seat, mark in sorted(marks.items())]
    store.commits.done(lambda connection: connection.execute(_READ, rows).rowcount)


def why_ended(store: Store, hashed: str) -> str:
    """Why a token that a seat had before opens nothing any more; empty where no seat had it. Raises StoreError."""
    with explained(store.database), store.engine.connect() as connection:
        return connection.execute(select(SPENT.c.why).where(SPENT.c.token_hash == hashed)).scalar() or ""
