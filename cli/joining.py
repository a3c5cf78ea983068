"""`surgex join`, `wall` and `send`: one seat at a terminal, by lines, on a wall, or with a single order from a script."""

import asyncio
import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from cli.sitting_down import TOKEN_HELP, check_url, own_token, settings_here, sit_down
from cli.trusting import CaOption
from cli.wrong import wrong
from engine.ids import OrganisationId

if TYPE_CHECKING:
    from engine.orders import Order

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
    settings = settings_here({"ascii": ascii_only, "theme": theme}, named_ca=ca is not None)
    raise typer.Exit(sit_down(url, token, settings, plain=plain))


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

    settings = settings_here({"ascii": ascii_only, "theme": theme}, named_ca=ca is not None)
    check_url(url)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        wrong("the wall needs a terminal: run it in one that fills the projector's screen")
    config = ClientConfig.of(settings)
    config.theme = config.theme or "high-contrast"
    code, unfit = run_wall(url, own_token(token), config=config)
    if unfit is not None:
        wrong(f"this is the token of a seat for {unfit}, whose screen is not for the room; issue one for a spectator")
    raise typer.Exit(code)


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


def _order(text: str) -> "Order":
    from engine.stored import StoredError, order_of

    try:
        return order_of(json.loads(text))
    except json.JSONDecodeError as error:
        wrong(f'--order is no JSON: {error}; it looks like \'{{"kind": "mark-ready", "ready": true}}\'')
    except (ValueError, StoredError) as error:
        wrong(f"--order is no order: {error}")


async def _send(
    url: str, token: str, organisation: OrganisationId, sheet: str, values: dict[str, str], order: "Order | None"
) -> int:
    from server.client import NotAnsweredError, SeatClient, SeatRefusedError
    from tui.plain.sending import SendError, filled_order, listing, organisation_of

    sent = False
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
                order_id, sent = seat.give(given, by), True
                verdict = await seat.answered(order_id)
        except (SendError, SeatRefusedError, NotAnsweredError) as error:
            wrong(str(error))
        except TimeoutError:
            came = "the order may still be accepted" if sent else "nothing was given"
            wrong(f"{url} did not answer in {SECONDS:.0f} s: {seat.why or 'nobody is there'}; {came}")
    print("accepted" if verdict.accepted else f"refused, {verdict.code}: {verdict.sentence}")
    return 0 if verdict.accepted else 1
