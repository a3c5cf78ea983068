"""`surgex host` and `bots`: an exercise for many, from the server to the seats."""

import asyncio
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.choices import seed_for, wrong
from cli.databases import DatabaseOption, ServingError, cannot_listen
from cli.places import default_database
from cli.serving_options import (
    AddressLimitOption,
    AddressOption,
    CertificateOption,
    ExportOption,
    KeyOption,
    LogFileOption,
    MetricsAddressOption,
    MetricsPortOption,
    OperatorOption,
    OrdersOption,
    OriginOption,
    PortOption,
    ProxyOption,
    SeatedBotsOption,
    SeatLimitOption,
    StandbyOption,
    WebOption,
    WebOriginOption,
    WebPagesOption,
    WebServerOption,
)
from cli.sitting_down import TOKEN_HELP, check_url, own_token
from cli.trusting import CaOption
from cli.wrong import in_plain_words

if TYPE_CHECKING:
    from cli.browser import Beside
    from server.app import Host
    from server.players import Players
    from server.settings import Settings

OPTIONS = {"host": "address", "origins": "origin", "proxies": "proxy"}
"""Options that the settings name otherwise."""


def host(
    database: DatabaseOption = None,
    address: AddressOption = "127.0.0.1",
    port: PortOption = 8765,
    log_file: LogFileOption = None,
    export_to: ExportOption = None,
    standby: StandbyOption = "",
    operator_token: OperatorOption = "",
    bots: SeatedBotsOption = "",
    tls_cert: CertificateOption = None,
    tls_key: KeyOption = None,
    origin: OriginOption = None,
    proxy: ProxyOption = None,
    orders_per_second: OrdersOption = 20.0,
    connections_per_address: AddressLimitOption = 500,
    connections_per_seat: SeatLimitOption = 8,
    metrics_port: MetricsPortOption = None,
    metrics_address: MetricsAddressOption = "127.0.0.1",
    web: WebOption = "",
    web_origin: WebOriginOption = "",
    web_server: WebServerOption = "",
    web_pages: WebPagesOption = 60,
    ca: CaOption = None,
) -> None:
    """Serve the exercises of a database until Ctrl+C. Everything that it answers is on disk first.

    Example: surgex host --database exercise.db --port 8765
    """
    from cli.browser import beside_host
    from cli.seated_bots import players_of

    beside = beside_host(web, web_origin, web_server, web_pages, encrypted=tls_cert is not None)
    settings = _settings(
        database=database or default_database(),
        host=address,
        port=port,
        log_file=log_file,
        export_to=export_to,
        tls_cert=tls_cert,
        tls_key=tls_key,
        origins=origin or (),
        proxies=proxy or (),
        orders_per_second=orders_per_second,
        connections_per_address=connections_per_address,
        connections_per_seat=connections_per_seat,
        metrics_port=metrics_port,
        metrics_address=metrics_address,
    )
    _serve(settings, players=players_of(bots), beside=beside, standby=standby, operator_token=operator_token)


def _settings(**given: object) -> "Settings":
    """The settings that the options ask for. Raises ServingError, which names the option that cannot be."""
    from pydantic import ValidationError

    from server.settings import Settings

    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        named = str(first["loc"][0]) if first["loc"] else ""
        where = f"--{OPTIONS.get(named, named)}: ".replace("_", "-") if named else ""
        raise ServingError(where + in_plain_words(first["msg"])) from None


def _serve(
    settings: "Settings", *, players: "Players | None", beside: "Beside | None", standby: str, operator_token: str
) -> None:
    """Serve until Ctrl+C, after standing by where that is asked for. Raises ServingError where it cannot be."""
    from cli.standing_by import follow_until_promoted
    from server.app import host as serve
    from server.encryption import EncryptionError
    from server.trouble import StoreError

    try:
        if settings.export_to is not None:
            _check_exports(settings.export_to)
        if standby:
            follow_until_promoted(settings, standby, operator_token)
        asyncio.run(serve(settings, ready=_say_where, players=players, beside=beside))
    except EncryptionError as error:
        raise ServingError(str(error)) from None
    except StoreError as error:
        raise ServingError(error.sentence) from None
    except OSError as error:
        raise ServingError(cannot_listen(error, settings.host, settings.port)) from None


