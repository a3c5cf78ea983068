"""The server as a process: listens, admits, opens rooms for whoever comes, and stops in order."""

import asyncio
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from types import TracebackType
from typing import Self

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin

from engine.ids import SeatId
from server.admission import AdmissionError, AdmittedSeat, admit
from server.clock import Now
from server.encryption import EncryptionError, server_context
from server.greeting import Place
from server.health import Health
from server.idling import Idling
from server.lane import Threads
from server.ledger import Ledger
from server.limits import Gate
from server.logs import library_logger, logger_to, open_log
from server.managing import serve_manager
from server.metrics import Metrics, MetricsPage, Standing
from server.players import Players
from server.room import Room
from server.rooms import Rooms
from server.seat import end, serve_seat
from server.settings import Settings
from server.store import Store
from server.succession import TAKEN_OVER, check_may_serve
from server.trouble import StoreError, StoreTrouble
from server.tuning import tune
from server.waking import timed_exercises
from server.watching import Watch
from server.wire import LARGEST_FRAME, Hello, Manage, Notice, Refused, WireCode, WireError, client_message, frame

_GOODBYE = (WireCode.GOING_AWAY, "The server stops.")


class Host:
    """A running server: `async with Host(settings) as host` listens at `host.url` until the block ends."""

    def __init__(self, settings: Settings, *, now: Now = time.time, players: Players | None = None) -> None:
        """Open the database. Raises StoreError, LogFileError. `now` is the time of day."""
        self._now, self._players = now, players
        self.settings = settings
        self.store = Store(settings.database)
        try:
            check_may_serve(self.store)
            self._lease = self.store.lease()
            self._log_file = open_log(settings.log_file)
        except BaseException:
            self.store.close()
            raise
        self.logger = self._logger = logger_to(self._log_file)
        self._rooms = Rooms(self.store, self._lease, self._logger, self._made)
        self._listener: Server | None = None
        self._strangers: set[ServerConnection] = set()
        """Connections that have not shown their token yet."""
        self._stopping = False
        self.gate = Gate(settings)
        self._metrics = Metrics(self._standing)
        self.metrics_page = MetricsPage(self._metrics, settings, self._logger)
        self._health = Health(self.store, self._rooms, lambda: self._stopping)
        self._threads = Threads()
        self._waking: asyncio.Task[None] | None = None
        self._watch = Watch(self.store, self._places, self._marks, self._logger)
        self._idling = Idling(self._rooms, self._watch.keep_marks, settings.idle_seconds, self._logger)
        self._minding: list[asyncio.Task[None]] = []

    @property
    def url(self) -> str:
        """Where clients connect."""
        host = f"[{self.settings.host}]" if ":" in self.settings.host else self.settings.host
        return f"{'wss' if self.settings.tls_cert else 'ws'}://{host}:{self.port}"

    @property
    def port(self) -> int:
        """The port that is listened on."""
        if self._listener is None:
            raise RuntimeError("the server does not listen")
        port: int = self._listener.sockets[0].getsockname()[1]
        return port

    async def start(self) -> Self:
        """Listen. Raises OSError where address or port cannot be had, EncryptionError for a certificate that is none."""
        try:
            encryption = server_context(self.settings)
            self._listener = await serve(
                self._connected,
                self.settings.host,
                self.settings.port,
                process_request=self._health.answer,
                logger=library_logger(self._logger),
                ssl=encryption,
                origins=[None, *map(Origin, self.settings.origins)],
                compression=None,
                open_timeout=10,
                ping_interval=20,
                ping_timeout=20,
                close_timeout=self.settings.closing_seconds,
                max_size=LARGEST_FRAME,
                max_queue=32,
                server_header=None,
            )
            await self.metrics_page.start()
        except (OSError, EncryptionError):
            if self._listener is not None:
                self._listener.close()
            self._let_go()
            raise
        self._minding = [asyncio.create_task(one.run()) for one in (self._watch, self._idling)]
        self._logger.info("listening", url=self.url, database=self.store.database)
        self._waking = asyncio.create_task(self._wake_clocks())
        return self

    async def _wake_clocks(self) -> None:
        """Open every exercise whose clock runs: its timers are due whether anybody comes or not."""
        try:
            timed = await asyncio.to_thread(timed_exercises, self.store)
        except StoreError as error:
            self._logger.error("clocks stand still", why=error.sentence)
            return
        await asyncio.gather(*(self._wake_clock(exercise) for exercise in timed))

    async def _wake_clock(self, exercise: str) -> None:
        try:
            await self._rooms.room(exercise)
        except StoreError as error:
            self._logger.error("a clock stands still", exercise=exercise, why=error.sentence)

    async def stop(self) -> None:
        """Take nothing more, finish and tell what was accepted, say goodbye, and let go of the database."""
        self._stopping = True
        if self._waking is not None:
            await self._waking
        async with self._idling.looking:  # nothing is half let go
            for task in self._minding:
                task.cancel()
        if self._listener is not None:
            await self._rooms.stop()
            self._listener.close(close_connections=False)
            seconds = self.settings.closing_seconds
            await asyncio.gather(*(end(one, *_GOODBYE, seconds) for one in self._strangers))
            if self._listener.handler_tasks:
                await asyncio.wait(set(self._listener.handler_tasks), timeout=2 * seconds)
            for connection in self._listener.all_connections:
                connection.transport.abort()
            await self._listener.wait_closed()
        with suppress(StoreError):  # then whoever takes a seat over reads again what was read already
            await self._watch.keep_marks()
        await self._rooms.close()
        await self.metrics_page.stop()
        self._let_go()
        self._logger.info("stopped")
        if self._log_file is not sys.stderr:
            self._log_file.close()

    def _let_go(self) -> None:
        self._threads.close()
        self.store.close()
        self._lease.let_go()

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def _connected(self, socket: ServerConnection) -> None:
        address = self.gate.address_of(socket)
        self._strangers.add(socket)
        with suppress(ConnectionClosed):
            try:
                with self.gate.from_address(address):
                    await self._admitted(socket, address)
            except (WireError, AdmissionError) as error:
                await self._turn_away(socket, error)
            except StoreError as error:
                await self._cannot_open(socket, error)
            finally:
                self._strangers.discard(socket)

    async def _admitted(self, socket: ServerConnection, address: str) -> None:
        try:
            await self._admit_and_serve(socket)
        except AdmissionError as error:
            if error.code is WireCode.UNKNOWN_TOKEN:
                with suppress(TimeoutError):  # a socket that is closed meanwhile is waited for no longer
                    await asyncio.wait_for(socket.wait_closed(), self.gate.wrong_token(address))
            raise

    async def _turn_away(self, socket: ServerConnection, error: WireError | AdmissionError) -> None:
        self._logger.info("refused", code=error.code, address=self.gate.address_of(socket))
        self._metrics.not_admitted(str(error.code))
        can_help = error.code is WireCode.TOO_MANY_CONNECTIONS  # to try again, which a client does where it is not refused
        told = Notice if can_help else Refused
        await socket.send(frame(told(code=str(error.code), sentence=error.sentence)))
        await end(socket, error.code, error.sentence, self.settings.closing_seconds)

    async def _cannot_open(self, socket: ServerConnection, error: StoreError) -> None:
        self._logger.error("cannot open", code=error.code, why=error.sentence)
        sentence = TAKEN_OVER if error.code is StoreTrouble.OTHER_WRITER else error.told
        await socket.send(frame(Notice(code=str(WireCode.EXERCISE_UNAVAILABLE), sentence=sentence)))
        await end(socket, WireCode.EXERCISE_UNAVAILABLE, sentence, self.settings.closing_seconds)

    async def _admit_and_serve(self, socket: ServerConnection) -> None:
        hello = await self._hello(socket)
        if isinstance(hello, Manage):
            await self._serve_manager(socket, hello)
            return
        seat = await asyncio.to_thread(self._seat_of, hello)
        with self.gate.at_seat(seat.seat):
            room = await self._rooms.room(seat.exercise)
            if room is None:
                await end(socket, *_GOODBYE, self.settings.closing_seconds)
                return
            self._strangers.discard(socket)
            await self._serve(socket, seat, room, hello)

    def _seat_of(self, hello: Hello) -> AdmittedSeat:
        """Raises AdmissionError; StoreError also where the exercises are played on another server now."""
        check_may_serve(self.store)
        return admit(self.store, hello.token, hello.client)

    async def _serve(self, socket: ServerConnection, seat: AdmittedSeat, room: Room, hello: Hello) -> None:
        told = {"exercise": seat.exercise, "seat": seat.seat, "role": seat.role}
        self._logger.info("joined", **told, client=hello.client, resumed=hello.resume is not None)
        goodbye = None
        try:
            goodbye = await serve_seat(socket, seat, room, hello=hello, closing_seconds=self.settings.closing_seconds)
        finally:
            self._metrics.ended(goodbye)
            self._logger.info("left", **told, code=socket.close_code, why=goodbye or "the client left")

    async def _serve_manager(self, socket: ServerConnection, manage: Manage) -> None:
        counted, look = self._connections, self._watch.look
        await serve_manager(socket, self.store, manage.token, connections=counted, changed=look, logger=self._logger)

    def _standing(self) -> Standing:
        places, rooms = self._places(), tuple(self._rooms)
        roles = Counter(str(place.seat.role) for place in places)
        roles["none"] = len(self._strangers)
        failed = sum(room.failed is not None for room in rooms)
        unsent = sum(place.outbox.waiting for place in places)
        return Standing(connections=roles, exercises=len(rooms), failed=failed, unsent=unsent)

    def _places(self) -> list[Place]:
        return [place for room in self._rooms for place in room.places]

    def _marks(self) -> dict[SeatId, int]:
        return {seat: mark for room in self._rooms for seat, mark in room.marks().items()}

    def _connections(self) -> Counter[str]:
        """How many are open, by exercise and by seat."""
        places = self._places()
        return Counter([*(place.seat.exercise for place in places), *(str(place.seat.seat) for place in places)])

    async def _hello(self, socket: ServerConnection) -> Hello | Manage:
        try:
            async with asyncio.timeout(self.settings.hello_seconds):
                message = client_message(await socket.recv())
        except TimeoutError:
            raise WireError(WireCode.HELLO_EXPECTED, "No Hello came in time.") from None
        if not isinstance(message, Hello | Manage):
            raise WireError(WireCode.HELLO_EXPECTED, "The first message must be a Hello.")
        return message

    def _made(self, ledger: Ledger) -> Room:
        return Room(
            self.store,
            ledger,
            self.settings,
            self._logger,
            self._threads,
            self._metrics,
            self._now,
            self._players,
        )


async def host(
    settings: Settings,
    *,
    ready: Callable[[Host], None] = lambda host: None,
    players: Players | None = None,
    beside: Callable[[Host], AbstractAsyncContextManager[object]] | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM, then stop in order; `ready` is called once it listens. `beside` ends first.

    Raises StoreError and OSError where it cannot begin.
    """
    tune()
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows has no such handlers: there a keyboard interrupt ends the loop
            loop.add_signal_handler(number, stop.set)
    async with Host(settings, players=players) as listening, beside(listening) if beside else nullcontext():
        ready(listening)
        await stop.wait()
