"""A running exercise under review: control's or an evaluator's seat, whose log is asked for as it grows."""

from collections.abc import Callable, Sequence
from typing import Protocol

from engine.annotations.bodies import Annotation, JudgeFinding, Rate
from engine.annotations.folding import Annotations
from engine.entries import Entry
from engine.ids import OrderId
from server.client import LinkState
from server.wire import Role


class LogSeat(Protocol):
    """What a review asks of its seat; `SeatClient` is one."""

    url: str
    state: LinkState
    why: str
    role: Role | None
    log: str
    logged: list[Entry]
    annotations: Annotations
    holder: str

    @property
    def head(self) -> tuple[int, str] | None:
        """Number and hash of the last entry."""

    @property
    def retry_in(self) -> float:
        """Seconds until the next attempt to connect."""

    def ask_log(self) -> None:
        """Ask for what the log holds behind `logged`."""

    def annotate(self, body: Annotation, entry: int | None = None) -> OrderId:
        """Annotate an entry."""

    async def run(self) -> None:
        """Follow the exercise until the link is closed or the seat refused."""

    def close(self) -> None:
        """Leave."""


Connect = Callable[[Callable[[str], object]], LogSeat]
"""Makes the seat, from what to call at a change."""


def why_not(seat: LogSeat) -> str:
    """Why this seat cannot review; empty where it can, or is not greeted yet."""
    if seat.state is LinkState.REFUSED:
        return seat.why
    if seat.role is not None and seat.head is None:
        return f"this is the token of a seat for {seat.role}, and a review sees all: take control's or an evaluator's"
    return ""


def readable(seat: LogSeat) -> Annotations:
    """Rule 17.3: what was annotated, to an evaluator without others' ratings and verdicts where its own is not given."""
    if seat.role != "evaluator":
        return seat.annotations
    shown, everything = Annotations(), seat.annotations
    for record in everything.records:
        match record.body:
            case Rate(objective=objective, task=task):
                own = everything.rated_by(seat.holder, objective, task) is not None
            case JudgeFinding(about=about):
                own = seat.holder in everything.verdicts[about]
            case _:
                own = True
        if own:
            shown.take(record)
    return shown


ANOTHER_LOG = "the server has another log than before; open the review again for that one"
"""Where another database was put in the place of the one that was followed, be it an older copy of it."""


def parted(seat: LogSeat, known: Sequence[str]) -> bool:
    """Whether the server's log is not the one of which these hashes were read."""
    number, head = seat.head or (0, seat.log)
    return bool(seat.log) and (known[0] != seat.log or (number < len(known) and known[number] != head))


def lacks(seat: LogSeat, known: int) -> bool:
    """Whether the log has entries that are not here yet."""
    return seat.head is not None and seat.head[0] >= known
