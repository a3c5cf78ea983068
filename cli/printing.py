"""`surgex print`: seat sheets, situation pages, inject sheets and order slips, for the table and for when the network dies."""

import asyncio
import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from aar.documents.model import Document
from aar.documents.writing import Format
from aar.papers.inject_sheets import inject_sheets
from aar.papers.order_slips import TooManySlipsError, order_slips
from aar.papers.seat_sheets import SeatLine, seat_sheets
from aar.papers.situation_page import situation_page
from aar.snapshot import view_at
from cli.asking import warn_of_open_wire
from cli.choices import BaselineOption, PaceOption, StartOption, known_organisation, wrong
from cli.databases import ServingError
from cli.handing_out import ANY_MARKING, check_printing
from cli.logs import opened
from cli.named_logs import entries_of
from cli.papers import (
    MarkingOption,
    PaperOption,
    ReplaceOption,
    source_of,
    tell_written,
    write_papers,
)
from cli.sitting_down import check_url, own_token
from cli.trusting import CaOption
from engine.ids import OrganisationId
from engine.views import View
from engine.world import World

app = typer.Typer(no_args_is_help=True, help="Papers for the table, and for the day on which the network dies: PDF, or HTML.")

OutOption = Annotated[Path, typer.Option("--out", help="The folder to write to; made if it is not there.")]
HtmlOption = Annotated[bool, typer.Option("--html", help="HTML instead of PDF.")]
ForOption = Annotated[
    list[str] | None, typer.Option("--for", help="Only for this organisation, in a file of its own. Can be repeated.")
]
TokenOption = Annotated[
    str | None, typer.Option(envvar="SURGEX_TOKEN", help="Control's token, for a running server.", show_envvar=True)
]
SECONDS = 30.0
"""How long a server may take to send what it knows."""


@app.command()
def seats(
    lines: Annotated[
        Path, typer.Argument(metavar="FILE", help="The file with seats and tokens that --out wrote: JSON or CSV.")
    ],
    out: OutOption = Path(),
    marking: MarkingOption = ANY_MARKING,
    html: HtmlOption = False,
    paper: PaperOption = "a4",
    over: ReplaceOption = False,
) -> None:
    """Print a sheet for each seat, with its join line, join code and QR. Then remove the file with the tokens.

    Example: surgex print seats seats.json --marking "UNCLASSIFIED // EXERCISE MATERIAL" --out paper
    """
    check_printing()
    exercise, found = read_handed_out(lines)
    papers = [("seats", seat_sheets(exercise, found, marking))]
    tell_written(out, write_papers(out, papers, _format(html), paper=paper, over=over))


def read_handed_out(path: Path) -> tuple[str, list[SeatLine]]:
    """The seats of a file that was handed out. Exits with 2 where it is none."""
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix.lower() == ".csv":
            rows = list(csv.DictReader(text.splitlines()))
            return "", [_line({**row, "organisations": row["organisations"].split("; ")}, row["url"]) for row in rows]
        held = json.loads(text)
        return held["exercise"], [_line(one, held["url"]) for one in held["seats"]]
    except OSError as error:
        wrong(f"{path} cannot be read: {error.strerror}. Name the file that `surgex new --out` wrote.")
    except (ValueError, KeyError, TypeError, AttributeError):
        wrong(f"{path} holds no seats: name the file that `surgex new --out` wrote, as JSON or CSV")


def _line(seat: dict[str, Any], url: str) -> SeatLine:
    return SeatLine(
        title=seat["title"],
        role=seat["role"],
        name=seat["name"],
        organisations=tuple(one for one in seat["organisations"] if one),
        url=url,
        token=seat["token"],
        join=f"SURGEX_TOKEN={seat['token']} surgex join {url}",
    )


@app.command()
def situation(
    at: Annotated[str, typer.Argument(metavar="LOG|URL", help="A log, a database, or a running server with control's token.")],
    out: OutOption = Path(),
    entry: Annotated[int | None, typer.Option(help="As it was after this entry of a log; the last if not given.")] = None,
    exercise: Annotated[str, typer.Option("--exercise", help="Which exercise of a database.")] = "",
    only: ForOption = None,
    html: HtmlOption = False,
    paper: PaperOption = "a4",
    over: ReplaceOption = False,
    token: TokenOption = None,
    ca: CaOption = None,
) -> None:
    """Print what each organisation knows: what waits for it, stocks, money, what is under way.

    Example: surgex print situation exercise.jsonl --for allies/japan --out paper
    """
    if "://" in at and not at.startswith("postgresql"):
        check_url(at)
        warn_of_open_wire(at)
        views = asyncio.run(_views_at(at, own_token(token), only or []))
    else:
        views = _views_in(Path(at), exercise, entry, only or [])
    papers = ((f"situation-{one.organisation.replace('/', '-')}", situation_page(one)) for one in views)
    tell_written(out, write_papers(out, papers, _format(html), paper=paper, over=over))


