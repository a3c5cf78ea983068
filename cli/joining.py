"""`surgex join`, `wall` and `send`: one seat at a terminal, by lines, on a wall, or with a single order from a script."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from cli.choices import wrong
from cli.configuring import settings_for
from cli.serving import TOKEN_HELP, check_url, own_token
from cli.trusting import CaOption, trust
from engine.ids import OrganisationId
from engine.orders import Order
from engine.stored import StoredError, order_of
from tui.config_file import Settings

UrlArgument = Annotated[str, typer.Argument(help="The server's address, for example ws://127.0.0.1:8765.")]
TokenOption = Annotated[str | None, typer.Option(envvar="SURGEX_TOKEN", help=TOKEN_HELP, show_envvar=True)]
AsciiOption = Annotated[bool | None, typer.Option("--ascii/--no-ascii", help="Draw with plain characters only, or not.")]
ThemeOption = Annotated[str | None, typer.Option(help="The colours; `surgex config example` names the themes.")]
SECONDS = 30.0
"""How long `send` waits for the server."""


def join(
    url: Annotated[
        str,
        typer.Argument(help="The server's address, ws://127.0.0.1:8765; that of your settings, or the last one, if not given."),
    ] = "",
    token: TokenOption = None,
    ascii_only: AsciiOption = None,
    theme: ThemeOption = None,
    ca: CaOption = None,
    plain: Annotated[bool, typer.Option("--plain", help="Play by lines: for screen readers and logs.")] = False,
) -> None:
    """Sit down: open the workspace of your token in this terminal.

    Example: surgex join ws://127.0.0.1:8765
    """
    settings = _settings_here(ascii_only, theme, ca)
    url = url or _known_server(settings)
    check_url(url)
    if not plain and not (sys.stdin.isatty() and sys.stdout.isatty()):
        wrong("join needs a terminal: run it in one, or play by lines with --plain")
    raise typer.Exit(open_client(url, own_token(token), settings=settings, plain=plain, keeps_server=True))


def wall(
    url: UrlArgument,
    token: TokenOption = None,
    ascii_only: AsciiOption = None,
    theme: ThemeOption = None,
    ca: CaOption = None,
) -> None:
    """Show the room what is public, with a spectator's token: phase, clock, headlines, promises. For a projector.

    Example: surgex wall ws://127.0.0.1:8765
    """
    from tui.app import run_wall
    from tui.settings import ClientConfig

    settings = _settings_here(ascii_only, theme, ca)
    check_url(url)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        wrong("the wall needs a terminal: run it in one that fills the projector's screen")
    config = ClientConfig.of(settings)
    config.theme = config.theme or "high-contrast"
    code, unfit = run_wall(url, own_token(token), config=config)
    if unfit is not None:
        wrong(f"this is the token of a seat for {unfit}, whose screen is not for the room; issue one for a spectator")
    raise typer.Exit(code)


def _settings_here(ascii_only: bool | None, theme: str | None, ca: Path | None) -> Settings:
    """The settings with the flags of a command; the authority that they name is trusted from now on."""
    settings = settings_for({"ascii": ascii_only, "theme": theme})
    if ca is None and settings.text("ca"):
        trust(Path(settings.text("ca")).expanduser())
    return settings


def _known_server(settings: Settings) -> str:
    """The server to join when none is named; said, so that nobody sits down in the wrong exercise."""
    from tui.settings import ClientConfig

    known = settings.text("server") or ClientConfig.of(settings).last_server()
    if not known:
        wrong("join needs the server's address, for example: surgex join ws://127.0.0.1:8765")
    print(f"joining {known}", file=sys.stderr)
    return known


def open_client(
    url: str, token: str, *, settings: Settings | None = None, plain: bool = False, keeps_server: bool = False
) -> int:
    """The terminal client, until its person leaves; the exit code."""
    from tui.settings import ClientConfig

    config = ClientConfig.of(settings or settings_for(), keeps_server=keeps_server)
    if plain:
        from tui.plain.session import sit_down

        return asyncio.run(sit_down(url, token, config))
    from tui.app import run_client

    return run_client(url, token, config=config)


def send(
    url: UrlArgument,
    sheet: Annotated[str, typer.Argument(help="What to give, as --list names it: ready, message, ...")] = "",
    values: Annotated[list[str] | None, typer.Argument(help="FIELD=VALUE; several values with a comma.")] = None,
    organisation: Annotated[str, typer.Option(help="For which organisation, where the seat speaks for several.")] = "",
    order: Annotated[str, typer.Option(help="The order itself as JSON, or `-` to read it from standard input.")] = "",
    listed: Annotated[bool, typer.Option("--list", help="Print what can be given now, and give nothing.")] = False,
    token: TokenOption = None,
    ca: CaOption = None,
) -> None:
    """Give one order from a script and print its verdict. Exit 0 accepted, 1 refused, 2 not understood.

    Example: surgex send ws://127.0.0.1:8765 message to=nsc/state "text=Can you release the seeker?"
    """
    check_url(url)
    if not token:
        wrong("send needs a token: set SURGEX_TOKEN")
    if sum((bool(sheet), bool(order), listed)) != 1:
        wrong("name what to give, or give --order, or ask with --list: one of the three")
    given = _order(sys.stdin.read() if order == "-" else order) if order else None
    filled = dict(_pair(one) for one in values or [])
    raise typer.Exit(asyncio.run(_send(url, token, OrganisationId(organisation), sheet, filled, given)))


def _pair(text: str) -> tuple[str, str]:
    name, between, value = text.partition("=")
    if not between:
        wrong(f"`{text}` should be FIELD=VALUE; `surgex send URL --list` names the fields")
    return name, value


def _order(text: str) -> Order:
    try:
        return order_of(json.loads(text))
    except (ValueError, StoredError) as error:
        wrong(f"--order is no order: {error}")


async def _send(
    url: str, token: str, organisation: OrganisationId, sheet: str, values: dict[str, str], order: Order | None
) -> int:
    from server.client import NotAnsweredError, SeatClient, SeatRefusedError
    from tui.plain.sending import SendError, filled_order, listing, organisation_of

    async with SeatClient(url, token) as seat:
        try:
            async with asyncio.timeout(SECONDS):
                await seat.until(lambda: seat.role is not None)
                if not sheet and order is None:
                    print(listing(seat.views.values()))
                    return 0
                by = organisation_of(seat, organisation)
                given = order if order is not None else filled_order(seat.views[by], sheet, values) if by else None
                if given is None:
                    raise SendError("control gives orders with --order")
                verdict = await seat.answered(seat.give(given, by))
        except (SendError, SeatRefusedError, NotAnsweredError) as error:
            wrong(str(error))
        except TimeoutError:
            wrong(f"{url} did not answer in {SECONDS:.0f} s: {seat.why or 'nobody is there'}; the order may still be accepted")
    print("accepted" if verdict.accepted else f"refused, {verdict.code}: {verdict.sentence}")
    return 0 if verdict.accepted else 1
