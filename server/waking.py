"""Which exercises need their clock as soon as a server starts, before anybody comes. It opens none of them."""

from sqlalchemy import select

from engine.ids import CLOCK_SEAT, CONTROL
from engine.orders import SealExercise
from server.clock import SETS_TIMERS
from server.store import VERDICT, Store
from server.trouble import explained


def timed_exercises(store: Store) -> tuple[str, ...]:
    """Those in which a timer was ever set and whose log is not sealed. Raises StoreError."""
    wanted = select(VERDICT.c.exercise).distinct()
    wanted = wanted.where((VERDICT.c.seat == CLOCK_SEAT) & VERDICT.c.order_id.startswith(SETS_TIMERS, autoescape=True))
    with explained(store.database), store.engine.connect() as connection:
        timed = {str(row.exercise) for row in connection.execute(wanted)}
    return tuple(one.id for one in store.exercises() if one.id in timed and not _sealed(store, one.id, one.number))


def _sealed(store: Store, exercise: str, last: int) -> bool:
    (entry,) = store.entries(exercise, last, last)
    order = entry.parts[CONTROL].plain.get("order") or {}
    return bool(order.get("kind") == SealExercise.kind)
