"""What operators, control and holders may ask about exercises and seats, and the answers. It says nothing of play."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, assert_never

from sqlalchemy import select

from engine.world import World
from injects.load import WITH, comes_with_surgex, load_world, shipped_decks
from injects.problems import DeckError
from server.admission import REPLACED, REVOKED, AdmissionError, create_exercise, token_hash
from server.issuing import (
    add_seats,
    erase_names,
    exercise_of_seat,
    exists,
    find_seat,
    pass_on,
    reissue,
    revoke,
    seats_of,
    why_ended,
)
from server.operators import is_operators
from server.packing import PackingError, unpack
from server.store import SEAT, ExerciseSummary, Store
from server.succession import check_may_serve
from server.trouble import explained
from server.wire import (
    AddSeats,
    Answer,
    EraseNames,
    ExerciseListed,
    ExerciseMade,
    ListExercises,
    ListSeats,
    MakeExercise,
    PassSeat,
    Question,
    ReissueSeat,
    RevokeSeat,
    SeatListed,
    WireCode,
)

MOST_SAID = 60_000
"""Signs of an answer's sentence, where a deck has very many problems."""
HOLDERS_ASK = (ListExercises, PassSeat)
"""What somebody at a seat may ask who is neither operator nor control."""
OPERATORS_ASK = (MakeExercise, EraseNames)
"""What only an operator may ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manager:
    """Who asks: what a token allows that is shown to manage and not to play."""

    right: Literal["operator", "control", "holder"]
    exercise: str = ""
    seat: str = ""
    token_hash: str = field(default="", repr=False)


AT_THE_DATABASE = Manager(right="operator")
"""Whoever has the database itself, and so needs no token."""


def admit_manager(store: Store, token: str) -> Manager:
    """What a token allows. Raises AdmissionError, StoreError."""
    hashed = token_hash(token)
    if is_operators(store, hashed):
        return Manager(right="operator", token_hash=hashed)
    query = select(SEAT.c.id, SEAT.c.exercise, SEAT.c.role, SEAT.c.revoked).where(SEAT.c.token_hash == hashed)
    with explained(store.database), store.engine.connect() as connection:
        row = connection.execute(query).one_or_none()
    if row is None:
        why = why_ended(store, hashed)
        code = WireCode.SEAT_REVOKED if why else WireCode.UNKNOWN_TOKEN
        raise AdmissionError(code, REPLACED.get(why, "Nobody has this token. Copy it whole; an operator's can be reissued."))
    if row.revoked:
        raise AdmissionError(WireCode.SEAT_REVOKED, REVOKED)
    right: Literal["control", "holder"] = "control" if row.role == "control" else "holder"
    return Manager(right=right, exercise=row.exercise, seat=row.id, token_hash=hashed)


def answer(store: Store, manager: Manager, question: Question, connections: Mapping[str, int]) -> Answer:
    """Do what is asked, or say why not. `connections` counts them by exercise and by seat. Raises StoreError."""
    try:
        _check_right(manager, question)
        if not isinstance(question, ListExercises | ListSeats):
            check_may_serve(store)
        match question:
            case MakeExercise():
                return _make(store, question)
            case ListExercises():
                return _exercises(store, manager, connections)
            case _:
                return _about_seats(store, manager, question, connections)
    except AdmissionError as error:
        return Answer(code=str(error.code), sentence=error.sentence)


def _check_right(manager: Manager, question: Question) -> None:
    if manager.right == "control" and isinstance(question, OPERATORS_ASK):
        raise AdmissionError(WireCode.NOT_ALLOWED, "Only an operator may do this: use the operator's token.")
    if manager.right == "holder" and not isinstance(question, HOLDERS_ASK):
        raise AdmissionError(WireCode.NOT_ALLOWED, "Your seat may be passed on; everything else is control's or an operator's.")


def _exercises(store: Store, manager: Manager, connections: Mapping[str, int]) -> Answer:
    listed = [
        ExerciseListed(
            id=one.id,
            deck=one.deck,
            pace=one.pace,
            created=one.created,
            entries=one.number + 1 if manager.right != "holder" else 0,
            connections=connections.get(one.id, 0) if manager.right != "holder" else 0,
        )
        for one in store.exercises()
        if manager.right == "operator" or one.id == manager.exercise
    ]
    return Answer(exercises=tuple(listed))


def _about_seats(
    store: Store,
    manager: Manager,
    question: ListSeats | AddSeats | RevokeSeat | ReissueSeat | PassSeat | EraseNames,
    connections: Mapping[str, int],
) -> Answer:
    exercise = _exercise(store, manager, question)
    match question:
        case ListSeats():
            seats = seats_of(store, exercise)
            counted = (one.model_copy(update={"connections": connections.get(one.seat, 0)}) for one in seats)
            return Answer(sentence=exercise, seats=tuple(counted))
        case AddSeats():
            return Answer(sentence=exercise, issued=add_seats(store, exercise, question.seats))
        case RevokeSeat():
            seat = _seat(store, manager, exercise, question.seat)
            if seat.seat == manager.seat:
                mend = "reissue it, or pass it to somebody else"
                raise AdmissionError(WireCode.NOT_ALLOWED, f"This is the seat that asks; to change its token, {mend}.")
            revoke(store, seat.seat)
            return Answer(sentence=exercise, seats=(seat.model_copy(update={"revoked": True}),))
        case ReissueSeat():
            return Answer(sentence=exercise, issued=(reissue(store, exercise, _seat(store, manager, exercise, question.seat)),))
        case PassSeat():
            seat = _seat(store, manager, exercise, question.seat)
            return Answer(sentence=exercise, issued=(pass_on(store, exercise, seat, question.name, question.contact),))
        case EraseNames():
            return Answer(sentence=exercise, count=erase_names(store, exercise, question.holder))
        case _:
            assert_never(question)


def _exercise(
    store: Store, manager: Manager, question: ListSeats | AddSeats | RevokeSeat | ReissueSeat | PassSeat | EraseNames
) -> str:
    """The exercise that is asked about: the one named, the seat's, or the only or newest; only an operator chooses."""
    named = question.exercise
    if manager.right != "operator":
        if named not in ("", manager.exercise):
            raise AdmissionError(WireCode.NOT_ALLOWED, "Your token is for one exercise, and this is not it.")
        return manager.exercise
    if not named and isinstance(question, RevokeSeat | ReissueSeat | PassSeat):
        named = exercise_of_seat(store, question.seat) or ""
    if named and not exists(store, named):
        there = ", ".join(one.id for one in store.exercises()) or "none"
        raise AdmissionError(WireCode.NO_SUCH_EXERCISE, f"There is no exercise `{named}`; there is: {there}.")
    return named or _only_or_newest(store.exercises(), question)


