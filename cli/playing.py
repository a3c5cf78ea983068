"""`surgex play` and `surgex demo`: an exercise on this machine, with bots in every seat or in every seat but yours."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from aar.page import full, page
from aar.results import FILES, json_text, prepare, write_results
from aar.summary import findings_of, summary_of
from bots.table import Table
from bots.table import play as play_table
from cli.choices import (
    AS_HELP,
    BaselineOption,
    PaceOption,
    StartOption,
    WithOption,
    check_turn,
    deck_with,
    known_hands,
    known_policy,
    policies_for,
    seed_for,
    world_for,
)
from cli.databases import stored_entries
from cli.demo import play_alone, play_at_terminal, say_where
from cli.feeding import ORDERS_HELP, fed_from, say_fed
from cli.logs import FullOption, RedrawsOption, WorkersOption
from cli.sitting_down import draws_nothing
from cli.working_out import answer_with_progress, keeping
from engine.entries import Entry
from engine.phases import Phase

DECK = "taiwan-blockade"
SeedOption = Annotated[str | None, typer.Option(help="What chance is drawn from; the same seed gives the same exercise.")]
PolicyOption = Annotated[str, typer.Option("--policy", help="How bots play: typical, prompt or idle.")]

BotsOption = Annotated[
    list[str] | None,
    typer.Option(help="How bots play: typical (if not given), prompt or idle; or ORGANISATION=POLICY. Can be repeated."),
]
ResultsOption = Annotated[
    Path | None,
    typer.Option(help="Leave exercise.jsonl, findings.json, summary.json and summary.md in this new or empty folder."),
]


def play(
    deck: Annotated[str, typer.Argument(help="A deck's id, or its folder.")] = DECK,
    additions: WithOption = None,
    seed: SeedOption = None,
    pace: PaceOption = None,
    start: StartOption = None,
    bots: BotsOption = None,
    baseline: BaselineOption = None,
    until: Annotated[int | None, typer.Option(help="Stop at the end of this turn.")] = None,
    out: ResultsOption = None,
    force: Annotated[bool, typer.Option("--force", help="Replace what an earlier play left in the --out folder.")] = False,
    redraws: RedrawsOption = 0,
    workers: WorkersOption = 1,
    orders: Annotated[Path | None, typer.Option(help=ORDERS_HELP)] = None,
    whole: FullOption = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what summary.json holds instead of the page.")] = False,
) -> None:
    """Play a deck from check-in to EndEx with bots for every organisation, and print the one-page answer.

    Example: surgex play taiwan-blockade --seed 7 --bots typical --bots nsc/staff=prompt --out results
    """
    chosen = seed_for(seed)
    world, at_pace = world_for(deck_with(deck, additions), pace, start=start, baseline=baseline)
    policies = policies_for(world, bots or [], chosen)
    check_turn(world, at_pace, until)
    if out is not None:
        prepare(out, force=force)
    fed = fed_from(world, orders, chosen=bool(seed or pace or until or bots)) if orders is not None else None
    if fed is not None:
        entries = fed.entries
    else:
        entries = play_table(world, pace=at_pace, seed=chosen, policies=policies, progress=_progress, until=until).entries
    _answer(entries, redraws, workers, out, whole=whole, as_json=as_json)
    if fed is not None and orders is not None:
        say_fed(fed, orders)


def _answer(entries: Sequence[Entry], redraws: int, workers: int, out: Path | None, *, whole: bool, as_json: bool) -> None:
    """Work the answer out, leave it in the folder where one is named, and print it."""
    with keeping(entries[-1].hash) as kept:
        played, answer = answer_with_progress(iter(entries), redraws, workers, kept)
    summary = summary_of(played, answer, seed_is_known=True)
    text = page(answer, summary.findings, summary.objectives)
    behind = full(answer, summary.findings, summary.objectives)
    if out is not None:
        write_results(out, entries, summary, findings_of(played, answer), text, behind)
        print(f"written to {out}: {', '.join(FILES)}; head {answer.head}", file=sys.stderr)
    print(json_text(summary) if as_json else text, end="")
    if whole and not as_json:
        print("\n" + behind, end="")


def _progress(table: Table) -> None:
    if table.exercise.phase is Phase.PICTURE:
        head = table.entries[-1].hash[:16]
        print(f"turn {table.exercise.turn} of {table.exercise.turns} played, head {head}", file=sys.stderr)


def demo(
    organisation: Annotated[str, typer.Option("--as", help=AS_HELP)] = "allies/japan",
    deck: Annotated[str, typer.Option(help="A deck's id, or its folder.")] = DECK,
    additions: WithOption = None,
    seed: Annotated[
        str | None, typer.Option(help="What chance is drawn from; who gives an order first is up to the network.")
    ] = None,
    pace: PaceOption = None,
    policy: PolicyOption = "typical",
    plain: Annotated[bool, typer.Option("--plain", help="Play by lines: for screen readers and logs.")] = False,
) -> None:
    """Sit down in an exercise that is running: bots have every other seat. Without a terminal it plays itself to the end.

    Example: surgex demo --as dod/as
    """
    world, at_pace = world_for(deck_with(deck, additions), pace)
    mine = known_hands(world, organisation)
    known_policy(policy)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        print("No terminal here: bots play every seat to EndEx.", file=sys.stderr)
        database = play_alone(world, pace=at_pace, seed=seed_for(seed), policy=policy)
        played, answer = answer_with_progress(stored_entries(database, ""), 0, 1)
        summary = summary_of(played, answer, seed_is_known=True)
        print(page(answer, summary.findings, summary.objectives), end="")
        say_where(database)
        return
    play_at_terminal(world, pace=at_pace, seed=seed_for(seed), policy=policy, mine=mine, plain=plain or draws_nothing())