def _views_in(log: Path, exercise: str, entry: int | None, only: Sequence[str]) -> list[View]:
    world, entries = opened(entries_of(log, exercise))
    kept = list(entries)
    return [view_at(iter(kept), organisation, entry).view for organisation in _chosen(world, only)]


def _chosen(world: World, only: Sequence[str]) -> list[OrganisationId]:
    """Those that were named; without names all but adversaries, which come when they are named."""
    adversaries = {one.id for one in world.baseline.adversaries}
    return [known_organisation(world, one) for one in only] or [one for one in world.organisations if one not in adversaries]


async def _views_at(url: str, token: str, only: Sequence[str]) -> list[View]:
    """What organisations of a running exercise know, asked with the token of control, an evaluator, or their own."""
    from server.client import SeatClient, SeatRefusedError

    async with SeatClient(url, token) as seat:
        try:
            async with asyncio.timeout(SECONDS):
                await seat.until(lambda: seat.role is not None)
                if seat.exercise is None:
                    found = dict(seat.views)
                    return [found[one] for one in _own(found, only)]
                wanted = _chosen(seat.exercise.world, only)
                for one in wanted:
                    seat.ask_view(one)
                await seat.until(lambda: all(one in seat.views for one in wanted))
                return [seat.views[one] for one in wanted]
        except SeatRefusedError as error:
            raise ServingError(str(error)) from None
        except TimeoutError:
            raise ServingError(f"{url} did not answer in {SECONDS:.0f} s: {seat.why or 'nobody is there'}") from None


def _own(views: dict[OrganisationId, View], only: Sequence[str]) -> list[OrganisationId]:
    for one in only:
        if one not in views:
            wrong(f"this token does not see what {one} knows: use control's, or leave out --for")
    return [one for one in views if not only or one in only]


@app.command()
def injects(
    deck: Annotated[str, typer.Argument(help="A deck's id, or its folder.")],
    out: OutOption = Path(),
    pace: PaceOption = None,
    start: StartOption = None,
    baseline: BaselineOption = None,
    only: ForOption = None,
    marking: MarkingOption = "",
    html: HtmlOption = False,
    paper: PaperOption = "a4",
    over: ReplaceOption = False,
) -> None:
    """Print each inject as it is handed out: for those whom it is addressed to, and for those who read it besides.

    Example: surgex print injects taiwan-blockade --pace day --out paper
    """
    source = source_of(deck, pace, start, baseline, marking)
    chosen = [known_organisation(source.world, one) for one in only or ()]
    papers = _each("injects", chosen, lambda some: inject_sheets(source, some))
    tell_written(out, write_papers(out, papers, _format(html), paper=paper, over=over))


@app.command()
def slips(
    deck: Annotated[str, typer.Argument(help="A deck's id, or its folder.")],
    out: OutOption = Path(),
    first: Annotated[int, typer.Option("--from", min=1, help="The first number of each pad.")] = 1,
    rounds: Annotated[int, typer.Option(min=1, max=50, help="So many times every form.")] = 1,
    pace: PaceOption = None,
    start: StartOption = None,
    baseline: BaselineOption = None,
    only: ForOption = None,
    marking: MarkingOption = "",
    html: HtmlOption = False,
    paper: PaperOption = "a4",
    over: ReplaceOption = False,
) -> None:
    """Print numbered blank forms for each kind of order. Control enters one with its number (rule 2.12).

    Example: surgex print slips taiwan-blockade --for allies/japan --from 101 --out paper
    """
    source = source_of(deck, pace, start, baseline, marking)
    chosen = [known_organisation(source.world, one) for one in only or ()]
    try:
        papers = _each("order-slips", chosen, lambda some: order_slips(source, some, first=first, rounds=rounds))
    except TooManySlipsError as error:
        wrong(str(error))
    tell_written(out, write_papers(out, papers, _format(html), paper=paper, over=over))


def _each(
    name: str, chosen: list[OrganisationId], make: Callable[[Sequence[OrganisationId]], Document]
) -> list[tuple[str, Document]]:
    """A file for each organisation that was named, or one for all."""
    if not chosen:
        return [(name, make(()))]
    return [(f"{name}-{one.replace('/', '-')}", make((one,))) for one in chosen]


def _format(html: bool) -> tuple[Format, ...]:
    return ("html",) if html else ("pdf",)