def _check_exports(folder: Path) -> None:
    from server.exporting import check_folder

    try:
        check_folder(folder)
    except OSError as error:
        raise ServingError(
            f"--export-to {folder}: nothing can be written there: {error.strerror}; name another folder"
        ) from None


def _say_where(host: "Host") -> None:
    from engine.titles import plural

    count = len(host.store.exercises())
    if host.store.made:
        print(f"{host.store.database} is a new database: there was nothing in it", file=sys.stderr)
    print(f"{plural(count, 'exercise')} of {host.store.database} at {host.url}; Ctrl+C stops the server", file=sys.stderr)
    if host.metrics_page.url:
        print(f"metrics at {host.metrics_page.url}", file=sys.stderr)
    if not count:
        print("There is none yet: make one with `surgex new` in another terminal; no restart is needed.", file=sys.stderr)
    _tell_operators_token(host)


def _tell_operators_token(host: "Host") -> None:
    """At the first start of a database, and only at a terminal: a service's output ends in a log."""
    from server.operators import has_operator, new_operator

    if sys.stderr.isatty() and not has_operator(host.store):
        token = new_operator(host.store)
        print("With this token exercises are made and managed from afar; it is shown this once:", file=sys.stderr)
        print(f"  SURGEX_OPERATOR_TOKEN={token}", file=sys.stderr)


def bots(
    where: Annotated[
        str, typer.Argument(help="A server's address, for one seat by its token; or the JSON file that `new --out` wrote.")
    ],
    token: Annotated[str | None, typer.Option(envvar="SURGEX_TOKEN", help=TOKEN_HELP, show_envvar=True)] = None,
    policy: Annotated[str, typer.Option(help="How they play: typical, prompt or idle.")] = "typical",
    without: Annotated[
        list[str] | None,
        typer.Option("--without", help="With a file: leave this seat to a person, an organisation's id or `control`."),
    ] = None,
    url: Annotated[str, typer.Option(help="With a file: the server's address, if it is not the one in it.")] = "",
    thinking: Annotated[float, typer.Option(help="Seconds that a bot takes for each order.")] = 0.2,
    seed: Annotated[str | None, typer.Option(help="What the bots' own choices are drawn from.")] = None,
    ca: CaOption = None,
) -> None:
    """Put a bot on one seat, or bots on the seats of a file, over the network like anybody else, until EndEx or Ctrl+C.

    Example: surgex bots seats.json --without allies/japan --without control
    """
    from bots.roster import POLICIES
    from cli.wire_bots import run_bots, seats_in, wanted_seats

    if not 0 <= thinking < math.inf:
        wrong("--thinking is seconds: give 0 or more")
    if policy not in POLICIES:
        wrong(f"there is no policy `{policy}`; there are: {', '.join(POLICIES)}")
    if "://" in where:
        if without or url:
            wrong("--without and --url go with a seats file; with an address there is one seat, and its token says which")
        check_url(where)
        at, chosen = where, [{"token": own_token(token)}]
    else:
        at, seats = seats_in(Path(where))
        at, chosen = url or at, wanted_seats(seats, without or [])
        check_url(at)
        if not chosen:
            wrong(f"no seat in {where} is left for a bot: leave out a --without")
    who, whom = ("a bot joins", "it") if len(chosen) == 1 else (f"{len(chosen)} bots join", "them")
    print(f"{who} {at}; Ctrl+C takes {whom} away", file=sys.stderr)
    try:
        asyncio.run(run_bots(at, chosen, policy, seed_for(seed), thinking))
    except* ConnectionRefusedError as refused:
        raise ServingError(str(refused.exceptions[0])) from None
    except* KeyboardInterrupt:
        print("the bots have left", file=sys.stderr)
