"""Any coming and going at a server: whoever is there holds what the log told the seat, and misses and hears nothing twice."""

import asyncio
import tempfile
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from engine.beliefs import settled
from engine.entries import Entry
from engine.folding import fold
from engine.ids import PUBLIC, Audience, OrganisationId
from engine.orders import AdvancePhase, PauseExercise, StartExercise
from engine.phases import Phase
from engine.rules.turn import NEXT_PHASE
from engine.stored import state_hash
from engine.views import View, view_at_start
from server.app import Host
from server.asking import ask
from server.wire import CLOSE_CODES, PassSeat, ReissueSeat, RevokeSeat, WireCode
from tests.support.listeners import Listener
from tests.support.random_play import RandomPlayer
from tests.support.random_talk import RandomTalker
from tests.support.server import Follower, new_exercise, rebuilt, world
from tests.support.server import settings as server_settings

T = TypeVar("T")
SEATS = tuple(OrganisationId(one) for one in ("dod/as", "allies/japan", "congress/appropriators"))
MOST = 6
"""So many connections at once at the most."""
REVOKED = CLOSE_CODES[WireCode.SEAT_REVOKED]
seats = st.sampled_from(SEATS)
places = st.integers(0, MOST - 1)


class ComingAndGoing(RuleBasedStateMachine):
    """A server with one exercise, control who stays, and participants who come, are cut off, come back and are replaced."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory(prefix="surgex-test-")
        self.here: list[Listener] = []
        self.away: list[Listener] = []
        self.tokens: dict[OrganisationId, str] = {}
        self.revoked: set[OrganisationId] = set()
        self.folded: dict[OrganisationId, tuple[int, View]] = {}
        self.asked = 0
        self.do(self._open())

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    async def _open(self) -> None:
        folder = Path(self.folder.name)
        self.made = new_exercise(folder / "surgex.db", world())
        self.host = await Host(server_settings(folder)).start()
        self.tokens = {one: self.made.seat_of(one).token for one in SEATS}
        self.control = await Follower(self.host.url, self.made.control.token).__aenter__()

    def teardown(self) -> None:
        self.do(self._close())
        self.runner.close()
        self.folder.cleanup()

    async def _close(self) -> None:
        for listener in (*self.here, *self.away):
            await listener.cut()
        await self.control.__aexit__(None, None, None)
        await self.host.stop()

    @precondition(lambda self: len(self.here) < MOST)
    @rule(seat=seats)
    def join(self, seat: OrganisationId) -> None:
        listener = Listener(self.host.url, self.tokens[seat], seat)
        self.do(listener.come())
        if seat in self.revoked:
            assert listener.refused == WireCode.SEAT_REVOKED
        else:
            self.here.append(listener)

    @precondition(lambda self: self.here)
    @rule(place=places)
    def cut_off(self, place: int) -> None:
        listener = self.here.pop(place % len(self.here))
        self.do(listener.cut())
        self.away.append(listener)

    @precondition(lambda self: self.away and len(self.here) < MOST)
    @rule(place=places)
    def come_back(self, place: int) -> None:
        listener = self.away.pop(place % len(self.away))
        self.do(listener.come())
        if listener.token == self.tokens[listener.organisation] and listener.organisation not in self.revoked:
            self.here.append(listener)
        else:
            assert listener.refused == WireCode.SEAT_REVOKED

    @rule(seat=seats, how=st.sampled_from((ReissueSeat, PassSeat)))
    def replace_token(self, seat: OrganisationId, how: type[ReissueSeat | PassSeat]) -> None:
        question = how(seat=self.made.seat_of(seat).seat)
        (issued,) = self.do(ask(self.host.url, self.made.control.token, question)).issued
        self.tokens[seat] = issued.token
        self.revoked.discard(seat)
        self._sent_away(seat)

    @rule(seat=seats)
    def revoke(self, seat: OrganisationId) -> None:
        self.do(ask(self.host.url, self.made.control.token, RevokeSeat(seat=self.made.seat_of(seat).seat)))
        self.revoked.add(seat)
        self._sent_away(seat)

    def _sent_away(self, seat: OrganisationId) -> None:
        for listener in [one for one in self.here if one.organisation == seat]:
            self.do(listener.ended())
            assert listener.closed == REVOKED
            self.here.remove(listener)
            self.away.append(listener)

    @precondition(lambda self: self.here)
    @rule(place=places, talks=st.booleans())
    def order(self, place: int, talks: bool) -> None:
        listener = self.here[place % len(self.here)]
        self.asked += 1
        player = RandomTalker(str(self.asked)) if talks else RandomPlayer(str(self.asked))
        self.do(listener.give(player.one_order(listener.view)))

    @rule()
    def pause_or_go_on(self) -> None:
        assert self.control.client.exercise is not None
        self.do(self.control.give(PauseExercise(paused=not self.control.client.exercise.paused, reason="A break.")))

    @rule()
    def next_phase(self) -> None:
        exercise = self.control.client.exercise
        assert exercise is not None
        if exercise.phase.before_start:
            self.do(self.control.give(StartExercise()))
        elif exercise.phase in NEXT_PHASE:
            self.do(self.control.give(AdvancePhase(to=NEXT_PHASE[exercise.phase])))
            self.do(self.control.until(_is_not_resolving))

    @rule()
    def server_stops_and_starts(self) -> None:
        async def again() -> None:
            port = self.host.port
            await self.host.stop()
            for listener in self.here:
                await listener.ended()
            self.host = await Host(server_settings(Path(self.folder.name), port=port)).start()

        self.do(again())
        self.away += self.here
        self.here = []

    @invariant()
    def everybody_holds_what_the_log_told_them(self) -> None:
        entries = list(self.host.store.entries(self.made.id))
        for listener in self.here:
            heard = sum(not {PUBLIC, Audience(listener.organisation)}.isdisjoint(entry.parts) for entry in entries)
            self.do(listener.heard_up_to(heard))
            assert listener.sequence == heard
            assert settled(listener.view) == settled(self._folded(listener.organisation, entries))
        head = (entries[-1].number, entries[-1].hash)
        self.do(self.control.until(lambda client: client.head == head))
        assert self.control.client.exercise is not None
        assert state_hash(self.control.client.exercise) == state_hash(rebuilt(entries))

    def _folded(self, organisation: OrganisationId, entries: list[Entry]) -> View:
        header = entries[0].parts[PUBLIC].plain["header"]
        number, view = self.folded.get(organisation) or (0, view_at_start(header, organisation))
        for entry in entries[number:]:
            for audience in (PUBLIC, Audience(organisation)):
                if audience in entry.parts:
                    view = fold(view, entry.parts[audience].plain)
        self.folded[organisation] = (len(entries), view)
        return view


def _is_not_resolving(client: Any) -> bool:
    return client.exercise.paused or client.exercise.phase is not Phase.RESOLVE


ComingAndGoing.TestCase.settings = settings(max_examples=15, stateful_step_count=14)
test_any_coming_and_going = ComingAndGoing.TestCase