def _only_or_newest(found: Sequence[ExerciseSummary], question: Question) -> str:
    """Whoever is sent away must be the one who was meant: with several exercises a seat's own id or the exercise is needed."""
    if not found:
        raise AdmissionError(WireCode.NO_SUCH_EXERCISE, "There is no exercise yet: make one with `surgex new`.")
    if len(found) > 1 and isinstance(question, RevokeSeat | ReissueSeat | PassSeat):
        there = ", ".join(one.id for one in found)
        mend = "name one (--exercise), or give the seat's own id"
        raise AdmissionError(WireCode.NO_SUCH_EXERCISE, f"There are {len(found)} exercises, {there}: {mend}.")
    return max(found, key=lambda one: one.created).id


def _seat(store: Store, manager: Manager, exercise: str, named: str) -> SeatListed:
    if manager.right == "holder":
        if named not in ("", manager.seat):
            raise AdmissionError(WireCode.NOT_ALLOWED, "You may pass your own seat on, and no other.")
        return find_seat(store, exercise, manager.seat)
    return find_seat(store, exercise, named or manager.seat)


def _make(store: Store, question: MakeExercise) -> Answer:
    world = _world(question)
    paces = [one.id for one in world.deck.paces]
    if question.pace and question.pace not in paces:
        raise AdmissionError(WireCode.BAD_DECK, f"{world.deck.id} has no pace `{question.pace}`; it has: {', '.join(paces)}")
    clock_driven = question.clock_driven
    if clock_driven and not world.deck.pace(question.pace or world.deck.default_pace).times:
        raise AdmissionError(WireCode.BAD_DECK, f"This pace of {world.deck.id} gives no times for a clock.")
    pace, seed = question.pace or None, question.seed or None
    created = create_exercise(store, world, pace, seed, seats=question.seats, clock_driven=clock_driven)
    made = ExerciseMade(id=created.id, title=created.title, pace=created.pace, log=created.log)
    return Answer(made=made, issued=created.seats)


def _world(question: MakeExercise) -> World:
    """The deck's world, by the same loader and checks as of a folder on this machine."""
    start, variant = question.start or None, question.baseline or None
    with tempfile.TemporaryDirectory(prefix="surgex-deck-") as folder:
        try:
            if not question.files:
                if not comes_with_surgex(question.deck):
                    there = ", ".join(shipped_decks())
                    raise AdmissionError(WireCode.BAD_DECK, f"There is no deck `{question.deck}` here; there is: {there}.")
                return load_world(question.deck, variant, start)
            folders = unpack(question.files, Path(folder))
            added = [str(folders[name]) for name in sorted(folders) if name.startswith("with-")]
            return load_world(WITH.join((str(folders["deck"]), *added)), variant, start, folders.get("baseline"))
        except DeckError as error:
            said = str(error).replace(f"{folder}/deck", question.deck).replace(f"{folder}/", "")
            raise AdmissionError(WireCode.BAD_DECK, said[:MOST_SAID]) from None
        except PackingError as error:
            raise AdmissionError(WireCode.BAD_DECK, str(error)) from None
