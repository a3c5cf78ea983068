"""Bots that sit in the server itself, on seats that nobody holds. What a bot does is given from outside; no policy is here."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from engine.exercise import Exercise
from engine.folding import fold
from engine.ids import PUBLIC, Audience, HolderId, OrderId, OrganisationId, SeatId
from engine.orders import Order, TakeSeat
from engine.phases import Phase
from engine.recording import Submission
from engine.stored import Plain, canonical, plain_of
from engine.views import View, view_at_start
from engine.world import World
from server.clock import clocks_order
from server.store import Store
from server.wire import Verdict

MOST_ROUNDS = 50
"""How often a bot is asked in one order phase at the most; one that never ends is left out until the next."""


class Player(Protocol):
    """One organisation's way to play: from a view to orders. `bots.policy.Policy` is one."""

    def at_check_in(self, view: View) -> Iterable[Order]:
        """Orders before StartEx."""

    def orders(self, view: View) -> Iterable[Order]:
        """Orders in an order phase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Players:
    """Who plays the seats that are left to bots."""

    make: Callable[[OrganisationId], Player]
    every_seat: bool = False
    """Every seat that nobody holds; else those that the deck gives to a bot (rule 3.11)."""

    def any_in(self, exercise: Exercise) -> bool:
        """Whether some seat of an exercise is, or can become, one of theirs."""
        bots = (one for one in exercise.world.organisations if exercise.world.deck.silence_of(one).does == "bot")
        seated = any(holder == holder_of(one) for one, holder in exercise.holders.items())
        return self.every_seat or seated or any(bots)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """What bots may ask of their room: the state for who holds what, one order at a time, and the log for their views."""

    store: Store
    exercise_id: str
    header: Plain
    published: World
    exercise: Callable[[], Exercise]
    number: Callable[[], int]
    give: Callable[[Submission], Awaitable[Verdict | None]]
    """The verdict; None where there will be none."""
    aside: Callable[[Callable[[], Sequence[Order]]], Awaitable[Sequence[Order]]]
    """Work that must not hold up the loop."""


class SeatedBots:
    """Act whenever something was recorded, until nobody has anything more to say. A person who takes a seat keeps it."""

    def __init__(self, players: Players, doors: Doors) -> None:
        self._doors = doors
        self._players = players
        self._made: dict[OrganisationId, Player] = {}
        self._views = _Views(doors)
        self._news = asyncio.Event()
        self._news.set()
        self._refused: set[tuple[str, bytes]] = set()
        self._greeted: set[OrganisationId] = set()
        self._asked: tuple[str, int] = ("", 0)

    def look(self) -> None:
        """Something was recorded."""
        self._news.set()

    async def run(self) -> None:
        """Until it is cancelled, or the log is sealed."""
        while self._doors.exercise().phase is not Phase.SEALED:
            await self._news.wait()
            self._news.clear()
            while await self._move():
                pass

    async def _move(self) -> bool:
        """Whether anything was taken."""
        exercise = self._doors.exercise()
        if exercise.paused or exercise.phase is Phase.SETUP or exercise.phase.over:
            return False
        moved = False
        for organisation in exercise.world.organisations:
            if organisation not in exercise.holders and self._wanted(exercise, organisation):
                moved |= await self._sit_down(organisation)
        if exercise.phase.before_start or (exercise.phase is Phase.ORDERS and self._may_ask_again(exercise)):
            for organisation in exercise.world.organisations:
                moved |= await self._play(organisation)
        return moved

    def _wanted(self, exercise: Exercise, organisation: OrganisationId) -> bool:
        return self._players.every_seat or exercise.world.deck.silence_of(organisation).does == "bot"

    def _may_ask_again(self, exercise: Exercise) -> bool:
        turn = _turn_of(exercise)
        self._asked = (turn, self._asked[1] + 1 if self._asked[0] == turn else 1)
        return self._asked[1] <= MOST_ROUNDS

    async def _sit_down(self, organisation: OrganisationId) -> bool:
        order_id = OrderId(f"take-{holder_of(organisation)}-{self._doors.number()}".replace("/", "-"))
        taking = TakeSeat(organisation=organisation, holder=holder_of(organisation))
        verdict = await self._doors.give(clocks_order(order_id, taking))
        return verdict is not None and verdict.accepted

    async def _play(self, organisation: OrganisationId) -> bool:
        exercise = self._doors.exercise()
        before = exercise.phase.before_start
        if exercise.holders.get(organisation) != holder_of(organisation) or (before and organisation in self._greeted):
            return False
        player = self._made.get(organisation) or self._made.setdefault(organisation, self._players.make(organisation))
        asked = player.at_check_in if before else player.orders
        self._greeted.add(organisation)
        orders = await self._doors.aside(partial(self._thought, organisation, self._doors.number(), asked))
        moved = False
        for order in orders:
            moved |= await self._give(organisation, exercise, order)
        return moved

    def _thought(self, organisation: OrganisationId, number: int, asked: Callable[[View], Iterable[Order]]) -> Sequence[Order]:
        return list(asked(self._views.at(number, organisation)))

    async def _give(self, organisation: OrganisationId, began: Exercise, order: Order) -> bool:
        """What was refused once in a turn is not asked again in it; nothing is given any more once a person has the seat."""
        exercise = self._doors.exercise()
        holder, turn = holder_of(organisation), _turn_of(exercise)
        key = (turn, canonical([organisation, plain_of(order)]))
        same = (exercise.phase, exercise.turn, exercise.practices) == (began.phase, began.turn, began.practices)
        if key in self._refused or exercise.holders.get(organisation) != holder or exercise.paused or not same:
            return False
        submission = Submission(
            order_id=OrderId(f"bot-{secrets.token_hex(8)}"),
            seat=SeatId(str(holder)),
            holder=holder,
            organisation=organisation,
            order=order,
        )
        verdict = await self._doors.give(submission)
        if verdict is not None and not verdict.accepted:
            self._refused.add(key)
        return verdict is not None and verdict.accepted


class _Views:
    """What the bots' organisations know, folded from the log as it is needed. Used by one thread at a time."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors
        self._known: dict[OrganisationId, tuple[int, View]] = {}

    def at(self, number: int, organisation: OrganisationId) -> View:
        seen, view = self._known.get(organisation) or (
            0,
            view_at_start(self._doors.header, organisation, world=self._doors.published),
        )
        for entry in self._doors.store.entries(self._doors.exercise_id, seen + 1, number) if seen < number else ():
            for audience in (PUBLIC, Audience(organisation)):
                if audience in entry.parts:
                    view = fold(view, entry.parts[audience].plain)
        self._known[organisation] = (max(seen, number), view)
        return view


def holder_of(organisation: OrganisationId) -> HolderId:
    """Who a bot in the server is: the same as in a play without one."""
    return HolderId(f"bot-{organisation}")


def _turn_of(exercise: Exercise) -> str:
    return f"practice {exercise.practices}" if exercise.practice else str(exercise.turn)
