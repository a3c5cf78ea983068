"""What is counted for whoever runs the server, as Prometheus reads it: load and faults, and nobody's play."""

import time
from collections import Counter as Tally
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.http11 import Request, Response

from server.ledger import Outcome
from server.logs import Logger, library_logger
from server.settings import Settings
from server.waiting import Asked
from server.wire import WireCode

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
SIZES = (1, 2, 4, 8, 16, 32, 64)
OUTCOMES = ("accepted", "refused", "not-recorded", "too-many")
ROLES = ("participant", "control", "evaluator", "observer", "spectator", "none")
"""`none`: connections that have not been admitted yet, and those that manage instead of playing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How it is at one moment."""

    connections: Tally[str]
    """By role."""
    exercises: int
    """Open ones."""
    failed: int
    """Those of them that cannot be recorded."""
    unsent: int
    """Signs of frames that wait for sockets."""


disable_created_metrics()  # type: ignore[no-untyped-call]


class Metrics(Collector):
    """The counters of one server, and its page."""

    def __init__(self, standing: Callable[[], Standing]) -> None:
        self._standing = standing
        self._registry = CollectorRegistry()
        self._registry.register(self)
        where = self._registry
        self._orders = Counter("surgex_orders", "Orders, by what became of them.", ["outcome"], registry=where)
        self._told = Histogram("surgex_told_seconds", "From an order to its verdict.", buckets=SECONDS, registry=where)
        self._commits = Counter("surgex_commits", "Commits of orders.", registry=where)
        self._batches = Histogram("surgex_batch_orders", "Orders that shared one step.", buckets=SIZES, registry=where)
        self._slow = Counter(
            "surgex_slow_readers_dropped", "Connections that did not read what they were sent.", registry=where
        )
        self._refused = Counter("surgex_hellos_refused", "Connections that were not admitted.", ["code"], registry=where)
        self._by_outcome = {outcome: self._orders.labels(outcome) for outcome in OUTCOMES}

    def settled(self, batch: Sequence[Asked], outcomes: Sequence[Outcome]) -> None:
        """A batch of orders was recorded, told and answered."""
        now = time.monotonic()
        self._batches.observe(len(batch))
        if any(outcome.entry is not None for outcome in outcomes):
            self._commits.inc()
        for asked, outcome in zip(batch, outcomes, strict=True):
            self._told.observe(now - asked.since)
            recorded = "accepted" if outcome.verdict.accepted else "refused"
            self._by_outcome[recorded if outcome.entry is not None else "not-recorded"].inc()

    def turned_away(self, code: str) -> None:
        """An order was answered before it was asked for."""
        self._by_outcome["too-many" if code == WireCode.TOO_MANY else "not-recorded"].inc()

    def not_admitted(self, code: str) -> None:
        """A connection was refused."""
        self._refused.labels(code).inc()

    def ended(self, code: WireCode | None) -> None:
        """A seat's connection has ended; None where the client left."""
        if code is WireCode.TOO_SLOW:
            self._slow.inc()

    def collect(self) -> Iterable[Metric]:
        """What stands at this moment. For the library, which calls it for every page."""
        standing = self._standing()
        connections = GaugeMetricFamily("surgex_connections", "Open connections, by role.", labels=["role"])
        for role in ROLES:
            connections.add_metric([role], standing.connections[role])
        yield connections
        yield GaugeMetricFamily("surgex_exercises_open", "Exercises in memory.", standing.exercises)
        yield GaugeMetricFamily("surgex_exercises_failed", "Exercises that cannot be recorded now.", standing.failed)
        yield GaugeMetricFamily("surgex_unsent_signs", "Signs of frames that wait for sockets.", standing.unsent)

    def page(self) -> str:
        """Everything, in Prometheus' text format."""
        return generate_latest(self._registry).decode()


class MetricsPage:
    """/metrics on a port of its own: whoever can reach the port of play does not thereby reach this."""

    def __init__(self, metrics: Metrics, settings: Settings, logger: Logger) -> None:
        self._metrics = metrics
        self._settings = settings
        self._logger = logger
        self._listener: Server | None = None

    @property
    def url(self) -> str:
        """Where it is read; empty where it is not."""
        if self._listener is None:
            return ""
        address, port = self._listener.sockets[0].getsockname()[:2]
        return f"http://{f'[{address}]' if ':' in address else address}:{port}/metrics"

    async def start(self) -> None:
        """Answer, where the settings name a port. Raises OSError where it cannot be had."""
        address, port = self._settings.metrics_address, self._settings.metrics_port
        if port is not None:
            logger = library_logger(self._logger)
            self._listener = await serve(_no_socket, address, port, process_request=self._answer, logger=logger)
            self._logger.info("metrics", url=self.url)

    async def stop(self) -> None:
        """Answer no more."""
        if self._listener is not None:
            self._listener.close()
            await self._listener.wait_closed()

    def _answer(self, connection: ServerConnection, request: Request) -> Response:
        if request.path != "/metrics":
            return connection.respond(404, "There is /metrics here.\n")
        response = connection.respond(200, self._metrics.page())
        del response.headers["Content-Type"]
        response.headers["Content-Type"] = CONTENT_TYPE_PLAIN_0_0_4
        return response


async def _no_socket(socket: ServerConnection) -> None:
    """Nobody comes so far: every request is answered before."""
